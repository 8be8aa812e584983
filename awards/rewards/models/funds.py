from datetime import date
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import F, Q, Sum, Window

from awards.decisions.enums import FundKind
from awards.rewards.enums import LineKind
from thiduakt.audit.models import AppendOnlyError, AppendOnlyRows
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User
from thiduakt.vietnamese import capitalized, fold, found_by

from .payments import PAYING_FUNDS, Payment, Recovery


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, user: User, on: date) -> Self:
        reaches = bool(scopes(user, "money.view", on) & WHOLE_SCHOOL)
        return self.filter(school=user.school_id) if reaches else self.none()

    def with_sums(self) -> Self:
        """Each with `taken_in`, `paid_out` and `balance` (đồng). What was taken back counts on the side it came from."""
        is_in = Q(lines__kind__in=LineKind.IN) | Q(lines__counters__kind__in=LineKind.IN)
        return self.annotate(
            taken_in=Sum("lines__amount", filter=is_in, default=0),
            paid_out=-Sum("lines__amount", filter=~is_in, default=0),
            balance=Sum("lines__amount", default=0),
        )


class Fund(models.Model):
    """Quỹ in one budget year: quỹ thi đua, khen thưởng, or quỹ tiền thưởng (10%). The two never meet.

    It holds nothing itself: its balance is the sum of its lines.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    kind = models.CharField("quỹ", max_length=10, choices=FundKind)
    year = models.PositiveSmallIntegerField("năm ngân sách")

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = "quỹ"
        ordering = ["-year", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PAYING_FUNDS), name="fund_kind_is_known"),
            models.UniqueConstraint(
                fields=["school", "kind", "year"],
                name="fund_once_a_year",
                violation_error_message="Quỹ này của năm ấy đã được mở.",
            ),
        ]

    def __str__(self) -> str:
        return f"{capitalized(self.get_kind_display())} năm {self.year}"

    def get_absolute_url(self) -> str:
        return row_address("rewards:fund", self.pk)

    def stands_at(self) -> int:
        """The balance, in đồng."""
        return self.lines.aggregate(total=Sum("amount", default=0))["total"]


class FundLineQuerySet(AppendOnlyRows, models.QuerySet["FundLine"]):
    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(fund__in=Fund.objects.visible_to(user, on).order_by())

    def with_balance(self) -> Self:
        """Each with the balance after it, as the book is kept: by day, then as it was entered."""
        return self.annotate(balance=Window(Sum("amount"), order_by=[F("day").asc(), F("pk").asc()]))

    def standing(self) -> Self:
        return self.filter(countered_by__isnull=True).exclude(kind=LineKind.COUNTER)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class FundLine(models.Model):
    """Dòng sổ quỹ: thu (above zero) or chi (below), in đồng.

    Append-only: triggers refuse UPDATE, DELETE and TRUNCATE to whoever comes past Python, a payment paid twice or by
    another fund than its own, and a line that takes back anything but the whole of an earlier one. `why_beyond`: why it
    was paid though the fund did not hold it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="lines", verbose_name="quỹ")
    kind = models.CharField("việc thu, chi", max_length=10, choices=LineKind)
    amount = models.BigIntegerField("số tiền")
    day = models.DateField("ngày")
    told = models.CharField("diễn giải", max_length=500)
    paper = models.CharField("chứng từ", max_length=100, blank=True)
    why_beyond = models.CharField("lý do chi vượt số dư", max_length=500, blank=True)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="fund_lines", verbose_name="khoản chi"
    )
    recovery = models.ForeignKey(
        Recovery, on_delete=models.PROTECT, null=True, blank=True, related_name="fund_lines", verbose_name="khoản thu hồi"
    )
    counters = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="countered_by", verbose_name="dòng bị đảo"
    )
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    entered_at = models.DateTimeField("ghi lúc")
    search_key = models.CharField("khóa tìm kiếm", max_length=700, editable=False)

    objects = FundLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng sổ quỹ"
        ordering = ["fund", "day", "pk"]
        indexes = [models.Index(fields=["fund", "day", "id"], name="fund_line_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="fund_line_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=LineKind.IN, amount__gt=0)
                | Q(kind__in=LineKind.OUT, amount__lt=0)
                | Q(kind=LineKind.COUNTER) & ~Q(amount=0),
                name="fund_line_adds_or_takes",
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.COUNTER, counters__isnull=False)
                | ~Q(kind=LineKind.COUNTER) & Q(counters__isnull=True),
                name="fund_line_counters_another_or_none",
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.PAID, payment__isnull=False, recovery__isnull=True)
                | Q(kind=LineKind.RECOVERED, payment__isnull=True, recovery__isnull=False)
                | ~Q(kind__in=(LineKind.PAID, LineKind.RECOVERED)) & Q(payment__isnull=True, recovery__isnull=True),
                name="fund_line_of_a_payment_or_recovery",
            ),
            models.CheckConstraint(condition=~Q(told=""), name="fund_line_is_told"),
        ]

    def __str__(self) -> str:
        return f"{self.fund}: {self.told}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError
        self.search_key = search_key_of(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    @property
    def school_id(self) -> int:
        return self.fund.school_id

    @property
    def is_countered(self) -> bool:
        return getattr(self, "countered_by", None) is not None


def search_key_of(line: FundLine) -> str:
    """For whoever writes many lines at once, past `save`."""
    return fold(f"{line.told} {line.paper}")[:700]
