"""Drawing up a contest, throwing a draft away, its judges, its steps."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from campaigns.contests.flows import CONTEST_FLOW
from campaigns.contests.forms import ContestForm, JudgeForm
from campaigns.contests.models import Contest, Judge
from campaigns.contests.queries import possible_judges
from campaigns.contests.services.contests import (
    add_contest,
    discard_contest,
    invite_judge,
    release_judge,
    save_contest,
    take_step,
)
from thiduakt.pages import MORE, Posted, ServedForm

from .pages import OfContest, Page

DONE = {
    "open": "Đã mở nhận bài dự thi.",
    "judge": "Đã bắt đầu chấm, giám khảo nhận được thông báo.",
    "count": "Đã tổng hợp kết quả.",
    "tell": "Đã công bố kết quả.",
}


class ManagedContest(OfContest):
    permission = "contest.manage"


class ContestWriting(ServedForm):
    form_class = ContestForm
    template_name = "campaigns/form.html"
    extra_context = {"lead": "Khi đã mở nhận bài, thể lệ, hạn nhận bài và tiêu chí giữ nguyên.", "more": MORE}
    done = "Đã lưu bản soạn hội thi."
    stored: Contest

    def get_success_url(self) -> str:
        if MORE in self.request.POST:
            return reverse("contests:edit", args=[self.stored.pk])
        return self.stored.get_absolute_url()

    def written(self) -> Contest:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.written()}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contest = self.written()
        back = contest.get_absolute_url() if contest.pk else reverse("contests:list")
        return super().get_context_data(back_url=back, **kwargs)  # type: ignore[misc]


class ContestAdd(ContestWriting, Page, FormView):
    """`phong-trao`: the campaign that it belongs to."""

    permission = "contest.manage"
    title = "Soạn hội thi, cuộc thi viết"

    def written(self) -> Contest:
        return Contest(school=self.request.user.school)

    def serve(self, form: ContestForm) -> None:
        self.stored = add_contest(form.told(), actor=self.request.user, at=timezone.now())


class ContestEdit(ContestWriting, ManagedContest, FormView):
    title = "Sửa hội thi, cuộc thi viết"

    def written(self) -> Contest:
        return self.contest

    def serve(self, form: ContestForm) -> None:
        told, version = form.told(), form.cleaned_data["version"]
        self.stored = save_contest(self.contest, told, version=version, actor=self.request.user, at=timezone.now())


class ContestDiscard(ManagedContest, Posted, View):
    is_gone = False

    def get_success_url(self) -> str:
        return reverse("contests:list") if self.is_gone else super().get_success_url()

    def act(self) -> str:
        discard_contest(self.contest, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã bỏ bản soạn hội thi."


class ContestStep(ManagedContest, Posted, View):
    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in CONTEST_FLOW.moves:
            raise Http404
        take_step(
            self.contest, action, reason=self.request.POST.get("reason", ""), actor=self.request.user, at=timezone.now()
        )
        return DONE[action]


class JudgeInvite(ManagedContest, Posted, View):
    def act(self) -> str:
        form = JudgeForm(self.request.POST, people=possible_judges(self.contest, timezone.localdate()))
        if not form.is_valid():
            raise ValidationError("Thầy/cô chọn người trong danh sách để mời chấm.")
        judge = invite_judge(self.contest, form.cleaned_data["person"], actor=self.request.user, at=timezone.now())
        return f"Đã mời {judge} chấm."


class JudgeRelease(Page, Posted, View):
    permission = "contest.manage"

    @cached_property
    def judge(self) -> Judge:
        found = Judge.objects.filter(contest__in=self.seen().order_by().values("pk")).select_related("contest", "person")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.judge.contest.get_absolute_url()

    def act(self) -> str:
        judge = self.judge
        release_judge(judge, reason=self.request.POST.get("reason", ""), actor=self.request.user, at=timezone.now())
        return f"{judge} thôi làm giám khảo."
