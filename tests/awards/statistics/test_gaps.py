"""What became of each honor that was registered, and why it was not received: every expectation counted by hand."""

import pytest

from awards.statistics.enums import Outcome
from awards.statistics.gaps import Known, Line, Registered, by_outcome, by_team, lines_of, outcome_of, without_reasons
from nominations.dossiers.enums import DossierState as S

DAO = ("PERSON", 7)
LDTT, CSTD = (*DAO, "LDTT"), (*DAO, "CSTDCS")


def known(received=(), cancelled=(), refused=(), dossiers=None, reviewed=("LDTT", "CSTDCS"), still_open=()):
    return Known(set(received), set(cancelled), set(refused), dossiers or {}, set(reviewed), set(still_open))


def registered(holder=DAO, code="LDTT", team="Tổ mẫu giáo lớn", **told):
    return Registered(holder, "Đỗ Thị Đào", team, code, code, **told)


def test_what_the_ledger_holds_was_achieved():
    assert outcome_of(LDTT, known(received=[LDTT])) == Outcome.ACHIEVED


def test_who_was_given_the_higher_title_reached_the_lower():
    assert outcome_of(LDTT, known(received=[CSTD])) == Outcome.HIGHER
    assert outcome_of(CSTD, known(received=[LDTT], dossiers={})) == Outcome.NOT_NOMINATED


def test_what_was_cancelled_was_not_achieved():
    assert outcome_of(LDTT, known(cancelled=[LDTT], dossiers={LDTT: {S.AWARDED}})) == Outcome.CANCELLED


def test_what_a_superior_refused_waits_for_nobody():
    assert outcome_of(CSTD, known(refused=[CSTD], dossiers={CSTD: {S.AWARDED}})) == Outcome.SUPERIOR_REFUSED


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ({S.AWARDED}, Outcome.TO_DECIDE),
        ({S.TO_COUNCIL}, Outcome.AT_COUNCIL),
        ({S.APPRAISED}, Outcome.IN_APPRAISAL),
        ({S.SUBMITTED}, Outcome.IN_APPRAISAL),
        ({S.TO_GROUP}, Outcome.AT_GROUP),
        ({S.RETURNED}, Outcome.RETURNED),
        ({S.DRAFT}, Outcome.NOT_HANDED_IN),
        ({S.NOT_AWARDED}, Outcome.COUNCIL_REFUSED),
        ({S.GROUP_REFUSED}, Outcome.GROUP_REFUSED),
        ({S.WITHDRAWN}, Outcome.WITHDRAWN),
        ({S.WITHDRAWN, S.SUBMITTED}, Outcome.IN_APPRAISAL),
        ({S.GROUP_REFUSED, S.NOT_AWARDED}, Outcome.COUNCIL_REFUSED),
    ],
)
def test_the_dossier_that_came_farthest_tells_the_reason(states, told):
    assert outcome_of(LDTT, known(dossiers={LDTT: states})) == told


def test_every_state_of_a_dossier_tells_something():
    assert all(outcome_of(LDTT, known(dossiers={LDTT: {state}})) != Outcome.NOT_NOMINATED for state in S)


def test_before_any_round_asks_for_an_honor_nobody_failed_to_nominate():
    assert outcome_of(LDTT, known(reviewed=["CSTDCS"])) == Outcome.NOT_REVIEWED
    assert outcome_of(LDTT, known()) == Outcome.NOT_NOMINATED


def test_as_long_as_a_round_takes_dossiers_nobody_is_too_late():
    assert outcome_of(LDTT, known(still_open=["LDTT"])) == Outcome.NOT_BEGUN
    assert outcome_of(LDTT, known(still_open=["LDTT"], dossiers={LDTT: {S.WITHDRAWN}})) == Outcome.WITHDRAWN


def test_what_was_registered_in_two_rounds_counts_once():
    assert len(lines_of([registered(), registered(), registered(code="CSTDCS")], known())) == 2


def test_each_outcome_is_counted_in_the_order_of_the_road():
    lines = [Line(registered(), outcome) for outcome in (Outcome.WITHDRAWN, Outcome.ACHIEVED, Outcome.WITHDRAWN)]
    assert by_outcome(lines) == [(Outcome.ACHIEVED, 1), (Outcome.WITHDRAWN, 2)]


def test_each_group_tells_what_was_reached_what_waits_and_what_was_missed():
    outcomes = (Outcome.ACHIEVED, Outcome.HIGHER, Outcome.AT_COUNCIL, Outcome.COUNCIL_REFUSED, Outcome.NOT_NOMINATED)
    lines = [Line(registered(), outcome) for outcome in outcomes]
    lines.append(Line(registered(team="Tổ nhà trẻ"), Outcome.ACHIEVED))
    first, second, third = by_team(lines, {"Tổ nhà trẻ": 2, "Tổ văn phòng": 1})
    assert (first.registered, first.reached, first.waiting, first.missed, first.beside) == (5, 2, 1, 2, 0)
    assert (second.team, second.registered, second.reached, second.missed, second.beside) == ("Tổ nhà trẻ", 1, 1, 0, 2)
    assert (third.team, third.registered, third.beside) == ("Tổ văn phòng", 0, 1)


def test_who_may_not_read_dossiers_is_told_reached_or_not():
    lines = [Line(registered(), outcome) for outcome in (Outcome.ACHIEVED, Outcome.COUNCIL_REFUSED, Outcome.AT_GROUP)]
    assert [line.outcome for line in without_reasons(lines)] == [Outcome.ACHIEVED, Outcome.MISSED, Outcome.MISSED]
