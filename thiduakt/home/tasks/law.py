"""What new rows of the law ask of a second person."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from thiduakt.catalog.enums import RuleState
from thiduakt.catalog.flows import RULE_FLOW
from thiduakt.catalog.models import Honor, Rule
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

RULE_URGE = "Duyệt quy định của danh mục pháp lý"


def rule_tasks(user: User, at: datetime) -> Iterator[Task]:
    """New rows of the law that wait for a second person."""
    today = timezone.localdate(at)
    if not may(user, "rule.approve", on=today):
        return
    for model in (Honor, Rule):
        proposed = model.objects.open_to(user, "rule.approve", today).filter(state=RuleState.PROPOSED)
        for row in proposed.select_related("proposed_by__person"):
            if RULE_FLOW.open_to(user, row, at):
                detail = f"{row.proposed_by} đề xuất, áp dụng từ ngày {row.valid_from:%d/%m/%Y}"
                url = row.get_absolute_url()
                yield Task(RULE_URGE, row.name, detail, url, row.state, row.get_state_display())
