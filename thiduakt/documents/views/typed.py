"""What the pages share where somebody types: a paper here, a report in a room above. Nothing that was typed is lost."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from thiduakt.documents.comparing import compare_texts, texts
from thiduakt.documents.content import PEOPLE
from thiduakt.documents.merging import Choice, Conflict
from thiduakt.documents.services.drafting import ConflictError, Saving
from thiduakt.pages import Posted, add_refusal
from thiduakt.school.models import Person
from thiduakt.school.wording import called
from thiduakt.vietnamese import capitalized, listed

CHOICE_LABELS = {Choice.MINE: "Giữ của tôi", Choice.THEIRS: "Lấy bản của đồng nghiệp", Choice.BOTH: "Giữ cả hai"}
OWN_LABELS = CHOICE_LABELS | {Choice.THEIRS: "Lấy bản ở cửa sổ khác"}  # who saved since is the same person
CHOICE_PREFIX = "chon-"


class Typed:
    """The room says what was typed, where it is kept meanwhile, and who else types."""

    request: HttpRequest
    shared = "văn bản chung"  # what everybody reads once it is saved

    def typed_form(self) -> Any:
        """What the page sent: with `known`, and a field `kept`."""
        raise NotImplementedError

    def keep(self, form: Any, at: datetime) -> Any:
        """The copy, with `kept_at`; a ValidationError where another window keeps its text."""
        raise NotImplementedError

    def forget(self, form: Any) -> bool:
        """False where another window has kept something newer than the page knows."""
        raise NotImplementedError

    def others_at_work(self, at: datetime) -> Iterable[Any]:
        """The copies of the others, each with `user` and `kept_at`."""
        raise NotImplementedError

    def presence(self, at: datetime) -> str:
        """“Cô Hoa đang sửa (10:42).”, or nothing."""
        copies = self.others_at_work(at)
        people = [f"{called(copy.user.person)} đang sửa ({timezone.localtime(copy.kept_at):%H:%M})" for copy in copies]
        return capitalized(f"{listed(people)}.") if people else ""

    def kept_sentence(self, copy: Any) -> str:
        return f"Đã tự lưu lúc {timezone.localtime(copy.kept_at):%H:%M}. Thầy/cô bấm Lưu để đưa vào {self.shared}."


class TypedPage(Typed):
    """The editor itself: a FormView."""

    def conflict_context(self) -> dict[str, Any]:
        """What the page of both texts says of the writing: name, lead, edit_url, trail."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.keep_without_script() if "keep" in request.POST else super().post(request, *args, **kwargs)  # type: ignore[misc]

    def keep_without_script(self) -> HttpResponse:
        form = self.typed_form()
        try:
            copy = self.keep(form, timezone.now())
        except ValidationError as refusal:
            form.full_clean()
            return self.refused(form, refusal)
        messages.success(self.request, self.kept_sentence(copy))
        return redirect(self.get_success_url())  # type: ignore[attr-defined]

    def refused(self, form: Any, refusal: ValidationError) -> HttpResponse:
        add_refusal(form, refusal)
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]

    def ask_which_stays(self, form: Any, conflict: ConflictError, at: datetime) -> HttpResponse:
        """Both texts side by side. What was typed is kept, and stands in the page besides: nothing is lost."""
        try:
            known = self.keep(form, at).kept_at.isoformat()
        except ValidationError:  # another window keeps its text
            known = form["kept"].data or ""
        labels, choices = CHOICE_LABELS if conflict.others else OWN_LABELS, choices_in(self.request.POST)
        sent = {name: self.request.POST.getlist(name) for name in form.fields if name != "kept"}
        context = {
            **self.conflict_context(),
            "others": listed([called(user.person) for user in conflict.others]),
            "conflicts": [side_by_side(found, choices, labels) for found in conflict.merge.conflicts],
            "is_again": bool(choices),
            "sent": [*((name, value) for name, values in sent.items() for value in values), ("kept", known)],
            "show": "show" in self.request.POST,
        }
        return render(self.request, "documents/screens/conflict.html", context)


class KeepTyped(Typed, View):
    """For autosave.js, which says what comes back: {kept, sentence, presence} or {refusal, presence}."""

    once = False  # the same page sends what is typed every few seconds

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        answer: dict[str, Any] = {"presence": self.presence(at)}
        try:
            copy = self.keep(self.typed_form(), at)
        except ValidationError as refusal:
            return JsonResponse(answer | {"refusal": " ".join(refusal.messages)})
        return JsonResponse(answer | {"kept": copy.kept_at.isoformat(), "sentence": self.kept_sentence(copy)})


class DropTyped(Typed, Posted, View):
    """Back to what is saved."""

    def act(self) -> str:
        if self.forget(self.typed_form()):
            return "Đã bỏ bản đang gõ, đây là lần lưu gần nhất."
        raise ValidationError(
            "Chưa bỏ bản đang gõ: cửa sổ hoặc máy khác vừa tự lưu bản mới hơn. Thầy/cô xem bản đó dưới đây rồi bỏ."
        )


def choices_in(posted: Any) -> dict[str, Choice]:
    """What was chosen on the page of both texts, by the key of each conflict."""
    chosen = {key.removeprefix(CHOICE_PREFIX): value for key, value in posted.items()}
    return {key: Choice(value) for key, value in chosen.items() if value in list(Choice)}


def merged_sentence(saving: Saving) -> str:
    """What came together without asking."""
    if not saving.merged:
        return ""
    others = listed([called(user.person) for user in saving.others]) or "thầy/cô"
    return f" Đã gộp với phần {others} vừa sửa: {listed(saving.merged)}."


def side_by_side(conflict: Conflict, choices: dict[str, Choice], labels: dict[Choice, str]) -> dict[str, Any]:
    names = {}
    if conflict.field in PEOPLE:
        names = dict(Person.objects.filter(pk__in=[conflict.mine, conflict.theirs]).values_list("pk", "full_name"))
    mine, theirs = (texts(conflict.field, value, names) for value in (conflict.mine, conflict.theirs))
    return {
        "name": capitalized(conflict.name),
        "field": f"{CHOICE_PREFIX}{conflict.key}",
        "lines": compare_texts(mine, theirs),
        "is_gone_here": not mine,
        "is_gone_there": not theirs,
        "choices": [
            {"value": choice, "label": labels[choice], "is_chosen": choices.get(conflict.key) is choice}
            for choice in conflict.choices
        ],
    }
