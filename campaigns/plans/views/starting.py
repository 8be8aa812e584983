"""The ways to a draft."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from campaigns.plans.forms import PlanImportForm, PlanStartForm
from campaigns.plans.services.importing import doubts_about, plan_from_reading, why_no_plan
from campaigns.plans.services.plans import start_empty_plan
from thiduakt.documents.reading import Doubt, Reading, Source, read_paper
from thiduakt.documents.richtext import HEADINGS, Paragraph, blocks
from thiduakt.routes import Ruled

from .plans import StoredPlan, others_of_year


class PlanStart(StoredPlan, Ruled, FormView):
    """An empty plan with the headings every plan has."""

    permission = "plan.edit"
    template_name = "plans/plan_start.html"
    form_class = PlanStartForm
    done = "Đã tạo bản nháp. Thầy/cô điền vào các chỗ [CẦN BỔ SUNG]."

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"year": today.year, "dated_on": today, "subject": f"Công tác thi đua, khen thưởng năm {today.year}"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = kwargs["form"].cleaned_data.get("year") if "form" in kwargs else None
        others = others_of_year(self.request.user, year or timezone.localdate().year)
        return super().get_context_data(others=others, **kwargs)

    def serve(self, form: PlanStartForm) -> None:
        self.stored = start_empty_plan(**form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[self.stored.pk])


class PlanImport(StoredPlan, Ruled, FormView):
    """From a text that was typed elsewhere: first what was read of it, then the draft."""

    permission = "plan.edit"
    template_name = "plans/plan_import.html"
    form_class = PlanImportForm
    done = "Đã tạo bản nháp từ văn bản. Thầy/cô xem lại các chỗ chưa chắc ở khung bên dưới."

    def form_valid(self, form: PlanImportForm) -> HttpResponse:
        if "create" in self.request.POST:
            return super().form_valid(form)
        source = form.cleaned_data["source"]
        reading = read_paper(source)
        year = _year(form, reading)
        doubts = doubts_about(reading, year=year, school_id=self.request.user.school_id, at=timezone.now())
        # What was read stands in the form from here on: a file cannot be sent a second time.
        given = {"html": source.html, "notes": source.notes} if source.html else {"text": source.text}
        form = PlanImportForm(initial=given | {"year": year})
        return self.render_to_response(self.get_context_data(form=form, **_what_was_read(source, reading, doubts)))

    def serve(self, form: PlanImportForm) -> None:
        source = form.cleaned_data["source"]
        reading = read_paper(source)
        year, at = _year(form, reading), timezone.now()
        self.stored = plan_from_reading(reading, source_text=source.text, year=year, actor=self.request.user, at=at)
        self.success_url = reverse("documents:edit", args=[self.stored.pk])


def _year(form: PlanImportForm, reading: Reading) -> int:
    """What the person says, then what the paper says."""
    return form.cleaned_data["year"] or next(iter(reading.years), timezone.localdate().year)


def _what_was_read(source: Source, reading: Reading, doubts: list[Doubt]) -> dict[str, Any]:
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
        for number, line in enumerate(source.text.split("\n"), start=1)
    ]
    return {
        "reading": reading,
        "source_text": source.text,
        "facts": [{"label": label, "value": value} for label, value in facts],
        "outline": [block for block in blocks(reading.body) if isinstance(block, Paragraph) and block.kind in HEADINGS],
        "lines": lines,
        "every_doubt": [
            f"Dòng {doubt.line_number}: {doubt.reason}" if doubt.line_number else doubt.reason
            for doubt in sorted(doubts, key=lambda doubt: doubt.line_number or 0)
        ],
        "refusal_sentence": why_no_plan(reading),
        "doubtful_lines": [line["number"] for line in lines if line["doubts"]],
    }
