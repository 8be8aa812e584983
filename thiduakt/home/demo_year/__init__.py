"""The year of the school to try: what its plan of 2023 set going. A module for each room, in the order of the story."""

from datetime import datetime

from django.db import transaction

from . import (
    appraisals,
    campaigns,
    contests,
    councils,
    dossiers,
    exemplars,
    feedback,
    initiatives,
    judging,
    meetings,
    registrations,
    reporting,
    reports,
    scoring,
    sessions,
    targets,
)

ROOMS = (
    campaigns,
    targets,
    scoring,
    councils,
    registrations,
    initiatives,
    judging,
    dossiers,
    reports,
    meetings,
    appraisals,
    sessions,
    feedback,
    contests,
    exemplars,
    reporting,
)


@transaction.atomic
def load(at: datetime) -> None:
    """Onto the school of `demo.load`."""
    for room in ROOMS:
        room.load(at)
