"""Việc của tôi: what I can do now, derived from permissions and states, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from thiduakt.catalog.enums import RuleState as ProposalState
from thiduakt.catalog.flows import RULE_FLOW
from thiduakt.catalog.models import Honor, Rule
from thiduakt.documents.enums import CommentState, OpeningState
from thiduakt.documents.flows import DOCUMENT_FLOW, OPENING_FLOW
from thiduakt.documents.models import Comment, Consultation, Document, SeriesOpening
from thiduakt.documents.queries import given_back
from thiduakt.documents.services.working_copies import unsaved_among, unsaved_sentence
from thiduakt.intake.enums import BatchState
from thiduakt.intake.flows import can_approve
from thiduakt.intake.models import Batch
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.enums import RoleState
from thiduakt.school.flows import ROLE_FLOW
from thiduakt.school.models import RoleAssignment, User

# What a step in a paper's road asks of somebody. Steps that only undo another are not work.
URGES = {
    "issue": "Cấp số và ban hành",
    "sign": "Đọc và ký",
    "submit": "Soạn tiếp và trình ký",
}
ROLE_URGES = {"approve": "Duyệt giao vai trò", "end": "Duyệt thôi giao vai trò"}
OPENING_URGE = "Duyệt số khởi đầu"
RULE_URGE = "Duyệt quy định của danh mục pháp lý"
IMPORT_URGES = {"approve": "Duyệt danh sách nhập từ Excel", "own": "Xem và ghi tiếp tệp Excel đã tải lên"}
MENDING_URGE = "Bị trả lại, sửa rồi trình ký lại"
READING_URGE = "Đọc dự thảo đang lấy ý kiến"
COMMENTING_URGE = "Đã đọc dự thảo, góp ý thêm nếu cần"
ANSWERING_URGE = "Trả lời ý kiến góp ý"
ANSWERED = "Ý kiến của thầy/cô đã được trả lời"
# What others wait for comes first.
BY_URGENCY = (
    URGES["issue"], URGES["sign"], *ROLE_URGES.values(), OPENING_URGE, RULE_URGE, IMPORT_URGES["approve"], MENDING_URGE,
    ANSWERING_URGE, URGES["submit"], READING_URGE, ANSWERED, IMPORT_URGES["own"], COMMENTING_URGE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    label: str  # "Đọc và ký"
    title: str
    detail: str  # what tells it from another of the same title
    url: str
    state: str
    state_label: str


def tasks_of(user: User, at: datetime) -> list[Task]:
    """The most urgent first; of one urgency the newest first."""
    tasks = [
        *_paper_tasks(user, at),
        *_consultation_tasks(user, at),
        *_role_tasks(user, at),
        *_opening_tasks(user, at),
        *_rule_tasks(user, at),
        *_import_tasks(user, at),
    ]
    return sorted(tasks, key=lambda task: BY_URGENCY.index(task.label))


def where_work_shows(user: User, on: date) -> dict[str, str]:
    """For components/empty_state.html, where nothing waits: what each may look at meanwhile, by what they are let see."""
    seen = scopes(user, "plan.view", on)
    plans = {"action_label": "Xem các kế hoạch", "action_url": reverse("plans:list")}
    if seen == {Scope.SUPERIOR}:
        return plans | {"text": "Văn bản trường gửi lên hiện ở mục Kế hoạch."}
    if may(user, "account.manage", on=on):
        accounts = {"action_label": "Mở mục Tài khoản", "action_url": reverse("school:account_list")}
        return accounts | {"text": "Việc duyệt, đề xuất vai trò và tài khoản ở mục Tài khoản."}
    if seen:
        return plans | {"text": "Khi có kế hoạch cần đọc, ký hoặc ban hành, việc đó hiện ở đây."}
    return {"text": "Khi có việc cần thầy/cô làm, việc đó hiện ở đây."}


def _paper_tasks(user: User, at: datetime) -> Iterator[Task]:
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


def _consultation_tasks(user: User, at: datetime) -> Iterator[Task]:
    """What this person is asked about, and which of the own comments were answered since the last look."""
    today = timezone.localdate(at)
    asking = Consultation.objects.open_to_reader(user, today).annotate(
        read_at=F("readers__read_at"), reminded_at=F("readers__reminded_at")
    )
    for consultation in asking.select_related("document__replaces", "opened_by__person"):
        detail = f"{consultation.opened_by} xin ý kiến, hạn góp ý {consultation.closes_on:%d/%m/%Y}"
        if consultation.read_at is None:
            if consultation.reminded_at:
                detail += f"; được nhắc lúc {timezone.localtime(consultation.reminded_at):%H:%M %d/%m/%Y}"
            yield _paper_task(READING_URGE, consultation.document, detail, consultation.get_absolute_url())
        elif consultation.takes_comments(today):
            yield _paper_task(COMMENTING_URGE, consultation.document, detail, consultation.get_absolute_url())
    seen = Consultation.objects.visible_to(user, today)
    answered = Comment.objects.filter(
        consultation__in=seen, author=user.person_id, answered_by__isnull=False, seen_at__isnull=True
    ).select_related("consultation__document__replaces", "answered_by__person")
    for comment in answered:
        url = f"{comment.consultation.get_absolute_url()}#y-kien-{comment.pk}"
        detail = f"{comment.answered_by}: {comment.get_state_display()}. {comment.answer}"
        yield _paper_task(ANSWERED, comment.consultation.document, detail, url)


def _paper_task(label: str, document: Document, detail: str, url: str) -> Task:
    title = f"{document.get_kind_display()}: {document.subject}"
    if document.replaces and not document.is_numbered:
        title += f" (thay thế số {document.replaces.notation})"
    return Task(label, title, detail, url, document.state, document.get_state_display())


def _role_tasks(user: User, at: datetime) -> Iterator[Task]:
    visible = RoleAssignment.objects.visible_to(user, timezone.localdate(at))
    for assignment in visible.filter(state__in=RoleState.WAITING).select_related("person"):
        possible = {move.name for move in ROLE_FLOW.open_to(user, assignment, at)}
        label = next((urge for name, urge in ROLE_URGES.items() if name in possible), None)
        if label:
            url = reverse("school:role_detail", args=[assignment.pk])
            yield Task(label, str(assignment), assignment.basis, url, assignment.state, assignment.get_state_display())


def _opening_tasks(user: User, at: datetime) -> Iterator[Task]:
    proposed = SeriesOpening.objects.filter(school=user.school_id, state=OpeningState.PROPOSED)
    for opening in proposed:
        if OPENING_FLOW.open_to(user, opening, at):
            url = reverse("documents:series")
            yield Task(OPENING_URGE, str(opening), opening.reason, url, opening.state, opening.get_state_display())


def _rule_tasks(user: User, at: datetime) -> Iterator[Task]:
    """New rows of the law that wait for a second person."""
    today = timezone.localdate(at)
    if not may(user, "rule.approve", on=today):
        return
    for model in (Honor, Rule):
        proposed = model.objects.open_to(user, "rule.approve", today).filter(state=ProposalState.PROPOSED)
        for row in proposed.select_related("proposed_by__person"):
            if RULE_FLOW.open_to(user, row, at):
                detail = f"{row.proposed_by} đề xuất, áp dụng từ ngày {row.valid_from:%d/%m/%Y}"
                url = row.get_absolute_url()
                yield Task(RULE_URGE, row.name, detail, url, row.state, row.get_state_display())


def _import_tasks(user: User, at: datetime) -> Iterator[Task]:
    """Lists of people that wait for the principal, and one's own sheets that are not written yet."""
    seen = Batch.objects.visible_to(user, timezone.localdate(at)).exclude(state__in=(BatchState.DONE, BatchState.DISCARDED))
    for batch in seen.select_related("school", "uploaded_by__person"):
        if batch.state == BatchState.WAITING and can_approve(user, batch, at):
            label = IMPORT_URGES["approve"]
        elif batch.state != BatchState.WAITING and batch.uploaded_by_id == user.pk:
            label = IMPORT_URGES["own"]
        else:
            continue
        detail = f"{batch.uploaded_by} tải lên lúc {timezone.localtime(batch.uploaded_at):%H:%M %d/%m/%Y}"
        yield Task(label, str(batch), detail, batch.get_absolute_url(), batch.state, batch.get_state_display())
