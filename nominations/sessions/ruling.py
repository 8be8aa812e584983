"""By which rule the council votes on an honor: what the catalogue says of the day, and what the school chose."""

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from thiduakt.catalog.choices import THRESHOLDS, chosen
from thiduakt.catalog.enums import Confidence, RuleFamily
from thiduakt.catalog.models import Regime, Rule
from thiduakt.catalog.rulebook import regime_named, regime_on
from thiduakt.catalog.telling import OF_ALL_MEMBERS, number
from thiduakt.eligibility.voting import Threshold

from .enums import CountedOf

BALLOTS = ("bo_phieu", "bo_phieu_kin")  # modes of the catalogue that leave no show of hands
OWN_RULES = "Không có tỷ lệ chung cả nước; theo quy chế của hội đồng"


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingRule:
    """`threshold`: as the catalogue writes it, `more than 1/2`, `4/5`; an item keeps all of it once the session is open."""

    basis: str
    threshold: str
    counted_of: CountedOf
    is_ballot_due: bool = False
    confidence: str

    @property
    def sentence(self) -> str:
        return sentence_of(self.threshold, self.counted_of)


def sentence_of(threshold: str, counted_of: str) -> str:
    """“từ 80% tổng số thành viên hội đồng”."""
    percent = Threshold.read(threshold).share * 100
    return f"{THRESHOLDS.get(threshold) or f'từ {number(float(percent))}%'} {CountedOf(counted_of).label}"


def rule_for(code: str, regime: str, school_id: int, on: date) -> VotingRule:
    """Of an honor under the law of a regime; of what no row speaks, as the council settled for itself."""
    law = regime_named(regime) if regime else regime_on(on)
    day = max(on, law.starts_on)
    choices = chosen(school_id, day)
    row = _row_of(code, law, school_id, day)
    if row is None:
        return own_rule(school_id, day)
    percent, of_all = row.values.get("min_percent"), row.values.get("denominator") == OF_ALL_MEMBERS
    if percent is not None:
        threshold = str(Threshold.of_percent(percent).share)
    elif code == "CSTDCS":
        threshold, of_all = choices["cstdcs_vote_a"], True
    else:
        threshold = choices["majority"]
    return VotingRule(
        basis=row.basis, threshold=threshold, confidence=row.confidence,
        counted_of=CountedOf.ALL if of_all else CountedOf(choices["council_vote_of"]),
        is_ballot_due=row.values.get("mode") in BALLOTS,
    )  # fmt: skip


def own_rule(school_id: int, on: date) -> VotingRule:
    """Of what the law says nothing: by the council's own rules."""
    choices = chosen(school_id, on)
    return VotingRule(
        basis=OWN_RULES, threshold=choices["majority"], counted_of=CountedOf(choices["council_vote_of"]),
        confidence=Confidence.UNVERIFIED,
    )  # fmt: skip


def _row_of(code: str, law: Regime, school_id: int, day: date) -> Rule | None:
    """The row of the regime itself comes before that of the one it runs on, and both before what counts in all of them."""
    standing = Rule.objects.standing(school_id, day).filter(family=RuleFamily.VOTE)
    rows = {row.key: row for row in standing}.values()
    fitting = [row for row in rows if any(fnmatchcase(code, pattern) for pattern in row.values.get("codes", ()))]
    for regime in (law.pk, law.runs_on_id, None):
        if found := [row for row in fitting if row.regime_id == regime]:
            return found[0]
    return None
