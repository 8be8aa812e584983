"""What roles and lists of people ask of a second person, and one's own sheets that are not written yet."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from thiduakt.intake.enums import BatchState
from thiduakt.intake.flows import ENDED, can_approve
from thiduakt.intake.models import Batch
from thiduakt.school.enums import RoleState
from thiduakt.school.flows import ROLE_FLOW
from thiduakt.school.models import RoleAssignment, User

from .task import Task

ROLE_URGES = {"approve": "Duyệt giao vai trò", "end": "Duyệt thôi giao vai trò"}
IMPORT_URGES = {"approve": "Duyệt danh sách nhập từ Excel", "own": "Xem và ghi tiếp tệp Excel đã tải lên"}


def role_tasks(user: User, at: datetime) -> Iterator[Task]:
    visible = RoleAssignment.objects.visible_to(user, timezone.localdate(at))
    for assignment in visible.filter(state__in=RoleState.WAITING).select_related("person"):
        possible = {move.name for move in ROLE_FLOW.open_to(user, assignment, at)}
        label = next((urge for name, urge in ROLE_URGES.items() if name in possible), None)
        if label:
            url = reverse("school:role_detail", args=[assignment.pk])
            yield Task(label, str(assignment), assignment.basis, url, assignment.state, assignment.get_state_display())


def import_tasks(user: User, at: datetime) -> Iterator[Task]:
    """Lists of people that wait for the principal, and one's own sheets that are not written yet."""
    seen = Batch.objects.visible_to(user, timezone.localdate(at)).exclude(state__in=ENDED)
    for batch in seen.select_related("school", "uploaded_by__person"):
        if batch.state == BatchState.WAITING and can_approve(user, batch, at):
            label = IMPORT_URGES["approve"]
        elif batch.state != BatchState.WAITING and batch.uploaded_by_id == user.pk:
            label = IMPORT_URGES["own"]
        else:
            continue
        detail = f"{batch.uploaded_by} tải lên lúc {timezone.localtime(batch.uploaded_at):%H:%M %d/%m/%Y}"
        yield Task(label, str(batch), detail, batch.get_absolute_url(), batch.state, batch.get_state_display())
