"""The buttons beside the places of a draft that somebody has to look at."""

from collections.abc import Callable
from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from thiduakt.documents.models import Document, ReviewMark
from thiduakt.documents.services.review_marks import reopen_mark, settle_mark
from thiduakt.pages import Posted
from thiduakt.routes import SIGNED_IN, Ruled


class MarkAct(Posted, Ruled, View):
    """Back to the panel in the editor; there static/js/review_marks.js puts the new panel in the place of the old."""

    permission = SIGNED_IN  # which papers a person edits the service asks
    service: Callable[..., None]
    done = ""

    @cached_property
    def mark(self) -> ReviewMark:
        seen = Document.objects.visible_to(self.request.user, timezone.localdate())
        return get_object_or_404(ReviewMark.objects.select_related("document"), pk=self.kwargs["pk"], document__in=seen)

    def get_success_url(self) -> str:
        return f"{reverse('documents:edit', args=[self.mark.document_id])}#cho-can-xem-lai"

    def act(self) -> str:
        self.service(self.mark, actor=self.request.user, at=timezone.now())
        return self.done


class SettleMark(MarkAct):
    service = staticmethod(settle_mark)
    done = "Đã ghi là đã xem."


class ReopenMark(MarkAct):
    service = staticmethod(reopen_mark)
    done = "Đã mở lại chỗ này để xem."
