"""Rows and seats, and how many are called up together."""

import pytest

from awards.ceremonies.seating import in_even_parts, row_name, seats


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_rows_are_named_as_columns_of_a_sheet(place, name):
    assert row_name(place) == name


def labels(blocks, per_row):
    return [(seat.label, seat.name) for seat in seats([[(name, "") for name in block] for block in blocks], per_row)]


def test_guests_sit_in_front_and_others_behind_them_in_rows_of_their_own():
    assert labels(["KL", "abcde"], 3) == [
        ("A1", "K"), ("A2", "L"), ("B1", "a"), ("B2", "b"), ("B3", "c"), ("C1", "d"), ("C2", "e"),
    ]  # fmt: skip


def test_without_guests_the_first_row_is_theirs():
    assert labels(["", "ab"], 1) == [("A1", "a"), ("B1", "b")]


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(0, 5, []), (1, 5, [1]), (5, 5, [5]), (6, 5, [3, 3]), (11, 5, [4, 4, 3]), (100, 1, [1] * 100)],
)
def test_many_are_called_up_in_parts_of_nearly_one_size(count, most, sizes):
    assert in_even_parts(count, most) == sizes
