"""Who may do what with a contest, and who may know whose an entry is."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import Contest, Entry, JudgeSheet


def can_manage(actor: User, contest: Contest, at: datetime) -> bool:
    return may(actor, "contest.manage", contest, on=timezone.localdate(at))


def can_enter(actor: User, contest: Contest, at: datetime) -> bool:
    """Until the end of the last day; not a minute later, whoever asks."""
    day = timezone.localdate(at)
    return actor.school_id == contest.school_id and may(actor, "contest.enter", on=day) and contest.takes_entries(day)


def can_change(actor: User, entry: Entry, at: datetime) -> bool:
    """Whoever sent it, as long as entries are taken."""
    day = timezone.localdate(at)
    return not entry.is_withdrawn and may(actor, "contest.enter", entry, on=day) and entry.contest.takes_entries(day)


def can_judge(actor: User, sheet: JudgeSheet, at: datetime) -> bool:
    """The judge whose sheet it is. That it is neither theirs nor their kin's, the service asks of what stands then."""
    return sheet.judge.excused_at is None and may(actor, "contest.judge", sheet, on=timezone.localdate(at))


def is_judge(actor: User, contest: Contest) -> bool:
    """Excused ones too: what they are kept from seeing they are kept from until the end."""
    return contest.judges.filter(person=actor.person_id).exists()


def oversees(actor: User, contest: Contest, at: datetime) -> bool:
    """Reads the list of entries and how far each judge is: who organises it, and does not judge it before it is counted."""
    return can_manage(actor, contest, at) and (contest.is_counted or not is_judge(actor, contest))


def sees_result(actor: User, contest: Contest, at: datetime) -> bool:
    """Before it is made known only those who organise or judged it; before all is in nobody."""
    if not contest.is_counted or actor.school_id != contest.school_id:
        return False
    return contest.state == "CLOSED" or can_manage(actor, contest, at) or is_judge(actor, contest)


def sees_marks(actor: User, contest: Contest, at: datetime) -> bool:
    """What each judge gave."""
    return contest.is_counted and (can_manage(actor, contest, at) or is_judge(actor, contest))
