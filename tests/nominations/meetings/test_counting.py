"""The arithmetic of a vote: whole numbers, nothing rounded."""

from fractions import Fraction

import pytest

from nominations.meetings.counting import Count, Outcome, faults_of, least, outcome_of
from thiduakt.eligibility.voting import Threshold

HALF, TWO_THIRDS, FOUR_FIFTHS = Threshold.read("more than 1/2"), Threshold.read("2/3"), Threshold.read("4/5")


@pytest.mark.parametrize(
    ("people", "threshold", "needed"),
    [
        (8, HALF, 5), (7, HALF, 4), (1, HALF, 1), (2, HALF, 2), (9, TWO_THIRDS, 6), (8, TWO_THIRDS, 6),
        (9, FOUR_FIFTHS, 8), (10, FOUR_FIFTHS, 8),
    ],
)  # fmt: skip
def test_the_fewest_votes_that_pass(people: int, threshold: Threshold, needed: int) -> None:
    assert least(people, threshold) == needed


@pytest.mark.parametrize("threshold", [HALF, TWO_THIRDS, FOUR_FIFTHS])
def test_one_vote_less_never_passes(threshold: Threshold) -> None:
    for people in range(1, 60):
        needed = least(people, threshold)
        shares = [Fraction(votes, people) for votes in (needed - 1, needed)]
        passes = [share > threshold.share if threshold.strictly else share >= threshold.share for share in shares]
        assert passes == [False, True], people


def test_the_line_says_what_was_needed_and_what_was_reached() -> None:
    assert outcome_of(Count(7, 6, 1, 0), 8, HALF).line == "Cần 5/8 phiếu, đạt 6/8: ĐỀ NGHỊ"
    assert Outcome(needed=5, counted_of=8, agreed=4).line == "Cần 5/8 phiếu, đạt 4/8: KHÔNG ĐỀ NGHỊ"


def test_more_votes_than_voters_are_named() -> None:
    assert faults_of(Count(voters=7, agreed=5, against=2, blank=1), attending=8, is_out=False) == [
        "5 đồng ý + 2 không đồng ý + 1 phiếu trắng = 8, nhiều hơn 7 người biểu quyết."
    ]


def test_whoever_left_the_room_does_not_vote() -> None:
    count = Count(voters=8, agreed=8, against=0, blank=0)
    assert not faults_of(count, attending=8, is_out=False)
    assert faults_of(count, attending=8, is_out=True) == [
        "Có 8 người biểu quyết nhưng chỉ 7 người có mặt, trừ người được xét đã ra ngoài."
    ]


def test_a_vote_that_nobody_gave_back_is_no_fault() -> None:
    assert not faults_of(Count(voters=8, agreed=5, against=1, blank=0), attending=8, is_out=False)
