from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from nominations.judging.enums import RoundState
from thiduakt.catalog.enums import Confidence
from thiduakt.marks import Aggregation
from thiduakt.permissions import scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

BANDS = (("A", "a_from"), ("B", "b_from"), ("C", "c_from"))


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(school=user.school_id) if scopes(user, "judging.manage", on) else self.none()

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class CriteriaSet(models.Model):
    """Bộ tiêu chí chấm sáng kiến. Once a round with it was opened it never changes; a copy of it does."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    name = models.CharField("tên bộ tiêu chí", max_length=200)
    source = models.CharField(
        "theo văn bản",
        max_length=500,
        blank=True,
        help_text="Số, ký hiệu, ngày của hướng dẫn chấm; để trống nếu trường tự đặt.",
    )
    confidence = models.CharField("đối chiếu", max_length=10, choices=Confidence, default=Confidence.UNVERIFIED)
    aggregation = models.CharField("cách tính tổng điểm", max_length=10, choices=Aggregation, default=Aggregation.MEAN)
    pass_mark = models.DecimalField(
        "tổng điểm đạt", max_digits=6, decimal_places=1, null=True, blank=True, help_text="Để trống nếu không quy định."
    )
    a_from = models.DecimalField("loại A từ", max_digits=6, decimal_places=1, null=True, blank=True)
    b_from = models.DecimalField("loại B từ", max_digits=6, decimal_places=1, null=True, blank=True)
    c_from = models.DecimalField("loại C từ", max_digits=6, decimal_places=1, null=True, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=800, editable=False)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí chấm sáng kiến"
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["school", "name", "id"], name="judging_set_by_name")]
        constraints = [
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="judging_set_confidence_is_known"),
            models.CheckConstraint(condition=Q(aggregation__in=Aggregation.values), name="judging_set_aggregation_is_known"),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__gte=0),
                name="judging_set_pass_mark_not_negative",
                violation_error_message="Tổng điểm đạt không được âm.",
            ),
            models.CheckConstraint(
                condition=(Q(a_from__isnull=True) | Q(b_from__isnull=True) | Q(a_from__gt=F("b_from")))
                & (Q(b_from__isnull=True) | Q(c_from__isnull=True) | Q(b_from__gt=F("c_from")))
                & (Q(a_from__isnull=True) | Q(c_from__isnull=True) | Q(a_from__gt=F("c_from"))),
                name="judging_set_bands_go_down",
                violation_error_message="Điểm của loại A phải cao hơn loại B, loại B cao hơn loại C.",
            ),
            models.UniqueConstraint(
                fields=["school", "name"],
                name="judging_set_name_once",
                violation_error_message="Trường đã có bộ tiêu chí mang tên này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.source = one_line(self.name), one_line(self.source)
        self.search_key = fold(f"{self.name} {self.source}")[:800]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("judging:criteria", self.pk)

    @property
    def is_used(self) -> bool:
        return self.rounds.exclude(state__in=RoundState.EDITABLE).exists()

    @property
    def is_verified(self) -> bool:
        return self.confidence == Confidence.VERIFIED

    @property
    def bands(self) -> list[tuple[str, Decimal]]:
        """(loại, điểm từ), the highest first; empty: this set grades nothing."""
        return [(name, value) for name, field in BANDS if (value := getattr(self, field)) is not None]


class Criterion(models.Model):
    """Tiêu chí chấm sáng kiến. `min_points`: điều kiện loại, whoever has less on average is not recognised."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="criteria", verbose_name="bộ tiêu chí"
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    text = models.CharField("tiêu chí", max_length=500)
    max_points = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=1)
    min_points = models.DecimalField(
        "điểm tối thiểu (điều kiện loại)", max_digits=5, decimal_places=1, null=True, blank=True
    )

    class Meta:
        verbose_name = "tiêu chí chấm sáng kiến"
        ordering = ["criteria_set_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_points__gt=0),
                name="judging_points_are_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(min_points__isnull=True) | Q(min_points__gt=0, min_points__lte=F("max_points")),
                name="judging_least_points_are_reachable",
                violation_error_message="Điểm tối thiểu phải lớn hơn 0 và không quá điểm tối đa.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
