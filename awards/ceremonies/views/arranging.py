"""The programme, the turns, the guests; who is called up in which turn; one place up or down."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from awards.ceremonies.forms import ArrangeForm, GuestsForm, PlaceForm, ProgramForm, TurnsForm
from awards.ceremonies.models import ProgramItem, Recipient, Turn
from awards.ceremonies.queries import recipients_of
from awards.ceremonies.services.arranging import (
    DOWN,
    UP,
    Part,
    arrange,
    place,
    save_guests,
    save_program,
    save_turns,
    shift,
)
from thiduakt.pages import MORE, Posted, ServedForm

from .pages import ManagedCeremony, Page


class FormOfCeremony(ManagedCeremony, ServedForm, FormView):
    template_name = "ceremonies/form_page.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was held is read, not written."""
        return super().get(request, *args, **kwargs) if self.ceremony.is_planned else redirect(self.ceremony)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.ceremony.get_absolute_url(), **kwargs)


class PartsEdit(FormOfCeremony):
    """Rows in their order. `related`: which of the ceremony."""

    template_name = "ceremonies/parts.html"
    done = "Đã lưu."
    related: str
    save: ClassVar[Any]

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = getattr(self.ceremony, self.related).order_by("position", "pk")
        return {**super().get_form_kwargs(), "ceremony": self.ceremony, "rows": rows}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(more=MORE, **kwargs)

    def serve(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        type(self).save(self.ceremony, form.rows, version=version, actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return self.request.path if MORE in self.request.POST else super().get_success_url()


class ProgramEdit(PartsEdit):
    title = "Sửa chương trình"
    form_class = ProgramForm
    related = "program"
    save = staticmethod(save_program)


class GuestsEdit(PartsEdit):
    title = "Sửa khách mời"
    form_class = GuestsForm
    related = "guests"
    save = staticmethod(save_guests)


class TurnsEdit(PartsEdit):
    title = "Sửa lượt trao"
    form_class = TurnsForm
    related = "turns"
    save = staticmethod(save_turns)


class PlaceEdit(FormOfCeremony):
    title = "Xếp người vào lượt"
    template_name = "ceremonies/place.html"
    form_class = PlaceForm
    done = "Đã xếp lượt."

    def get_form_kwargs(self) -> dict[str, Any]:
        turns = list(self.ceremony.turns.order_by("position", "pk"))
        people = list(recipients_of(self.ceremony))
        return {**super().get_form_kwargs(), "ceremony": self.ceremony, "turns": turns, "recipients": people}

    def serve(self, form: PlaceForm) -> None:
        version = form.cleaned_data["version"]
        place(self.ceremony, form.turns(), version=version, actor=self.request.user, at=timezone.now())


class Arrange(ManagedCeremony, Posted, View):
    """Turns made anew."""

    def act(self) -> str:
        form = ArrangeForm(self.request.POST)
        most = form.cleaned_data["most"] if form.is_valid() else 0
        arrange(self.ceremony, most=most, actor=self.request.user, at=timezone.now())
        return "Đã xếp lại các lượt trao."


class Shift(Page, Posted, View):
    """One place up or down. `anchor`: of the row on the page."""

    permission = "ceremony.manage"
    model: type[Part]
    anchor = ""

    @cached_property
    def part(self) -> Part:
        if self.kwargs["way"] not in {UP, DOWN}:
            raise Http404
        found: Any = self.model.objects.filter(ceremony__in=self.seen().order_by()).select_related("ceremony")
        part: Part = get_object_or_404(found, pk=self.kwargs["pk"])
        return part

    def get_success_url(self) -> str:
        """Where the row stands on the page."""
        return f"{self.part.ceremony.get_absolute_url()}#{self.anchor}-{self.part.pk}"

    def act(self) -> str:
        shift(self.part, self.kwargs["way"], actor=self.request.user, at=timezone.now())
        return "Đã đổi thứ tự."


class ItemShift(Shift):
    model, anchor = ProgramItem, "muc"


class TurnShift(Shift):
    model, anchor = Turn, "luot-trao"


class RecipientShift(Shift):
    model, anchor = Recipient, "nguoi"
