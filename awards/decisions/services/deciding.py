"""What an award decision does when it gets its number, or when a newer paper ends it: in the transaction of that paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from awards.decisions.amounts import reckon
from awards.decisions.checking import lines_of
from awards.decisions.enums import CancellationState, DecisionState
from awards.decisions.flows import CANCELLATION_FLOW, DECISION_FLOW
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from thiduakt.documents.models import Document
from thiduakt.ledger.enums import EntryKind, Source
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.services.ending import end_decided
from thiduakt.ledger.services.entering import NewEntry, enter_decided
from thiduakt.ledger.services.initiatives import use_decided
from thiduakt.school.models import User
from thiduakt.vietnamese import dong, official_date
from thiduakt.workflow import lock, lock_all, perform

from .telling import tell_awarded, tell_cancelled

ONLY_BY_LAW = (
    "Quyết định khen thưởng chỉ hủy theo Điều 93 Luật Thi đua, khen thưởng, hoặc thay bằng quyết định đính chính: thầy/cô "
    "lập từ trang của quyết định ấy ở mục Quyết định khen thưởng."
)


def bring_into_force(paper: Document, actor: User, at: datetime) -> None:
    """Its lines go into the ledger, its initiatives count as used; or its cancellation takes them out."""
    if cancellation := Cancellation.objects.filter(document=paper, state=CancellationState.DRAFT).first():
        _cancel(lock(cancellation), paper, actor, at)
    found = AwardDecision.objects.filter(document=paper, state=DecisionState.DRAFT).first()
    if found is None or paper.issued_on is None:
        return
    decision: AwardDecision = lock(found)
    decision.document = paper
    lines = lines_of(decision)
    _refuse_other_amounts(decision, lines, paper.issued_on)
    if decision.replaces:
        AwardLine.objects.filter(decision=decision).update(is_live=True)
    write_ledger(decision, lines, Source.ISSUED_HERE, actor=actor, at=at)
    _move(decision, "decide", actor, at)
    tell_awarded(decision, lines, actor=actor, at=at)


def end_with(older: Document, newer: Document, actor: User, at: datetime) -> None:
    """By the decision that takes its place, or by a cancellation; nothing else ends an award.

    What the newer paper brings into force is locked here already, for the log is written of before that is done.
    """
    found = AwardDecision.objects.filter(document=older, state=DecisionState.IN_FORCE).first()
    if found is None:
        return
    lock_all([found, *AwardDecision.objects.filter(document=newer, replaces=found)])
    lock_all(Cancellation.objects.filter(document=newer))
    if newer.replaces_id == older.pk and AwardDecision.objects.filter(document=newer, replaces=found).exists():
        decision: AwardDecision = lock(found)
        reason = f"{newer} {official_date(newer.issued_on or newer.dated_on)}."
        lines = standing_lines(decision)
        take_out(lines, EntryKind.REPLACED, newer, reason, actor=actor, at=at)
        AwardLine.objects.filter(decision=decision).update(is_live=False)
        _move(decision, "replace", actor, at, reason)
    elif not Cancellation.objects.filter(document=newer, decision=found).exists():
        raise ValidationError(ONLY_BY_LAW)


def write_ledger(decision: AwardDecision, lines: Sequence[AwardLine], source: Source, *, actor: User, at: datetime) -> None:
    """A line for each; none for who is outside the school. The initiatives of their dossiers are counted."""
    kept = [line for line in lines if line.outsider is None and line.entry is None]
    rows = [_row(decision, line, source) for line in kept]
    for line, entry in zip(kept, enter_decided(rows, actor=actor, at=at) if rows else (), strict=True):
        line.entry = entry
    AwardLine.objects.bulk_update(kept, ["entry"])
    uses = [
        (initiative, line.entry)
        for line in kept
        if line.entry and line.person_id and line.dossier
        for initiative in line.dossier.initiatives.all()
    ]
    if uses:
        use_decided(uses, actor=actor, at=at)


def _row(decision: AwardDecision, line: AwardLine, source: Source) -> NewEntry:
    return NewEntry(
        holder=line.holder,  # type: ignore[arg-type]  # never an outsider
        code=line.code, year=decision.year, source=source, decision_number=decision.notation, decided_on=decision.day,
        issuer=decision.issuer_told, merit=decision.merit, citation=line.citation, holder_name=line.holder_name,
    )  # fmt: skip


def _refuse_other_amounts(decision: AwardDecision, lines: Sequence[AwardLine], day: date) -> None:
    """The signed paper prints the sums of its own day: those of the day of issue are the law's."""
    due = reckon(lines, day, decision.school_id)
    if changed := [(line, one.amount) for line, one in zip(lines, due, strict=True) if line.amount != one.amount]:
        line, amount = changed[0]
        raise ValidationError(
            f"Tiền thưởng tính theo ngày {day:%d/%m/%Y} khác bản đã ký ở {len(changed)} dòng (dòng {line.position}, "
            f"{line.holder_name}: {dong(amount)}). Thầy/cô trả lại văn bản, mở quyết định khen thưởng và lưu lại danh sách."
        )


def standing_lines(decision: AwardDecision) -> list[AwardLine]:
    return [line for line in lines_of(decision) if line.stands]


def _cancel(row: Cancellation, paper: Document, actor: User, at: datetime) -> None:
    decision: AwardDecision = lock(row.decision)
    row.decision = decision
    lines = [line for line in lines_of(decision) if line.cancellation_id == row.pk and line.stands]
    if not lines:
        raise ValidationError("Các khen thưởng này đã hủy, hoặc quyết định đã được thay thế.")
    reason = f"{row.finding} ({paper} {official_date(paper.issued_on or paper.dated_on)})"[:1000]
    take_out(lines, EntryKind.REVOKED, paper, reason, ground=row.ground, actor=actor, at=at)
    settle_cancelled(row, lines, reason, actor=actor, at=at)


def settle_cancelled(row: Cancellation, lines: Sequence[AwardLine], reason: str, *, actor: User, at: datetime) -> None:
    """Once the ledger has taken them out: of a decision none of whose lines is left nothing is left."""
    decision = row.decision
    AwardLine.objects.filter(pk__in=[line.pk for line in lines]).update(is_live=False)
    perform(CANCELLATION_FLOW, row, "enter", actor=actor, at=at)
    if not AwardLine.objects.standing().filter(decision=decision).exists():
        _move(decision, "cancel", actor, at, reason)
    tell_cancelled(row, lines, actor=actor, at=at)


def take_out(
    lines: Sequence[AwardLine], kind: EntryKind, by: Document, reason: str, *, ground: str = "", actor: User, at: datetime
) -> None:
    entries: list[HonorEntry] = [line.entry for line in lines if line.entry]
    if entries:
        end_decided(
            entries, kind, reason=reason, ground=ground, decision_number=by.notation,
            decided_on=by.issued_on or by.dated_on, issuer=lines[0].decision.issuer_told, actor=actor, at=at,
        )  # fmt: skip


def _move(decision: AwardDecision, action: str, actor: User, at: datetime, reason: str = "") -> None:
    def settle(row: AwardDecision) -> dict[str, Any]:
        row.document = decision.document  # with its number, which its row does not have yet
        return {"version": row.version + 1}

    perform(DECISION_FLOW, decision, action, actor=actor, at=at, reason=reason, settle=settle)
    decision.refresh_from_db(fields=["state", "version"])
