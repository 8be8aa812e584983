from django.db import models
from django.db.models import Q

from thiduakt.ledger.enums import HolderKind
from thiduakt.school.models import Group, Person, School

from .holders import HeldQuerySet, holder_fits


class YearRegistration(models.Model):
    """Đăng ký thi đua của năm học, as the council confirmed it; `is_registered` is False for who could have and did not.

    Years from before the school registered here have none: of those the rating tells (`YearRating.registered`).
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    holder_kind = models.CharField("loại đối tượng", max_length=10, choices=HolderKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="year_registrations", verbose_name="viên chức"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="year_registrations", verbose_name="tổ"
    )
    year = models.PositiveSmallIntegerField("năm học")
    is_registered = models.BooleanField("có đăng ký")
    source = models.CharField("đợt đăng ký", max_length=200)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = "đăng ký thi đua của năm học"
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=holder_fits({HolderKind.PERSON: "person", HolderKind.GROUP: "group"}),
                name="year_registration_has_one_holder",
            ),
            models.UniqueConstraint(
                fields=["person", "year"], condition=Q(person__isnull=False), name="year_registration_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["group", "year"], condition=Q(group__isnull=False), name="year_registration_once_a_group"
            ),
            models.UniqueConstraint(
                fields=["school", "year"],
                condition=Q(holder_kind=HolderKind.SCHOOL),
                name="year_registration_once_a_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.group or self.school}, {self.year}–{self.year + 1}"
