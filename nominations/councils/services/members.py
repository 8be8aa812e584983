"""The list of a council: written as a whole, for a founding or for a renewal; what comes of the list before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError

from nominations.councils.composition import heads_of_school
from nominations.councils.enums import CouncilKind, SeatFunction
from nominations.councils.models import Council, Renewal, Seat, SeatQuerySet
from nominations.councils.queries import seats_on
from thiduakt.permissions import Role
from thiduakt.school.models import Person

MOST = 99  # members; the law knows of none near it


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One line of a list: a person of the school, or a name and a post from outside."""

    person: Person | None = None
    outside_name: str = ""
    outside_post: str = ""
    function: str = SeatFunction.MEMBER
    stands_for: str = ""
    duties: str = ""

    @classmethod
    def of(cls, seat: Seat) -> "Member":
        return cls(
            person=seat.person, outside_name=seat.outside_name, outside_post=seat.outside_post, function=seat.function,
            stands_for=seat.stands_for, duties=seat.duties,
        )  # fmt: skip


def write_members(council: Council, members: Sequence[Member], *, renewal: Renewal | None = None, day: date) -> None:
    """In place of what was proposed before; nobody refers to a seat that is only proposed."""
    _check(council, members, day)
    council.seats.proposed().delete()
    for position, member in enumerate(members):
        seat = Seat(council=council, renewal=renewal, position=position)
        for name in Member.__slots__:
            setattr(seat, name, getattr(member, name))
        seat.full_clean(exclude=["council", "renewal"])
        seat.save()


def carried_over(before: Council, day: date) -> list[Member]:
    """Of the council before, whoever still works at the school; the others are named beside the form."""
    seats = seats_on(before, before.ends_on or day)
    return [Member.of(seat) for seat in seats if seat.person is None or seat.person.is_at_work(day)]


def first_members(council: Council, day: date) -> list[Member]:
    """Of whom a council of emulation and awards is made where there was none before: nobody twice."""
    if council.kind != CouncilKind.AWARDS:
        return []
    found = heads_of_school(council.school, day)
    functions = {
        Role.PRINCIPAL: SeatFunction.CHAIR,
        Role.DEPUTY: SeatFunction.DEPUTY,
        Role.SECRETARY: SeatFunction.SECRETARY,
        Role.GROUP_HEAD: SeatFunction.MEMBER,
    }
    people = Person.objects.select_related("group").in_bulk([key for keys in found.values() for key in keys])
    members: dict[int, Member] = {}
    for role, function in functions.items():
        keys = found.get(role, [])
        for key in keys[:1] if function in SeatFunction.HELD_ONCE else keys:
            person = people[key]
            of_group = role == Role.GROUP_HEAD and person.group
            told = f"Đại diện {person.group}" if of_group else ""
            members.setdefault(key, Member(person=person, function=function, stands_for=told))
    return list(members.values())


def seat_all(council: Council, day: date) -> list[Seat]:
    """The proposed ones from that day on."""
    council.seats.proposed().update(begins_on=day)
    return list(seats_on(council, day))


def change_over(renewal: Renewal, day: date) -> tuple[list[Seat], list[Seat]]:
    """Who comes and who goes by the new list; whoever stays as they were keeps the seat. Old seats end the day before."""
    council = renewal.council
    sitting = {Member.of(seat): seat for seat in council.seats.sitting().select_related("person")}
    come: list[Seat] = []
    for seat in renewal.seats.proposed().select_related("person"):
        kept = sitting.pop(Member.of(seat), None)
        if kept is None:
            come.append(seat)
            continue
        seat.delete()
        kept.position = seat.position
        kept.save(update_fields=["position"])
    gone = list(sitting.values())
    _rows(gone).update(ends_on=day - timedelta(days=1), why_ended=renewal.reason)
    _rows(come).update(begins_on=day)
    return come, gone


def _rows(seats: Sequence[Seat]) -> SeatQuerySet:
    return Seat.objects.filter(pk__in=[seat.pk for seat in seats])


def _check(council: Council, members: Sequence[Member], day: date) -> None:
    if len(members) > MOST:
        raise ValidationError(f"Danh sách có quá {MOST} thành viên. Thầy/cô xem lại.")
    if any(member.person and member.person.school_id != council.school_id for member in members):
        raise PermissionDenied
    if council.kind not in CouncilKind.WITH_OUTSIDERS and any(member.person is None for member in members):
        raise ValidationError("Thành viên hội đồng thi đua, khen thưởng là người của trường: thầy/cô chọn viên chức.")
    if gone := [str(member.person) for member in members if member.person and not member.person.is_at_work(day)]:
        raise ValidationError(f"{', '.join(gone)} không còn làm việc ở trường. Thầy/cô chọn người thay.")
    for function in SeatFunction.HELD_ONCE:
        if sum(member.function == function for member in members) > 1:
            raise ValidationError(f"Hội đồng chỉ có một {SeatFunction(function).label}.")
    named = [(member.person, member.outside_name) for member in members]
    if twice := next((person or name for person, name in named if named.count((person, name)) > 1), None):
        raise ValidationError(f"{twice} có tên hai lần: mỗi người chỉ có một chức danh trong hội đồng.")
