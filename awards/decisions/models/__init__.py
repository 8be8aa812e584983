from .cancellations import Cancellation
from .decisions import AwardDecision, AwardDecisionQuerySet, DecisionFile
from .lines import AwardLine, AwardLineQuerySet, Refusal

__all__ = [
    "AwardDecision",
    "AwardDecisionQuerySet",
    "AwardLine",
    "AwardLineQuerySet",
    "Cancellation",
    "DecisionFile",
    "Refusal",
]
