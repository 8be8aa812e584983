"""Hồ sơ thi đua of a person, a tổ or the school: the strip of five years, and every line of the ledger by year."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet
from django.urls import reverse

from thiduakt.eligibility.periods import first_day, last_day
from thiduakt.ledger.enums import EntryKind
from thiduakt.ledger.models import (
    CollectiveYear,
    Discipline,
    HonorEntry,
    InitiativeAuthor,
    Leave,
    Transfer,
    Verification,
    YearRating,
)
from thiduakt.ledger.uses import leanings, leans
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Group, Person, School

STRIP = 5  # years
DAY = "%d/%m/%Y"
STATES: dict[str, str] = {
    "": "", EntryKind.REVOKED: "đã hủy, thu hồi", EntryKind.STRUCK: "đã gạch bỏ", EntryKind.REPLACED: "đã thay",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An honor as a record shows it; `ending` is the later line that took it out of account."""

    entry: HonorEntry
    ending: HonorEntry | None = None
    doubt: str = ""  # why its ground has to be looked at anew

    @property
    def counts(self) -> bool:
        return self.ending is None

    @property
    def state(self) -> str:
        return self.ending.kind if self.ending else ""

    @property
    def state_label(self) -> str:
        return state_label(self.state)


@dataclass(frozen=True, slots=True)
class Work:
    """An initiative of the person, and the honor that has used it."""

    author: InitiativeAuthor
    used_by: HonorEntry | None

    @property
    def url(self) -> str:
        return reverse("ledger:initiative", args=[self.author.initiative_id])

    @property
    def use(self) -> str:
        if self.used_by is None:
            return "Chưa dùng"
        ended = " (đã hủy)" if hasattr(self.used_by, "ended_by") else ""
        return f"Đã dùng cho {self.used_by.honor_name} {self.used_by.year_name}{ended}"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something beside the merits: leave, discipline, a transfer. Few may read the sensitive ones."""

    text: str
    since: date
    until: date | None  # None: not over
    is_grave: bool = False

    def touches(self, year: int) -> bool:
        return self.since <= last_day(year) and (self.until is None or self.until >= first_day(year))


@dataclass(slots=True)
class RecordYear:
    year: int
    rating: YearRating | None = None
    team: CollectiveYear | None = None
    lines: list[Line] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def name(self) -> str:
        return year_name(self.year)

    @property
    def honors(self) -> list[Line]:
        """What counts; what was revoked or struck stands below, in the list of all lines."""
        return [line for line in self.lines if line.counts]


class Record:
    """All that is told of one holder, by year."""

    def __init__(
        self,
        lines: Iterable[Line],
        *,
        ratings: Iterable[YearRating] = (),
        works: Iterable[Work] = (),
        teams: Iterable[CollectiveYear] = (),
        marks: Sequence[Mark] = (),
    ):
        self._years: dict[int, RecordYear] = {}
        self._marks = marks
        for line in lines:
            self._year(line.entry.year).lines.append(line)
        for rating in ratings:
            self._year(rating.year).rating = rating
        for work in works:
            self._year(work.author.initiative.year).works.append(work)
        for team in teams:
            self._year(team.year).team = team

    def _year(self, year: int) -> RecordYear:
        return self._years.setdefault(year, RecordYear(year))

    @property
    def newest(self) -> int | None:
        return max(self._years, default=None)

    @property
    def oldest(self) -> int | None:
        return min(self._years, default=None)

    def strip(self, last: int) -> list[RecordYear]:
        """The five years up to `last`, the oldest first, as a table has them."""
        shown = [self._years.get(year) or RecordYear(year) for year in range(last - STRIP + 1, last + 1)]
        for told in shown:
            told.marks = [mark for mark in self._marks if mark.touches(told.year)]
        return shown

    def years(self) -> list[RecordYear]:
        """Those of which anything is told, the newest first."""
        return [self._years[year] for year in sorted(self._years, reverse=True)]

    def honored(self) -> list[RecordYear]:
        return [told for told in self.years() if told.lines]


def state_label(state: str) -> str:
    return STATES[state]


def person_record(person: Person, *, with_sensitive: bool) -> Record:
    authorships = InitiativeAuthor.objects.filter(person=person).order_by("-initiative__year", "initiative_id")
    works = [Work(author, use.entry if (use := getattr(author, "use", None)) else None) for author in _used(authorships)]
    marks = [*_sensitive(person)] if with_sensitive else []
    marks += [
        Mark(_transfer(row), row.starts_on, row.ends_on or row.starts_on) for row in Transfer.objects.filter(person=person)
    ]
    return Record(
        _told(HonorEntry.objects.of(person)),
        ratings=YearRating.objects.filter(person=person),
        works=works,
        marks=sorted(marks, key=lambda mark: mark.since),
    )


def pupil_record(lines: QuerySet[HonorEntry]) -> Record:
    """Of a pupil or a class: the lines that the reader may see."""
    return Record(_told(lines))


def collective_record(holder: Group | School) -> Record:
    teams = CollectiveYear.objects.filter(school=holder.school_id, group=holder if isinstance(holder, Group) else None)
    return Record(_told(HonorEntry.objects.of(holder)), ratings=YearRating.objects.of(holder), teams=teams)


def _used(authorships: QuerySet[InitiativeAuthor]) -> QuerySet[InitiativeAuthor]:
    return authorships.select_related("initiative", "use__entry__ended_by")


def _told(lines: QuerySet[HonorEntry]) -> list[Line]:
    """Newest first, each honor with what became of it."""
    told = list(lines.order_by("-year", F("decided_on").desc(nulls_last=True), "-pk"))
    endings = {line.ends_id: line for line in told if line.kind != EntryKind.HONOR}
    honors = [line for line in told if line.kind == EntryKind.HONOR]
    doubts = dict(_doubts(honors, endings)) if endings else {}
    return [Line(entry, endings.get(entry.pk), doubts.get(entry.pk, "")) for entry in honors]


def _doubts(honors: list[HonorEntry], endings: dict[int | None, HonorEntry]) -> Iterator[tuple[int, str]]:
    """The honors whose ground was taken away since: a title of a year that another line still tells is no loss."""
    standing = [entry for entry in honors if entry.pk not in endings]
    kept = {(entry.code, entry.year) for entry in standing}
    gone = [entry for entry in honors if entry.pk in endings and (entry.code, entry.year) not in kept]
    known = leanings(honors[0].school_id, {entry.code for entry in standing}) if gone else {}
    for entry in standing:
        for ground in gone:
            if leans(entry, ground, known):
                lost = state_label(endings[ground.pk].kind)
                yield entry.pk, f"Cần xem lại: có thể dựa vào {ground.honor_name} {ground.year_name} {lost}."
                break


def _sensitive(person: Person) -> Iterator[Mark]:
    for leave in Leave.objects.filter(person=person):
        text = f"{leave.get_kind_display().capitalize()} {leave.starts_on:{DAY}} – {leave.ends_on:{DAY}}"
        yield Mark(text, leave.starts_on, leave.ends_on)
    for discipline in Discipline.objects.filter(person=person):
        over = f", hết thời hạn {discipline.ended_on:{DAY}}" if discipline.ended_on else ""
        text = f"Kỷ luật {discipline.get_kind_display()} ngày {discipline.decided_on:{DAY}}{over}"
        yield Mark(text, discipline.decided_on, discipline.ended_on or discipline.decided_on, is_grave=True)
    for case in Verification.objects.filter(person=person):
        closed = f" – {case.closed_on:{DAY}}" if case.closed_on else ", chưa kết thúc"
        yield Mark(f"Xem xét, xác minh từ {case.opened_on:{DAY}}{closed}", case.opened_on, case.closed_on, is_grave=True)


def _transfer(row: Transfer) -> str:
    return f"{row.get_kind_display().capitalize()} {row.starts_on:{DAY}}, {row.unit}"
