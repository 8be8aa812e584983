"""From facts and a standard to a verdict, condition by condition. People decide; this only explains."""

from dataclasses import dataclass
from typing import Any

from .ahead import earliest
from .facts import Facts
from .inquiry import Inquiry, Rulebook, Verdict
from .periods import period_name


@dataclass(frozen=True, slots=True)
class Answer:
    """One condition as it is shown. `test` tells what kind of fact it speaks of."""

    key: str
    required: str
    have: str
    missing: str
    basis: str
    met: bool | None
    test: str = ""
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    regime: str
    code: str
    name: str
    verdict: Verdict
    earliest: int | None  # the first year in which nothing of it need be missing; None: not within reach, or no rule known
    conditions: tuple[Answer, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "regime": self.regime,
            "verdict": self.verdict.value,
            "earliest": None if self.earliest is None else period_name(self.earliest),
            "conditions": [
                {name: getattr(answer, name) for name in ("key", "required", "have", "missing", "basis", "met")}
                for answer in self.conditions
            ],
        }


def assess(facts: Facts, code: str, book: Rulebook, *, looking_ahead: bool = True) -> Assessment:
    """The verdict for one honor and, looking ahead, the earliest year it can be reached.

    Raises ValidationError where the regime has no such honor, or the honor is not for such a subject.
    """
    standard = book.standard_for(code, facts.kind)
    outcome = Inquiry(facts, standard, book).outcome()
    return Assessment(
        regime=book.regime,
        code=standard.code,
        name=standard.name,
        verdict=outcome.verdict(book),
        earliest=earliest(facts, standard, book, outcome) if looking_ahead else None,
        conditions=tuple(
            Answer(one.key, one.text, found.have, found.missing, one.basis, found.met, one.test, found.sure)
            for one, found in zip(standard.conditions_for(facts.kind), outcome.findings, strict=True)
        ),
    )
