"""What may be told to those who may not know of discipline and open cases, and of leave: these stay with few.

Whoever has a matter of that kind in the year is shown to them as if nothing were known of such matters: a discipline, an
open case and books that are not complete look the same in every year and under every law, and none of them is a no.
"""

from dataclasses import replace

from thiduakt.eligibility import Answer, Assessment, Facts, Rulebook, assess
from thiduakt.eligibility.facts import SubjectKind
from thiduakt.eligibility.periods import first_day, last_day

GUARDED = {"no_discipline", "discipline_over", "no_investigation", "no_member_disciplined"}
KEY = "guarded"
REQUIRED = "Không vướng kỷ luật, không có việc đang xem xét, xác minh"
WELL = "Không có gì vướng."
ASK = "Có điều kiện cần xem thêm, thầy/cô hỏi thư ký hội đồng."


def discreet(facts: Facts, code: str, book: Rulebook, *, looking_ahead: bool = True) -> Assessment:
    nothing, known = innocent_of(facts), _half_told(facts)
    innocent = assess(nothing, code, book, looking_ahead=looking_ahead)
    told = innocent if known == nothing else assess(known, code, book, looking_ahead=looking_ahead)
    shown = [
        harmless if answer.met == harmless.met else replace(harmless, have="", missing=ASK, met=None)
        for answer, harmless in zip(told.conditions, innocent.conditions, strict=True)
        if answer.test not in GUARDED
    ]
    guarded = [answer for answer in told.conditions if answer.test in GUARDED]
    if guarded:
        shown.append(_together(guarded))
    is_same = told.verdict == innocent.verdict and told.earliest == innocent.earliest
    return replace(told, conditions=tuple(shown), earliest=told.earliest if is_same else None)


def innocent_of(facts: Facts) -> Facts:
    """The same subject with nothing of the kind on record."""
    team = facts.collective
    return replace(
        facts,
        discipline=None if _has_no_discipline_book(facts) else (),
        leave=(),
        investigation_open=False,
        collective=team if team.disciplined is None else replace(team, disciplined=()),
    )


def _half_told(facts: Facts) -> Facts:
    """Leave only ever sends a year to a person; of the rest is told that there is nothing, or that nothing is known."""
    if _has_a_matter(facts):
        team = replace(facts.collective, disciplined=None)
        return replace(facts, discipline=None, investigation_open=None, collective=team)
    return replace(innocent_of(facts), leave=facts.leave)


def _has_a_matter(facts: Facts) -> bool:
    """Anything that reaches into the year, whether or not this law minds it: another law may, and can be tried."""
    if facts.investigation_open is not False:
        return True
    if facts.kind == SubjectKind.COLLECTIVE and facts.collective.disciplined != ():
        return True
    if facts.discipline is None:
        return not _has_no_discipline_book(facts)
    since, until = first_day(facts.period), last_day(facts.period)
    return any(one.on <= until and (one.ended_on or until) >= since for one in facts.discipline)


def _has_no_discipline_book(facts: Facts) -> bool:
    """A collective is not disciplined, its members are."""
    return facts.kind == SubjectKind.COLLECTIVE and facts.discipline is None


def _together(guarded: list[Answer]) -> Answer:
    """One line for all of them: which of them it is, is told to nobody."""
    is_well = all(one.met for one in guarded)
    basis = "; ".join(dict.fromkeys(one.basis for one in guarded))
    have, missing = (WELL, "") if is_well else ("", ASK)
    return Answer(KEY, REQUIRED, have, missing, basis, True if is_well else None, KEY, all(one.is_sure for one in guarded))
