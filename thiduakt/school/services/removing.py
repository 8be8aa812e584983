"""Who was put on a list by mistake is taken off it again, while nothing in any room speaks of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, ManyToOneRel, Model
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import ClassMember, Person, Pupil, User
from thiduakt.vietnamese import listed, shortened
from thiduakt.workflow import lock


@transaction.atomic
def remove_people(ids: Collection[int], *, reason: str, actor: User, at: datetime) -> int:
    """All of them, or none where one was edited since, or something refers to one."""
    require(actor, "staff.manage", on=timezone.localdate(at))
    lock(actor.school)
    people = Person.objects.filter(pk__in=ids, school=actor.school_id)
    found = list(people)
    leaning = leaning_on(Person, ids)
    why = [f"{person}: {listed(held)}." for person in found if (held := _held(person, leaning[person.pk]))]
    if gone := len(ids) - len(found):
        why.append(f"{gone} người đã không còn trong danh sách.")
    if why:
        raise ValidationError(shortened(why))
    told = {"số người": len(found)}
    record(actor=actor, verb="person.remove_all", target=actor.school, at=at, changes=told, reason=reason)
    people.delete()
    return len(found)


def _held(one: Person | Pupil, leaning: list[str]) -> list[str]:
    edited = ["đã sửa thông tin sau khi nhập"] if one.version > 1 else []
    return [*edited, *(f"đã có {name}" for name in leaning)]


@transaction.atomic
def remove_pupils(rows: Mapping[int, int], *, reason: str, actor: User, at: datetime) -> int:
    """All of them with their places in classes, or none where one was edited since, or something else refers to one.

    `rows`: of each pupil how many lines of a list there were; more places than that came later. The classes stay.
    """
    require(actor, "pupil.manage", on=timezone.localdate(at))
    lock(actor.school)
    pupils = Pupil.objects.filter(pk__in=rows, school=actor.school_id)
    found, places = list(pupils), dict(pupils.order_by().values_list("pk").annotate(Count("memberships")))
    leaning = leaning_on(Pupil, rows, but=ClassMember)
    why = []
    for pupil in found:
        later = ["đã xếp lớp thêm sau khi nhập"] if places[pupil.pk] > rows[pupil.pk] else []
        if held := [*_held(pupil, leaning[pupil.pk]), *later]:
            why.append(f"{pupil}: {listed(held)}.")
    if gone := len(rows) - len(found):
        why.append(f"{gone} học sinh đã không còn trong danh sách.")
    if why:
        raise ValidationError(shortened(why))
    told = {"số học sinh": len(found)}
    record(actor=actor, verb="pupil.remove_all", target=actor.school, at=at, changes=told, reason=reason)
    ClassMember.objects.filter(pupil__in=rows).delete()
    pupils.delete()
    return len(found)


def leaning_on(kind: type[Model], ids: Collection[int], *, but: type[Model] | None = None) -> dict[int, list[str]]:
    """What rows of any model (but of this one) refer to each row of `kind`, by the name of the model."""
    found: dict[int, list[str]] = defaultdict(list)
    for relation in kind._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.related_model is but:
            continue  # many-to-many: the rows between refer too
        model, name = relation.field.model, relation.field.name
        for pk in set(model._base_manager.filter(**{f"{name}__in": ids}).values_list(name, flat=True)):
            if (label := str(model._meta.verbose_name)) not in found[pk]:
                found[pk].append(label)
    return found
