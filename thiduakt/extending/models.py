from collections.abc import Collection

from django.db import models
from django.db.models import Q

from thiduakt.school.models import Group, Person, User


class Extension(models.Model):
    """Gia hạn riêng, of one person or of a whole tổ, with its reason; what is sent by it is marked as late."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="viên chức"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tổ")
    until = models.DateField("gia hạn đến hết ngày")
    reason = models.CharField("lý do", max_length=500)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người gia hạn")
    granted_at = models.DateTimeField("gia hạn lúc")

    objects = models.Manager()

    class Meta:
        abstract = True
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, group__isnull=True) | Q(person__isnull=True, group__isnull=False),
                name="%(class)s_is_for_one_person_or_group",
                violation_error_message="Thầy/cô chọn một người, hoặc một tổ.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.group}, đến hết ngày {self.until:%d/%m/%Y}"

    def is_for(self, *, person: int | None, groups: Collection[int | None]) -> bool:
        """By their keys: the one who sends, and the tổ they send for or are in."""
        if self.person_id is not None:
            return self.person_id == person
        return self.group_id in groups
