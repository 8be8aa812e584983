"""Viên chức: who works at the school. A line adds somebody, or completes what is known of somebody."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.models import Row
from thiduakt.intake.parsing import Cell, day, gender, key, likely_gender, limited, name_key, text, yes
from thiduakt.school.enums import Gender
from thiduakt.school.models import Group, Person, School, User
from thiduakt.school.services.removing import remove_people
from thiduakt.school.services.staff import add_person, edit_person, save_group
from thiduakt.vietnamese import capitalized, fold

from .base import Choice, Context, Field, Kind, Line, written_ids
from .whose import BORN, CODE, GROUP, NAME, NO_GROUP, Groups, Staff, agrees, group_key, offered

NEW = "new"
YOUNGEST = 16  # whoever is younger works at no school: the year is mistyped
TOLD = ("full_name", "gender", "staff_code", "post", "born_on", "recruited_on", "joined_on", "left_on", "is_manager")
MANAGERS = re.compile(r"((pho |p )?hieu truong|p?ht)\b")


def post(cell: Cell) -> str:
    return capitalized(limited(text(cell), 100))


class People(Kind):
    code = IntakeKind.PEOPLE
    lead = "Mỗi dòng là một viên chức, người lao động của trường. Người đã có trong danh sách chỉ được bổ sung thông tin."
    fields = (
        NAME,
        CODE,
        BORN,
        Field(
            "gender",
            "Giới tính",
            gender,
            ("phái", "giới", "nữ", "nam/nữ"),
            help="Nam hoặc Nữ.",
            example="Nữ",
            width=10,
            show=lambda value: capitalized(value.label) if value else "",
        ),
        Field(
            "post",
            "Chức vụ, công việc",
            post,
            (
                "chức vụ",
                "công việc",
                "chức danh",
                "vị trí việc làm",
                "nhiệm vụ",
                "chức vụ/công việc",
                "chức danh nghề nghiệp",
            ),
            required=True,
            help="Hiệu trưởng, Phó hiệu trưởng, Giáo viên, Nhân viên…",
            example="Giáo viên",
            width=24,
        ),
        GROUP,
        Field(
            "recruited_on",
            "Ngày tuyển dụng",
            day,
            ("ngày vào ngành", "tuyển dụng ngày", "ngày tuyển dụng vào ngành", "vào ngành ngày", "vào ngành"),
            help="Ngày tuyển dụng vào ngành.",
            example="01/09/2012",
            width=16,
        ),
        Field(
            "joined_on",
            "Về trường ngày",
            day,
            ("ngày về trường", "về trường", "ngày về đơn vị", "ngày công tác tại trường"),
            help="Ngày bắt đầu làm việc ở trường.",
            example="15/08/2015",
            width=16,
        ),
        Field(
            "left_on",
            "Ngày làm việc cuối",
            day,
            ("ngày nghỉ", "ngày thôi việc", "ngày chuyển đi", "ngày nghỉ hưu", "nghỉ từ ngày"),
            help="Chỉ ghi cho người đã nghỉ, đã chuyển đi.",
            width=16,
        ),
        Field(
            "is_manager",
            "Cán bộ quản lý",
            yes,
            ("CBQL", "quản lý", "là CBQL"),
            help="Đánh dấu x cho hiệu trưởng, phó hiệu trưởng.",
            width=14,
        ),
    )

    def options(self, school: School) -> Mapping[str, Sequence[str]]:
        groups = Group.objects.filter(school=school).values_list("name", flat=True)
        return {
            "gender": [capitalized(choice.label) for choice in Gender],
            "post": ["Hiệu trưởng", "Phó hiệu trưởng", "Giáo viên", "Nhân viên"],
            "group_name": list(groups),
            "is_manager": ["x"],
        }

    def resolve(self, lines: Sequence[Line], context: Context) -> None:
        seen = Seen(Staff(context.school), Groups(context.school))
        today = timezone.localdate(context.at)
        for line in lines:
            _complete(line, seen.groups)
            _check_days(line, today)
            if line.is_open:
                _resolve(line, seen)

    def write(self, lines: Sequence[Line], *, actor: User, at: datetime) -> dict[str, int]:
        groups = _with_groups(lines, actor, at)
        people = {person.pk: person for person in Person.objects.filter(school=actor.school_id).select_related("school")}
        edited = 0
        for line in lines:
            person = people.get(line.target_id or 0) or Person(school=actor.school)
            _take(person, line, groups)
            if person.pk:
                edit_person(person, version=person.version, actor=actor, at=at)
                edited += 1
            else:
                add_person(person, actor=actor, at=at)
            line.written_id = person.pk
        return {"viên chức thêm mới": len(lines) - edited, "viên chức bổ sung thông tin": edited}

    def undo(self, rows: Sequence[Row], *, reason: str, actor: User, at: datetime) -> dict[str, int]:
        if edited := sum(row.target_id is not None for row in rows):
            raise ValidationError(
                f"Lượt nhập này đã bổ sung thông tin cho {edited} người có sẵn; thông tin trước đó không còn để trả lại. "
                "Thầy/cô sửa từng người ở danh sách viên chức."
            )
        return {"viên chức đã xóa": remove_people(written_ids(rows), reason=reason, actor=actor, at=at)}


@dataclass(slots=True)
class Seen:
    """The books, and what the lines above have said."""

    staff: Staff
    groups: Groups
    by_target: dict[int, Line] = field(default_factory=dict)
    by_code: dict[str, Line] = field(default_factory=dict)
    new: dict[str, list[Line]] = field(default_factory=dict)  # by name: who is to be added


def _complete(line: Line, groups: Groups) -> None:
    """What a list leaves unsaid but means."""
    if line.get("is_manager") is None and MANAGERS.match(key(line.get("post"))):
        line.values["is_manager"] = True
    told = line.get("group_name") or ""
    if key(told) in NO_GROUP:
        line.values["group_name"] = told = ""
    if told and groups.named(told) is None:
        line.doubt(f"Trường chưa có tổ mang tên “{told}”: tổ này sẽ được lập.")


def _check_days(line: Line, today: date) -> None:
    born, recruited, joined, left = (line.get(name) for name in ("born_on", "recruited_on", "joined_on", "left_on"))
    if born and born >= today:
        line.fail("Ngày sinh phải trước hôm nay. Thầy/cô xem lại ngày sinh.")
    elif born and born > _years_before(today, YOUNGEST):
        line.fail(f"Theo ngày sinh, người này chưa đủ {YOUNGEST} tuổi. Thầy/cô xem lại ngày sinh.")
    if born and recruited and recruited <= born:
        line.fail("Ngày tuyển dụng phải sau ngày sinh. Thầy/cô xem lại hai ngày này.")
    if born and any(day and day <= born for day in (joined, left)):
        line.fail("Ngày về trường, ngày làm việc cuối phải sau ngày sinh. Thầy/cô xem lại các ngày này.")
    if recruited and recruited > today:
        line.doubt("Ngày tuyển dụng ở sau hôm nay.")
    elif recruited and joined and joined < _years_before(recruited, 1):
        line.doubt("Ngày tuyển dụng sau ngày về trường hơn một năm.")
    if joined and left and left < joined:
        line.fail("Ngày làm việc cuối không được trước ngày về trường. Thầy/cô xem lại hai ngày này.")


def _years_before(day: date, years: int) -> date:
    return (
        day.replace(year=day.year - years, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - years)
    )


def _resolve(line: Line, seen: Seen) -> None:
    code = (line.get("staff_code") or "").casefold()
    if code and (above := seen.by_code.get(code)):
        _repeat(line, above)
        return
    if code:
        seen.by_code[code] = line
    person = _known(line, seen)
    if not line.is_open or line.choices:
        return
    if person is None:
        _resolve_new(line, seen)
    elif above := seen.by_target.get(person.pk):
        _repeat(line, above)
    else:
        seen.by_target[person.pk] = line
        _resolve_known(line, person, seen.groups)


def _known(line: Line, seen: Seen) -> Person | None:
    """Whom of the school the line is about; None: nobody, or it waits for an answer (then it has choices)."""
    name = line.values["full_name"]
    if found := seen.staff.by_code.get((line.get("staff_code") or "").casefold()):
        if name_key(found.full_name) == name_key(name):
            return found
        sentence = f"Mã {found.staff_code} là của {found}. Thầy/cô xem có phải người này đổi tên thành {name} không."
        return seen.staff.chosen(line, sentence, [found])
    namesakes = seen.staff.by_name.get(name_key(name), [])
    candidates = [person for person in namesakes if _may_be_of_code(person, line) or _is_born_then(person, line)]
    sure = [
        person
        for person in candidates
        if agrees(person, line) and _is_surely(person, line, seen.groups) and person.pk not in seen.by_target
    ]
    if len(sure := _closest(sure, line)) == 1:
        return sure[0]
    if not candidates:
        return None
    choices = [*map(offered, candidates), Choice(NEW, f"Người mới, cũng tên {name}")]
    sentence = f"Trường đã có người tên {name}. Thầy/cô chọn người đó, hoặc người mới cùng tên."
    if not any(agrees(person, line) for person in candidates):
        sentence = f"Trường đã có người tên {name}, khác ngày sinh hoặc mã: người mới, hay là người đã có? Thầy/cô chọn."
    answer = line.ask(sentence, choices)
    return None if answer in {None, NEW} else seen.staff.by_id[int(answer)]


def _may_be_of_code(person: Person, line: Line) -> bool:
    """A day of birth may be mistyped, a code of one's own says that it is somebody else."""
    told = line.get("staff_code")
    return not told or not person.staff_code or told.casefold() == person.staff_code.casefold()


def _closest(people: list[Person], line: Line) -> list[Person]:
    """Of several whom the line may mean, those born then; else those of the tổ it tells, of none where it tells none."""
    born = [person for person in people if _is_born_then(person, line)]
    told = group_key(line.get("group_name") or "")
    of_group = [person for person in people if group_key(person.group.name if person.group else "") == told]
    return born or of_group or people


def _is_surely(person: Person, line: Line, groups: Groups) -> bool:
    """The same day of birth tells it, or that the line says nothing which is not known already."""
    return _is_born_then(person, line) or not _differences(person, line, groups)


def _is_born_then(person: Person, line: Line) -> bool:
    return person.born_on is not None and person.born_on == line.get("born_on")


def _resolve_known(line: Line, person: Person, groups: Groups) -> None:
    line.target_id = person.pk
    if not (differences := _differences(person, line, groups)):
        line.know(f"Đã có trong danh sách viên chức, thông tin không khác: {offered(person).label}.")
        return
    line.note(f"Bổ sung: {offered(person).label}. Thông tin được ghi: {', '.join(differences)}.")


def _resolve_new(line: Line, seen: Seen) -> None:
    name = line.values["full_name"]
    if not line.get("gender"):
        likely = line.values["gender"] = likely_gender(name)
        if likely is None:
            line.fail("Thiếu giới tính. Thầy/cô ghi Nam hoặc Nữ.")
            return
        line.note(f"Không ghi giới tính: đọc từ tên đệm là {likely.label}.")
    alike = seen.new.setdefault(name_key(name), [])
    if same := next((above for above in alike if above.values == line.values), None):
        _repeat(line, same)
        return
    is_new = not alike or all(_are_told_apart(above, line) for above in alike)
    if is_new or line.ask(
        f"Dòng {alike[0].place} cũng ghi {name}. Thầy/cô xem đây có phải là người khác cùng tên không.",
        [Choice(NEW, f"Người khác, cũng tên {name}")],
    ):
        alike.append(line)
        line.note("Người mới.")


def _are_told_apart(one: Line, other: Line) -> bool:
    return any(one.get(name) and other.get(name) and one.get(name) != other.get(name) for name in ("staff_code", "born_on"))


def _repeat(line: Line, above: Line) -> None:
    """The second line about one person: the same again, or a contradiction."""
    if line.values == above.values:
        line.know(f"Giống hệt dòng {above.place}.")
    else:
        line.fail(f"Dòng {above.place} cũng là người này nhưng ghi khác. Thầy/cô giữ lại một dòng.")


def _differences(person: Person, line: Line, groups: Groups) -> list[str]:
    """What the line tells otherwise than the book, by the labels of the columns; an empty cell tells nothing."""
    labels = {column.name: column.label for column in People.fields}
    found = [
        labels[name].lower()
        for name in TOLD
        if (told := line.get(name)) not in {None, ""} and not _is_same(name, told, getattr(person, name))
    ]
    group = line.get("group_name")
    if group and group_key(group) != group_key(person.group.name if person.group else ""):
        found.append(labels["group_name"].lower())
    return found


def _is_same(name: str, told: Any, known: Any) -> bool:
    if name == "full_name":
        return name_key(told) == name_key(known)
    return fold(told) == fold(known) if name == "post" else told == known


def _with_groups(lines: Sequence[Line], actor: User, at: datetime) -> Groups:
    """The tổ of the school, with those that the lines name first."""
    groups = Groups(actor.school)
    for line in lines:
        told = line.get("group_name")
        if told and groups.named(told) is None:
            group = save_group(Group(school=actor.school, name=capitalized(told)), actor=actor, at=at)
            groups.by_name[group_key(group.name)] = group
    return groups


def _take(person: Person, line: Line, groups: Groups) -> None:
    for name in TOLD:
        told = line.get(name)
        if told not in {None, ""}:
            setattr(person, name, told)
    if line.get("group_name"):
        person.group = groups.named(line.values["group_name"])
