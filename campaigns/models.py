from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from thiduakt.documents.models import Document
from thiduakt.school.models import School, SchoolYear, User


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(document__in=Document.objects.visible_to(user, on))

    def matching(self, words: str) -> Self:
        return self.filter(document__in=Document.objects.matching(words))

    def for_table(self) -> Self:
        return self.select_related("document__signer", "document__created_by", "school_year").order_by(
            "-year", "-document__dated_on", "-pk"
        )


class Plan(models.Model):
    """Kế hoạch công tác thi đua, khen thưởng của một năm. What it says, its state and its id are its document's."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="+", verbose_name="văn bản"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="plans", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm")
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="năm học"
    )
    source_text = models.TextField("văn bản gốc đã đọc", blank=True, editable=False)
    doubts = models.JSONField("chỗ chưa chắc khi đọc", default=list, editable=False)  # [{"line": 3, "text": …, "reason": …}]

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        ordering = ["-year", "-pk"]
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
        return reverse("campaigns:plan_detail", args=[self.pk])
