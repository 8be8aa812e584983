from dataclasses import dataclass
from decimal import Decimal

from campaigns.scoring.ranking import standings


@dataclass(frozen=True)
class Item:
    pk: int
    is_compulsory: bool = False


ITEMS = [Item(1, is_compulsory=True), Item(2)]


def ranks(marks):
    given = {subject: {1: Decimal(one), 2: Decimal(two)} for subject, (one, two) in marks.items()}
    return {subject: standing.rank for subject, standing in standings(ITEMS, given).items()}


def test_more_points_stand_higher():
    assert ranks({1: ("5", "5"), 2: ("6", "6")}) == {1: 2, 2: 1}


def test_equals_share_a_rank_and_the_next_one_is_left_out():
    assert ranks({1: ("5", "5"), 2: ("4", "6"), 3: ("1", "1"), 4: ("9", "9")}) == {1: 2, 2: 2, 3: 4, 4: 1}


def test_no_point_in_a_compulsory_item_knocks_out_whatever_the_total():
    found = standings(ITEMS, {1: {1: Decimal(0), 2: Decimal(99)}, 2: {1: Decimal(1), 2: Decimal(1)}})

    assert (found[1].rank, found[1].failed, found[2].rank) == (None, (1,), 1)


def test_no_point_in_another_item_does_not():
    assert ranks({1: ("5", "0")}) == {1: 1}


def test_who_lacks_a_point_is_not_ranked():
    found = standings(ITEMS, {1: {1: Decimal(5), 2: None}, 2: {}})

    assert [one.rank for one in found.values()] == [None, None]


def test_a_sheet_without_items_ranks_nobody():
    assert standings([], {1: {}})[1].rank is None
