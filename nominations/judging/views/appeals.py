"""Đề nghị xem xét lại: sent by an author, answered by whoever concludes, perhaps after others have judged it anew."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from nominations.initiatives.policies import is_close
from nominations.judging.enums import AppealState
from nominations.judging.flows import APPEAL_FLOW
from nominations.judging.forms import AnswerForm, AppealForm, RejudgeForm
from nominations.judging.models import Appeal, Judge
from nominations.judging.policies import can_answer, can_appeal, can_manage, last_day_to_appeal
from nominations.judging.queries import possible_rejudges
from nominations.judging.services.appeals import answer, rejudge, send_appeal
from thiduakt.pages import ServedForm
from thiduakt.workflow import Move

from .pages import OfEntry, Page


class AppealAdd(ServedForm, OfEntry, FormView):
    """Of the own solution alone; that of anybody else is a 404."""

    permission = "judging.appeal"
    form_class = AppealForm
    template_name = "campaigns/form_page.html"
    title = "Đề nghị xem xét lại kết quả"
    done = "Đã gửi đề nghị xem xét lại."
    sent: Appeal

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_appeal(request.user, self.entry, timezone.now()):
            raise Http404
        return super().get(request, *args, **kwargs)

    def serve(self, form: AppealForm) -> None:
        self.sent = send_appeal(self.entry, reason=form.cleaned_data["reason"], actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return self.sent.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = last_day_to_appeal(self.turn)
        lead = (
            f"“{self.entry}”: {self.entry.get_verdict_display()}. Nhận đề nghị đến hết ngày {last:%d/%m/%Y}." if last else ""
        )
        return super().get_context_data(lead=lead, back_url=self.turn.get_absolute_url(), **kwargs)


class OfAppeal(Page):
    """Of its author; of whoever sets rounds up or concludes them, unless the solution is theirs or their kin's."""

    @cached_property
    def appeal(self) -> Appeal:
        found = Appeal.objects.visible_to(self.request.user, self.today)
        appeal = get_object_or_404(found.select_related("entry__round", "entry__solution", "person"), pk=self.kwargs["pk"])
        is_own = appeal.person_id == self.request.user.person_id
        if not is_own and is_close(self.request.user.person_id, appeal.entry.solution):
            raise Http404
        return appeal

    def trail(self) -> list[dict[str, str]]:
        turn = self.appeal.entry.round
        return [*super().trail(), {"label": turn.name, "url": turn.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.appeal.get_absolute_url()


class AppealPage(OfAppeal, ServedForm, FormView):
    template_name = "judging/appeal.html"
    form_class = AnswerForm
    title = "Đề nghị xem xét lại"
    done = "Đã trả lời; tác giả nhận được thông báo."

    def get_initial(self) -> dict[str, Any]:
        return {"verdict": self.appeal.entry.verdict}

    def serve(self, form: AnswerForm) -> None:
        told = form.cleaned_data
        answer(self.appeal, told["answer"], verdict=told["verdict"], actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appeal, user, at = self.appeal, self.request.user, timezone.now()
        answers = appeal.state in AppealState.OPEN and can_answer(user, appeal, at)
        move = APPEAL_FLOW.moves["answer" if appeal.state == AppealState.SENT else "settle"]
        people = possible_rejudges(appeal, self.today)
        return super().get_context_data(
            appeal=appeal,
            answers=answers,
            blockers=list(move.blockers(appeal)) if answers else [],
            rejudge_form=RejudgeForm(people=people) if answers else None,
            rejudge_url=reverse("judging:rejudge", args=[appeal.pk]),
            rejudges=[self._rejudge(one) for one in appeal.judges.select_related("person")] if answers else [],
            **kwargs,
        )

    def _rejudge(self, judge: Judge) -> dict[str, Any]:
        """Who does not come to it can be excused by whoever sets rounds up."""
        sent = judge.sheets.filter(sent_at__isnull=False).exists()
        told = f"thôi chấm: {judge.excuse}" if judge.excused_at else "đã gửi phiếu" if sent else "chưa gửi phiếu"
        move = Move(f"release-{judge.pk}", "Cho thôi chấm", (), "", lambda *args: True, needs_reason=True)
        can_release = not judge.excused_at and can_manage(self.request.user, judge.round, timezone.now())
        url = reverse("judging:release", args=[judge.pk])
        return {"judge": judge, "told": told, "move": move if can_release else None, "url": url}


class Rejudge(OfAppeal, ServedForm, FormView):
    permission = "judging.recognise"
    form_class = RejudgeForm
    template_name = "campaigns/form_page.html"
    title = "Giao người khác chấm lại"
    done = "Đã giao chấm lại; người chấm nhận được thông báo."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": possible_rejudges(self.appeal, self.today)}

    def serve(self, form: RejudgeForm) -> None:
        rejudge(self.appeal, list(form.cleaned_data["people"]), actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=str(self.appeal.entry), back_url=self.appeal.get_absolute_url(), **kwargs)
