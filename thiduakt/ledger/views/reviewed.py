"""What every page about eligibility knows: whom the reader may see, of which year, and by the law of which day."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from thiduakt.catalog.models import Regime
from thiduakt.catalog.rulebook import is_read, rulebook
from thiduakt.eligibility import Rulebook, Verdict
from thiduakt.ledger.assessing import review_day
from thiduakt.ledger.forms.eligible import YearForm
from thiduakt.ledger.models import HonorEntry, YearRating
from thiduakt.ledger.queries import year_reviewed
from thiduakt.ledger.telling import OPEN_VERDICTS, VERDICTS
from thiduakt.ledger.years import year_name, year_on
from thiduakt.permissions import WHOLE_SCHOOL, Scope, may, scopes
from thiduakt.school.models import Group, Person, School

from .pages import Page

IN_PART = "chưa kể kỷ luật, việc đang xem xét, xác minh, nghỉ dài ngày"
NO_LAW = "danh mục chưa có quy định của năm học này"


class Reviewed(Page):
    """`nam` names the school year, `thoi_ky` a regime to try."""

    permission = "eligibility.view"
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()

    @property
    def title(self) -> str:
        return f"Ai đủ điều kiện năm học {year_name(self.year)}"

    def trail(self) -> list[dict[str, str]]:
        return []

    @cached_property
    def school(self) -> School:
        return self.request.user.school

    @cached_property
    def granted(self) -> frozenset[Scope]:
        return scopes(self.request.user, self.permission, self.today)

    @property
    def sees_whole_school(self) -> bool:
        return bool(self.granted & WHOLE_SCHOOL)

    @cached_property
    def groups_reviewed(self) -> QuerySet[Group]:
        groups = Group.objects.filter(school=self.school)
        if self.sees_whole_school:
            return groups
        return groups.filter(pk=self.request.user.group_id) if Scope.GROUP in self.granted else groups.none()

    @cached_property
    def knows(self) -> set[int] | None:
        """Whose discipline, leave and open cases the reader may read; None: everybody's."""
        known = scopes(self.request.user, "sensitive.view", self.today)
        if known & WHOLE_SCHOOL:
            return None
        return {self.request.user.person_id} if Scope.OWN in known else set()

    def knows_all_of(self, person: Person | None = None) -> bool:
        """Without a person: of everybody, and so of a collective."""
        return self.knows is None or (person is not None and person.pk in self.knows)

    def labels(self, person: Person | None = None) -> dict[Verdict, str]:
        return VERDICTS if self.knows_all_of(person) else OPEN_VERDICTS

    @cached_property
    def years(self) -> list[int]:
        """From the newest to the oldest one the books tell of; the present one and those between are among them."""
        rated = YearRating.objects.filter(school=self.school).order_by().values_list("year", flat=True)
        honored = HonorEntry.objects.filter(school=self.school).order_by().values_list("year", flat=True)
        known = {*rated.union(honored), year_on(self.today)}
        return list(range(max(known), min(known) - 1, -1))

    @cached_property
    def newest(self) -> int:
        return year_reviewed(self.school.pk, self.today)

    @cached_property
    def regimes(self) -> list[Regime]:
        return list(Regime.objects.all())

    @cached_property
    def regime_names(self) -> dict[str, str]:
        """An unread one, as today's books have it, says whose rules it borrows."""
        borrows = " (tạm theo quy định trước)"
        return {
            one.code: f"Xem thử luật từ {one.starts_on:%d/%m/%Y}"
            + ("" if is_read(one, self.school.pk, max(self.today, one.starts_on)) else borrows)
            for one in self.regimes
        }

    @cached_property
    def given(self) -> dict[str, str]:
        """What the address asks, the year filled in where it asks for none of them."""
        asked = self.request.GET.dict()
        return asked if asked.get("nam") in map(str, self.years) else {**asked, "nam": str(self.newest)}

    @cached_property
    def chosen(self) -> YearForm:
        return YearForm(self.given, years=self.years, regimes=self.regime_names)

    @cached_property
    def year(self) -> int:
        return self.chosen.asked("nam") or self.newest

    @property
    def address(self) -> str:
        """What another page about the same year and law is asked with."""
        regime = self.chosen.asked("thoi_ky")
        return f"nam={self.year}&thoi_ky={regime}" if regime else f"nam={self.year}"

    def justice_action(self) -> list[dict[str, str]]:
        if not may(self.request.user, "ledger.view", on=self.today) or not self.sees_whole_school:
            return []
        address = f"{reverse('ledger:justice')}?nam={self.year}"
        return [{"label": "Thước đo công bằng", "url": address, "icon": "bar-chart", "tone": "secondary"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(year_form=self.chosen, year_name=year_name(self.year), **kwargs)


class Judged(Reviewed):
    """By the law of the last day of the year, or by the one to try."""

    @cached_property
    def on(self) -> date:
        return review_day(self.year, self.today)

    @cached_property
    def book(self) -> Rulebook:
        """Without a name and a standard for a day before the first regime on record."""
        tried = self.chosen.asked("thoi_ky") or None
        if not tried and not any(one.starts_on <= self.on for one in self.regimes):
            return Rulebook(regime="", standards={})
        return rulebook(self.school.pk, on=self.on, regime=tried)

    @property
    def has_law(self) -> bool:
        return bool(self.book.regime)

    @property
    def regime_name(self) -> str:
        return next((one.name for one in self.regimes if one.code == self.book.regime), NO_LAW)

    @property
    def is_in_part(self) -> bool:
        """Whether what few may know was left out."""
        return not self.knows_all_of()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            on=self.on,
            is_in_part=self.is_in_part,
            has_law=self.has_law,
            regime_name=self.regime_name,
            is_tried=bool(self.chosen.asked("thoi_ky")),
            is_read=self.book.is_read,
            **kwargs,
        )
