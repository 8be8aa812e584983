"""Duyệt, nộp, and what the superior answered."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from awards.decisions.models import AwardDecision
from awards.packs.enums import AnswerKind, PackState
from awards.packs.flows import PACK_FLOW, ready_build
from awards.packs.models import Answer, AnswerFile, Pack
from awards.packs.policies import can_answer
from awards.packs.queries import decisions_on
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.evidence import Room
from thiduakt.files.models import PICTURES
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, perform

from .telling import tell_answered, tell_approved, tell_decided, tell_reworked, tell_sent

OF_AN_ANSWER = 30 * MEGABYTE
FULL = "bản chụp nặng quá 30 MB. Thầy/cô chụp ở cỡ nhỏ hơn."
SCANS = (*PICTURES, PDF_TYPE)
MOVES = {AnswerKind.SUPPLEMENT: "supplement", AnswerKind.RETURN: "give_back"}


@transaction.atomic
def approve_pack(pack: Pack, *, actor: User, at: datetime) -> Pack:
    approved: Pack = perform(PACK_FLOW, pack, "approve", actor=actor, at=at)
    tell_approved(approved, actor=actor, at=at)
    return approved


@transaction.atomic
def rework_pack(pack: Pack, *, actor: User, at: datetime) -> Pack:
    lock(pack.review)  # two packs for one authority are not begun side by side
    reworked: Pack = perform(PACK_FLOW, pack, "rework", actor=actor, at=at)
    tell_reworked(reworked, actor=actor, at=at)
    return reworked


@transaction.atomic
def send_pack(pack: Pack, *, sent_on: date, shows: bool, actor: User, at: datetime) -> Pack:
    """What was built of it is from now on what was sent. `shows`: to the superior that reads on the site."""
    if sent_on > timezone.localdate(at):
        raise ValidationError({"sent_on": "Ngày nộp không được ở tương lai."})
    paper = pack.document
    if paper and paper.issued_on and sent_on < paper.issued_on:
        raise ValidationError({"sent_on": f"Ngày nộp không được trước ngày tờ trình {paper.issued_on:%d/%m/%Y}."})

    def settle(locked: Pack) -> dict[str, Any]:
        superior = locked.school.superior if shows else None
        return {"sent_on": sent_on, "sent_build": ready_build(locked), "superior": superior}

    sent: Pack = perform(PACK_FLOW, pack, "send", actor=actor, at=at, settle=settle)
    tell_sent(sent, actor=actor, at=at)
    return sent


def answer_pack(pack: Pack, values: Mapping[str, Any], scans: Iterable[File], *, actor: User, at: datetime) -> Answer:
    """A receipt, what is to be added until a day, or the whole given back; with a scan of it where there is one."""
    prepared, refusals = evidence.prepare(scans)
    refusals += [f"{one.name}: chỉ nhận ảnh chụp hoặc tệp PDF." for one in prepared if one.content_type not in SCANS]
    if refusals:
        raise ValidationError({"files": refusals})
    with transaction.atomic():
        stored: Pack = lock(pack)
        if not can_answer(actor, stored, at):
            raise PermissionDenied
        if stored.state not in PackState.WAITING:
            raise MoveRefusedError(f"Bộ hồ sơ {stored.get_state_display()}, không ghi trả lời của cấp trên được.")
        answer = Answer(pack=stored, recorded_by=actor, recorded_at=at, **values)
        _check_days(answer, stored, timezone.localdate(at))
        answer.full_clean()
        answer.save()
        rooms = [Room(OF_AN_ANSWER, FULL)]
        if full := evidence.keep(answer.files, prepared, folder=AnswerFile.FOLDER, rooms=rooms, actor=actor, at=at):
            raise ValidationError({"files": full})
        if move := MOVES.get(AnswerKind(answer.kind)):
            perform(PACK_FLOW, stored, move, actor=actor, at=at)
        record(actor=actor, verb="pack.answer", target=stored, at=at, changes={"nội dung": answer.get_kind_display()})
        tell_answered(answer, actor=actor, at=at)
    return answer


@transaction.atomic
def decide_pack(pack: Pack, decision: AwardDecision, *, actor: User, at: datetime) -> Pack:
    """The decision of the superior is on record already; from here on the pack tells of it."""
    if not decisions_on(pack).filter(pk=decision.pk).exists():
        raise MoveRefusedError("Chỉ gắn bộ hồ sơ với quyết định của cấp trên, đã ghi vào sổ, về hồ sơ của bộ này.")
    decided: Pack = perform(PACK_FLOW, pack, "decide", actor=actor, at=at, settle=lambda locked: {"decision": decision})
    tell_decided(decided, actor=actor, at=at)
    return decided


def _check_days(answer: Answer, pack: Pack, today: date) -> None:
    if answer.told_on > today:
        raise ValidationError({"told_on": "Ngày này không được ở tương lai."})
    if pack.sent_on and answer.told_on < pack.sent_on:
        raise ValidationError({"told_on": f"Bộ hồ sơ nộp ngày {pack.sent_on:%d/%m/%Y}, cấp trên trả lời từ ngày ấy trở đi."})
    if answer.due_on and answer.due_on < answer.told_on:
        raise ValidationError({"due_on": "Hạn bổ sung không được trước ngày yêu cầu."})
