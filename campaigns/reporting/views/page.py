"""Starting a report, its page, and its figures beside the words of the draft."""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from campaigns.plans.models import Plan
from campaigns.reporting.enums import ReportKind
from campaigns.reporting.forms import ReportStartForm
from campaigns.reporting.models import Report
from campaigns.reporting.proofreading import findings
from campaigns.reporting.services.reports import discard_report, retake, start_replacement, start_report
from thiduakt.documents import policies
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.proofreading.collect import text_of
from thiduakt.documents.services.drafting import discard_draft
from thiduakt.documents.views.page import PaperPage
from thiduakt.ledger.years import year_on
from thiduakt.pages import Posted, ServedForm, asked_key, titles
from thiduakt.routes import Ruled


class ReportStart(ServedForm, Ruled, FormView):
    permission = "report.draft"
    template_name = "reporting/start.html"
    form_class = ReportStartForm
    done = "Đã tạo bản nháp từ số liệu. Thầy/cô điền vào các chỗ [CẦN BỔ SUNG]."

    @cached_property
    def plans(self) -> QuerySet[Plan]:
        user = self.request.user
        visible = Plan.objects.visible_to(user, timezone.localdate()).filter(school=user.school_id)
        return visible.without_texts().select_related("document")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plans": self.plans}

    def get_initial(self) -> dict[str, Any]:
        """The plan that the address names, or the newest; its year until today."""
        today = timezone.localdate()
        plan = self.plans.filter(pk=asked_key(self.request, "ke_hoach")).first() or self.plans.first()
        starts_on = date(plan.year if plan else today.year, 1, 1)
        ends_on = max(starts_on, min(today, date(starts_on.year, 12, 31)))
        return {
            "plan": plan.pk if plan else None,
            "kind": ReportKind.MIDTERM if ends_on == today else ReportKind.FINAL,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "year": year_on(starts_on),
            "dated_on": today,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plans_url="" if self.plans.exists() else reverse("plans:list"), **kwargs)

    def serve(self, form: ReportStartForm) -> None:
        report = start_report(**form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[report.pk])


class ReportDetail(PaperPage):
    """A report of this room, or one that another room drafted: that one has no figures of its own."""

    permission = "report.view"
    discard_route = "reporting:discard"

    def get_queryset(self) -> QuerySet[Document]:
        return super().get_queryset().filter(kind=Kind.REPORT)

    def own_facts(self) -> list[dict[str, Any]]:
        document, user = self.object, self.request.user
        report = Report.objects.without_texts().filter(pk=document.pk).first()
        if report is None:
            return []
        plan = (
            Plan.objects.visible_to(user, timezone.localdate()).select_related("document").filter(pk=report.plan_id).first()
        )
        facts: list[dict[str, Any]] = [
            {"label": "Loại báo cáo", "value": f"Báo cáo {report.get_kind_display()}"},
            {"label": "Kỳ báo cáo", "value": report.period},
            {"label": "Kế hoạch", "value": plan and plan.document, "url": plan.get_absolute_url() if plan else ""},
        ]
        if policies.sees_drafts(user, document, timezone.now()):
            taken = f"Lấy lúc {timezone.localtime(report.taken_at):%H:%M %d/%m/%Y}"
            facts.append({"label": "Số liệu", "value": taken, "url": reverse("reporting:figures", args=[report.pk])})
        return facts

    def ending_acts(self) -> list[dict[str, str]]:
        """A report that another room drafted is made anew there, and here only revoked."""
        if not Report.objects.filter(pk=self.object.pk).exists():
            return super().ending_acts()
        url = reverse("reporting:replace", args=[self.object.pk])
        return [{"label": "Soạn báo cáo thay thế", "url": url, "icon": "files"}, *super().ending_acts()]


class OfReport(Ruled):
    """One that this person may draft; all others are a 404."""

    permission = "report.draft"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def report(self) -> Report:
        visible = Report.objects.visible_to(self.request.user, timezone.localdate())
        report: Report = get_object_or_404(visible.select_related("document"), pk=self.kwargs["pk"])
        if not policies.sees_drafts(self.request.user, report.document, timezone.now()):
            raise PermissionDenied
        return report

    def get_success_url(self) -> str:
        return reverse("reporting:figures", args=[self.report.pk])


class Figures(OfReport, TemplateView):
    """The figures as they were taken, those before them, and where the draft tells another number."""

    template_name = "reporting/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.report, self.request.user
        document = report.document
        can_edit = document.is_editable and policies.can_edit(user, document, timezone.now())
        columns = ["Số liệu", f"Lúc {timezone.localtime(report.taken_at):%H:%M %d/%m/%Y}"]
        if report.older_taken_at:
            columns += [f"Lúc {timezone.localtime(report.older_taken_at):%H:%M %d/%m/%Y}", "Thay đổi"]
        return super().get_context_data(
            report=report,
            trail=[
                {"label": "Báo cáo", "url": reverse("reporting:list")},
                {"label": document.notation or "Chưa cấp số", "url": report.get_absolute_url()},
            ],
            columns=titles(*columns),
            rows=_rows(report),
            wrong=[] if document.is_signed else list(findings(document, text_of(document))),
            retake_url=reverse("reporting:retake", args=[report.pk]) if can_edit else "",
            edit_url=reverse("documents:edit", args=[report.pk]) if can_edit else "",
            **kwargs,
        )


def _rows(report: Report) -> list[list[str]]:
    newer = {figure.key: figure for figure in report.taken}
    older = {figure.key: figure for figure in report.taken_before}
    rows = []
    for key in dict.fromkeys((*newer, *older)):
        now, before = newer.get(key), older.get(key)
        row = [(now or older[key]).label, now.told if now else "0"]
        if report.older_taken_at:
            told = before.told if before else "0"
            row += [told, "" if told == row[1] else "Đã đổi"]
        rows.append(row)
    return rows


class Retake(OfReport, Posted, View):
    def act(self) -> str:
        retake(self.report, actor=self.request.user, at=timezone.now())
        return "Đã lấy lại số liệu. Lời trong báo cáo giữ nguyên; phụ lục đã theo số liệu mới."


class Replace(OfReport, Posted, View):
    """Begin the report that takes the place of an issued one."""

    permission = "report.end"

    def get_success_url(self) -> str:
        return self.report.get_absolute_url()

    def act(self) -> str:
        newer = start_replacement(self.report, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[newer.pk])
        return f"Đã tạo bản nháp thay thế {self.report.document}. Máy soát chỉ ra con số đã đổi từ lần trước."


class Discard(Ruled, Posted, View):
    """Throw a draft away. One that has no figures is a paper of another room, and nothing else."""

    permission = "report.draft"

    @cached_property
    def document(self) -> Document:
        visible = Document.objects.visible_to(self.request.user, timezone.localdate())
        return get_object_or_404(visible, pk=self.kwargs["pk"], kind=Kind.REPORT)

    def get_success_url(self) -> str:
        return self.document.get_absolute_url()

    def act(self) -> str:
        report, at = Report.objects.filter(pk=self.document.pk).first(), timezone.now()
        if report:
            discard_report(report, actor=self.request.user, at=at)
        else:
            discard_draft(self.document, actor=self.request.user, at=at)
        self.success_url = reverse("reporting:list")
        return "Đã bỏ bản nháp."
