"""Days from the merit to the reward, reckoned by hand."""

from datetime import date

import pytest

from awards.statistics.enums import Step
from awards.statistics.times import Way, earned, longest, sums


def way(holder="Đỗ Thị Đào", earned_on="2024-05-01", handed_in_on="2024-05-04", heard_on="2024-05-20", *, on, **later):
    days = (
        date.fromisoformat(day) if day else None
        for day in (earned_on, handed_in_on, heard_on, on, later.get("handed_on"), later.get("paid_on"))
    )
    return Way(holder, "Giấy khen", *days)


def test_each_part_of_the_way_is_reckoned_by_itself():
    one = way(on="2024-06-01", handed_on="2024-06-06", paid_on="2024-06-11")
    assert [one.days(step) for step in Step] == [31, 3, 16, 12, 5, 10]


def test_where_one_end_is_not_known_no_day_is_told():
    one = way(earned_on=None, heard_on=None, on="2024-06-01")
    assert [one.days(step) for step in Step] == [None] * len(Step)


def test_what_is_written_in_the_wrong_order_took_no_day():
    assert way(heard_on="2024-06-02", on="2024-06-01").days(Step.DECIDED) == 0


@pytest.mark.parametrize(
    ("days", "middle", "told", "most"),
    [([4], 40, "4", 4), ([4, 5], 45, "4,5", 5), ([1, 9, 2], 20, "2", 9), ([0, 0, 30, 31], 150, "15", 31)],
)
def test_the_median_has_as_many_below_it_as_above(days, middle, told, most):
    ways = [way(on=f"2024-0{5 + day // 31}-{1 + day % 31:02d}", handed_in_on=None, heard_on=None) for day in days]
    (whole,) = sums(ways)
    assert (whole.count, whole.middle, whole.median_told, whole.longest) == (len(days), middle, told, most)


def test_of_nothing_there_are_no_days():
    assert sums([]) == []


def test_who_waited_longest_comes_first_and_those_unknown_never():
    ways = [
        way("Bình", on="2024-05-02"), way("Ước", on="2024-06-01"), way("An", on="2024-06-01"),
        way("Đức", None, None, on="2024-07-01"),
    ]  # fmt: skip
    assert [one.holder for one in longest(ways, most=2)] == ["An", "Ước"]


def test_a_merit_is_complete_on_the_first_day_that_is_known():
    merit, contest, handed_in = date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 9)
    assert earned(merit, contest, handed_in_on=handed_in) == merit
    assert earned(None, contest, handed_in_on=handed_in) == contest
    assert earned(None, None, handed_in_on=handed_in) == handed_in
    assert earned(None, None, handed_in_on=None) is None


def test_what_was_handed_in_before_the_end_of_the_year_was_complete_then():
    assert earned(None, date(2024, 5, 31), handed_in_on=date(2024, 5, 9)) == date(2024, 5, 9)
