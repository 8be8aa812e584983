"""The result to the last fraction: means, knock-outs, bands, and how many of all members agree."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nominations.judging.enums import Agreement, Duty, RoundState
from nominations.judging.models import Round
from nominations.judging.queries import faults, result
from tests.factories.judging import CriteriaSetFactory, CriterionFactory, EntryFactory, JudgeFactory, judged_round, sheet
from tests.factories.school import PersonFactory
from thiduakt.marks import Aggregation, average, barred, check_points, points_told, rounded
from thiduakt.school.models import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(school: School) -> Round:
    """Five members, counted."""
    people = [PersonFactory(school=school) for _ in range(5)]
    return judged_round(school, *people, state=RoundState.COUNTED)


def judged(turn: Round, *points: object, agree: int | None = None):
    """The one line of a round with one entry."""
    entry = EntryFactory(round=turn)
    for place, (judge, given) in enumerate(zip(turn.judges.order_by("pk"), points, strict=False)):
        sheet(judge, entry, given, agrees=agree is None or place < agree)
    return next(line for line in result(turn) if line.entry == entry)


@pytest.mark.parametrize(
    ("members", "needed"),
    [(Agreement.NONE, 0), (Agreement.HALF, 4), (Agreement.TWO_THIRDS, 5), (Agreement.SEVENTY, 5)],
)
def test_of_seven_members_so_many_have_to_agree(members: Agreement, needed: int) -> None:
    assert members.needed(7) == needed


def test_two_thirds_of_nine_are_six_and_seventy_per_cent_of_ten_are_seven() -> None:
    assert (Agreement.TWO_THIRDS.needed(9), Agreement.SEVENTY.needed(10), Agreement.HALF.needed(8)) == (6, 7, 5)


def test_the_mean_is_exact_and_rounded_only_where_it_is_printed() -> None:
    score = average([Decimal("7.3"), Decimal(8), Decimal(8)])
    assert score == Fraction(233, 30)
    assert points_told(rounded(score)) == "7,77"


def test_of_three_judges_the_highest_and_the_lowest_are_left_out_of_two_nobody_is() -> None:
    assert average([Decimal(1), Decimal(9), Decimal(8)], Aggregation.TRIMMED) == 8
    assert average([Decimal(1), Decimal(9)], Aggregation.TRIMMED) == 5
    assert average([]) is None


def test_a_judge_is_barred_from_what_they_or_their_kin_have_written() -> None:
    assert barred({1: 10, 2: 20}, {7: {10, 30}, 8: {40}}, {10: set(), 20: {40}}) == {(1, 7), (2, 8)}


def test_a_total_one_hundredth_under_the_mark_does_not_pass(five: Round) -> None:
    line = judged(five, "5.9", 6, 6, 6, 6)
    assert line.told == "5,98"
    assert line.problems == ("Tổng 5,98 điểm, cần từ 6.",)


def test_what_is_printed_as_the_mark_and_is_less_does_not_pass(five: Round) -> None:
    """59,99…: five judges cannot give it, but three can."""
    five.judges.order_by("pk").last().delete()
    five.judges.order_by("pk").last().delete()
    five.criteria_set.pass_mark = Decimal("6.7")
    five.criteria_set.save()
    line = judged(five, "6.6", "6.7", "6.7")
    assert line.score == Fraction(20, 3)
    assert not line.passes


def test_a_band_goes_by_the_exact_score(five: Round) -> None:
    assert judged(five, 9, 9, 9, 9, "8.9").band == "B"
    assert judged(five, 9, 9, 9, 9, 9).band == "A"
    assert judged(five, 6, 6, 6, 6, 6).band == "–"


def test_who_has_less_than_the_least_points_of_a_criterion_is_knocked_out(five: Round) -> None:
    five.criteria_set.criteria.update(min_points=Decimal(8))
    line = judged(five, 8, 8, 8, 8, "7.9")
    assert line.problems == ("“Tính mới”: 7,98 điểm, điều kiện loại là dưới 8.",)


def test_agreement_is_of_all_members_not_of_those_who_marked(five: Round) -> None:
    assert judged(five, 9, 9, 9, 9, agree=3).problems == ("Cần 4/5 thành viên đồng ý, có 3.",)
    assert judged(five, 9, 9, 9, 9, agree=4).passes


def test_who_was_invited_to_mark_is_no_member(five: Round) -> None:
    expert = JudgeFactory(round=five, duty=Duty.EXPERT)
    line = judged(five, 9, 9, 9, 9, 9, agree=4)
    sheet(expert, line.entry, 1, agrees=False)
    again = result(five)[0]
    assert (again.agreed, again.members) == (4, 5)
    assert again.score == Fraction(46, 6)


def test_a_member_closed_out_counts_or_not_as_the_round_says(five: Round) -> None:
    line = judged(five, 9, 9, 9, 9, agree=3)
    assert (line.agreed, line.needed, line.members) == (3, 4, 5)
    five.counts_closed_out = False
    five.save()
    again = result(five)[0]
    assert (again.agreed, again.needed, again.members) == (3, 3, 4)


def test_an_excused_judge_counts_nowhere(five: Round) -> None:
    line = judged(five, 9, 9, 9, 9, 0, agree=4)
    last = five.judges.order_by("pk").last()
    last.excused_at, last.excuse = line.entry.sheets.first().sent_at, "Nghỉ ốm dài ngày"
    last.save()
    again = result(five)[0]
    assert (again.score, again.members, again.needed) == (9, 4, 3)


def test_the_best_comes_first(five: Round) -> None:
    low, high = judged(five, 5, 5, 5, 5, 5), judged(five, 8, 8, 8, 8, 8)
    assert [line.entry for line in result(five)] == [high.entry, low.entry]


def test_marks_are_computed_of_nothing_that_is_not_counted(school: School) -> None:
    with pytest.raises(AssertionError):
        result(judged_round(school))


def test_what_is_odd_about_a_set_is_told() -> None:
    rules = CriteriaSetFactory(pass_mark=Decimal(120), a_from=None, b_from=Decimal(110), c_from=None)
    assert faults(rules) == ["Chưa có tiêu chí nào."]
    CriterionFactory(criteria_set=rules, max_points=Decimal(50))
    CriterionFactory(criteria_set=rules, max_points=Decimal(40), text="TÍNH MỚI")
    assert faults(rules) == [
        "Tổng điểm tối đa là 90, không phải 100.",
        "Tổng điểm đạt 120 cao hơn tổng điểm tối đa 90.",
        "Loại B từ 110 điểm, cao hơn tổng điểm tối đa 90.",
        "Loại B từ 110 điểm, thấp hơn tổng điểm đạt 120.",
        "Có hai tiêu chí trùng lời.",
    ]


@pytest.mark.parametrize(("points", "said"), [("10.1", "từ 0 đến 10"), ("-0.1", "từ 0 đến 10"), ("7.25", "một chữ số")])
def test_points_that_cannot_be_given_are_refused(points: str, said: str) -> None:
    criterion = CriterionFactory()
    with pytest.raises(Exception, match=said):
        check_points([criterion], {criterion.pk: Decimal(points)}, is_sent=False)
