"""Tổ: how a long list of the whole school is leafed through, one tổ at a time."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django import forms
from django.http import QueryDict

from thiduakt.school.models import Group

WHOLE, OF_NONE = "", "0"  # in an address: everybody, and those of no tổ
PAGEFUL = 25  # people: more of them are shown one tổ at a time, unless everybody is asked for


def key_of(group: Group | None) -> str:
    return str(group.pk) if group else OF_NONE


class TeamField(forms.ChoiceField):
    """The key of a tổ in an address; its choices are filled in by `offer`."""

    def offer(self, groups: Iterable[Group], *, with_none: bool) -> None:
        """`with_none`: to a reader of the whole school, who also sees those of no tổ."""
        all_of_it = [(WHOLE, "Cả trường"), (OF_NONE, "Không thuộc tổ nào")] if with_none else [(WHOLE, "Tất cả các tổ")]
        self.choices = [*all_of_it, *((key_of(one), one.name) for one in groups)]

    def name_of(self, key: str) -> str:
        return str(dict(self.choices)[key]) if key else ""


class Leaf(NamedTuple):
    """The tổ before and after the one shown, as choices of the field; None at either end."""

    before: tuple[str, str] | None
    after: tuple[str, str] | None


def leaf(field: TeamField, shown: str, present: Sequence[str]) -> Leaf | None:
    """Around `shown`, of the tổ that have anybody on the list; None where the list is not leafed through."""
    known = [choice for choice in field.choices if choice[0] in present]
    places = [place for place, (key, _) in enumerate(known) if key == shown]
    if not places or len(known) < 2:
        return None
    place = places[0]
    return Leaf(known[place - 1] if place else None, known[place + 1] if place + 1 < len(known) else None)


def first_of_many(field: TeamField, query: QueryDict, present: Sequence[str]) -> str:
    """The address of the first tổ, where a list of many people is asked for without a word on the tổ; else nothing.

    `present`: of each person the key of the tổ.
    """
    if "to" in query or len(present) <= PAGEFUL or len(set(present)) < 2:
        return ""
    onward = query.copy()
    onward["to"] = next(key for key, _ in field.choices if key in present)
    return f"?{onward.urlencode()}"
