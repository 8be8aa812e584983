"""Who may do what with a round, and to whom an entry is closed: its authors and their kin, whatever else they are."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from nominations.initiatives.models import Solution
from nominations.initiatives.policies import is_close
from thiduakt.permissions import may
from thiduakt.school.models import User

from .enums import RoundState
from .models import Appeal, CriteriaSet, Entry, Round, Sheet, Submission


def can_manage(actor: User, obj: Round | CriteriaSet | Entry | Submission | Solution, at: datetime) -> bool:
    return may(actor, "judging.manage", obj, on=timezone.localdate(at))


def can_recognise(actor: User, obj: Round | Solution, at: datetime) -> bool:
    return may(actor, "judging.recognise", obj, on=timezone.localdate(at))


def keeps(actor: User, solution: Solution, at: datetime) -> bool:
    """Whoever writes the ledger; that a decision is issued, or ended, the service knows."""
    return may(actor, "ledger.enter", solution, on=timezone.localdate(at))


def can_judge(actor: User, sheet: Sheet, at: datetime) -> bool:
    """The judge whose sheet it is. That it is neither theirs nor their kin's, the service asks of what stands then."""
    return sheet.judge.excused_at is None and may(actor, "judging.judge", sheet, on=timezone.localdate(at))


def is_judge(actor: User, turn: Round) -> bool:
    """Of the round itself: who is asked to judge something anew reads nothing of what others gave it."""
    return turn.judges.filter(person=actor.person_id, appeal__isnull=True).exists()


def watches(actor: User, turn: Round, at: datetime) -> bool:
    """How far the judges are: who sets the round up, or concludes it."""
    return can_manage(actor, turn, at) or can_recognise(actor, turn, at)


def sees_marks(actor: User, turn: Round, at: datetime) -> bool:
    """What each judge gave: nobody at all before every sheet is in."""
    return turn.has_result and (watches(actor, turn, at) or is_judge(actor, turn))


def last_day_to_appeal(turn: Round) -> date | None:
    return turn.concluded_on + timedelta(days=turn.appeal_days) if turn.concluded_on and turn.appeal_days else None


def can_appeal(actor: User, entry: Entry, at: datetime) -> bool:
    """An author, within the days of the round, once."""
    turn, day = entry.round, timezone.localdate(at)
    last = last_day_to_appeal(turn)
    if turn.state != RoundState.CONCLUDED or last is None or day > last or entry.appeals.exists():
        return False
    is_author = entry.solution.authors.filter(person=actor.person_id).exists()
    return is_author and actor.school_id == turn.school_id and may(actor, "judging.appeal", on=day)


def can_answer(actor: User, appeal: Appeal, at: datetime) -> bool:
    """Whoever concludes, and is neither an author nor kin of one."""
    return can_recognise(actor, appeal.entry.round, at) and not is_close(actor.person_id, appeal.entry.solution)
