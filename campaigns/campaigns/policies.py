"""Who may do what with a campaign: pure questions to the permission table."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import Role, may
from thiduakt.school.models import User

from .enums import CampaignState
from .models import Activity, Campaign


def can_manage(actor: User, campaign: Campaign, at: datetime) -> bool:
    return may(actor, "campaign.manage", campaign, on=timezone.localdate(at))


def can_see(actor: User, campaign: Campaign, at: datetime) -> bool:
    """Of a draft not even the name is for whoever does not write it, wherever another row speaks of it."""
    return campaign.state not in CampaignState.EDITABLE or can_manage(actor, campaign, at)


def can_launch(actor: User, campaign: Campaign, at: datetime) -> bool:
    return may(actor, "campaign.launch", campaign, on=timezone.localdate(at))


def can_report(actor: User, activity: Activity, at: datetime) -> bool:
    """Whoever it was given to, the head of the tổ it was given to, and whoever manages the campaign."""
    if not may(actor, "campaign.view", activity, on=timezone.localdate(at)):
        return False
    is_own = activity.person_id == actor.person_id
    heads = activity.group_id is not None and activity.group_id == actor.group_id
    leads = heads and Role.GROUP_HEAD in actor.roles_on(timezone.localdate(at))
    return is_own or leads or can_manage(actor, activity.campaign, at)
