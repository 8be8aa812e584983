"""What the school's books say of a person and of a collective, and what they do not say."""

from datetime import date

import pytest

from tests.factories.ledger import (
    AuthorFactory,
    GroupEntryFactory,
    HonorEntryFactory,
    UseFactory,
    YearRatingFactory,
    ending,
)
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.catalog.enums import Confidence, RuleFamily, RuleState
from thiduakt.catalog.models import Rule
from thiduakt.eligibility.facts import Collective, Initiative, ReceivedHonor
from thiduakt.eligibility.facts import Discipline as KnownDiscipline
from thiduakt.eligibility.facts import Leave as KnownLeave
from thiduakt.ledger.assessing import assess_people
from thiduakt.ledger.facts import facts_of_collectives, facts_of_people
from thiduakt.ledger.models import CollectiveYear, Discipline, Leave, Verification, YearRating

pytestmark = pytest.mark.django_db
ON = date(2023, 8, 31)


@pytest.fixture
def person(school, group):
    return PersonFactory(school=school, group=group, recruited_on=date(2010, 9, 1))


def known(person, **more):
    return facts_of_people(person.school_id, **{"period": 2022, "on": ON} | more)[person.pk]


def about(person, **more):
    return {"school": person.school, "person": person, **more}


def test_a_person_nothing_was_written_about_is_unknown(person):
    facts = known(person)

    assert facts.recruited_on == date(2010, 9, 1)
    assert facts.ratings == {}
    unknown = (facts.registered, facts.investigation_open, facts.discipline, facts.leave, facts.honors, facts.initiatives)
    assert unknown == (None,) * 6


def test_once_the_year_is_rated_its_books_are_complete(person):
    YearRatingFactory(person=person, year=2022, rating="HTXS", registered=True)
    facts = known(person)

    assert (facts.ratings, facts.registered) == ({2022: "HTXS"}, True)
    assert (facts.investigation_open, facts.discipline, facts.leave) == (False, (), ())


def test_the_rating_of_another_year_completes_nothing(person):
    YearRatingFactory(person=person, year=2021, registered=True)
    facts = known(person)

    assert facts.ratings == {2021: "HTT"}
    assert (facts.registered, facts.discipline, facts.investigation_open) == (None, None, None)


def test_discipline_leave_and_open_cases_are_told(person):
    Discipline.objects.create(**about(person, kind="khien_trach", decided_on=date(2022, 10, 1), ended_on=date(2023, 1, 1)))
    Leave.objects.create(**about(person, kind="thai_san", starts_on=date(2021, 10, 1), ends_on=date(2022, 3, 31)))
    Verification.objects.create(**about(person, opened_on=date(2023, 5, 1)))
    facts = known(person)

    assert facts.discipline == (KnownDiscipline("khien_trach", date(2022, 10, 1), date(2023, 1, 1)),)
    assert facts.leave == (KnownLeave("thai_san", date(2021, 10, 1), date(2022, 3, 31)),)
    assert facts.investigation_open is True


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "is_open"),
    [
        (date(2023, 5, 1), date(2023, 8, 31), False),
        (date(2023, 5, 1), date(2023, 9, 1), True),
        (date(2023, 9, 1), None, False),
    ],
)
def test_a_case_is_open_on_the_day_or_not(person, opened_on, closed_on, is_open):
    YearRatingFactory(person=person, year=2022)
    Verification.objects.create(**about(person, opened_on=opened_on, closed_on=closed_on))
    assert known(person).investigation_open is is_open


def test_honors_that_stand_are_received_and_those_taken_back_are_not(person):
    HonorEntryFactory(person=person, code="CSTDCS", year=2021)
    HonorEntryFactory(person=person, code="GK_QUAN_CN", year=2021, merit="dot_xuat")
    ending(HonorEntryFactory(person=person, code="CSTDCS", year=2020))
    facts = known(person)

    assert set(facts.honors) == {ReceivedHonor("CSTDCS", 2021), ReceivedHonor("GK_QUAN_CN", 2021, "dot_xuat")}
    assert facts.honors_since == 2020


def test_of_the_years_before_the_ledger_nothing_is_known(person):
    HonorEntryFactory(person=person, code="CSTDCS", year=2021)
    facts = known(person)

    assert facts.received(("CSTDCS",), 2021) is True
    assert facts.received(("CSTDCS",), 2022) is False
    assert facts.received(("CSTDCS",), 2020) is None


def run_of(person):
    (row,) = assess_people(person.school_id, period=2022, on=ON, codes=["CSTD_TP"], regime="B1_2022_ND98", people=[person])
    return next(one for one in row.assessments["CSTD_TP"].conditions if one.key == "run").met


def from_elsewhere(school, joined_on):
    """Rated well this year, in a school whose ledger is older than her time there."""
    person = PersonFactory(school=school, recruited_on=date(2010, 9, 1), joined_on=joined_on)
    YearRatingFactory(person=person, year=2022, rating="HTXS", registered=True)
    HonorEntryFactory(person=PersonFactory(school=school), year=2012)
    return person


@pytest.mark.parametrize(
    ("joined_on", "since"),
    [
        (date(2022, 8, 15), 2022),  # the titles of 2021–2022 were decided where she came from
        (date(2022, 10, 1), 2022),
        (date(2023, 3, 1), 2022),
        (date(2023, 6, 1), 2023),
        (date(2010, 9, 1), 2012),
        (None, 2012),
    ],
)
def test_of_who_came_from_another_school_honors_are_known_since_she_came(school, joined_on, since):
    assert known(from_elsewhere(school, joined_on)).honors_since == since


def test_titles_that_another_school_may_have_given_are_no_sure_gap(school):
    assert run_of(from_elsewhere(school, date(2022, 8, 15))) is None
    assert run_of(from_elsewhere(school, date(2010, 9, 1))) is False


def test_what_was_entered_of_her_years_elsewhere_counts(school):
    person = from_elsewhere(school, date(2022, 8, 15))
    for year in (2019, 2020, 2021):
        HonorEntryFactory(person=person, code="CSTDCS", year=year)
    assert run_of(person) is True


def test_a_year_without_any_initiative_on_record_is_not_known(person):
    AuthorFactory(person=PersonFactory(school=person.school), initiative__year=2015)
    YearRatingFactory(person=person, year=2022, registered=True)
    HonorEntryFactory(person=person, year=2022)
    assert known(person).initiative_years == {2015}
    assert verdict_of(person, "CSTDCS") == "needs_review"

    AuthorFactory(person=PersonFactory(school=person.school), initiative__year=2022)
    assert known(person).initiative_years == {2015, 2022}
    assert verdict_of(person, "CSTDCS") == "not_eligible"


def verdict_of(person, code):
    (row,) = assess_people(person.school_id, period=2022, on=ON, codes=[code], people=[person])
    return row.assessments[code].verdict


def test_initiatives_of_years_elsewhere_are_not_known_and_count_where_they_were_entered(school):
    person = from_elsewhere(school, date(2022, 8, 15))
    for year in (2020, 2022):
        AuthorFactory(person=PersonFactory(school=school), initiative__year=year)
    AuthorFactory(person=person, initiative__year=2021)
    facts = known(person)
    assert (facts.initiatives, facts.initiative_years) == ((Initiative(2021, "co_so"),), {2022})


def test_an_initiative_is_used_only_by_an_honor_that_stands(person):
    AuthorFactory(person=person, initiative__year=2022, initiative__level="tinh")
    UseFactory(author__person=person, author__initiative__year=2021, entry__code="CSTDCS")
    ending(UseFactory(author__person=person, author__initiative__year=2020, entry__code="CSTDCS").entry)

    assert set(known(person).initiatives) == {
        Initiative(2022, "tinh"), Initiative(2021, "co_so", "CSTDCS"), Initiative(2020, "co_so"),
    }  # fmt: skip


def test_an_initiative_of_the_schools_own_level_counts_where_the_school_says_so(person, principal, secretary):
    AuthorFactory(person=person, initiative__level="truong")
    assert known(person).initiatives == ()

    Rule.objects.create(
        school=person.school, family=RuleFamily.CHOICE, key="base_initiative_level", values={"value": "truong"},
        valid_from=date(2020, 1, 1), confidence=Confidence.VERIFIED, state=RuleState.APPROVED,
        proposed_by=secretary, decided_by=principal,
    )  # fmt: skip
    assert known(person).initiatives == (Initiative(2022, "co_so"),)


def test_only_who_worked_here_in_the_year_is_reviewed(school):
    stayed = PersonFactory(school=school, joined_on=date(2010, 1, 1))
    left = PersonFactory(school=school, joined_on=date(2010, 1, 1), left_on=date(2022, 10, 1))
    PersonFactory(school=school, joined_on=date(2010, 1, 1), left_on=date(2022, 8, 31))
    PersonFactory(school=school, joined_on=date(2023, 9, 1))
    PersonFactory()

    assert set(facts_of_people(school.pk, period=2022, on=ON)) == {stayed.pk, left.pk}


def test_another_schools_ledger_says_nothing_here(person):
    HonorEntryFactory()
    assert known(person).honors is None


def test_it_takes_the_same_number_of_queries_for_one_and_for_many(person, django_assert_num_queries):
    with django_assert_num_queries(9):
        facts_of_people(person.school_id, period=2022, on=ON)
    for _ in range(3):
        YearRatingFactory(person=HonorEntryFactory(person=PersonFactory(school=person.school)).person)
        AuthorFactory(person=person)
    with django_assert_num_queries(11):  # initiatives are asked for where the school has any, with the choice they hang on
        facts_of_people(person.school_id, period=2022, on=ON)


# Collectives


def team_of(group, **more):
    """While the year still runs: who is in the tổ now is in it this year."""
    return facts_of_collectives(group.school_id, **{"period": 2022, "on": date(2023, 5, 31), "newcomer_months": 10} | more)


def test_a_team_is_counted_from_its_people(person, group):
    other = PersonFactory(school=group.school, group=group, recruited_on=date(2023, 3, 1))
    for one, rating in ((person, "HTXS"), (other, "KHT")):
        YearRatingFactory(person=one, rating=rating)
    HonorEntryFactory(person=person, code="CSTDCS")
    Discipline.objects.create(**about(other, kind="canh_cao", decided_on=date(2023, 1, 5)))
    YearRating.objects.create(school=group.school, group=group, holder_kind="GROUP", year=2022, rating="HTT")
    PersonFactory(school=group.school, group=GroupFactory(school=group.school))

    facts = team_of(group)
    team = facts[group.pk]
    assert team.ratings == {2022: "HTT"}
    counted = team.collective
    assert (counted.size, counted.counted, counted.completed) == (2, None, 1)
    assert (counted.ldtt, counted.cstdcs, counted.disciplined) == (1, 1, ("canh_cao",))
    assert facts[None].collective.size == 3


def test_before_any_title_of_the_year_is_decided_their_number_is_unknown(person, group):
    HonorEntryFactory(person=person, year=2021)
    team = team_of(group)[group.pk].collective
    assert (team.ldtt, team.cstdcs, team.completed, team.disciplined) == (None, None, None, None)


def test_one_title_of_the_year_does_not_make_everybody_elses_a_no(person, group):
    other = PersonFactory(school=group.school, group=group, recruited_on=date(2010, 9, 1))
    for one in (person, other):
        YearRatingFactory(person=one)
    HonorEntryFactory(person=person)
    undecided = team_of(group)[group.pk].collective
    assert (undecided.ldtt, undecided.cstdcs, undecided.completed) == (None, None, 2)

    HonorEntryFactory(person=other)
    decided = team_of(group)[group.pk].collective
    assert (decided.ldtt, decided.cstdcs) == (2, 0)


def test_who_has_no_rating_is_not_decided_either(person, group):
    HonorEntryFactory(person=person)
    assert team_of(group)[group.pk].collective.ldtt is None


def test_the_members_of_a_team_in_a_past_year_are_not_known(person, group):
    YearRatingFactory(person=person, rating="HTXS")
    HonorEntryFactory(person=person, code="CSTDCS")
    past = team_of(group, on=ON)
    assert past[group.pk].collective == Collective()
    assert past[None].collective.ldtt == 1, "who worked at the school in that year is on record"


@pytest.mark.parametrize(("size", "ldtt"), [(1, 1), (2, None)])
def test_they_are_where_the_papers_of_the_year_tell_as_many(person, group, size, ldtt):
    YearRatingFactory(person=person)
    HonorEntryFactory(person=person)
    CollectiveYear.objects.create(school=group.school, group=group, year=2022, size=size, completed=1)
    team = team_of(group, on=ON)[group.pk].collective
    assert (team.size, team.completed, team.ldtt) == (size, 1, ldtt)


def test_of_a_past_year_it_is_said_whom_they_were_counted_among(person, group):
    """Who is in which tổ is not dated: as many people may be other people."""
    YearRatingFactory(person=person)
    HonorEntryFactory(person=person)
    told = CollectiveYear.objects.create(school=group.school, group=group, year=2022, size=1)
    assert team_of(group, on=ON)[group.pk].collective.as_now == ("ldtt", "cstdcs", "disciplined", "completed")

    told.completed = 1
    told.save()
    past, now = team_of(group, on=ON), team_of(group)
    assert past[group.pk].collective.as_now == ("ldtt", "cstdcs", "disciplined")
    assert (past[None].collective.as_now, now[group.pk].collective.as_now) == ((), ())


def test_a_case_against_anybody_holds_up_a_team_whose_members_are_not_known(person, group):
    YearRating.objects.create(school=group.school, group=group, holder_kind="GROUP", year=2022, rating="HTT")
    elsewhere = PersonFactory(school=group.school, group=GroupFactory(school=group.school))
    Verification.objects.create(**about(elsewhere, opened_on=date(2023, 5, 1)))
    assert team_of(group)[group.pk].investigation_open is False
    assert team_of(group, on=ON)[group.pk].investigation_open is None


def test_of_the_initiatives_of_a_team_nothing_is_known(group):
    assert team_of(group)[group.pk].initiatives is None


def test_what_the_schools_papers_say_goes_before_what_is_counted(person, group):
    CollectiveYear.objects.create(school=group.school, group=group, year=2022, size=12, completed=11)
    team = team_of(group)[group.pk].collective
    assert (team.size, team.completed) == (12, 11)


def test_newcomers_leave_the_denominator_where_the_school_says_so(person, group, principal, secretary):
    PersonFactory(school=group.school, group=group, recruited_on=date(2023, 3, 1))
    Rule.objects.create(
        school=group.school, family=RuleFamily.CHOICE, key="collective_denominator", values={"value": "eligible"},
        valid_from=date(2020, 1, 1), confidence=Confidence.VERIFIED, state=RuleState.APPROVED,
        proposed_by=secretary, decided_by=principal,
    )  # fmt: skip
    team = team_of(group)[group.pk].collective
    assert (team.size, team.counted) == (2, 1)


def test_a_case_against_a_member_is_for_people_to_weigh(person, group):
    YearRating.objects.create(school=group.school, group=group, holder_kind="GROUP", year=2022, rating="HTT")
    assert team_of(group)[group.pk].investigation_open is False

    Verification.objects.create(**about(person, opened_on=date(2023, 5, 1)))
    assert team_of(group)[group.pk].investigation_open is None


def test_a_team_has_its_own_honors(person, group):
    GroupEntryFactory(group=group, year=2021)
    HonorEntryFactory(person=person, year=2020)
    facts = team_of(group)[group.pk]
    assert (facts.honors, facts.honors_since) == ((ReceivedHonor("TTLDTT", 2021),), 2021)
