"""What the pages of this room share."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import FormView

from awards.decisions.models import AwardDecision, AwardDecisionQuerySet, AwardLine
from thiduakt.pages import RoomPage, ServedForm

NAME = "Quyết định khen thưởng"


class Page(RoomPage):
    permission = "award.view"
    above = ((NAME, "decisions:list"),)
    nav_entry = "decisions:list"

    def seen(self) -> AwardDecisionQuerySet:
        return AwardDecision.objects.visible_to(self.request.user, self.today)


class OfDecision(Page):
    """A decision that this person may not see is a 404."""

    @cached_property
    def decision(self) -> AwardDecision:
        found = self.seen().select_related("school", "document__signer", "review", "replaces__document", "created_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        one = self.decision
        label = f"Quyết định {one.notation}" if one.notation else one.name
        return [*super().trail(), {"label": label, "url": one.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.decision.get_absolute_url()


class ManagedDecision(OfDecision):
    permission = "award.manage"


class OfLine(ManagedDecision):
    @cached_property
    def line(self) -> AwardLine:
        found = AwardLine.objects.visible_to(self.request.user, self.today).select_related(
            "decision__school", "decision__document", "decision__review"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def decision(self) -> AwardDecision:
        return self.line.decision


class FormPage(ServedForm, FormView):
    template_name = "decisions/form.html"
    has_file = False
    back_url = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back_url or self.get_success_url(), has_file=self.has_file, **kwargs)
