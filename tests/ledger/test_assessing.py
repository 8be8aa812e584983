"""People and collectives of a school put to the law of a year, and the cap over a list."""

from datetime import date

import pytest

from tests.factories.ledger import AuthorFactory, HonorEntryFactory, YearRatingFactory
from tests.factories.school import PersonFactory
from thiduakt.catalog.enums import Confidence, RuleFamily, RuleState
from thiduakt.catalog.models import Rule
from thiduakt.eligibility import Verdict
from thiduakt.ledger.assessing import assess_collectives, assess_people, cap_of, review_day

pytestmark = pytest.mark.django_db
ON = date(2023, 8, 31)


@pytest.fixture
def staff(school, group):
    """Twenty with the basic title, seven of them with an initiative too."""
    people = PersonFactory.create_batch(20, school=school, group=group, recruited_on=date(2010, 9, 1))
    for place, person in enumerate(people):
        YearRatingFactory(person=person, registered=True)
        HonorEntryFactory(person=person)
        if place < 7:
            AuthorFactory(person=person)
    return people


def choose(school, secretary, principal, key, value):
    Rule.objects.create(
        school=school, family=RuleFamily.CHOICE, key=key, values={"value": value}, valid_from=date(2020, 1, 1),
        confidence=Confidence.VERIFIED, state=RuleState.APPROVED, proposed_by=secretary, decided_by=principal,
    )  # fmt: skip


def test_everybody_is_asked_for_every_honor(school, staff):
    rows = assess_people(school.pk, period=2022, on=ON)
    assert len(rows) == 20
    assert sum(row.assessments["CSTDCS"].verdict == Verdict.ELIGIBLE for row in rows) == 7
    assert "TTLDTT" not in rows[0].assessments
    assert "HCLD1" not in rows[0].assessments  # of which no standard was entered


def test_the_cap_is_counted_of_those_with_the_lower_title_and_warns(school, staff):
    rows = assess_people(school.pk, period=2022, on=ON)
    cap = cap_of(school.pk, rows, "CSTDCS", on=ON, regime="A_2003")
    assert (cap.percent, cap.count, cap.most, cap.wished, cap.too_many) == (15, 20, 3, 7, 4)


def test_the_school_says_how_the_cap_is_rounded(school, staff, secretary, principal):
    extra = PersonFactory(school=school, recruited_on=date(2010, 9, 1))
    HonorEntryFactory(person=extra)
    choose(school, secretary, principal, "cap_rounding", "up")
    rows = assess_people(school.pk, period=2022, on=ON)
    assert cap_of(school.pk, rows, "CSTDCS", on=ON, regime="A_2003").most == 4  # 3,15


@pytest.mark.parametrize(("code", "regime"), [("LDTT", "A_2003"), ("CSTDCS", "B2_2022_ND152")])
def test_where_the_law_sets_no_cap_there_is_none(school, staff, code, regime):
    rows = assess_people(school.pk, period=2022, on=ON, regime=regime)
    assert cap_of(school.pk, rows, code, on=ON, regime=regime) is None


def test_any_regime_can_be_tried_and_an_unread_one_says_yes_to_nobody(school, staff):
    found = {
        regime: [row.assessments["LDTT"].verdict for row in assess_people(school.pk, period=2022, on=ON, regime=regime)]
        for regime in ("A_2003", "B2_2022_ND152", "C_2026_amended")
    }
    assert set(found["A_2003"]) == set(found["B2_2022_ND152"]) == {Verdict.ELIGIBLE}
    assert set(found["C_2026_amended"]) == {Verdict.NEEDS_REVIEW}


def test_what_is_guarded_is_told_of_the_known_alone(school, staff):
    rows = assess_people(school.pk, period=2022, on=ON, codes=["LDTT"], knows={staff[0].pk})
    keys = {row.person.pk: {one.key for one in row.assessments["LDTT"].conditions} for row in rows}
    assert "discipline" in keys[staff[0].pk]
    assert "discipline" not in keys[staff[1].pk]


def test_the_school_comes_first_and_then_its_groups(school, group, staff):
    rows = assess_collectives(school.pk, period=2022, on=date(2023, 5, 31))
    assert [row.group for row in rows] == [None, group]
    assert rows[1].facts.collective.ldtt == 20


def test_a_year_that_is_over_is_looked_at_as_on_its_last_day():
    assert review_day(2022, date(2026, 11, 22)) == date(2023, 8, 31)
    assert review_day(2026, date(2026, 11, 22)) == date(2026, 11, 22)
