"""Kết quả của cấp trên: its decision is entered with its scan, each line tied to the dossier that went up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from awards.decisions.forms import SuperiorForm
from awards.decisions.models import DecisionFile
from awards.decisions.queries import sent_up
from awards.decisions.services.superiors import SuperiorsDecision, record_superior
from nominations.dossiers.models import Dossier
from thiduakt.files.downloads import sent_file
from thiduakt.ledger.years import year_on

from .pages import FormPage, Page


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
        """`ho-so`: the dossiers that a pack took up, ticked already."""
        asked = {int(key) for key in self.request.GET.get("ho-so", "").split(",") if key.isascii() and key.isdecimal()}
        return {"awarded": [one.pk for one in self.dossiers if one.pk in asked], "year": year_on(self.today)}

    def get_form_kwargs(self) -> dict[str, Any]:
        present = year_on(self.today)
        return {**super().get_form_kwargs(), "dossiers": self.dossiers, "years": range(present, present - 6, -1)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_enter = self.may("ledger.enter")
        return super().get_context_data(
            has_any=bool(self.dossiers), ledger_url=reverse("ledger:enter") if may_enter else "", **kwargs
        )

    def get_success_url(self) -> str:
        return self.success_url or reverse("decisions:list")

    def serve(self, form: SuperiorForm) -> None:
        told = form.cleaned_data
        values = {name: told[name] for name in ("name", "number", "decided_on", "issuer", "year", "merit")}
        refused = [(one, told["reason"]) for one in told["refused"]]
        decision = record_superior(
            SuperiorsDecision(**values, awarded=list(told["awarded"]), refused=refused), told["files"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.success_url = decision.get_absolute_url()


class SuperiorFile(Page, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seen = DecisionFile.objects.filter(decision__in=self.seen().order_by().values("pk"))
        return sent_file(get_object_or_404(seen, pk=pk))
