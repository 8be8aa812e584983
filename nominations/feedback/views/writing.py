"""Drawing a list up, ending it, sending an opinion and answering one."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from nominations.dossiers.enums import ReviewState
from nominations.dossiers.models import Review
from nominations.dossiers.working_days import last_of
from nominations.feedback.enums import OpinionState, PostingState
from nominations.feedback.forms import AnswerForm, CloseForm, OpinionForm, PostingForm
from nominations.feedback.models import Opinion, Posting
from nominations.feedback.policies import can_answer
from nominations.feedback.queries import days_asked
from nominations.feedback.services.opinions import answer, send
from nominations.feedback.services.posting import close, draw_up, save_posting
from thiduakt.pages import ServedForm
from thiduakt.routes import row_address

from .pages import ManagedPosting, OfPosting, Page

TYPED = ("place", "posted_on", "until", "why_shorter")


class PostingAdd(ServedForm, Page, FormView):
    permission = "feedback.post"
    title = "Lập danh sách công khai"
    template_name = "feedback/form_page.html"
    extra_context = {"lead": "Danh sách lấy mọi hồ sơ đã nộp lên trường của đợt xét, đến lúc thầy/cô bấm công khai."}
    form_class = PostingForm
    done = "Đã lập danh sách. Thầy/cô xem lại rồi công khai."
    stored: Posting

    def get_form_kwargs(self) -> dict[str, Any]:
        reviews = Review.objects.visible_to(self.request.user, self.today)
        open_ones = reviews.filter(state__in=(ReviewState.OPEN, ReviewState.CLOSED))
        least = days_asked(self.request.user.school_id, self.today)
        first = {"posted_on": self.today, "until": last_of(self.today, least), "review": self.request.GET.get("dot")}
        return {**super().get_form_kwargs(), "initial": first, "reviews": open_ones, "least": least}

    def serve(self, form: PostingForm) -> None:
        told = {name: form.cleaned_data[name] for name in TYPED}
        self.stored = draw_up(form.cleaned_data["review"], **told, actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return self.stored.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("feedback:list"), **kwargs)


class OfPostingForm(ServedForm):
    """A form about one list, which leads back to it."""

    template_name = "feedback/form_page.html"
    posting: Posting

    def get_success_url(self) -> str:
        return self.posting.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.posting.get_absolute_url(), **kwargs)


class PostingEdit(OfPostingForm, ManagedPosting, FormView):
    title = "Sửa đợt công khai"
    form_class = PostingForm
    done = "Đã lưu đợt công khai."

    def get_form_kwargs(self) -> dict[str, Any]:
        posting = self.posting
        if posting.state != PostingState.DRAFT:
            raise Http404
        stored = {name: getattr(posting, name) for name in (*TYPED, "version")}
        return {**super().get_form_kwargs(), "initial": stored, "least": days_asked(posting.school_id, self.today)}

    def serve(self, form: PostingForm) -> None:
        told = {name: form.cleaned_data[name] for name in (*TYPED, "version")}
        save_posting(self.posting, **told, actor=self.request.user, at=timezone.now())


class PostingClose(OfPostingForm, ManagedPosting, FormView):
    title = "Kết thúc công khai"
    submit_label = title
    form_class = CloseForm
    done = "Đã kết thúc công khai."

    def serve(self, form: CloseForm) -> None:
        close(self.posting, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class OpinionSend(OfPostingForm, OfPosting, FormView):
    title = "Gửi phản ánh"
    submit_label = title
    form_class = OpinionForm
    done = "Đã gửi phản ánh. Chỉ hiệu trưởng, thư ký và ban thanh tra nhân dân đọc được; người được phản ánh thì không."

    def get_form_kwargs(self) -> dict[str, Any]:
        chosen = {"line": self.request.GET.get("dong")}
        return {**super().get_form_kwargs(), "initial": chosen, "lines": self.posting.lines.all()}

    def serve(self, form: OpinionForm) -> None:
        send(self.posting, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class OpinionPage(ServedForm, Page, FormView):
    """One opinion; whoever may answer it does so here."""

    title = "Phản ánh"
    template_name = "feedback/opinion.html"
    form_class = AnswerForm
    done = "Đã trả lời phản ánh."

    @cached_property
    def opinion(self) -> Opinion:
        seen = Opinion.objects.visible_to(self.request.user, self.today)
        told = seen.select_related("posting__review", "line__dossier", "sent_by__person", "answered_by__person")
        return get_object_or_404(told, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.opinion.get_absolute_url()

    def serve(self, form: AnswerForm) -> None:
        answer(self.opinion, **form.cleaned_data, actor=self.request.user, at=timezone.now())

    def trail(self) -> list[dict[str, str]]:
        posting = self.opinion.posting
        return [*super().trail(), {"label": str(posting.review), "url": row_address("feedback:detail", posting.pk)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opinion = self.opinion
        may_answer = opinion.state == OpinionState.SENT and can_answer(self.request.user, opinion, timezone.now())
        back = row_address("feedback:detail", opinion.posting_id)
        return super().get_context_data(opinion=opinion, may_answer=may_answer, back_url=back, **kwargs)
