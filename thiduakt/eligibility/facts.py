"""What is known of one subject. What is not known is None, and never the same as nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from .periods import first_day, last_day, read_period

RATINGS = ("HTXS", "HTT", "HT", "KHT")
LEVELS = ("co_so", "tinh", "toan_quoc")  # of an initiative, low to high; Bộ stands beside tỉnh
DISCIPLINES = ("khien_trach", "canh_cao", "ha_bac_luong", "giang_chuc", "cach_chuc", "buoc_thoi_viec")  # mild to severe
MERITS = ("cong_trang", "chuyen_de", "dot_xuat")
# Leave that counts as time at work (NĐ 98/2023 and NĐ 152/2025, Điều 4.5; treatment and training as NĐ 65/2014, Điều 5).
COUNTED_LEAVE = ("thai_san", "cuu_nguoi", "dao_tao")
Item = TypeVar("Item")


class SubjectKind(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Discipline:
    kind: str
    on: date
    ended_on: date | None = None  # None: not over yet, or not known


@dataclass(frozen=True, slots=True)
class Initiative:
    """Sáng kiến, or đề tài that was accepted: the law sets both side by side."""

    period: int
    level: str
    used_for: str | None = None  # the honor that counted it already


@dataclass(frozen=True, slots=True)
class ReceivedHonor:
    code: str
    period: int
    merit: str = "cong_trang"
    revoked: bool = False

    @property
    def counts(self) -> bool:
        """Đột xuất and chuyên đề are no ground for a higher honor (NĐ 152/2025, Điều 4.3), nor is what was revoked."""
        return self.merit == "cong_trang" and not self.revoked


@dataclass(frozen=True, slots=True)
class Leave:
    kind: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Collective:
    """A tổ or a school in the period; each count is of people, None where it is not known."""

    size: int | None = None
    completed: int | None = None
    ldtt: int | None = None
    cstdcs: int | None = None
    disciplined: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    kind: SubjectKind
    period: int
    on: date  # the day of the review
    recruited_on: date | None = None
    registered: bool | None = None
    investigation_open: bool | None = None
    ratings: Mapping[int, str] | None = None
    discipline: tuple[Discipline, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    honors: tuple[ReceivedHonor, ...] | None = None
    leave: tuple[Leave, ...] | None = None
    collective: Collective = field(default_factory=Collective)

    def rating(self, period: int) -> str | None:
        return self.ratings.get(period) if self.ratings is not None else None

    def received(self, codes: tuple[str, ...], period: int) -> bool | None:
        """Whether any of the honors was given for that period; None where no record is known at all."""
        if self.honors is None:
            return None
        return any(honor.code in codes and honor.period == period and honor.counts for honor in self.honors)

    def was_away(self, period: int) -> bool:
        """Whether leave that the law counts as work, six months or more of it, explains a year without an honor."""
        days = sum(_overlap(leave, period) for leave in self.leave or () if leave.kind in COUNTED_LEAVE)
        return days >= 180


def _overlap(leave: Leave, period: int) -> int:
    days = (min(leave.until, last_day(period)) - max(leave.since, first_day(period))).days + 1
    return max(days, 0)


def facts_from(values: Mapping[str, Any]) -> Facts:
    """Read the exchange format: a key that is left out, or null, is unknown.

    Raises ValidationError, in Vietnamese, for what cannot be read: a wrong date, an unknown rating, a list that is none.
    """
    subject = values.get("subject") or {}
    if not isinstance(subject, Mapping):
        raise ValidationError("“subject” phải là một nhóm giá trị.")
    return Facts(
        kind=_one_of(SubjectKind, subject.get("kind", "individual"), "subject.kind"),
        period=read_period(values.get("period", "")),
        on=_day(values.get("date"), "date"),
        recruited_on=_maybe(subject.get("recruited_on"), lambda value: _day(value, "subject.recruited_on")),
        registered=_maybe(values.get("registered"), lambda value: _yes_or_no(value, "registered")),
        investigation_open=_maybe(values.get("investigation_open"), lambda value: _yes_or_no(value, "investigation_open")),
        ratings=_maybe(values.get("ratings"), _ratings),
        discipline=_rows(values, "discipline", _discipline),
        initiatives=_rows(values, "initiatives", _initiative),
        honors=_rows(values, "honors", _honor),
        leave=_rows(values, "leave", _leave),
        collective=_collective(values.get("collective") or {}),
    )


def _maybe(value: Any, read: Callable[[Any], Item]) -> Item | None:
    return None if value is None else read(value)


def _rows(values: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Item]) -> tuple[Item, ...] | None:
    rows = values.get(name)
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValidationError(f"“{name}” phải là một danh sách.")
    return tuple(read(row) for row in rows)


def _ratings(value: Any) -> dict[int, str]:
    if not isinstance(value, Mapping):
        raise ValidationError("“ratings” phải ghi xếp loại theo từng năm học.")
    return {
        read_period(period): _among(RATINGS, rating, "ratings") for period, rating in value.items() if rating is not None
    }


def _discipline(row: Mapping[str, Any]) -> Discipline:
    ended = _maybe(row.get("ended_on"), lambda value: _day(value, "discipline.ended_on"))
    return Discipline(_among(DISCIPLINES, row.get("kind"), "discipline.kind"), _day(row.get("on"), "discipline.on"), ended)


def _initiative(row: Mapping[str, Any]) -> Initiative:
    level = "tinh" if row.get("level") == "bo" else row.get("level")
    return Initiative(
        read_period(row.get("period", "")), _among(LEVELS, level, "initiatives.level"), row.get("used_for") or None
    )


def _honor(row: Mapping[str, Any]) -> ReceivedHonor:
    merit = _among(MERITS, row.get("merit") or "cong_trang", "honors.merit")
    return ReceivedHonor(str(row.get("code")), read_period(row.get("period", "")), merit, bool(row.get("revoked")))


def _leave(row: Mapping[str, Any]) -> Leave:
    return Leave(str(row.get("kind")), _day(row.get("from"), "leave.from"), _day(row.get("to"), "leave.to"))


def _collective(value: Any) -> Collective:
    if not isinstance(value, Mapping):
        raise ValidationError("“collective” phải là một nhóm giá trị.")
    counts = {name: _maybe(value.get(name), partial(_count, name)) for name in ("size", "completed", "ldtt", "cstdcs")}
    disciplined = value.get("disciplined")
    if disciplined is not None:
        if not isinstance(disciplined, list):
            raise ValidationError("“collective.disciplined” phải là một danh sách.")
        disciplined = tuple(_among(DISCIPLINES, kind, "collective.disciplined") for kind in disciplined)
    return Collective(**counts, disciplined=disciplined)


def _day(value: Any, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValidationError(f"“{name}” phải là ngày ghi như 2023-05-31, không phải “{value}”.") from None


def _yes_or_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ValidationError(f"“{name}” phải là true hoặc false.")
    return value


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValidationError(f"“collective.{name}” phải là một số đếm, không phải “{value}”.")
    return value


def _among(known: tuple[str, ...], value: Any, name: str) -> str:
    if value not in known:
        raise ValidationError(f"“{name}” phải là một trong {', '.join(known)}, không phải “{value}”.")
    return value


def _one_of(kinds: type[SubjectKind], value: Any, name: str) -> SubjectKind:
    return kinds(_among(tuple(kinds), value, name))
