"""Người trực tiếp, nữ, lần đầu: whose share of the honors stands beside their share of the people. Pure.

Luật 06/2022/QH15, Điều 5 wants those who work with their own hands to be seen; no number for the whole country says how
many.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from thiduakt.ledger.justice import Part
from thiduakt.school.enums import Gender


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who worked here in the year; `first`: the first year with an honor on record, of whatever year it is."""

    key: int
    is_manager: bool
    gender: str
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    hands: tuple[Part, Part]  # those who work with their own hands, those who lead
    genders: tuple[Part, Part]  # women, men
    honored: int  # people
    newcomers: int  # of these, how many were never honored before


def shares(members: Sequence[Member], honors: Mapping[int, int], year: int) -> Shares:
    """`honors`: by the key of a person, how many of this year; those who are no members are not counted."""
    keys = {member.key for member in members}
    won = Counter({key: count for key, count in honors.items() if key in keys})
    honored = [member for member in members if won[member.key]]

    def part(label: str, belongs: Callable[[Member], bool]) -> Part:
        return _part(label, [member.key for member in members if belongs(member)], won, len(members))

    return Shares(
        hands=(
            part("Người trực tiếp làm việc", lambda one: not one.is_manager),
            part("Cán bộ quản lý", lambda one: one.is_manager),
        ),
        genders=(
            part("Nữ", lambda one: one.gender == Gender.FEMALE),
            part("Nam", lambda one: one.gender != Gender.FEMALE),
        ),
        honored=len(honored),
        newcomers=sum(member.first == year for member in honored),
    )


def _part(label: str, keys: Collection[int], won: Counter[int], people: int) -> Part:
    return Part(label, len(keys), people, sum(won[key] > 0 for key in keys), sum(won[key] for key in keys), won.total())
