"""The rounds of review: their list, one of them, its steps, more time for one, drafts for all who registered."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView, TemplateView, UpdateView, View

from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Campaign
from campaigns.registrations.enums import RoundState
from campaigns.registrations.models import Round
from nominations.dossiers.caps import caps_of, shares_of
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.flows import REVIEW_FLOW
from nominations.dossiers.forms import ReviewForm
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.planning import digest_of, plan_of
from nominations.dossiers.queries import honors_of_law, is_unread
from nominations.dossiers.services.drafting import draw_up
from nominations.dossiers.services.reviews import (
    close_review,
    extend,
    finish_review,
    hold_review,
    open_review,
    save_review,
)
from thiduakt.catalog.models import Regime
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.extending.forms import ExtensionForm
from thiduakt.ledger.years import year_name, year_on
from thiduakt.pages import ByState, Posted, ServedForm, Tallied, titles, version_of
from thiduakt.permissions import WHOLE_SCHOOL, scopes

from .pages import OfReview, Page
from .starting import beginnings

COLUMNS = (
    Column("STT", 6), Column("Đợt xét", 50), Column("Năm học", 14), Column("Loại hình", 30), Column("Nhận từ", 12),
    Column("Hạn nộp", 12), Column("Trạng thái", 28),
)  # fmt: skip
STEPS = {"open": open_review, "close": close_review, "hold": hold_review, "finish": finish_review}
DONE = {
    "open": "Đã mở đợt xét và báo cho mọi người.",
    "close": "Đã ngừng nhận hồ sơ.",
    "hold": "Đã khóa hồ sơ, hội đồng họp.",
    "finish": "Đã kết thúc đợt xét.",
}
UNREAD = (
    "Văn bản của thời kỳ pháp lý này chưa được nhập vào danh mục: đợt xét tạm dùng quy định của thời kỳ trước, và máy không "
    "kết luận đủ điều kiện cho ai."
)


class ReviewsShown(ByState, Page):
    """What the address names: `trang-thai`, `q`."""

    permission = "dossier.view"
    title = "Đợt xét khen thưởng"
    states = ReviewState

    @cached_property
    def found(self) -> Any:
        return Review.objects.visible_to(self.request.user, self.today).matching(self.words)

    def get_queryset(self) -> Any:
        return self.found.filter(self.in_tabs()[self.tab])


class ReviewList(ReviewsShown, Tallied, ListView):
    template_name = "dossiers/review_list.html"
    lead = "Mỗi đợt xét nhận hồ sơ đến hạn nộp, theo luật của ngày dự kiến quyết định."

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Hồ sơ khen thưởng", "url": reverse("dossiers:list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        add = {"label": "Lập đợt xét", "url": reverse("dossiers:review_add"), "icon": "plus-lg"}
        return (
            context
            | self.list_context(excel=reverse("dossiers:reviews_excel"))
            | {
                "actions": [add] if self.may("review.manage") else [],
                "columns": titles("Đợt xét", "Năm học", "Loại hình", "Hạn nộp", "Trạng thái"),
                "rows": context["page_obj"].object_list,
            }
        )


class ReviewExcel(ReviewsShown, View):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        rows = ([number, *_cells(one)] for number, one in enumerate(self.get_queryset(), start=1))
        return download(workbook("CÁC ĐỢT XÉT KHEN THƯỞNG", told, COLUMNS, rows), "dot-xet")


def _cells(one: Review) -> list[Any]:
    return [one.name, one.year_name, one.get_merit_display(), one.opens_on, one.closes_on, one.get_state_display()]


class ReviewEdit(ServedForm, Page, UpdateView):
    """Without a key: a new one, for the present school year."""

    permission = "review.manage"
    form_class = ReviewForm
    template_name = "dossiers/form_page.html"

    def get_object(self, queryset: Any = None) -> Review:
        if "pk" in self.kwargs:
            drafts = Review.objects.visible_to(self.request.user, self.today).filter(state=ReviewState.DRAFT)
            return get_object_or_404(drafts, pk=self.kwargs["pk"])
        year = year_on(self.today)
        days = {"opens_on": self.today, "closes_on": self.today + timedelta(days=21)}
        return Review(
            school=self.request.user.school, created_by=self.request.user.person, year=year,
            name=f"Xét thi đua, khen thưởng năm học {year_name(year)}", decides_on=self.today + timedelta(days=45), **days,
        )  # fmt: skip

    @property
    def title(self) -> str:  # type: ignore[override]
        return "Sửa đợt xét" if self.object.pk else "Lập đợt xét"

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Đợt xét", "url": reverse("dossiers:reviews")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        school, present = self.request.user.school, year_on(self.today)
        years = sorted({present + 1, present, present - 1, self.object.year}, reverse=True)
        return {
            **super().get_form_kwargs(), "years": years, "honors": self._honors(),
            "regimes": [(one.code, str(one)) for one in Regime.objects.all()],
            "rounds": Round.objects.filter(school=school).exclude(state=RoundState.DRAFT),
            "campaigns": Campaign.objects.filter(school=school).exclude(state=CampaignState.DRAFT),
        }  # fmt: skip

    def _honors(self) -> dict[str, str]:
        """Of the regime that was posted, or that stands; the day of the decision decides where none is named."""
        asked = self.request.POST.get("regime", self.object.regime)
        of_law = Review(school_id=self.request.user.school_id, decides_on=self._decided_on(), regime=asked)
        return {code: honor.name for code, honor in honors_of_law(of_law).items()}

    def _decided_on(self) -> date:
        field = ReviewForm.base_fields["decides_on"]
        try:
            return field.clean(self.request.POST.get("decides_on")) or self.object.decides_on
        except ValidationError:
            return self.object.decides_on

    def serve(self, form: ReviewForm) -> None:
        told = form.cleaned_data
        saved = save_review(
            form.instance, told["honors"], version=told["version"], actor=self.request.user, at=timezone.now()
        )
        self.success_url, self.done = saved.get_absolute_url(), "Đã lưu đợt xét."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("dossiers:review", args=[self.kwargs["pk"]]) if "pk" in self.kwargs else ""
        return super().get_context_data(back_url=back or reverse("dossiers:reviews"), **kwargs)


class ReviewPage(OfReview, TemplateView):
    permission = "dossier.view"
    template_name = "dossiers/review.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.review.name

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review, user, at = self.review, self.request.user, timezone.now()
        sees_all = bool(scopes(user, "dossier.view", self.today) & WHOLE_SCHOOL)
        own = Dossier.objects.filter(review=review, person=user.person_id).exclude(state=S.WITHDRAWN)
        moves = REVIEW_FLOW.open_to(user, review, at)
        return super().get_context_data(
            facts=list(self._facts()),
            unread=UNREAD if is_unread(review) else "",
            honors=[one.honor_name for one in review.honors.all()],
            links=list(self._links()),
            own=own,
            moves=[{"move": move, "blockers": move.blockers(review)} for move in moves],
            step_url=reverse("dossiers:review_step", args=[review.pk]),
            caps=caps_of(review) if sees_all else [],
            shares=shares_of(review) if sees_all else None,
            share_columns=titles("Bộ phận", "Số người", "Tỷ lệ người", "Số hồ sơ", "Tỷ lệ hồ sơ", "So với tỷ lệ người"),
            extensions=review.extensions.all() if self.may("review.manage") else [],
            is_over=review.state == ReviewState.OPEN and review.is_over(at),
            **kwargs,
        )

    def _facts(self) -> Iterator[dict[str, Any]]:
        review = self.review
        regime = Regime.objects.filter(code=review.regime).first()
        yield {"label": "Năm học", "value": review.year_name}
        yield {"label": "Loại hình", "value": review.get_merit_display()}
        yield {"label": "Nhận hồ sơ", "value": f"từ {review.opens_on:%d/%m/%Y} đến hết ngày {review.closes_on:%d/%m/%Y}"}
        yield {"label": "Dự kiến quyết định", "value": f"{review.decides_on:%d/%m/%Y}"}
        told = f"{regime}. Lý do chọn: {review.regime_reason}" if review.regime_reason else str(regime or "chưa chọn")
        yield {"label": "Thời kỳ pháp lý", "value": told}
        if review.is_short:
            yield {"label": "Cách xét", "value": "hồ sơ nộp thẳng lên trường, không qua tổ bình xét"}
        if review.round:
            yield {"label": "Đợt đăng ký", "value": review.round, "url": review.round.get_absolute_url()}
        if review.campaign:
            yield {"label": "Phong trào", "value": review.campaign, "url": review.campaign.get_absolute_url()}

    def _links(self) -> Iterator[dict[str, str]]:
        review = self.review

        def link(label: str, route: str, icon: str) -> dict[str, str]:
            return {"label": label, "url": reverse(f"dossiers:{route}", args=[review.pk]), "icon": icon}

        yield {"label": "Hồ sơ của đợt", "url": f"{reverse('dossiers:list')}?dot={review.pk}", "icon": "list-ul"}
        if review.takes_changes:
            yield from beginnings(review, self.request.user, self.today)
            if review.round_id and self.may("review.manage"):
                yield link("Lập hồ sơ từ danh sách đăng ký", "draw_up", "card-checklist")
            if self.may("review.manage"):
                yield link("Gia hạn riêng", "review_extend", "calendar-plus")
        if review.state == ReviewState.DRAFT and self.may("review.manage"):
            yield link("Sửa đợt xét", "review_edit", "pencil")


class ReviewStep(OfReview, Posted, View):
    """Each says on the page what becomes irreversible."""

    permission = "review.open"

    def get_success_url(self) -> str:
        return self.review.get_absolute_url()

    def act(self) -> str:
        action = self.request.POST.get("action", "")
        if action not in STEPS:
            raise Http404
        STEPS[action](self.review, actor=self.request.user, at=timezone.now())
        return DONE[action]


class ExtensionAdd(OfReview, ServedForm, FormView):
    permission = "review.manage"
    form_class = ExtensionForm
    template_name = "dossiers/form_page.html"
    title = "Gia hạn riêng"
    lead = "Người được gia hạn nộp được sau hạn; hồ sơ mang dấu “nộp sau hạn”."
    submit_label = "Gia hạn"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "school": self.review.school, "on": self.today}

    def serve(self, form: ExtensionForm) -> None:
        extension = extend(self.review, **form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url, self.done = self.review.get_absolute_url(), f"Đã gia hạn cho {extension}."


class DrawUp(OfReview, Posted, TemplateView):
    """By name, before anything is begun: for whom a draft is made, and who is passed over, with the reason."""

    permission = "review.manage"
    template_name = "dossiers/draw_up.html"
    title = "Lập hồ sơ từ danh sách đăng ký"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return TemplateView.get(self, request, *args, **kwargs)

    def get_success_url(self) -> str:
        return f"{reverse('dossiers:list')}?dot={self.review.pk}"

    def act(self) -> str:
        made = draw_up(self.review, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        return f"Đã lập {len(made)} hồ sơ nháp và báo cho người có tên."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        planned = plan_of(self.review)
        return super().get_context_data(
            planned=[one for one in planned if not one.skip],
            digest=digest_of(planned),
            skipped=[one for one in planned if one.skip],
            columns=titles("Cá nhân, tập thể", "Tổ", "Danh hiệu, hình thức"),
            skip_columns=titles("Cá nhân, tập thể", "Danh hiệu, hình thức", "Bỏ qua vì"),
            takes_changes=self.review.takes_changes,
            **kwargs,
        )
