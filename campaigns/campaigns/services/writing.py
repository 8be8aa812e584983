"""Phong trào thi đua: writing one with its criteria, activities and rewards, throwing a draft away, what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from campaigns.campaigns.enums import CampaignState, Launcher, Participants
from campaigns.campaigns.flows import CAMPAIGN_FLOW
from campaigns.campaigns.models import Activity, Campaign, Criterion, Reward
from campaigns.campaigns.policies import can_manage, can_report
from thiduakt.audit.services import record
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.services.drafting import discard_draft
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Group, Person, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

FIELDS = (
    "plan", "name", "slogan", "launcher", "launcher_name", "superior_paper", "response", "form", "reach", "participants",
    "occasion", "aims", "content", "measures", "launches_on", "reviews_on", "sums_up_on", "budget", "budget_source",
)  # fmt: skip
PARTS: Mapping[str, type[models.Model]] = {"criteria": Criterion, "activities": Activity, "rewards": Reward}
MOST_ROWS = 60  # of one part: far more than any campaign has
Row = Mapping[str, Any]  # the fields of one part, and the `id` of the row it was


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a campaign is to say, all of it: a part that is not told is empty."""

    values: Mapping[str, Any]  # FIELDS
    groups: Sequence[Group] = ()
    criteria: Sequence[Row] = field(default_factory=tuple)
    activities: Sequence[Row] = field(default_factory=tuple)
    rewards: Sequence[Row] = field(default_factory=tuple)


@transaction.atomic
def add_campaign(told: Told, *, actor: User, at: datetime, cloned_from: Campaign | None = None) -> Campaign:
    require(actor, "campaign.manage", on=timezone.localdate(at))
    campaign = Campaign(school_id=actor.school_id, created_by_id=actor.person_id, cloned_from=cloned_from)
    _write(campaign, told)
    record(actor=actor, verb="campaign.add", target=campaign, at=at)
    return campaign


@transaction.atomic
def save_campaign(campaign: Campaign, told: Told, *, version: int, actor: User, at: datetime) -> Campaign:
    """Store a draft as it was changed since `version`, its parts with it."""
    stored: Campaign = hold(campaign, can_manage, actor=actor, at=at)
    if stored.state not in CampaignState.EDITABLE:
        raise MoveRefusedError(f"Phong trào đang ở trạng thái “{stored.get_state_display()}”, không sửa được nữa.")
    refuse_stale(stored, version)
    stored.version += 1
    _write(stored, told)
    record(actor=actor, verb="campaign.edit", target=stored, at=at)
    return stored


@transaction.atomic
def discard_campaign(campaign: Campaign, *, actor: User, at: datetime) -> None:
    """Throw a draft away, and the draft of its launching paper."""
    stored: Campaign = hold(campaign, can_manage, actor=actor, at=at)
    if stored.state not in CampaignState.EDITABLE:
        raise MoveRefusedError("Chỉ bỏ được phong trào đang soạn.")
    paper = stored.paper
    if paper and paper.state != DocumentState.DRAFT:
        raise MoveRefusedError("Văn bản phát động đã trình ký hoặc đã ban hành, nên không bỏ phong trào được.")
    record(actor=actor, verb="campaign.discard", target=stored, at=at)
    try:
        stored.delete()
    except models.ProtectedError as error:
        raise MoveRefusedError(
            "Phong trào đã có bảng chấm điểm hoặc hội thi. Thầy/cô bỏ những phần đó trước, rồi bỏ phong trào."
        ) from error
    if paper:
        discard_draft(paper, actor=actor, at=at)


@transaction.atomic
def write_summary(campaign: Campaign, *, summary: str, version: int, actor: User, at: datetime) -> Campaign:
    """What the campaign came to, before it is summed up."""
    stored: Campaign = hold(campaign, can_manage, actor=actor, at=at)
    if stored.state not in CampaignState.OPEN:
        raise MoveRefusedError(f"Phong trào đang ở trạng thái “{stored.get_state_display()}”, không ghi kết quả được.")
    refuse_stale(stored, version)
    stored.summary, stored.version = summary.strip(), stored.version + 1
    stored.clean_fields(exclude=[one.name for one in Campaign._meta.fields if one.name != "summary"])
    stored.save(update_fields=["summary", "version"])
    record(actor=actor, verb="campaign.summary", target=stored, at=at)
    return stored


@transaction.atomic
def report_activity(
    activity: Activity, *, done_on: date | None, result: str, version: int, actor: User, at: datetime
) -> Activity:
    """What came of an activity, by whoever was given it; without a day it is not done yet."""
    campaign = lock(activity.campaign)
    stored = lock(activity)
    stored.campaign = campaign
    if not can_report(actor, stored, at):
        raise PermissionDenied
    if campaign.state not in CampaignState.OPEN:
        raise MoveRefusedError(f"Phong trào {campaign.get_state_display()}, không ghi kết quả hoạt động được.")
    refuse_stale(stored, version)
    if done_on and done_on > timezone.localdate(at):
        raise ValidationError({"done_on": "Ngày xong không được sau hôm nay."})
    stored.done_on, stored.result, stored.version = done_on, one_line(result), version + 1
    stored.clean_fields(exclude=["campaign"])
    stored.save(update_fields=["done_on", "result", "version"])
    changes = {"hoạt động": stored.name, "xong ngày": str(done_on or "")}
    record(actor=actor, verb="campaign.activity", target=campaign, at=at, changes=changes)
    return stored


@transaction.atomic
def take_step(campaign: Campaign, action: str, *, reason: str = "", actor: User, at: datetime) -> Campaign:
    """One move of CAMPAIGN_FLOW. Of a launch everybody is told."""
    moved: Campaign = perform(CAMPAIGN_FLOW, campaign, action, reason=reason, actor=actor, at=at)
    if action == "launch":
        notify(
            told_of(moved, timezone.localdate(at)),
            kind=NoticeKind.CAMPAIGN_LAUNCHED,
            subject=f"Phát động: {moved.name}",
            url=moved.get_absolute_url(),
            text=f"Từ {moved.launches_on:%d/%m/%Y} đến {moved.sums_up_on:%d/%m/%Y}.",
            actor=actor,
            at=at,
            school_id=moved.school_id,
        )
    return moved


def told_of(campaign: Campaign, day: date) -> Iterable[Person]:
    people = Person.objects.filter(school=campaign.school_id).at_work(day)
    return people.filter(group__in=campaign.groups.all()) if campaign.participants == Participants.GROUPS else people


def _write(campaign: Campaign, told: Told) -> None:
    for name in FIELDS:
        if name in told.values:
            setattr(campaign, name, told.values[name])
    if campaign.launcher == Launcher.SCHOOL:
        campaign.launcher_name, campaign.superior_paper, campaign.response = "", None, ""
    groups = told.groups if campaign.participants == Participants.GROUPS else ()
    if campaign.participants == Participants.GROUPS and not groups:
        raise ValidationError({"groups": "Thầy/cô chọn các tổ tham gia."})
    foreign = [
        one
        for one in (campaign.plan, campaign.superior_paper, *groups)
        if one and one.school_id not in {campaign.school_id, None}
    ]
    if foreign:
        raise PermissionDenied
    campaign.full_clean(exclude=["search_key"])
    campaign.save()
    campaign.groups.set(groups)
    for name, model in PARTS.items():
        _write_part(campaign, model, getattr(told, name))


def _write_part(campaign: Campaign, model: type[models.Model], rows: Sequence[Row]) -> None:
    """In the order they are told; a row that is told no more is gone."""
    if len(rows) > MOST_ROWS:
        raise ValidationError(f"Mỗi phần tối đa {MOST_ROWS} dòng.")
    known = {row.pk: row for row in model._default_manager.filter(campaign=campaign)}
    for position, told in enumerate(rows, start=1):
        row = known.pop(told.get("id"), None) or model(campaign=campaign)
        for name, value in told.items():
            if name != "id":
                setattr(row, name, value)
        row.position = position  # type: ignore[attr-defined]
        if any(
            one and one.school_id != campaign.school_id
            for one in (getattr(row, "person", None), getattr(row, "group", None))
        ):
            raise PermissionDenied
        row.full_clean()
        row.save()
    model._default_manager.filter(pk__in=known).delete()
