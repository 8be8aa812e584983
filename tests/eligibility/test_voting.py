"""Votes are counted of all members, written opinions among them; whole numbers, nothing rounded."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from thiduakt.catalog.choices import CHOICES, THRESHOLDS
from thiduakt.eligibility.voting import Outcome, Threshold, has_passed, least


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


HALF, TWO_THIRDS, FOUR_FIFTHS = Threshold.read("more than 1/2"), Threshold.read("2/3"), Threshold.read("4/5")


@pytest.mark.parametrize(
    ("people", "threshold", "needed"),
    [
        (8, HALF, 5), (7, HALF, 4), (1, HALF, 1), (2, HALF, 2), (9, TWO_THIRDS, 6), (8, TWO_THIRDS, 6),
        (9, FOUR_FIFTHS, 8), (10, FOUR_FIFTHS, 8), (7, FOUR_FIFTHS, 6), (9, Threshold.of_percent(90), 9),
    ],
)  # fmt: skip
def test_the_fewest_votes_that_pass(people: int, threshold: Threshold, needed: int) -> None:
    assert least(people, threshold) == needed


def every_rule() -> dict[str, Threshold]:
    """What a school chooses from, and each whole percentage that it can write down."""
    percents = {f"{percent}%": Threshold.of_percent(percent) for percent in range(1, 101)}
    return {told: Threshold.read(told) for told in THRESHOLDS} | percents


def wrong_by(counted: Callable[[int, Threshold], int]) -> list[tuple[str, int]]:
    """Every rule and number of people of which it does not find the fewest votes that pass, held against exact fractions."""
    found = []
    for told, rule in every_rule().items():
        for people in range(1, 51):
            shares = ((votes, Fraction(votes, people)) for votes in range(people + 2))
            passing = (votes for votes, share in shares if share > rule.share or (share == rule.share and not rule.strictly))
            if counted(people, rule) != next(passing):
                found.append((told, people))
    return found


def least_in_floats(people: int, rule: Threshold) -> int:
    """The sabotage: what somebody would write who trusts floats."""
    votes = 0
    while votes / people * 100 < float(rule.share * 100) or (rule.strictly and votes / people == float(rule.share)):
        votes += 1
    return votes


def test_of_every_rule_and_every_council_up_to_fifty_the_fewest_votes_are_exact() -> None:
    assert wrong_by(least) == []


def test_floats_would_refuse_who_has_passed() -> None:
    assert ("58%", 50) in wrong_by(least_in_floats)  # 29 of 50 are 58%; 29 / 50 * 100 is 57.99…


def test_the_line_says_what_was_needed_what_was_reached_and_what_lacks() -> None:
    assert Outcome(needed=8, counted_of=9, agreed=8).line == "Cần 8/9 phiếu, đạt 8/9: THÔNG QUA"
    assert Outcome(needed=8, counted_of=9, agreed=7).line == "Cần 8/9 phiếu, đạt 7/9: KHÔNG THÔNG QUA (thiếu 1)"


def test_the_choices_of_a_vote_are_thresholds():
    for key in ("majority", "cstdcs_vote_a"):
        assert {*CHOICES[key].options} == {*THRESHOLDS}


@pytest.mark.parametrize(("agreed", "members"), [(10, 9), (-1, 9), (0, 0)])
def test_more_votes_than_members_are_refused(agreed, members):
    with pytest.raises(ValidationError, match="tổng số thành viên"):
        has_passed(agreed, members, Threshold.of_percent(80))
