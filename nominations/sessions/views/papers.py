"""The papers of a session: invitation and minutes as drafts of official papers, the tellers' record as a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from nominations.sessions.counted import count_file
from nominations.sessions.enums import SessionState
from nominations.sessions.models import CouncilSession
from nominations.sessions.queries import balloted, confirmations_told, takes_part_in_all, to_confirm
from nominations.sessions.services.keeping import confirm_record
from nominations.sessions.services.papers import begin_count_record, begin_invitation, begin_record
from thiduakt.documents.models import Document
from thiduakt.documents.output import CONTENT_TYPES, paper_file
from thiduakt.files.downloads import download, shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.pages import Posted, version_of

from .pages import KeptSession, OfSession


class OnRecord(KeptSession):
    """What tells of every item: not for somebody who takes no part in one of them."""

    @cached_property
    def session(self) -> CouncilSession:
        session = super().session
        if not takes_part_in_all(session, self.request.user):
            raise PermissionDenied
        return session


class InvitationBegin(OnRecord, Posted, View):
    """From then on a paper like any other, with its own page."""

    def act(self) -> str:
        self.success_url = begin_invitation(self.session, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn giấy mời từ phiên họp. Thầy/cô đọc lại rồi trình ký."


class MinutesBegin(OnRecord, Posted, View):
    def act(self) -> str:
        self.success_url = begin_record(self.session, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn biên bản từ phiên họp. Thầy/cô đọc lại rồi trình chủ tọa ký."


class CountRecordBegin(OnRecord, Posted, View):
    def act(self) -> str:
        self.success_url = begin_count_record(self.session, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn biên bản kiểm phiếu. Thầy/cô đọc lại rồi trình chủ tọa ký."


class OfRecord(OfSession):
    """A record that waits to be confirmed, for those who are asked."""

    @cached_property
    def paper(self) -> Document:
        found = next((one for one in to_confirm(self.session) if one.pk == self.kwargs["paper"]), None)
        asked = confirmations_told(self.session, found) if found else []
        if found is None or self.request.user.person_id not in {seat.person_id for seat, _ in asked}:
            raise Http404
        return found


class RecordFile(OfRecord, View):
    """As it will be signed."""

    def get(self, request: HttpRequest, pk: int, paper: int) -> HttpResponse:
        return shown(paper_file(self.paper, "pdf", for_signing=True), name="bien-ban.pdf", content_type=PDF_TYPE)


class RecordConfirm(OfRecord, Posted, View):
    permission = "session.conduct"

    def act(self) -> str:
        version = version_of(self.request)
        confirm_record(self.session, self.paper, version=version, actor=self.request.user, at=timezone.now())
        return "Đã xác nhận biên bản. Biên bản sửa lại thì thầy/cô đọc và xác nhận lại."


class CountFile(OnRecord, View):
    """Of a session that has ended and in which ballots were cast."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        session = self.session
        if form not in CONTENT_TYPES or session.state not in SessionState.OVER or not balloted(session):
            raise Http404
        try:
            content = count_file(session, form)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(session)
        serve = shown if form == "pdf" else download
        return serve(content, name=f"bien-ban-kiem-phieu.{form}", content_type=CONTENT_TYPES[form])
