"""What the pages of this room share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from nominations.councils.composition import notes_on
from nominations.councils.forms import RecordForm
from nominations.councils.models import Council, CouncilQuerySet, Renewal, Seat
from nominations.councils.queries import proposed_seats
from thiduakt.pages import MORE, RoomPage, ServedForm
from thiduakt.school.models import Person

NAME = "Hội đồng"


class Page(RoomPage):
    permission = "council.view"
    above = ((NAME, "councils:list"),)

    def seen(self) -> CouncilQuerySet:
        return Council.objects.visible_to(self.request.user, self.today)


class OfCouncil(Page):
    """A council that this person may not see is a 404."""

    @cached_property
    def council(self) -> Council:
        found = self.seen().select_related("school", "decision", "replaces")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.council), "url": self.council.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.council.get_absolute_url()

    def people(self, seats: list[Seat]) -> list[Person]:
        """Whom a list can name: who works here, and who stands in it already."""
        people = Person.objects.filter(school=self.council.school_id)
        offered = people.at_work(self.today) | people.filter(pk__in=[seat.person_id for seat in seats if seat.person_id])
        return list(offered.select_related("group").order_by("sort_key", "pk"))


class ManagedCouncil(OfCouncil):
    permission = "council.manage"


class OfRenewal(ManagedCouncil):
    @cached_property
    def renewal(self) -> Renewal:
        found = Renewal.objects.filter(council__in=self.seen().order_by().values("pk"))
        return get_object_or_404(found.select_related("council__school", "decision"), pk=self.kwargs["pk"])

    @cached_property
    def council(self) -> Council:
        return self.renewal.council


class FormOfCouncil(ManagedCouncil, ServedForm, FormView):
    template_name = "councils/form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.council.get_absolute_url(), **kwargs)


class ListEdit(FormOfCouncil):
    """The members as a decision is to name them, of a council or of a renewal."""

    def drawn_up(self) -> Council | Renewal:
        return self.council

    @cached_property
    def seats(self) -> list[Seat]:
        return proposed_seats(self.drawn_up())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What has its decision is read, not written."""
        if not self.drawn_up().is_draft:
            return redirect(self.council)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"council": self.council, "seats": self.seats, "people": self.people(self.seats)}
        return {**super().get_form_kwargs(), **told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notes = notes_on(self.council, self.seats, self.today)
        return super().get_context_data(more=MORE, notes=notes, **kwargs)

    def get_success_url(self) -> str:
        return self.request.path if MORE in self.request.POST else super().get_success_url()


class DecisionRecord(FormOfCouncil):
    """Of a decision that was issued outside the system."""

    form_class = RecordForm
    submit_label = "Ghi nhận"
    done = "Quyết định đã ghi nhận, thành viên nhận được thông báo."
