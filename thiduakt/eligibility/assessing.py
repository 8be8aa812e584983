"""From facts and a standard to a verdict, condition by condition. People decide; this only explains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from .conditions import QUESTIONS, Finding, every
from .facts import Collective, Facts, Initiative, ReceivedHonor, SubjectKind
from .periods import last_day, period_name
from .standards import CERTAIN, Condition, Standard

LOOKED_AHEAD = 20  # years: the longest road, from nothing to an order, is shorter
MOST_INITIATIVES = 5  # in one year: no standard asks for more


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The standards of one regime. `is_read`: the text of the regime itself was entered, not an older one's in its place."""

    regime: str
    standards: Mapping[str, Standard]
    is_read: bool = True

    def standard(self, code: str) -> Standard:
        if code not in self.standards:
            raise ValidationError(f"Không có danh hiệu, hình thức “{code}” trong chế độ {self.regime}.")
        return self.standards[code]


@dataclass(frozen=True, slots=True)
class Answer:
    """One condition as it is shown."""

    key: str
    required: str
    have: str
    missing: str
    basis: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Assessment:
    regime: str
    code: str
    name: str
    verdict: Verdict
    earliest: int | None  # the first year in which nothing of it need be missing; None: not within reach, or no rule known
    conditions: tuple[Answer, ...]
    result: bool | None  # what the facts say, whatever the rule's certainty

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


class Inquiry:
    """One subject put to one standard; conditions that speak of another honor ask through it."""

    def __init__(self, facts: Facts, standard: Standard, book: Rulebook, seen: tuple[str, ...] = ()):
        self.facts, self.standard, self.book = facts, standard, book
        self.seen = (*seen, standard.code)

    def ask(self, condition: Condition) -> Finding:
        return QUESTIONS[condition.test](self, condition)

    def of(self, code: str) -> Assessment:
        """The same subject and year, another honor."""
        if code in self.seen:
            raise ValidationError(f"Tiêu chuẩn {code} dẫn vòng về chính nó.")
        other = Inquiry(self.facts, self.book.standard(code), self.book, self.seen)
        return other.assess()

    def names(self, codes: Iterable[str]) -> str:
        found = (self.book.standards.get(code) for code in codes)
        return " hoặc ".join(dict.fromkeys(standard.name for standard in found if standard)) or "danh hiệu khác"

    def assess(self) -> Assessment:
        findings = [(condition, self.ask(condition)) for condition in self.standard.conditions]
        result = every(found.met for _, found in findings)
        return Assessment(
            regime=self.book.regime,
            code=self.standard.code,
            name=self.standard.name,
            verdict=self._verdict(findings),
            earliest=None,
            conditions=tuple(
                Answer(condition.key, condition.text, found.have, found.missing, condition.basis, found.met)
                for condition, found in findings
            ),
            result=result,
        )

    def _verdict(self, findings: list[tuple[Condition, Finding]]) -> Verdict:
        """Never a yes without every fact and a rule that was read; a no where one certain condition surely fails."""
        if not self.standard.is_certain:
            return Verdict.NEEDS_REVIEW
        if any(found.met is False and condition.confidence in CERTAIN for condition, found in findings):
            return Verdict.NOT_ELIGIBLE
        is_certain = all(condition.is_certain for condition in self.standard.parts())
        result = every(found.met for _, found in findings)
        return Verdict.ELIGIBLE if result and is_certain and self.book.is_read else Verdict.NEEDS_REVIEW


def assess(facts: Facts, code: str, book: Rulebook) -> Assessment:
    """The verdict for one honor, and the earliest year it can be reached.

    Raises ValidationError where the regime has no such honor, or the honor is not for such a subject.
    """
    standard = book.standard(code)
    if standard.subject not in {facts.kind, "either"}:
        wanted = "tập thể" if standard.subject == SubjectKind.COLLECTIVE else "cá nhân"
        raise ValidationError(f"{standard.name} chỉ xét cho {wanted}.")
    found = Inquiry(facts, standard, book).assess()
    if not standard.is_certain:
        return found
    return replace(found, earliest=facts.period if found.result is not False else _earliest(facts, standard, book))


def _earliest(facts: Facts, standard: Standard, book: Rulebook) -> int | None:
    """The first year in which nothing stands in the way, if from next year on every year is as good as it can be."""
    ladder = _ladder(standard, book)
    hoped = _with_honors(facts, ladder, book)  # what this year may still bring
    for _ in range(LOOKED_AHEAD):
        hoped = _with_honors(_a_good_year(hoped), ladder, book)
        if Inquiry(hoped, standard, book).assess().result is not False:
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
    best = tuple(Initiative(period, "toan_quoc") for _ in range(MOST_INITIATIVES))
    return replace(
        facts,
        period=period,
        on=last_day(period),
        registered=True,
        investigation_open=False,
        ratings={**(facts.ratings or {}), period: "HTXS"},
        initiatives=(*(facts.initiatives or ()), *best),
        honors=facts.honors or (),
        collective=Collective(size, size, size, size, ()),
    )


def _with_honors(facts: Facts, ladder: list[Standard], book: Rulebook) -> Facts:
    """What would be received in this good year."""
    for standard in ladder:
        if Inquiry(facts, standard, book).assess().result:
            facts = replace(facts, honors=(*(facts.honors or ()), ReceivedHonor(standard.code, facts.period)))
    return facts
