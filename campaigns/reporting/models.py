from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.plans.models import Plan
from thiduakt.documents.models import TEXTS, Document, seen_by
from thiduakt.ledger.years import year_name
from thiduakt.school.models import School, User

from .checking import Figure
from .enums import ReportKind


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(seen_by(user, on, "document__"))

    def without_texts(self) -> Self:
        return self.defer("figures", "older_figures", *(f"document__{name}" for name in TEXTS))


class Report(models.Model):
    """Báo cáo sơ kết, tổng kết thực hiện một kế hoạch. What it says, its state and its id are its document's.

    `figures` are the data as they stood when they were taken, not live rows; `older_figures` those they took the place of.
    """

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="report", verbose_name="văn bản"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="reports", verbose_name="trường")
    plan = models.ForeignKey(
        Plan, on_delete=models.SET_NULL, null=True, related_name="reports", verbose_name="kế hoạch"
    )  # a draft may be thrown away
    kind = models.CharField("loại báo cáo", max_length=10, choices=ReportKind)
    year = models.PositiveSmallIntegerField(
        "năm học của đăng ký, khen thưởng", help_text="Năm bắt đầu: 2022 là năm học 2022–2023."
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    figures = models.JSONField("số liệu", default=list, editable=False)
    taken_at = models.DateTimeField("lấy số liệu lúc", editable=False)
    older_figures = models.JSONField("số liệu lần trước", default=list, editable=False)
    older_taken_at = models.DateTimeField("lấy số liệu lần trước lúc", null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        ordering = ["-ends_on", "-pk"]
        indexes = [models.Index(fields=["school", "-ends_on", "-document"], name="report_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="report_kind_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="report_ends_after_it_starts",
                violation_error_message="Ngày cuối kỳ báo cáo không được trước ngày đầu kỳ.",
            ),
        ]

    def __str__(self) -> str:
        return self.document.subject

    def get_absolute_url(self) -> str:
        return reverse("reporting:detail", args=[self.pk])

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def period(self) -> str:
        return f"{self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y}"

    @property
    def taken(self) -> list[Figure]:
        return [Figure.from_dict(values) for values in self.figures]

    @property
    def taken_before(self) -> list[Figure]:
        return [Figure.from_dict(values) for values in self.older_figures]
