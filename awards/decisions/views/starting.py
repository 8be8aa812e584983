"""A decision is begun: from a round that the council has concluded, or without a council for a stated reason."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from awards.decisions.forms import FromReviewForm, WithoutCouncilForm
from awards.decisions.queries import LeftOut, candidates, reviews_to_decide
from awards.decisions.services.drafting import draft_decision, draft_without_council
from nominations.dossiers.models import Dossier, Review
from thiduakt.ledger.years import year_on
from thiduakt.pages import titles

from .pages import FormPage, Page

NEWEST = 20  # rounds that are offered


class Start(Page, TemplateView):
    """Which way: a round with what the council passed, or none."""

    permission = "award.manage"
    template_name = "decisions/start.html"
    title = "Lập quyết định khen thưởng"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reviews = reviews_to_decide(self.request.user.school_id).order_by("-year", "-pk")[:NEWEST]
        rows = []
        for review in reviews:
            free, out = candidates(review, self.today)
            rows.append({"review": review, "free": len(free), "out": len(out)})
        return super().get_context_data(rows=rows, columns=titles("Đợt xét", "Năm học", "Hồ sơ"), **kwargs)


class FromReview(Page, FormPage):
    permission = "award.manage"
    form_class = FromReviewForm
    template_name = "decisions/from_review.html"
    submit_label = "Lập quyết định"
    done = "Đã lập quyết định. Thầy/cô xem từng dòng, rồi soạn văn bản."

    @cached_property
    def review(self) -> Review:
        return get_object_or_404(reviews_to_decide(self.request.user.school_id), pk=self.kwargs["pk"])

    @cached_property
    def candidates(self) -> tuple[list[Dossier], list[LeftOut]]:
        return candidates(self.review, self.today)

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Quyết định theo {self.review}"

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Lập quyết định", "url": reverse("decisions:start")}]

    def get_initial(self) -> dict[str, Any]:
        return {"name": f"Tặng Giấy khen cho các tập thể, cá nhân có thành tích năm học {self.review.year_name}"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "dossiers": self.candidates[0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        free, out = self.candidates
        return super().get_context_data(
            review=self.review, has_any=bool(free),
            left_out=[[str(one.dossier.holder), one.dossier.honor_name, one.why] for one in out],
            columns=titles("Cá nhân, tập thể", "Danh hiệu, hình thức", "Vì sao không đưa vào"), **kwargs,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return self.success_url or reverse("decisions:start")

    def serve(self, form: FromReviewForm) -> None:
        told = form.cleaned_data
        decision = draft_decision(
            self.review, list(told["dossiers"]), name=told["name"], fund=told["fund"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip
        self.success_url = decision.get_absolute_url()


class WithoutCouncil(Page, FormPage):
    permission = "award.manage"
    form_class = WithoutCouncilForm
    title = "Khen thưởng không qua hội đồng"
    lead = "Khen đột xuất, khen trong phong trào: Hiệu trưởng quyết định ngay, lý do được ghi lại."
    submit_label = "Lập quyết định"
    done = "Đã lập quyết định. Thầy/cô thêm từng người, tập thể được khen."

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Lập quyết định", "url": reverse("decisions:start")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        present = year_on(self.today)
        return {**super().get_form_kwargs(), "years": range(present, present - 2, -1)}

    def get_success_url(self) -> str:
        return self.success_url or reverse("decisions:start")

    def serve(self, form: WithoutCouncilForm) -> None:
        told = form.cleaned_data
        decision = draft_without_council(
            name=told["name"], year=told["year"], merit=told["merit"], reason=told["no_council_reason"], fund=told["fund"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.success_url = decision.get_absolute_url()
