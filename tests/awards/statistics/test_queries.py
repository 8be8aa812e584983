"""What the figures ask of the other rooms, and how often they ask."""

from datetime import date

import pytest

from awards.statistics.enums import Outcome, Step
from awards.statistics.gaps import lines_of
from awards.statistics.queries import (
    awards_between,
    given_in,
    honors_of_people,
    known_of,
    launched_between,
    members_of,
    received_beside,
    registered_in,
    undated,
    waiting,
    ways_between,
    year_to_open,
    years_known,
)
from campaigns.campaigns.classes import Period
from tests.factories.campaigns import CampaignFactory
from tests.factories.ledger import HonorEntryFactory, PupilEntryFactory
from tests.factories.school import PersonFactory
from tests.factories.statistics import registered, round_of

pytestmark = pytest.mark.django_db
TODAY = date(2023, 10, 5)


def outcomes(school, group=None):
    rows = registered_in(school.pk, 2023, group)
    return {(line.registered.name, line.registered.code): line.outcome for line in lines_of(rows, known_of(school.pk, 2023))}


def test_each_registration_of_the_year_meets_what_became_of_it(school, year, group):
    assert outcomes(school) == {
        ("Trường Mầm non Giang Biên", "CO_TP"): Outcome.NOT_REVIEWED,
        ("Tổ mẫu giáo lớn", "TTLDTT"): Outcome.ACHIEVED,
        ("Lê Thị An", "LDTT"): Outcome.ACHIEVED,
        ("Lê Thị An", "CSTDCS"): Outcome.ACHIEVED,
        ("Chu Văn Bình", "LDTT"): Outcome.HIGHER,
        ("Đỗ Thị Đào", "CSTDCS"): Outcome.COUNCIL_REFUSED,
        ("Bùi Thị Ước", "LDTT"): Outcome.AT_GROUP,
        ("Ngô Quang Ẩn", "LDTT"): Outcome.NOT_NOMINATED,
        ("Vũ Thị Yến", "LDTT"): Outcome.CANCELLED,
    }


def test_while_its_round_is_open_a_dossier_may_still_be_written(school, year):
    year.review.state = "OPEN"
    year.review.save()
    assert outcomes(school)["Ngô Quang Ẩn", "LDTT"] == Outcome.NOT_BEGUN


def test_one_group_is_told_by_itself(school, year):
    assert {name for name, _ in outcomes(school, year.nursery.pk)} == {"Bùi Thị Ước", "Ngô Quang Ẩn", "Vũ Thị Yến"}


def test_an_honor_nobody_registered_for_is_counted_beside(school, year, group):
    rows = registered_in(school.pk, 2023, None)
    assert received_beside(school.pk, 2023, None, rows) == {"Tổ mẫu giáo lớn": 1, "Không thuộc tổ nào": 1}
    assert received_beside(school.pk, 2023, year.nursery.pk, rows) == {}


def test_honors_stand_in_the_year_of_the_merit(school, year):
    given = given_in(school.pk, Period.SCHOOL, None)
    assert sum(one.count for one in given if one.year == 2023) == 5
    assert sum(one.count for one in given if one.year == 2022) == 1


def test_of_a_calendar_year_the_day_of_the_decision_counts(school, year):
    given = given_in(school.pk, Period.CALENDAR, None)
    assert sum(one.count for one in given if one.year == 2024) == 4
    assert undated(school.pk, None) == 1
    reported = given_in(school.pk, Period.REPORT, None)
    assert {one.year: one.count for one in reported if one.holder == "GROUP"} == {2025: 1}


def test_the_catalogue_tells_kind_and_level(school, year):
    given = {one.code: one for one in given_in(school.pk, Period.SCHOOL, None)}
    assert (given["CSTDCS"].kind, given["CSTDCS"].level) == ("TITLE", "co_so")


def test_one_group_has_its_people_and_itself(school, year, group):
    given = given_in(school.pk, Period.SCHOOL, group.pk)
    assert sum(one.count for one in given if one.year == 2023) == 4


def test_official_forms_count_by_the_day_of_the_decision(school, year):
    found = awards_between(school.pk, date(2024, 1, 1), date(2024, 11, 30))
    assert {(one.code, one.is_manager): count for one, count in found} == {("LDTT", False): 1, ("CSTDCS", False): 2}


def test_campaigns_are_counted_by_the_day_of_their_launch(school, principal):
    CampaignFactory(school=school, state="RUNNING", launches_on=date(2023, 9, 5), sums_up_on=date(2024, 5, 31))
    CampaignFactory(school=school, state="DRAFT", launches_on=date(2023, 9, 5), sums_up_on=date(2024, 5, 31))
    CampaignFactory(state="RUNNING", launches_on=date(2023, 9, 5), sums_up_on=date(2024, 5, 31))
    found = launched_between(principal, date(2022, 12, 1), date(2023, 11, 30), TODAY)
    assert found == [("UNIT", "UNIT", "UNDER_1", "REGULAR")]


def test_years_reach_from_the_oldest_honor_to_the_present(school, year):
    HonorEntryFactory(person=year.people["an"], year=2020)
    assert years_known(school.pk, TODAY) == [2023, 2022, 2021, 2020]
    assert year_to_open(school.pk, TODAY) == 2023


def test_a_school_without_honors_has_the_present_year(school):
    assert (years_known(school.pk, TODAY), year_to_open(school.pk, TODAY)) == ([2023], 2023)


def test_members_are_those_who_worked_here_in_the_year(school, year, group):
    PersonFactory(school=school, group=group, joined_on=date(2024, 9, 1))
    PersonFactory(school=school, group=group, left_on=date(2023, 8, 31))
    found = members_of(school.pk, [2022, 2023], group.pk)
    assert [len(found[2022]), len(found[2023])] == [4, 3]
    first = {member.key: member.first for member in found[2023]}
    assert (first[year.people["an"].pk], first[year.people["binh"].pk], first[year.people["dao"].pk]) == (2022, 2023, None)


def test_honors_of_people_are_counted_by_year(school, year):
    found = honors_of_people(school.pk, [2022, 2023])
    assert found[2023][year.people["an"].pk] == 2
    assert found[2022] == {year.people["an"].pk: 1}


def test_the_way_of_an_honor_is_told_day_by_day(school, decided):
    ways = {way.holder: way for way in ways_between(school, date(2023, 9, 1), date(2024, 8, 31), None)}
    assert [ways["Lê Thị An"].days(step) for step in Step] == [33, 10, None, None, 2, 5]
    assert [ways["Chu Văn Bình"].days(step) for step in Step] == [10, 0, None, None, None, None]
    assert ways_between(school, date(2022, 9, 1), date(2023, 8, 31), None) == []


def test_what_is_handed_in_and_undecided_waits(school, principal, clerk, year, decided):
    assert [one.pk for one in waiting(principal, None, TODAY)] == [year.waits.pk]
    assert [one.pk for one in waiting(principal, year.nursery.pk, TODAY)] == [year.waits.pk]
    assert list(waiting(clerk, None, TODAY)) == []


def test_what_is_paused_does_not_wait(principal, year):
    year.waits.paused_on, year.waits.pause_reason = TODAY, "Chờ xác minh."
    year.waits.save()
    assert list(waiting(principal, None, TODAY)) == []


def test_another_school_is_told_nothing(other_school, stranger, year, decided):
    assert registered_in(other_school.pk, 2023, None) == []
    assert given_in(other_school.pk, Period.SCHOOL, None) == []
    assert ways_between(other_school, date(2023, 9, 1), date(2024, 8, 31), None) == []
    assert list(waiting(stranger, None, TODAY)) == []


def test_pupils_are_counted_for_the_school_and_not_for_a_group(school, year, group):
    PupilEntryFactory(school=school, pupil__school=school, year=2023)
    assert "PUPIL" in {one.holder for one in given_in(school.pk, Period.SCHOOL, None)}
    assert "PUPIL" not in {one.holder for one in given_in(school.pk, Period.SCHOOL, group.pk)}


def test_it_asks_as_much_of_a_large_school_as_of_a_small_one(school, secretary, year, decided, django_assert_num_queries):
    def ask():
        rows = registered_in(school.pk, 2023, None)
        lines_of(rows, known_of(school.pk, 2023))
        received_beside(school.pk, 2023, None, rows)
        given_in(school.pk, Period.SCHOOL, None)
        members_of(school.pk, range(2019, 2024), None)
        honors_of_people(school.pk, range(2019, 2024))
        ways_between(school, date(2023, 9, 1), date(2024, 8, 31), None)
        list(waiting(secretary, None, TODAY))

    list(waiting(secretary, None, TODAY))  # the roles of the reader are asked for once
    with django_assert_num_queries(15):
        ask()
    for number in range(4):
        person = PersonFactory(school=school, full_name=f"Người {number}")
        registered(year.turn, person, by=secretary)
        HonorEntryFactory(person=person, year=2023)
    with django_assert_num_queries(15):
        ask()


def test_the_present_year_is_opened_once_something_is_registered_for_it(year, school, secretary):
    later = date(2024, 10, 5)
    assert year_to_open(school.pk, later) == 2023
    turn = round_of(school, year=2024)
    registered(turn, year.people["an"], "LDTT", by=secretary, state="WITHDRAWN")
    assert year_to_open(school.pk, later) == 2023
    registered(turn, year.people["binh"], "LDTT", by=secretary)
    assert year_to_open(school.pk, later) == 2024
