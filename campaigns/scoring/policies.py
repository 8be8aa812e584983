"""Who may do what with a score sheet: pure questions to the permission table."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from thiduakt.permissions import WHOLE_SCHOOL, may, scopes
from thiduakt.school.models import User, kin_of

from .enums import SheetKind
from .models import ScoreSheet, Subject, own_subjects

OWN_GROUP, ONESELF, KIN = "Đây là tổ của thầy/cô", "Thầy/cô không chấm cho chính mình", "Đây là người thân của thầy/cô"
SOMEBODY_ELSE = "thành viên khác của hội đồng chấm."


def can_manage(actor: User, sheet: ScoreSheet, at: datetime) -> bool:
    return may(actor, "score.manage", sheet, on=timezone.localdate(at))


def can_score_self(actor: User, subject: Subject, at: datetime) -> bool:
    """The person, the head of the tổ; of a cluster whoever manages the sheet writes what each school has reported."""
    if subject.sheet.kind == SheetKind.CLUSTER:
        return can_manage(actor, subject.sheet, at)
    return may(actor, "score.self", subject, on=timezone.localdate(at))


def may_score(actor: User, sheet: ScoreSheet, at: datetime) -> bool:
    """Whoever gives points for the council: to all but those this person is `barred` from."""
    return may(actor, "score.council", sheet, on=timezone.localdate(at))


def not_to_score(actor: User) -> Q:
    """Subjects that this person gives no points to for the council: oneself, kin, the own tổ."""
    people = [actor.person_id, *kin_of([actor.person_id])[actor.person_id]]
    return Q(person__in=people) | Q(group=actor.group_id) if actor.group_id else Q(person__in=people)


def barred(actor: User, subjects: Sequence[Subject]) -> dict[int, str]:
    """By key those that this person may not score, each with the sentence that says why."""
    keys = [one.pk for one in subjects]
    found = Subject.objects.filter(not_to_score(actor), pk__in=keys).values_list("pk", "group", "person")
    return {
        pk: f"{OWN_GROUP if group else ONESELF if person == actor.person_id else KIN}, {SOMEBODY_ELSE}"
        for pk, group, person in found
    }


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
