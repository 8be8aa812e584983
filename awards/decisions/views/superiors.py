"""Kết quả của cấp trên: its decision is entered with its scan, each line tied to the dossier that went up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from awards.decisions.forms import SuperiorCancelForm, SuperiorForm
from awards.decisions.models import DecisionFile
from awards.decisions.queries import sent_up
from awards.decisions.services.deciding import standing_lines
from awards.decisions.services.superior_ends import (
    SuperiorsCancellation,
    record_superior_cancellation,
    strike_superior,
)
from awards.decisions.services.superiors import SuperiorsDecision, record_superior
from nominations.dossiers.models import Dossier
from thiduakt.files.downloads import sent_file
from thiduakt.ledger.years import year_on
from thiduakt.pages import Posted, asked_next

from .pages import FormPage, OfDecision, Page


class SuperiorRecord(Page, FormPage):
    permission = "award.record"
    form_class = SuperiorForm
    template_name = "decisions/superior.html"
    title = "Ghi kết quả khen thưởng của cấp trên"
    lead = "Người được khen vào sổ khen thưởng ngay. Cấp quyết định khen thưởng chi tiền thưởng."
    submit_label = "Ghi kết quả"
    done = "Đã ghi kết quả của cấp trên vào sổ khen thưởng."
    has_file = True

    @cached_property
    def dossiers(self) -> list[Dossier]:
        return sent_up(self.request.user.school_id, self.today)

    def get_initial(self) -> dict[str, Any]:
        """`ho-so`: the dossiers that a pack took up, ticked already; `co-quan`: whom it went to."""
        query = self.request.GET
        keys = query.get("ho-so", "").split(",")
        asked = {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19}
        ticked = [one for one in self.dossiers if one.pk in asked]
        waiting = sorted(ticked or self.dossiers, key=lambda one: (one.review.year, one.review_id))
        review = waiting[0].review if waiting else None
        told = {"year": review.year, "merit": review.merit} if review else {}
        return {"awarded": [one.pk for one in ticked], "issuer": query.get("co-quan", "")[:200], **told}

    def get_form_kwargs(self) -> dict[str, Any]:
        present = year_on(self.today)
        years = {present, *(one.review.year for one in self.dossiers)}
        return {**super().get_form_kwargs(), "dossiers": self.dossiers, "years": sorted(years, reverse=True)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_enter = self.may("ledger.enter")
        return super().get_context_data(
            has_any=bool(self.dossiers), ledger_url=reverse("ledger:enter") if may_enter else "", **kwargs
        )

    def get_success_url(self) -> str:
        return self.success_url or asked_next(self.request) or reverse("decisions:list")

    def serve(self, form: SuperiorForm) -> None:
        told = form.cleaned_data
        values = {name: told[name] for name in ("name", "number", "decided_on", "issuer", "year", "merit")}
        refused = [(one, told["reason"]) for one in told["refused"]]
        decision = record_superior(
            SuperiorsDecision(**values, awarded=list(told["awarded"]), refused=refused), told["files"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.success_url = asked_next(self.request) or decision.get_absolute_url()


class SuperiorCancel(OfDecision, FormPage):
    """Of a superior's decision, all the lines that another one of it cancels, in one act."""

    permission = "award.record"
    form_class = SuperiorCancelForm
    title = "Ghi việc cấp trên hủy khen thưởng"
    lead = "Luật Thi đua, khen thưởng, Điều 93. Các dòng được chọn ra khỏi sổ khen thưởng ngay, theo số quyết định hủy."
    submit_label = "Ghi việc hủy"
    done = "Đã ghi việc cấp trên hủy; các dòng ấy đã ra khỏi sổ khen thưởng."
    has_file = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.decision.is_ours or not self.decision.is_in_force:
            return redirect(self.decision)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"issuer": self.decision.issuer}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": standing_lines(self.decision)}

    def serve(self, form: SuperiorCancelForm) -> None:
        told = form.cleaned_data
        values = {name: told[name] for name in ("number", "decided_on", "issuer", "ground", "finding", "found_on")}
        record_superior_cancellation(
            self.decision, list(told["lines"]), SuperiorsCancellation(**values), told["files"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip


class SuperiorStrike(OfDecision, Posted, View):
    permission = "award.record"

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        strike_superior(self.decision, reason=reason, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("decisions:superior")
        return "Đã gạch bỏ kết quả ghi nhầm. Hồ sơ của quyết định ấy lại chờ kết quả."


class SuperiorFile(Page, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seen = DecisionFile.objects.filter(decision__in=self.seen().order_by().values("pk"))
        return sent_file(get_object_or_404(seen, pk=pk))
