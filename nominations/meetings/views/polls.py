"""Bỏ phiếu kín trên hệ thống, of a meeting that is being held; from then on the poll has its own page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import FormView, View

from nominations.meetings.forms import PollForm
from nominations.meetings.policies import can_lead
from nominations.meetings.queries import able_to_count, free_of, votes_of
from nominations.meetings.services.polls import begin_poll, drop_poll
from thiduakt.pages import Posted, ServedForm

from .pages import LedMeeting


class PollBegin(LedMeeting, ServedForm, FormView):
    form_class = PollForm
    template_name = "meetings/poll.html"
    title = "Bỏ phiếu kín trên hệ thống"
    done = "Đã lập cuộc bỏ phiếu. Hai người mở hòm phiếu rồi từng người bỏ phiếu trên điện thoại."

    def get_form_kwargs(self) -> dict[str, Any]:
        if not can_lead(self.request.user, self.meeting, timezone.now()):
            raise PermissionDenied
        tellers = able_to_count(self.meeting)
        return {**super().get_form_kwargs(), "votes": free_of(votes_of(self.meeting)), "tellers": tellers}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.meeting, back_url=self.meeting.get_absolute_url(), **kwargs)

    def get_success_url(self) -> str:
        return str(self.success_url)

    def serve(self, form: PollForm) -> None:
        told = form.cleaned_data
        poll = begin_poll(
            self.meeting, list(told["dossiers"]), list(told["tellers"]), actor=self.request.user, at=timezone.now()
        )
        self.success_url = poll.get_absolute_url()


class PollDrop(LedMeeting, Posted, View):
    def act(self) -> str:
        poll = get_object_or_404(self.meeting.polls, pk=self.kwargs["poll"])
        drop_poll(self.meeting, poll, actor=self.request.user, at=timezone.now())
        return "Đã bỏ cuộc bỏ phiếu kín. Thầy/cô cho biểu quyết lại hoặc biểu quyết bằng cách khác."
