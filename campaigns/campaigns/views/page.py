"""The page of one campaign, and the buttons on it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.views.generic import TemplateView, View

from campaigns.campaigns.classes import duration, method
from campaigns.campaigns.enums import CampaignState as S
from campaigns.campaigns.enums import Launcher
from campaigns.campaigns.flows import CAMPAIGN_FLOW
from campaigns.campaigns.models import Activity, Campaign
from campaigns.campaigns.policies import can_manage, can_report
from campaigns.campaigns.queries import owner
from campaigns.campaigns.services.papers import begin_paper
from campaigns.campaigns.services.writing import discard_campaign, take_step
from campaigns.plans.models import Plan
from thiduakt.documents.models import Document
from thiduakt.pages import Posted, titles
from thiduakt.permissions import may
from thiduakt.vietnamese import capitalized

from .pages import ManagedCampaign, OfCampaign

# Pages in rooms above: what the school has set itself, where somebody is proposed for an honor.
TARGETS, PROPOSING = "targets:list", "dossiers:start"
TONES = {"take_back": "secondary", "reopen": "secondary"}
DONE = {
    "launch": "Đã phát động phong trào.",
    "begin": "Phong trào đang được thực hiện.",
    "take_back": "Đã đưa phong trào về bản soạn.",
    "sum_up": "Đã tổng kết phong trào.",
    "reopen": "Đã mở lại phong trào.",
    "close": "Phong trào đã kết thúc.",
}


class CampaignDetail(OfCampaign, TemplateView):
    template_name = "campaigns/detail.html"

    @property
    def title(self) -> str:
        return self.campaign.name

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign, user, at = self.campaign, self.request.user, timezone.now()
        manages, today = can_manage(user, campaign, at), timezone.localdate()
        rewards = [
            {"reward": one, "total": one.count * one.amount if one.amount else None} for one in campaign.rewards.all()
        ]
        return super().get_context_data(
            campaign=campaign,
            actions=[*self._proposing(today), *(_actions(campaign) if manages else ())],
            road=road(campaign),
            steps=list(self._steps()),
            facts=[{"label": label, "value": value, "url": url} for label, value, url in self._facts() if value],
            criteria=campaign.criteria.all(),
            criteria_columns=titles("Tiêu chí", "Cách đo", "Điểm tối đa", "Bắt buộc"),
            activities=[self._activity(one, today) for one in campaign.activities.select_related("person", "group")],
            activity_columns=titles("Hoạt động", "Phụ trách", "Thời hạn", "Kết quả"),
            rewards=rewards,
            reward_columns=titles("Hình thức", "Đối tượng", "Số lượng", "Mức mỗi suất", "Cộng"),
            reward_total=sum(row["total"] or 0 for row in rewards),
            texts=[(label, text) for label, text in _texts(campaign) if text],
            paper=self._paper(),
            may_begin_paper=manages and not campaign.paper_id and campaign.state in {S.DRAFT, *S.OPEN}
            and may(user, "plan.edit", on=today),
            targets_url=self._targets_url(today),
            may_sum_up=manages and campaign.state in S.OPEN,
            may_discard=manages and campaign.state in S.EDITABLE,
            **kwargs,
        )  # fmt: skip

    def _proposing(self, today: date) -> Iterator[dict[str, str]]:
        """Once it is known what was done in it."""
        if self.campaign.state in S.SUMMED and may(self.request.user, "dossier.own", on=today):
            url = f"{reverse(PROPOSING)}?phong-trao={self.campaign.pk}"
            yield {"label": "Lập hồ sơ đề nghị", "url": url, "icon": "folder-plus", "tone": "secondary"}

    def _steps(self) -> Iterator[dict[str, Any]]:
        campaign = self.campaign
        for move in CAMPAIGN_FLOW.open_to(self.request.user, campaign, timezone.now()):
            page = "campaigns:summary" if move.name == "sum_up" else "campaigns:edit"
            yield {
                "move": move,
                "url": reverse("campaigns:step", args=[campaign.pk, move.name]),
                "blockers": move.blockers(campaign),
                "edit_url": reverse(page, args=[campaign.pk]),
                "tone": TONES.get(move.name, "primary"),
            }

    def _activity(self, one: Activity, today: date) -> dict[str, Any]:
        one.campaign = self.campaign
        is_open = self.campaign.state in S.OPEN
        return {
            "activity": one,
            "owner": owner(one),
            "is_overdue": one.done_on is None and one.due_on is not None and one.due_on < today and is_open,
            "may_report": is_open and can_report(self.request.user, one, timezone.now()),
        }

    def _facts(self) -> Iterator[tuple[str, Any, str]]:
        """A plan that this person may not read is not named either."""
        plan, today = self.campaign.plan, timezone.localdate()
        yield from _facts(self.campaign)
        if plan and Plan.objects.visible_to(self.request.user, today).filter(pk=plan.pk).exists():
            yield "Thuộc kế hoạch", plan, plan.get_absolute_url()

    def _targets_url(self, today: date) -> str:
        if not may(self.request.user, "target.view", on=today):
            return ""
        return f"{reverse(TARGETS)}?phong_trao={self.campaign.pk}"

    def _paper(self) -> Document | None:
        """Whoever may not read drafts is shown it once it is issued."""
        paper = self.campaign.paper
        seen = Document.objects.visible_to(self.request.user, timezone.localdate())
        return seen.filter(pk=paper.pk).first() if paper else None


class CampaignAct(ManagedCampaign, Posted, View):
    """A button on the page of a campaign."""


class CampaignStep(OfCampaign, Posted, View):
    permission = "campaign.launch"

    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in CAMPAIGN_FLOW.moves:
            raise Http404
        reason = self.request.POST.get("reason", "")
        take_step(self.campaign, action, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[action]


class CampaignDiscard(CampaignAct):
    def act(self) -> str:
        discard_campaign(self.campaign, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("campaigns:list")
        return "Đã bỏ bản soạn phong trào."


class CampaignPaper(CampaignAct):
    """Begin the launching paper, and go on writing it."""

    def act(self) -> str:
        paper = begin_paper(self.campaign, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[paper.pk])
        return "Đã tạo bản nháp văn bản phát động từ nội dung phong trào."


def road(campaign: Campaign) -> list[dict[str, str]]:
    days = {S.LAUNCHED: campaign.launches_on, S.SUMMED_UP: campaign.sums_up_on}
    states = list(S)
    here = states.index(S(campaign.state))
    return [
        {
            "label": capitalized(str(state.label)),
            "state": "done" if place < here else "current" if place == here else "todo",
            "detail": f"{days[state]:%d/%m/%Y}" if state in days else "",
        }
        for place, state in enumerate(states)
    ]


def _actions(campaign: Campaign) -> Iterator[dict[str, str]]:
    if campaign.state in S.EDITABLE:
        yield {"label": "Sửa", "url": reverse("campaigns:edit", args=[campaign.pk]), "icon": "pencil"}
    url = f"{reverse('campaigns:clone')}?tu={campaign.pk}"
    yield {"label": "Chép sang năm sau", "url": url, "icon": "copy", "tone": "secondary"}


def _facts(one: Campaign) -> Iterator[tuple[str, Any, str]]:
    yield "Cấp phát động", capitalized(" – ".join(filter(None, (one.get_launcher_display(), one.launcher_name)))), ""
    if one.superior_paper:
        yield "Văn bản của cấp trên", one.superior_paper, one.superior_paper.get_absolute_url()
    yield "Hình thức", capitalized(one.get_form_display()), ""
    yield "Phạm vi", capitalized(one.get_reach_display()), ""
    groups = ", ".join(map(str, one.groups.all()))
    yield "Đối tượng", groups or capitalized(one.get_participants_display()), ""
    yield "Dịp", one.occasion, ""
    yield "Phát động", f"{one.launches_on:%d/%m/%Y}", ""
    yield "Sơ kết", one.reviews_on and f"{one.reviews_on:%d/%m/%Y}", ""
    yield "Tổng kết", f"{one.sums_up_on:%d/%m/%Y}", ""
    kind = f"{duration(one.launches_on, one.sums_up_on).label}; {method(one.form).label.lower()}"
    yield "Phân loại thống kê", kind, ""
    budget = one.budget is not None and f"{number_format(one.budget, use_l10n=True, force_grouping=True)} đồng"
    yield "Kinh phí dự kiến", " – ".join(filter(None, (budget, one.budget_source))), ""
    if one.cloned_from and one.cloned_from.state not in S.EDITABLE:
        yield "Chép từ", one.cloned_from, one.cloned_from.get_absolute_url()
    yield "Người soạn", one.created_by, ""


def _texts(one: Campaign) -> list[tuple[str, str]]:
    response = one.response if one.launcher != Launcher.SCHOOL else ""
    return [
        ("Trường hưởng ứng bằng", response),
        ("Mục đích, yêu cầu", one.aims),
        ("Nội dung", one.content),
        ("Biện pháp thực hiện", one.measures),
        ("Kết quả tổng kết", one.summary),
    ]
