"""Councils past the services: what a test does not say has one plain value."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from nominations.councils.enums import CouncilKind, CouncilState, SeatFunction
from nominations.councils.models import Council, Renewal, Seat
from tests.factories.school import PersonFactory, SchoolFactory
from thiduakt.school.models import Person, School, User

FOUNDED_ON = date(2023, 9, 6)
NAMED = "Quyết định số 45/QĐ-MNGB ngày 06/9/2023"
NAMES = (
    "Nguyễn Thị Ánh Tuyết", "Đỗ Thị Minh Đào", "Phạm Thị Hương Giang", "Bùi Thị Thanh Thủy", "Lê Thị Thu Hằng",
    "Phan Thị Ngọc Ấn", "Chu Thị Sen",
)  # fmt: skip


class CouncilFactory(DjangoModelFactory):
    """One that stands, by a decision issued elsewhere; `state=CouncilState.DRAFT` is one that is being prepared."""

    class Meta:
        model = Council

    school = factory.SubFactory(SchoolFactory)
    kind = CouncilKind.AWARDS
    year = 2023
    name = factory.LazyAttribute(lambda one: f"{CouncilKind(one.kind).proper_name} năm học {one.year}–{one.year + 1}")
    state = CouncilState.STANDING
    begins_on = factory.LazyAttribute(lambda one: None if one.state == CouncilState.DRAFT else FOUNDED_ON)
    decision_named = factory.LazyAttribute(lambda one: "" if one.state == CouncilState.DRAFT else NAMED)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class SeatFactory(DjangoModelFactory):
    """Held since its council stands."""

    class Meta:
        model = Seat

    council = factory.SubFactory(CouncilFactory)
    person = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..council.school"))
    function = SeatFunction.MEMBER
    begins_on = factory.SelfAttribute("council.begins_on")
    position = factory.Sequence(int)


class RenewalFactory(DjangoModelFactory):
    class Meta:
        model = Renewal

    council = factory.SubFactory(CouncilFactory)
    reason = "Bà Chu Thị Sen chuyển công tác"
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..council.school"))


def seat(council: Council, person: Person, function: SeatFunction = SeatFunction.MEMBER, **told: Any) -> Seat:
    return SeatFactory(council=council, person=person, function=function, **told)


def nine(school: School, *, chair: User, secretary: User, **told: Any) -> Council:
    """A council of nine: its chair, its secretary and seven others of the school."""
    council = CouncilFactory(school=school, created_by=secretary.person, **told)
    seat(council, chair.person, SeatFunction.CHAIR)
    seat(council, secretary.person, SeatFunction.SECRETARY)
    for place, name in enumerate(NAMES):
        function = SeatFunction.DEPUTY if place == 0 else SeatFunction.MEMBER
        seat(council, PersonFactory(school=school, full_name=name), function)
    return council
