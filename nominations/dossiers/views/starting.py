"""Where a dossier is begun: the rounds that take one today, from what was won in a campaign or a contest."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Campaign
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from nominations.dossiers.enums import NomineeKind, ReviewState
from nominations.dossiers.models import Review
from nominations.dossiers.queries import NEWEST
from thiduakt.pages import asked_key
from thiduakt.permissions import WHOLE_SCHOOL, may, scopes
from thiduakt.school.models import User

from .pages import Page

SLUGS = {
    NomineeKind.PERSON: "ca-nhan", NomineeKind.GROUP: "to", NomineeKind.SCHOOL: "truong", NomineeKind.PUPIL: "hoc-sinh",
    NomineeKind.CLASS: "lop", NomineeKind.OUTSIDER: "ngoai-truong",
}  # fmt: skip


def beginnings(review: Review, user: User, today: date, **asked: Any) -> Iterator[dict[str, str]]:
    """The forms in which this person may begin a dossier of the round; `asked` goes along in their addresses."""
    told = f"?{urlencode(asked)}" if asked else ""

    def link(label: str, icon: str, route: str, *args: str) -> dict[str, str]:
        return {"label": label, "url": reverse(f"dossiers:{route}", args=[review.pk, *args]) + told, "icon": icon}

    if may(user, "dossier.own", on=today):
        yield link("Lập hồ sơ của tôi", "person-plus", "begin_own")
    for kind in NomineeKind:
        granted = scopes(user, rule_for(kind), today)
        if granted & WHOLE_SCHOOL or (granted and kind != NomineeKind.SCHOOL):
            yield link(f"Đề nghị {kind.label}", "plus-lg", "begin", SLUGS[kind])


def rule_for(kind: str) -> str:
    return "dossier.pupil" if kind in {NomineeKind.PUPIL, NomineeKind.CLASS} else "dossier.propose"


class Start(Page, TemplateView):
    """`phong-trao`, `hoi-thi`: one whose result is known, and that this person may see; any other is passed over."""

    permission = "dossier.own"
    template_name = "dossiers/start.html"
    title = "Lập hồ sơ đề nghị"

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Hồ sơ khen thưởng", "url": reverse("dossiers:list")}]

    @cached_property
    def campaign(self) -> Campaign | None:
        seen = Campaign.objects.visible_to(self.request.user, self.today).filter(state__in=CampaignState.SUMMED)
        return seen.filter(pk=asked_key(self.request, "phong-trao")).first()

    @cached_property
    def contest(self) -> Contest | None:
        seen = Contest.objects.visible_to(self.request.user, self.today).filter(state=ContestState.CLOSED)
        return seen.filter(pk=asked_key(self.request, "hoi-thi")).first()

    def rounds(self) -> Iterator[dict[str, Any]]:
        """The campaign's own first."""
        user, today = self.request.user, self.today
        asked = {"phong-trao": self.campaign, "hoi-thi": self.contest}
        keys = {name: row.pk for name, row in asked.items() if row}
        lively = Review.objects.visible_to(user, today).filter(
            state=ReviewState.OPEN, opens_on__lte=today, closes_on__gte=today
        )
        first = self.campaign.pk if self.campaign else 0
        for review in sorted(lively.order_by("closes_on", "pk")[:NEWEST], key=lambda one: one.campaign_id != first):
            yield {"review": review, "links": list(beginnings(review, user, today, **keys))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ground = self.campaign or self.contest
        return super().get_context_data(
            ground=ground,
            ground_kind="phong trào" if self.campaign else "hội thi, cuộc thi",
            rounds=list(self.rounds()),
            reviews_url=reverse("dossiers:reviews"),
            **kwargs,
        )
