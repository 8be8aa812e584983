"""The year of the school to try: what its plan of 2023 set going. A module for each room, in the order of the story."""

from datetime import datetime

from django.db import transaction

from . import (
    appraisals,
    campaigns,
    ceremonies,
    certificates,
    closing,
    contests,
    councils,
    decisions,
    dossiers,
    exemplars,
    feedback,
    initiatives,
    judging,
    meetings,
    packs,
    publications,
    registrations,
    reporting,
    reports,
    rewards,
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
    packs,
    decisions,
    rewards,
    certificates,
    publications,
    ceremonies,
    contests,
    exemplars,
    reporting,
    closing,
)


@transaction.atomic
def load(at: datetime) -> None:
    """Onto the school of `demo.load`."""
    for room in ROOMS:
        room.load(at)
