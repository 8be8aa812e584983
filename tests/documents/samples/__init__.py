"""Papers of Trường Mầm non Giang Biên as `Paper` values: the eight skeletons that schools need for a campaign.

Names are invented, except on the plan, whose text is a published one of 2023, printed word for word with its own slips.
"""

from .decisions import award_decision, certificate, council_decision
from .minutes import counting_minutes, meeting_minutes
from .plan_2023 import PLAN_BODY, plan
from .proposals import achievement_report, letter, nomination_list, submittal
from .school import PRINCIPAL, SCHOOL, STAFF, people

__all__ = [
    "PLAN_BODY",
    "PRINCIPAL",
    "SCHOOL",
    "STAFF",
    "achievement_report",
    "award_decision",
    "certificate",
    "council_decision",
    "counting_minutes",
    "letter",
    "meeting_minutes",
    "nomination_list",
    "people",
    "plan",
    "submittal",
]
