"""Ghi khen thưởng: first whose it is, then what was received."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView

from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.forms.entries import EntryForm
from thiduakt.ledger.models.holders import Holder
from thiduakt.ledger.queries import NamedHonor, named_honors
from thiduakt.ledger.services.entering import GIVEN_TO, enter_honor
from thiduakt.ledger.years import year_name
from thiduakt.pages import ServedForm, asked_words, titles
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, Pupil, SchoolClass
from thiduakt.vietnamese import finds

from .pages import HOLDERS, RECORDS, Page

ROUTES = {
    HolderKind.PERSON: "ledger:enter_person",
    HolderKind.GROUP: "ledger:enter_group",
    HolderKind.PUPIL: "ledger:enter_pupil",
    HolderKind.CLASS: "ledger:enter_class",
}


class HolderPick(Page, ListView):
    """Of the kind `loai`, who the honor is for: one press on the name leads to the form."""

    permission = "ledger.enter"
    title = "Ghi khen thưởng"
    template_name = "ledger/pick.html"
    paginate_by = 50
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("loai", "")
        self.slug = asked if asked in HOLDERS and asked != "truong" else "vien-chuc"
        self.kind, _ = HOLDERS[self.slug]
        self.words = asked_words(request)

    def get_queryset(self) -> Any:
        user, today = self.request.user, timezone.localdate()
        match self.kind:
            case HolderKind.PERSON:
                return Person.objects.open_to(user, self.permission, today).matching(self.words).select_related("group")
            case HolderKind.PUPIL:
                return Pupil.objects.open_to(user, self.permission, today).matching(self.words)
            case HolderKind.GROUP:
                return _named(Group.objects.open_to(user, self.permission, today), self.words)
        return _named(SchoolClass.objects.open_to(user, self.permission, today), self.words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kinds = [
            {"label": label, "url": f"?loai={slug}", "is_current": slug == self.slug} for slug, (_, label) in HOLDERS.items()
        ]
        kinds[list(HOLDERS).index("truong")]["url"] = reverse("ledger:enter_school")
        rows = [
            {"url": row_address(ROUTES[self.kind], holder.pk), "name": str(holder), "about": _about(holder)}
            for holder in context["object_list"]
        ]
        return context | {
            "kinds": kinds,
            "columns": titles("Tên", "Thông tin"),
            "rows": rows,
            "words": self.words,
            "slug": self.slug,
        }


class EntryAdd(ServedForm, Page, FormView):
    permission = "ledger.enter"
    template_name = "ledger/entry_form.html"
    form_class = EntryForm
    kind = HolderKind.PERSON
    models = {
        HolderKind.PERSON: Person,
        HolderKind.GROUP: Group,
        HolderKind.PUPIL: Pupil,
        HolderKind.CLASS: SchoolClass,
    }

    @cached_property
    def holder(self) -> Holder:
        user = self.request.user
        if self.kind == HolderKind.SCHOOL:
            return user.school
        found = self.models[self.kind].objects.open_to(user, self.permission, timezone.localdate())
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return f"Ghi khen thưởng cho {self.holder}"

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Ghi khen thưởng", "url": reverse("ledger:enter")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"holder_name": str(self.holder)}
        honors: dict[str, NamedHonor] = {
            code: honor
            for code, honor in named_honors(self.request.user.school_id).items()
            if honor.subject in GIVEN_TO[self.kind]
        }
        return {**super().get_form_kwargs(), "initial": initial, "honors": honors, "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(about=_about(self.holder), back_url=self._back_url(), **kwargs)

    def _back_url(self) -> str:
        if self.kind == HolderKind.SCHOOL:
            return reverse("ledger:school_record")
        return reverse(RECORDS[self.kind], args=[self.holder.pk])

    def serve(self, form: EntryForm) -> None:
        entry = enter_honor(self.holder, **form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url = entry.get_absolute_url()
        self.done = f"Đã ghi {entry.honor_name} năm học {entry.year_name} cho {entry.holder_name}."


def _named(found: QuerySet, words: str) -> list[Any]:
    """Groups and classes are few: searched here, without marks."""
    return [row for row in found if finds(words, row.name)]


def _about(holder: Holder) -> str:
    """What tells namesakes apart."""
    match holder:
        case Person():
            left = f"đã thôi việc từ sau {holder.left_on:%d/%m/%Y}" if holder.left_on else ""
            return ", ".join(filter(None, (holder.post, str(holder.group or ""), left)))
        case Pupil():
            return holder.pupil_code
        case SchoolClass():
            return f"năm học {year_name(holder.year)}"
    return ""
