"""What the pages of this room share."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from campaigns.scoring.models import ScoreSheet, SheetQuerySet, Subject
from campaigns.scoring.policies import can_manage, subjects_seen
from thiduakt.routes import Ruled


class Page(Ruled):
    permission = "score.view"
    request: HttpRequest
    kwargs: dict[str, Any]
    title = ""

    def seen(self) -> SheetQuerySet:
        return ScoreSheet.objects.visible_to(self.request.user, timezone.localdate())

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Chấm điểm", "url": reverse("scoring:list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, trail=self.trail(), **kwargs)


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
