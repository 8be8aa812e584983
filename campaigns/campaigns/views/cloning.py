"""Chép sang năm sau: which campaigns, what of them, and what their days become."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from campaigns.campaigns.forms import PARTS_COPIED, CampaignFilterForm, CloneForm
from campaigns.campaigns.models import Campaign, CampaignQuerySet
from campaigns.campaigns.queries import running_in, years_of
from campaigns.campaigns.services.cloning import MOST_YEARS, clone_campaigns, moved
from thiduakt.pages import ServedForm, asked_key, titles

from .pages import Page

MOST = 200  # on the page at once: a school has some twenty a year
LEFT = (
    "Trạng thái: bản chép là bản đang soạn.",
    "Văn bản phát động, văn bản của cấp trên và việc hưởng ứng: năm sau có văn bản mới.",
    "Kết quả hoạt động, kết quả tổng kết, kế hoạch năm cũ.",
)


class CampaignClone(ServedForm, Page, FormView):
    permission = "campaign.manage"
    template_name = "campaigns/clone.html"
    form_class = CloneForm
    title = "Chép phong trào sang năm sau"

    @cached_property
    def years(self) -> int:
        """`?them=`: by how many years the days are moved."""
        asked = self.request.GET.get("them", "")
        return int(asked) if asked in map(str, range(1, MOST_YEARS + 1)) else 1

    @cached_property
    def filters(self) -> CampaignFilterForm:
        known = years_of(self.seen())
        asked = self.request.GET.copy()
        if not asked.get("nam") and not asked.get("tu") and known:
            asked["nam"] = str(next((year for year in known if year <= timezone.localdate().year), known[0]))
        return CampaignFilterForm(asked, years=known)

    def chosen(self) -> CampaignQuerySet:
        """Those to choose from: one that was asked for by `?tu=`, or the year's."""
        if one := asked_key(self.request, "tu"):
            return self.seen().filter(pk=one)
        year = self.filters.asked("nam")
        return running_in(self.seen(), year) if year else self.seen()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "campaigns": self.seen()}

    def get_initial(self) -> dict[str, Any]:
        return {"years": self.years, "parts": [name for name, _ in PARTS_COPIED]}

    def serve(self, form: CloneForm) -> None:
        self.made = clone_campaigns(
            form.cleaned_data["campaigns"],
            years=form.cleaned_data["years"],
            parts=form.cleaned_data["parts"],
            actor=self.request.user,
            at=timezone.now(),
        )
        self.done = f"Đã chép {len(self.made)} phong trào thành bản soạn. Thầy/cô xem lại từng bản rồi phát động."

    def get_success_url(self) -> str:
        if len(self.made) == 1:
            return self.made[0].get_absolute_url()
        return f"{reverse('campaigns:list')}?trang-thai=DRAFT"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, rows = context["form"], list(self.chosen().order_by("launches_on", "pk")[:MOST])
        ticked = set(form.data.getlist("campaigns")) if form.is_bound else {str(one.pk) for one in rows}
        return context | {
            "rows": [self._row(one, is_ticked=str(one.pk) in ticked) for one in rows],
            "columns": titles("Phong trào", "Ngày cũ", "Ngày mới"),
            "filters": self.filters,
            "tu": self.request.GET.get("tu", ""),
            "years": self.years,
            "year_choices": range(1, MOST_YEARS + 1),
            "left": LEFT,
            "back_url": reverse("campaigns:list"),
        }

    def _row(self, one: Campaign, *, is_ticked: bool) -> dict[str, Any]:
        return {"campaign": one, "moved": moved(one, self.years), "is_ticked": is_ticked}
