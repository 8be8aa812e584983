"""The road of a paper: its steps as the page of a room shows them, and the one endpoint they are taken at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.documents.enums import DocumentState as S
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.forms import IssueForm, SignForm
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.output import draw_ahead
from thiduakt.documents.queries import ended_on
from thiduakt.documents.rules import LISTS
from thiduakt.documents.services.consulting import end_consultation, submit_document
from thiduakt.documents.services.issuing import expected_number, external_years, issue_document, send_back, sign_document
from thiduakt.forms import ReasonForm
from thiduakt.once.refused import keep_reason
from thiduakt.pages import add_refusal, set_place
from thiduakt.routes import SIGNED_IN, Ruled
from thiduakt.school.models import User
from thiduakt.workflow import Move, MoveRefusedError, perform

# The steps that change nothing but the state, and the services of those that do more.
PLAIN = ("withdraw", "return")
TAKE: dict[str, Callable[..., Document]] = {
    **{name: partial(perform, DOCUMENT_FLOW, action=name) for name in PLAIN},
    "end_consultation": end_consultation,
    "submit": submit_document,
    "sign": sign_document,
    "send_back": send_back,
    "issue": issue_document,
}
# Steps that ask so much that they have a page of their own.
ELSEWHERE = {"consult": "documents:consult"}
TONES = {
    "consult": "secondary",
    "end_consultation": "secondary",
    "withdraw": "secondary",
    "return": "danger",
    "send_back": "danger",
}
DONE = {
    "end_consultation": "Đã thôi lấy ý kiến. Những người được hỏi xem được bản tổng hợp ý kiến.",
    "submit": "Đã trình ký.",
    "withdraw": "Đã rút lại, văn bản trở về bản nháp.",
    "return": "Đã trả lại để sửa.",
    "sign": "Đã ký. Văn thư sẽ cấp số và ban hành.",
    "send_back": "Đã trả lại trước khi cấp số, chữ ký không còn giá trị.",
}


@dataclass(frozen=True, slots=True)
class StepBox:
    """One step somebody could take, as a page shows it."""

    move: Move
    url: str  # where it posts to, or with `has_own_page` where it is filled in
    tone: str
    blockers: list[str]
    form: forms.Form | None
    expected: str  # the number that issuing would give on the day in the form
    year: int  # of that day
    has_own_page: bool = False


def step_boxes(user: User, document: Document, at: datetime) -> list[StepBox]:
    """The open steps, those that lead on first. What is missing names its field only while the field can be mended."""
    today = timezone.localdate(at)
    boxes = []
    for move in DOCUMENT_FLOW.open_to(user, document, at):
        if move.name in ELSEWHERE:
            url = reverse(ELSEWHERE[move.name], args=[document.pk])
            boxes.append(StepBox(move, url, TONES[move.name], [], None, "", today.year, has_own_page=True))
        elif move.name in TAKE:
            blockers = [missing if document.is_editable else str(missing) for missing in move.blockers(document)]
            form = None if blockers else _step_form(move.name, document, today)
            boxes.append(_box(document, move, blockers, form, today))
    return sorted(boxes, key=lambda box: box.tone != "primary")


def _box(document: Document, move: Move, blockers: list[str], form: forms.Form | None, today: date) -> StepBox:
    typed = form.cleaned_data.get("issued_on") if form and form.is_bound else None
    day = typed or _day_of_issue(document, today)
    expected = expected_number(document, day) if move.name == "issue" and form else ""
    url = reverse("documents:step", args=[document.pk, move.name])
    return StepBox(move, url, TONES.get(move.name, "primary"), blockers, form, expected, day.year)


def _day_of_issue(document: Document, today: date) -> date:
    return max(document.signed_on or date.min, _due_day(document, today))


def _due_day(document: Document, today: date) -> date:
    """The day the paper is meant for, or today where that day is still to come: nothing is signed or issued ahead."""
    return min(today, document.dated_on)


def road(document: Document) -> list[dict[str, str]]:
    """For components/road.html. Lấy ý kiến, thay thế and thu hồi are steps only of a paper that stands there."""
    states, days = [S.DRAFT, S.SUBMITTED, S.SIGNED, S.ISSUED], {S.SIGNED: document.signed_on, S.ISSUED: document.issued_on}
    present = S(document.state)
    if present == S.CONSULTING:
        states.insert(1, present)
    elif present in {S.REPLACED, S.REVOKED}:
        states.append(present)
        days[present] = ended_on(document)
    here = states.index(present)
    return [
        {
            "label": str(state.label).capitalize(),
            "state": "done" if place < here or document.is_numbered else "current" if place == here else "todo",
            "detail": f"{days[state]:%d/%m/%Y}" if days.get(state) else "",
        }
        for place, state in enumerate(states)
    ]


def _step_form(action: str, document: Document, today: date, data: Any = None) -> forms.Form | None:
    """The fields a step asks for; None where move_form.html asks for all there is."""
    if action == "sign":
        return SignForm(data, initial={"signed_on": _due_day(document, today)})
    if action == "issue":
        day = _day_of_issue(document, today)
        return IssueForm(data, initial={"issued_on": day}, external_years=external_years(document, today))
    return None


def trail(request: HttpRequest, document: Document) -> list[dict[str, str]]:
    """What stands above the pages around a paper; the navigation shows them where the paper's own page is."""
    set_place(request, document.get_absolute_url())
    label, route = LISTS[Kind(document.kind)]
    page = {"label": f"Trang {document.get_kind_display().lower()}", "url": document.get_absolute_url()}
    return [{"label": label, "url": reverse(route)}, page]


class VisibleDocuments(Ruled, SingleObjectMixin):
    """A paper the user may not see is a 404, so that its existence does not leak."""

    permission = SIGNED_IN

    def get_queryset(self) -> QuerySet[Document]:
        found = Document.objects.visible_to(self.request.user, timezone.localdate())
        return found.select_related("school", "signer", "secretary", "created_by", "replaces", "revokes")


class Step(VisibleDocuments, View):
    """Take one step. Who may is for the services to say.

    Who comes by GET has pressed it in a lost session and signed in again: the page of the paper is what they look for.
    """

    def get(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        return redirect(self.get_object())

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        document = self.get_object()
        if action not in TAKE:
            raise Http404
        form = _step_form(action, document, timezone.localdate(), request.POST) or ReasonForm(request.POST)
        if form.is_valid():
            try:
                taken = TAKE[action](document, **form.cleaned_data, actor=request.user, at=timezone.now())
            except MoveRefusedError as refusal:
                keep_reason(request)
                for sentence in refusal.messages:
                    messages.error(request, sentence)
                return redirect(document)
            except ValidationError as refusal:
                add_refusal(form, refusal)
            else:
                if taken.is_numbered:
                    draw_ahead(taken)
                messages.success(request, DONE.get(action) or f"Đã ban hành {taken}.")
                return redirect(document)
        step = _box(document, DOCUMENT_FLOW.moves[action], [], form, timezone.localdate())
        context = {"document": document, "step": step, "trail": trail(request, document)}
        return render(request, "documents/screens/step.html", context)
