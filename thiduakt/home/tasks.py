"""Việc của tôi: what I can do now, derived from permissions and states, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from campaigns.models import Plan
from thiduakt.documents.enums import DocumentState, OpeningState
from thiduakt.documents.flows import DOCUMENT_FLOW, OPENING_FLOW
from thiduakt.documents.models import SeriesOpening
from thiduakt.documents.queries import given_back
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
MENDING_URGE = "Bị trả lại, sửa rồi trình ký lại"
READING_URGE = "Đọc dự thảo đang lấy ý kiến"
# What others wait for comes first.
BY_URGENCY = (URGES["issue"], URGES["sign"], *ROLE_URGES.values(), OPENING_URGE, MENDING_URGE, URGES["submit"], READING_URGE)


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
    tasks = [*_plan_tasks(user, at), *_role_tasks(user, at), *_opening_tasks(user, at)]
    return sorted(tasks, key=lambda task: BY_URGENCY.index(task.label))


def where_work_shows(user: User, on: date) -> dict[str, str]:
    """For components/empty_state.html, where nothing waits: what each may look at meanwhile, by what they are let see."""
    seen = scopes(user, "plan.view", on)
    plans = {"action_label": "Xem các kế hoạch", "action_url": reverse("campaigns:plan_list")}
    if seen == {Scope.SUPERIOR}:
        return plans | {"text": "Văn bản trường gửi lên hiện ở mục Kế hoạch."}
    if may(user, "account.manage", on=on):
        accounts = {"action_label": "Mở mục Tài khoản", "action_url": reverse("school:account_list")}
        return accounts | {"text": "Việc duyệt, đề xuất vai trò và tài khoản ở mục Tài khoản."}
    if seen:
        return plans | {"text": "Khi có kế hoạch cần đọc, ký hoặc ban hành, việc đó hiện ở đây."}
    return {"text": "Khi có việc cần thầy/cô làm, việc đó hiện ở đây."}


def _plan_tasks(user: User, at: datetime) -> Iterator[Task]:
    open_states = {source for name in URGES for source in DOCUMENT_FLOW.moves[name].sources}
    plans = Plan.objects.visible_to(user, timezone.localdate(at)).filter(document__state__in=open_states).for_table()
    returned = given_back(plan.document for plan in plans)
    for plan in plans:
        document = plan.document
        possible = {move.name for move in DOCUMENT_FLOW.open_to(user, document, at)}
        label = next((urge for name, urge in URGES.items() if name in possible), None)
        if label is None and document.state == DocumentState.CONSULTING:
            label = READING_URGE
        if label:
            title = f"Kế hoạch: {document.subject}"
            detail = f"{document.created_by} soạn, dự kiến ban hành ngày {document.dated_on:%d/%m/%Y}"
            if label == URGES["submit"] and (act := returned.get(document.pk)):
                label = MENDING_URGE
                detail = f"{act.who} trả lại lúc {timezone.localtime(act.at):%H:%M %d/%m/%Y}: {act.reason}"
            url = reverse("campaigns:plan_detail", args=[plan.pk])
            yield Task(label, title, detail, url, document.state, document.get_state_display())


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
