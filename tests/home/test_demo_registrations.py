"""The rounds of the school to try: one that the council confirmed, and one that is open today."""

from collections import Counter

import pytest

from campaigns.registrations.models import Registration, Round, RoundExtension
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import registrations
from thiduakt.ledger.models import YearRegistration

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_rounds_show_every_state_that_somebody_meets(at):
    demo.load(at)
    demo_history.load(at)

    registrations.load(at)

    past, present = Round.objects.order_by("year")
    assert (past.state, present.state) == ("CONFIRMED", "OPEN")
    people = Registration.objects.filter(round=past, person__isnull=False)
    assert (people.count(), people.filter(is_late=True).count()) == (44, 1)
    assert Registration.objects.filter(round=past, person__isnull=True).count() == 6
    assert Registration.objects.filter(round=past).exclude(gap_reason="").exists()
    # One of the forty-five did not register: the law of that year has a condition to show.
    assert list(YearRegistration.objects.filter(is_registered=False).values_list("person__full_name", flat=True)) == [
        "Tạ Thị Ngân"
    ]
    states = Counter(Registration.objects.filter(round=present).values_list("state", flat=True))
    assert states == {"SENT": 24, "RETURNED": 1, "ASKED": 1}
    assert RoundExtension.objects.count() == 2
