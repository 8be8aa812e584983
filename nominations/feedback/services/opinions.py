"""Phản ánh: sending one, answering it. An open complaint stops the dossier it is about.

Who sent it stands in its row alone: the log of a dossier is read by more people than may know.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.dossiers.models import Dossier
from nominations.dossiers.services.pausing import dispute, hold_dossier, settle
from nominations.feedback.enums import OpinionKind, Outcome
from nominations.feedback.flows import OPINION_FLOW
from nominations.feedback.models import LONGEST, Opinion, OpinionQuerySet, PostedLine, Posting
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import Role, may
from thiduakt.school.models import Person, User
from thiduakt.school.queries import holders
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, lock, perform

LEAST_WORDS = 20  # characters of a complaint and of every answer


@transaction.atomic
def send(posting: Posting, *, line: PostedLine | None, kind: str, text: str, actor: User, at: datetime) -> Opinion:
    """By anybody who works at the school, until the end of the last day."""
    stored: Posting = lock(posting)
    if not may(actor, "feedback.send", stored, on=timezone.localdate(at)) or (line and line.posting_id != stored.pk):
        raise PermissionDenied
    if not stored.takes_opinions(at):
        raise MoveRefusedError("Đã hết thời gian công khai, danh sách không nhận phản ánh nữa.")
    told = nfc(text).strip()
    if kind == OpinionKind.COMPLAINT and line is None:
        raise ValidationError({"line": "Kiến nghị, khiếu nại cần nói rõ về trường hợp nào trong danh sách."})
    if kind == OpinionKind.COMPLAINT and len(told) < LEAST_WORDS:
        raise ValidationError({"text": f"Thầy/cô ghi rõ nội dung, ít nhất {LEAST_WORDS} ký tự."})
    opinion = Opinion(posting=stored, line=line, kind=kind, text=told, sent_by=actor, sent_at=at)
    opinion.full_clean(exclude=["answered_by", "answered_at"])
    opinion.save()
    if kind == OpinionKind.COMPLAINT and line:
        dispute(line.dossier, at=at)
    record(actor=None, verb="opinion.send", target=opinion, at=at, changes={"loại": kind})
    notify(
        _readers(opinion, at), kind=NoticeKind.OPINION_SENT,
        subject=f"Có phản ánh mới về danh sách công khai: {stored.review}",
        url=opinion.get_absolute_url(), school_id=stored.school_id, actor=actor, at=at,
    )  # fmt: skip
    return opinion


@transaction.atomic
def answer(opinion: Opinion, *, outcome: str, text: str, actor: User, at: datetime) -> Opinion:
    """Taken up, or explained; the dossier goes on once no complaint about it is left open."""
    told = nfc(text).strip()
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": "Thầy/cô chọn tiếp thu hay giải trình."})
    if len(told) < LEAST_WORDS:
        raise ValidationError({"text": f"Thầy/cô trả lời rõ, ít nhất {LEAST_WORDS} ký tự."})
    if len(told) > LONGEST:
        raise ValidationError({"text": "Câu trả lời dài quá 3.000 ký tự."})
    dossier = _held_up(opinion)
    settled = {"outcome": outcome, "answer": told, "answered_by": actor, "answered_at": at}
    moved: Opinion = perform(OPINION_FLOW, opinion, "answer", actor=actor, at=at, settle=lambda row: settled)
    if dossier and not _complaints(dossier).exists():
        settle(dossier, actor=actor, at=at)
    notify(
        [moved.sent_by.person], kind=NoticeKind.OPINION_ANSWERED, subject="Phản ánh của thầy/cô đã được trả lời",
        url=moved.get_absolute_url(), school_id=moved.school_id, actor=actor, at=at,
    )  # fmt: skip
    return moved


def _held_up(opinion: Opinion) -> Dossier | None:
    """The dossier that the complaint stops, locked before the log: in that order everybody locks who moves one."""
    if opinion.kind != OpinionKind.COMPLAINT or opinion.line is None:
        return None
    return hold_dossier(opinion.line.dossier)


def _complaints(dossier: Dossier) -> OpinionQuerySet:
    return Opinion.objects.filter(line__dossier=dossier, kind=OpinionKind.COMPLAINT).waiting()


def _readers(opinion: Opinion, at: datetime) -> list[Person]:
    """The principal and the secretary, but nobody whom it is about."""
    today = timezone.localdate(at)
    found = [held.person for held in holders(opinion.school_id, {Role.PRINCIPAL, Role.SECRETARY}, today)]
    users = User.objects.filter(person__in=found).select_related("person")
    return [user.person for user in users if Opinion.objects.visible_to(user, today).filter(pk=opinion.pk).exists()]
