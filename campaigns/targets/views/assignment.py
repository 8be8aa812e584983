"""The table of who does what: looked at, put into the draft of the plan as its appendix, printed alone, taken as a sheet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from campaigns.targets.services.assignment import COLUMNS, TITLE, assigned, assignment_pdf, attach_assignment, rows_of
from thiduakt.documents import policies
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.pages import Posted
from thiduakt.permissions import may

from .pages import OfPlan


class Assignment(OfPlan, TemplateView):
    template_name = "targets/assignment.html"
    title = TITLE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, user, at = self.plan, self.request.user, timezone.now()
        document = plan.document
        can_attach = document.is_editable and policies.can_edit(user, document, at)
        excel, pdf = (reverse(f"targets:assignment_{form}", args=[plan.pk]) for form in ("excel", "pdf"))
        return super().get_context_data(
            plan=plan,
            columns=[{"title": column.title} for column in COLUMNS],
            rows=rows_of(assigned(plan)),
            attach_url=reverse("targets:assignment_attach", args=[plan.pk])
            if can_attach and may(user, "target.manage", on=self.today)
            else "",
            is_attached=any(one["title"] == TITLE for one in document.appendices),
            in_plan_url=reverse("targets:in_plan", args=[plan.pk]),
            actions=[
                {"label": "In riêng (PDF)", "url": pdf, "icon": "printer", "tone": "secondary"},
                {"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"},
            ],
            **kwargs,
        )


class AssignmentExcel(OfPlan, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = self.plan
        widths = (6, 60, 30, 14, 30, 26)
        columns = [Column(column.title, width) for column, width in zip(COLUMNS, widths, strict=True)]
        told = subtitle(request.user.school, str(plan.document), on=self.today)
        return download(workbook(TITLE.upper(), told, columns, rows_of(assigned(plan))), "phan-cong-thuc-hien")


class AssignmentPdf(OfPlan, View):
    """The appendix alone, as it is printed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            content = assignment_pdf(self.plan)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("targets:assignment", pk=pk)
        return shown(content, name="phan-cong-thuc-hien.pdf", content_type=PDF_TYPE)


class AssignmentAttach(OfPlan, Posted, View):
    permission = "target.manage"

    def get_success_url(self) -> str:
        return reverse("targets:assignment", args=[self.plan.pk])

    def act(self) -> str:
        attach_assignment(self.plan, actor=self.request.user, at=timezone.now())
        return "Đã đưa phụ lục “Phân công thực hiện” vào bản nháp kế hoạch."
