"""Where a writing is written, kept while somebody types, compared and brought back: classes that its owner subclasses.

The owner's mixin says which writing it is and who may write it; `routes` names its page, and with `_keep`, `_drop`,
`_revisions`, `_compare` and `_restore` the addresses beside it, each with the same arguments.
"""

from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, ListView, TemplateView, View

from nominations.writings.forms import SectionsForm, initial_of
from nominations.writings.models import Revision, Section, TypedCopy, Writing
from nominations.writings.services import typing
from nominations.writings.services.writing import restore_writing, save_writing
from nominations.writings.texts import differences, missing_in
from thiduakt.documents.services.drafting import ConflictError
from thiduakt.documents.views.savings import compared, numbered, rows_of
from thiduakt.documents.views.typed import Typed, TypedPage, choices_in, merged_sentence
from thiduakt.pages import Posted, Tallied, titles, version_of


class OfWriting(Typed):
    """What the owner's room says. `permission` and the lookup of its own row are its own, too."""

    kwargs: dict[str, Any]
    shared = "bài chung"
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

    def forget(self, form: SectionsForm) -> bool:
        return typing.forget(self.writing, known=form.known, actor=self.request.user)

    def others_at_work(self, at: datetime) -> list[TypedCopy]:
        return typing.others_at_work(self.writing, self.request.user, at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"writing": self.writing, "heading": self.heading, "lead": self.lead, "trail": self.trail()}
        return super().get_context_data(**about | kwargs)  # type: ignore[misc]


class WritingEdit(OfWriting, TypedPage, FormView):
    template_name = "writings/edit.html"
    form_class = SectionsForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sentence := self.shut(timezone.now()):
            kept = " Bản thầy/cô đang gõ vẫn được giữ." if self.copy else ""
            messages.info(request, f"{sentence}{kept}")
            return redirect(self.back_url)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: SectionsForm) -> HttpResponse:
        user, at, choices = self.request.user, timezone.now(), choices_in(self.request.POST)
        typed = {key: form.sections[key] for key in form.typed}
        try:
            saving = save_writing(
                self.writing, typed, base_version=form.base, choices=choices, actor=user, at=at, hold=partial(self.hold, at)
            )
        except ConflictError as conflict:
            return self.ask_which_stays(form, conflict, at)
        except ValidationError as refusal:
            return self.refused(form, refusal)
        self.forget(form)
        messages.success(self.request, f"Đã lưu lúc {timezone.localtime(at):%H:%M}.{merged_sentence(saving)}")
        return redirect(self.back_url if "show" in self.request.POST else self.get_success_url())

    def conflict_context(self) -> dict[str, Any]:
        name = self.heading.lower()
        return {"name": name, "lead": self.lead, "edit_url": self.address(), "trail": self.trail()}

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
        missing = {each.key: each.why for each in missing_in(self.parts, self.writing.sections)}
        return context | {
            "lines": [line | {"missing": missing.get(line["section"].key, "")} for line in context["form"].lines()],
            "missing_count": len(missing),
            "restored": self.copy if is_restored else None,
            "saved_since": is_restored and self.copy.base < self.writing.version,
            "presence": self.presence(timezone.now()),
            "back_url": self.back_url,
            "keep_url": self.address("keep"),
            "drop_url": self.address("drop"),
            "revisions_url": self.address("revisions"),
        }


class Revisions(OfWriting, Tallied, ListView):
    template_name = "documents/screens/versions.html"

    def get_queryset(self) -> QuerySet[Revision]:
        return self.writing.revisions.select_related("saved_by__person").defer("sections")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        address = self.address("compare")
        rows = rows_of(self.get_queryset(), context["page_obj"], newest=self.writing.version, compare_url=address)
        columns = titles("Lần lưu", "Lúc", "Người lưu", "Đã đổi", "Xem")
        return context | {"columns": columns, "rows": rows, "newest": self.writing.version, "compare_url": address}


class Compare(OfWriting, TemplateView):
    template_name = "documents/screens/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, after = compared(self.writing.revisions.select_related("saved_by__person"), self.request)
        texts = [revision.sections if revision else {} for revision in (before, after)]
        trail = [*self.trail(), {"label": "Các lần lưu", "url": self.address("revisions")}]
        is_older = before is not None and before.number != self.writing.version
        can_restore = is_older and not self.shut(timezone.now())
        told = {
            "trail": trail,
            "newest": self.writing.version,
            "before": before,
            "after": after,
            "differences": differences(self.parts, *texts),
            "compare_url": self.address("compare"),
            "restore_url": self.address("restore", number=before.number) if before and can_restore else "",
        }
        return super().get_context_data(**kwargs | told)


class Restore(OfWriting, Posted, View):
    def get_success_url(self) -> str:
        return self.address("revisions")

    def act(self) -> str:
        at, number = timezone.now(), numbered(self.writing.revisions, self.kwargs["number"]).number
        restore_writing(
            self.writing, number, version=version_of(self.request), actor=self.request.user, at=at,
            hold=partial(self.hold, at),
        )  # fmt: skip
        return f"Đã khôi phục nội dung của lần lưu {number}."
