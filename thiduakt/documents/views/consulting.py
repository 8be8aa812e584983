"""Lấy ý kiến on the screen: asking, reading and commenting, answering, the summary."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from thiduakt.documents import policies
from thiduakt.documents.consultations import candidates, placed, summary
from thiduakt.documents.enums import CommentState, DocumentState
from thiduakt.documents.forms import AnswerForm, CommentForm, ConsultForm, ProlongForm
from thiduakt.documents.models import Comment, Consultation, Document
from thiduakt.documents.passages import RECIPIENTS, Passage, passages
from thiduakt.documents.services.consulting import (
    answer_comment,
    mark_answers_seen,
    mark_read,
    open_consultation,
    prolong,
    remind,
    withdraw_comment,
    write_comment,
)
from thiduakt.excel import Column, download, workbook
from thiduakt.pages import Posted, ServedForm
from thiduakt.routes import SIGNED_IN, Ruled

from .steps import VisibleDocuments, trail

USUAL_DAYS = 7  # to answer, where nobody says otherwise


class Consult(ServedForm, VisibleDocuments, FormView):
    """Whom to ask, about what, until when."""

    template_name = "documents/screens/consult.html"
    form_class = ConsultForm
    object = None  # what SingleObjectMixin would show; `document` is

    @cached_property
    def document(self) -> Document:
        document = self.get_object()
        if not policies.can_consult(self.request.user, document, timezone.now()):
            raise PermissionDenied
        return document

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.document.state != DocumentState.DRAFT:
            return redirect(self.document)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        people = candidates(self.document, timezone.localdate()).exclude(pk=self.request.user.person_id)
        return super().get_form_kwargs() | {"people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"closes_on": timezone.localdate() + timedelta(days=USUAL_DAYS)}

    def serve(self, form: ConsultForm) -> None:
        values = form.cleaned_data
        consultation = open_consultation(
            self.document, people=form.chosen, closes_on=values["closes_on"], question=values["question"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.done = f"Đã gửi dự thảo xin ý kiến {len(form.chosen)} người, hạn góp ý {consultation.closes_on:%d/%m/%Y}."
        self.success_url = reverse("documents:consultation_summary", args=[consultation.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, trail=trail(self.request, self.document), **kwargs)


class VisibleConsultations(Ruled):
    """What the user was not asked, and may not read otherwise, is a 404."""

    permission = SIGNED_IN
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def consultation(self) -> Consultation:
        found = Consultation.objects.visible_to(self.request.user, timezone.localdate())
        return get_object_or_404(found.select_related("document__school", "opened_by__person"), pk=self.kwargs["pk"])

    @property
    def drafts(self) -> bool:
        """Who writes the draft, or may read it at any time, sees everybody's comments from the first day on."""
        return policies.sees_drafts(self.request.user, self.consultation.document, timezone.now())


class Read(ServedForm, VisibleConsultations, FormView):
    """The draft to read on any screen, each passage with a place for a comment; it is read once it is opened."""

    template_name = "documents/screens/consultation.html"
    form_class = CommentForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.consultation.ended_at:
            return redirect("documents:consultation_summary", self.consultation.pk)
        mark_read(self.consultation, actor=request.user, at=timezone.now())
        return super().get(request, *args, **kwargs)

    @cached_property
    def passages(self) -> list[Passage]:
        return passages(self.consultation.document)

    @property
    def chosen(self) -> int | None:
        """The passage that is commented on, by its place from 1 on: `?doan=`."""
        typed = self.request.GET.get("doan", "")
        place = int(typed) if len(typed) <= 6 and typed.isascii() and typed.isdecimal() else 0
        return place if 1 <= place <= len(self.passages) else None

    def get_initial(self) -> dict[str, Any]:
        if self.chosen is None:
            return {}
        passage = self.passages[self.chosen - 1]
        return {"field": passage.field, "passage": passage.quoted}

    def serve(self, form: CommentForm) -> None:
        write_comment(self.consultation, **form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.done = "Đã gửi ý kiến. Thầy/cô rút lại được khi chưa có trả lời."
        self.success_url = f"{self.consultation.get_absolute_url()}#doan-{self.chosen or 'ca-du-thao'}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, consultation, today = self.request.user, self.consultation, timezone.localdate()
        mine = placed(
            consultation.comments.filter(author=user.person_id).select_related("answered_by__person"), self.passages
        )
        is_asked = policies.can_comment(user, consultation, timezone.now())
        context = super().get_context_data(**kwargs)
        # A passage that was changed meanwhile is no longer there to stand below: its comment goes on about the whole.
        chosen = None if context["form"].non_field_errors() else self.chosen
        return context | {
            "consultation": consultation,
            "document": consultation.document,
            "trail": trail(self.request, consultation.document),
            "rows": _rows(self.passages, mine),
            "about_the_whole": [said for said in mine if said.has_changed or not said.comment.field],
            "is_asked": is_asked,
            "can_comment": is_asked and consultation.takes_comments(today),
            "chosen": chosen,
            "drafts": self.drafts,
        }


def _rows(found: list[Passage], mine: list[Any]) -> list[dict[str, Any]]:
    """Each passage with its place and one's own comments, which stand at the first of two passages of the same words."""
    left = [said for said in mine if said.comment.field and not said.has_changed]
    rows = []
    for place, passage in enumerate(found, start=1):
        here = [said for said in left if (said.comment.field, said.comment.passage) == (passage.field, passage.quoted)]
        left = [said for said in left if said not in here]
        begins = passage.field == "recipients" and found[place - 2].field != "recipients"
        rows.append({"place": place, "passage": passage, "comments": here, "heading": RECIPIENTS if begins else ""})
    return rows


class OpenSummary(VisibleConsultations):
    """Everybody's comments: for those who see drafts always, for those who were asked once it has ended."""

    @property
    def summed_up(self) -> Consultation:
        if self.consultation.ended_at is None and not self.drafts:
            raise PermissionDenied
        return self.consultation


class Summary(OpenSummary, TemplateView):
    template_name = "documents/screens/consultation_summary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at, consultation = self.request.user, timezone.now(), self.summed_up
        document = consultation.document
        can_lead = consultation.ended_at is None and policies.can_consult(user, document, at)
        (mark_read if can_lead else mark_answers_seen)(consultation, actor=user, at=at)
        return super().get_context_data(
            consultation=consultation,
            document=document,
            trail=trail(self.request, document),
            summary=summary(consultation),
            drafts=self.drafts,
            can_answer=not document.is_signed and policies.can_edit(user, document, at),
            can_lead=can_lead,
            is_late=not consultation.ended_at and not consultation.takes_comments(timezone.localdate(at)),
            prolong_form=ProlongForm() if can_lead else None,
            **kwargs,
        )


class SummaryExcel(OpenSummary, View):
    """The comments and their answers, to be printed and filed with the paper."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        consultation, columns = self.summed_up, [
            Column("Phần", 32), Column("Đoạn được góp ý", 50), Column("Người góp ý", 24), Column("Ý kiến", 50),
            Column("Trả lời", 16), Column("Lý do", 40), Column("Người trả lời", 24),
        ]  # fmt: skip
        found = summary(consultation)
        rows = [_excel_row(section.title, said.comment) for section in found.sections for said in section.comments]
        subtitle = (
            f"{consultation.document}. {found.read_sentence} {found.comments} ý kiến. "
            f"Xuất ngày {timezone.localdate():%d/%m/%Y}."
        )
        return download(workbook("TỔNG HỢP Ý KIẾN GÓP Ý", subtitle, columns, rows), f"tong-hop-y-kien-{consultation.pk}")


def _excel_row(section: str, comment: Comment) -> tuple[str, ...]:
    return (
        section, comment.passage, str(comment.author), comment.text, comment.get_state_display(), comment.answer,
        str(comment.answered_by or ""),
    )  # fmt: skip


class ConsultationAct(Posted, VisibleConsultations, View):
    """A button on the summary."""

    def get_success_url(self) -> str:
        return reverse("documents:consultation_summary", args=[self.consultation.pk])


class Remind(ConsultationAct):
    def act(self) -> str:
        reminded = remind(self.consultation, actor=self.request.user, at=timezone.now())
        return f"Đã nhắc {reminded} người chưa đọc; việc này hiện ở mục Việc của tôi của họ."


class Prolong(ConsultationAct):
    def act(self) -> str:
        form = ProlongForm(self.request.POST)
        if not form.is_valid():
            raise ValidationError(form.errors["closes_on"])
        day = form.cleaned_data["closes_on"]
        prolong(self.consultation, closes_on=day, actor=self.request.user, at=timezone.now())
        return f"Đã gia hạn góp ý đến hết ngày {day:%d/%m/%Y}."


class VisibleComments(Ruled):
    """One's own, and everybody's for those who see drafts."""

    permission = SIGNED_IN
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def comment(self) -> Comment:
        user = self.request.user
        seen = Consultation.objects.visible_to(user, timezone.localdate())
        found = Comment.objects.filter(consultation__in=seen).select_related(
            "consultation__document__school", "author__group", "answered_by__person"
        )
        comment = get_object_or_404(found, pk=self.kwargs["pk"])
        if comment.author_id != user.person_id and not policies.sees_drafts(
            user, comment.consultation.document, timezone.now()
        ):
            raise Http404
        return comment


class WithdrawComment(Posted, VisibleComments, View):
    def get_success_url(self) -> str:
        return self.consultation.get_absolute_url()

    @cached_property
    def consultation(self) -> Consultation:
        return self.comment.consultation

    def act(self) -> str:
        consultation = self.consultation  # it is known even when the comment is gone
        withdraw_comment(self.comment, actor=self.request.user, at=timezone.now())
        return f"Đã rút ý kiến về {consultation.document}."


class Answer(ServedForm, VisibleComments, FormView):
    """Taken or not taken, by the button that is pressed, with the reason."""

    template_name = "documents/screens/answer.html"
    form_class = AnswerForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policies.can_answer(request.user, self.comment, timezone.now()):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def serve(self, form: AnswerForm) -> None:
        values = form.cleaned_data
        answered = answer_comment(
            self.comment, values["action"], answer=values["answer"], actor=self.request.user, at=timezone.now()
        )
        self.done = DONE[CommentState(answered.state)]

    def get_success_url(self) -> str:
        page = reverse("documents:consultation_summary", args=[self.comment.consultation_id])
        return f"{page}#y-kien-{self.comment.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        way = trail(self.request, self.comment.consultation.document)
        return super().get_context_data(comment=self.comment, trail=way, **kwargs)


DONE = {
    CommentState.TAKEN: "Đã tiếp thu ý kiến; người góp ý sẽ thấy trả lời.",
    CommentState.NOT_TAKEN: "Đã trả lời không tiếp thu; người góp ý sẽ thấy lý do.",
    CommentState.WAITING: "Đã mở lại ý kiến để trả lời lại.",
}
