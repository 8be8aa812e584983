"""Hủy, thu hồi by a decision, and gạch bỏ of a slip of the pen: a later line each, the earlier one stays as it is."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.ledger.enums import EntryKind, Source
from thiduakt.ledger.models import HonorEntry, InitiativeUse
from thiduakt.ledger.models.entries import search_key_of
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc, one_line, shortened
from thiduakt.workflow import lock

from .checks import clean_values
from .entering import BATCH

COPIED = (
    "school_id", "holder_kind", "person_id", "group_id", "pupil_id", "school_class_id", "holder_name", "code", "honor_name",
    "year", "merit", "source",
)  # fmt: skip
UNCHECKED = {"school", "ends", "person", "group", "pupil", "school_class", "entered_by"}  # rows, not typed values
CORRECTION = "ledger.correct"
OF_A_DECISION = (
    "Dòng này do quyết định ban hành trên hệ thống ghi. Muốn bỏ phải có quyết định hủy, lập ở trang quyết định ấy."
)


def revoke(
    entry: HonorEntry,
    *,
    ground: str,
    reason: str,
    decision_number: str,
    decided_on: date | None,
    issuer: str,
    actor: User,
    at: datetime,
) -> HonorEntry:
    """Hủy quyết định tặng (Luật 06/2022/QH15, Điều 93): by a decision of its own, on a ground of the law."""
    if entry.source == Source.ISSUED_HERE:
        raise ValidationError(OF_A_DECISION)
    told = {"decision_number": one_line(decision_number), "decided_on": decided_on, "issuer": one_line(issuer)}
    lacking = {
        "ground": "" if ground else "Cần chọn lý do theo Điều 93.",
        "decision_number": "" if told["decision_number"] else "Cần ghi số quyết định hủy.",
        "decided_on": _why_not_that_day(entry, decided_on, timezone.localdate(at)),
        "issuer": "" if told["issuer"] else "Cần ghi người, cơ quan quyết định hủy.",
    }
    if errors := {name: sentence for name, sentence in lacking.items() if sentence}:
        raise ValidationError(errors)
    told = {"ground": ground, **told}
    return _end(entry, EntryKind.REVOKED, reason, told, verb="ledger.revoke", actor=actor, at=at)


def strike(entry: HonorEntry, *, reason: str, actor: User, at: datetime) -> HonorEntry:
    """Take a line that was never true out of account; the initiatives it used up are free again."""
    if entry.source == Source.ISSUED_HERE:
        raise ValidationError(OF_A_DECISION)
    return _end(entry, EntryKind.STRUCK, reason, {}, verb="ledger.strike", actor=actor, at=at)


@transaction.atomic
def end_decided(
    entries: Sequence[HonorEntry],
    kind: EntryKind,
    *,
    reason: str,
    decision_number: str,
    decided_on: date,
    issuer: str,
    ground: str = "",
    actor: User,
    at: datetime,
) -> list[HonorEntry]:
    """What a decision had written, by the paper that cancels it or takes its place: all of it, or none.

    The initiatives that the lines had used may be counted again. What the school itself decided ends by the number of a
    paper of its own.
    """
    is_ours = any(entry.source == Source.ISSUED_HERE for entry in entries)
    require(actor, "document.issue" if is_ours else "award.record", on=timezone.localdate(at))
    lock(actor.school)
    found = HonorEntry.objects.filter(pk__in=[entry.pk for entry in entries], school=actor.school_id).select_related(
        "ended_by"
    )
    if touched := [entry for entry in found if hasattr(entry, "ended_by")]:
        raise ValidationError(shortened([f"{entry}: dòng sổ này đã hủy hoặc gạch bỏ từ trước." for entry in touched]))
    told = {"ground": ground, "decision_number": decision_number, "decided_on": decided_on, "issuer": issuer}
    endings = [_ending(entry, kind, reason, told, actor, at) for entry in found]
    clean_values(endings, but=UNCHECKED)
    for ending in endings:
        ending.search_key = search_key_of(ending)
    InitiativeUse.objects.filter(entry__in=found).delete()
    if endings:
        record(
            actor=actor, verb="ledger.end_many", target=actor.school, at=at, changes={"số dòng": len(endings)}, reason=reason
        )
    return HonorEntry.objects.bulk_create(endings, batch_size=BATCH)


@transaction.atomic
def strike_all(ids: Collection[int], *, reason: str, actor: User, at: datetime) -> list[HonorEntry]:
    """Strike lines that were written together by mistake: all, or none where something was done about one since."""
    require(actor, CORRECTION, on=timezone.localdate(at))
    lock(actor.school)
    entries = list(HonorEntry.objects.filter(pk__in=ids, school=actor.school_id).select_related("ended_by").order_by("pk"))
    using = set(InitiativeUse.objects.filter(entry__in=ids).values_list("entry", flat=True))
    if touched := [entry for entry in entries if hasattr(entry, "ended_by") or entry.pk in using]:
        raise ValidationError(shortened([_why_not_struck(entry) for entry in touched]))
    endings = [_ending(entry, EntryKind.STRUCK, reason, {}, actor, at) for entry in entries]
    clean_values(endings, but=UNCHECKED)
    for ending in endings:
        ending.search_key = search_key_of(ending)
    record(
        actor=actor, verb="ledger.strike_all", target=actor.school, at=at, changes={"số dòng": len(endings)}, reason=reason
    )
    return HonorEntry.objects.bulk_create(endings, batch_size=BATCH)


def _why_not_struck(entry: HonorEntry) -> str:
    done = "đã bị hủy hoặc gạch bỏ" if hasattr(entry, "ended_by") else "đã gắn với sáng kiến"
    return f"{entry}: dòng này {done} sau khi nhập."


def _ending(entry: HonorEntry, kind: EntryKind, reason: str, told: dict[str, Any], actor: User, at: datetime) -> HonorEntry:
    copied = {name: getattr(entry, name) for name in COPIED}
    return HonorEntry(**copied, **told, kind=kind, ends=entry, reason=reason, entered_by=actor, entered_at=at)


@transaction.atomic
def _end(
    entry: HonorEntry, kind: EntryKind, reason: str, told: dict[str, Any], *, verb: str, actor: User, at: datetime
) -> HonorEntry:
    require(actor, CORRECTION, entry, on=timezone.localdate(at))
    reason = nfc(reason).strip()
    if not reason:
        raise ValidationError({"reason": "Thầy/cô cần ghi rõ lý do."})
    lock(actor.school)  # of two who end one line at the same moment the second is told so
    if entry.kind != EntryKind.HONOR:
        raise ValidationError("Dòng này là dòng hủy, gạch bỏ; chỉ hủy, gạch bỏ được dòng ghi nhận khen thưởng.")
    if ended := HonorEntry.objects.filter(ends=entry).first():
        raise ValidationError(
            f"Dòng này đã có dòng {ended.get_kind_display()} ngày {timezone.localdate(ended.entered_at):%d/%m/%Y}."
        )
    ending = _ending(entry, kind, reason, told, actor, at)
    ending.clean_fields(exclude=UNCHECKED)
    ending.save()
    if kind == EntryKind.STRUCK:
        entry.initiative_uses.all().delete()
    record(actor=actor, verb=verb, target=entry, at=at, reason=reason)
    return ending


def _why_not_that_day(entry: HonorEntry, day: date | None, today: date) -> str:
    if day is None:
        return "Cần ghi ngày quyết định hủy."
    if day > today:
        return "Ngày quyết định hủy không được sau hôm nay."
    if entry.decided_on and day < entry.decided_on:
        return f"Ngày quyết định hủy không được trước ngày quyết định tặng, {entry.decided_on:%d/%m/%Y}."
    return ""
