from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from thiduakt.documents.enums import OpeningState, SeriesMode
from thiduakt.school.models import School, User
from thiduakt.school.querysets import OfSchoolQuerySet

LARGEST_NUMBER = 99_999  # no school comes near it in a year; a larger one is a slip of the hand


class NumberSeries(models.Model):
    """Dãy số văn bản của một năm: the row that is locked to take the next number (NĐ 30/2020/NĐ-CP, Điều 15)."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm")
    series = models.CharField("dãy số", max_length=30)
    first = models.PositiveIntegerField("số đầu do hệ thống cấp", default=1)
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)
    last_date = models.DateField("ngày của số cuối", null=True)
    mode = models.CharField("cách cấp số", max_length=10, choices=SeriesMode, default=SeriesMode.AUTO)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "dãy số"
        ordering = ["-year", "series", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "series"], name="number_series_once"),
            models.CheckConstraint(condition=Q(mode__in=SeriesMode.values), name="number_series_mode_is_known"),
            models.CheckConstraint(condition=Q(first__gte=1, last__gte=F("first") - 1), name="number_series_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.series} năm {self.year}"


class SeriesOpening(models.Model):
    """Số khởi đầu của dãy số: a school that begins mid-year continues its paper book. One proposes, another approves."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    year = models.PositiveSmallIntegerField(
        "năm",
        validators=[
            MinValueValidator(2000, "Năm phải từ 2000 đến 2100."),
            MaxValueValidator(2100, "Năm phải từ 2000 đến 2100."),
        ],
    )
    series = models.CharField("dãy số", max_length=30)
    last = models.PositiveIntegerField(
        "số cuối trong sổ giấy",
        validators=[
            MinValueValidator(0, "Số cuối không được âm, ghi 0 nếu chưa cấp số nào."),
            MaxValueValidator(LARGEST_NUMBER, f"Số cuối không quá {LARGEST_NUMBER}."),
        ],
    )
    last_date = models.DateField("ngày của số cuối", null=True, blank=True)
    mode = models.CharField("cách cấp số", max_length=10, choices=SeriesMode, default=SeriesMode.AUTO)
    reason = models.CharField("lý do", max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đề xuất")
    state = models.CharField("trạng thái", max_length=20, choices=OpeningState, default=OpeningState.PROPOSED)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "số khởi đầu"
        ordering = ["-year", "series", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OpeningState.values), name="series_opening_state_is_known"),
            models.CheckConstraint(condition=Q(mode__in=SeriesMode.values), name="series_opening_mode_is_known"),
            models.UniqueConstraint(
                fields=["school", "year", "series"],
                condition=Q(state=OpeningState.PROPOSED),
                name="series_opening_one_at_a_time",
                violation_error_message="Đã có một đề xuất cho dãy số này đang chờ duyệt.",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100), last__lte=LARGEST_NUMBER), name="series_opening_is_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"Dãy {self.series} năm {self.year} từ số {self.last + 1}"
