from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from thiduakt.catalog.money import Award, Rounding, amount, base_salary, payments

HISTORY = {
    date(2019, 7, 1): 1_490_000, date(2023, 7, 1): 1_800_000, date(2024, 7, 1): 2_340_000, date(2026, 7, 1): 2_530_000,
}  # fmt: skip
# Coefficient, and the amount at each base salary: rounded up, and to the nearest where that differs.
TABLE = [
    ("0.3", [450_000, 540_000, 710_000, 760_000], [450_000, 540_000, 700_000, 760_000]),
    ("1.0", [1_490_000, 1_800_000, 2_340_000, 2_530_000], None),
    ("3.0", [4_470_000, 5_400_000, 7_020_000, 7_590_000], None),
    ("0.8", [1_200_000, 1_440_000, 1_880_000, 2_030_000], [1_190_000, 1_440_000, 1_870_000, 2_020_000]),
    ("1.5", [2_240_000, 2_700_000, 3_510_000, 3_800_000], None),
    ("0.15", [230_000, 270_000, 360_000, 380_000], [220_000, 270_000, 350_000, 380_000]),
    ("0.6", [900_000, 1_080_000, 1_410_000, 1_520_000], [890_000, 1_080_000, 1_400_000, 1_520_000]),
]


@pytest.mark.parametrize(("coefficient", "up", "nearest"), TABLE)
def test_the_table_of_the_law(coefficient, up, nearest):
    assert [amount(Decimal(coefficient), base) for base in HISTORY.values()] == up
    if nearest:
        assert [amount(Decimal(coefficient), base, Rounding.NEAREST) for base in HISTORY.values()] == nearest


def test_the_base_salary_is_that_of_the_day_of_the_decision():
    before, after = base_salary(date(2023, 6, 30), HISTORY), base_salary(date(2023, 7, 1), HISTORY)
    assert [amount(Decimal("0.3"), base) for base in (before, after)] == [450_000, 540_000]


def test_a_day_before_every_known_salary_is_refused():
    with pytest.raises(ValidationError, match="01/01/2010"):
        base_salary(date(2010, 1, 1), HISTORY)


LDTT = Award("Đỗ Thị Đào", "LDTT", True, "2022-2023", 540_000)
CSTDCS = Award("Đỗ Thị Đào", "CSTDCS", True, "2022-2023", 1_800_000)


def paid(*awards):
    return [payment.amount for payment in payments(awards)]


def test_of_two_titles_of_one_year_the_higher_is_paid():
    assert paid(LDTT, CSTDCS) == [0, 1_800_000]


def test_titles_of_two_years_are_both_paid():
    assert paid(LDTT, Award("Đỗ Thị Đào", "CSTDCS", True, "2021-2022", 1_800_000)) == [540_000, 1_800_000]


def test_a_form_for_another_merit_is_paid_beside_the_title():
    contest = Award("Đỗ Thị Đào", "GK_HT_CN", False, "2022-2023", 540_000, merit="hội thi")
    assert paid(LDTT, CSTDCS, contest) == [0, 1_800_000, 540_000]


def test_two_people_do_not_take_from_each_other():
    assert paid(LDTT, Award("Lê Văn Bình", "CSTDCS", True, "2022-2023", 1_800_000)) == [540_000, 1_800_000]


def test_of_two_titles_of_one_year_that_pay_the_same_the_first_is_paid():
    same = Award("Đỗ Thị Đào", "CSTD_TP", True, "2022-2023", 1_800_000)

    assert paid(CSTDCS, same) == [1_800_000, 0]
    assert paid(CSTDCS, CSTDCS) == [1_800_000, 0]
    assert paid(LDTT, CSTDCS, same) == [0, 1_800_000, 0]


def test_of_two_forms_for_one_merit_the_higher_is_paid_and_of_equals_the_first():
    low, high = (Award("Đỗ Thị Đào", "GK", False, "2022-2023", sum_, merit="hội thi") for sum_ in (540_000, 1_080_000))

    assert paid(low, high) == [0, 1_080_000]
    assert paid(high, low, high) == [1_080_000, 0, 0]


def test_a_form_whose_merit_is_not_told_is_nobody_s_rival():
    silent = Award("Đỗ Thị Đào", "GK_HT_CN", False, "2022-2023", 540_000)
    more = Award("Đỗ Thị Đào", "BK_TP_CN", False, "2022-2023", 1_800_000)

    assert paid(silent, silent, more) == [540_000, 540_000, 1_800_000]
