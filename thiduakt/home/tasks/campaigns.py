"""What campaigns ask of somebody: to launch one, to sum one up, to do the activity given."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.flows import before_launch
from campaigns.campaigns.models import Activity, Campaign
from campaigns.campaigns.queries import open_activities
from thiduakt.permissions import Role, may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "launch": "Phát động phong trào đã soạn đủ",
    "sum_up": "Tổng kết phong trào đã đến ngày",
    "activity": "Làm và báo kết quả hoạt động phong trào",
}


def campaign_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "campaign.view", on=today):
        return
    leads = Role.GROUP_HEAD in user.roles_on(today)
    for activity in open_activities(user):
        if activity.person_id == user.person_id or leads:
            yield _of_activity(activity, is_late=activity.due_on is not None and activity.due_on < today)
    if may(user, "campaign.launch", on=today):
        yield from _to_lead(user, at)


def _of_activity(activity: Activity, *, is_late: bool) -> Task:
    campaign = activity.campaign
    due = f"; hạn {activity.due_on:%d/%m/%Y}{', quá hạn' if is_late else ''}" if activity.due_on else ""
    url = campaign.get_absolute_url()
    return Task(URGES["activity"], activity.name, f"{campaign}{due}", url, campaign.state, campaign.get_state_display())


def _to_lead(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    seen = Campaign.objects.visible_to(user, today)
    drafts = seen.filter(state=CampaignState.DRAFT).select_related("paper").prefetch_related("criteria", "activities")
    due = seen.filter(state=CampaignState.RUNNING, sums_up_on__lte=today)
    for name, found in (("launch", [one for one in drafts if not before_launch(one)]), ("sum_up", due)):
        for one in found:
            detail = f"từ {one.launches_on:%d/%m/%Y} đến {one.sums_up_on:%d/%m/%Y}"
            yield Task(URGES[name], one.name, detail, one.get_absolute_url(), one.state, one.get_state_display())
