"""What may be told to those who may not know of discipline, open cases and leave: these stay with few.

They are given the answer to everything else. It is made without a look at these books, so that nothing of it, no verdict,
count or year, can tell somebody with such a matter from somebody without.
"""

from dataclasses import replace

from thiduakt.eligibility import Assessment, Facts, Rulebook, assess

GUARDED = {"no_discipline", "discipline_over", "no_investigation", "no_member_disciplined"}


def discreet(facts: Facts, code: str, book: Rulebook, *, looking_ahead: bool = True) -> Assessment:
    found = assess(open_part(facts), code, book, looking_ahead=looking_ahead)
    return replace(found, conditions=tuple(answer for answer in found.conditions if answer.test not in GUARDED))


def open_part(facts: Facts) -> Facts:
    """With no word of what is guarded: leave may explain a year of anybody's, the rest is for those who may know of it."""
    collective = replace(facts.collective, disciplined=())
    return replace(facts, discipline=(), investigation_open=False, leave=None, collective=collective)
