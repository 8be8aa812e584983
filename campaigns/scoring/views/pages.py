"""What the pages of this room share."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from campaigns.scoring.models import ScoreSheet, SheetQuerySet, Subject
from campaigns.scoring.policies import can_manage, subjects_seen
from thiduakt.pages import RoomPage


class Page(RoomPage):
    permission = "score.view"
    above = (("Chấm điểm", "scoring:list"),)

    def seen(self) -> SheetQuerySet:
        return ScoreSheet.objects.visible_to(self.request.user, self.today)


class OfSheet(Page):
    """A sheet that this person may not see is a 404."""

    @cached_property
    def sheet(self) -> ScoreSheet:
        return self.found()

    def found(self) -> ScoreSheet:
        return get_object_or_404(self.seen().select_related("school", "campaign", "created_by"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.sheet.title, "url": self.sheet.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.sheet.get_absolute_url()


class ManagedSheet(OfSheet):
    permission = "score.manage"

    @cached_property
    def sheet(self) -> ScoreSheet:  # type: ignore[override]
        sheet = self.found()
        if not can_manage(self.request.user, sheet, timezone.now()):
            raise PermissionDenied
        return sheet


class OfSubject(OfSheet):
    """One of those who are scored, within reach of this person."""

    @cached_property
    def subject(self) -> Subject:
        found = Subject.objects.filter(sheet__in=self.seen()).select_related("sheet", "group", "person")
        subject = get_object_or_404(found, pk=self.kwargs["pk"])
        seen = {one.pk for one in subjects_seen(self.request.user, subject.sheet, timezone.now())}
        if subject.pk not in seen:
            raise Http404
        return subject

    @cached_property
    def sheet(self) -> ScoreSheet:  # type: ignore[override]
        return self.subject.sheet
