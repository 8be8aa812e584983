"""Báo cáo thành tích of a dossier: begun, written, read, printed."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from nominations.dossiers.enums import Part
from nominations.dossiers.models import Dossier
from nominations.dossiers.policies import can_write, why_part_shut
from nominations.dossiers.printing import report_file
from nominations.dossiers.queries import outline_of
from nominations.dossiers.services.writing import begin_report, fill_anew, held_for
from nominations.writings.models import Writing
from nominations.writings.queries import body_of, missing_sections
from nominations.writings.views.pages import Compare, OfWriting, Restore, Revisions, WritingEdit
from thiduakt.documents.views.drawn import drawn
from thiduakt.documents.views.typed import DropTyped, KeepTyped
from thiduakt.pages import Posted

from .pages import OfDossier

READS_ONLY = "Thầy/cô xem được hồ sơ này, không viết thay được."


class OfPart(OfDossier):
    """A page of one part of a dossier that this person may see."""

    permission = "dossier.own"

    @property
    def lead(self) -> str:
        return str(self.dossier)

    def why_shut(self, part: Part) -> str:
        """Why this person cannot change that part now, in a sentence."""
        at = timezone.now()
        if not can_write(self.request.user, self.dossier, at):
            return READS_ONLY
        return why_part_shut(self.dossier, part, at)


class OfReport(OfPart, OfWriting):
    routes = "dossiers:report"
    heading = title = "Báo cáo thành tích"

    @property
    def back_url(self) -> str:
        return reverse("dossiers:report_text", args=[self.dossier.pk])

    @property
    def writing(self) -> Writing:
        if self.dossier.report is None:
            raise Http404
        return self.dossier.report

    def shut(self, at: datetime) -> str:
        return self.why_shut(Part.REPORT)

    def hold(self, at: datetime) -> None:
        held_for(self.dossier, Part.REPORT, actor=self.request.user, at=at)


class ReportBegin(OfPart, Posted, TemplateView):
    """What will be filled in beforehand, and the button that does it."""

    template_name = "dossiers/report_begin.html"
    title = "Viết báo cáo thành tích"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.dossier.report_id:
            return redirect("dossiers:report", self.dossier.pk)
        if sentence := self.why_shut(Part.REPORT):
            messages.info(request, sentence)
            return redirect(self.dossier)
        return TemplateView.get(self, request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("dossiers:report", args=[self.dossier.pk])

    def act(self) -> str:
        begin_report(self.dossier, actor=self.request.user, at=timezone.now())
        return "Đã điền sẵn những gì sổ của trường có. Thầy/cô kiểm tra lại và viết tiếp."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(outline=outline_of(self.dossier, self.today), **kwargs)


class ReportEdit(OfReport, WritingEdit):
    template_name = "dossiers/report_edit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.dossier.report_id:
            return redirect("dossiers:report_begin", self.dossier.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fillable = [part for part in self.parts if part.fill and not part.is_heading]
        fill_url = reverse("dossiers:report_fill", args=[self.dossier.pk])
        return super().get_context_data(fillable=fillable, fill_url=fill_url, **kwargs)


class ReportKeep(OfReport, KeepTyped):
    pass


class ReportDrop(OfReport, DropTyped):
    pass


class ReportRevisions(OfReport, Revisions):
    permission = "dossier.view"

    def dossiers(self) -> QuerySet[Dossier]:
        """Of the dossier it says no more than whose it is."""
        return Dossier.objects.visible_to(self.request.user, self.today).select_related("report", "person")


class ReportCompare(OfReport, Compare):
    permission = "dossier.view"


class ReportRestore(OfReport, Restore):
    pass


class ReportFill(OfReport, Posted, View):
    """One section anew from the books; what stood in it stays among the savings."""

    def act(self) -> str:
        key = self.request.POST.get("key", "")
        part = next((one for one in self.parts if one.key == key and one.fill), None)
        if part is None:
            raise ValidationError("Mục này không lấy được từ sổ.")
        fill_anew(self.dossier, part.key, actor=self.request.user, at=timezone.now())
        return f"Đã lấy lại mục “{part.title}” từ sổ. Nội dung trước đó vẫn còn trong các lần lưu."


class ReportText(OfPart, TemplateView):
    """The report to read, with what is still missing in it."""

    permission = "dossier.view"
    template_name = "dossiers/report_text.html"
    title = "Báo cáo thành tích"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dossier, report = self.dossier, self.dossier.report
        return super().get_context_data(
            report=report,
            body=body_of(report) if report else "",
            missing=missing_sections(report) if report else [],
            edit_url=reverse("dossiers:report", args=[dossier.pk]) if not self.why_shut(Part.REPORT) else "",
            actions=list(self._actions()) if report else [],
            **kwargs,
        )

    def _actions(self) -> Any:
        pk, forms = self.dossier.pk, (("PDF", "pdf", "file-earmark-pdf"), ("Word", "docx", "file-earmark-word"))
        for label, form, icon in forms:
            url = reverse("dossiers:report_file", args=[pk, form])
            yield {"label": f"Bản in {label}", "url": url, "icon": icon, "tone": "secondary"}
        url = reverse("dossiers:report_revisions", args=[pk])
        yield {"label": "Các lần lưu", "url": url, "icon": "clock-history", "tone": "secondary"}


class ReportFile(OfPart, View):
    """PDF or DOCX of the report as it stands today."""

    permission = "dossier.view"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        if self.dossier.report is None:
            raise Http404
        draw, key = partial(report_file, self.dossier, dated=self.today), self.dossier.pk
        back = reverse("dossiers:report_text", args=[key])
        return drawn(request, form, draw, name=f"bao-cao-thanh-tich-{key}", back=back)
