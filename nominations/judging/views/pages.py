"""What the pages of this room share."""

from functools import cached_property

from django.shortcuts import get_object_or_404

from nominations.judging.models import Entry, Round
from nominations.judging.models.rounds import RoundQuerySet
from nominations.judging.queries import closed_entries
from thiduakt.pages import RoomPage


class Page(RoomPage):
    permission = "judging.judge"
    above = (("Sáng kiến", "initiatives:list"), ("Chấm sáng kiến", "judging:list"))
    nav_entry = "initiatives:list"

    def seen(self) -> RoundQuerySet:
        return Round.objects.visible_to(self.request.user, self.today)


class OfRound(Page):
    """A round that this person may not see is a 404."""

    @cached_property
    def turn(self) -> Round:
        found = self.seen().select_related("criteria_set", "minutes", "school", "body")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def closed(self) -> set[int]:
        """The entries that this person, being an author or kin of one, does not meet among the others."""
        return closed_entries(self.turn, self.request.user.person_id)

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.turn.name, "url": self.turn.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.turn.get_absolute_url()


class OfEntry(OfRound):
    """An entry of a round that this person sees."""

    @cached_property
    def entry(self) -> Entry:
        found = Entry.objects.filter(round__in=self.seen().order_by().values("pk"))
        rows = found.select_related("round__school", "round__criteria_set", "solution", "decision")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def turn(self) -> Round:
        return self.entry.round
