"""Setting a round up, its judges, its steps."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.judging.flows import ROUND_FLOW
from nominations.judging.forms import ExtendForm, JudgeForm, RoundForm
from nominations.judging.models import Judge, Round
from nominations.judging.queries import possible_judges
from nominations.judging.services.rounds import (
    add_round,
    discard_round,
    extend,
    invite,
    put_back,
    release,
    save_round,
    take_in,
    take_step,
)
from thiduakt.ledger.years import year_on
from thiduakt.pages import Posted, ServedForm
from thiduakt.routes import SIGNED_IN

from .pages import OfEntry, OfRound, Page

DONE = {
    "open": "Đã mở đợt chấm, người chấm nhận được thông báo.",
    "count": "Đã tổng hợp điểm.",
    "conclude": "Đã kết luận đợt chấm, tác giả nhận được thông báo.",
}


class ManagedRound(OfRound):
    permission = "judging.manage"


class RoundWriting(ServedForm):
    form_class = RoundForm
    template_name = "campaigns/form.html"
    done = "Đã lưu đợt chấm."
    extra_context = {"lead": "Hội đồng, người chấm được mời ở trang của đợt chấm."}
    stored: Round

    def get_success_url(self) -> str:
        return self.stored.get_absolute_url()

    def written(self) -> Round:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        year = year_on(timezone.localdate())
        return {**super().get_form_kwargs(), "instance": self.written(), "this_year": year}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turn = self.written()
        back = turn.get_absolute_url() if turn.pk else reverse("judging:list")
        return super().get_context_data(back_url=back, **kwargs)  # type: ignore[misc]


class RoundAdd(RoundWriting, Page, FormView):
    permission = "judging.manage"
    title = "Lập đợt chấm sáng kiến"

    def written(self) -> Round:
        return Round(school=self.request.user.school)

    def serve(self, form: RoundForm) -> None:
        self.stored = add_round(form.told(), actor=self.request.user, at=timezone.now())


class RoundEdit(RoundWriting, ManagedRound, FormView):
    title = "Sửa đợt chấm"

    def written(self) -> Round:
        return self.turn

    def serve(self, form: RoundForm) -> None:
        version = form.cleaned_data["version"]
        self.stored = save_round(self.turn, form.told(), version=version, actor=self.request.user, at=timezone.now())


class RoundDiscard(ManagedRound, Posted, View):
    is_gone = False

    def get_success_url(self) -> str:
        return reverse("judging:list") if self.is_gone else super().get_success_url()

    def act(self) -> str:
        discard_round(self.turn, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã bỏ đợt chấm đang chuẩn bị."


class RoundStep(OfRound, Posted, View):
    """Who may take which step the flow tells: not all are taken by the same people."""

    permission = SIGNED_IN

    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in ROUND_FLOW.moves:
            raise Http404
        take_step(self.turn, action, actor=self.request.user, at=timezone.now())
        return DONE[action]


class RoundExtend(ManagedRound, ServedForm, FormView):
    form_class = ExtendForm
    template_name = "campaigns/form_page.html"
    title = "Gia hạn gửi phiếu chấm"
    done = "Đã gia hạn."

    def serve(self, form: ExtendForm) -> None:
        told = form.cleaned_data
        extend(self.turn, told["until"], reason=told["reason"], actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = f"Hạn đang là hết ngày {self.turn.closes_on:%d/%m/%Y}."
        return super().get_context_data(lead=lead, back_url=self.turn.get_absolute_url(), **kwargs)


class TakeIn(ManagedRound, Posted, View):
    def act(self) -> str:
        return f"Đã đưa thêm {take_in(self.turn, actor=self.request.user, at=timezone.now())} giải pháp vào đợt chấm."


class JudgeInvite(ManagedRound, Posted, View):
    def act(self) -> str:
        form = JudgeForm(self.request.POST, people=possible_judges(self.turn, self.today))
        if not form.is_valid():
            raise ValidationError("Thầy/cô chọn người và nhiệm vụ trong danh sách.")
        told = form.cleaned_data
        judge = invite(self.turn, told["person"], told["duty"], actor=self.request.user, at=timezone.now())
        return f"Đã thêm {judge} vào danh sách chấm."


class JudgeRelease(Page, Posted, View):
    permission = "judging.manage"

    @cached_property
    def judge(self) -> Judge:
        found = Judge.objects.filter(round__in=self.seen().order_by().values("pk")).select_related(
            "round", "person", "appeal"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return (self.judge.appeal or self.judge.round).get_absolute_url()

    def act(self) -> str:
        judge = self.judge
        release(judge, reason=self.request.POST.get("reason", ""), actor=self.request.user, at=timezone.now())
        return f"{judge} thôi chấm."


class PutBack(OfEntry, Posted, View):
    """One that this person does not meet is a 404 here as everywhere."""

    permission = "judging.manage"

    def act(self) -> str:
        entry = self.entry
        if entry.pk in self.closed:
            raise Http404
        put_back(entry, reason=self.request.POST.get("reason", ""), actor=self.request.user, at=timezone.now())
        return "Đã đưa giải pháp ra khỏi đợt chấm."
