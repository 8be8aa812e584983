"""Thành phần hội đồng: what the law of a day says of it, what stands in the way of a decision, what should be looked at.

Only the number of members and the two functions refuse; who is missing among the groups of a school is told and no more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from thiduakt.catalog.enums import RuleFamily
from thiduakt.catalog.models import Rule
from thiduakt.ledger.years import year_name, year_on
from thiduakt.permissions import Role
from thiduakt.school.enums import Level
from thiduakt.school.models import Group, Person, School
from thiduakt.school.queries import holders
from thiduakt.vietnamese import finds
from thiduakt.workflow import Missing

from .enums import CouncilKind, SeatFunction
from .models import Council, Seat
from .queries import chair_of, day_of_law, last_before, last_change, seats_on

KEYS = {
    Level.KINDERGARTEN: "mam_non",
    Level.PRIMARY: "tieu_hoc",
    Level.LOWER_SECONDARY: "trung_hoc",
    Level.UPPER_SECONDARY: "trung_hoc",
}
# Whose statute says that the head of the school presides: TT 52/2020/TT-BGDĐT, Điều 11.1. Of the others it was not read.
PRINCIPAL_PRESIDES = frozenset({Level.KINDERGARTEN})
# What each is recognised by in “Đại diện cho”: any of these words.
BODIES = {
    "cấp ủy chi bộ": ("chi bộ", "cấp ủy"),
    "Công đoàn": ("công đoàn",),
    "Đoàn Thanh niên": ("đoàn thanh niên", "chi đoàn", "bí thư đoàn", "đoàn tncs"),
}


@dataclass(frozen=True, slots=True)
class Law:
    """What the catalogue of the day says of the council of such a school."""

    name: str
    basis: str  # "TT 52/2020/TT-BGDĐT, Điều 11.1"
    lines: tuple[str, ...]
    must_be_odd: bool
    principal_presides: bool


def law_of(council: Council) -> Law | None:
    """None where no law of that day says anything: other kinds of councils, years before the first statute on record."""
    level = Level(council.school.level)
    if council.kind != CouncilKind.AWARDS or level not in KEYS:
        return None
    standing = Rule.objects.standing(council.school_id, day_of_law(council))
    rule = standing.filter(family=RuleFamily.COUNCIL, key=KEYS[level]).last()
    if rule is None:
        return None
    values = rule.values
    return Law(
        rule.name, rule.basis, tuple(values.get("lines", ())), bool(values.get("must_be_odd")), level in PRINCIPAL_PRESIDES
    )


def faults_of(council: Council, seats: Sequence[Seat]) -> list[str]:
    """What refuses a decision with this list."""
    law = law_of(council)
    faults: list[str] = []
    if not seats:
        return [Missing("Chưa có thành viên nào.", "members")]
    if chair_of(seats) is None:
        faults.append(Missing("Chưa có Chủ tịch.", "members"))
    if all(seat.function != SeatFunction.SECRETARY for seat in seats):
        faults.append(Missing("Chưa có Thư ký.", "members"))
    if law and law.must_be_odd and len(seats) % 2 == 0:
        told = f"Hội đồng có {len(seats)} thành viên: số thành viên phải là số lẻ ({law.basis})."
        faults.append(Missing(f"{told} Thầy/cô thêm hoặc bớt một người.", "members"))
    return faults


def notes_on(council: Council, seats: Sequence[Seat], day: date) -> list[str]:
    """What should be looked at, and refuses nothing."""
    if council.kind != CouncilKind.AWARDS:
        return [*_gone(seats, day), *_changed(council, seats, day)]
    return [
        *_gone(seats, day),
        *_heads(council, seats, day),
        *_groups(council, seats, day),
        *_bodies(seats),
        *_changed(council, seats, day),
    ]


def calls_for_renewal(council: Council, seats: Sequence[Seat], day: date) -> Iterator[str]:
    """Of a list in force: a school year has begun since, or somebody in it has left."""
    listed_in = year_on(last_change(council))
    if council.kind == CouncilKind.AWARDS and listed_in < year_on(day):
        yield (
            f"Danh sách này lập từ năm học {year_name(listed_in)}. Đầu năm học, thầy/cô kiện toàn, hoặc lập hội đồng của "
            "năm học mới."
        )
    yield from _gone(seats, day)


def _gone(seats: Sequence[Seat], day: date) -> Iterator[str]:
    for seat in seats:
        if seat.person and not seat.person.is_at_work(day):
            yield f"{seat.name} đã thôi làm việc ở trường. Thầy/cô chọn người thay."


def _heads(council: Council, seats: Sequence[Seat], day: date) -> Iterator[str]:
    """The principal presides where the statute says so; deputies sit in it."""
    law, chair = law_of(council), chair_of(seats)
    found = holders(council.school_id, {Role.PRINCIPAL, Role.DEPUTY}, day)
    principals = {held.person_id for held in found if held.role == Role.PRINCIPAL}
    if law and law.principal_presides and chair and chair.person_id not in principals:
        yield f"Chủ tịch hội đồng là {chair.name}, không phải Hiệu trưởng ({law.basis})."
    seated = {seat.person_id for seat in seats}
    for held in found:
        if held.person_id not in seated:
            yield f"{held.get_role_display()} {held.person} chưa có trong hội đồng."


def _groups(council: Council, seats: Sequence[Seat], day: date) -> Iterator[str]:
    """Each tổ in which somebody works: one of its people sits there, or somebody stands for it by its name."""
    seated = {seat.person.group_id for seat in seats if seat.person}
    at_work = Person.objects.filter(school=council.school_id).at_work(day)
    for group in Group.objects.filter(pk__in=at_work.order_by().values("group")):
        if group.pk not in seated and not any(finds(group.name, seat.stands_for) for seat in seats):
            yield f"Chưa có ai của {group}."


def _bodies(seats: Sequence[Seat]) -> Iterator[str]:
    for body, words in BODIES.items():
        if not any(finds(word, seat.stands_for) for seat in seats for word in words):
            yield f"Chưa thấy ai đại diện {body}. Nếu đã có, thầy/cô ghi ở ô “Đại diện cho”."


def _changed(council: Council, seats: Sequence[Seat], day: date) -> Iterator[str]:
    """Each who sat in the council before and is not in this list, one by one; only while it is prepared."""
    before = last_before(council) if council.is_draft else None
    if before is None:
        return
    seated = {_key(seat) for seat in seats}
    for seat in seats_on(before, before.ends_on or day):
        if _key(seat) not in seated:
            left = ", nay đã thôi làm việc ở trường" if seat.person and not seat.person.is_at_work(day) else ""
            stood = f" ({seat.stands_for})" if seat.stands_for else ""
            yield f"{before} có {seat.name}, {seat.get_function_display()}{stood}{left}: không có trong danh sách này."


def changes_told(standing: Sequence[Seat], proposed: Sequence[Seat]) -> list[str]:
    """Of a new list beside the one in force: who comes, who goes, who becomes something else."""
    before = {_key(seat): seat.get_function_display() for seat in standing}
    after = {_key(seat) for seat in proposed}
    told = [f"Thôi: {seat.name}, {seat.get_function_display()}." for seat in standing if _key(seat) not in after]
    for seat in proposed:
        function = seat.get_function_display()
        if _key(seat) not in before:
            told.append(f"Thêm: {seat.name}, {function}.")
        elif before[_key(seat)] != function:
            told.append(f"{seat.name}: {before[_key(seat)]} thành {function}.")
    return told or ["Chưa có ai thêm, ai thôi, ai đổi chức danh."]


def _key(seat: Seat) -> tuple[int | None, str]:
    return seat.person_id, seat.outside_name


def heads_of_school(school: School, day: date) -> dict[Role, list[int]]:
    """Of whom a first council is usually made, by role."""
    found: dict[Role, list[int]] = {}
    for held in holders(school.pk, {Role.PRINCIPAL, Role.DEPUTY, Role.SECRETARY, Role.GROUP_HEAD}, day):
        found.setdefault(Role(held.role), []).append(held.person_id)
    return found
