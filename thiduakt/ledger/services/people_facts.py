"""Kỷ luật, nghỉ dài ngày, việc đang xác minh, chuyển công tác of one person: written, corrected, taken away.

The log tells that something private of a person was written or taken away, by whom and when, and nothing of what it is.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.ledger.models import Discipline, Leave, Transfer, Verification
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import StaleError, lock

from .checks import reason_given

PersonFact = Discipline | Leave | Transfer | Verification
PAST = {Discipline: ("decided_on",), Verification: ("opened_on", "closed_on"), Leave: (), Transfer: ()}


@transaction.atomic
def save_fact(fact: PersonFact, *, version: int | None = None, actor: User, at: datetime) -> PersonFact:
    """A new one (`version` is None), or what changed of one since `version`; whom it is about stays."""
    today = timezone.localdate(at)
    is_new = fact.pk is None
    require(actor, _rule(fact, is_new=is_new), fact.person, on=today)
    fact.school = fact.person.school
    _tidy(fact, today)
    if not is_new:
        _check_whose(fact, actor)
        stored = lock(fact)
        if stored.person_id != fact.person_id:
            raise PermissionDenied
        if stored.version != version:
            raise StaleError(
                "Có người vừa sửa dòng này sau khi thầy/cô mở. Nội dung thầy/cô nhập vẫn còn dưới đây: thầy/cô mở lại dòng "
                "này ở cửa sổ khác, so lại rồi lưu.",
                version=stored.version,
            )
        fact.version = stored.version + 1
    fact.save()
    record(
        actor=actor,
        verb="person_fact.private" if is_private(fact) else "person_fact.transfer",
        target=fact.person,
        at=at,
    )
    return fact


@transaction.atomic
def remove_fact(fact: PersonFact, *, reason: str, actor: User, at: datetime) -> None:
    """Written about the wrong person, or never so. The log keeps why."""
    require(actor, _rule(fact, is_new=False), fact.person, on=timezone.localdate(at))
    _check_whose(fact, actor)
    held = lock(fact)
    record(
        actor=actor,
        verb="person_fact.private_remove" if is_private(held) else "person_fact.transfer_remove",
        target=held.person,
        at=at,
        reason=reason_given(reason),
    )
    held.delete()


def is_private(fact: PersonFact) -> bool:
    return not isinstance(fact, Transfer)


def is_own(fact: PersonFact, actor: User) -> bool:
    """Private, and about the actor, who would be eligible again without it: another one changes it."""
    return is_private(fact) and fact.person_id == actor.person_id


def _check_whose(fact: PersonFact, actor: User) -> None:
    if is_own(fact, actor):
        raise ValidationError(
            "Thầy/cô không tự sửa, tự xóa thông tin riêng về chính mình. "
            "Thầy/cô nhờ hiệu trưởng hoặc thư ký hội đồng làm việc này."
        )


def _rule(fact: PersonFact, *, is_new: bool) -> str:
    if is_private(fact):
        return "sensitive.manage"
    return "ledger.enter" if is_new else "ledger.correct"


def _tidy(fact: PersonFact, today: date) -> None:
    fact.note = one_line(fact.note)
    if isinstance(fact, Transfer):
        fact.unit = one_line(fact.unit)
    if isinstance(fact, Discipline):
        fact.decision_number = one_line(fact.decision_number)
    for name in PAST[type(fact)]:
        day = getattr(fact, name)
        if day and day > today:
            raise ValidationError({name: "Ngày này không được sau hôm nay."})
    if isinstance(fact, Transfer) and fact.ends_on and fact.ends_on < fact.starts_on:
        raise ValidationError({"ends_on": "Ngày cuối không được trước ngày đầu."})
    fact.full_clean()
