"""The room of the plan: the list, three ways to a draft, the editor, and the page of one plan."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView, View

from campaigns.forms import PlanForm, PlanImportForm, PlanStartForm
from campaigns.models import Plan
from campaigns.policies import can_replace
from campaigns.services.plans import (
    discard_plan,
    doubts_about,
    edit_plan,
    plan_from_reading,
    start_empty_plan,
    start_replacement,
    why_day_is_odd,
    why_no_plan,
)
from thiduakt.documents import policies
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.forms import SignedCopyForm
from thiduakt.documents.models import Document
from thiduakt.documents.output import page_folder, preview_pages
from thiduakt.documents.queries import given_back, history
from thiduakt.documents.reading import Doubt, Reading, read_paper
from thiduakt.documents.richtext import HEADINGS, Paragraph, blocks
from thiduakt.documents.services.drafting import preview_draft
from thiduakt.documents.views.steps import road, step_boxes
from thiduakt.excel import Column, download, workbook
from thiduakt.pages import Posted, ServedForm, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled

COLUMNS = ("Kế hoạch", "Năm", "Trạng thái", "Người soạn", "Người ký", "Ngày ban hành")


class VisiblePlans(Ruled):
    """A plan the user may not see is a 404, so that its existence does not leak."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Plan]:
        return Plan.objects.visible_to(self.request.user, timezone.localdate()).for_table()


class ChosenPlans(VisiblePlans):
    """The part of the list that the address names: `trang-thai`, `q`."""

    permission = "plan.view"

    @property
    def state(self) -> str:
        typed = self.request.GET.get("trang-thai", "")
        return typed if typed in DocumentState.values else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def found(self) -> QuerySet[Plan]:
        return super().get_queryset().matching(self.words)

    def get_queryset(self) -> QuerySet[Plan]:
        return self.found().filter(document__state=self.state) if self.state else self.found()


class PlanList(ChosenPlans, ListView):
    template_name = "campaigns/plan_list.html"
    paginate_by = 25

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        actions = []
        if may(user, "plan.edit", on=today):
            actions = [
                {"label": "Soạn kế hoạch", "url": reverse("campaigns:plan_start"), "icon": "pencil-square"},
                {"label": "Nhập văn bản", "url": reverse("campaigns:plan_import"), "icon": "file-text", "tone": "secondary"},
            ]
        return super().get_context_data(
            tabs=list(self._tabs()),
            columns=titles(*COLUMNS),
            actions=actions,
            words=self.words,
            kept=[("trang-thai", self.state)] if self.state else [],
            is_narrowed=bool(self.words or self.state),
            query=self.request.GET.urlencode(),
            **kwargs,
        )

    def _tabs(self) -> Iterator[dict[str, Any]]:
        """All states that have a plan, and the one that is looked at."""
        counts = dict(self.found().order_by().values_list("document__state").annotate(Count("pk")))
        counts[""] = sum(counts.values())
        labels = {state: label.capitalize() for state, label in DocumentState.choices if state in {*counts, self.state}}
        return tabs({"": "Tất cả", **labels}, counts, self.state, self.request.GET, name="trang-thai")


class PlanListExcel(ChosenPlans, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        columns = [
            Column("Năm", 8), Column("Số, ký hiệu", 16), Column("Trích yếu", 60), Column("Trạng thái", 18),
            Column("Người soạn", 26), Column("Người ký", 26), Column("Ngày ký", 14), Column("Ngày ban hành", 14),
        ]  # fmt: skip
        rows = (_excel_row(plan) for plan in self.get_queryset())
        subtitle = f"{request.user.school}. Xuất ngày {today:%d/%m/%Y}."
        return download(workbook("DANH SÁCH KẾ HOẠCH", subtitle, columns, rows), "danh-sach-ke-hoach")


def _excel_row(plan: Plan) -> tuple[Any, ...]:
    document = plan.document
    return (
        plan.year, document.notation, document.subject, document.get_state_display(), str(document.created_by),
        str(document.signer or ""), document.signed_on, document.issued_on,
    )  # fmt: skip


class StoredPlan(ServedForm):
    """A form that stores a plan. What is lawful and yet odd about its day is said once it is stored."""

    stored: Plan

    def answer(self) -> HttpResponse:
        response = super().answer()
        if sentence := why_day_is_odd(self.stored.year, self.stored.document.dated_on):
            messages.warning(self.request, sentence)
        return response


class PlanStart(StoredPlan, Ruled, FormView):
    """An empty plan with the headings every plan has."""

    permission = "plan.edit"
    template_name = "campaigns/plan_start.html"
    form_class = PlanStartForm
    done = "Đã tạo bản nháp. Thầy/cô điền vào các chỗ [CẦN BỔ SUNG]."

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"year": today.year, "dated_on": today, "subject": f"Công tác thi đua, khen thưởng năm {today.year}"}

    def serve(self, form: PlanStartForm) -> None:
        self.stored = start_empty_plan(**form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("campaigns:plan_edit", args=[self.stored.pk])


class PlanImport(ServedForm, Ruled, FormView):
    """From a text that was typed elsewhere: first what was read of it, then the draft."""

    permission = "plan.edit"
    template_name = "campaigns/plan_import.html"
    form_class = PlanImportForm
    done = "Đã tạo bản nháp từ văn bản. Thầy/cô xem lại các chỗ chưa chắc ở khung bên dưới."

    def form_valid(self, form: PlanImportForm) -> HttpResponse:
        if "create" in self.request.POST:
            return super().form_valid(form)
        text = form.cleaned_data["text"]
        reading = read_paper(text)
        year = _year(form, reading)
        doubts = doubts_about(reading, year=year, school_id=self.request.user.school_id, at=timezone.now())
        # The text of a file stands in the form from here on: a file cannot be sent a second time.
        form = PlanImportForm(initial={"text": text, "year": year})
        return self.render_to_response(self.get_context_data(form=form, **_what_was_read(text, reading, doubts)))

    def serve(self, form: PlanImportForm) -> None:
        text = form.cleaned_data["text"]
        reading = read_paper(text)
        year = _year(form, reading)
        plan = plan_from_reading(reading, source_text=text, year=year, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("campaigns:plan_edit", args=[plan.pk])


def _year(form: PlanImportForm, reading: Reading) -> int:
    """What the person says, then what the paper says."""
    return form.cleaned_data["year"] or next(iter(reading.years), timezone.localdate().year)


def _what_was_read(text: str, reading: Reading, doubts: list[Doubt]) -> dict[str, Any]:
    """The facts, the outline, and the typed lines, each with the doubts about it."""
    facts = [
        ("Tên loại", reading.kind.label if reading.kind else ""),
        ("Cơ quan chủ quản", " ".join(reading.parent_lines)),
        ("Cơ quan ban hành", " ".join(reading.issuer_lines)),
        ("Số, ký hiệu", reading.number_text),
        ("Địa danh, ngày", reading.place_date_text),
        ("Trích yếu", reading.subject),
        ("Người ký", " ".join(filter(None, (*reading.signer_capacity, reading.signer_name)))),
    ]
    lines = [
        {"number": number, "text": line, "doubts": [doubt.reason for doubt in doubts if doubt.line_number == number]}
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    return {
        "reading": reading,
        "facts": [{"label": label, "value": value} for label, value in facts],
        "outline": [block for block in blocks(reading.body) if isinstance(block, Paragraph) and block.kind in HEADINGS],
        "lines": lines,
        "general_doubts": [doubt.reason for doubt in doubts if doubt.line_number is None],
        "refusal_sentence": why_no_plan(reading),
        "doubtful_lines": [line["number"] for line in lines if line["doubts"]],
    }


class PlanAct(Posted, VisiblePlans, View):
    """A button on the page of a plan."""

    permission = "plan.edit"
    success_url = ""  # where it leads to once it is done, if not back

    @cached_property
    def plan(self) -> Plan:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.success_url or self.plan.get_absolute_url()


class PlanReplace(PlanAct):
    """Begin the plan that takes the place of an issued one."""

    def act(self) -> str:
        newer = start_replacement(self.plan, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("campaigns:plan_edit", args=[newer.pk])
        return f"Đã tạo bản nháp thay thế {self.plan.document}."


class PlanDiscard(PlanAct):
    """Throw a draft away."""

    def act(self) -> str:
        discard_plan(self.plan, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("campaigns:plan_list")
        return "Đã bỏ bản nháp."


class EditablePlan(VisiblePlans):
    permission = "plan.edit"

    @cached_property
    def plan(self) -> Plan:
        plan = get_object_or_404(self.get_queryset().select_related("document__school"), pk=self.kwargs["pk"])
        if not policies.can_edit(self.request.user, plan.document, timezone.now()):
            raise PermissionDenied
        return plan


class PlanEdit(StoredPlan, EditablePlan, FormView):
    template_name = "campaigns/plan_edit.html"
    form_class = PlanForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document = self.plan.document
        if not document.is_editable:
            messages.info(request, f"Kế hoạch đang ở trạng thái “{document.get_state_display()}”, không sửa được nữa.")
            return redirect(self.plan)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"document": self.plan.document}

    def get_initial(self) -> dict[str, Any]:
        names = set(PlanForm.base_fields) - {"year"}
        return {name: getattr(self.plan.document, name) for name in names} | {"year": self.plan.year}

    def serve(self, form: PlanForm) -> None:
        values, at = form.cleaned_data, timezone.now()
        self.stored = edit_plan(
            self.plan, year=values["year"], changes=form.changes, version=values["version"],
            actor=self.request.user, at=at,
        )  # fmt: skip
        self.done = f"Đã lưu lúc {timezone.localtime(at):%H:%M}."

    def get_success_url(self) -> str:
        route = "campaigns:plan_detail" if "show" in self.request.POST else "campaigns:plan_edit"
        return reverse(route, args=[self.plan.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = [
            {"label": "Kế hoạch", "url": reverse("campaigns:plan_list")},
            {"label": "Trang kế hoạch", "url": self.plan.get_absolute_url()},
        ]
        document = self.plan.document
        given = given_back([document]).get(document.pk)
        return super().get_context_data(plan=self.plan, document=document, given_back=given, trail=trail, **kwargs)


class PlanPreview(EditablePlan, View):
    """The pages of what is in the editor, drawn and not stored: a fragment for plan_editor.js."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.plan.document
        form = PlanForm(document, request.POST)
        context: dict[str, Any] = {"name": str(document)}
        if form.is_valid():
            try:
                paper = preview_draft(document, changes=form.changes, actor=request.user, at=timezone.now())
                context["pages"] = preview_pages(paper)
            except ValidationError as refusal:
                context["refusals"] = refusal.messages
        else:
            context["refusals"] = [sentence for errors in form.errors.values() for sentence in errors]
        return render(request, "campaigns/plan_preview.html", context)


class PlanDetail(VisiblePlans, DetailView):
    """The printed pages, where the plan stands on its road, and what this person can do next."""

    permission = "plan.view"
    template_name = "campaigns/plan_detail.html"

    def get_queryset(self) -> QuerySet[Plan]:
        return super().get_queryset().select_related("document__school", "document__replaces", "document__revokes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at, document = self.request.user, timezone.now(), self.object.document
        can_edit = document.is_editable and policies.can_edit(user, document, at)
        sees_drafts = policies.sees_drafts(user, document, at)
        return super().get_context_data(
            document=document,
            trail=[{"label": "Kế hoạch", "url": reverse("campaigns:plan_list")}],
            last=document.notation or "Chưa cấp số",
            road=road(document),
            facts=self._facts(document),
            steps=step_boxes(user, document, at),
            edit_url=reverse("campaigns:plan_edit", args=[document.pk]) if can_edit else "",
            can_replace=can_replace(user, document, at),
            can_discard=policies.can_discard(user, document, at),
            can_print_for_signing=policies.can_print_for_signing(user, document, at),
            copies=document.signed_copies.select_related("uploaded_by__person"),
            copy_form=SignedCopyForm() if document.is_numbered and policies.can_issue(user, document, at) else None,
            given_back=given_back([document]).get(document.pk) if sees_drafts else None,
            history=history(document) if sees_drafts else [],
            **self._pages(document),
            **kwargs,
        )

    def _pages(self, document: Document) -> dict[str, Any]:
        try:
            count = len(list(page_folder(document).iterdir()))
        except ValidationError as refusal:
            return {"page_refusals": refusal.messages}
        urls = [reverse("documents:page", args=[document.pk, number]) for number in range(1, count + 1)]
        return {"pages": [{"number": number, "url": url} for number, url in enumerate(urls, start=1)]}

    def _facts(self, document: Document) -> list[dict[str, Any]]:
        facts = [
            {"label": "Số, ký hiệu", "value": document.notation or "Chưa cấp số"},
            {"label": "Ngày ban hành", "value": document.issued_on and f"{document.issued_on:%d/%m/%Y}"},
            {"label": "Người ký", "value": document.signer},
            {"label": "Ngày ký", "value": document.signed_on and f"{document.signed_on:%d/%m/%Y}"},
            {"label": "Người soạn", "value": document.created_by},
            {"label": "Năm", "value": self.object.year},
            {"label": "Năm học", "value": self.object.school_year},
        ]
        if not document.is_numbered:
            facts[1] = {"label": "Dự kiến ban hành", "value": f"{document.dated_on:%d/%m/%Y}"}
        older = {"Thay thế": document.replaces, "Thu hồi": document.revokes}
        newer = {"Được thay thế bởi": document.replaced_by.first(), "Bị thu hồi bởi": document.revoked_by.first()}
        for label, other in (older | newer).items():
            if other and Document.objects.visible_to(self.request.user, timezone.localdate()).filter(pk=other.pk).exists():
                name = f"{other} ngày {other.issued_on:%d/%m/%Y}" if other.is_numbered else str(other)
                facts.append({"label": label, "value": name, "url": other.get_absolute_url()})
        return facts
