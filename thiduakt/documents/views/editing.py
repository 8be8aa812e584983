"""Where a draft of any kind is written: the editor, what is kept while somebody types, the pages as they would print."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from thiduakt.catalog import picking
from thiduakt.documents import policies
from thiduakt.documents.comparing import compare_texts, texts
from thiduakt.documents.content import FIELD_NAMES, PEOPLE
from thiduakt.documents.forms import DraftForm
from thiduakt.documents.kinds import Kind
from thiduakt.documents.merging import Choice, Conflict
from thiduakt.documents.models import Document, WorkingCopy
from thiduakt.documents.output import preview_pages
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.queries import given_back, review_marks
from thiduakt.documents.rules import APPENDIX_MAKERS
from thiduakt.documents.services import working_copies
from thiduakt.documents.services.appendices import detach
from thiduakt.documents.services.drafting import ConflictError, Saving, preview_draft, save_draft
from thiduakt.pages import Posted, add_refusal
from thiduakt.school.models import Person, User
from thiduakt.school.wording import called
from thiduakt.vietnamese import capitalized, listed

from .steps import VisibleDocuments, trail

CHOICE_LABELS = {Choice.MINE: "Giữ của tôi", Choice.THEIRS: "Lấy bản của đồng nghiệp", Choice.BOTH: "Giữ cả hai"}
OWN_LABELS = CHOICE_LABELS | {Choice.THEIRS: "Lấy bản ở cửa sổ khác"}  # who saved since is the same person
CHOICE_PREFIX = "chon-"


class EditableDraft(VisibleDocuments):
    @cached_property
    def object(self) -> Document:
        document = self.get_object()
        if not policies.can_edit(self.request.user, document, timezone.now()):
            raise PermissionDenied
        return document

    def typed_form(self) -> DraftForm:
        return DraftForm(self.object, self.request.POST)

    def keep(self, form: DraftForm, at: datetime) -> WorkingCopy:
        return working_copies.keep(
            self.object, typed=form.typed, base=form.base, known=form.known, actor=self.request.user, at=at
        )

    def get_success_url(self) -> str:
        return reverse("documents:edit", args=[self.object.pk])


class DraftEdit(EditableDraft, FormView):
    template_name = "documents/screens/edit.html"
    form_class = DraftForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.object.is_editable:
            state = self.object.get_state_display()
            kept = " Bản thầy/cô đang gõ vẫn được giữ, và mở lại khi văn bản trở về bản nháp." if self.copy else ""
            messages.info(request, f"Văn bản đang ở trạng thái “{state}”, không sửa được nữa.{kept}")
            return redirect(self.object)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lines = picking.pressed(request.POST, school_id=self.object.school_id, fallback=self.object.dated_on)
        if lines is not None:
            request.POST = request.POST.copy()
            request.POST.setlist("bases", lines)
            return self.render_to_response(self.get_context_data())
        if "keep" in request.POST:
            return self.keep_without_script()
        return super().post(request, *args, **kwargs)

    def keep_without_script(self) -> HttpResponse:
        form = self.typed_form()
        try:
            copy = self.keep(form, timezone.now())
        except ValidationError as refusal:
            form.full_clean()
            add_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, kept_sentence(copy))
        return redirect(self.get_success_url())

    def form_valid(self, form: DraftForm) -> HttpResponse:
        user, at = self.request.user, timezone.now()
        choices = choices_in(self.request.POST)
        try:
            saving = save_draft(
                self.object, changes=form.changes, version=form.cleaned_data["version"], choices=choices, actor=user, at=at
            )
        except ConflictError as conflict:
            return self.ask_which_stays(form, conflict, choices, at)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form))
        working_copies.forget(self.object, known=form.known, actor=user)
        messages.success(self.request, f"Đã lưu lúc {timezone.localtime(at):%H:%M}.{merged_sentence(saving)}")
        if shortened := Kind(self.object.kind).why_shortened(form.cleaned_data["subject"]):
            messages.info(self.request, shortened)
        return redirect(self.object if "show" in self.request.POST else self.get_success_url())

    def ask_which_stays(
        self, form: DraftForm, conflict: ConflictError, choices: dict[str, Choice], at: datetime
    ) -> HttpResponse:
        """Both texts side by side. What was typed is kept, and stands in the page besides: nothing is lost."""
        try:
            known = self.keep(form, at).kept_at.isoformat()
        except ValidationError:  # another window keeps its text
            known = form["kept"].data
        labels = CHOICE_LABELS if conflict.others else OWN_LABELS
        sent = {name: self.request.POST.getlist(name) for name in form.fields if name != "kept"}
        context = {
            "name": str(self.object),
            "lead": self.object.subject,
            "edit_url": self.get_success_url(),
            "trail": trail(self.request, self.object),
            "others": listed([called(user.person) for user in conflict.others]),
            "conflicts": [side_by_side(found, choices, labels) for found in conflict.merge.conflicts],
            "is_again": bool(choices),
            "sent": [*((name, value) for name, values in sent.items() for value in values), ("kept", known)],
            "show": "show" in self.request.POST,
        }
        return render(self.request, "documents/screens/conflict.html", context)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"document": self.object}

    @cached_property
    def copy(self) -> WorkingCopy | None:
        return working_copies.of(self.object, self.request.user)

    def get_initial(self) -> dict[str, Any]:
        if self.copy:
            return self.copy.content | {"version": self.copy.base, "kept": self.copy.kept_at.isoformat()}
        return {name: getattr(self.object, name) for name in FIELD_NAMES} | {"version": self.object.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document, at = self.object, timezone.now()
        context = super().get_context_data(**kwargs)
        is_restored = self.copy is not None and not context["form"].is_bound
        saved_since = document.saved_drafts.filter(number__gt=self.copy.base).exists() if is_restored else False
        return context | {
            "document": document,
            "kind": document.get_kind_display().lower(),
            "trail": trail(self.request, self.object),
            "given_back": given_back([document]).get(document.pk),
            "review_marks": review_marks(document),
            "findings": proofread(document),
            "basis_panel": self.basis_panel(),
            "appendices": appendix_lines(document),
            "restored": self.copy if is_restored else None,
            "saved_since": saved_since,
            "presence": presence(document, self.request.user, at),
        }

    def basis_panel(self) -> picking.Panel:
        document = self.object
        if self.request.method == "POST":
            return picking.posted_panel(self.request.POST, school_id=document.school_id, fallback=document.dated_on)
        lines = self.get_initial()["bases"]
        return picking.panel(lines, school_id=document.school_id, on=document.dated_on)


class KeepTyped(EditableDraft, View):
    """For autosave.js, which says what comes back: {kept, sentence, presence} or {refusal, presence}."""

    once = False  # the same page sends what is typed every few seconds

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        at = timezone.now()
        answer: dict[str, Any] = {"presence": presence(self.object, request.user, at)}
        try:
            copy = self.keep(self.typed_form(), at)
        except ValidationError as refusal:
            return JsonResponse(answer | {"refusal": " ".join(refusal.messages)})
        return JsonResponse(answer | {"kept": copy.kept_at.isoformat(), "sentence": kept_sentence(copy)})


class DropTyped(EditableDraft, Posted, View):
    """Back to what is saved."""

    def act(self) -> str:
        if working_copies.forget(self.object, known=self.typed_form().known, actor=self.request.user):
            return "Đã bỏ bản đang gõ, đây là lần lưu gần nhất."
        raise ValidationError(
            "Chưa bỏ bản đang gõ: cửa sổ hoặc máy khác vừa tự lưu bản mới hơn. Thầy/cô xem bản đó dưới đây rồi bỏ."
        )


class DraftPreview(EditableDraft, View):
    """The pages of what is in the editor, drawn and not stored: a fragment for preview.js."""

    once = False  # asked again whenever typing rests

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.object
        form = self.typed_form()
        context: dict[str, Any] = {"name": str(document)}
        if form.is_valid():
            try:
                paper = preview_draft(document, changes=form.changes, actor=request.user, at=timezone.now())
                context["pages"] = preview_pages(paper)
            except ValidationError as refusal:
                context["refusals"] = refusal.messages
        else:
            context["refusals"] = [sentence for errors in form.errors.values() for sentence in errors]
        return render(request, "documents/screens/preview.html", context)


def appendix_lines(document: Document) -> list[dict[str, Any]]:
    """What is attached, and what a room above could attach: each with where it is taken in anew."""
    makers = dict(APPENDIX_MAKERS.get(Kind(document.kind), ()))
    held = {one["title"]: len(one["table"]["rows"]) if one["table"] else 0 for one in document.appendices}
    titles = [*held, *(title for title in makers if title not in held)]
    return [
        {
            "title": title,
            "is_held": title in held,
            "count": held.get(title, 0),
            "url": reverse(makers[title], args=[document.pk]) if title in makers else "",
        }
        for title in titles
    ]


class AppendixDrop(EditableDraft, Posted, View):
    """Bỏ phụ lục; its room can take it in again."""

    def act(self) -> str:
        title = self.request.POST.get("title", "")
        detach(self.object, title, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ phụ lục “{title}”."


def presence(document: Document, user: User, at: datetime) -> str:
    return at_work(working_copies.others_at_work(document, user, at))


def at_work(copies: Iterable[Any]) -> str:
    """“Cô Hoa đang sửa (10:42).”, or nothing. Of each copy: `user`, `kept_at`."""
    people = [f"{called(copy.user.person)} đang sửa ({timezone.localtime(copy.kept_at):%H:%M})" for copy in copies]
    return capitalized(f"{listed(people)}.") if people else ""


def kept_sentence(copy: WorkingCopy) -> str:
    moment = timezone.localtime(copy.kept_at)
    return f"Đã tự lưu lúc {moment:%H:%M}. Thầy/cô bấm Lưu để đưa vào văn bản chung."


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
