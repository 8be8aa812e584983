"""Who prints certificates, and who says how they look."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User


def can_print(actor: User, row: Any, at: datetime) -> bool:
    """`row`: of the school (a decision, a run)."""
    return row.school_id == actor.school_id and bool(
        scopes(actor, "certificate.print", timezone.localdate(at)) & WHOLE_SCHOOL
    )


def can_design(actor: User, row: Any, at: datetime) -> bool:
    """`row`: of the school (its design, a blank, a printer)."""
    return row.school_id == actor.school_id and bool(
        scopes(actor, "certificate.design", timezone.localdate(at)) & WHOLE_SCHOOL
    )


def of_the_school(actor: User, row: Any, at: datetime) -> bool:
    """Of what the program does by itself once somebody who may has asked for it."""
    return row.school_id == actor.school_id
