"""Ghi sổ khen thưởng: one honor at a time, or many at once. A line that stands is never written a second time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.catalog.citing import number_key
from thiduakt.catalog.enums import HonorKind, HonorSubject
from thiduakt.ledger.enums import EntryKind, HolderKind, Merit, Source
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.models.entries import search_key_of
from thiduakt.ledger.models.holders import PLACES, Holder, kind_of
from thiduakt.ledger.queries import NamedHonor, named_honors
from thiduakt.ledger.years import year_name
from thiduakt.permissions import require
from thiduakt.school.models import School, User
from thiduakt.vietnamese import fold, one_line, shortened
from thiduakt.workflow import lock

from .checks import check_year, clean_values

BATCH = 1000  # rows of one INSERT
GIVEN_TO = {
    HolderKind.PERSON: {HonorSubject.INDIVIDUAL, HonorSubject.EITHER},
    HolderKind.GROUP: {HonorSubject.COLLECTIVE, HonorSubject.EITHER},
    HolderKind.SCHOOL: {HonorSubject.COLLECTIVE, HonorSubject.EITHER},
    HolderKind.PUPIL: {HonorSubject.PUPIL},
    HolderKind.CLASS: {HonorSubject.PUPILS},
}
KEY_FIELDS = ("holder_kind", "code", "year", "decision_number", "merit", "citation")
UNCHECKED = {"school", "ends", "person", "group", "pupil", "school_class", "entered_by"}  # rows, not typed values
EntryKey = tuple[str, int, str, int, str, str, str]


@dataclass(frozen=True, kw_only=True)
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

    @cached_property
    def key(self) -> EntryKey:
        told = self.decision_number, self.merit, self.citation
        return entry_key(kind_of(self.holder), self.holder.pk, self.code, self.year, *told)


def entry_key(
    holder_kind: str,
    holder_id: int,
    code: str,
    year: int,
    decision_number: str,
    merit: str = Merit.YEARLY,
    citation: str = "",
) -> EntryKey:
    """What two lines about one honor share, however they are typed; the citation tells apart what bears no number."""
    number = number_key(decision_number)
    return str(holder_kind), holder_id, code, year, number, str(merit), "" if number else fold(citation)


def known_entries(school: School, *, but: QuerySet[Any] | None = None) -> set[EntryKey]:
    """All that was ever entered, revoked and struck lines too: an import brings none of them back, `but` these."""
    rows = HonorEntry.objects.filter(school=school).honors().order_by()
    rows = rows if but is None else rows.exclude(pk__in=but)
    places = PLACES.values()
    return {
        entry_key(kind, next(filter(None, ids), school.pk), code, year, number, merit, citation)
        for kind, code, year, number, merit, citation, *ids in rows.values_list(*KEY_FIELDS, *places)
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
    """Write one line. What was struck as a slip may be written again; what stands or was revoked may not.

    A title of a year is given once: while it stands, no other decision on it is written.
    """
    row = NewEntry(
        holder=holder, code=code, year=year, source=source, decision_number=decision_number, decided_on=decided_on,
        issuer=issuer, merit=merit, citation=citation, holder_name=holder_name,
    )  # fmt: skip
    _require(actor, [row], at)
    honors = named_honors(actor.school_id)
    entry = _entry(row, honors, actor, at)
    clean_values([entry], but=UNCHECKED)
    with transaction.atomic():
        lock(actor.school)  # of two who enter one honor at the same moment the second is told so
        if twin := _twin(entry, is_title=honors[code].kind == HonorKind.TITLE):
            raise ValidationError(_twin_sentence(entry, twin))
        entry.save()
        record(actor=actor, verb="ledger.enter", target=entry, at=at)
    return entry


def enter_honors(
    rows: Sequence[NewEntry], *, anew: QuerySet[Any] | None = None, actor: User, at: datetime
) -> list[HonorEntry]:
    """Write those of `rows` that are not known yet, and return them. One act, one event; a faulty row stops all of them.

    `anew`: struck lines that may be written again, as their ids.
    """
    _require(actor, rows, at)
    honors = named_honors(actor.school_id)
    with transaction.atomic():
        lock(actor.school)
        known = known_entries(actor.school, but=anew)
        fresh = {row.key: row for row in reversed(rows) if row.key not in known}
        entries = [_entry(row, honors, actor, at) for row in rows if fresh.get(row.key) is row]
        clean_values(entries, but=UNCHECKED)
        for entry in entries:
            entry.search_key = search_key_of(entry)
        entries = HonorEntry.objects.bulk_create(entries, batch_size=BATCH)
        if entries:
            record(actor=actor, verb="ledger.enter_many", target=actor.school, at=at, changes={"số dòng": len(entries)})
    return entries


@transaction.atomic
def enter_decided(rows: Sequence[NewEntry], *, actor: User, at: datetime) -> list[HonorEntry]:
    """The lines of one decision, in their order: all of them or none, for each is told in a paper."""
    _require(actor, rows, at)
    honors = named_honors(actor.school_id)
    lock(actor.school)
    entries = [_entry(row, honors, actor, at) for row in rows]
    clean_values(entries, but=UNCHECKED)
    twins = ((entry, _twin(entry, is_title=honors[entry.code].kind == HonorKind.TITLE)) for entry in entries)
    if refusals := [_twin_sentence(entry, twin) for entry, twin in twins if twin]:
        raise ValidationError(shortened(refusals))
    for entry in entries:
        entry.search_key = search_key_of(entry)
    entries = HonorEntry.objects.bulk_create(entries, batch_size=BATCH)
    record(actor=actor, verb="ledger.enter_decided", target=actor.school, at=at, changes={"số dòng": len(entries)})
    return entries


def known_line(row: NewEntry) -> HonorEntry | None:
    """The line in force that tells this very honor already: of one decision, by its number."""
    told = HonorEntry.objects.of(row.holder).standing().filter(code=row.code, year=row.year).order_by("pk")
    return next((line for line in told if number_key(line.decision_number) == number_key(row.decision_number)), None)


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


def _entry(row: NewEntry, honors: dict[str, NamedHonor], actor: User, at: datetime) -> HonorEntry:
    """The unsaved line, its values not yet cleaned. Raises ValidationError, by the field it concerns."""
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
        entered_by_id=actor.pk,
        entered_at=at,
    )
    if place := PLACES.get(kind):
        setattr(entry, place, row.holder)
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


def _twin(entry: HonorEntry, *, is_title: bool) -> HonorEntry | None:
    """The line that tells the same honor already, and was not struck."""
    told = HonorEntry.objects.filter(school=entry.school_id).of(entry.holder).honors()
    alike = told.filter(code=entry.code, year=entry.year, merit=entry.merit).exclude(ended_by__kind=EntryKind.STRUCK)
    lines = list(alike.select_related("ended_by"))
    same = [line for line in lines if _is_same(entry, line)]
    if is_title and entry.merit == Merit.YEARLY:
        same += [line for line in lines if not hasattr(line, "ended_by")]
    return next(iter(same), None)


def _is_same(entry: HonorEntry, other: HonorEntry) -> bool:
    """A line without a number may be of any decision; only what is not given yearly happens twice, for two citations."""
    numbers = [number_key(line.decision_number) for line in (entry, other)]
    if all(numbers):
        return numbers[0] == numbers[1]
    citations = [fold(line.citation) for line in (entry, other)]
    return entry.merit == Merit.YEARLY or not all(citations) or citations[0] == citations[1]


def _twin_sentence(entry: HonorEntry, twin: HonorEntry) -> str:
    number = f" theo quyết định {twin.decision_number}" if twin.decision_number else ", không có số quyết định"
    ended = ", và đã bị hủy" if hasattr(twin, "ended_by") else ""
    advice = "Thầy/cô xem lại số quyết định hoặc năm học."
    if not _is_same(entry, twin):
        advice = "Danh hiệu này mỗi năm học chỉ ghi một dòng; muốn thay thì thầy/cô gạch bỏ dòng ấy trước."
    elif not twin.decision_number and not ended:
        advice = "Nếu là cùng một lần khen, thầy/cô gạch bỏ dòng ấy rồi ghi lại cho đủ."
    return f"Sổ đã ghi {twin.honor_name} của {twin.holder_name}, năm học {twin.year_name}{number}{ended}. {advice}"
