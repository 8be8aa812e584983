"""Votes are counted of all members, written opinions among them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from thiduakt.catalog.choices import CHOICES, THRESHOLDS
from thiduakt.eligibility.voting import Threshold, check_council, has_passed


@pytest.mark.parametrize(
    ("agreed", "members", "percent", "passed"),
    [
        (8, 9, 80, True),  # seven in the room and one in writing
        (8, 9, 90, False),
        (9, 9, 90, True),
        (5, 7, 80, False),  # all five who came: seven are members
        (6, 7, 80, True),
        (4, 5, 80, True),
        (6, 9, Decimal("66.67"), False),
        (7, 9, Decimal("66.67"), True),
    ],
)
def test_a_candidate_passes_by_the_share_of_all_members(agreed, members, percent, passed):
    assert has_passed(agreed, members, Threshold.of_percent(percent)) is passed


SHARES = {
    "more than 1/2": lambda share: share > Fraction(1, 2),
    "2/3": lambda share: share >= Fraction(2, 3),
    "4/5": lambda share: share >= Fraction(4, 5),
}


@pytest.mark.parametrize("told", THRESHOLDS)
def test_every_threshold_a_school_chooses_is_exact_in_every_council(told):
    threshold = Threshold.read(told)

    for members in range(1, 51):
        for agreed in range(members + 1):
            assert has_passed(agreed, members, threshold) is SHARES[told](Fraction(agreed, members)), (agreed, members)


def test_the_choices_of_a_vote_are_thresholds():
    for key in ("majority", "cstdcs_vote_a"):
        assert {*CHOICES[key].options} == {*THRESHOLDS}


@pytest.mark.parametrize(("agreed", "members"), [(10, 9), (-1, 9), (0, 0)])
def test_more_votes_than_members_are_refused(agreed, members):
    with pytest.raises(ValidationError, match="tổng số thành viên"):
        has_passed(agreed, members, Threshold.of_percent(80))


def test_a_council_of_eight_is_refused():
    check_council(9)
    with pytest.raises(ValidationError, match="số lẻ"):
        check_council(8)
