"""Honors by tổ, kind and level over the years; whose share of them: counted by hand."""

import pytest

from awards.statistics.given import OUTSIDE, PUPILS, SCHOOL, UNKNOWN, WITHOUT_GROUP, Given, counted, level_order, total
from awards.statistics.shares import Member, shares
from awards.statistics.showing import given_tables, share_tables
from awards.statistics.tables import Table, bars


def given(year=2023, holder="PERSON", team="Tổ mẫu giáo lớn", code="LDTT", count=1, **told):
    values = {"honor": "Lao động tiên tiến", "kind": "TITLE", "level": "co_so", "merit": "cong_trang"}
    return Given(year, holder, team, code, count=count, **values | told)


@pytest.mark.parametrize(
    ("holder", "team", "place"),
    [
        ("PERSON", "Tổ nhà trẻ", "Tổ nhà trẻ"), ("PERSON", "", WITHOUT_GROUP), ("GROUP", "Tổ nhà trẻ", "Tổ nhà trẻ"),
        ("SCHOOL", "", SCHOOL), ("PUPIL", "", PUPILS), ("CLASS", "", PUPILS), ("OUTSIDER", "", OUTSIDE),
    ],
)  # fmt: skip
def test_every_holder_is_counted_somewhere(holder, team, place):
    assert given(holder=holder, team=team).place == place


def test_years_stand_side_by_side_and_a_row_nobody_is_in_is_left_out():
    rows = [given(2022, count=3), given(2023, count=4), given(2019, team="Tổ cũ"), given(2023, team="Tổ nhà trẻ")]
    found = counted(rows, [2021, 2022, 2023], lambda one: one.place, ["Tổ nhà trẻ"])
    assert found == [("Tổ nhà trẻ", [0, 0, 1]), ("Tổ mẫu giáo lớn", [0, 3, 4])]
    assert total(found, [2021, 2022, 2023]) == [0, 3, 5]


def test_levels_go_from_the_school_upwards():
    rows = [given(level="tinh"), given(level="truong"), given(level=""), given(level="co_so")]
    names = [name for name, _ in counted(rows, [2023], lambda one: one.level_name, level_order())]
    assert names == ["Cấp trường", "Cấp cơ sở", "Cấp tỉnh, Thành phố", UNKNOWN]


def test_titles_stand_before_forms_and_a_sum_below_them():
    rows = [given(honor="Giấy khen", code="GK_HT_CN", kind="FORM", level="truong", count=2), given(count=3)]
    table = next(one for one in given_tables(rows, [2022, 2023], ["A", "B"], []) if one.key == "danh-hieu")
    assert table.rows == (["Lao động tiên tiến", 0, 3], ["Giấy khen", 0, 2], ["Tổng số", 0, 5])


def test_a_table_of_nothing_has_no_numbers():
    assert not Table("x", "X", ("A", "B"), (["Tổ", 0],)).has_numbers
    assert Table("x", "X", ("A", "B"), (["Tổ", 1],)).has_numbers


def test_a_bar_is_as_long_as_its_share_of_the_greatest_and_never_nothing():
    chart = bars("X", [("a", 200), ("b", 100), ("c", 1), ("d", 0)], unit="lượt")
    assert [(bar.label, bar.told, bar.percent) for bar in chart.bars] == [
        ("a", "200 lượt", 100), ("b", "100 lượt", 50), ("c", "1 lượt", 1),
    ]  # fmt: skip
    assert bars("X", [("a", 3), ("b", 0)], unit="lượt") is None


@pytest.fixture
def staff():
    """Four who work with their hands, three of them women; a manager, a woman."""
    people = [Member(key, is_manager=False, gender="FEMALE", first=2023) for key in (1, 2)]
    return [
        *people, Member(3, is_manager=False, gender="MALE"), Member(4, is_manager=False, gender="FEMALE"),
        Member(5, is_manager=True, gender="FEMALE", first=2015),
    ]  # fmt: skip


def test_a_share_of_the_honors_stands_beside_the_share_of_the_people(staff):
    found = shares(staff, {1: 2, 2: 1, 5: 1, 99: 7}, 2023)
    hands, managers = found.hands
    assert (hands.people, hands.people_share, hands.honored, hands.honors, hands.honors_share) == (4, "80,0%", 2, 3, "75,0%")
    assert (managers.people, managers.honored, managers.honors, managers.honors_share) == (1, 1, 1, "25,0%")
    women, men = found.genders
    assert (women.people, women.honors, men.people, men.honors) == (4, 4, 1, 0)
    assert (found.honored, found.newcomers) == (3, 2)


def test_a_year_without_honors_has_no_shares_and_no_chart(staff):
    found = shares(staff, {}, 2023)
    assert found.hands[0].honors_share == "–"
    assert all(table.chart is None for table in share_tables(found, [(2023, found)], 2023))


def test_the_outline_bars_are_those_of_people(staff):
    found = shares(staff, {1: 1}, 2023)
    chart = share_tables(found, [(2023, found)], 2023)[0].chart
    told = [(bar.label, bar.told, bar.percent, bar.is_hollow) for bar in chart.bars]
    assert told[:2] == [
        ("Người trực tiếp làm việc: số người", "80,0%", 80, True),
        ("Người trực tiếp làm việc: lượt khen", "100,0%", 100, False),
    ]
