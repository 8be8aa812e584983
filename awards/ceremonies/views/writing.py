"""A ceremony is planned, and changed until it was held."""

from datetime import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from awards.ceremonies.forms import CeremonyForm
from awards.ceremonies.queries import to_hand_over
from awards.ceremonies.services.planning import FIELDS, plan_ceremony, save_ceremony
from thiduakt.pages import ServedForm, asked_key

from .pages import ManagedCeremony, Page


class CeremonyAdd(ServedForm, Page, FormView):
    permission = "ceremony.manage"
    title = "Lập lễ trao thưởng"
    lead = "Chương trình mẫu và các lượt trao được lập sẵn để thầy/cô sửa."
    template_name = "ceremonies/form_page.html"
    form_class = CeremonyForm
    done = "Đã lập lễ trao thưởng. Thầy/cô xem chương trình, các lượt trao."

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = asked_key(self.request, "quyet-dinh")
        offered = to_hand_over(self.request.user.school_id, self.today)
        first = {"starts_at": time(8), "decisions": [asked] if asked else [], "held_on": None}
        return {**super().get_form_kwargs(), "offered": offered, "begun": False, "initial": first}

    def serve(self, form: CeremonyForm) -> None:
        chosen = form.cleaned_data["decisions"].select_related("document")
        ceremony = plan_ceremony(form.values, chosen, actor=self.request.user, at=timezone.now())
        self.success_url = ceremony.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("ceremonies:list"), **kwargs)


class CeremonyEdit(ManagedCeremony, ServedForm, FormView):
    title = "Sửa lễ trao thưởng"
    template_name = "ceremonies/form_page.html"
    form_class = CeremonyForm
    done = "Đã lưu lễ trao thưởng."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was held is read, not written."""
        return super().get(request, *args, **kwargs) if self.ceremony.is_planned else redirect(self.ceremony)

    def get_form_kwargs(self) -> dict[str, Any]:
        one = self.ceremony
        kept = list(one.decisions.values_list("pk", flat=True))
        stored = {name: getattr(one, name) for name in (*FIELDS, "version")} | {"decisions": kept}
        offered = to_hand_over(one.school_id, self.today, kept=kept)
        return {**super().get_form_kwargs(), "offered": offered, "begun": True, "initial": stored}

    def serve(self, form: CeremonyForm) -> None:
        chosen = form.cleaned_data["decisions"].select_related("document")
        told = {"version": form.cleaned_data["version"], "actor": self.request.user, "at": timezone.now()}
        save_ceremony(self.ceremony, form.values, chosen, **told)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.ceremony.get_absolute_url(), **kwargs)
