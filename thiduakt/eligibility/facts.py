"""What is known of one subject. What is not known is None, and never the same as nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .periods import first_day, first_year_reviewed, last_day

RATINGS = ("HTXS", "HTT", "HT", "KHT")
LEVELS = ("co_so", "tinh", "toan_quoc")  # of an initiative, low to high; Bộ stands beside tỉnh
DISCIPLINES = ("khien_trach", "canh_cao", "ha_bac_luong", "giang_chuc", "cach_chuc", "buoc_thoi_viec")  # mild to severe
MERITS = ("cong_trang", "chuyen_de", "dot_xuat", "cong_hien", "nien_han", "doi_ngoai")
NO_GROUND = ("chuyen_de", "dot_xuat")  # for a higher honor (NĐ 152/2025, Điều 4.3)
# Leave that counts as time at work (NĐ 98/2023 and NĐ 152/2025, Điều 4.5; treatment and training as NĐ 65/2014, Điều 5).
COUNTED_LEAVE = ("thai_san", "cuu_nguoi", "dao_tao")
HALF_A_YEAR = 180  # days


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
        """Whether it is a ground for a higher honor."""
        return self.merit not in NO_GROUND and not self.revoked


@dataclass(frozen=True, slots=True)
class Leave:
    kind: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Collective:
    """A tổ or a school in the period; each count is of people, None where it is not known."""

    size: int | None = None
    counted: int | None = None  # whom a share is counted of, where that is not everybody
    completed: int | None = None
    ldtt: int | None = None
    cstdcs: int | None = None
    disciplined: tuple[str, ...] | None = None
    as_now: tuple[str, ...] = ()  # which of these, of a year that is over, were counted among those who are in the tổ today

    def told(self, name: str, sentence: str) -> str:
        """A sentence on the count of this name, and whom it was counted among."""
        return f"{sentence} Tính theo danh sách tổ hiện nay." if name in self.as_now else sentence


@dataclass(frozen=True, slots=True)
class Facts:
    kind: SubjectKind
    period: int
    on: date | None = None  # the day of the review
    recruited_on: date | None = None
    registered: bool | None = None
    investigation_open: bool | None = None
    ratings: Mapping[int, str] | None = None
    discipline: tuple[Discipline, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    initiative_years: frozenset[int] | None = None  # on record: of other years no initiative is not known; None: all are
    honors: tuple[ReceivedHonor, ...] | None = None
    honors_since: int | None = None  # the first year on record: of the years before it nothing is known
    leave: tuple[Leave, ...] | None = None
    collective: Collective = field(default_factory=Collective)

    @property
    def knows_all_honors(self) -> bool:
        """Whether an honor that is not among them was surely never received."""
        if self.honors is None or self.honors_since is None:
            return self.honors is not None
        return self.recruited_on is not None and self.honors_since <= first_year_reviewed(self.recruited_on)

    def rating(self, period: int) -> str | None:
        return self.ratings.get(period) if self.ratings is not None else None

    def received(self, codes: tuple[str, ...], period: int) -> bool | None:
        """Whether any of the honors was given for that period; None where nothing is on record of it."""
        if self.honors is None:
            return None
        if any(honor.code in codes and honor.period == period and honor.counts for honor in self.honors):
            return True
        return None if self.honors_since is not None and period < self.honors_since else False

    def was_away(self, period: int) -> bool | None:
        """Whether leave that the law counts as work, six months or more of it, explains a year without an honor."""
        if self.leave is None:
            return None
        days = sum(_overlap(leave, period) for leave in self.leave if leave.kind in COUNTED_LEAVE)
        return days >= HALF_A_YEAR


def _overlap(leave: Leave, period: int) -> int:
    days = (min(leave.until, last_day(period)) - max(leave.since, first_day(period))).days + 1
    return max(days, 0)
