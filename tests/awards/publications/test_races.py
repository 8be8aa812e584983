"""Two at once: one list is drawn up by two people; a list is published while it is taken down."""

import pytest

from awards.publications.models import Publication
from awards.publications.services.publishing import draw_up, publish, withdraw
from tests.campaigns.registrations.test_races import again as signed_in
from tests.campaigns.registrations.test_races import one_after_the_other

from .test_services import VALUES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("year", [None, 2022])
def test_of_two_who_draw_up_one_list_the_second_is_told(decision, clerk, principal, at, year):
    of = None if year else decision
    refusals = one_after_the_other(
        lambda: draw_up(of, VALUES, year=year, actor=clerk, at=at),
        lambda: draw_up(of, VALUES, year=year, actor=signed_in(principal), at=at),
    )

    assert len(refusals) == 1
    assert Publication.objects.count() == 1


def test_what_is_taken_down_at_once_with_its_publishing_stays_down(draft, clerk, principal, at):
    refusals = one_after_the_other(
        lambda: publish(draft, actor=clerk, at=at), lambda: withdraw(draft, reason="Sai.", actor=signed_in(principal), at=at)
    )

    assert refusals == []
    assert Publication.objects.get().state == "WITHDRAWN"
