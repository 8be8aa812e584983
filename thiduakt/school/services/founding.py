"""Lập trường: the first rows of a school, made from the command line, before anybody can sign in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from thiduakt.audit.services import record
from thiduakt.permissions import Role
from thiduakt.school.enums import Gender, Level, RoleState
from thiduakt.school.models import Letterhead, Person, RoleAssignment, School, User

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
        passwords |= _appoint(school, founder, role, since=letterhead.valid_from)
    record(actor=None, verb="school.found", target=school, at=at, changes={"code": code})
    return school, passwords


def _appoint(school: School, founder: Founder, role: Role, *, since: date) -> dict[str, str]:
    person = Person(school=school, full_name=founder.full_name, gender=founder.gender, post=founder.post)
    person.full_clean()
    person.save()
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
