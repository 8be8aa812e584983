"""The earliest year in which an honor can be reached, if from next year on every year is as good as it can be."""

from dataclasses import replace

from .facts import Collective, Facts, Initiative, ReceivedHonor
from .inquiry import Inquiry, Outcome, Rulebook
from .periods import last_day
from .standards import Standard

LOOKED_AHEAD = 20  # years: the longest road, from nothing to an order, is shorter
MOST_INITIATIVES = 5  # in one year: no standard asks for more


def earliest(facts: Facts, standard: Standard, book: Rulebook, now: Outcome) -> int | None:
    """None where the rule is not known, or the honor is out of reach."""
    if not standard.is_certain:
        return None
    if now.result is not False:
        return facts.period
    ladder = [lower for lower in _ladder(standard, book) if lower.subject in {facts.kind, "either"}]
    hoped = _with_honors(facts, ladder, book)  # what this year may still bring
    for _ in range(LOOKED_AHEAD):
        hoped = _with_honors(_a_good_year(hoped), ladder, book)
        if Inquiry(hoped, standard, book).outcome().result is not False:
            return hoped.period
    return None


def _ladder(standard: Standard, book: Rulebook) -> list[Standard]:
    """The honors that lead up to this one, the lowest first."""
    codes: list[str] = []
    waiting = [standard]
    while waiting:
        for code in waiting.pop().leans_on():
            if code not in codes and code in book.standards:
                codes.append(code)
                waiting.append(book.standards[code])
    return sorted((book.standards[code] for code in codes), key=lambda lower: lower.rank)


def _a_good_year(facts: Facts) -> Facts:
    """The year after, with the best rating, everybody fit, as many initiatives as could be asked for."""
    period, size = facts.period + 1, facts.collective.size or 1
    best = (Initiative(period, "toan_quoc"),) * MOST_INITIATIVES
    return replace(
        facts,
        period=period,
        on=last_day(period),
        registered=True,
        investigation_open=False,
        ratings=None if facts.ratings is None else {**facts.ratings, period: "HTXS"},
        initiatives=None if facts.initiatives is None else (*facts.initiatives, *best),
        collective=Collective(size, None, size, size, size, ()),
    )


def _with_honors(facts: Facts, ladder: list[Standard], book: Rulebook) -> Facts:
    """What would be received in this good year."""
    for standard in ladder if facts.honors is not None else ():
        if Inquiry(facts, standard, book).outcome().result:
            facts = replace(facts, honors=(*(facts.honors or ()), ReceivedHonor(standard.code, facts.period)))
    return facts
