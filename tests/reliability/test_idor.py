"""The probes at a size for every day: nothing is given away, and every one of a few borders is missed when it is down."""

import pytest

from tests.reliability.idor import ask, borders, probes, sample, until_red, without, worlds

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
COUNT = 5_400


def test_nobody_meets_a_row_that_is_not_for_them_and_nothing_changes():
    people, here, there = worlds()

    result = ask(sample(probes(people, here, there), COUNT), people, here, there)

    assert result["faults"] == ""
    assert result["probes"] == COUNT


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("DossierQuerySet.visible_to", "ho-so/<id:pk>/"),
        ("CampaignQuerySet.visible_to", "phong-trao/<id:pk>/"),
        ("InitiativeQuerySet.open_to", "so-khen-thuong/sang-kien/<id:pk>/"),
    ],
)
def test_one_filter_taken_away_is_found(name, path):
    people, here, there = worlds()
    (border,) = (one for one in borders() if f"{one[0].__name__}.{one[1]}" == name)
    assert until_red(people, here, there, paths=[path])["green"]

    with without(*border):
        assert not until_red(people, here, there, paths=[path])["green"]
