"""What goes to the printer."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from nominations.meetings.printing import blank_minutes_pdf, slips_pdf, submittal_file
from thiduakt.documents.views.drawn import drawn
from thiduakt.files.downloads import shown
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
        if self.meeting.is_draft:
            raise Http404
        return drawn(request, form, partial(submittal_file, self.meeting), name="to-trinh-cua-to", back=self.meeting)
