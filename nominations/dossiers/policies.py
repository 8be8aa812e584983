"""Who may do what with a round of review or a dossier, as it stands, and by which day."""

from datetime import date, datetime
from functools import partial

from django.utils import timezone

from nominations.dossiers import council
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import Part, ReviewState
from nominations.dossiers.models import Dossier, Nominee, Outsider, Review
from thiduakt.permissions import WHOLE_SCHOOL, Scope, may, scopes
from thiduakt.school.models import ClassMember, Group, Person, Pupil, School, SchoolClass, User, kin_of

OWN_DOSSIER = "Đây là hồ sơ của chính thầy/cô: người khác thẩm định, kết luận."
OF_KIN = "Đây là hồ sơ của người thân của thầy/cô: người khác thẩm định, kết luận."


def may_with_review(action: str) -> "partial[bool]":
    return partial(_with_review, action)


def _with_review(action: str, actor: User, review: Review, at: datetime) -> bool:
    return may(actor, action, review, on=timezone.localdate(at))


def why_close(actor: User, dossier: Dossier) -> str:
    """Why this person, whatever the role, does not act on the dossier; empty where nothing stands in the way."""
    if dossier.person_id is None:
        return ""
    if dossier.person_id == actor.person_id:
        return OWN_DOSSIER
    return OF_KIN if actor.person_id in kin_of([dossier.person_id])[dossier.person_id] else ""


def may_begin(actor: User, holder: Nominee, year: int, at: datetime) -> bool:
    """The own; members of the own tổ and the tổ itself; pupils and the class of the own class; all for the leaders."""
    today = timezone.localdate(at)
    if holder.school_id != actor.school_id:
        return False
    if isinstance(holder, Pupil | SchoolClass):
        granted = scopes(actor, "dossier.pupil", today)
        return bool(granted & WHOLE_SCHOOL) or (bool(granted) and teaches(actor, holder, year))
    if isinstance(holder, Person) and holder.pk == actor.person_id and scopes(actor, "dossier.own", today):
        return True
    granted = scopes(actor, "dossier.propose", today)
    if granted & WHOLE_SCHOOL:
        return True
    if Scope.GROUP not in granted or isinstance(holder, School):
        return False
    return isinstance(holder, Outsider) or getattr(team_of(holder), "pk", None) == actor.group_id is not None


def teaches(actor: User, holder: Pupil | SchoolClass, year: int) -> bool:
    if isinstance(holder, SchoolClass):
        return holder.teachers.filter(pk=actor.person_id).exists()
    taught = ClassMember.objects.filter(pupil=holder, year=year, school_class__teachers=actor.person_id)
    return taught.exists()


def can_write(actor: User, dossier: Dossier, at: datetime) -> bool:
    """The person it is about, and whoever might begin one for that holder."""
    return may_begin(actor, dossier.holder, dossier.review.year, at)


def can_return(actor: User, dossier: Dossier, at: datetime) -> bool:
    """The head of the tổ while it lies there; the school always. Nobody gives back to themselves."""
    granted = scopes(actor, "dossier.return", timezone.localdate(at))
    if dossier.school_id != actor.school_id or not granted or why_close(actor, dossier):
        return False
    return bool(granted & WHOLE_SCHOOL) or (dossier.state == S.TO_GROUP and leads_team_of(actor, dossier, at))


def leads_team_of(actor: User, dossier: Dossier, at: datetime) -> bool:
    leads = Scope.GROUP in scopes(actor, "dossier.return", timezone.localdate(at))
    return leads and dossier.team_id is not None and dossier.team_id == actor.group_id


def can_pass(actor: User, dossier: Dossier, at: datetime) -> bool:
    """What the tổ has concluded is the work of its head, also of the own dossier: the vote is the tổ's, not the head's."""
    return dossier.school_id == actor.school_id and leads_team_of(actor, dossier, at)


def acts_for_school(action: str) -> "partial[bool]":
    return partial(_for_school, action)


def _for_school(action: str, actor: User, dossier: Dossier, at: datetime) -> bool:
    return may(actor, action, dossier, on=timezone.localdate(at)) and not why_close(actor, dossier)


def can_hold(actor: User, review: Review, at: datetime) -> bool:
    """Whoever opens and shuts rounds, and whoever presides over the session that is called on it."""
    return _with_review("review.open", actor, review, at) or council.holds(actor, review, at)


def can_conclude(actor: User, dossier: Dossier, at: datetime) -> bool:
    """Of what stands on the agenda of a session, whoever keeps it or presides; elsewhere whoever records for the school."""
    told = council.concludes(actor, dossier, at)
    return _for_school("dossier.record", actor, dossier, at) if told is None else told


def team_of(holder: Nominee) -> Group | None:
    """The tổ that reviews it before it reaches the school; pupils, classes, outsiders and the school have none."""
    match holder:
        case Person():
            return holder.group
        case Group():
            return holder
    return None


def next_step(dossier: Dossier) -> str:
    """Where handing it in leads: to the step that gave it back, otherwise to the tổ where one reviews."""
    if dossier.state == S.RETURNED:
        return dossier.returned_to
    return S.SUBMITTED if dossier.review.is_short or dossier.team_id is None else S.TO_GROUP


def last_day(review: Review, dossier: Dossier) -> date:
    """The last day on which this dossier may be handed in, counting what was granted or given back."""
    groups = {dossier.team_id, dossier.group_id}
    days = [one.until for one in review.extensions.all() if one.is_for(person=dossier.person_id, groups=groups)]
    if dossier.state == S.RETURNED and dossier.returned_until:
        days.append(dossier.returned_until)
    return max([review.closes_on, *days])


def due_day(dossier: Dossier, today: date) -> date:
    """The day its writers are told: the one with which it was given back, while that is to come, else the last one."""
    back = dossier.returned_until
    return back if back and back >= today else last_day(dossier.review, dossier)


def why_shut(review: Review, dossier: Dossier, at: datetime) -> str:
    """Why nothing of the dossier can be written or handed in now, in a sentence; empty while the door is open."""
    today = timezone.localdate(at)
    if review.state == ReviewState.DRAFT:
        return "Đợt xét chưa mở."
    if not review.takes_changes:
        return "Hội đồng đã họp đợt xét này, hồ sơ không thay đổi được nữa."
    if today < review.opens_on:
        return f"Đợt xét nhận hồ sơ từ ngày {review.opens_on:%d/%m/%Y}."
    until = last_day(review, dossier)
    if today <= until and (review.state == ReviewState.OPEN or until > review.closes_on):
        return ""
    shut = "đã ngừng nhận hồ sơ" if review.state == ReviewState.CLOSED and until <= review.closes_on else "đã hết hạn"
    return (
        f"Đợt xét {shut} (hạn nộp hết ngày {until:%d/%m/%Y}). "
        "Nếu có lý do chính đáng, thầy/cô đề nghị nhà trường gia hạn riêng."
    )


def why_part_shut(dossier: Dossier, part: Part, at: datetime) -> str:
    """Why the report, or the evidence, cannot be changed now, in a sentence: of what came back only flagged parts open."""
    if dossier.state not in S.WRITTEN:
        return f"Hồ sơ {dossier.get_state_display()}, không sửa được nữa."
    if shut := why_shut(dossier.review, dossier, at):
        return shut
    if dossier.state == S.RETURNED and part not in dossier.returned_fields:
        return f"Hồ sơ được trả lại để bổ sung mục khác: “{part.label}” giữ như đã nộp."
    return ""
