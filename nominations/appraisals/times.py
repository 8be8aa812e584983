"""Hạn thẩm định: until when the school appraises, so that whoever decides still has the days that the law gives for it.

One such time is on record: the commune appraises a CSTĐCS in 20 working days (QĐ 638/QĐ-BNV 2025). For the appraisal of the
school itself no text sets any: of every other honor the school knows the day of the decision alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nominations.dossiers.models import Review
from nominations.dossiers.working_days import first_of
from thiduakt.catalog.enums import Confidence, RuleFamily
from thiduakt.catalog.models import Regime, Rule

CODE = "CSTDCS"
TIME = re.compile(r"(\d{1,3}) ngày làm việc")  # as the rule says it, also in the words of a school


@dataclass(frozen=True, slots=True)
class Due:
    """Appraised and sent on before this day; `source`: the rule, and how sure it is."""

    before: date
    days: int
    source: str

    @property
    def sentence(self) -> str:
        return (
            f"Cấp xã thẩm định Chiến sĩ thi đua cơ sở trong {self.days} ngày làm việc ({self.source}): nhà trường thẩm định "
            f"rồi gửi đi trước ngày {self.before:%d/%m/%Y}, chưa trừ ngày lễ, Tết."
        )


def dues_of(reviews: Iterable[Review]) -> dict[int, Due]:
    """By key of the round; of one that is judged by the law of another day than its decision's nothing is said."""
    asked = list(reviews)
    if not asked:
        return {}
    regimes = list(Regime.objects.order_by("starts_on"))
    known = Rule.objects.standing(asked[0].school_id, max(one.decides_on for one in asked))
    rules = list(known.filter(family=RuleFamily.DEADLINE, key="appraisal"))
    found = {}
    for one in asked:
        here = bisect_right(regimes, one.decides_on, key=lambda regime: regime.starts_on)
        rule = next((rule for rule in reversed(rules) if rule.valid_from <= one.decides_on), None)
        if rule and here and regimes[here - 1].code == one.regime and (time := TIME.search(" ".join(_words(rule)))):
            days = int(time[1])
            found[one.pk] = Due(first_of(one.decides_on, days), days, _source(rule))
    return found


def _words(rule: Rule) -> list[str]:
    words: list[str] = rule.values.get("lines", [])
    return words


def _source(rule: Rule) -> str:
    told = (rule.basis, str(Confidence(rule.confidence).label), rule.note.rstrip("."))
    return "; ".join(f"{part[0].lower()}{part[1:]}" if number else part for number, part in enumerate(told) if part)
