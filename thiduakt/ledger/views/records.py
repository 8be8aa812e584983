"""Hồ sơ thi đua of a person, a tổ, the school: the page and its Excel file."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.ledger.queries import groups_seen, newest_year, sees_only_own, sees_whole_school
from thiduakt.ledger.records import STRIP, Record, RecordYear, collective_record, person_record
from thiduakt.ledger.years import read_year, year_name
from thiduakt.permissions import WHOLE_SCHOOL, Scope, may, scopes
from thiduakt.routes import Ruled
from thiduakt.school.models import Group, Person, School

from .pages import Page

COLUMNS = (
    Column("STT", 6), Column("Năm học", 12), Column("Nội dung", 18), Column("Tên", 44), Column("Loại hình, cấp", 24),
    Column("Số quyết định", 18), Column("Ngày quyết định", 14), Column("Người, cơ quan quyết định", 30),
    Column("Tình trạng", 34),
)  # fmt: skip


class RecordShown(Ruled):
    """The record of the holder that the address names, if the reader may see it."""

    permission = "ledger.view"
    request: HttpRequest
    route = ""
    file_name = "ho-so-thi-dua"

    @cached_property
    def holder(self) -> Any:
        raise NotImplementedError

    @cached_property
    def record(self) -> Record:
        return collective_record(self.holder)

    def address(self, route: str = "") -> str:
        return reverse(f"ledger:{route or self.route}", kwargs=self.kwargs)


class OfPerson(RecordShown):
    route = "person_record"

    @cached_property
    def holder(self) -> Person:
        people = Person.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return get_object_or_404(people.select_related("group", "school"), pk=self.kwargs["pk"])

    @cached_property
    def record(self) -> Record:
        with_sensitive = may(self.request.user, "sensitive.view", self.holder, on=timezone.localdate())
        return person_record(self.holder, with_sensitive=with_sensitive)


class OfGroup(RecordShown):
    route = "group_record"

    @cached_property
    def holder(self) -> Group:
        return get_object_or_404(groups_seen(self.request.user, timezone.localdate()), pk=self.kwargs["pk"])


class OfSchool(RecordShown):
    route = "school_record"

    @cached_property
    def holder(self) -> School:
        if not sees_whole_school(self.request.user, timezone.localdate()):
            raise Http404
        return self.request.user.school


class HonorsPage(Page, TemplateView):
    """What the holder received, by year."""

    template_name = "ledger/record.html"
    enter_route = ""
    members_name = ""  # of those whose records hang on this one
    nothing_yet = "Khen thưởng được ghi vào sổ hoặc nhập từ Excel sẽ hiện ở đây."

    @property
    def title(self) -> str:
        return f"Hồ sơ thi đua: {self.holder}"

    def trail(self) -> list[dict[str, str]]:
        return [] if sees_only_own(self.request.user, timezone.localdate()) else super().trail()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.about(),
            actions=list(self._actions()),
            years=self.record.honored(),
            is_empty=self.record.newest is None,
            nothing_yet=self.nothing_yet,
            members=self.members(),
            members_name=self.members_name,
            **kwargs,
        )

    def about(self) -> str:
        return ""

    def members(self) -> list[dict[str, str]]:
        return []

    def more_actions(self) -> Iterator[dict[str, str]]:
        yield from ()

    def _actions(self) -> Iterator[dict[str, str]]:
        if may(self.request.user, "ledger.enter", on=timezone.localdate()):
            yield {"label": "Ghi khen thưởng", "url": self.address(self.enter_route), "icon": "plus-lg"}
        yield {"label": "Xuất Excel", "url": self.address(f"{self.route}_excel"), "icon": "download", "tone": "secondary"}
        yield from self.more_actions()


class RecordPage(HonorsPage):
    """The strip ends in the year asked for (`den`), else in the newest that has anything to tell."""

    explained_route = ""
    nothing_yet = "Xếp loại, khen thưởng, sáng kiến được ghi vào sổ hoặc nhập từ Excel sẽ hiện ở đây."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, today = self.record, timezone.localdate()
        newest = max(newest_year(self.holder.school_id, today), record.newest or 0)
        last = read_year(self.request.GET.get("den", "")) or newest
        strip = record.strip(last)
        return super().get_context_data(
            strip=strip,
            strip_name=f"Từ năm học {strip[0].name} đến {strip[-1].name}",
            earlier=f"?den={last - STRIP}" if (record.oldest or last) <= last - STRIP else "",
            later=f"?den={min(last + STRIP, newest)}" if last < newest else "",
            is_person=isinstance(self.holder, Person),
            **kwargs,
        )

    def sees_reasons(self) -> bool:
        """Whether the page on what the holder is eligible for is open to this reader."""
        return bool(scopes(self.request.user, "eligibility.view", timezone.localdate()) & WHOLE_SCHOOL)

    def more_actions(self) -> Iterator[dict[str, str]]:
        if self.sees_reasons():
            url = self.address(self.explained_route)
            yield {"label": "Đủ điều kiện gì?", "url": url, "icon": "patch-question", "tone": "secondary"}


class PersonRecord(OfPerson, RecordPage):
    enter_route = "enter_person"
    explained_route = "explained_person"

    def about(self) -> str:
        person = self.holder
        left = f"Đã thôi việc từ sau {person.left_on:%d/%m/%Y}" if person.left_on else ""
        return ", ".join(filter(None, (person.post, str(person.group or ""), left)))

    def sees_reasons(self) -> bool:
        return may(self.request.user, "eligibility.view", self.holder, on=timezone.localdate())

    def more_actions(self) -> Iterator[dict[str, str]]:
        yield from super().more_actions()
        if may(self.request.user, "sensitive.manage", on=timezone.localdate()):
            url = f"{reverse('ledger:fact_list', args=['nghi'])}?nguoi={self.holder.pk}"
            yield {"label": "Nghỉ, kỷ luật", "url": url, "icon": "calendar-event", "tone": "secondary"}


class GroupRecord(OfGroup, RecordPage):
    enter_route = "enter_group"
    explained_route = "explained_group"
    members_name = "Người trong tổ"

    def sees_reasons(self) -> bool:
        granted = scopes(self.request.user, "eligibility.view", timezone.localdate())
        is_own = Scope.GROUP in granted and self.holder.pk == self.request.user.group_id
        return is_own or super().sees_reasons()

    def members(self) -> list[dict[str, str]]:
        return links(Person.objects.filter(group=self.holder).at_work(timezone.localdate()), "person_record")


class SchoolRecord(OfSchool, RecordPage):
    enter_route = "enter_school"
    explained_route = "explained_school"
    members_name = "Các tổ"

    def members(self) -> list[dict[str, str]]:
        return links(Group.objects.filter(school=self.holder), "group_record")


class RecordExcel(View):
    """All years, one row for each thing that is told of one."""

    def get(self: Any, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        whose = subtitle(request.user.school, on=timezone.localdate())
        told = [row for year in self.record.years() for row in _rows(year)]
        rows = ([number, *row] for number, row in enumerate(told, start=1))
        title = f"HỒ SƠ THI ĐUA: {str(self.holder).upper()}"
        return download(workbook(title, whose, COLUMNS, rows), self.file_name)


class PersonRecordExcel(OfPerson, RecordExcel):
    pass


class GroupRecordExcel(OfGroup, RecordExcel):
    pass


class SchoolRecordExcel(OfSchool, RecordExcel):
    pass


class MyRecord(Ruled, View):
    """Khen thưởng của tôi: whoever is signed in, wherever their record lies."""

    permission = "ledger.view"

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("ledger:person_record", pk=request.user.person_id)


def links(holders: QuerySet[Any], route: str) -> list[dict[str, str]]:
    return [{"label": str(holder), "url": reverse(f"ledger:{route}", args=[holder.pk])} for holder in holders]


def _rows(told: RecordYear) -> list[list[Any]]:
    name = year_name(told.year)
    rows: list[list[Any]] = []
    if told.rating:
        rows.append([name, "Xếp loại", told.rating.get_rating_display(), "", told.rating.basis, None, "", ""])
    if told.team:
        completed = "" if told.team.completed is None else f", hoàn thành nhiệm vụ {told.team.completed}"
        rows.append([name, "Số liệu tập thể", f"{told.team.size} người{completed}", "", "", None, "", ""])
    for line in told.lines:
        entry, state = line.entry, line.state_label or line.doubt
        decided = [entry.decision_number, entry.decided_on, entry.issuer]
        rows.append([name, "Khen thưởng", entry.honor_name, entry.get_merit_display(), *decided, state])
    for work in told.works:
        initiative = work.author.initiative
        decided = [initiative.decision_number, initiative.decided_on, initiative.issuer]
        rows.append([name, "Sáng kiến", initiative.name, initiative.get_level_display(), *decided, work.use])
    return rows
