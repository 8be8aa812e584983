"""One subject put to one standard: what each of its conditions finds, and what follows from all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.core.exceptions import ValidationError

from .conditions import QUESTIONS
from .facts import Facts, SubjectKind
from .findings import Finding, every
from .periods import short
from .standards import Condition, Standard

SUBJECTS = {"individual": "cá nhân", "collective": "tập thể", "pupil": "học sinh", "pupils": "tập thể học sinh"}


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
            raise ValidationError(f"Không có danh hiệu, hình thức “{short(code)}” trong chế độ {self.regime}.")
        return self.standards[code]

    def standard_for(self, code: str, kind: SubjectKind) -> Standard:
        standard = self.standard(code)
        if standard.subject not in {kind, "either"}:
            raise ValidationError(f"{standard.name} chỉ xét cho {SUBJECTS[standard.subject]}.")
        return standard


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one standard says of the facts, whatever regime it is asked for."""

    standard: Standard
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        return self.standard.name

    @property
    def result(self) -> bool | None:
        """What the facts say, however sure the rule is."""
        return every(finding.met for finding in self.findings)

    @property
    def is_surely_in(self) -> bool:
        """Every fact is known, and every rule was read."""
        is_known = self.standard.is_certain and not self.standard.is_borrowed
        return is_known and all(finding.met and finding.sure for finding in self.findings)

    @property
    def is_surely_out(self) -> bool:
        """One condition that was read surely fails, whatever else is not known."""
        return self.standard.is_certain and any(finding.met is False and finding.sure for finding in self.findings)

    def verdict(self, book: Rulebook) -> Verdict:
        if self.is_surely_out:
            return Verdict.NOT_ELIGIBLE
        return Verdict.ELIGIBLE if self.is_surely_in and book.is_read else Verdict.NEEDS_REVIEW


class Inquiry:
    """One subject put to one standard; conditions that speak of another honor ask through it."""

    def __init__(self, facts: Facts, standard: Standard, book: Rulebook, seen: tuple[str, ...] = ()):
        self.facts, self.standard, self.book = facts, standard, book
        self.seen = (*seen, standard.code)

    def outcome(self) -> Outcome:
        asked = self.standard.conditions_for(self.facts.kind)
        return Outcome(self.standard, tuple(self.ask(condition) for condition in asked))

    def ask(self, condition: Condition) -> Finding:
        found = QUESTIONS[condition.test](self, condition)
        if condition.is_certain or (condition.is_caution and found.met):
            return found
        return replace(found, sure=False)

    def of(self, code: str) -> Outcome:
        """The same subject and year, another honor."""
        if code in self.seen:
            raise ValidationError(f"Tiêu chuẩn {code} dẫn vòng về chính nó.")
        return Inquiry(self.facts, self.book.standard(code), self.book, self.seen).outcome()

    def names(self, codes: Iterable[str]) -> str:
        """Those that such a subject can be given: a list of the law may hold both kinds."""
        known = (self.book.standards[code] for code in codes if code in self.book.standards)
        found = (standard.name for standard in known if standard.subject in {self.facts.kind, "either"})
        return " hoặc ".join(dict.fromkeys(found)) or "danh hiệu khác"
