"""Bàn điều hành: one page from which the secretary runs the session, and what is shown on the wall."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from nominations.ballots.enums import FINAL, UNUSED
from nominations.ballots.queries import has_tally
from nominations.councils.enums import SeatFunction
from nominations.sessions.forms import AttendanceForm, CountForm, DiscussionForm, OpinionsForm, PollForm, RecountForm
from nominations.sessions.models import Attendance, CouncilSession, Item
from nominations.sessions.policies import can_conclude, can_count, has_conflict
from nominations.sessions.printing import slips_pdf
from nominations.sessions.queries import (
    attendances_of,
    heard_in_writing,
    is_concluded,
    outcome_now,
    presider_told,
    room_of,
    taken,
    turnout_of,
    unvoted,
    vote_of,
    without_account,
)
from nominations.sessions.services.running import mark_attendance
from nominations.sessions.services.voting import (
    begin_poll,
    check_counts,
    conclude,
    drop_poll,
    enter_counts,
    write_discussion,
    write_opinions,
)
from thiduakt.eligibility.voting import Outcome
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.pages import Posted, ServedForm
from thiduakt.permissions import may
from thiduakt.workflow import Missing

from .pages import KeptSession, OfItem
from .preparing import OfKeptForm

TO_VOTE = "Cấp tài khoản cho những người sau, hoặc biểu quyết giơ tay, bỏ phiếu giấy."


class Console(KeptSession, View):
    """Opens at the first item that is not concluded."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        own = [item for item in self.items if not has_conflict(request.user, item)]
        left = [item for item in own if not is_concluded(item)] or own
        return redirect("sessions:console_item", left[0].pk) if left else redirect(self.session)


class CountedItem(OfItem):
    """For whoever writes down what was counted; who only votes, or is concerned, is refused."""

    permission = "session.manage"

    @cached_property
    def item(self) -> Item:
        item = super().item
        if not can_count(self.request.user, item, timezone.now()):
            raise PermissionDenied
        return item


class ConsoleItem(CountedItem, TemplateView):
    template_name = "sessions/console.html"
    title = "Bàn điều hành"

    @cached_property
    def attendances(self) -> list[Attendance]:
        return attendances_of(self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item, vote = self.item, vote_of(self.item)
        presider = presider_told(item, self.attendances)
        live = self.session.is_open and not is_concluded(item)
        by_hand = vote is None or vote.poll_id is None
        counts = live and item.dossier is not None and by_hand
        return super().get_context_data(
            session=self.session, item=item, vote=vote, room=room_of(item, self.attendances), presider=presider,
            is_acting=presider is not None and presider.function != SeatFunction.CHAIR,
            turnout=turnout_of(self.session, self.attendances), agenda=self._agenda(),
            conflicts=list(item.conflicts.all()), away=heard_in_writing(item, self.attendances) if counts else [],
            outcome=self.outcome, move=self._conclusion() if live else None,
            count_form=CountForm(item=item, vote=vote) if counts else None,
            asks_recount=counts and vote is not None and not vote.is_checked,
            discussion_form=DiscussionForm(initial={"discussion": item.discussion}) if live else None,
            drops=live and vote is not None and vote.poll is not None and vote.poll.state in UNUSED,
            can_poll=live and bool(unvoted(self.items)), **kwargs,
        )  # fmt: skip

    @cached_property
    def outcome(self) -> Outcome | None:
        """Once it is counted: of paper by two, of a sealed poll once all its officials have confirmed it."""
        item, vote = self.item, vote_of(self.item)
        if vote is None or (vote.poll and not (vote.poll.state in FINAL and has_tally(vote.poll))):
            return None
        counted = taken(item, vote)
        if not counted.is_checked:
            return None
        return counted.outcome or outcome_now(item, counted, room_of(item, self.attendances))

    def _conclusion(self) -> dict[str, Any] | None:
        """The button with its warning; who was not passed is told why."""
        if self.outcome is None or not can_conclude(self.request.user, self.item, timezone.now()):
            return None
        return {
            "name": "conclude", "label": "Kết luận",
            "warning": f"{self.outcome.line}. Kết luận rồi không sửa được nữa; người được xét được báo.",
            "needs_reason": not self.outcome.has_passed,
        }  # fmt: skip

    def _agenda(self) -> list[dict[str, Any]]:
        return [
            {
                "item": one,
                "url": "" if has_conflict(self.request.user, one) else reverse("sessions:console_item", args=[one.pk]),
                "is_current": one.pk == self.item.pk,
                "outcome": vote.outcome if (vote := vote_of(one)) else None,
            }
            for one in self.items
        ]


class Projector(KeptSession, TemplateView):
    """What the room sees: no reasons of absence, no numbers before an item is concluded."""

    template_name = "sessions/projector.html"
    title = "Trình chiếu"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        attendances = attendances_of(self.session)
        asked = self.request.GET.get("muc", "")
        left = [item for item in self.items if not is_concluded(item)] or self.items
        item = next((one for one in self.items if str(one.pk) == asked), left[0] if left else None)
        vote = vote_of(item) if item else None
        presider = presider_told(item, attendances) if item else self.session.chair
        return super().get_context_data(
            session=self.session, item=item, outcome=vote.outcome if vote else None,
            place=self.items.index(item) + 1 if item else 0, count=len(self.items), presider=presider,
            is_acting=presider is not None and presider.function != SeatFunction.CHAIR,
            turnout=turnout_of(self.session, attendances), **kwargs,
        )  # fmt: skip


class AttendanceMark(OfKeptForm):
    form_class = AttendanceForm
    template_name = "sessions/attendance.html"
    title = "Điểm danh"
    done = "Đã lưu điểm danh."

    def get_success_url(self) -> str:
        session: CouncilSession = self.session
        return reverse("sessions:console", args=[session.pk]) if session.is_open else session.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "attendances": attendances_of(self.session)}

    def serve(self, form: AttendanceForm) -> None:
        mark_attendance(self.session, form.told(), actor=self.request.user, at=timezone.now())


class PollBegin(OfKeptForm):
    form_class = PollForm
    title = "Bỏ phiếu kín trên hệ thống"
    submit_label = "Lập cuộc bỏ phiếu"
    done = "Đã lập cuộc bỏ phiếu. Hai người mở hòm phiếu rồi các thành viên bỏ phiếu trên điện thoại."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": unvoted(self.items)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who could not vote is named before anything is begun, with the way to their accounts for whoever sees those."""
        found = without_account(attendances_of(self.session))
        accounts = reverse("school:account_list") if may(self.request.user, "account.view", on=self.today) else ""
        blockers = [Missing(f"{seat.name} có mặt nhưng chưa có tài khoản đang dùng.", url=accounts) for seat in found]
        return super().get_context_data(blockers=blockers, blocked_hint=TO_VOTE, **kwargs)

    def get_success_url(self) -> str:
        return str(self.success_url or reverse("sessions:console", args=[self.session.pk]))

    def serve(self, form: PollForm) -> None:
        poll = begin_poll(self.session, list(form.cleaned_data["items"]), actor=self.request.user, at=timezone.now())
        self.success_url = poll.get_absolute_url()


class OfItemForm(CountedItem, ServedForm, FormView):
    template_name = "sessions/form.html"
    submit_label = "Lưu"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.item, submit_label=self.submit_label, back_url=self.get_success_url(), **kwargs
        )


class CountEnter(OfItemForm):
    form_class = CountForm
    title = "Ghi kết quả biểu quyết"
    done = "Đã ghi kết quả biểu quyết."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "item": self.item, "vote": vote_of(self.item)}

    def serve(self, form: CountForm) -> None:
        manner = form.cleaned_data["manner"]
        enter_counts(self.item, manner, form.counts(), actor=self.request.user, at=timezone.now())


class CountCheck(OfItemForm):
    form_class = RecountForm
    title = "Nhập lại kết quả phiếu giấy"
    done = "Hai lần nhập khớp nhau."

    def serve(self, form: RecountForm) -> None:
        check_counts(self.item, form.counts(), actor=self.request.user, at=timezone.now())


class OpinionsWrite(OfItemForm):
    form_class = OpinionsForm
    title = "Ý kiến bằng văn bản của thành viên vắng"
    done = "Đã ghi ý kiến bằng văn bản."

    def get_form_kwargs(self) -> dict[str, Any]:
        seats = heard_in_writing(self.item, attendances_of(self.session))
        return {**super().get_form_kwargs(), "item": self.item, "seats": seats}

    def serve(self, form: OpinionsForm) -> None:
        write_opinions(self.item, form.told(), actor=self.request.user, at=timezone.now())


class DiscussionWrite(OfItemForm):
    form_class = DiscussionForm
    title = "Ý kiến thảo luận"
    done = "Đã ghi ý kiến thảo luận."

    def get_initial(self) -> dict[str, Any]:
        return {"discussion": self.item.discussion}

    def serve(self, form: DiscussionForm) -> None:
        write_discussion(self.item, form.cleaned_data["discussion"], actor=self.request.user, at=timezone.now())


class ItemConclude(OfItem, Posted, View):
    permission = "session.manage"

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        vote = conclude(self.item, reason=reason, actor=self.request.user, at=timezone.now())
        return f"{vote.outcome.line}." if vote.outcome else ""


class PollDrop(OfItem, Posted, View):
    permission = "session.manage"

    def act(self) -> str:
        drop_poll(self.item, actor=self.request.user, at=timezone.now())
        return "Đã bỏ cuộc bỏ phiếu chưa mở."


class Slips(CountedItem, View):
    """Of an open session, once it is known who is there."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.session.is_open or self.item.dossier is None:
            raise Http404
        return shown(slips_pdf(self.item), name="phieu-bau.pdf", content_type=PDF_TYPE)
