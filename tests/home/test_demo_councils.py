"""The councils of the demo school: nine members each, in the year of its plan and in the present one."""

from datetime import date

import pytest
from django.utils import timezone

from nominations.councils.composition import faults_of, notes_on
from nominations.councils.enums import CouncilKind
from nominations.councils.models import Council
from nominations.councils.queries import council_on, seats_on, standing_seats
from thiduakt.home import demo
from thiduakt.home.demo_year import councils
from thiduakt.school.models import School

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_council_of_nine_stands_now_and_another_stood_in_2023():
    at = timezone.now()
    demo.load(at)
    councils.load(at)

    school, today = School.objects.get(code="mngb"), timezone.localdate()
    past = council_on(school.pk, CouncilKind.AWARDS, date(2023, 5, 26))
    present = council_on(school.pk, CouncilKind.AWARDS, today)
    assert Council.objects.count() == 2
    assert (past.state, past.year_name) == ("ENDED", "2022–2023")
    assert seats_on(past, date(2023, 5, 26)).count() == seats_on(present, today).count() == 9
    assert present.replaces == past
    assert faults_of(present, standing_seats(present)) == []
    assert notes_on(present, standing_seats(present), today) == []
