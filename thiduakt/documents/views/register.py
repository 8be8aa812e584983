"""Sổ đăng ký văn bản đi: the list, its Excel, the printed book, and the line the clerk goes on writing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, UpdateView, View

from thiduakt.documents.forms import RegisterEntryForm
from thiduakt.documents.kinds import COMMON_SERIES, Kind, series_name
from thiduakt.documents.models import RegisterEntry
from thiduakt.documents.queries import (
    COLUMNS,
    papers_by_year,
    register_entries,
    register_line,
    register_totals,
    register_years,
    series_of_year,
)
from thiduakt.documents.register_book import book_pdf, volumes
from thiduakt.documents.services.register import ENTRY_FIELDS, edit_entry
from thiduakt.excel import Column, download, workbook
from thiduakt.files.downloads import shown
from thiduakt.pages import ServedForm, Tallied, Tally, asked_words, titles
from thiduakt.routes import Ruled

WIDTHS = (18, 14, 60, 24, 40, 20, 10, 14, 20, 30)


class ChosenLines(Ruled):
    """The part of the register that the address names: `nam`, `day` (a series), `q`.

    Where it names no year within reach: the present one, or while that is empty the last one with papers.
    """

    permission = "register.view"
    request: HttpRequest

    @cached_property
    def years(self) -> tuple[int, int] | None:
        return register_years(self.request.user)

    @cached_property
    def year(self) -> int:
        typed, this_year = self.request.GET.get("nam", ""), timezone.localdate().year
        if len(typed) == 4 and typed.isdecimal() and 2000 <= int(typed) <= 2100:
            return int(typed)
        return min(this_year, self.years[1]) if self.years else this_year

    @property
    def series(self) -> str:
        typed = self.request.GET.get("day", "")
        return typed if typed in {COMMON_SERIES, *Kind.values} else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def get_queryset(self) -> QuerySet[RegisterEntry]:
        return register_entries(self.request.user, self.year, self.series, self.words)

    def subtitle(self, today: date) -> str:
        parts = [str(self.request.user.school), f"năm {self.year}"]
        if self.series:
            parts.append(series_name(self.series))
        if self.words:
            parts.append(f"tìm “{self.words}”")
        return f"{', '.join(parts)}. Xuất ngày {today:%d/%m/%Y}."


class Register(ChosenLines, Tallied, ListView):
    template_name = "documents/screens/register.html"

    @cached_property
    def totals(self) -> dict[str, int]:
        return register_totals(self.get_queryset())

    @property
    def tallies(self) -> dict[str, Tally]:
        """To the last line: so many volumes there are to print, and a year is never too long for that."""
        return {"": Tally(self.totals["papers"])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, query = self.request.user, self.request.GET.urlencode()
        totals = self.totals
        context = super().get_context_data(**kwargs)
        context["lines"] = [register_line(entry) for entry in context["page_obj"]]
        if not context["lines"]:
            context["papers_by_year"] = papers_by_year(user)
        first, last = self.years or (self.year, self.year)
        return context | {
            "columns": titles(*COLUMNS, "Gửi cấp trên"),
            "totals": totals,
            "summary": _summary(**totals),
            "volumes": () if self.words else volumes(totals["papers"]),
            "years": sorted({timezone.localdate().year, self.year, *range(first, last + 1)}, reverse=True),
            "series_of_year": series_of_year(user, self.year),
            "chosen_year": self.year,
            "chosen_series": self.series,
            "words": self.words,
            "query": query,
        }


def _summary(papers: int, dispatched: int, copies: int) -> str:
    moved = f"đã chuyển {dispatched} văn bản" if dispatched else "chưa chuyển văn bản nào"
    return f"{papers} văn bản, {moved}{f', tổng cộng {copies} bản' if copies else ''}."


class RegisterExcel(ChosenLines, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [Column(title, width) for title, width in zip(COLUMNS, WIDTHS, strict=True)]
        rows = (register_line(entry).columns for entry in self.get_queryset())
        content = workbook("SỔ ĐĂNG KÝ VĂN BẢN ĐI", self.subtitle(timezone.localdate()), columns, rows)
        return download(content, f"so-van-ban-di-{self.year}")


class RegisterBook(ChosenLines, View):
    """A volume of one year, or of one series of it, to be bound (NĐ 30/2020/NĐ-CP, Điều 16)."""

    def get(self, request: HttpRequest, volume: int) -> HttpResponse:
        if volume not in volumes(self.get_queryset().count()):
            raise Http404
        try:
            pdf = book_pdf(request.user, self.year, self.series, volume, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("documents:register")
        return shown(pdf, name=f"so-van-ban-di-{self.year}-quyen-{volume}.pdf", content_type="application/pdf")


class RegisterEdit(ServedForm, Ruled, UpdateView):
    """Columns (6) to (10) of one line."""

    permission = "register.edit"
    template_name = "documents/screens/register_edit.html"
    form_class = RegisterEntryForm

    def get_queryset(self) -> QuerySet[RegisterEntry]:
        return RegisterEntry.objects.visible_to(self.request.user).select_related("document__school")

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_success_url(self) -> str:
        return f"{reverse('documents:register')}?nam={self.object.document.year}"

    def serve(self, form: RegisterEntryForm) -> None:
        changes, version = {name: form.cleaned_data[name] for name in ENTRY_FIELDS}, form.cleaned_data["version"]
        entry = edit_entry(self.object, changes=changes, version=version, actor=self.request.user, at=timezone.now())
        self.done = f"Đã ghi sổ {entry}."
