"""The ledger as a list, on the page and as an Excel file, and one line of it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import DetailView, ListView
from django.views.generic.list import BaseListView

from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.ledger.enums import EntryKind
from thiduakt.ledger.forms.entries import EntryFilterForm
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.queries import entered_years, groups_seen, named_honors, sees_only_own, sees_whole_school
from thiduakt.ledger.records import state_label
from thiduakt.ledger.rooms import OF_ROOMS, Told
from thiduakt.ledger.uses import uses_of
from thiduakt.ledger.years import year_name
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled, row_address

from .pages import HOLDERS, Page, decision, record_url

ENDED = "huy"
# The other parts of the book: label, route, rule, and whether it is only for who sees the whole school.
PARTS = (
    ("Xếp loại năm học", "ledger:rating_grid", "ledger.view", False),
    ("Sáng kiến", "ledger:initiative_list", "ledger.view", False),
    ("Quá trình công tác", "ledger:transfer_list", "ledger.view", False),
    ("Thước đo công bằng", "ledger:justice", "ledger.view", True),
    ("Nhập từ Excel", "intake:list", "intake.history", False),
    ("Hồ sơ của trường", "ledger:school_record", "ledger.view", True),
    ("Khen thưởng của tôi", "ledger:mine", "ledger.view", False),
)
TABS = {"" if slug == "vien-chuc" else slug: label for slug, (_, label) in HOLDERS.items()} | {ENDED: "Đã hủy, gạch bỏ"}
SHOWN = ("Tên", "Danh hiệu, hình thức", "Năm học", "Quyết định", "Người quyết định", "Tình trạng")
COLUMNS = (
    Column("STT", 6), Column("Tên", 30), Column("Tổ, lớp", 24), Column("Danh hiệu, hình thức", 36), Column("Năm học", 12),
    Column("Loại hình", 20), Column("Số quyết định", 18), Column("Ngày quyết định", 14), Column("Người quyết định", 30),
    Column("Thành tích", 40), Column("Nguồn", 20), Column("Tình trạng", 18),
)  # fmt: skip


class EntriesShown(Ruled):
    """The lines that the address names: `tab` (whose), `nam`, `ma`, `to`, `q`."""

    permission = "ledger.view"
    model = HonorEntry
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""
        self.words = asked_words(request)

    @cached_property
    def seen(self) -> QuerySet[HonorEntry]:
        return HonorEntry.objects.visible_to(self.request.user, self.today)

    @cached_property
    def filters(self) -> EntryFilterForm:
        """Offers the years that the ledger of the school spans, and the honors of the catalogue."""
        school_id = self.request.user.school_id
        known = sorted(named_honors(school_id).items(), key=lambda item: (item[1].rank, item[0]))
        return EntryFilterForm(
            self.request.GET,
            years=entered_years(school_id),
            honors={code: honor.name for code, honor in known},
            groups=groups_seen(self.request.user, self.today),
        )

    @cached_property
    def found(self) -> QuerySet[HonorEntry]:
        """As asked, in every tab."""
        found = self.seen.honors().matching(self.words)
        if year := self.filters.asked("nam"):
            found = found.filter(year=year)
        if code := self.filters.asked("ma"):
            found = found.filter(code=code)
        if group := self.filters.asked("to"):
            found = found.filter(Q(person__group=group) | Q(group=group))
        return found

    def in_tabs(self) -> dict[str, Q]:
        kinds = {"" if slug == "vien-chuc" else slug: Q(holder_kind=kind) for slug, (kind, _) in HOLDERS.items()}
        endings = HonorEntry.objects.filter(school=self.request.user.school_id).exclude(kind=EntryKind.HONOR)
        return {**kinds, ENDED: Q(pk__in=endings.order_by().values("ends"))}  # few: an index leads to them

    def get_queryset(self) -> QuerySet[HonorEntry]:
        return self.found.filter(self.in_tabs()[self.tab]).select_related("person__group", "ended_by")

    def asked(self) -> list[str]:
        """What the list is narrowed to, in words."""
        year, code, group = (self.filters.asked(name) for name in ("nam", "ma", "to"))
        return [
            TABS[self.tab],
            f"năm học {year_name(year)}" if year else "",
            dict(self.filters.fields["ma"].choices)[code] if code else "",
            str(group or ""),
            searched(self.words),
        ]


class EntryList(EntriesShown, Tallied, ListView):
    """Who sees no more than the own lines is led to the own record, which says more."""

    template_name = "ledger/entry_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sees_only_own(request.user, self.today):
            return redirect("ledger:mine")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        return context | {
            "actions": self._actions(),
            "parts": list(self._parts()),
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(*SHOWN),
            "rows": [self._row(entry) for entry in context["page_obj"].object_list],
            "filters": self.filters,
            "tab": self.tab,
            "words": self.words,
            "is_narrowed": any(self.asked()[1:]),
        }

    def _row(self, entry: HonorEntry) -> list[str]:
        ending, record = ending_of(entry), record_url(entry)
        name = format_html('<a href="{}">{}</a>', record, entry.holder_name) if record else entry.holder_name
        if group := where(entry):
            name = format_html('{} <small class="where">{}</small>', name, group)
        honor = format_html('<a href="{}">{}</a>', row_address("ledger:entry", entry.pk), entry.honor_name)
        if ending:
            honor = format_html("<s>{}</s>", honor)
        state = state_label(ending.kind) if ending else ""
        year = format_html('<span class="text-nowrap">{}</span>', entry.year_name)
        return [name, honor, year, decision(entry), entry.issuer, state]

    def _actions(self) -> list[dict[str, str]]:
        excel = f"{reverse('ledger:entries_excel')}?{self.request.GET.urlencode()}"
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        if may(self.request.user, "ledger.enter", on=self.today):
            actions.insert(0, {"label": "Ghi khen thưởng", "url": reverse("ledger:enter"), "icon": "plus-lg"})
        return actions

    def _parts(self) -> Iterator[dict[str, str]]:
        user = self.request.user
        whole = sees_whole_school(user, self.today)
        for label, route, rule, needs_whole in PARTS:
            if may(user, rule, on=self.today) and (whole or not needs_whole):
                yield {"label": label, "url": reverse(route)}


class EntryExcel(EntriesShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, *self.asked(), on=self.today)
        rows = ([number, *_cells(entry)] for number, entry in enumerate(context["object_list"], start=1))
        return download(workbook("SỔ KHEN THƯỞNG", told, COLUMNS, rows), "so-khen-thuong")


def ending_of(entry: HonorEntry) -> HonorEntry | None:
    """The later line that took this one out of account."""
    return getattr(entry, "ended_by", None)


def where(entry: HonorEntry) -> str:
    """What tells namesakes apart: the tổ of a person."""
    return str(entry.person.group or "") if entry.person else ""


def _cells(entry: HonorEntry) -> list[Any]:
    ending = ending_of(entry)
    return [
        entry.holder_name, where(entry), entry.honor_name, entry.year_name, entry.get_merit_display(), entry.decision_number,
        entry.decided_on, entry.issuer, entry.citation, entry.get_source_display(),
        state_label(ending.kind) if ending else "",
    ]  # fmt: skip


class EntryDetail(Page, DetailView):
    permission = "ledger.view"
    template_name = "ledger/entry.html"
    context_object_name = "entry"

    def get_queryset(self) -> QuerySet[HonorEntry]:
        entries = HonorEntry.objects.visible_to(self.request.user, timezone.localdate())
        return entries.select_related("person", "group", "entered_by", "ended_by__entered_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A line that ends another is told on that one's page."""
        entry = self.get_object()
        if entry.kind != EntryKind.HONOR:
            return redirect("ledger:entry", pk=entry.ends_id)
        return super().get(request, *args, **kwargs)

    @property
    def title(self) -> str:
        return f"{self.object.honor_name}, {self.object.holder_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry, user, today = self.object, self.request.user, timezone.localdate()
        ending = ending_of(entry)
        seen = HonorEntry.objects.visible_to(user, today)
        return super().get_context_data(
            facts=[
                {"label": label, "value": value, "url": url} for label, value, url in [*self._facts(), *self._of_rooms()]
            ],
            ending=ending,
            ending_facts=_ending_facts(ending) if ending else [],
            state_label=state_label(ending.kind) if ending else "",
            uses=uses_of(entry, among=seen),
            can_correct=ending is None and may(user, "ledger.correct", on=today),
            **kwargs,
        )

    def _of_rooms(self) -> list[Told]:
        at = timezone.now()
        return [fact for tell in OF_ROOMS for fact in tell(self.object, self.request.user, at)]

    def _facts(self) -> list[tuple[str, Any, str]]:
        entry = self.object
        entered = f"{timezone.localtime(entry.entered_at):%H:%M %d/%m/%Y}"
        return [
            ("Danh hiệu, hình thức", entry.honor_name, ""),
            (entry.get_holder_kind_display().capitalize(), entry.holder_name, record_url(entry)),
            ("Năm học", entry.year_name, ""),
            ("Loại hình", entry.get_merit_display(), ""),
            ("Số quyết định", entry.decision_number, ""),
            ("Ngày quyết định", entry.decided_on and f"{entry.decided_on:%d/%m/%Y}", ""),
            ("Người, cơ quan quyết định", entry.issuer, ""),
            ("Thành tích", entry.citation, ""),
            ("Nguồn", entry.get_source_display(), ""),
            ("Ghi vào sổ", f"{entered}, {entry.entered_by}" if entry.entered_by else entered, ""),
        ]


def _ending_facts(ending: HonorEntry) -> list[dict[str, Any]]:
    facts = [("Lý do", ending.reason)]
    if ending.kind == EntryKind.REVOKED:
        facts = [
            ("Căn cứ", f"Điều 93 khoản 2 điểm {ending.ground}: {ending.get_ground_display()}"),
            *facts,
            ("Quyết định hủy", decision(ending)),
            ("Người, cơ quan quyết định", ending.issuer),
        ]
    entered = f"{timezone.localtime(ending.entered_at):%H:%M %d/%m/%Y}"
    facts.append(("Ghi vào sổ", f"{entered}, {ending.entered_by}" if ending.entered_by else entered))
    return [{"label": label, "value": value} for label, value in facts]
