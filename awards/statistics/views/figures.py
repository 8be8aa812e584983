"""The four pages of figures: honors given, registered and received, whose share, in how many days."""

from functools import cached_property
from typing import Any

from django.urls import reverse

from awards.statistics.gaps import Line, lines_of, without_reasons
from awards.statistics.given import OUTSIDE, PUPILS, SCHOOL
from awards.statistics.queries import (
    given_in,
    honors_of_people,
    known_of,
    members_of,
    received_beside,
    registered_in,
    undated,
    waiting,
    ways_between,
)
from awards.statistics.shares import shares
from awards.statistics.showing import LONGEST, given_tables, registered_tables, share_tables, time_tables
from awards.statistics.tables import Table
from campaigns.campaigns.classes import Period
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.vietnamese import capitalized

from .pages import Page, Tabled, TableExcel, TablesPage

SIDE_BY_SIDE = 5  # years


class Given(Tabled):
    route = "overview"
    title = "Thống kê khen thưởng"
    filters = ("ky", "nam", "to")

    @property
    def years_shown(self) -> list[int]:
        return list(range(self.year - SIDE_BY_SIDE + 1, self.year + 1))

    def years_in_words(self) -> str:
        first, last = (self.period.named(year) for year in (self.years_shown[0], self.years_shown[-1]))
        return f"từ {first} đến {last}"

    @cached_property
    def tables(self) -> list[Table]:
        given = given_in(self.school.pk, self.period, self.group)
        names = [capitalized(self.period.named(year)) for year in self.years_shown]
        teams = [SCHOOL, *(group.name for group in self.groups), PUPILS, OUTSIDE]
        return given_tables(given, self.years_shown, names, teams)


class Overview(Given, TablesPage):
    lead = "Lượt khen còn hiệu lực trong sổ khen thưởng, nhiều năm đặt cạnh nhau."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = 0 if self.period == Period.SCHOOL else undated(self.school.pk, self.group)
        told = f"Sổ khen thưởng có {missing} dòng chưa ghi ngày quyết định." if missing else ""
        return super().get_context_data(undated=told, **kwargs)


class OverviewExcel(Given, TableExcel):
    pass


class WithLines(Page):
    """The honors that were registered in a year, each with what became of it, as far as this reader may know."""

    @property
    def tells_reasons(self) -> bool:
        """Where a dossier stands is for those who read the dossiers of the school."""
        return bool(scopes(self.request.user, "dossier.view", self.today) & WHOLE_SCHOOL)

    @cached_property
    def lines(self) -> list[Line]:
        registered = registered_in(self.school.pk, self.year, self.group)
        lines = lines_of(registered, known_of(self.school.pk, self.year))
        return lines if self.tells_reasons else without_reasons(lines)


class OfRegistered(WithLines, Tabled):
    route = "registered"
    title = "Đăng ký và kết quả"

    @cached_property
    def tables(self) -> list[Table]:
        registered = [line.registered for line in self.lines]
        beside = received_beside(self.school.pk, self.year, self.group, registered)
        return registered_tables(self.lines, beside)


class Registered(OfRegistered, TablesPage):
    lead = "Mỗi danh hiệu, hình thức đã đăng ký đặt bên khen thưởng đã nhận, với lý do nơi chưa đạt."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        each = f"{reverse('statistics:lines')}?nam={self.year}" + (f"&to={self.group}" if self.group else "")
        action = {"label": "Từng người, tập thể", "url": each, "icon": "list-ul", "tone": "secondary"}
        return super().get_context_data(actions=[action] if self.lines else [], **kwargs)


class RegisteredExcel(OfRegistered, TableExcel):
    pass


class OfShares(Tabled):
    route = "shares"
    title = "Người trực tiếp, nữ, lần đầu"

    @cached_property
    def tables(self) -> list[Table]:
        years = range(self.year - SIDE_BY_SIDE + 1, self.year + 1)
        honors = honors_of_people(self.school.pk, years)
        members = members_of(self.school.pk, years, self.group)
        found = [(year, shares(members[year], honors.get(year, {}), year)) for year in years]
        return share_tables(found[-1][1], found, self.year)


class Shares(OfShares, TablesPage):
    lead = "Khen thưởng cá nhân của một năm học đã đến với ai, đặt bên số người. Con số để hội đồng bàn."


class SharesExcel(OfShares, TableExcel):
    pass


class OfTimes(Tabled):
    route = "times"
    title = "Khen thưởng kịp thời"
    filters = ("ky", "nam", "to")

    @cached_property
    def tables(self) -> list[Table]:
        ways = ways_between(self.school, *self.period.days(self.year), self.group)
        return time_tables(ways, waiting(self.request.user, self.group, self.today)[:LONGEST], self.today)


class Times(OfTimes, TablesPage):
    lead = "Số ngày từ lúc có thành tích đến lúc có quyết định, tính theo ngày quyết định trong kỳ."


class TimesExcel(OfTimes, TableExcel):
    pass
