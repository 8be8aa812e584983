"""The acts of this room, as the log tells them, and how a target's measure, result and standing are told."""

from datetime import date
from decimal import Decimal

from thiduakt.vietnamese import capitalized

from .enums import KnownSet, Measure, TargetState
from .flows import PROGRESS_FLOW, TARGET_FLOW
from .models import Target

ACTS = {
    "target.make": "Lập chỉ tiêu",
    "target.edit": "Sửa chỉ tiêu",
    "target.remove": "Xóa chỉ tiêu lập nhầm",
    "target.assign_checker": "Phân công người kiểm tra chỉ tiêu của tổ",
    "target.report": "Báo kết quả chỉ tiêu",
    "target.remove_evidence": "Bỏ một minh chứng",
    **{TARGET_FLOW.verb(move): f"{move.label} chỉ tiêu" for move in TARGET_FLOW.moves.values()},
    **{PROGRESS_FLOW.verb(move): f"{move.label} của chỉ tiêu" for move in PROGRESS_FLOW.moves.values()},
}


def number(value: Decimal | None) -> str:
    """12 and not 12,0; 95,5."""
    if value is None:
        return ""
    whole = value.to_integral_value()
    return str(int(whole)) if value == whole else f"{value:.1f}".replace(".", ",")


def measure_told(target: Target) -> str:
    """“100%: 18 trên 18 lớp”, “12 sáng kiến”, “phải làm xong”."""
    if target.measure == Measure.SHARE:
        unit = target.unit or KnownSet(target.known_set).label
        return f"{number(target.value)}%: {number(target.full)} trên {target.denominator} {unit}"
    if target.measure == Measure.NUMBER:
        return f"{number(target.value)} {target.unit}"
    return "phải làm xong"


def result_told(target: Target, value: Decimal | None) -> str:
    """“12 trên 18 lớp (67%)”, “đã xong”."""
    if value is None:
        return "chưa có kết quả"
    if target.measure == Measure.DONE:
        return "đã xong" if value >= 1 else "chưa xong"
    if target.measure == Measure.SHARE and target.denominator:
        percent = number((value * 100 / target.denominator).quantize(Decimal("0.1")))
        return f"{number(value)} trên {target.denominator} {target.unit} ({percent}%)".replace("  ", " ")
    return f"{number(value)} {target.unit}"


def standing(target: Target, day: date) -> tuple[str, str]:
    """(code of the look, words): the state, and of an open one whether it is late."""
    if target.is_overdue(day):
        return "LATE", f"Quá hạn {-target.days_left(day)} ngày"
    if target.is_at_risk(day):
        left = target.days_left(day)
        return "AT_RISK", f"Có nguy cơ chậm, còn {left} ngày" if left else "Có nguy cơ chậm, đến hạn hôm nay"
    return str(target.state), capitalized(str(TargetState(target.state).label))
