"""At the ceremony, turn by turn: who was there, who received it for somebody else; and afterwards to whom it was brought."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from awards.ceremonies.forms import HandingForm
from awards.ceremonies.models import Ceremony, Recipient, Turn
from awards.ceremonies.queries import UNPLACED, recipients_of
from awards.ceremonies.services.handing import hand_all, mark
from thiduakt.pages import Posted, ServedForm

from .pages import ManagedCeremony

SUBMIT = "Ghi kết quả"


class OfTurn(ManagedCeremony):
    @cached_property
    def turn(self) -> Turn:
        found = Turn.objects.filter(ceremony__in=self.seen().order_by()).select_related("ceremony__school")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def ceremony(self) -> Ceremony:  # type: ignore[override]
        return self.turn.ceremony


class Handover(ServedForm):
    """The people of one turn, or those who are in none."""

    template_name = "ceremonies/handing.html"
    form_class = HandingForm
    done = "Đã ghi kết quả trao."
    ceremony: Ceremony
    turn: Turn | None

    @cached_property
    def recipients(self) -> list[Recipient]:
        return list(recipients_of(self.ceremony).filter(turn=self.turn))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "recipients": self.recipients}  # type: ignore[misc]

    def serve(self, form: HandingForm) -> None:
        mark(self.ceremony, form.told(), actor=self.request.user, at=timezone.now())  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.ceremony.get_absolute_url()
        return super().get_context_data(turn=self.turn, back_url=back, **kwargs)  # type: ignore[misc]


class TurnHanding(OfTurn, Handover, FormView):
    submit_label = SUBMIT

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.turn.name

    @property
    def lead(self) -> str:  # type: ignore[override]
        told = (f"Người trao: {self.turn.handed_by}." if self.turn.handed_by else "", f"Trao: {self.turn.gifts}.")
        return " ".join(filter(None, told))


class UnplacedHanding(ManagedCeremony, Handover, FormView):
    submit_label = SUBMIT
    title = UNPLACED
    turn = None


class TurnHandAll(OfTurn, Posted, View):
    def act(self) -> str:
        count = hand_all(self.turn, actor=self.request.user, at=timezone.now())
        return f"Đã ghi trao cho {count} người, tập thể."
