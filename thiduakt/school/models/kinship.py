from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from thiduakt.permissions import scopes

from .organisation import Person, User

if TYPE_CHECKING:
    from collections.abc import Iterable


class KinshipQuerySet(models.QuerySet["Kinship"]):
    def visible_to(self, user: User, on: date) -> Self:
        """What this person declared, and what was declared of this person: nobody else's family."""
        if not scopes(user, "kin.own", on):
            return self.none()
        own = Q(person=user.person_id) | Q(relative=user.person_id)
        return self.filter(own, person__school=user.school_id)


class Kinship(models.Model):
    """Quan hệ người thân giữa hai người cùng trường, said by one of them; it holds for both.

    Whoever judges, or decides on, the work of others is kept away from that of kin.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người khai")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người thân")
    relation = models.CharField("quan hệ", max_length=100)
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="tài khoản khai")
    declared_at = models.DateTimeField("khai lúc")

    objects = KinshipQuerySet.as_manager()

    class Meta:
        verbose_name = "quan hệ người thân"
        ordering = ["person_id", "relative__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("relative")),
                name="kinship_is_between_two",
                violation_error_message="Thầy/cô chọn một người khác.",
            ),
            models.UniqueConstraint(
                fields=["person", "relative"],
                name="kinship_once",
                violation_error_message="Quan hệ với người này đã được khai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.relative}"

    @property
    def school_id(self) -> int:
        return self.person.school_id


def kin_of(people: "Iterable[int]") -> dict[int, set[int]]:
    """Of each of these people (by key) their kin, whichever of the two has said so."""
    kin: dict[int, set[int]] = {key: set() for key in people}
    found = Kinship.objects.filter(Q(person__in=kin) | Q(relative__in=kin)).order_by()
    for one, other in found.values_list("person", "relative"):
        for key, relative in ((one, other), (other, one)):
            if key in kin:
                kin[key].add(relative)
    return kin
