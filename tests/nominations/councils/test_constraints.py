"""What the database itself refuses of a council, whoever writes past the services."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nominations.councils.enums import CouncilState, SeatFunction
from nominations.councils.models import Council, Renewal, Seat
from tests.factories.councils import CouncilFactory, RenewalFactory, SeatFactory, seat
from tests.factories.school import PersonFactory

pytestmark = pytest.mark.django_db


def refused(name: str, write) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.fixture
def council(school) -> Council:
    return CouncilFactory(school=school)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kind": "OTHER"}, "council_kind_is_known"),
        ({"quorum": "1/7"}, "council_quorum_is_known"),
        ({"begins_on": None}, "council_has_the_days_of_its_state"),
        ({"ends_on": date(2024, 1, 1)}, "council_has_the_days_of_its_state"),
        ({"decision_named": ""}, "council_stands_by_a_decision"),
    ],
)
def test_a_council_is_whole(council, values, name) -> None:
    refused(name, lambda: Council.objects.filter(pk=council.pk).update(**values))


def test_one_council_of_a_kind_stands(council) -> None:
    refused("council_one_of_a_kind|UNIQUE", lambda: CouncilFactory(school=council.school, year=2024))


@pytest.mark.parametrize("function", [SeatFunction.CHAIR, SeatFunction.SECRETARY])
@pytest.mark.parametrize("state", [CouncilState.STANDING, CouncilState.DRAFT])
def test_one_presides_and_one_writes_among_those_who_sit_and_among_those_proposed(school, function, state) -> None:
    council = CouncilFactory(school=school, state=state)
    seat(council, PersonFactory(school=school), function)
    refused("seat_one|UNIQUE", lambda: seat(council, PersonFactory(school=school), function))


def test_nobody_sits_twice_and_may_come_again_later(council) -> None:
    held = SeatFactory(council=council)
    refused("seat_person_once|UNIQUE", lambda: SeatFactory(council=council, person=held.person))
    Seat.objects.filter(pk=held.pk).update(ends_on=date(2023, 12, 31), why_ended="Nghỉ thai sản")
    SeatFactory(council=council, person=held.person, begins_on=date(2024, 3, 1))
    assert council.seats.count() == 2


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"function": "KING"}, "seat_function_is_known"),
        ({"person": None}, "seat_is_of_one_person"),
        ({"outside_name": "Ngô Quang Huy"}, "seat_is_of_one_person"),
        ({"ends_on": date(2023, 9, 1), "why_ended": "Chuyển"}, "seat_ends_after_it_begins_for_a_reason"),
        ({"ends_on": date(2024, 9, 1)}, "seat_ends_after_it_begins_for_a_reason"),
    ],
)
def test_a_seat_is_whole(council, values, name) -> None:
    held = SeatFactory(council=council)
    refused(name, lambda: Seat.objects.filter(pk=held.pk).update(**values))


def test_one_renewal_is_prepared_at_a_time(council) -> None:
    first = RenewalFactory(council=council)
    refused("renewal_one_at_a_time|UNIQUE", lambda: RenewalFactory(council=council))
    refused(
        "renewal_is_in_force_by_a_decision", lambda: Renewal.objects.filter(pk=first.pk).update(begins_on=date(2024, 1, 1))
    )
