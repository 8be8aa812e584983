"""Tổ, viên chức, thể thức, năm học: what the school says of itself."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import Role, require
from thiduakt.school.enums import RoleState
from thiduakt.school.models import Group, Letterhead, Person, RoleAssignment, SchoolYear, User
from thiduakt.school.queries import INDISPENSABLE, is_vacant, why_group_stays
from thiduakt.vietnamese import nfc, sort_key


@transaction.atomic
def save_person(person: Person, *, actor: User, at: datetime) -> Person:
    """Add a person or store what was changed. The log names the fields, not the values: they are personal."""
    require(actor, "staff.manage", person, on=timezone.localdate(at))
    if person.group and person.group.school_id != person.school_id:
        raise ValidationError({"group": "Tổ này không thuộc trường."})
    person.full_clean()
    is_new = person.pk is None
    if person.left_on and not is_new:
        _refuse_if_indispensable(person, person.left_on + timedelta(days=1))
    changed = [] if is_new else _changed_fields(person)
    person.save()
    record(actor=actor, verb="person.add" if is_new else "person.edit", target=person, at=at, changes={"fields": changed})
    return person


@transaction.atomic
def save_group(group: Group, *, actor: User, at: datetime) -> Group:
    require(actor, "staff.manage", group, on=timezone.localdate(at))
    group.name = " ".join(nfc(group.name).split())
    group.sort_key = sort_key(group.name)
    group.full_clean()
    is_new = group.pk is None
    group.save()
    record(actor=actor, verb="group.add" if is_new else "group.rename", target=group, at=at, changes={"name": group.name})
    return group


@transaction.atomic
def remove_group(group: Group, *, actor: User, at: datetime) -> None:
    require(actor, "staff.manage", group, on=timezone.localdate(at))
    if sentences := why_group_stays(group):
        raise ValidationError(sentences)
    record(actor=actor, verb="group.remove", target=group, at=at)
    group.delete()


@transaction.atomic
def add_letterhead(letterhead: Letterhead, *, actor: User, at: datetime) -> Letterhead:
    """A new row from a day on; what held before stays as it was."""
    require(actor, "school.manage", letterhead, on=timezone.localdate(at))
    for name in ("parent_lines", "issuer_lines"):
        lines = [" ".join(line.split()) for line in nfc(getattr(letterhead, name)).splitlines()]
        setattr(letterhead, name, "\n".join(line for line in lines if line))
    letterhead.full_clean()
    letterhead.save()
    record(actor=actor, verb="letterhead.add", target=letterhead, at=at, changes={"valid_from": str(letterhead.valid_from)})
    return letterhead


@transaction.atomic
def add_school_year(school_year: SchoolYear, *, actor: User, at: datetime) -> SchoolYear:
    require(actor, "school.manage", school_year, on=timezone.localdate(at))
    school_year.full_clean()
    others = SchoolYear.objects.filter(school=school_year.school_id)
    if others.filter(starts_on__lte=school_year.ends_on, ends_on__gte=school_year.starts_on).exists():
        raise ValidationError("Năm học này trùng thời gian với một năm học đã có.")
    school_year.save()
    record(actor=actor, verb="school_year.add", target=school_year, at=at)
    return school_year


def _refuse_if_indispensable(person: Person, gone_on: date) -> None:
    """Who leaves holds no role any more; then others must hold the two without which the school stands still."""
    active = RoleAssignment.objects.filter(person=person, role__in=INDISPENSABLE, state=RoleState.ACTIVE)
    for held in active.overlapping(gone_on, None):
        role = Role(held.role)
        if is_vacant(person.school_id, role, gone_on, without=Q(person=person)):
            sentence = f"{person} đang giữ vai trò {role.label}. Trường cần giao vai trò này cho người khác trước."
            raise ValidationError({"left_on": sentence})


def _changed_fields(person: Person) -> list[str]:
    stored = Person.objects.filter(pk=person.pk).values().get()
    return sorted(name for name, value in stored.items() if getattr(person, name) != value)
