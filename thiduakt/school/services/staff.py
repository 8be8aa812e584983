"""Tổ, viên chức, thể thức, năm học: what the school says of itself."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import may, require
from thiduakt.school.models import Group, Letterhead, Person, SchoolYear, User
from thiduakt.school.queries import entrusted_roles, why_group_stays, why_person_is_needed
from thiduakt.vietnamese import nfc, one_line, sort_key
from thiduakt.workflow import StaleError, lock

EDITED = (
    "full_name", "gender", "born_on", "staff_code", "post", "group_id", "is_manager", "recruited_on", "joined_on", "left_on",
)  # fmt: skip


@transaction.atomic
def add_person(person: Person, *, actor: User, at: datetime) -> Person:
    today = timezone.localdate(at)
    require(actor, "staff.manage", person, on=today)
    _check(person, today)
    person.save()
    record(actor=actor, verb="person.add", target=person, at=at)
    return person


@transaction.atomic
def edit_person(person: Person, *, version: int, actor: User, at: datetime) -> Person:
    """Store what was changed since `version`. The log names the fields, not the values: they are personal."""
    today = timezone.localdate(at)
    require(actor, "staff.manage", person, on=today)
    lock(person.school)  # two who leave at once must not take the last principal along
    stored = lock(person)
    if stored.version != version:
        raise StaleError(
            f"Có người vừa sửa thông tin của {stored} sau khi thầy/cô mở. Nội dung thầy/cô gõ vẫn còn dưới đây: "
            "thầy/cô mở thông tin mới ở cửa sổ khác, so lại rồi lưu.",
            version=stored.version,
        )
    _check(person, today)
    if person.left_on != stored.left_on:
        _refuse_leaving(person, actor, today)
    changed = sorted(name for name in EDITED if getattr(person, name) != getattr(stored, name))
    if not changed:
        return stored
    person.version = stored.version + 1
    person.save()
    record(actor=actor, verb="person.edit", target=person, at=at, changes={"fields": changed})
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


def _check(person: Person, today: date) -> None:
    person.full_name = one_line(person.full_name)  # as it will be kept: blanks alone are no change
    if person.group and person.group.school_id != person.school_id:
        raise ValidationError({"group": "Tổ này không thuộc trường."})
    if person.born_on and person.born_on >= today:
        raise ValidationError({"born_on": "Ngày sinh phải trước hôm nay."})
    person.full_clean()


def _refuse_leaving(person: Person, actor: User, today: date) -> None:
    """With the work every role ends, with its return they return: the principal decides on that, as on each role."""
    if (roles := entrusted_roles(person, today)) and not may(actor, "role.approve", person, on=today):
        held = f"{person} đang giữ vai trò {', '.join(roles)}."
        raise ValidationError({"left_on": f"{held} Chỉ hiệu trưởng ghi được ngày làm việc cuối của người này."})
    if person.left_on and (needed := why_person_is_needed(person, person.left_on + timedelta(days=1))):
        raise ValidationError({"left_on": needed})
