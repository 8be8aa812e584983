from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import TEXTS, Document, seen_by
from thiduakt.routes import row_address
from thiduakt.school.models import School, SchoolYear, User
from thiduakt.school.queries import school_year_on


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(seen_by(user, on, "document__"), document__kind=Kind.PLAN)

    def matching(self, words: str) -> Self:
        return self.filter(document__in=Document.objects.matching(words)) if words else self

    def with_people(self) -> Self:
        return self.select_related("document__signer", "document__created_by", "document__replaces")

    def in_force_or_coming(self, user: User, year: int) -> Self:
        """Those of a year of the own school that nothing has ended: a second one is mostly a slip."""
        ended = (DocumentState.REPLACED, DocumentState.REVOKED)
        return self.filter(school=user.school_id, year=year).exclude(document__state__in=ended)

    def without_texts(self) -> Self:
        return self.defer("source_text", *(f"document__{path}{name}" for path in ("", "replaces__") for name in TEXTS))


class Plan(models.Model):
    """Kế hoạch công tác thi đua, khen thưởng của một năm. What it says, its state and its id are its document's."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="+", verbose_name="văn bản"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="plans", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm")
    source_text = models.TextField("văn bản gốc đã đọc", blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        ordering = ["-year", "-pk"]
        indexes = [models.Index(fields=["school", "-year", "-document"], name="plan_by_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="plan_year_is_plausible",
                violation_error_message="Năm của kế hoạch phải từ 2000 đến 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.subject} ({self.year})"

    def get_absolute_url(self) -> str:
        return row_address("plans:detail", self.pk)

    @property
    def school_year(self) -> SchoolYear | None:
        """Năm học of the day it is dated; what replaces a plan of the same year belongs to the school year of that plan."""
        replaced = self.document.replaces_id
        older = Plan.objects.filter(document=replaced, year=self.year).first() if replaced else None
        return older.school_year if older else school_year_on(self.document.school, self.document.dated_on)
