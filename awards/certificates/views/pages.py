"""What the pages of this room share."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from awards.certificates.models import PrintRun
from awards.certificates.queries import decisions_with_certificates
from awards.decisions.models import AwardDecision
from thiduakt.pages import RoomPage

NAME = "Giấy khen"


class Page(RoomPage):
    permission = "certificate.print"
    above = ((NAME, "certificates:list"),)
    nav_entry = "certificates:list"

    def seen(self) -> QuerySet[AwardDecision]:
        return decisions_with_certificates(self.request.user, self.today)


class OfDecision(Page):
    """A decision whose certificates this person does not print is a 404."""

    @cached_property
    def decision(self) -> AwardDecision:
        return get_object_or_404(self.seen(), pk=self.kwargs["pk"])

    @property
    def page_url(self) -> str:
        return reverse("certificates:decision", args=[self.decision.pk])


class OfRun(Page):
    @cached_property
    def run(self) -> PrintRun:
        found = PrintRun.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(
            found.select_related("school", "blank", "printer", "requested_by__person"), pk=self.kwargs["pk"]
        )

    def get_success_url(self) -> str:
        return self.run.get_absolute_url()
