"""What may be told to those who may know the verdict and not the reason: discipline, leave, open cases stay with few.

They are shown what would stand if there were nothing of the kind, and where that is not how it stands, whom to ask.
"""

from dataclasses import replace

from thiduakt.eligibility import Answer, Assessment, Facts, Rulebook, assess
from thiduakt.eligibility.findings import every

GUARDED = {"no_discipline", "discipline_over", "no_investigation", "no_member_disciplined"}
KEY = "guarded"
REQUIRED = "Không vướng kỷ luật, không có việc đang xem xét, xác minh"
WELL = "Không có gì vướng."
ASK = "Có điều kiện chưa đạt hoặc cần xem thêm, hỏi thư ký hội đồng."


def discreet(facts: Facts, code: str, book: Rulebook, *, looking_ahead: bool = True) -> Assessment:
    harmless_facts = innocent_of(facts)
    innocent = assess(harmless_facts, code, book, looking_ahead=looking_ahead)
    true = innocent if facts == harmless_facts else assess(facts, code, book, looking_ahead=looking_ahead)
    shown: list[Answer] = []
    guarded: list[Answer] = []
    for told, harmless in zip(true.conditions, innocent.conditions, strict=True):
        if told.test in GUARDED:
            guarded.append(told)
        else:
            shown.append(harmless if told == harmless else _masked(harmless, told))
    if guarded:
        shown.append(_together(guarded))
    is_same = true.verdict == innocent.verdict and true.earliest == innocent.earliest
    return replace(true, conditions=tuple(shown), earliest=true.earliest if is_same else None)


def innocent_of(facts: Facts) -> Facts:
    """The same person with nothing of the kind on record."""
    team = facts.collective
    return replace(
        facts,
        discipline=(),
        leave=(),
        investigation_open=False,
        collective=team if team.disciplined is None else replace(team, disciplined=()),
    )


def _masked(harmless: Answer, told: Answer) -> Answer:
    """Nothing that differs is told."""
    return replace(harmless, have="", missing=ASK, met=False if told.met is False else None)


def _together(guarded: list[Answer]) -> Answer:
    """One line for all of them: which of them it is, is told to nobody."""
    met = every(one.met for one in guarded)
    basis = "; ".join(dict.fromkeys(one.basis for one in guarded))
    have, missing = (WELL, "") if met else ("", ASK)
    return Answer(KEY, REQUIRED, have, missing, basis, met, KEY, all(one.is_sure for one in guarded))
