"""Who may do what with a score sheet: pure questions to the permission table."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import WHOLE_SCHOOL, may, scopes
from thiduakt.school.models import User

from .enums import SheetKind
from .models import ScoreSheet, Subject, own_subjects


def can_manage(actor: User, sheet: ScoreSheet, at: datetime) -> bool:
    return may(actor, "score.manage", sheet, on=timezone.localdate(at))


def can_score_self(actor: User, subject: Subject, at: datetime) -> bool:
    """The person, the head of the tổ; of a cluster whoever manages the sheet writes what each school has reported."""
    if subject.sheet.kind == SheetKind.CLUSTER:
        return can_manage(actor, subject.sheet, at)
    return may(actor, "score.self", subject, on=timezone.localdate(at))


def can_score(actor: User, subject: Subject, at: datetime) -> bool:
    """Nobody gives the council's points to oneself."""
    is_own = subject.person_id is not None and subject.person_id == actor.person_id
    return not is_own and may(actor, "score.council", subject.sheet, on=timezone.localdate(at))


def sees_all(actor: User, sheet: ScoreSheet, at: datetime) -> bool:
    reach = scopes(actor, "score.view", timezone.localdate(at)) & WHOLE_SCHOOL
    return sheet.school_id == actor.school_id and bool(reach)


def subjects_seen(actor: User, sheet: ScoreSheet, at: datetime) -> list[Subject]:
    found = sheet.subjects.select_related("group", "person")
    if not sees_all(actor, sheet, at):
        found = found.filter(own_subjects(actor, scopes(actor, "score.view", timezone.localdate(at))))
    subjects = list(found)
    for one in subjects:
        one.sheet = sheet
    return subjects
