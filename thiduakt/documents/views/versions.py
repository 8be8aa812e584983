"""Các lần lưu: who saved when and what changed, any two of them compared, any one brought back."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
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
from thiduakt.pages import Posted, Tallied, titles, version_of
from thiduakt.school.models import Person
from thiduakt.vietnamese import capitalized, listed

from .savings import compared, numbered, rows_of
from .steps import VisibleDocuments, trail

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
        document, address = self.object, reverse("documents:compare", args=[self.object.pk])
        return context | {
            "heading": str(document),
            "lead": document.subject,
            "state": document.state,
            "label": document.get_state_display(),
            "newest": document.version,
            "trail": trail(self.request, document),
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
            "rows": rows_of(self.get_queryset(), context["page_obj"], newest=document.version, compare_url=address),
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


class Compare(ReadableDraft, TemplateView):
    template_name = "documents/screens/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, after = compared(self.savings, self.request)
        contents: list[Content] = [saving.content if saving else NOTHING for saving in (before, after)]
        people = Person.objects.filter(pk__in=[content.get(name) for content in contents for name in PEOPLE])
        document, key = self.object, self.object.pk
        can_restore = self.can_restore and before is not None and before.number != document.version
        versions = {"label": "Các lần lưu", "url": reverse("documents:versions", args=[key])}
        return super().get_context_data(
            heading=str(document),
            lead=document.subject,
            newest=document.version,
            trail=[*trail(self.request, document), versions],
            compare_url=reverse("documents:compare", args=[key]),
            before=before,
            after=after,
            differences=compare(*contents, dict(people.values_list("pk", "full_name"))),
            restore_url=reverse("documents:restore", args=[key, before.number]) if can_restore else "",
            **kwargs,
        )


class Restore(Posted, ReadableDraft, View):
    def get_success_url(self) -> str:
        return reverse("documents:versions", args=[self.object.pk])

    def act(self) -> str:
        number = numbered(self.savings, self.kwargs["number"]).number
        restore_draft(self.object, number, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        return f"Đã khôi phục nội dung của lần lưu {number}."
