"""Printing: which certificates of a decision, how far the file is, and how many blanks it took."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import FormView, View

from awards.certificates.forms import ConfirmForm, PrintForm
from awards.certificates.models import Blank, Printer, PrintRun
from awards.certificates.queries import certificates_of, has_ended, honor_told, runs_of, standing_of
from awards.certificates.services.printing import confirm_run, retry
from awards.certificates.tasks import draw, print_certificates
from awards.decisions.models import AwardLine
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.pages import Posted, ServedForm, titles
from thiduakt.vietnamese import capitalized

from .pages import OfDecision, OfRun

REFRESH = 2  # seconds between two looks at a file that is being drawn


class DecisionPage(OfDecision, ServedForm, FormView):
    """The certificates of a decision in its order, chosen by boxes; without a box all that are in force."""

    form_class = PrintForm
    template_name = "certificates/decision.html"
    done = "Đã ghi lần in. Tệp giấy khen xếp đúng thứ tự danh sách."

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Giấy khen theo Quyết định {self.decision.notation}"

    def get_form_kwargs(self) -> dict[str, Any]:
        user, today = self.request.user, self.today
        return {
            **super().get_form_kwargs(),
            "blanks": Blank.objects.visible_to(user, today).kept(),
            "printers": Printer.objects.visible_to(user, today).kept(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = set(self.request.POST.getlist("line"))
        rows = [
            {
                "certificate": one,
                "honor": honor_told(one.line),
                "standing": standing_of(one.line),
                "is_chosen": str(one.line_id) in chosen,
            }
            for one in certificates_of(self.decision)
        ]
        return super().get_context_data(
            decision=self.decision, lead=self.decision.name, rows=rows, runs=runs_of(self.decision),
            columns=titles("Chọn", "Số sổ vàng", "Họ tên, tập thể", "Danh hiệu, hình thức", "Hiệu lực", "Đã in", "Tra cứu"),
            run_columns=titles("Lần in", "Mục đích", "In trên", "Số tờ", "Trạng thái"), **kwargs,
        )  # fmt: skip

    def serve(self, form: PrintForm) -> None:
        lines = AwardLine.objects.filter(decision=self.decision).select_related("decision").order_by("position", "pk")
        chosen = self.request.POST.getlist("line")
        found = [line for line in lines if not chosen or str(line.pk) in chosen]
        run = print_certificates(found, name=self.title, how=form.how(), actor=self.request.user, at=timezone.now())
        self.success_url = run.get_absolute_url()


class RunPage(OfRun, ServedForm, FormView):
    """How far it is; once there is a file, that it was printed and how many blanks were lost."""

    form_class = ConfirmForm
    template_name = "certificates/run.html"
    done = "Đã ghi là in xong."

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.run.name

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "run": self.run}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run
        sheets = run.sheets.select_related("certificate__line").order_by("position")
        return super().get_context_data(
            run=run,
            has_ended=has_ended(run),
            facts=list(facts_of(run)),
            sheets=sheets,
            columns=titles("Thứ tự", "Họ tên, tập thể", "Số sổ vàng"),
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.run.is_waiting:
            response["Refresh"] = str(REFRESH)
        return response

    def serve(self, form: ConfirmForm) -> None:
        spoiled, reason = form.told()
        confirm_run(self.run, spoiled=spoiled, reason=reason, actor=self.request.user, at=timezone.now())


class RunRetry(OfRun, Posted, View):
    def act(self) -> str:
        retry(self.run, actor=self.request.user, at=timezone.now())
        draw.enqueue(self.run.pk)
        return "Đang vẽ lại tệp giấy khen."


class RunFileShown(OfRun, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        content = self.run.file.read() if self.run.is_drawn and hasattr(self.run, "file") else None
        if content is None or has_ended(self.run):
            raise Http404
        return shown(content, name="giay-khen.pdf", content_type=PDF_TYPE)


def facts_of(run: PrintRun) -> list[dict[str, Any]]:
    told = [
        ("Mục đích", capitalized(run.get_purpose_display())),
        ("Ghi chú", run.note),
        ("In trên", run.blank.name if run.blank else "Giấy trắng"),
        ("Máy in", run.printer.name if run.printer else ""),
        ("Số tờ", run.total),
        ("Người in", run.requested_by),
        ("Phôi đã dùng", f"{run.blanks_used}, trong đó hỏng {run.spoiled}" if run.blanks_used else ""),
        ("Lý do hỏng", run.spoiled_reason),
    ]
    return [{"label": label, "value": value} for label, value in told if value]
