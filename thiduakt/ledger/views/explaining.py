"""“Giải thích cho tôi”: one person or collective, every honor, condition by condition."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.catalog.choices import chosen
from thiduakt.catalog.honors import honors_on
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.ledger.assessing import Row, assess_collectives, assess_people
from thiduakt.ledger.telling import ANSWERS, Told, unknowns
from thiduakt.ledger.years import year_name
from thiduakt.permissions import Scope
from thiduakt.school.models import Group, Person, School

from .reviewed import IN_PART, Judged

COLUMNS = (
    Column("STT", 6), Column("Danh hiệu, hình thức", 40), Column("Kết quả", 18), Column("Yêu cầu", 50),
    Column("Hiện có", 44), Column("Còn thiếu", 44), Column("Đạt", 12), Column("Căn cứ", 44), Column("Năm học sớm nhất", 14),
)  # fmt: skip


class Explained(Judged):
    """One subject; `route` is the page's, its Excel file's has `_excel` behind it."""

    route = ""
    record = ""

    @cached_property
    def subject(self) -> Person | Group | School:
        raise NotImplementedError

    @cached_property
    def row(self) -> Row:
        raise NotImplementedError

    @property
    def title(self) -> str:
        return f"Giải thích: {self.subject}"

    def trail(self) -> list[dict[str, str]]:
        if self.granted == {Scope.OWN}:
            return []
        return [{"label": "Ai đủ điều kiện", "url": f"{reverse('ledger:eligible')}?{self.address}"}]

    @cached_property
    def told(self) -> list[Told]:
        honors = honors_on(self.school.pk, on=self.on, regime=self.book.regime)
        return [
            Told(
                found, self.book.is_read, self.labels(self.row.person), honors[code].considered if code in honors else ()
            )
            for code, found in self.row.assessments.items()
        ]  # fmt: skip

    @property
    def is_in_part(self) -> bool:
        return not self.knows_all_of(self.row.person)

    @property
    def warns_of_registration(self) -> bool:
        """Where the law does not ask for it any more and the school still minds."""
        if not self.has_law:
            return False
        is_asked = any(one.test == "registered" for told in self.told for one in told.found.conditions)
        return not is_asked and chosen(self.school.pk, self.on)["registration"] == "warns"


class OfPerson(Explained):
    route = "explained_person"
    record = "ledger:person_record"

    @cached_property
    def subject(self) -> Person:
        people = Person.objects.open_to(self.request.user, self.permission, self.today)
        return get_object_or_404(people.select_related("group"), pk=self.kwargs["pk"])

    @cached_property
    def row(self) -> Row:
        people = [self.subject]
        (row,) = assess_people(self.school.pk, period=self.year, on=self.on, people=people, knows=self.knows, book=self.book)
        return row


class OfMe(OfPerson):
    route = "explained_mine"

    title = "Giải thích cho tôi"

    @cached_property
    def subject(self) -> Person:
        return self.request.user.person


class OfGroup(Explained):
    route = "explained_group"
    record = "ledger:group_record"

    @cached_property
    def subject(self) -> Group | School:
        return get_object_or_404(self.groups_reviewed, pk=self.kwargs["pk"])

    @cached_property
    def row(self) -> Row:
        return assess_collectives(
            self.school.pk, period=self.year, on=self.on, book=self.book, knows_all=self.knows is None,
            groups=[self.subject] if isinstance(self.subject, Group) else [],
            with_school=not isinstance(self.subject, Group),
        )[0]  # fmt: skip


class OfSchool(OfGroup):
    route = "explained_school"
    record = "ledger:school_record"

    @cached_property
    def subject(self) -> School:
        if not self.sees_whole_school:
            raise Http404
        return self.school


class ExplainedPage(TemplateView):
    template_name = "ledger/explained.html"

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        told = self.told
        excel = f"{reverse(f'ledger:{self.route}_excel', kwargs=self.kwargs)}?{self.address}"
        record = reverse("ledger:mine") if self.route == "explained_mine" else reverse(self.record, kwargs=self.kwargs)
        return super().get_context_data(
            sections=[
                {"label": label, "told": [one for one in told if one.found.verdict == verdict]}
                for verdict, label in self.labels(self.row.person).items()
            ],
            unknowns=unknowns(self.row.facts),
            is_unregistered=self.row.facts.registered is False and self.warns_of_registration,
            actions=[
                {"label": "Hồ sơ thi đua", "url": record, "icon": "person-badge", "tone": "primary"},
                {"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"},
            ],
            **kwargs,
        )


class ExplainedExcel(View):
    def get(self: Any, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subject = "" if self.subject == self.school else str(self.subject)
        part = IN_PART if self.is_in_part else ""
        told = subtitle(self.school, subject, f"năm học {year_name(self.year)}", self.regime_name, part, on=self.today)
        rows = ([number, *cells] for number, cells in enumerate(_cells(self.told), start=1))
        return download(workbook("GIẢI THÍCH ĐIỀU KIỆN", told, COLUMNS, rows), "giai-thich")


def _cells(told: list[Told]) -> Iterator[list[Any]]:
    for one in told:
        for answer in one.found.conditions:
            yield [
                one.found.name, one.label, answer.required, answer.have, answer.missing, ANSWERS[answer.met][1],
                answer.basis, one.earliest,
            ]  # fmt: skip


class PersonPage(OfPerson, ExplainedPage):
    pass


class PersonExcel(OfPerson, ExplainedExcel):
    pass


class MyPage(OfMe, ExplainedPage):
    pass


class MyExcel(OfMe, ExplainedExcel):
    pass


class GroupPage(OfGroup, ExplainedPage):
    pass


class GroupExcel(OfGroup, ExplainedExcel):
    pass


class SchoolPage(OfSchool, ExplainedPage):
    pass


class SchoolExcel(OfSchool, ExplainedExcel):
    pass
