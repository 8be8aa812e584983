"""Ghi sổ khen thưởng: one honor at a time, or many at once. A line that stands is never written a second time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.catalog.citing import number_key
from thiduakt.catalog.enums import HonorSubject
from thiduakt.ledger.enums import EntryKind, HolderKind, Merit, Source
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.models.entries import search_key_of
from thiduakt.ledger.models.holders import PLACES, Holder, kind_of
from thiduakt.ledger.queries import NamedHonor, named_honors
from thiduakt.ledger.years import year_name
from thiduakt.permissions import require
from thiduakt.school.models import School, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import lock

from .checks import check_year

BATCH = 1000  # rows of one INSERT
GIVEN_TO = {
    HolderKind.PERSON: {HonorSubject.INDIVIDUAL, HonorSubject.EITHER},
    HolderKind.GROUP: {HonorSubject.COLLECTIVE, HonorSubject.EITHER},
    HolderKind.SCHOOL: {HonorSubject.COLLECTIVE, HonorSubject.EITHER},
    HolderKind.PUPIL: {HonorSubject.PUPIL},
    HolderKind.CLASS: {HonorSubject.PUPILS},
}
UNCHECKED = {"school", "ends", "person", "group", "pupil", "school_class", "entered_by"}  # rows, not typed values
EntryKey = tuple[str, int, str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An honor as it is told; an empty `holder_name` is the holder's name of today."""

    holder: Holder
    code: str
    year: int
    source: str
    decision_number: str = ""
    decided_on: date | None = None
    issuer: str = ""
    merit: str = Merit.YEARLY
    citation: str = ""
    holder_name: str = ""

    @property
    def key(self) -> EntryKey:
        return entry_key(kind_of(self.holder), self.holder.pk, self.code, self.year, self.decision_number)


def entry_key(holder_kind: str, holder_id: int, code: str, year: int, decision_number: str) -> EntryKey:
    """What two lines about one honor share, however the number of the decision is typed."""
    return str(holder_kind), holder_id, code, year, number_key(decision_number)


def known_entries(school: School) -> set[EntryKey]:
    """All that was ever entered, revoked and struck lines too: an import brings none of them back."""
    rows = HonorEntry.objects.filter(school=school).honors().order_by()
    places = PLACES.values()
    return {
        entry_key(kind, next(filter(None, ids), school.pk), code, year, number)
        for kind, code, year, number, *ids in rows.values_list("holder_kind", "code", "year", "decision_number", *places)
    }


def enter_honor(
    holder: Holder,
    *,
    code: str,
    year: int,
    decision_number: str,
    decided_on: date | None,
    issuer: str,
    source: str,
    merit: str = Merit.YEARLY,
    citation: str = "",
    holder_name: str = "",
    actor: User,
    at: datetime,
) -> HonorEntry:
    """Write one line. What was struck as a slip may be written again; what stands or was revoked may not."""
    row = NewEntry(
        holder=holder,
        code=code,
        year=year,
        decision_number=decision_number,
        decided_on=decided_on,
        issuer=issuer,
        source=source,
        merit=merit,
        citation=citation,
        holder_name=holder_name,
    )
    _require(actor, [row], at)
    entry = _checked(row, named_honors(actor.school_id), actor, at)
    with transaction.atomic():
        lock(actor.school)  # of two who enter one honor at the same moment the second is told so
        if twin := _twin(entry, row.key):
            raise ValidationError(_twin_sentence(twin))
        entry.save()
        record(actor=actor, verb="ledger.enter", target=entry, at=at)
    return entry


def enter_honors(rows: Sequence[NewEntry], *, actor: User, at: datetime) -> list[HonorEntry]:
    """Write those of `rows` that are not known yet, and return them. One act, one event; a faulty row stops all of them."""
    _require(actor, rows, at)
    honors = named_honors(actor.school_id)
    with transaction.atomic():
        lock(actor.school)
        known = known_entries(actor.school)
        fresh = {row.key: row for row in reversed(rows) if row.key not in known}
        entries = [_checked(row, honors, actor, at) for row in rows if fresh.get(row.key) is row]
        for entry in entries:
            entry.search_key = search_key_of(entry)
        entries = HonorEntry.objects.bulk_create(entries, batch_size=BATCH)
        if entries:
            record(actor=actor, verb="ledger.enter_many", target=actor.school, at=at, changes={"số dòng": len(entries)})
    return entries


def _require(actor: User, rows: Sequence[NewEntry], at: datetime) -> None:
    require(actor, "ledger.enter", on=timezone.localdate(at))
    if any(row.holder.school_id != actor.school_id for row in rows):
        raise PermissionDenied


def check_entry(row: NewEntry, honors: dict[str, NamedHonor], today: date) -> None:
    """Raises ValidationError, by the field it concerns. What it lets pass can be written."""
    kind = kind_of(row.holder)
    honor = honors.get(row.code)
    if honor is None:
        raise ValidationError({"code": f"Danh mục pháp lý không có danh hiệu, hình thức khen thưởng mang mã “{row.code}”."})
    if honor.subject not in GIVEN_TO[kind]:
        raise ValidationError({"code": f"{honor.name} không dành cho {kind.label}. Thầy/cô chọn danh hiệu, hình thức khác."})
    check_year(row.year, today)
    if row.decided_on and row.decided_on > today:
        raise ValidationError({"decided_on": "Ngày quyết định không được sau hôm nay."})
    if row.decided_on and row.decided_on.year < row.year:
        sentence = f"Quyết định ngày {row.decided_on:%d/%m/%Y} có trước năm học {year_name(row.year)}."
        raise ValidationError({"decided_on": f"{sentence} Thầy/cô xem lại năm học hoặc ngày."})
    _check_decision(row)


def _checked(row: NewEntry, honors: dict[str, NamedHonor], actor: User, at: datetime) -> HonorEntry:
    """The unsaved line. Raises ValidationError, by the field it concerns."""
    check_entry(row, honors, timezone.localdate(at))
    kind, honor = kind_of(row.holder), honors[row.code]
    entry = HonorEntry(
        school_id=actor.school_id,
        holder_kind=kind,
        holder_name=one_line(row.holder_name) or str(row.holder),
        honor_name=honor.name,
        code=row.code,
        year=row.year,
        merit=row.merit,
        citation=one_line(row.citation),
        decision_number=one_line(row.decision_number),
        decided_on=row.decided_on,
        issuer=one_line(row.issuer),
        source=row.source,
        entered_by=actor,
        entered_at=at,
    )
    if place := PLACES.get(kind):
        setattr(entry, place, row.holder)
    entry.clean_fields(exclude=UNCHECKED)
    return entry


def _check_decision(row: NewEntry) -> None:
    """Only of an old book may the decision be unknown."""
    if row.source == Source.IMPORTED:
        return
    lacking = {
        "decision_number": "" if row.decision_number.strip() else "Cần ghi số quyết định.",
        "decided_on": "" if row.decided_on else "Cần ghi ngày quyết định.",
        "issuer": "" if row.issuer.strip() else "Cần ghi người, cơ quan quyết định.",
    }
    if errors := {name: sentence for name, sentence in lacking.items() if sentence}:
        raise ValidationError(errors)


def _twin(entry: HonorEntry, key: EntryKey) -> HonorEntry | None:
    """The line that tells the same honor already, and was not struck."""
    same = (
        HonorEntry.objects.filter(school=entry.school_id).of(entry.holder).honors().filter(code=entry.code, year=entry.year)
    )
    for other in same.exclude(ended_by__kind=EntryKind.STRUCK).select_related("ended_by"):
        if number_key(other.decision_number) == key[-1]:
            return other
    return None


def _twin_sentence(twin: HonorEntry) -> str:
    number = f" theo quyết định {twin.decision_number}" if twin.decision_number else ""
    ended = ", và đã bị hủy" if hasattr(twin, "ended_by") else ""
    return (
        f"Sổ đã ghi {twin.honor_name} của {twin.holder_name}, năm học {twin.year_name}{number}{ended}. "
        "Thầy/cô xem lại số quyết định hoặc năm học."
    )
