"""Việc của tôi: what I can do now, derived from permissions and states, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from campaigns.models import Plan
from thiduakt.documents.enums import DocumentState, OpeningState
from thiduakt.documents.flows import DOCUMENT_FLOW, OPENING_FLOW
from thiduakt.documents.models import SeriesOpening
from thiduakt.school.enums import RoleState
from thiduakt.school.flows import ROLE_FLOW
from thiduakt.school.models import RoleAssignment, User

# What a step in a paper's road asks of somebody, in the order of urgency. Steps that only undo another are not work.
URGES = {
    "issue": "Cấp số và ban hành",
    "sign": "Đọc và ký",
    "submit": "Soạn tiếp và trình ký",
}


@dataclass(frozen=True, slots=True)
class Task:
    label: str  # "Đọc và ký"
    title: str
    url: str
    state: str
    state_label: str


def tasks_of(user: User, at: datetime) -> list[Task]:
    return [*_plan_tasks(user, at), *_role_tasks(user, at), *_opening_tasks(user, at)]


def _plan_tasks(user: User, at: datetime) -> Iterator[Task]:
    open_states = {source for name in URGES for source in DOCUMENT_FLOW.moves[name].sources}
    plans = Plan.objects.visible_to(user, timezone.localdate(at)).filter(document__state__in=open_states).for_table()
    for plan in plans:
        document = plan.document
        possible = {move.name for move in DOCUMENT_FLOW.open_to(user, document, at)}
        label = next((urge for name, urge in URGES.items() if name in possible), None)
        if label is None and document.state == DocumentState.CONSULTING:
            label = "Đọc dự thảo đang lấy ý kiến"
        if label:
            url = reverse("campaigns:plan_detail", args=[plan.pk])
            yield Task(label, f"Kế hoạch: {document.subject}", url, document.state, document.get_state_display())


def _role_tasks(user: User, at: datetime) -> Iterator[Task]:
    proposed = RoleAssignment.objects.visible_to(user).filter(state=RoleState.PROPOSED).select_related("person")
    for assignment in proposed:
        if ROLE_FLOW.open_to(user, assignment, at):
            url = reverse("school:role_detail", args=[assignment.pk])
            yield Task("Duyệt giao vai trò", str(assignment), url, assignment.state, assignment.get_state_display())


def _opening_tasks(user: User, at: datetime) -> Iterator[Task]:
    proposed = SeriesOpening.objects.filter(school=user.school_id, state=OpeningState.PROPOSED)
    for opening in proposed:
        if OPENING_FLOW.open_to(user, opening, at):
            url = reverse("documents:series")
            yield Task("Duyệt số khởi đầu", str(opening), url, opening.state, opening.get_state_display())
