"""What goes to the printer, and the official paper of the round."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import View

from campaigns.registrations.models import Registration
from campaigns.registrations.printing import forms_pdf, list_file
from campaigns.registrations.queries import full, people_expected
from campaigns.registrations.services.papers import draft_paper
from thiduakt.documents.views.drawn import drawn
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.pages import Posted
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import SIGNED_IN

from .groups import OfList
from .pages import OfRegistration, OfRound


class ListFile(OfRound, View):
    """The list and the summary of the whole school, as they stand, for whoever sees all of it."""

    permission = "registration.view"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        if not scopes(request.user, self.permission, self.today) & WHOLE_SCHOOL:
            raise PermissionDenied
        draw = partial(list_file, self.turn, on=self.today)
        return drawn(request, form, draw, name="dang-ky-thi-dua", back=self.turn)


class BlankForm(OfRound, View):
    permission = "registration.enter_for"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return shown(forms_pdf(self.turn, [], {}, blanks=1), name="phieu-dang-ky.pdf", content_type=PDF_TYPE)


class OneForm(OfRegistration, View):
    """Filled in with what is registered, to be signed by hand."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        one = self.registration
        if one.person is None:
            raise Http404
        content = forms_pdf(one.round, [one.person], {one.person_id: one})
        return shown(content, name="phieu-dang-ky.pdf", content_type=PDF_TYPE)


class TeamForms(OfList, View):
    """A sheet for everybody of the tổ, in one file."""

    permission = "registration.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        turn, group = self.row.round, self.row.group
        people: Any = people_expected(turn, self.today).filter(group=group)
        known = full(Registration.objects.filter(round=turn, person__in=people).standing())
        content = forms_pdf(turn, people, {one.person_id: one for one in known})
        return shown(content, name="phieu-dang-ky-cua-to.pdf", content_type=PDF_TYPE)


class DraftPaper(OfRound, Posted, View):
    permission = "round.draft"

    def get_success_url(self) -> str:
        return self.turn.get_absolute_url()

    def act(self) -> str:
        document = draft_paper(self.turn, actor=self.request.user, at=timezone.now())
        self.success_url = document.get_absolute_url()
        return "Đã lập bản nháp báo cáo, kèm danh sách và bảng tổng hợp."
