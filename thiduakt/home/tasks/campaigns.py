"""What campaigns ask of somebody: to write one, the next step that is due, to do the activity given."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from campaigns.campaigns.enums import CampaignState as S
from campaigns.campaigns.flows import before_launch, before_summing_up
from campaigns.campaigns.models import Activity, Campaign
from campaigns.campaigns.queries import open_activities
from thiduakt.permissions import Role, may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "launch": "Phát động phong trào đã soạn đủ",
    "begin": "Bắt đầu thực hiện phong trào đã đến ngày",
    "summary": "Ghi kết quả tổng kết phong trào đã đến ngày",
    "sum_up": "Tổng kết phong trào đã có kết quả",
    "activity": "Làm và báo kết quả hoạt động phong trào",
    "write": "Soạn tiếp phong trào",
    "close": "Kết thúc phong trào đã tổng kết",
}


def campaign_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "campaign.view", on=today):
        return
    leads = Role.GROUP_HEAD in user.roles_on(today)
    for activity in open_activities(user):
        if activity.person_id == user.person_id or leads:
            yield _of_activity(activity, is_late=activity.due_on is not None and activity.due_on < today)
    launches, manages = may(user, "campaign.launch", on=today), may(user, "campaign.manage", on=today)
    if not launches and not manages:
        return
    waiting = Campaign.objects.visible_to(user, today).exclude(state=S.CLOSED).select_related("paper")
    over = []
    for one in waiting.prefetch_related("criteria", "activities"):
        urge = (_of_leading(one, today) if launches else "") or (_of_writing(one, user, today) if manages else "")
        if urge == "close":
            over.append(one)
        elif urge:
            yield _of_campaign(urge, one)
    yield from _to_close(over)


def _of_campaign(urge: str, one: Campaign) -> Task:
    detail, state = f"từ {one.launches_on:%d/%m/%Y} đến {one.sums_up_on:%d/%m/%Y}", (one.state, one.get_state_display())
    return Task(URGES[urge], one.name, detail, one.get_absolute_url(), *state, due=_due(urge, one))


def _due(urge: str, one: Campaign) -> date | None:
    """Nobody is late who brings it to its end after it was summed up."""
    if urge in {"summary", "sum_up"}:
        return one.sums_up_on
    return None if urge == "close" else one.launches_on


def _to_close(over: list[Campaign]) -> Iterator[Task]:
    """Nobody waits for it: one line for all the campaigns of a year."""
    if len(over) == 1:
        yield _of_campaign("close", over[0])
    elif over:
        url = f"{reverse('campaigns:list')}?trang-thai={S.SUMMED_UP}"
        yield Task(
            URGES["close"],
            f"{len(over)} phong trào",
            "xem lại kết quả từng phong trào",
            url,
            over[0].state,
            S.SUMMED_UP.label,
        )


def _of_activity(activity: Activity, *, is_late: bool) -> Task:
    campaign = activity.campaign
    due = f"; hạn {activity.due_on:%d/%m/%Y}{', quá hạn' if is_late else ''}" if activity.due_on else ""
    url, state = campaign.get_absolute_url(), (campaign.state, campaign.get_state_display())
    return Task(URGES["activity"], activity.name, f"{campaign}{due}", url, *state, due=activity.due_on)


def _of_leading(one: Campaign, today: date) -> str:
    """The step that is due and that nothing holds back."""
    match one.state:
        case S.DRAFT:
            return "" if before_launch(one) else "launch"
        case S.LAUNCHED:
            return "begin" if one.launches_on <= today else ""
        case S.RUNNING:
            return "sum_up" if one.sums_up_on <= today and not before_summing_up(one) else ""
        case S.SUMMED_UP:
            return "close"
    return ""


def _of_writing(one: Campaign, user: User, today: date) -> str:
    """A draft waits for who began it; while its paper is on the way, that paper is the work."""
    if one.state == S.DRAFT and one.created_by_id == user.person_id and not one.paper_id:
        return "write" if before_launch(one) else ""
    return "summary" if one.state == S.RUNNING and one.sums_up_on <= today and before_summing_up(one) else ""
