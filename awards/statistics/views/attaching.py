"""Buttons on the draft of a report that take figures into it as an appendix."""

from functools import cached_property

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from awards.statistics.services.appendices import attach_given, attach_registered
from campaigns.reporting.models import Report
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.ledger.years import year_on
from thiduakt.pages import Posted
from thiduakt.routes import Ruled


class Attaching(Ruled, Posted, View):
    permission = "report.draft"
    request: HttpRequest
    kwargs: dict[str, int]

    @cached_property
    def report(self) -> Document:
        seen = Document.objects.visible_to(self.request.user, timezone.localdate())
        return get_object_or_404(seen, pk=self.kwargs["pk"], kind=Kind.REPORT)

    @property
    def year(self) -> int:
        """Of a report on a plan the one it tells of; of any other the school year of its day."""
        told = Report.objects.filter(document=self.report).first()
        return told.year if told else year_on(self.report.dated_on or timezone.localdate())

    def get_success_url(self) -> str:
        return reverse("documents:edit", args=[self.report.pk])


class GivenAttach(Attaching):
    def act(self) -> str:
        attach_given(self.report, self.year, actor=self.request.user, at=timezone.now())
        return "Đã đưa thống kê khen thưởng vào phụ lục của báo cáo."


class RegisteredAttach(Attaching):
    def act(self) -> str:
        attach_registered(self.report, self.year, actor=self.request.user, at=timezone.now())
        return "Đã đưa kết quả đăng ký thi đua vào phụ lục của báo cáo."
