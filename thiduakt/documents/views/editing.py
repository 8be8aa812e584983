"""Where a draft of any kind is written: the editor, what is kept while somebody types, the pages as they would print."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from thiduakt.catalog import picking
from thiduakt.documents import policies
from thiduakt.documents.content import FIELD_NAMES
from thiduakt.documents.forms import DraftForm
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, WorkingCopy
from thiduakt.documents.output import preview_pages
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.queries import given_back, review_marks
from thiduakt.documents.rules import APPENDIX_MAKERS
from thiduakt.documents.services import working_copies
from thiduakt.documents.services.appendices import detach
from thiduakt.documents.services.drafting import ConflictError, preview_draft, save_draft
from thiduakt.pages import Posted

from .steps import VisibleDocuments, trail
from .typed import DropTyped, KeepTyped, Typed, TypedPage, choices_in, merged_sentence


class EditableDraft(VisibleDocuments, Typed):
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

    def forget(self, form: DraftForm) -> bool:
        return working_copies.forget(self.object, known=form.known, actor=self.request.user)

    def others_at_work(self, at: datetime) -> list[WorkingCopy]:
        return working_copies.others_at_work(self.object, self.request.user, at)

    def get_success_url(self) -> str:
        return reverse("documents:edit", args=[self.object.pk])


class DraftEdit(EditableDraft, TypedPage, FormView):
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
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: DraftForm) -> HttpResponse:
        user, at, choices = self.request.user, timezone.now(), choices_in(self.request.POST)
        try:
            saving = save_draft(
                self.object, changes=form.changes, version=form.cleaned_data["version"], choices=choices, actor=user, at=at
            )
        except ConflictError as conflict:
            return self.ask_which_stays(form, conflict, at)
        except ValidationError as refusal:
            return self.refused(form, refusal)
        self.forget(form)
        messages.success(self.request, f"Đã lưu lúc {timezone.localtime(at):%H:%M}.{merged_sentence(saving)}")
        if shortened := Kind(self.object.kind).why_shortened(form.cleaned_data["subject"]):
            messages.info(self.request, shortened)
        return redirect(self.object if "show" in self.request.POST else self.get_success_url())

    def conflict_context(self) -> dict[str, Any]:
        return {
            "name": str(self.object),
            "lead": self.object.subject,
            "edit_url": self.get_success_url(),
            "trail": trail(self.request, self.object),
        }

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
        document = self.object
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
            "presence": self.presence(timezone.now()),
        }

    def basis_panel(self) -> picking.Panel:
        document = self.object
        if self.request.method == "POST":
            return picking.posted_panel(self.request.POST, school_id=document.school_id, fallback=document.dated_on)
        lines = self.get_initial()["bases"]
        return picking.panel(lines, school_id=document.school_id, on=document.dated_on)


class DraftKeep(EditableDraft, KeepTyped):
    pass


class DraftDrop(EditableDraft, DropTyped):
    pass


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
