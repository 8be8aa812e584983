"""Lập trường, and the way back into it: what is done from the command line, where nobody can sign in to do it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import Role
from thiduakt.school.enums import Gender, Level, RoleState
from thiduakt.school.models import Letterhead, Person, RoleAssignment, School, User
from thiduakt.school.queries import INDISPENSABLE, conflicting_roles
from thiduakt.workflow import lock

from .accounts import clean_username, temporary_password


@dataclass(frozen=True, slots=True)
class Founder:
    """One of the two people a school starts with."""

    full_name: str
    gender: Gender
    post: str
    username: str


@transaction.atomic
def found_school(
    *, code: str, name: str, level: Level, letterhead: Letterhead, principal: Founder, technician: Founder, at: datetime
) -> tuple[School, dict[str, str]]:
    """Make the school, its letterhead, its principal and its technician.

    Returns the school and the temporary password of each user name. Every later role is proposed by the technician and
    approved by the principal.
    """
    school = School(code=code, name=name, level=level)
    school.full_clean()
    school.save()
    letterhead.school = school
    letterhead.full_clean()
    letterhead.save()
    passwords: dict[str, str] = {}
    for founder, role in ((principal, Role.PRINCIPAL), (technician, Role.TECHNICIAN)):
        passwords |= _found(school, founder, role, since=letterhead.valid_from)
    record(actor=None, verb="school.found", target=school, at=at, changes={"code": code})
    return school, passwords


def _found(school: School, founder: Founder, role: Role, *, since: date) -> dict[str, str]:
    person = Person(school=school, full_name=founder.full_name, gender=founder.gender, post=founder.post)
    person.full_clean()
    person.save()
    # It does not expire: there is nobody yet who could give them another.
    user = User(person=person, username=clean_username(founder.username), must_change_password=True)
    password = temporary_password()
    user.set_password(password)
    user.full_clean()
    user.save()
    for held in (role, Role.TEACHER):
        RoleAssignment.objects.create(
            school=school, person=person, role=held, starts_on=since, basis="Khởi tạo hệ thống", state=RoleState.ACTIVE
        )
    return {user.username: password}


@transaction.atomic
def appoint(user: User, role: Role, *, at: datetime) -> RoleAssignment:
    """Give an indispensable role to somebody who works here, and let them sign in: for a school that nobody can lead out.

    The law of two people is broken here on purpose, so the log says that it was done from the server.
    """
    today = timezone.localdate(at)
    lock(user.school)
    if role not in INDISPENSABLE:
        raise ValidationError(f"Vai trò {role.label} được giao trên trang web: có người đề xuất, hiệu trưởng duyệt.")
    if not user.person.is_at_work(today):
        raise ValidationError(f"{user} đã thôi làm việc ở trường.")
    given = RoleAssignment(
        school=user.school, person=user.person, role=role, starts_on=today, basis="Giao từ máy chủ", state=RoleState.ACTIVE
    )
    if sentences := conflicting_roles(given):
        raise ValidationError(sentences)
    given.save()
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor=None, verb="role.appoint", target=given, at=at, changes={"role": role.value, "username": user.username})
    return given
