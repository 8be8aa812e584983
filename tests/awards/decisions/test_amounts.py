"""What a decision pays: all its lines together, and beside those in force."""

from datetime import date

import pytest

from awards.decisions.amounts import NO_MONEY, reckon
from awards.decisions.enums import DecisionOrigin, DecisionState, FundKind
from awards.decisions.models import AwardDecision, AwardLine
from nominations.dossiers.enums import NomineeKind
from tests.factories.dossiers import NAMES, DossierFactory
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.ledger.enums import Merit

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 2)  # base salary 2.340.000, NĐ 152/2025 not yet
TITLES = {"LDTT", "CSTDCS", "TTLDTT"}


@pytest.fixture
def dao(school):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào")


def decided(school, **told):
    """Not stored: what is only being drawn up is reckoned likewise."""
    return AwardDecision(school=school, name="Khen thưởng cuối năm", year=2024, **told)


def line(decision, holder, code, **told):
    place = {"Person": "person", "Group": "group"}[type(holder).__name__]
    return AwardLine(
        decision=decision, holder_kind=NomineeKind(place.upper()), code=code, is_title=code in TITLES,
        holder_name=str(holder), honor_name=NAMES.get(code, code), **{place: holder}, **told,
    )  # fmt: skip


def in_force(school, person, code, amount, **told):
    """A line of a superior's decision that the school's fund has paid."""
    decision = decided(
        school, origin=DecisionOrigin.SUPERIOR, number="812/QĐ-UBND", decided_on=DAY, issuer="UBND phường",
        created_by=person, **{"state": DecisionState.IN_FORCE, **told},
    )  # fmt: skip
    decision.save()
    one = line(decision, person, code, position=1, amount=amount)
    one.save()
    return one


def sums(lines, day=DAY):
    return [one.amount for one in reckon(lines, day, lines[0].decision.school_id)]


def test_the_base_salary_is_that_of_the_day(school, dao):
    lines = [line(decided(school), dao, "LDTT")]

    assert sums(lines, date(2023, 6, 30)) == [450_000]
    assert sums(lines, date(2023, 7, 1)) == [540_000]
    (told,) = reckon(lines, date(2023, 7, 1), school.pk)
    assert told.reason == "Hệ số 0,3 × lương cơ sở 1.800.000 đồng."


def test_of_the_titles_of_a_year_the_highest_is_paid_and_a_form_beside_it(school, dao):
    """Law: LĐTT and CSTĐCS of one year pay the latter; a giấy khen beside them is paid too."""
    decision = decided(school)

    told = reckon([line(decision, dao, code) for code in ("LDTT", "CSTDCS", "GK_HT_CN")], DAY, school.pk)

    assert [one.amount for one in told] == [0, 2_340_000, 710_000]
    assert "chỉ nhận mức tiền thưởng cao nhất" in told[0].reason


def test_two_forms_for_the_work_of_one_year_are_paid_once(school, dao):
    decision = decided(school)
    assert sums([line(decision, dao, "GK_HT_CN"), line(decision, dao, "BK_TP_CN")]) == [0, 3_510_000]


def test_two_forms_for_two_contests_are_both_paid_and_for_one_campaign_once(school, dao):
    decision = decided(school, merit=Merit.CAMPAIGN)
    first, second = (DossierFactory(school=school, person=dao, merit_on=date(2025, 3, day), code=str(day)) for day in (8, 9))

    def of(one, other):
        return [line(decision, dao, "GK_HT_CN", dossier=one), line(decision, dao, "BK_TP_CN", dossier=other)]

    assert sums(of(first, second)) == [710_000, 3_510_000]
    assert sums(of(first, first)) == [0, 3_510_000]
    assert sums(of(None, None)) == [710_000, 3_510_000]


def test_a_collective_is_paid_by_its_own_coefficient(school, dao):
    group = GroupFactory(school=school)
    decision = decided(school, merit=Merit.DEVOTION)

    assert sums([line(decision, group, "HCLD3"), line(decision, dao, "HCLD3")]) == [21_060_000, 10_530_000]
    assert sums([line(decision, group, "TTLDTT")]) == [1_880_000]


def test_what_a_decision_in_force_has_paid_for_the_year_counts_as_received(school, dao):
    in_force(school, dao, "LDTT", 710_000)

    (told,) = reckon([line(decided(school), dao, "CSTDCS")], DAY, school.pk)

    assert told.amount == 1_630_000
    assert told.reason == (
        "Hệ số 1 × lương cơ sở 2.340.000 đồng là 2.340.000 đồng; đã nhận 710.000 đồng theo Quyết định 812/QĐ-UBND, chi phần "
        "còn lại."
    )


def test_whoever_received_the_higher_sum_is_paid_nothing_more(school, dao):
    in_force(school, dao, "CSTDCS", 2_340_000)

    (told,) = reckon([line(decided(school), dao, "LDTT")], DAY, school.pk)

    assert (told.amount, told.is_known) == (0, True)
    assert told.reason == "Đã nhận 2.340.000 đồng theo Quyết định 812/QĐ-UBND: chỉ nhận mức cao nhất."


@pytest.mark.parametrize(
    "told", [{"year": 2023}, {"state": DecisionState.REPLACED}, {"fund": FundKind.BONUS}, {"state": DecisionState.DRAFT}]
)
def test_what_was_paid_for_another_year_or_is_not_in_force_takes_nothing_away(school, dao, told):
    year = told.pop("year", None)
    paid = in_force(school, dao, "CSTDCS", 2_340_000, **told)
    if year:
        AwardDecision.objects.filter(pk=paid.decision_id).update(year=year)

    assert sums([line(decided(school), dao, "LDTT")]) == [710_000]


def test_the_decision_whose_place_it_takes_is_not_counted(school, dao):
    older = in_force(school, dao, "CSTDCS", 2_340_000).decision

    assert sums([line(decided(school, replaces=older), dao, "CSTDCS")]) == [2_340_000]


def test_another_person_s_sum_takes_nothing_away(school, dao):
    in_force(school, PersonFactory(school=school), "CSTDCS", 2_340_000)

    assert sums([line(decided(school), dao, "LDTT")]) == [710_000]


def test_an_honor_without_coefficient_has_no_sum_and_a_sentence(school, dao):
    (told,) = reckon([line(decided(school), dao, "NTVT")], DAY, school.pk)

    assert (told.amount, told.is_known) == (0, False)
    assert told.reason == "Danh mục chưa có hệ số tiền thưởng của “NTVT”."


def test_a_day_without_a_base_salary_has_no_sums_and_a_sentence(school, dao):
    (told,) = reckon([line(decided(school), dao, "LDTT")], date(2010, 6, 1), school.pk)

    assert (told.amount, told.is_known) == (0, False)
    assert told.reason == "Chưa có mức lương cơ sở của ngày 01/06/2010 trong danh mục."


def test_a_decision_without_money_pays_none_and_one_of_the_bonus_fund_what_was_typed(school, dao):
    (none,) = reckon([line(decided(school, fund=FundKind.NONE), dao, "LDTT", amount=5)], DAY, school.pk)
    (bonus,) = reckon([line(decided(school, fund=FundKind.BONUS), dao, "LDTT", amount=1_500_000)], DAY, school.pk)

    assert (none.amount, none.reason) == (0, NO_MONEY)
    assert (bonus.amount, bonus.reason) == (1_500_000, "Theo Quy chế tiền thưởng của trường.")


def test_many_lines_ask_no_more_than_one(school, dao, django_assert_num_queries):
    decision = decided(school)
    people = [PersonFactory(school=school) for _ in range(5)]

    with django_assert_num_queries(6):
        reckon([line(decision, dao, "LDTT")], DAY, school.pk)
    with django_assert_num_queries(6):
        reckon([line(decision, one, "LDTT") for one in people], DAY, school.pk)


def test_nothing_to_reckon_asks_nothing(school, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reckon([], DAY, school.pk) == []
