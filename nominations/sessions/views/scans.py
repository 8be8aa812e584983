"""Scans of what the tellers signed by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import View

from nominations.sessions.forms import ScanForm
from nominations.sessions.models import CountScan
from nominations.sessions.services.scanning import attach_scans
from thiduakt.files.downloads import sent_file

from .console import OfItemForm
from .pages import Page


class ScanAttach(OfItemForm):
    form_class = ScanForm
    title = "Bản chụp biên bản kiểm phiếu"
    submit_label = "Đính kèm"
    done = "Đã đính kèm bản chụp biên bản kiểm phiếu."
    extra_context = {"has_file": True}

    def get_success_url(self) -> str:
        return self.session.get_absolute_url()

    def serve(self, form: ScanForm) -> None:
        attach_scans(self.item, form.cleaned_data["files"], actor=self.request.user, at=timezone.now())


class ScanFile(Page, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return sent_file(get_object_or_404(CountScan.objects.visible_to(request.user, self.today), pk=pk))
