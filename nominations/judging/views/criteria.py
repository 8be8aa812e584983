"""Bộ tiêu chí chấm sáng kiến: the list, the page with what is odd about it, writing and copying."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView, TemplateView, View

from nominations.judging.forms import CriteriaSetForm
from nominations.judging.models import CriteriaSet, Round
from nominations.judging.models.criteria import CriteriaSetQuerySet
from nominations.judging.queries import faults
from nominations.judging.services.criteria import add_sample, add_set, copy_set, discard_set, save_set
from thiduakt.counting import count_of
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.marks import points_told, total_of
from thiduakt.pages import MORE, Posted, ServedForm, Tallied, asked_words, titles
from thiduakt.vietnamese import capitalized

from .pages import Page

COLUMNS = (
    Column("STT", 6), Column("Bộ tiêu chí", 50), Column("Theo văn bản", 50), Column("Đối chiếu", 24),
    Column("Cách tính tổng điểm", 40), Column("Tổng điểm đạt", 14),
)  # fmt: skip


class SetsPage(Page):
    permission = "judging.manage"

    def sets(self) -> CriteriaSetQuerySet:
        return CriteriaSet.objects.visible_to(self.request.user, self.today)

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Bộ tiêu chí", "url": reverse("judging:criteria_list")}]


class FoundSets(SetsPage):
    @property
    def words(self) -> str:
        return asked_words(self.request)

    def get_queryset(self) -> CriteriaSetQuerySet:
        return self.sets().matching(self.words).order_by("name", "pk")


class SetList(FoundSets, Tallied, ListView):
    template_name = "judging/criteria_list.html"
    title = "Bộ tiêu chí chấm sáng kiến"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    @cached_property
    def found(self) -> CriteriaSetQuerySet:
        return super().get_queryset()

    def get_queryset(self) -> Any:
        return super().get_queryset().annotate(uses=count_of(Round.objects.all(), "criteria_set"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, query = super().get_context_data(**kwargs), self.request.GET
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Bộ tiêu chí", "Đối chiếu", "Tổng điểm đạt", "Đợt chấm đã chọn"),
            "words": self.words,
            "is_narrowed": bool(self.words),
            "excel_url": f"{reverse('judging:criteria_excel')}?{query.urlencode()}",
            "actions": [{"label": "Lập bộ tiêu chí", "url": reverse("judging:criteria_add"), "icon": "pencil-square"}],
        }


class SetListExcel(FoundSets, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, searched(self.words), on=self.today)
        rows = (
            [
                number, one.name, one.source, one.get_confidence_display(), one.get_aggregation_display(),
                "" if one.pass_mark is None else points_told(one.pass_mark),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("BỘ TIÊU CHÍ CHẤM SÁNG KIẾN", told, COLUMNS, rows), "bo-tieu-chi-sang-kien")


class OfSet(SetsPage):
    @cached_property
    def rules(self) -> CriteriaSet:
        return get_object_or_404(self.sets(), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.rules.name, "url": self.rules.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.rules.get_absolute_url()


class SetPage(OfSet, TemplateView):
    template_name = "judging/criteria.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    @property
    def title(self) -> str:
        return self.rules.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules, criteria = self.rules, list(self.rules.criteria.all())
        edit = {
            "label": "Sửa",
            "url": reverse("judging:criteria_edit", args=[rules.pk]),
            "icon": "pencil",
            "tone": "secondary",
        }
        rows = [
            [one.text, points_told(one.max_points), "" if one.min_points is None else f"dưới {points_told(one.min_points)}"]
            for one in criteria
        ]
        return super().get_context_data(
            rules=rules,
            facts=[
                {"label": "Theo văn bản", "value": rules.source},
                {"label": "Đối chiếu", "value": capitalized(rules.get_confidence_display())},
                {"label": "Cách tính tổng điểm", "value": capitalized(rules.get_aggregation_display())},
                {"label": "Tổng điểm đạt", "value": "" if rules.pass_mark is None else f"từ {points_told(rules.pass_mark)}"},
                {"label": "Xếp loại", "value": "; ".join(f"{name} từ {points_told(least)}" for name, least in rules.bands)},
            ],
            columns=[{"title": "Tiêu chí"}, *({"title": name, "align": "right"} for name in ("Điểm tối đa", "Bị loại khi"))],
            rows=rows,
            most=points_told(total_of(one.max_points for one in criteria)),
            problems=faults(rules),
            is_used=rules.is_used,
            discard={"name": "discard", "label": "Bỏ bộ tiêu chí", "warning": "Bộ tiêu chí bị xóa hẳn."},
            actions=[] if rules.is_used else [edit],
            edit_url=edit["url"],
            **kwargs,
        )


class SetWriting(ServedForm):
    form_class = CriteriaSetForm
    template_name = "campaigns/form.html"
    done = "Đã lưu bộ tiêu chí."
    extra_context = {"lead": "Khi đợt chấm đã mở, bộ tiêu chí giữ nguyên; muốn đổi thì sao chép thành bộ mới.", "more": MORE}
    stored: CriteriaSet

    def get_success_url(self) -> str:
        if MORE in self.request.POST:
            return reverse("judging:criteria_edit", args=[self.stored.pk])
        return self.stored.get_absolute_url()


class SetAdd(SetWriting, SetsPage, FormView):
    title = "Lập bộ tiêu chí"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": CriteriaSet(school=self.request.user.school)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("judging:criteria_list"), **kwargs)

    def serve(self, form: CriteriaSetForm) -> None:
        self.stored = add_set(form.told(), actor=self.request.user, at=timezone.now())


class SetEdit(SetWriting, OfSet, FormView):
    title = "Sửa bộ tiêu chí"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.rules}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.rules.get_absolute_url(), **kwargs)

    def serve(self, form: CriteriaSetForm) -> None:
        version = form.cleaned_data["version"]
        self.stored = save_set(self.rules, form.told(), version=version, actor=self.request.user, at=timezone.now())


class SetSample(SetsPage, Posted, View):
    stored: CriteriaSet | None = None

    def get_success_url(self) -> str:
        return self.stored.get_absolute_url() if self.stored else reverse("judging:criteria_list")

    def act(self) -> str:
        self.stored = add_sample(actor=self.request.user, at=timezone.now())
        return "Đã lập bộ tiêu chí từ mẫu tham khảo. Thầy/cô sửa theo hướng dẫn chấm của cấp trên trước khi dùng."


class SetCopy(OfSet, Posted, View):
    stored: CriteriaSet | None = None

    def get_success_url(self) -> str:
        return self.stored.get_absolute_url() if self.stored else super().get_success_url()

    def act(self) -> str:
        self.stored = copy_set(self.rules, actor=self.request.user, at=timezone.now())
        return "Đã sao chép bộ tiêu chí."


class SetDiscard(OfSet, Posted, View):
    is_gone = False

    def get_success_url(self) -> str:
        return reverse("judging:criteria_list") if self.is_gone else super().get_success_url()

    def act(self) -> str:
        discard_set(self.rules, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã bỏ bộ tiêu chí."
