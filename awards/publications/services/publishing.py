"""Công bố kết quả khen thưởng: drawn up, looked at as the public will see it, made public, taken down at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.decisions.models import AwardDecision
from awards.publications.enums import PublicationState, Subject
from awards.publications.flows import PUBLICATION_FLOW
from awards.publications.models import Publication
from awards.publications.policies import can_publish
from awards.publications.printing import lists_of, notice_body
from thiduakt.audit.services import record
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach, detach
from thiduakt.documents.services.drafting import create_draft, discard_draft
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

FIELDS = (
    "title", "on_page", "places", "shown_from", "shown_until", "tells_unit", "tells_citation", "unnamed",
)  # fmt: skip
RECIPIENTS = ("Các tổ", "Bảng tin nhà trường", "Lưu: VT, HSTĐKT")


@transaction.atomic
def draw_up(
    decision: AwardDecision | None, values: Mapping[str, Any], *, year: int | None = None, actor: User, at: datetime
) -> Publication:
    """Of a decision in force, or without one the roll of `year` (ALL_YEARS: of all)."""
    require(actor, "publication.manage", on=timezone.localdate(at))
    if decision and decision.school_id != actor.school_id:
        raise PermissionDenied
    if decision and not decision.is_in_force:
        raise MoveRefusedError(f"Quyết định {decision.get_state_display()}, không công bố được.")
    publication = Publication(
        school_id=actor.school_id, subject=Subject.DECISION if decision else Subject.ROLL, decision=decision,
        year=None if decision else year, created_by_id=actor.person_id,
    )  # fmt: skip
    _write(publication, values)
    record(actor=actor, verb="publication.draw_up", target=publication, at=at)
    return publication


@transaction.atomic
def save_publication(
    publication: Publication, values: Mapping[str, Any], *, version: int, actor: User, at: datetime
) -> Publication:
    stored = _held(publication, actor, at)
    refuse_stale(stored, version)
    stored.version += 1
    _write(stored, values)
    keep_list(stored, actor=actor, at=at)
    record(actor=actor, verb="publication.edit", target=stored, at=at)
    return stored


@transaction.atomic
def discard_publication(publication: Publication, *, actor: User, at: datetime) -> None:
    """One that was never public; what was is only taken down, so that it stays known."""
    stored = _held(publication, actor, at)
    paper = lock(stored.paper) if stored.paper else None
    if stored.published_at:
        raise MoveRefusedError("Bản này đã từng công bố nên được giữ lại trong danh sách.")
    if paper and paper.state != DocumentState.DRAFT:
        raise MoveRefusedError("Thông báo đã trình ký hoặc đã ban hành, nên không bỏ bản công bố được.")
    record(actor=actor, verb="publication.discard", target=stored, at=at)
    stored.delete()
    if paper:
        discard_draft(paper, actor=actor, at=at)


@transaction.atomic
def publish(publication: Publication, *, actor: User, at: datetime) -> Publication:
    def settle(row: Publication) -> dict[str, Any]:
        if timezone.localdate(at) > row.shown_until:
            raise ValidationError("Ngày cuối đã qua. Thầy/cô sửa lại ngày công bố.")
        return {"published_by": actor, "published_at": at, "withdrawn_at": None, "version": row.version + 1}

    moved: Publication = perform(PUBLICATION_FLOW, publication, "publish", actor=actor, at=at, settle=settle)
    return moved


@transaction.atomic
def withdraw(publication: Publication, *, reason: str, actor: User, at: datetime) -> Publication:
    """From this moment on nobody outside reads it."""

    def settle(row: Publication) -> dict[str, Any]:
        return {"withdrawn_at": at, "version": row.version + 1}

    moved: Publication = perform(PUBLICATION_FLOW, publication, "withdraw", reason=reason, actor=actor, at=at, settle=settle)
    return moved


@transaction.atomic
def begin_notice(publication: Publication, *, actor: User, at: datetime) -> Document:
    """The draft of the Thông báo, with what the public sees as its list; where there is one already, the list of now."""
    stored: Publication = hold(publication, can_publish, actor=actor, at=at)
    if stored.paper:
        if not stored.paper.is_editable:
            raise MoveRefusedError("Đã có thông báo của bản công bố này, đã trình ký.")
        keep_list(stored, actor=actor, at=at)
        return stored.paper
    today = timezone.localdate(at)
    document = create_draft(
        Kind.NOTICE, subject=f"Công bố kết quả khen thưởng: {stored.title}", dated_on=today, body=notice_body(stored),
        recipients=list(RECIPIENTS), signer=usual_signer(stored.school_id, today), actor=actor, at=at,
    )  # fmt: skip
    stored.paper = attach(document, lists_of(stored), actor=actor, at=at)
    stored.save(update_fields=["paper"])
    record(actor=actor, verb="publication.notice", target=stored, at=at, changes={"văn bản": stored.paper_id})
    return stored.paper


def keep_list(publication: Publication, *, actor: User, at: datetime) -> None:
    """The list of a notice that is still written is what the public would see now."""
    if publication.paper and publication.paper.is_editable:
        due = lists_of(publication)
        paper = attach(publication.paper, due, actor=actor, at=at)
        for title in {one["title"] for one in paper.appendices} - {one.title for one in due}:  # under its name of before
            detach(paper, title, actor=actor, at=at)


def refuse_other_list(paper: Document, actor: User, at: datetime) -> None:
    """A notice that was signed and gets its number names nobody whom the public would not see named now."""
    publication = Publication.objects.filter(paper=paper).select_related("decision").first()
    if publication is None:
        return
    due = [[list(row) for row in one.table.rows] for one in lists_of(publication) if one.table]
    kept = [one["table"]["rows"] for one in paper.appendices if one["table"]]
    if kept != due:
        raise ValidationError(
            "Danh sách kèm thông báo không còn đúng: có đồng ý đã rút, hoặc khen thưởng đã hủy. Thầy/cô trả lại văn bản, mở "
            "bản công bố, bấm “Cập nhật danh sách”, rồi trình ký lại."
        )


def _held(publication: Publication, actor: User, at: datetime) -> Publication:
    stored: Publication = hold(publication, can_publish, actor=actor, at=at)
    if stored.state not in PublicationState.EDITABLE:
        raise MoveRefusedError("Bản này đang công bố. Thầy/cô gỡ xuống trước khi sửa.")
    return stored


def _write(publication: Publication, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(publication, name, values[name])
    publication.full_clean(exclude=["search_key"])
    try:
        with transaction.atomic():
            publication.save()
    except IntegrityError:
        publication.validate_constraints()  # somebody else drew it up at the same moment: the constraint's sentence
        raise
