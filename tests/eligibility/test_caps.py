import pytest

from thiduakt.eligibility.caps import most_of


@pytest.mark.parametrize(
    ("count", "rounding", "most"),
    [
        (33, "down", 4),
        (33, "nearest", 5),
        (33, "up", 5),
        (20, "down", 3),
        (20, "up", 3),
        (30, "down", 4),
        (30, "nearest", 5),
        (0, "up", 0),
        (6, "down", 0),
    ],
)
def test_fifteen_percent_is_counted_in_people(count, rounding, most):
    assert most_of(15, count, rounding) == most
