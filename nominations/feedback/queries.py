"""What a posted list holds, and what the minutes tell of the opinions on it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.working_days import days_between
from thiduakt.catalog.choices import chosen

from .enums import OpinionKind, OpinionState, Outcome
from .models import Opinion, Posting

SHOWN = (DossierState.SUBMITTED, DossierState.APPRAISED, DossierState.TO_COUNCIL)  # handed in to the school, not decided


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one posting, as the minutes tell it."""

    sent: int
    complaints: int
    taken: int
    explained: int
    waiting: int


def days_asked(school_id: int, on: date) -> int:
    """How many working days the school shows such a list."""
    return int(chosen(school_id, on)["public_days"])


def too_short(posting: Posting) -> int:
    """How many working days were due, where this list stands for fewer; otherwise 0."""
    asked = days_asked(posting.school_id, posting.posted_on)
    return asked if days_between(posting.posted_on, posting.until) < asked else 0


def to_post(review: Review) -> QuerySet[Dossier]:
    """The dossiers that a list of this round shows, the higher honors first."""
    found = Dossier.objects.filter(review=review, state__in=SHOWN)
    return found.select_related("school", "person__group", "group", "pupil", "school_class", "outsider")


def tally(posting: Posting) -> Tally:
    told = Opinion.objects.filter(posting=posting).aggregate(
        sent=Count("pk"),
        complaints=Count("pk", filter=Q(kind=OpinionKind.COMPLAINT)),
        taken=Count("pk", filter=Q(outcome=Outcome.TAKEN)),
        explained=Count("pk", filter=Q(outcome=Outcome.EXPLAINED)),
        waiting=Count("pk", filter=Q(state=OpinionState.SENT)),
    )
    return Tally(**told)
