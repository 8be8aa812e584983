"""Writing a campaign, what came of it, and what came of one of its activities."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from campaigns.campaigns.enums import Form
from campaigns.campaigns.forms import ActivityReportForm, CampaignForm, SummaryForm
from campaigns.campaigns.models import Activity, Campaign
from campaigns.campaigns.policies import can_report
from campaigns.campaigns.services.writing import add_campaign, report_activity, save_campaign, write_summary
from campaigns.plans.models import Plan
from thiduakt.pages import MORE, ServedForm

from .pages import ManagedCampaign, OfCampaign, Page

LEAD = "Chỉ tên, hình thức và ngày là bắt buộc khi lưu; trước khi phát động, trang phong trào nêu phần còn thiếu."


class CampaignWriting(ServedForm):
    """Where it leads to hangs on the button that was pressed: to the campaign, or back to the form with blank rows."""

    form_class = CampaignForm
    template_name = "campaigns/form.html"
    extra_context = {"lead": LEAD, "more": MORE}
    stored: Campaign

    def get_success_url(self) -> str:
        if MORE in self.request.POST:
            return reverse("campaigns:edit", args=[self.stored.pk])
        return self.stored.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        plans = Plan.objects.visible_to(self.request.user, today)
        return {**super().get_form_kwargs(), "instance": self.written(), "plans": plans, "on": today}

    def written(self) -> Campaign:
        raise NotImplementedError


class CampaignAdd(CampaignWriting, Page, FormView):
    permission = "campaign.manage"
    title = "Soạn phong trào thi đua"
    done = "Đã lưu bản soạn phong trào."

    def written(self) -> Campaign:
        return Campaign(school=self.request.user.school, form=Form.PERIOD)

    def serve(self, form: CampaignForm) -> None:
        self.stored = add_campaign(form.told(), actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("campaigns:list"), **kwargs)


class CampaignEdit(CampaignWriting, ManagedCampaign, FormView):
    title = "Sửa phong trào thi đua"
    done = "Đã lưu phong trào."

    def written(self) -> Campaign:
        return self.campaign

    def serve(self, form: CampaignForm) -> None:
        version = form.cleaned_data["version"]
        self.stored = save_campaign(self.campaign, form.told(), version=version, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.campaign.get_absolute_url(), **kwargs)


class SummaryWrite(ManagedCampaign, ServedForm, FormView):
    form_class = SummaryForm
    template_name = "campaigns/form_page.html"
    title = "Kết quả tổng kết"
    done = "Đã lưu kết quả tổng kết."

    def get_initial(self) -> dict[str, Any]:
        return {"summary": self.campaign.summary, "version": self.campaign.version}

    def serve(self, form: SummaryForm) -> None:
        write_summary(self.campaign, **form.cleaned_data, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), lead=self.campaign.name, **kwargs)


class ActivityReport(OfCampaign, ServedForm, FormView):
    """What came of an activity, told by whoever was given it."""

    form_class = ActivityReportForm
    template_name = "campaigns/form_page.html"
    title = "Kết quả hoạt động"
    done = "Đã ghi kết quả hoạt động."

    @cached_property
    def activity(self) -> Activity:
        seen = Activity.objects.filter(campaign__in=self.seen()).select_related("campaign__school", "person", "group")
        found = get_object_or_404(seen, pk=self.kwargs["pk"])
        if not can_report(self.request.user, found, timezone.now()):
            raise PermissionDenied
        return found

    @cached_property
    def campaign(self) -> Campaign:  # type: ignore[override]
        return self.activity.campaign

    def get_initial(self) -> dict[str, Any]:
        one = self.activity
        return {"done_on": one.done_on or timezone.localdate(), "result": one.result, "version": one.version}

    def serve(self, form: ActivityReportForm) -> None:
        report_activity(self.activity, **form.cleaned_data, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), lead=self.activity.name, **kwargs)
