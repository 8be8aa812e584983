"""Sổ quỹ: a fund is opened for a budget year, and lines are added to it; what was wrong is taken back by a line."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.decisions.enums import FundKind
from awards.rewards.enums import LineKind
from awards.rewards.models import Fund, FundLine
from awards.rewards.models.funds import search_key_of
from awards.rewards.policies import can_manage
from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import dong, one_line
from thiduakt.workflow import MoveRefusedError, hold

RELATED = ("fund", "payment", "recovery", "counters", "entered_by")  # each would be looked up, line by line
LARGEST = 10**12  # đồng: more than any fund of a school; whatever lies beyond is a slip of the hand
NOT_CARRIED_OVER = (
    "Quỹ tiền thưởng không dùng hết trong năm thì không chuyển sang năm sau. Thầy/cô để trống số dư năm trước, chỉ ghi "
    "số được giao trong năm."
)


@transaction.atomic
def open_fund(kind: str, *, year: int, opening: int, allotment: int, actor: User, at: datetime) -> Fund:
    """With what the year before left and what the year was given, as its first lines, on its first day.

    What is left of bonuses is not carried over (NĐ 73/2024/NĐ-CP, Điều 4; NĐ 161/2026/NĐ-CP, Điều 4).
    """
    today = timezone.localdate(at)
    require(actor, "money.manage", on=today)
    if kind == FundKind.BONUS and opening:
        raise ValidationError({"opening": NOT_CARRIED_OVER})
    fund = Fund(school=actor.school, kind=kind, year=year)
    fund.full_clean()
    fund.save()
    day = date(year, 1, 1)
    told = {LineKind.OPENING: opening, LineKind.ALLOTMENT: allotment}
    write_lines(
        [FundLine(fund=fund, kind=one, amount=amount, day=day, told=_told(one)) for one, amount in told.items() if amount],
        actor=actor, at=at,
    )  # fmt: skip
    record(actor=actor, verb="fund.open", target=fund, at=at, changes={one.value: dong(told[one]) for one in told})
    return fund


@transaction.atomic
def enter_line(
    fund: Fund, kind: str, *, amount: int, day: date, told: str, paper: str = "", why_beyond: str = "", actor: User,
    at: datetime,
) -> FundLine:  # fmt: skip
    """Thu, chi that is no payment of a reward. `amount` is above zero either way."""
    held: Fund = hold(fund, can_manage, actor=actor, at=at)
    if kind not in LineKind.BY_HAND:
        raise ValidationError({"kind": "Việc này hệ thống tự ghi khi đánh dấu chi, thu hồi tiền thưởng."})
    if kind == LineKind.OPENING and held.kind == FundKind.BONUS:
        raise ValidationError({"kind": NOT_CARRIED_OVER})
    check_day(held, day, timezone.localdate(at))
    signed = -amount if kind in LineKind.OUT else amount
    why = refuse_beyond(held, signed, why_beyond)
    line = FundLine(fund=held, kind=kind, amount=signed, day=day, told=one_line(told), paper=one_line(paper), why_beyond=why)
    write_lines([line], actor=actor, at=at)
    changes = {"việc": LineKind(kind).label, "số tiền": dong(amount)}
    record(actor=actor, verb="fund.enter", target=held, at=at, changes=changes, reason=why)
    return line


@transaction.atomic
def counter_line(line: FundLine, *, reason: str, actor: User, at: datetime) -> FundLine:
    """Dòng đảo of what was entered by hand. A payment and a recovery are taken back where they stand."""
    held: Fund = hold(line.fund, can_manage, actor=actor, at=at)
    if line.kind not in LineKind.BY_HAND:
        raise MoveRefusedError("Dòng này do đánh dấu chi, thu hồi mà có: thầy/cô bỏ đánh dấu ở khoản chi, khoản thu hồi ấy.")
    back = take_back(held, line, reason=reason, actor=actor, at=at)
    record(actor=actor, verb="fund.counter", target=held, at=at, changes={"dòng": line.told[:200]}, reason=back.told)
    return back


def take_back(fund: Fund, line: FundLine, *, reason: str, actor: User, at: datetime) -> FundLine:
    """The line that undoes `line`, today; of a fund whose year is over, on its last day."""
    if not (why := one_line(reason)):
        raise MoveRefusedError("Thầy/cô cần ghi rõ lý do.")
    if FundLine.objects.filter(counters=line).exists():
        raise MoveRefusedError("Dòng này đã được đảo.")
    day = min(max(timezone.localdate(at), line.day), date(fund.year, 12, 31))
    back = FundLine(
        fund=fund, kind=LineKind.COUNTER, amount=-line.amount, day=day, counters=line,
        told=f"Đảo dòng ngày {line.day:%d/%m/%Y} “{line.told}”: {why}"[:500],
    )  # fmt: skip
    write_lines([back], actor=actor, at=at)
    return back


def check_day(fund: Fund, day: date, today: date) -> None:
    if day > today:
        raise ValidationError({"day": "Ngày chưa đến. Thầy/cô ghi ngày đã thu, đã chi."})
    if day.year != fund.year:
        raise ValidationError({"day": f"{fund} chỉ ghi ngày trong năm {fund.year}."})


def refuse_beyond(fund: Fund, change: int, why: str) -> str:
    """The reason why the fund is paid out of beyond what it holds; "" where it holds enough. `fund` is locked."""
    reason = one_line(why)
    balance = fund.stands_at()
    if change >= 0 or balance + change >= 0:
        return ""
    if not reason:
        sentence = (
            f"{fund} còn {dong(balance)}, chi {dong(-change)} thì thiếu {dong(-change - balance)}. Thầy/cô ghi thêm khoản "
            "thu vào quỹ, hoặc ghi rõ lý do chi vượt số dư."
        )
        raise ValidationError({"why_beyond": sentence})
    return reason


def write_lines(lines: Iterable[FundLine], *, actor: User, at: datetime) -> None:
    """All of them in one INSERT; the fund is locked."""
    rows = list(lines)
    for line in rows:
        line.entered_by, line.entered_at, line.search_key = actor, at, search_key_of(line)
        line.clean_fields(exclude=RELATED)
    FundLine.objects.bulk_create(rows)


def _told(kind: LineKind) -> str:
    return {LineKind.OPENING: "Số dư năm trước chuyển sang", LineKind.ALLOTMENT: "Dự toán giao, trích lập đầu năm"}[kind]
