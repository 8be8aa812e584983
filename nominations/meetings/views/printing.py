"""What goes to the printer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import View

from nominations.meetings.printing import blank_minutes_pdf, slips_pdf, submittal_file
from thiduakt.documents.output import CONTENT_TYPES
from thiduakt.files.downloads import download, shown
from thiduakt.files.uploads import PDF_TYPE

from .pages import LedMeeting, OfMeeting


class BlankMinutes(LedMeeting, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return shown(blank_minutes_pdf(self.meeting), name="bien-ban-hop-to.pdf", content_type=PDF_TYPE)


class Slips(LedMeeting, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return shown(slips_pdf(self.meeting), name="phieu-bieu-quyet.pdf", content_type=PDF_TYPE)


class SubmittalFile(OfMeeting, View):
    """Of a concluded meeting, for the school that it is written to."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        if form not in CONTENT_TYPES or self.meeting.is_draft:
            raise Http404
        try:
            content = submittal_file(self.meeting, form)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.meeting)
        serve = shown if form == "pdf" else download
        return serve(content, name=f"to-trinh-cua-to.{form}", content_type=CONTENT_TYPES[form])
