"""Where a writing is written, kept while somebody types, compared and brought back: classes that its owner subclasses.

The owner's mixin says which writing it is and who may write it; `routes` names its page, and with `_keep`, `_drop`,
`_revisions`, `_compare` and `_restore` the addresses beside it, each with the same arguments.
"""

from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, ListView, TemplateView, View

from nominations.writings.forms import SectionsForm, initial_of
from nominations.writings.models import Revision, Section, TypedCopy, Writing
from nominations.writings.services import typing
from nominations.writings.services.writing import restore_writing, save_writing
from nominations.writings.texts import differences, missing_in
from thiduakt.documents.merging import Choice
from thiduakt.documents.services.drafting import ConflictError
from thiduakt.documents.views.editing import (
    CHOICE_LABELS,
    OWN_LABELS,
    at_work,
    choices_in,
    merged_sentence,
    side_by_side,
)
from thiduakt.documents.views.versions import DIGITS, told
from thiduakt.pages import Posted, Tallied, add_refusal, titles
from thiduakt.school.wording import called
from thiduakt.vietnamese import listed


class OfWriting:
    """What the owner's room says. `permission` and the lookup of its own row are its own, too."""

    request: HttpRequest
    kwargs: dict[str, Any]
    routes = ""  # "dossiers:report"
    heading = ""  # "Báo cáo thành tích"
    lead = ""  # whose
    back_url = ""  # the page of the owner

    @property
    def writing(self) -> Writing:
        """Of a row that this person may see; a 404 otherwise. With its outline."""
        raise NotImplementedError

    def shut(self, at: datetime) -> str:
        """Why nothing can be written now, in a sentence; empty while it can."""
        raise NotImplementedError

    def hold(self, at: datetime) -> None:
        """Lock the owner's row, and raise PermissionDenied or MoveRefusedError where this person may not write now."""
        raise NotImplementedError

    def trail(self) -> list[dict[str, str]]:
        raise NotImplementedError

    @cached_property
    def parts(self) -> list[Section]:
        return self.writing.outline.parts

    def address(self, name: str = "", **more: Any) -> str:
        return reverse(f"{self.routes}_{name}" if name else self.routes, kwargs={**self._own_arguments(), **more})

    def _own_arguments(self) -> dict[str, Any]:
        return {name: value for name, value in self.kwargs.items() if name != "number"}

    def get_success_url(self) -> str:
        return self.address()

    def typed_form(self) -> SectionsForm:
        return SectionsForm(self.parts, self.request.POST)

    def keep(self, form: SectionsForm, at: datetime) -> TypedCopy:
        return typing.keep(
            self.writing, form.typed, base=form.base, known=form.known, actor=self.request.user, at=at,
            hold=partial(self.hold, at),
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"writing": self.writing, "heading": self.heading, "lead": self.lead, "trail": self.trail()}
        return super().get_context_data(**about | kwargs)  # type: ignore[misc]


class WritingEdit(OfWriting, FormView):
    template_name = "writings/edit.html"
    form_class = SectionsForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sentence := self.shut(timezone.now()):
            kept = " Bản thầy/cô đang gõ vẫn được giữ." if self.copy else ""
            messages.info(request, f"{sentence}{kept}")
            return redirect(self.back_url)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.keep_without_script() if "keep" in request.POST else super().post(request, *args, **kwargs)

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

    def form_valid(self, form: SectionsForm) -> HttpResponse:
        user, at, choices = self.request.user, timezone.now(), choices_in(self.request.POST)
        typed = {key: form.sections[key] for key in form.typed}
        try:
            saving = save_writing(
                self.writing, typed, base_version=form.base, choices=choices, actor=user, at=at, hold=partial(self.hold, at)
            )
        except ConflictError as conflict:
            return self.ask_which_stays(form, conflict, choices, at)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form))
        typing.forget(self.writing, known=form.known, actor=user)
        messages.success(self.request, f"Đã lưu lúc {timezone.localtime(at):%H:%M}.{merged_sentence(saving)}")
        return redirect(self.back_url if "show" in self.request.POST else self.get_success_url())

    def ask_which_stays(
        self, form: SectionsForm, conflict: ConflictError, choices: dict[str, Choice], at: datetime
    ) -> HttpResponse:
        """Both texts side by side. What was typed is kept, and stands in the page besides: nothing is lost."""
        try:
            known = self.keep(form, at).kept_at.isoformat()
        except ValidationError:  # another window keeps its text
            known = form["kept"].data or ""
        labels = CHOICE_LABELS if conflict.others else OWN_LABELS
        sent = [(name, self.request.POST[name]) for name in form.fields if name in self.request.POST and name != "kept"]
        context = {
            "name": self.heading.lower(),
            "lead": self.lead,
            "edit_url": self.address(),
            "trail": self.trail(),
            "others": listed([called(user.person) for user in conflict.others]),
            "conflicts": [side_by_side(found, choices, labels) for found in conflict.merge.conflicts],
            "is_again": bool(choices),
            "sent": [*sent, ("kept", known)],
            "show": "show" in self.request.POST,
        }
        return render(self.request, "documents/screens/conflict.html", context)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"parts": self.parts}

    @cached_property
    def copy(self) -> TypedCopy | None:
        return typing.unsaved(self.writing, self.request.user)

    def get_initial(self) -> dict[str, Any]:
        if self.copy:
            told = {"version": self.copy.base, "kept": self.copy.kept_at.isoformat()}
            return initial_of(self.parts, self.copy.sections) | told
        return initial_of(self.parts, self.writing.sections) | {"version": self.writing.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        is_restored = self.copy is not None and not context["form"].is_bound
        others = typing.others_at_work(self.writing, self.request.user, timezone.now())
        missing = {each.key: each.why for each in missing_in(self.parts, self.writing.sections)}
        return context | {
            "lines": [line | {"missing": missing.get(line["section"].key, "")} for line in context["form"].lines()],
            "missing_count": len(missing),
            "restored": self.copy if is_restored else None,
            "saved_since": is_restored and self.copy.base < self.writing.version,
            "presence": at_work(others),
            "back_url": self.back_url,
            "keep_url": self.address("keep"),
            "drop_url": self.address("drop"),
            "revisions_url": self.address("revisions"),
        }


class KeepTyped(OfWriting, View):
    """For autosave.js, which says what comes back: {kept, sentence, presence} or {refusal, presence}."""

    once = False  # the same page sends what is typed every few seconds

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        answer: dict[str, Any] = {"presence": at_work(typing.others_at_work(self.writing, request.user, at))}
        try:
            copy = self.keep(self.typed_form(), at)
        except ValidationError as refusal:
            return JsonResponse(answer | {"refusal": " ".join(refusal.messages)})
        return JsonResponse(answer | {"kept": copy.kept_at.isoformat(), "sentence": kept_sentence(copy)})


class DropTyped(OfWriting, Posted, View):
    """Back to what is saved."""

    def act(self) -> str:
        if typing.forget(self.writing, known=self.typed_form().known, actor=self.request.user):
            return "Đã bỏ bản đang gõ, đây là lần lưu gần nhất."
        raise ValidationError(
            "Chưa bỏ bản đang gõ: cửa sổ hoặc máy khác vừa tự lưu bản mới hơn. Thầy/cô xem bản đó dưới đây rồi bỏ."
        )


class Revisions(OfWriting, Tallied, ListView):
    template_name = "writings/revisions.html"

    def get_queryset(self) -> QuerySet[Revision]:
        return self.writing.revisions.select_related("saved_by__person").defer("sections")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown, newest, address = list(context["object_list"]), self.writing.version, self.address("compare")
        numbers = [revision.number for revision in shown]
        before = [*numbers[1:], self._number_after(context["page_obj"])][: len(shown)]
        rows = [
            {
                "saving": one,
                "changed": told(one.changed) if earlier else "Bản đầu tiên.",
                "changes_url": f"{address}?truoc={earlier}&sau={one.number}",
                "newest_url": f"{address}?truoc={one.number}&sau={newest}" if one.number != newest else "",
            }
            for one, earlier in zip(shown, before, strict=True)
        ]
        columns = titles("Lần lưu", "Lúc", "Người lưu", "Đã đổi", "Xem")
        return context | {"columns": columns, "rows": rows, "compare_url": address}

    def _number_after(self, page: Page) -> int:
        """Of the revision that the next page begins with, 0 if there is none."""
        return self.get_queryset().values_list("number", flat=True)[page.end_index()] if page.has_next() else 0


class Compare(OfWriting, TemplateView):
    """`?truoc=2&sau=5`, in whatever order they are named; the revision 0 is the empty sheet before the first."""

    template_name = "writings/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        numbers = sorted((self._asked("truoc"), self._asked("sau")))
        kept = self.writing.revisions.filter(number__in=numbers).select_related("saved_by__person")
        found = {revision.number: revision for revision in kept}
        if {*numbers} - {0} - found.keys():
            raise Http404
        before, after = (found.get(number) for number in numbers)
        texts = [revision.sections if revision else {} for revision in (before, after)]
        trail = [*self.trail(), {"label": "Các lần lưu", "url": self.address("revisions")}]
        is_older = before is not None and before.number != self.writing.version
        can_restore = is_older and not self.shut(timezone.now())
        told = {
            "trail": trail,
            "before": before,
            "after": after,
            "differences": differences(self.parts, *texts),
            "compare_url": self.address("compare"),
            "restore_url": self.address("restore", number=before.number) if before and can_restore else "",
        }
        return super().get_context_data(**kwargs | told)

    def _asked(self, name: str) -> int:
        typed = self.request.GET.get(name, "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < DIGITS else -1


class Restore(OfWriting, Posted, View):
    def get_success_url(self) -> str:
        return self.address("revisions")

    def act(self) -> str:
        revision = get_object_or_404(self.writing.revisions, number=min(self.kwargs["number"], 10 ** (DIGITS - 1)))
        version, at = self.request.POST.get("version", ""), timezone.now()
        restore_writing(
            self.writing,
            revision.number,
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < DIGITS else 0,
            actor=self.request.user,
            at=at,
            hold=partial(self.hold, at),
        )
        return f"Đã khôi phục nội dung của lần lưu {revision.number}."


def kept_sentence(copy: TypedCopy) -> str:
    return f"Đã tự lưu lúc {timezone.localtime(copy.kept_at):%H:%M}. Thầy/cô bấm Lưu để đưa vào bài chung."
