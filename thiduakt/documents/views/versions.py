"""Các lần lưu: who saved when and what changed, any two of them compared, any one brought back."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, TemplateView, View
from django.views.generic.list import BaseListView

from thiduakt.documents import policies
from thiduakt.documents.comparing import compare
from thiduakt.documents.content import NOTHING, PEOPLE, Content
from thiduakt.documents.models import Document, SavedDraft
from thiduakt.documents.services.drafting import restore_draft
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.pages import Posted, Tallied, titles
from thiduakt.school.models import Person
from thiduakt.vietnamese import capitalized, listed

from .steps import VisibleDocuments, trail

SHOWN = 6  # names of what changed, in the list
DIGITS = 10  # no saving has a number so long
COLUMNS = (
    Column("Lần lưu", 10), Column("Lúc", 18), Column("Người lưu", 28), Column("Đã đổi", 60), Column("Ghi chú", 36),
)  # fmt: skip


class ReadableDraft(VisibleDocuments):
    """Whoever reads a paper while it is written also reads how it came about, for as long as it exists."""

    @cached_property
    def object(self) -> Document:
        document = get_object_or_404(VisibleDocuments.get_queryset(self), pk=self.kwargs["pk"])
        if not policies.sees_drafts(self.request.user, document, timezone.now()):
            raise PermissionDenied
        return document

    @property
    def savings(self) -> QuerySet[SavedDraft]:
        return self.object.saved_drafts.select_related("saved_by__person")

    @property
    def can_restore(self) -> bool:
        return self.object.is_editable and policies.can_edit(self.request.user, self.object, timezone.now())


class Versions(ReadableDraft, Tallied, ListView):
    template_name = "documents/screens/versions.html"

    def get_queryset(self) -> QuerySet[SavedDraft]:
        return self.savings.defer("content")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = list(context["object_list"])
        numbers = [saving.number for saving in shown]
        before = [*numbers[1:], self._number_after(context["page_obj"])][: len(shown)]
        address = reverse("documents:compare", args=[self.object.pk])
        return context | {
            "document": self.object,
            "trail": trail(self.request, self.object),
            "compare_url": address,
            "actions": [
                {
                    "label": "Xuất Excel",
                    "url": reverse("documents:versions_excel", args=[self.object.pk]),
                    "icon": "download",
                    "tone": "secondary",
                }
            ],
            "columns": titles("Lần lưu", "Lúc", "Người lưu", "Đã đổi", "Xem"),
            "rows": [self._row(*pair, address) for pair in zip(shown, before, strict=True)],
        }

    def _number_after(self, page: Page) -> int:
        """Of the saving that the next page begins with, 0 if there is none."""
        if not page.has_next():
            return 0
        return self.savings.values_list("number", flat=True)[page.end_index()]

    def _row(self, saving: SavedDraft, before: int, address: str) -> dict[str, Any]:
        """`before`: the number of the saving before, 0 if there is none."""
        newest = self.object.version
        return {
            "saving": saving,
            "changed": told(saving.changed) if before else "Bản đầu tiên.",
            "changes_url": f"{address}?truoc={before}&sau={saving.number}",
            "newest_url": f"{address}?truoc={saving.number}&sau={newest}" if saving.number != newest else "",
        }


class VersionsExcel(ReadableDraft, BaseListView):
    """`object` is the paper, as on the page; the rows are its savings."""

    def get_queryset(self) -> QuerySet[SavedDraft]:
        return self.savings.defer("content")

    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, str(self.object), self.object.subject, on=timezone.localdate())
        first = context["object_list"].values_list("number", flat=True).last()
        rows = (_cells(saving, first) for saving in context["object_list"])
        return download(workbook("CÁC LẦN LƯU", told, COLUMNS, rows), f"lan-luu-{self.object.pk}")


def _cells(saving: SavedDraft, first: int | None) -> list[Any]:
    at = timezone.localtime(saving.saved_at)
    changed = "Bản đầu tiên." if saving.number == first else capitalized(listed(saving.changed))
    return [saving.number, f"{at:%H:%M %d/%m/%Y}", str(saving.saved_by), changed, saving.note]


def told(names: list[str]) -> str:
    """A few of the names and how many more there are; nothing where only a note tells what the saving is."""
    shown = names if len(names) <= SHOWN else [*names[: SHOWN - 1], f"{len(names) - SHOWN + 1} chỗ khác"]
    return capitalized(f"{listed(shown)}.") if names else ""


class Compare(ReadableDraft, TemplateView):
    """`?truoc=2&sau=5`, in whatever order they are named; the saving 0 is the empty sheet before the first."""

    template_name = "documents/screens/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        numbers = sorted((self._asked("truoc"), self._asked("sau")))
        found = {saving.number: saving for saving in self.savings.filter(number__in=numbers)}
        if {*numbers} - {0} - found.keys():
            raise Http404
        before, after = (found.get(number) for number in numbers)
        contents: list[Content] = [saving.content if saving else NOTHING for saving in (before, after)]
        people = Person.objects.filter(pk__in=[content.get(name) for content in contents for name in PEOPLE])
        versions = reverse("documents:versions", args=[self.object.pk])
        return super().get_context_data(
            document=self.object,
            trail=[*trail(self.request, self.object), {"label": "Các lần lưu", "url": versions}],
            compare_url=reverse("documents:compare", args=[self.object.pk]),
            before=before,
            after=after,
            differences=compare(*contents, dict(people.values_list("pk", "full_name"))),
            can_restore=self.can_restore and before is not None and before.number != self.object.version,
            **kwargs,
        )

    def _asked(self, name: str) -> int:
        typed = self.request.GET.get(name, "")
        return int(typed) if typed.isdecimal() and len(typed) < DIGITS else -1


class Restore(Posted, ReadableDraft, View):
    def get_success_url(self) -> str:
        return reverse("documents:versions", args=[self.object.pk])

    def act(self) -> str:
        number = get_object_or_404(self.savings, number=min(self.kwargs["number"], 10 ** (DIGITS - 1))).number
        version = self.request.POST.get("version", "")
        restore_draft(
            self.object,
            number,
            version=int(version) if version.isdecimal() and len(version) < DIGITS else 0,
            actor=self.request.user,
            at=timezone.now(),
        )
        return f"Đã khôi phục nội dung của lần lưu {number}."
