"""A publication is drawn up, and changed while it is not public."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from awards.decisions.models import AwardDecision
from awards.publications.enums import PublicationState, Unnamed
from awards.publications.forms import OF_A_DECISION, AddForm, EditForm, choices_of
from awards.publications.services.publishing import FIELDS, draw_up, save_publication
from thiduakt.ledger.models import HonorEntry
from thiduakt.pages import ServedForm, asked_key

from .pages import OfPublication, Page

USUAL = timedelta(days=90)  # how long a result stays in public, unless the school says otherwise


class PublicationAdd(ServedForm, Page, FormView):
    title = "Soạn bản công bố"
    lead = "Lưu xong thầy/cô xem trước đúng những gì người ngoài sẽ thấy rồi mới công bố."
    template_name = "publications/form_page.html"
    form_class = AddForm
    done = "Đã lưu. Thầy/cô xem trước từng dòng rồi công bố."

    def get_initial(self) -> dict[str, Any]:
        asked = asked_key(self.request, "quyet-dinh")
        shown = {"on_page": True, "shown_from": self.today, "shown_until": self.today + USUAL}
        return shown | {"tells_unit": True, "unnamed": Unnamed.BY_CLASS, "what": f"{OF_A_DECISION}-{asked}" if asked else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        school = self.request.user.school_id
        decisions = self._decisions().filter(publications__isnull=True).select_related("document")
        standing = HonorEntry.objects.standing().filter(school=school).order_by("-year")
        years = standing.values_list("year", flat=True).distinct()
        return {**super().get_form_kwargs(), "offered": choices_of(decisions.order_by("-year", "-pk"), years)}

    def serve(self, form: AddForm) -> None:
        kind, key = form.chosen
        values = {name: form.cleaned_data[name] for name in FIELDS}
        values["title"] = values["title"] or self._title(form, kind, key)
        decision = self._decisions().get(pk=key) if kind == OF_A_DECISION else None
        year = None if decision else key
        self.success_url = draw_up(
            decision, values, year=year, actor=self.request.user, at=timezone.now()
        ).get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("publications:list"), **kwargs)

    def _decisions(self) -> Any:
        return AwardDecision.objects.visible_to(self.request.user, self.today).in_force()

    def _title(self, form: AddForm, kind: str, key: int) -> str:
        return self._decisions().get(pk=key).name if kind == OF_A_DECISION else form.told


class PublicationEdit(OfPublication, ServedForm, FormView):
    title = "Sửa bản công bố"
    template_name = "publications/form_page.html"
    form_class = EditForm
    done = "Đã lưu bản công bố."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is public is taken down before it is written."""
        if self.publication.state not in PublicationState.EDITABLE:
            return redirect(self.publication)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.publication, name) for name in (*FIELDS, "version")}

    def serve(self, form: EditForm) -> None:
        values = {name: form.cleaned_data[name] for name in FIELDS}
        version = form.cleaned_data["version"]
        save_publication(self.publication, values, version=version, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.publication.get_absolute_url(), **kwargs)
