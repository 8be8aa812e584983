from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from awards.rewards.enums import EstimateState
from nominations.dossiers.models import Dossier, Review
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User

from .funds import Fund


class EstimateQuerySet(models.QuerySet["Estimate"]):
    def visible_to(self, user: User, on: date) -> Self:
        reaches = bool(scopes(user, "money.view", on) & WHOLE_SCHOOL)
        return self.filter(school=user.school_id) if reaches else self.none()


class Estimate(models.Model):
    """Dự toán tiền thưởng of a round, before its decision: what its dossiers would pay, against the fund of the year.

    `day`: on which the decision is expected; its base salary counts. `with_superiors`: who decides pays, unless the school
    was told to. `total` is the sum of the lines, `balance` that of the fund when they were reckoned. `state`: by
    `workflow.perform` alone.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+", verbose_name="đợt xét")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="estimates", verbose_name="quỹ")
    day = models.DateField("dự kiến quyết định ngày")
    with_superiors = models.BooleanField("tính cả danh hiệu, hình thức cấp trên quyết định", default=False)
    total = models.PositiveBigIntegerField("tổng số tiền", default=0, editable=False)
    balance = models.BigIntegerField("số dư quỹ khi tính", default=0, editable=False)
    state = models.CharField("trạng thái", max_length=10, choices=EstimateState, default=EstimateState.DRAFT)
    version = models.PositiveIntegerField("lần tính", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    approved_on = models.DateField("ngày duyệt", null=True, editable=False)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người duyệt"
    )

    objects = EstimateQuerySet.as_manager()

    class Meta:
        verbose_name = "dự toán tiền thưởng"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["school", "-day", "-id"], name="estimate_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EstimateState.values), name="estimate_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=EstimateState.APPROVED, approved_on__isnull=False, approved_by__isnull=False)
                | ~Q(state=EstimateState.APPROVED) & Q(approved_on__isnull=True, approved_by__isnull=True),
                name="estimate_approved_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(state__in=EstimateState.OPEN),
                name="estimate_one_at_a_time",
                violation_error_message="Đợt xét này đang có một dự toán chưa duyệt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Dự toán tiền thưởng: {self.review.name}"

    def get_absolute_url(self) -> str:
        return row_address("rewards:estimate", self.pk)

    @property
    def is_draft(self) -> bool:
        return self.state == EstimateState.DRAFT

    @property
    def shortfall(self) -> int:
        """What the fund lacks, in đồng."""
        return max(self.total - self.balance, 0)


class EstimateLine(models.Model):
    """Dòng dự toán: one dossier, what it would pay and why."""

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="lines", verbose_name="dự toán")
    position = models.PositiveSmallIntegerField("số thứ tự")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", verbose_name="hồ sơ")
    holder_name = models.CharField("cá nhân, tập thể", max_length=200)
    honor_name = models.CharField("danh hiệu, hình thức", max_length=200)
    amount = models.PositiveBigIntegerField("số tiền", default=0)
    reason = models.CharField("cách tính", max_length=300, blank=True)
    is_known = models.BooleanField("tính được", default=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "dòng dự toán"
        ordering = ["estimate", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["estimate", "position"], name="estimate_line_position_once"),
            models.UniqueConstraint(fields=["estimate", "dossier"], name="estimate_line_of_a_dossier_once"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name}: {self.honor_name}"
