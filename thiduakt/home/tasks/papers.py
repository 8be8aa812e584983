"""What official papers ask of somebody: to write, to read, to comment on, to answer, to sign, to issue."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from thiduakt.documents.enums import CommentState, OpeningState
from thiduakt.documents.flows import DOCUMENT_FLOW, OPENING_FLOW
from thiduakt.documents.models import Comment, Consultation, Document, SeriesOpening
from thiduakt.documents.queries import given_back
from thiduakt.documents.services.working_copies import unsaved_among, unsaved_sentence
from thiduakt.school.models import User

from .task import Task

# What a step in a paper's road asks of somebody. Steps that only undo another are not work.
URGES = {
    "issue": "Cấp số và ban hành",
    "sign": "Đọc và ký",
    "submit": "Soạn tiếp và trình ký",
}
OPENING_URGE = "Duyệt số khởi đầu"
MENDING_URGE = "Bị trả lại, sửa rồi trình ký lại"
READING_URGE = "Đọc dự thảo đang lấy ý kiến"
COMMENTING_URGE = "Đã đọc dự thảo, góp ý thêm nếu cần"
ANSWERING_URGE = "Trả lời ý kiến góp ý"
ANSWERED = "Ý kiến của thầy/cô đã được trả lời"


def paper_tasks(user: User, at: datetime) -> Iterator[Task]:
    open_states = {source for name in URGES for source in DOCUMENT_FLOW.moves[name].sources}
    visible = Document.objects.visible_to(user, timezone.localdate(at)).filter(state__in=open_states)
    waiting = Count("consultations__comments", filter=Q(consultations__comments__state=CommentState.WAITING))
    papers = (
        visible.annotate(waiting=waiting).select_related("signer", "created_by", "replaces").order_by("-dated_on", "-pk")
    )
    returned, unsaved = given_back(papers), unsaved_among(papers, user)
    for document in papers:
        possible = {move.name for move in DOCUMENT_FLOW.open_to(user, document, at)}
        label = next((urge for name, urge in URGES.items() if name in possible), None)
        detail = f"{document.created_by} soạn, dự kiến ban hành ngày {document.dated_on:%d/%m/%Y}"
        if label == URGES["submit"] and (act := returned.get(document.pk)):
            label = MENDING_URGE
            detail = f"{act.who} trả lại lúc {timezone.localtime(act.at):%H:%M %d/%m/%Y}: {act.reason}"
        elif label == URGES["submit"] and document.waiting:
            label, detail = ANSWERING_URGE, f"{document.waiting} ý kiến chờ trả lời trước khi trình ký"
        if document.is_editable and label and (copy := unsaved.get(document.pk)):
            detail = f"{unsaved_sentence(copy)} {detail}"
        if label:
            yield _paper_task(label, document, detail, document.get_absolute_url())


def consultation_tasks(user: User, at: datetime) -> Iterator[Task]:
    """What this person is asked about, and which of the own comments were answered since the last look."""
    today = timezone.localdate(at)
    asking = Consultation.objects.open_to_reader(user, today).annotate(
        read_at=F("readers__read_at"), reminded_at=F("readers__reminded_at")
    )
    for consultation in asking.select_related("document__replaces", "opened_by__person"):
        day = consultation.closes_on
        detail = f"{consultation.opened_by} xin ý kiến, hạn góp ý {day:%d/%m/%Y}"
        if consultation.read_at is None:
            if consultation.reminded_at:
                detail += f"; được nhắc lúc {timezone.localtime(consultation.reminded_at):%H:%M %d/%m/%Y}"
            yield _paper_task(READING_URGE, consultation.document, detail, consultation.get_absolute_url(), day)
        elif consultation.takes_comments(today):
            yield _paper_task(COMMENTING_URGE, consultation.document, detail, consultation.get_absolute_url(), day)
    seen = Consultation.objects.visible_to(user, today)
    answered = Comment.objects.filter(
        consultation__in=seen, author=user.person_id, answered_by__isnull=False, seen_at__isnull=True
    ).select_related("consultation__document__replaces", "answered_by__person")
    for comment in answered:
        url = f"{comment.consultation.get_absolute_url()}#y-kien-{comment.pk}"
        detail = f"{comment.answered_by}: {comment.get_state_display()}. {comment.answer}"
        yield _paper_task(ANSWERED, comment.consultation.document, detail, url)


def _paper_task(label: str, document: Document, detail: str, url: str, due: date | None = None) -> Task:
    title = f"{document.get_kind_display()}: {document.subject}"
    if document.replaces and not document.is_numbered:
        title += f" (thay thế số {document.replaces.notation})"
    return Task(label, title, detail, url, document.state, document.get_state_display(), due=due)


def opening_tasks(user: User, at: datetime) -> Iterator[Task]:
    proposed = SeriesOpening.objects.filter(school=user.school_id, state=OpeningState.PROPOSED)
    for opening in proposed:
        if OPENING_FLOW.open_to(user, opening, at):
            url = reverse("documents:series")
            yield Task(OPENING_URGE, str(opening), opening.reason, url, opening.state, opening.get_state_display())
