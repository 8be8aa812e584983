from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum

from awards.decisions.enums import FundKind
from awards.decisions.models import AwardLine
from awards.decisions.models.lines import stands
from awards.rewards.enums import Manner, RecoveryKind
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User
from thiduakt.vietnamese import found_by

PAYING_FUNDS = (FundKind.EMULATION, FundKind.BONUS)


class OfLineQuerySet(models.QuerySet):
    """Rows that hang on a line of a decision: whose line it is, whose row."""

    def visible_to(self, user: User, on: date) -> Self:
        """Sums are for those who keep them, and for the person of whom they speak."""
        granted = scopes(user, "money.view", on)
        if granted & WHOLE_SCHOOL:
            return self.filter(school=user.school_id)
        if Scope.OWN in granted:
            return self.filter(school=user.school_id, line__person=user.person_id)
        return self.none()

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words, "line__search_key"))

    def in_order(self) -> Self:
        return self.order_by("line__position", "pk")


def due() -> Q:
    """What is still to be paid. Where the honor stands no more, nothing is."""
    return Q(paid_on__isnull=True, amount__gt=0) & stands("line__")


class PaymentQuerySet(OfLineQuerySet):
    def paid(self) -> Self:
        return self.filter(paid_on__isnull=False)

    def due(self) -> Self:
        return self.filter(due())

    def total(self) -> int:
        return self.aggregate(total=Sum("amount"))["total"] or 0


class Payment(models.Model):
    """Khoản chi tiền thưởng of one line of a decision, made when the decision comes in force.

    `amount`: đồng to be paid; `credited`: what the same holder was paid by the decision whose place this one took. `paid_on`
    and what belongs to it stand here while the payment stands; the fund's ledger keeps every mark and what took it back.
    """

    line = models.OneToOneField(
        AwardLine, on_delete=models.PROTECT, related_name="payment", verbose_name="người, tập thể được khen"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    fund = models.CharField("nguồn tiền thưởng", max_length=10, choices=FundKind)
    amount = models.PositiveBigIntegerField("số tiền phải chi")
    credited = models.PositiveBigIntegerField("đã chi theo quyết định trước", default=0)
    paid_on = models.DateField("ngày chi", null=True, blank=True)
    manner = models.CharField("hình thức chi", max_length=10, choices=Manner, blank=True)
    received_by = models.CharField("người nhận thay", max_length=150, blank=True)
    behalf_reason = models.CharField("lý do nhận thay", max_length=300, blank=True)
    confirmed_at = models.DateTimeField("người được thưởng xác nhận lúc", null=True, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản chi tiền thưởng"
        ordering = ["line__decision", "line__position", "pk"]
        indexes = [models.Index(fields=["school", "paid_on"], name="payment_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(fund__in=PAYING_FUNDS), name="payment_fund_is_known"),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True, manner="", received_by="", confirmed_at__isnull=True)
                | Q(paid_on__isnull=False, manner__in=Manner.values),
                name="payment_paid_has_its_manner",
            ),
            models.CheckConstraint(
                condition=Q(received_by="", behalf_reason="") | ~Q(received_by="") & ~Q(behalf_reason=""),
                name="payment_on_behalf_has_a_reason",
                violation_error_message="Thầy/cô ghi người nhận thay và lý do nhận thay.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tiền thưởng của {self.line.holder_name}"

    def get_absolute_url(self) -> str:
        return row_address("rewards:payment", self.pk)

    @property
    def person_id(self) -> int | None:
        """Whose own it is."""
        return self.line.person_id

    @property
    def is_paid(self) -> bool:
        return self.paid_on is not None

    @property
    def is_due(self) -> bool:
        return not self.is_paid and self.amount > 0 and self.line.stands

    @property
    def state_told(self) -> str:
        if self.is_paid:
            return "đã xác nhận" if self.confirmed_at else "đã chi"
        if not self.line.stands:
            return "không chi nữa"
        return "chưa chi" if self.amount else "đã chi theo quyết định trước"


class Recovery(models.Model):
    """Thu hồi tiền thưởng, giấy khen, hiện vật of a line that was cancelled or replaced (Luật 06/2022/QH15, Điều 93).

    Made in the transaction of the decision that ends the line. `amount` is of money alone.
    """

    line = models.ForeignKey(
        AwardLine, on_delete=models.PROTECT, related_name="recoveries", verbose_name="người, tập thể được khen"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    kind = models.CharField("thu hồi", max_length=10, choices=RecoveryKind)
    amount = models.PositiveBigIntegerField("số tiền", default=0)
    why = models.CharField("căn cứ thu hồi", max_length=300)
    due_from = models.DateField("phải nộp lại từ ngày")
    returned_on = models.DateField("ngày nộp lại", null=True, blank=True)
    paper = models.CharField("chứng từ, biên bản", max_length=100, blank=True)

    objects = OfLineQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản thu hồi"
        verbose_name_plural = "khoản thu hồi"
        ordering = ["-due_from", "pk"]
        indexes = [models.Index(fields=["school", "-due_from", "id"], name="recovery_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RecoveryKind.values), name="recovery_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=RecoveryKind.MONEY, amount__gt=0) | Q(kind=RecoveryKind.ITEMS, amount=0),
                name="recovery_of_money_has_a_sum",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True, paper="") | Q(returned_on__gte=F("due_from")) & ~Q(paper=""),
                name="recovery_returned_with_a_paper",
                violation_error_message="Thầy/cô ghi ngày nộp lại, không trước ngày phải nộp, và chứng từ.",
            ),
            models.UniqueConstraint(fields=["line", "kind"], name="recovery_of_a_line_once"),
        ]

    def __str__(self) -> str:
        return f"Thu hồi {self.get_kind_display()} của {self.line.holder_name}"

    def get_absolute_url(self) -> str:
        return row_address("rewards:recovery", self.pk)

    @property
    def is_returned(self) -> bool:
        return self.returned_on is not None

    @property
    def state_told(self) -> str:
        return "đã nộp lại" if self.is_returned else "chưa nộp lại"
