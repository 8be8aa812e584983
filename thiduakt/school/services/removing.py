"""People who were put on the list by mistake are taken off it again, while nothing in any room speaks of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ManyToOneRel
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import listed, shortened
from thiduakt.workflow import lock


@transaction.atomic
def remove_people(ids: Collection[int], *, reason: str, actor: User, at: datetime) -> int:
    """All of them, or none where one was edited since, or something refers to one."""
    require(actor, "staff.manage", on=timezone.localdate(at))
    lock(actor.school)
    people = Person.objects.filter(pk__in=ids, school=actor.school_id)
    found = list(people)
    leaning = _leaning(ids)
    why = [f"{person}: {listed(held)}." for person in found if (held := _held(person, leaning[person.pk]))]
    if gone := len(ids) - len(found):
        why.append(f"{gone} người đã không còn trong danh sách.")
    if why:
        raise ValidationError(shortened(why))
    told = {"số người": len(found)}
    record(actor=actor, verb="person.remove_all", target=actor.school, at=at, changes=told, reason=reason)
    people.delete()
    return len(found)


def _held(person: Person, leaning: list[str]) -> list[str]:
    edited = ["đã sửa thông tin sau khi nhập"] if person.version > 1 else []
    return [*edited, *(f"đã có {name}" for name in leaning)]


def _leaning(ids: Collection[int]) -> dict[int, list[str]]:
    """What rows of any model refer to each person, by the name of the model."""
    found: dict[int, list[str]] = defaultdict(list)
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):  # many-to-many: the rows between refer too
            continue
        model, name = relation.field.model, relation.field.name
        for pk in set(model._base_manager.filter(**{f"{name}__in": ids}).values_list(name, flat=True)):
            if (label := str(model._meta.verbose_name)) not in found[pk]:
                found[pk].append(label)
    return found
