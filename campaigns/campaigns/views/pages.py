"""What the pages of this room share."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from campaigns.campaigns.models import Campaign, CampaignQuerySet
from campaigns.campaigns.policies import can_manage
from thiduakt.pages import RoomPage


class Page(RoomPage):
    permission = "campaign.view"
    above = (("Phong trào", "campaigns:list"),)

    def seen(self) -> CampaignQuerySet:
        return Campaign.objects.visible_to(self.request.user, self.today)


class OfCampaign(Page):
    """A campaign that this person may not see is a 404."""

    @cached_property
    def campaign(self) -> Campaign:
        return self.found()

    def found(self) -> Campaign:
        found = self.seen().select_related(
            "school", "plan__document", "superior_paper", "paper", "created_by", "cloned_from"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.campaign.name, "url": self.campaign.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.campaign.get_absolute_url()


class ManagedCampaign(OfCampaign):
    permission = "campaign.manage"

    @cached_property
    def campaign(self) -> Campaign:  # type: ignore[override]
        campaign = self.found()
        if not can_manage(self.request.user, campaign, timezone.now()):
            raise PermissionDenied
        return campaign
