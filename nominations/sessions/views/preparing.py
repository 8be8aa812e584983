"""Preparing a session: when, who, what stands on the agenda; calling it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.councils.models import Council
from nominations.councils.queries import seats_on
from nominations.sessions.forms import BeginForm, MatterForm, SessionForm
from nominations.sessions.models import CouncilSession
from nominations.sessions.policies import can_keep
from nominations.sessions.queries import councils_to_call, reviews_to_meet_on
from nominations.sessions.services.drafting import (
    add_matter,
    begin_session,
    discard_session,
    fill_agenda,
    remove_item,
    save_session,
)
from nominations.sessions.services.running import call_session
from thiduakt.pages import Posted, ServedForm

from .pages import KeptSession, OfItem, Page


class SessionAdd(ServedForm, Page, FormView):
    """Of a council that stands today, the one for emulation and awards first."""

    permission = "session.manage"
    form_class = BeginForm
    template_name = "sessions/form.html"
    title = "Lập phiên họp"
    done = "Đã lập phiên họp. Thầy/cô xem lại chương trình, ban kiểm phiếu rồi mời họp."

    @cached_property
    def councils(self) -> QuerySet[Council]:
        return councils_to_call(self.request.user, self.today).order_by("kind", "-begins_on", "-pk")

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.councils:
            raise PermissionDenied
        reviews = reviews_to_meet_on(self.request.user.school_id)
        return {**super().get_form_kwargs(), "councils": self.councils, "reviews": reviews}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = self.councils[0] if len(self.councils) == 1 else ""
        return super().get_context_data(lead=lead, submit_label="Lập phiên họp", back_url=reverse("sessions:list"), **kwargs)

    def serve(self, form: BeginForm) -> None:
        review, told = form.cleaned_data["review"], {"actor": self.request.user, "at": timezone.now()}
        self.success_url = begin_session(form.chosen(), review, values=form.values(), **told).get_absolute_url()


class OfKeptForm(KeptSession, ServedForm, FormView):
    template_name = "sessions/form.html"
    submit_label = "Lưu"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.session, submit_label=self.submit_label, back_url=self.get_success_url(), **kwargs
        )


class SessionEdit(OfKeptForm):
    form_class = SessionForm
    title = "Sửa phiên họp"
    done = "Đã lưu phiên họp."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is open already is read, not written."""
        if not self.session.is_prepared:
            return redirect(self.session)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        session: CouncilSession = self.session
        seats = seats_on(session.council, session.held_on)
        return {**super().get_form_kwargs(), "session": session, "seats": seats}

    def serve(self, form: SessionForm) -> None:
        version = form.cleaned_data["version"]
        save_session(self.session, form.told(), version=version, actor=self.request.user, at=timezone.now())


class MatterAdd(OfKeptForm):
    form_class = MatterForm
    title = "Thêm mục khác vào chương trình"
    done = "Đã thêm vào chương trình."
    submit_label = "Thêm"

    def serve(self, form: MatterForm) -> None:
        add_matter(self.session, form.cleaned_data["title"], actor=self.request.user, at=timezone.now())


class SessionDiscard(KeptSession, Posted, View):
    is_gone = False

    def get_success_url(self) -> str:
        return reverse("sessions:list") if self.is_gone else super().get_success_url()

    def act(self) -> str:
        discard_session(self.session, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã bỏ phiên họp."


class AgendaFill(KeptSession, Posted, View):
    def act(self) -> str:
        added = fill_agenda(self.session, actor=self.request.user, at=timezone.now())
        return f"Đã thêm {added} hồ sơ vào chương trình." if added else "Không có hồ sơ nào mới trình hội đồng."


class ItemRemove(OfItem, Posted, View):
    permission = "session.manage"

    def get_success_url(self) -> str:
        return self.session.get_absolute_url()

    def act(self) -> str:
        if not can_keep(self.request.user, self.session, timezone.now()):
            raise PermissionDenied
        remove_item(self.item, actor=self.request.user, at=timezone.now())
        return "Đã bỏ khỏi chương trình."


class SessionCall(KeptSession, Posted, View):
    def act(self) -> str:
        call_session(self.session, actor=self.request.user, at=timezone.now())
        return "Đã mời họp. Các thành viên được báo và đọc được hồ sơ trong chương trình."
