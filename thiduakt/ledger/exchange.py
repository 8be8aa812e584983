"""One question put from outside, as JSON, and its answer: the facts come with it, the rules are those of the state."""

from typing import Any

from django.core.exceptions import ValidationError

from thiduakt.catalog.models import Regime
from thiduakt.catalog.rulebook import rulebook
from thiduakt.eligibility import Rulebook, assess, facts_from
from thiduakt.eligibility.facts import SubjectKind
from thiduakt.eligibility.periods import last_day, read_period, short
from thiduakt.eligibility.reading import group, read_day, read_text


def answer(question: object) -> dict[str, Any]:
    """Raises ValidationError, in Vietnamese, for what cannot be read or is not in the catalogue."""
    values = group(question, "tệp")
    code = read_text(values.get("honor"), "honor")
    book = _book(values)
    subject = book.standard(code).subject
    facts = facts_from(values, SubjectKind(subject) if subject in set(SubjectKind) else SubjectKind.INDIVIDUAL)
    return assess(facts, code, book).to_dict()


def _book(values: Any) -> Rulebook:
    """Without a regime the day decides which; without a day, where the regime is named, the end of the year does."""
    regime = values.get("regime")
    if values.get("date") is None and regime is not None:
        on = last_day(read_period(values.get("period")))
    else:
        on = read_day(values.get("date"), "date")
    return rulebook(None, on=on, regime=None if regime is None else _code_of(read_text(regime, "regime")))


def _code_of(regime: str) -> str:
    """`A_2003`, or `A` alone."""
    codes = Regime.objects.values_list("code", flat=True)
    for code in codes:
        if regime in {code, code.partition("_")[0]}:
            return code
    raise ValidationError(f"“regime” phải là một trong {', '.join(codes)}, không phải “{short(regime)}”.")
