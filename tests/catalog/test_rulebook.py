"""The law of a day: which regime it is, which row of each honor counts, what a school goes by, what is paid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.eligibility import law
from tests.eligibility.law import teacher
from tests.factories.honors import choice, honor_like, reading, salary, stored
from thiduakt.catalog.amounts import amount_of, base_salary_on
from thiduakt.catalog.choices import CHOICES, chosen
from thiduakt.catalog.honors import honor_choices, honors_on
from thiduakt.catalog.models import Honor
from thiduakt.catalog.rulebook import regime_named, regime_on, rulebook
from thiduakt.eligibility import assess, facts_from

pytestmark = pytest.mark.django_db
A, B1, B2, C = "A_2003", "B1_2022_ND98", "B2_2022_ND152", "C_2026_amended"


@pytest.fixture
def own(secretary, principal, at):
    """Stores a row as this school has approved it."""
    return lambda row: stored(row, proposer=secretary, approver=principal, at=at)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2017, 10, 1), A), (date(2023, 12, 31), A), (date(2024, 1, 1), B1), (date(2025, 6, 30), B1),
        (date(2025, 7, 1), B2), (date(2026, 9, 30), B2), (date(2026, 10, 1), C), (date(2030, 1, 1), C),
    ],
)  # fmt: skip
def test_the_regime_of_a_day(day, code):
    assert regime_on(day).code == code


def test_of_a_day_before_the_first_regime_nothing_is_said():
    with pytest.raises(ValidationError, match="chưa có quy định của ngày 30/09/2017"):
        regime_on(date(2017, 9, 30))
    with pytest.raises(ValidationError, match="chưa có quy định"):
        rulebook(None, on=date(2015, 5, 31))


def test_an_unknown_regime_is_told_so():
    with pytest.raises(ValidationError, match="không có thời kỳ pháp lý “X”"):
        regime_named("X")


def test_the_book_of_an_unread_regime_runs_on_the_one_before_and_says_so(school):
    now, before = rulebook(school.pk, on=date(2026, 11, 22)), rulebook(school.pk, on=date(2026, 9, 30))

    assert (now.regime, now.is_read) == (C, False)
    assert (before.regime, before.is_read) == (B2, True)
    assert now.standards == {code: replace(one, is_borrowed=True) for code, one in before.standards.items()}
    assert not any(one.is_borrowed for one in before.standards.values())
    assert now.standards["CSTDCS"].conditions[0].test == "meets", "the draft, which drops this, is not used"


def test_what_a_school_entered_of_it_stands_over_the_older_rule(own, school, other_school):
    first, standard = regime_named(C), honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1))
    standard.conditions = [standard.conditions[0]]

    own(standard)

    assert len(rulebook(school.pk, on=first.starts_on).standards["LDTT"].conditions) == 1
    assert len(rulebook(other_school.pk, on=first.starts_on).standards["LDTT"].conditions) > 1
    assert len(rulebook(school.pk, on=date(2026, 9, 30)).standards["LDTT"].conditions) > 1
    assert not rulebook(school.pk, on=first.starts_on).is_read


def test_a_regime_is_read_when_the_school_has_approved_a_reading(own, school, other_school):
    own(reading(C, date(2026, 11, 1)))

    assert not rulebook(school.pk, on=date(2026, 10, 31)).is_read
    assert rulebook(school.pk, on=date(2026, 11, 1)).is_read
    assert not rulebook(other_school.pk, on=date(2026, 11, 1)).is_read


def test_a_reading_makes_sure_only_of_what_was_entered(own, school):
    """Who is fit is fit by the row that was entered; by one that still is the older law's a person looks."""
    own(honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1)))
    own(reading(C, date(2026, 10, 1)))
    book = rulebook(school.pk, on=date(2026, 11, 1))
    good = facts_from(teacher(law.B2, honors=[{"code": "LDTT", "period": "2025-2026"}], ratings={"2025-2026": "HTXS"},
                              initiatives=[{"period": "2025-2026", "level": "co_so", "used_for": None}]))  # fmt: skip
    poor = facts_from(teacher(law.B2, ratings={"2025-2026": "HT"}))

    assert (book.standards["LDTT"].is_borrowed, book.standards["CSTDCS"].is_borrowed) == (False, True)
    assert [assess(good, code, book).verdict for code in ("LDTT", "CSTDCS")] == ["eligible", "needs_review"]
    assert assess(good, "CSTDCS", rulebook(school.pk, on=date(2026, 9, 30))).verdict == "eligible"
    assert assess(poor, "CSTDCS", book).verdict == "not_eligible"


def test_what_is_only_proposed_does_not_count(secretary, school, at):
    stored(reading(C, date(2026, 10, 1)), proposer=secretary, at=at)
    stored(honor_like("LDTT", B2, valid_from=date(2026, 1, 1), name="Khác"), proposer=secretary, at=at)
    stored(choice("money_rounding", "nearest", date(2020, 1, 1)), proposer=secretary, at=at)
    stored(salary(date(2026, 7, 2), 3_000_000), proposer=secretary, at=at)

    assert not rulebook(school.pk, on=date(2026, 11, 22)).is_read
    assert honors_on(school.pk, on=date(2026, 2, 1))["LDTT"].name == "Lao động tiên tiến"
    assert chosen(school.pk, date(2026, 11, 22))["money_rounding"] == "up"
    assert base_salary_on(date(2026, 11, 22), school.pk) == 2_530_000


def test_any_regime_can_be_asked_about_any_day(school):
    for day in (date(2010, 1, 1), date(2023, 6, 1), date(2026, 11, 22)):
        assert rulebook(school.pk, on=day, regime=A).standards["LDTT"].conditions[1].test == "registered"
        assert len(rulebook(school.pk, on=day, regime=B2).standards) == 30


def test_a_later_row_of_the_state_ends_an_older_own_one(own, school):
    own(honor_like("LDTT", B1, valid_from=date(2024, 9, 1), name="Của trường"))

    assert honors_on(school.pk, on=date(2024, 8, 31))["LDTT"].name == "Lao động tiên tiến"
    assert honors_on(school.pk, on=date(2024, 9, 1))["LDTT"].name == "Của trường"
    assert honors_on(school.pk, on=date(2025, 7, 1))["LDTT"].name == "Lao động tiên tiến"


def test_on_one_day_the_school_s_own_row_counts(own, school, other_school):
    own(honor_like("LDTT", B2, valid_from=date(2025, 7, 1), name="Của trường"))

    assert honors_on(school.pk, on=date(2025, 7, 1))["LDTT"].name == "Của trường"
    assert honors_on(other_school.pk, on=date(2025, 7, 1))["LDTT"].name == "Lao động tiên tiến"


def test_a_book_of_honors_older_than_the_catalogue_has_its_oldest_names(school):
    assert honors_on(school.pk, on=date(2013, 5, 31)).keys() == honors_on(school.pk, on=date(2020, 1, 1)).keys()
    assert ("CSTDCS", "Chiến sĩ thi đua cơ sở") in honor_choices(school.pk, date(2013, 5, 31))


def test_a_district_gives_no_certificate_once_there_is_none(school):
    assert "GK_QUAN_CN" in honors_on(school.pk, on=date(2025, 6, 30))
    assert "GK_QUAN_CN" not in honors_on(school.pk, on=date(2025, 7, 1))


def test_a_school_whose_principal_gives_none_has_no_standard_for_it(own, school):
    day = date(2026, 9, 1)
    assert rulebook(school.pk, on=day).standards["GK_HT_CN"].enabled

    own(choice("principal_certificate", "no", day))

    assert not rulebook(school.pk, on=day).standards["GK_HT_CN"].enabled
    assert rulebook(school.pk, on=day).standards["GK_PHUONG_CN"].enabled
    assert "GK_HT_CN" in honors_on(school.pk, on=day), "older ones are still entered in the book"


def test_the_book_costs_four_queries(school, own, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        rulebook(school.pk, on=date(2026, 11, 22))
    own(honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1)))
    own(honor_like("CSTDCS", B2, of=regime_named(C), valid_from=date(2026, 10, 1)))
    with django_assert_max_num_queries(4):
        rulebook(school.pk, on=date(2026, 11, 22))


@pytest.mark.parametrize("key", CHOICES)
def test_every_choice_has_a_default_among_its_options_and_says_why(key):
    choice = CHOICES[key]

    assert choice.default in choice.options
    assert len(choice.options) > 1
    assert choice.why.endswith(".")


def test_what_a_school_chose_holds_from_its_day(own, school, other_school):
    own(choice("cap_rounding", "up", date(2026, 9, 1)))
    own(choice("cap_rounding", "nearest", date(2026, 10, 1)))

    days = (date(2026, 8, 31), date(2026, 9, 1), date(2026, 10, 1))
    assert [chosen(school.pk, day)["cap_rounding"] for day in days] == ["down", "up", "nearest"]
    assert chosen(other_school.pk, days[2])["cap_rounding"] == "down"
    assert chosen(None, days[2])["cap_rounding"] == "down"


@pytest.mark.parametrize(
    ("code", "regime", "amounts"),
    [  # of 30/06/2023, 01/07/2023, 01/07/2024, 01/07/2026; rounded up
        ("LDTT", A, (450_000, 540_000, 710_000, 760_000)),
        ("CSTDCS", A, (1_490_000, 1_800_000, 2_340_000, 2_530_000)),
        ("CSTD_TP", A, (4_470_000, 5_400_000, 7_020_000, 7_590_000)),
        ("TTLDTT", B2, (1_200_000, 1_440_000, 1_880_000, 2_030_000)),
        ("TTLDXS", B2, (2_240_000, 2_700_000, 3_510_000, 3_800_000)),
        ("GK_PHUONG_CN", A, (230_000, 270_000, 360_000, 380_000)),
        ("GK_SO_TT", B2, (900_000, 1_080_000, 1_410_000, 1_520_000)),
    ],
)
def test_what_an_honor_pays_is_the_worked_table(school, code, regime, amounts):
    honor = Honor.objects.get(school=None, code=code, regime__code=regime)
    days = (date(2023, 6, 30), date(2023, 7, 1), date(2024, 7, 1), date(2026, 7, 1))

    assert tuple(amount_of(honor, day, school.pk) for day in days) == amounts


def test_the_school_s_rounding_counts(own, school):
    honor = Honor.objects.get(school=None, code="LDTT", regime__code=B2)

    own(choice("money_rounding", "nearest", date(2024, 8, 1)))

    assert amount_of(honor, date(2024, 7, 31), school.pk) == 710_000
    assert amount_of(honor, date(2024, 8, 1), school.pk) == 700_000


def test_a_collective_is_paid_by_its_own_coefficient(school):
    honor = Honor.objects.get(school=None, code="HCLD3", regime__code=B2)

    assert amount_of(honor, date(2026, 7, 1), school.pk) == 11_390_000
    assert amount_of(honor, date(2026, 7, 1), school.pk, of_collective=True) == 22_770_000


def test_what_the_law_does_not_pay_has_no_amount(school):
    pupil = Honor.objects.get(school=None, code="GK_HS_CN", regime__code=B2)

    assert amount_of(pupil, date(2026, 7, 1), school.pk) is None


def test_no_amount_is_made_up_for_a_day_without_a_base_salary(school):
    honor = Honor.objects.get(school=None, code="LDTT", regime__code=A)

    with pytest.raises(ValidationError, match="Chưa có mức lương cơ sở của ngày 30/06/2018"):
        amount_of(honor, date(2018, 6, 30), school.pk)


def test_a_salary_that_a_school_entered_first_counts_until_the_next_of_the_state(own, school):
    own(salary(date(2027, 1, 1), 2_800_000))

    assert base_salary_on(date(2027, 1, 1), school.pk) == 2_800_000
    assert base_salary_on(date(2026, 12, 31), school.pk) == 2_530_000


def test_a_row_keeps_how_sure_it_is(own, school):
    row = own(honor_like("LDTT", B2, valid_from=date(2026, 1, 1), confidence="INFERRED", coefficient=Decimal("0.4")))

    assert row.is_doubtful
    assert rulebook(school.pk, on=date(2026, 1, 1)).standards["LDTT"].confidence == "INFERRED"
