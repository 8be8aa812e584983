"""Who may do what with a round, a list of a tổ or a registration, as it stands, and by which day."""

from datetime import date, datetime
from functools import partial

from django.utils import timezone

from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.enums import RoundState
from campaigns.registrations.models import GroupList, Registration, Round
from thiduakt.permissions import WHOLE_SCHOOL, Scope, may, scopes
from thiduakt.school.models import Group, Person, School, User

Holder = Person | Group | School


def may_with_round(action: str) -> "partial[bool]":
    return partial(_with_round, action)


def _with_round(action: str, actor: User, row: Round, at: datetime) -> bool:
    return may(actor, action, row, on=timezone.localdate(at))


def writes_for(actor: User, holder: Holder, at: datetime) -> bool:
    """Whose word it is: a person's is the own, a tổ's that of its head, the school's that of its leaders."""
    today = timezone.localdate(at)
    if holder.school_id != actor.school_id:
        return False
    match holder:
        case Person():
            return holder.pk == actor.person_id and bool(scopes(actor, "registration.own", today))
        case Group():
            return holder.pk == actor.group_id and bool(scopes(actor, "registration.group", today))
    return may(actor, "registration.school", holder, on=today)


def can_write(actor: User, registration: Registration, at: datetime) -> bool:
    return writes_for(actor, registration.holder, at)


def can_enter_for(actor: User, person: Person, at: datetime) -> bool:
    """For somebody else, who then confirms it."""
    is_other = person.pk != actor.person_id
    return is_other and may(actor, "registration.enter_for", person, on=timezone.localdate(at))


def can_bring_paper(actor: User, registration: Registration, at: datetime) -> bool:
    """The photographed form is the person's word: whoever keeps the papers vouches for it."""
    if registration.person is None or registration.person_id == actor.person_id:
        return False
    granted = scopes(actor, "registration.enter_for", timezone.localdate(at))
    return bool(granted & WHOLE_SCHOOL) and registration.school_id == actor.school_id


def reaches_team(actor: User, team_id: int | None, at: datetime) -> bool:
    """The head of the tổ; where there is no tổ, whoever confirms for the council."""
    today = timezone.localdate(at)
    if team_id is None:
        return bool(scopes(actor, "registration.confirm", today))
    return team_id == actor.group_id and Scope.GROUP in scopes(actor, "registration.consolidate", today)


def can_return(actor: User, registration: Registration, at: datetime) -> bool:
    """Nobody gives back to themselves."""
    if registration.school_id != actor.school_id or registration.person_id == actor.person_id:
        return False
    return reaches_team(actor, registration.team_id, at)


def can_agree(actor: User, registration: Registration, at: datetime) -> bool:
    return registration.school_id == actor.school_id and reaches_team(actor, registration.team_id, at)


def can_lock(actor: User, row: GroupList, at: datetime) -> bool:
    return row.round.school_id == actor.school_id and reaches_team(actor, row.group_id, at)


def can_reopen(actor: User, row: GroupList, at: datetime) -> bool:
    """The head herself, or whoever confirms for the council."""
    confirms = may(actor, "registration.confirm", row.round, on=timezone.localdate(at))
    return confirms or can_lock(actor, row, at)


def can_confirm(actor: User, registration: Registration, at: datetime) -> bool:
    return may(actor, "registration.confirm", registration, on=timezone.localdate(at))


def can_take_back(actor: User, registration: Registration, at: datetime) -> bool:
    """With its list: the locked list is opened again."""
    return can_confirm(actor, registration, at) or can_agree(actor, registration, at)


def can_explain(actor: User, registration: Registration, at: datetime) -> bool:
    """Why somebody did not reach what was registered: the head of the tổ, or the secretary and the principal."""
    if registration.school_id != actor.school_id:
        return False
    wide = may(actor, "round.draft", registration.round, on=timezone.localdate(at))
    return wide or (registration.team_id is not None and reaches_team(actor, registration.team_id, at))


def last_day(turn: Round, holder: Holder, team_id: int | None, registration: Registration | None = None) -> date:
    """The last day on which this holder may send, counting what was granted or given back."""
    person = holder.pk if isinstance(holder, Person) else None
    groups = {team_id, holder.pk if isinstance(holder, Group) else None}
    extensions = [one.until for one in turn.extensions.all() if one.is_for(person=person, groups=groups)]
    if registration and registration.state == S.RETURNED and registration.returned_until:
        extensions.append(registration.returned_until)
    return max([turn.closes_on, *extensions])


def why_shut(
    turn: Round, holder: Holder, team_id: int | None, at: datetime, registration: Registration | None = None
) -> str:
    """Why nothing can be written or sent now, in a sentence; empty while the door is open."""
    today = timezone.localdate(at)
    if turn.state == RoundState.DRAFT:
        return "Đợt đăng ký chưa mở."
    if turn.state == RoundState.CONFIRMED:
        return "Hội đồng đã xác nhận danh sách đăng ký, không sửa được nữa."
    if today < turn.opens_on:
        return f"Đợt đăng ký mở từ ngày {turn.opens_on:%d/%m/%Y}."
    until = last_day(turn, holder, team_id, registration)
    if today <= until and (turn.state == RoundState.OPEN or until > turn.closes_on):
        return ""
    shut = "đã khóa" if turn.state == RoundState.CLOSED and until <= turn.closes_on else "đã hết hạn"
    return (
        f"Đợt đăng ký {shut} (hạn chót hết ngày {until:%d/%m/%Y}). "
        "Nếu có lý do chính đáng, thầy/cô đề nghị hiệu trưởng gia hạn riêng."
    )


def team_of(holder: Holder) -> Group | None:
    match holder:
        case Person():
            return holder.group
        case Group():
            return holder
    return None
