"""Trình cấp trên: what was sent to whom, with which paper, and what came back."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView, View

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.initiatives.queries import full
from nominations.judging.enums import Verdict
from nominations.judging.forms import AboveForm, SendUpForm
from nominations.judging.models import Submission
from nominations.judging.policies import can_manage
from nominations.judging.queries import authors_told
from nominations.judging.services.superiors import enter_answer, send_up, take_back
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Posted, ServedForm, Tallied, asked_words, tabs, titles
from thiduakt.vietnamese import capitalized, found_by

from .pages import Page

TABS = {"": "Tất cả", "cho": "Chờ kết quả", "cong-nhan": "Được công nhận", "khong": "Không được công nhận"}
CONDITIONS = {
    "": Q(), "cho": Q(verdict=""), "cong-nhan": Q(verdict=Verdict.RECOGNISED), "khong": Q(verdict=Verdict.REFUSED),
}  # fmt: skip
COLUMNS = (
    Column("STT", 6), Column("Sáng kiến", 60), Column("Tác giả", 40), Column("Năm học", 14), Column("Cấp xét", 30),
    Column("Trình ngày", 14), Column("Kèm văn bản", 40), Column("Kết quả", 20), Column("Quyết định", 24),
    Column("Ngày quyết định", 16), Column("Cơ quan công nhận", 40),
)  # fmt: skip


class AbovePage(Page):
    permission = "judging.manage"

    def rows(self) -> QuerySet[Submission]:
        return Submission.objects.visible_to(self.request.user, self.today)

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Trình cấp trên", "url": reverse("judging:above")}]

    def get_success_url(self) -> str:
        return reverse("judging:above")


class ChosenSubmissions(AbovePage):
    @property
    def tab(self) -> str:
        asked = self.request.GET.get("ket-qua", "")
        return asked if asked in TABS else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def in_tabs(self) -> dict[str, Q]:
        return CONDITIONS

    @cached_property
    def found(self) -> QuerySet[Submission]:
        return self.rows().filter(found_by(self.words, "solution__search_key"))

    def get_queryset(self) -> QuerySet[Submission]:
        rows = self.found.filter(CONDITIONS[self.tab]).select_related("solution")
        return rows.prefetch_related("solution__authors__person").order_by("-sent_on", "-pk")


class SubmissionList(ChosenSubmissions, Tallied, ListView):
    template_name = "judging/above.html"
    title = "Trình cấp trên"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, query = super().get_context_data(**kwargs), self.request.GET
        rows = [{"row": one, "authors": authors_told(one.solution)} for one in context["page_obj"].object_list]
        return context | {
            "rows": rows,
            "columns": titles("Sáng kiến", "Tác giả", "Cấp xét", "Trình ngày", "Kết quả"),
            "tabs": list(tabs(TABS, self.tallies, self.tab, query, name="ket-qua")),
            "words": self.words,
            "kept": [("ket-qua", self.tab)] if self.tab else [],
            "is_narrowed": bool(self.words or self.tab),
            "excel_url": f"{reverse('judging:above_excel')}?{query.urlencode()}",
            "actions": [{"label": "Ghi danh sách đã trình", "url": reverse("judging:send_up"), "icon": "send"}],
        }


class SubmissionExcel(ChosenSubmissions, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, TABS[self.tab] if self.tab else "", searched(self.words), on=self.today)
        rows = (
            [
                number, one.solution.name, authors_told(one.solution), one.solution.year_name, one.get_level_display(),
                one.sent_on, one.paper, one.get_verdict_display() if one.verdict else "", one.decision_number,
                one.decided_on, one.issuer,
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("SÁNG KIẾN TRÌNH CẤP TRÊN", told, COLUMNS, rows), "sang-kien-trinh-cap-tren")


class SendUp(AbovePage, ServedForm, FormView):
    form_class = SendUpForm
    template_name = "campaigns/form_page.html"
    title = "Ghi danh sách đã trình"
    done = "Đã ghi danh sách trình cấp trên."

    def get_form_kwargs(self) -> dict[str, Any]:
        found = Solution.objects.visible_to(self.request.user, self.today)
        solutions = full(found.filter(state=SolutionState.RECOGNISED, ledger_initiative__isnull=False))
        return {**super().get_form_kwargs(), "solutions": solutions.order_by("-year", "pk"), "today": self.today}

    def serve(self, form: SendUpForm) -> None:
        told = form.cleaned_data
        send_up(
            list(told["solutions"]), level=told["level"], sent_on=told["sent_on"], paper=told["paper"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = "Sáng kiến đã được trường công nhận, ghi sổ thì trình lên cấp trên xét tiếp."
        return super().get_context_data(lead=lead, back_url=reverse("judging:above"), **kwargs)


class OfSubmission(AbovePage):
    @cached_property
    def submission(self) -> Submission:
        return get_object_or_404(self.rows().select_related("solution"), pk=self.kwargs["pk"])


class AnswerAbove(OfSubmission, ServedForm, FormView):
    form_class = AboveForm
    template_name = "judging/answer.html"
    title = "Kết quả của cấp trên"
    done = "Đã ghi kết quả của cấp trên."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.submission}

    def serve(self, form: AboveForm) -> None:
        version = form.cleaned_data["version"]
        enter_answer(self.submission, form.cleaned_data, version=version, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.submission
        facts = [
            {"label": "Cấp xét", "value": capitalized(one.get_level_display())},
            {"label": "Trình ngày", "value": f"{one.sent_on:%d/%m/%Y}"},
            {"label": "Kèm văn bản", "value": one.paper},
        ]
        if one.verdict:
            facts += [
                {"label": "Kết quả", "value": capitalized(one.get_verdict_display())},
                {"label": "Quyết định", "value": ", ".join(filter(None, (one.decision_number, one.issuer)))},
                {"label": "Ngày quyết định", "value": f"{one.decided_on:%d/%m/%Y}" if one.decided_on else ""},
                {"label": "Lý do", "value": one.reason},
            ]
        is_open = not one.verdict and can_manage(self.request.user, one, timezone.now())
        take_back = {"name": "take_back", "label": "Bỏ dòng này", "warning": "Chỉ bỏ dòng ghi nhầm."} if is_open else None
        return super().get_context_data(
            submission=one, facts=facts, is_open=is_open, take_back=take_back, back_url=reverse("judging:above"), **kwargs
        )


class TakeBack(OfSubmission, Posted, View):
    def act(self) -> str:
        take_back(self.submission, actor=self.request.user, at=timezone.now())
        return "Đã bỏ dòng ghi nhầm."
