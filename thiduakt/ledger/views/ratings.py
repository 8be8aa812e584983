"""Xếp loại năm: the grid of the people and of the collectives, one rating corrected, numbers of a collective."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.ledger.enums import Rating
from thiduakt.ledger.fact_uses import uses_of_rating
from thiduakt.ledger.forms.ratings import GridForm, NumbersForm, RatingForm, YearFilterForm
from thiduakt.ledger.forms.teams import first_of_many, key_of, leaf
from thiduakt.ledger.grids import Line, cap_warning, collective_lines, counted, counts, people_lines, rated_years
from thiduakt.ledger.models import CollectiveYear, HonorEntry, YearRating
from thiduakt.ledger.queries import groups_seen, newest_year, sees_only_own, sees_whole_school
from thiduakt.ledger.services.ratings import correct_rating, fill_grid, remove_rating, save_collective_year
from thiduakt.ledger.years import OLDEST, year_name, year_on
from thiduakt.pages import Posted, ServedForm, Tally, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled
from thiduakt.school.models import Group, Person, School
from thiduakt.vietnamese import capitalized

from .pages import Page

NOT_YET = "chua"
ONWARD = "sang"  # the button that writes, and goes on to another tổ
TABS = {"": "Tất cả", NOT_YET: "Chưa xếp loại"} | {one.value: capitalized(str(one.label)) for one in Rating}
OFFERED = 12  # school years back that may be written by hand; older ones come from Excel
REGISTERED_WORDS = {None: "chưa rõ", True: "có", False: "không"}
PEOPLE_COLUMNS = (
    Column("Họ và tên", 30), Column("Chức vụ, công việc", 26), Column("Tổ", 26), Column("Xếp loại", 30),
    Column("Có đăng ký thi đua", 14), Column("Văn bản công nhận", 40), Column("Ghi chú", 30),
)  # fmt: skip
COLLECTIVE_COLUMNS = (
    Column("Tập thể", 36), Column("Xếp loại", 30), Column("Có đăng ký thi đua", 14), Column("Số người", 10),
    Column("Số người hoàn thành nhiệm vụ trở lên", 18), Column("Văn bản công nhận", 40), Column("Ghi chú", 30),
)  # fmt: skip


class GridShown(Ruled):
    """The lines that the address names: `nam`, `to`, `loai` (a rating, or those without)."""

    permission = "ledger.view"
    request: HttpRequest
    collective = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        asked = request.GET.get("loai", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def filters(self) -> YearFilterForm:
        user = self.request.user
        known, present = rated_years(user, self.today), year_on(self.today)
        newest = known[0] if known else newest_year(user.school_id, self.today)
        years = sorted({*known, newest, *range(present, present - OFFERED, -1)}, reverse=True)
        groups = Group.objects.none() if self.collective else groups_seen(user, self.today)
        whole = sees_whole_school(user, self.today)
        return YearFilterForm(self.request.GET, years=years, groups=groups, with_none=whole, newest=newest)

    @property
    def year(self) -> int:
        return self.filters.year

    @cached_property
    def everybody(self) -> list[Line]:
        """Of every tổ."""
        found = collective_lines if self.collective else people_lines
        return found(self.request.user, self.year, self.today)

    @property
    def lines(self) -> list[Line]:
        """As asked, in every tab."""
        team = self.filters.team
        return [line for line in self.everybody if not team or key_of(line.holder.group) == team]

    def in_tab(self) -> list[Line]:
        wanted = "" if self.tab == NOT_YET else self.tab
        if self.tab == "":
            return self.lines
        return [line for line in self.lines if (line.rating.rating if line.rating else "") == wanted]

    def asked(self) -> dict[str, Any]:
        return {"nam": self.year} | ({"to": self.filters.team} if "to" in self.request.GET else {})


class RatingGrid(GridShown, ServedForm, Page, FormView):
    """Whom nobody rated yet has two fields; a rating that stands is corrected on a page of its own."""

    form_class = GridForm
    template_name = "ledger/rating_grid.html"
    route, excel, other_route = "ledger:rating_grid", "ledger:rating_excel", "ledger:collective_grid"

    @property
    def title(self) -> str:
        return f"Xếp loại năm học {year_name(self.year)}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A long grid opens with its first tổ."""
        teams = [] if self.collective else [key_of(line.holder.group) for line in self.in_tab()]
        onward = first_of_many(self.filters.fields["to"], request.GET, teams)
        return redirect(request.path + onward) if onward else super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """Back to this tổ, or on to the one that the pressed button names."""
        onward = self.request.POST.get(ONWARD)
        to = {"to": onward} if onward in dict(self.filters.fields["to"].choices) else {}
        return f"{reverse(self.route)}?{urlencode(self.asked() | to)}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": self.lines, "year": self.year}

    def serve(self, form: GridForm) -> None:
        """A refused grid is drawn anew from what stands now, with all that was chosen."""
        try:
            written = fill_grid(form.told(), actor=self.request.user, at=timezone.now())
        except ValidationError:
            del self.everybody
            form.renew(self.lines)
            raise
        self.done = (
            f"Đã ghi xếp loại cho {len(written)} dòng." if written else "Chưa có dòng nào được chọn, nên không ghi gì."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        shown = {line.slug for line in self.in_tab()}
        can_enter, can_correct = (may(user, rule, on=self.today) for rule in ("ledger.enter", "ledger.correct"))
        context = super().get_context_data(**kwargs)
        rows = [row for row in context["form"].rows() if row["line"].slug in shown]
        return context | {
            "actions": self._actions(),
            "filters": self.filters,
            "tab": self.tab,
            "tabs": list(tabs(TABS, self._tallies(), self.tab, self.request.GET, name="loai")),
            "sections": list(self._sections(rows)),
            "is_open": can_enter and any(row["line"].rating is None for row in rows),
            "can_enter": can_enter,
            "can_correct": can_correct,
            "collective": self.collective,
            "other_url": self._other_url(),
            "warning": self._warning(),
            "rated_year": self.year,
            "leaf": leaf(self.filters.fields["to"], self.filters.team, self._teams()),
            "columns": titles(*self.heads()),
        }

    def _teams(self) -> list[str]:
        return [] if self.collective else [key_of(line.holder.group) for line in self.everybody]

    def _other_url(self) -> str:
        """Who sees nobody but themselves sees no collective either."""
        if sees_only_own(self.request.user, self.today):
            return ""
        return f"{reverse(self.other_route)}?{urlencode({'nam': self.year})}"

    def heads(self) -> list[str]:
        return ["Họ và tên", "Xếp loại", "Đăng ký thi đua", "Văn bản công nhận"]

    def _sections(self, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        if self.collective:
            yield from [{"name": "", "rows": rows}] if rows else []
            return
        for group, members in groupby(rows, lambda row: row["line"].holder.group):
            yield {"name": str(group or "Không thuộc tổ nào"), "rows": list(members)}

    def _tallies(self) -> dict[str, Tally]:
        found = counts(self.lines)
        return {key: Tally(len(self.lines) if key == "" else found["" if key == NOT_YET else key]) for key in TABS}

    def _warning(self) -> str:
        """Of the whole school, whichever tổ is shown: the rule counts all of it."""
        user = self.request.user
        if self.collective or not sees_whole_school(user, self.today):
            return ""
        own = YearRating.objects.of(user.school).filter(year=self.year, rating=Rating.EXCELLENT)
        return cap_warning(user.school_id, self.year, counts(self.everybody), is_excellent=own.exists())

    def _actions(self) -> list[dict[str, str]]:
        asked = self.asked() | ({"loai": self.tab} if self.tab else {})
        excel = f"{reverse(self.excel)}?{urlencode(asked)}"
        return [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]


class CollectiveGrid(RatingGrid):
    collective = True
    route, excel, other_route = "ledger:collective_grid", "ledger:collective_excel", "ledger:rating_grid"

    @property
    def title(self) -> str:
        return f"Xếp loại tổ và trường năm học {year_name(self.year)}"

    def heads(self) -> list[str]:
        return ["Tập thể", "Xếp loại", "Đăng ký thi đua", "Số người", "Hoàn thành nhiệm vụ trở lên"]


class RatingExcel(GridShown, View):
    name, columns = "XẾP LOẠI VIÊN CHỨC", PEOPLE_COLUMNS

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = [f"năm học {year_name(self.year)}", self.filters.team_name, TABS[self.tab] if self.tab else ""]
        head = subtitle(request.user.school, *asked, on=self.today)
        rows = ([number, *self.cells(line)] for number, line in enumerate(self.in_tab(), start=1))
        return download(workbook(self.name, head, [Column("STT", 6), *self.columns], rows), "xep-loai")

    def cells(self, line: Line) -> list[Any]:
        person = line.holder
        rating, registered, basis, note = told(line.rating)
        return [person.full_name, person.post, str(person.group or ""), rating, registered, basis, note]


class CollectiveExcel(RatingExcel):
    collective = True
    name, columns = "XẾP LOẠI TẬP THỂ", COLLECTIVE_COLUMNS

    def cells(self, line: Line) -> list[Any]:
        rating, registered, basis, note = told(line.rating)
        numbers = [line.numbers.size, line.numbers.completed] if line.numbers else [None, None]
        return [str(line.holder), rating, registered, *numbers, basis, note]


def told(rating: YearRating | None) -> tuple[str, str, str, str]:
    """Rating, registration, basis and note, as they are printed."""
    if rating is None:
        return "chưa xếp loại", "", "", ""
    return rating.get_rating_display(), REGISTERED_WORDS[rating.registered], rating.basis, rating.note


class OneRating(Ruled):
    """A rating that this person may change; all others are a 404."""

    permission = "ledger.correct"
    model = YearRating

    def get_queryset(self) -> Any:
        rows = YearRating.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return rows.select_related("person__group", "group", "school")


def holder_of(row: YearRating | CollectiveYear) -> Person | Group | School:
    return getattr(row, "person", None) or row.group or row.school


def grid_url(row: YearRating | CollectiveYear) -> str:
    route = "ledger:rating_grid" if getattr(row, "person", None) else "ledger:collective_grid"
    return f"{reverse(route)}?{urlencode({'nam': row.year})}"


class RatingEdit(ServedForm, OneRating, Page, UpdateView):
    """Shows what leans on the rating before it is changed."""

    form_class = RatingForm
    template_name = "ledger/rating_edit.html"

    @property
    def title(self) -> str:
        return f"Sửa xếp loại năm học {year_name(self.object.year)} của {holder_of(self.object)}"

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Xếp loại năm", "url": self.get_success_url()}]

    def get_success_url(self) -> str:
        return grid_url(self.object)

    def serve(self, form: RatingForm) -> None:
        told = form.cleaned_data
        correct_rating(
            form.instance, version=told["version"], reason=told["reason"], actor=self.request.user, at=timezone.now()
        )
        self.done = f"Đã sửa xếp loại của {holder_of(self.object)}."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = self.get_queryset().get(pk=self.object.pk)
        seen = HonorEntry.objects.visible_to(self.request.user, timezone.localdate())
        return super().get_context_data(
            stored=stored,
            uses=uses_of_rating(stored, among=seen),
            remove={"name": "remove", "label": "Xóa xếp loại ghi nhầm", "needs_reason": True},
            remove_url=reverse("ledger:rating_remove", args=[stored.pk]),
            back_url=self.get_success_url(),
            **kwargs,
        )


class RatingRemove(OneRating, SingleObjectMixin, Posted, View):
    @cached_property
    def object(self) -> YearRating:
        return self.get_object()

    def get_success_url(self) -> str:
        return grid_url(self.object)

    def act(self) -> str:
        name, reason = str(holder_of(self.object)), self.request.POST.get("reason", "")
        remove_rating(self.object, reason=reason, actor=self.request.user, at=timezone.now())
        return f"Đã xóa xếp loại của {name}."


class NumbersEdit(ServedForm, Page, UpdateView):
    """The numbers of a tổ, or of the school itself, of one year: `?nam=`."""

    permission = "ledger.enter"
    model = CollectiveYear
    form_class = NumbersForm
    template_name = "ledger/form_page.html"
    done = "Đã lưu số liệu."

    @property
    def title(self) -> str:
        return f"Số liệu năm học {year_name(self.object.year)} của {holder_of(self.object)}"

    def get_object(self, queryset: Any = None) -> CollectiveYear:
        school, group = self.request.user.school, None
        if key := self.kwargs.get("pk"):
            group = Group.objects.filter(school=school, pk=key).first()
            if group is None:
                raise Http404
        year = self.request.GET.get("nam", "")
        if not (year.isascii() and year.isdecimal() and len(year) == 4):
            raise Http404
        told = {"school": school, "group": group, "year": int(year)}
        found = CollectiveYear.objects.filter(**told).select_related("group", "school").first()
        if found and not may(self.request.user, "ledger.correct", found, on=timezone.localdate()):
            raise PermissionDenied
        return found or CollectiveYear(**told)

    def get_initial(self) -> dict[str, Any]:
        """Of a year not written yet what the list of people says."""
        if self.object.pk:
            return {}
        today, year = timezone.localdate(), self.object.year
        lines = people_lines(self.request.user, year, today) if year in range(OLDEST, today.year + 1) else []
        return counted(lines, self.object.group)._asdict()

    def get_success_url(self) -> str:
        return grid_url(self.object)

    def serve(self, form: NumbersForm) -> None:
        version = form.cleaned_data["version"]
        save_collective_year(form.instance, version=version, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)
