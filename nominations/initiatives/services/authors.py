"""Tác giả, đồng tác giả: named with their shares by whoever leads, and each asked whether that is so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.initiatives.enums import Part
from nominations.initiatives.models import Author, Solution
from nominations.initiatives.policies import can_answer, can_lead
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, StaleError, lock

from .agreements import drop
from .holding import hold_part, touched, why_shut

MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One author: a person of the school, or a name and a unit from outside."""

    share: int
    person: Person | None = None
    name: str = ""
    unit: str = ""

    @property
    def key(self) -> tuple[int | None, str, str]:
        return self.person.pk if self.person else None, one_line(self.name), one_line(self.unit)


@transaction.atomic
def set_authors(solution: Solution, lines: Sequence[Line], *, version: int, actor: User, at: datetime) -> Solution:
    """In place of those that stood. Who has said yes to this very share need not say it again."""
    held = hold_part(solution, Part.AUTHORS, version=version, actor=actor, at=at)
    if not can_lead(actor, held, at):
        raise PermissionDenied
    _check(held, lines, at)
    standing = {(one.person_id, one.outside_name, one.outside_unit): one for one in held.authors.all()}
    asked = []
    for position, line in enumerate(lines):
        author = standing.pop(line.key, None) or Author(
            solution=held, person=line.person, outside_name=line.key[1], outside_unit=line.key[2]
        )
        if author.pk is None or author.share != line.share:
            author.share, author.confirmed_at, author.declined_at, author.declined_reason = line.share, None, None, ""
            if author.pk:
                drop(author)
            if line.person and line.person.pk != held.person_id:
                asked.append(line.person)
        if author.person_id == held.person_id:
            author.confirmed_at = author.confirmed_at or at
        author.position = position
        author.full_clean(exclude=["solution"], validate_unique=False, validate_constraints=False)
        author.save()
    for gone in standing.values():
        drop(gone)
        gone.delete()
    touched(held)
    told = {str(line.person) if line.person else line.key[1]: f"{line.share}%" for line in lines}
    record(actor=actor, verb="solution.set_authors", target=held, at=at, changes=told)
    notify(
        asked, kind=NoticeKind.SOLUTION_TO_CONFIRM,
        subject=f"{actor} mời thầy/cô xác nhận là đồng tác giả: {held}"[:200],
        url=held.get_absolute_url(), school_id=held.school_id, actor=actor, at=at,
    )  # fmt: skip
    return held


@transaction.atomic
def answer(author: Author, *, yes: bool, share: int, reason: str = "", actor: User, at: datetime) -> Author:
    """`share`: what the person has read; a no says why."""
    solution = lock(author.solution)
    held: Author = lock(author)
    if not can_answer(actor, held, at):
        raise PermissionDenied
    if shut := why_shut(solution, Part.AUTHORS, at):
        raise MoveRefusedError(shut)
    if held.share != share:
        raise StaleError(f"Tỷ lệ vừa được sửa thành {held.share}%. Thầy/cô xem lại rồi trả lời.", version=solution.version)
    reason = one_line(reason)
    if not yes and not reason:
        raise ValidationError("Thầy/cô ghi rõ vì sao không nhận.")
    if len(reason) > 500:
        raise ValidationError("Lý do dài quá 500 ký tự. Thầy/cô viết ngắn hơn.")
    held.confirmed_at, held.declined_at = (at, None) if yes else (None, at)
    held.declined_reason = "" if yes else reason
    held.save()
    touched(solution)
    record(
        actor=actor, verb="solution.confirm_share" if yes else "solution.decline_share", target=solution, at=at,
        changes={"tỷ lệ": f"{share}%"}, reason=held.declined_reason,
    )  # fmt: skip
    if not yes:
        notify(
            [solution.person], kind=NoticeKind.SOLUTION_DECLINED,
            subject=f"{actor} không nhận là đồng tác giả: {solution}"[:200], text=reason,
            url=solution.get_absolute_url(), school_id=solution.school_id, actor=actor, at=at,
        )  # fmt: skip
    return held


def _check(solution: Solution, lines: Sequence[Line], at: datetime) -> None:
    people = [line.person for line in lines if line.person]
    if any(person.school_id != solution.school_id for person in people):
        raise PermissionDenied
    if solution.person_id not in {person.pk for person in people}:
        raise ValidationError(f"Danh sách phải có tác giả chủ trì {solution.person}.")
    if len({line.key for line in lines}) < len(lines):
        raise ValidationError("Mỗi tác giả chỉ ghi một lần.")
    if len(lines) > MOST_AUTHORS:
        raise ValidationError(f"Danh sách có quá {MOST_AUTHORS} tác giả. Thầy/cô xem lại ai thực sự cùng làm.")
    if gone := [str(person) for person in people if not person.is_at_work(timezone.localdate(at))]:
        raise ValidationError(f"{', '.join(gone)} không còn làm việc ở trường. Thầy/cô ghi như người ngoài trường.")
    if any(not line.person and not (line.key[1] and line.key[2]) for line in lines):
        raise ValidationError("Tác giả ngoài trường cần cả họ tên và đơn vị.")
