"""Who may do what with a paper: pure questions to the permission table."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import WHOLE_SCHOOL, Scope, may, scopes
from thiduakt.school.models import User

from .enums import DocumentState
from .kinds import Kind
from .models import Comment, Consultation, Document, SeriesOpening
from .rules import COMMENT_RULES, EDIT_RULES, END_RULES, SIGN_RULES, VIEW_RULES


def sees_drafts(actor: User, document: Document, at: datetime) -> bool:
    """Whoever may read a paper while it is written may also read how it came about, and print it for signing."""
    reach = scopes(actor, VIEW_RULES[Kind(document.kind)][1], timezone.localdate(at))
    is_named = actor.person_id in {document.created_by_id, document.signer_id, document.secretary_id}
    return document.school_id == actor.school_id and bool(reach & WHOLE_SCHOOL or (Scope.OWN in reach and is_named))


def can_print_for_signing(actor: User, document: Document, at: datetime) -> bool:
    """Nobody signs what may still change."""
    is_settled = document.state in {DocumentState.SUBMITTED, DocumentState.SIGNED}
    return is_settled and sees_drafts(actor, document, at)


def can_edit(actor: User, document: Document, at: datetime) -> bool:
    rule = EDIT_RULES.get(Kind(document.kind))
    return rule is not None and may(actor, rule, document, on=timezone.localdate(at))


def can_consult(actor: User, document: Document, at: datetime) -> bool:
    return Kind(document.kind) in COMMENT_RULES and can_edit(actor, document, at)


def can_comment(actor: User, consultation: Consultation, at: datetime) -> bool:
    """Who was asked, and may still be asked: a role can end meanwhile."""
    rule = COMMENT_RULES[Kind(consultation.document.kind)]
    is_asked = consultation.readers.filter(person=actor.person_id).exists()
    return is_asked and may(actor, rule, consultation, on=timezone.localdate(at))


def can_answer(actor: User, comment: Comment, at: datetime) -> bool:
    """Whoever drafts the paper."""
    return can_edit(actor, comment.consultation.document, at)


def can_end(actor: User, document: Document, at: datetime) -> bool:
    """Begin the paper that replaces or revokes this one."""
    rule = END_RULES.get(Kind(document.kind))
    return rule is not None and may(actor, rule, document, on=timezone.localdate(at))


def why_not_ended(document: Document) -> list[str]:
    """Only what is in force is replaced or revoked, and by one paper at a time."""
    if document.state != DocumentState.ISSUED:
        return ["Chỉ thay thế, thu hồi được văn bản đang có hiệu lực."]
    if document.revokes_id:
        return ["Quyết định thu hồi không thu hồi được nữa. Thầy/cô ban hành văn bản mới thay cho văn bản đã thu hồi."]
    if document.replaced_by.exists() or document.revoked_by.exists():
        return [f"Đã có văn bản thay thế hoặc thu hồi {document} đang soạn. Thầy/cô soạn tiếp hoặc bỏ bản nháp đó trước."]
    return []


def can_discard(actor: User, document: Document, at: datetime) -> bool:
    """What others have been shown to decide upon is withdrawn first."""
    return document.state == DocumentState.DRAFT and can_edit(actor, document, at)


def can_sign(actor: User, document: Document, at: datetime) -> bool:
    """Only the person whose name will stand under the paper."""
    rule = SIGN_RULES.get(Kind(document.kind), "document.sign")
    return document.signer_id == actor.person_id and may(actor, rule, on=timezone.localdate(at))


def can_issue(actor: User, document: Document, at: datetime) -> bool:
    """The clerk, and never for a paper the clerk signed: two people stand behind every number."""
    return document.signer_id != actor.person_id and may(actor, "document.issue", document, on=timezone.localdate(at))


def can_send_back(actor: User, document: Document, at: datetime) -> bool:
    return can_sign(actor, document, at) or can_issue(actor, document, at)


def can_supersede(actor: User, document: Document, at: datetime) -> bool:
    """An issued paper ends only by a newer issued paper that names it."""
    newer = document.replaced_by.all() | document.revoked_by.all()
    return can_issue(actor, document, at) and newer.filter(number__isnull=False).exists()


def can_approve_opening(actor: User, opening: SeriesOpening, at: datetime) -> bool:
    return opening.proposed_by_id != actor.pk and may(actor, "series.approve", opening, on=timezone.localdate(at))
