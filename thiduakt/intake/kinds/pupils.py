"""Lớp và học sinh: a line is a pupil, and the class of a school year the pupil is in."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from thiduakt.intake import parsing
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.models import Row
from thiduakt.intake.parsing import Cell
from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.enums import Gender
from thiduakt.school.models import ClassMember, Pupil, School, User
from thiduakt.school.services.pupils import ClassKey, NewPupil, add_pupils, class_key
from thiduakt.school.services.removing import remove_pupils
from thiduakt.vietnamese import capitalized

from .base import Choice, Context, Field, Kind, Line, written_ids

NEW = "new"


def class_name(cell: Cell) -> str:
    """“Lớp 5A” and 5A are one class."""
    words = parsing.limited(parsing.text(cell), 60)
    return words[4:].strip() if words[:4].lower() == "lớp " else words


class Pupils(Kind):
    code = IntakeKind.PUPILS
    lead = "Mỗi dòng là một học sinh, trẻ của một lớp. Lớp chưa có trong năm học được lập cùng lúc."
    fields = (
        Field(
            "full_name",
            "Họ và tên",
            parsing.person_name,
            ("họ tên", "họ và tên học sinh", "họ tên học sinh", "họ và tên trẻ", "tên học sinh", "họ tên trẻ", "tên"),
            required=True,
            help="Họ, tên đệm và tên, đủ dấu.",
            example="Nguyễn Bảo An",
            width=28,
        ),
        Field(
            "pupil_code",
            "Mã học sinh",
            parsing.code,
            ("mã HS", "mã định danh", "mã trẻ", "mã số", "mã", "mã định danh Bộ GD&ĐT", "mã số học sinh"),
            help="Ghi nếu có: phân biệt được các em trùng họ tên.",
            example="0112345678",
            width=16,
        ),
        Field(
            "born_on",
            "Ngày sinh",
            parsing.birth_day,
            ("ngày tháng năm sinh", "ngày, tháng, năm sinh", "sinh ngày", "năm sinh", "NTNS"),
            help="Ngày/tháng/năm.",
            example="12/05/2017",
            width=14,
        ),
        Field(
            "gender",
            "Giới tính",
            parsing.gender,
            ("phái", "giới", "nữ", "nam/nữ"),
            help="Nam hoặc Nữ.",
            example="Nam",
            width=10,
            show=lambda value: capitalized(value.label) if value else "",
        ),
        Field(
            "year",
            "Năm học",
            parsing.school_year,
            ("NH",),
            help="Để trống là năm học hiện nay.",
            example="2022-2023",
            width=14,
            show=lambda year: year_name(year) if year else "",
        ),
        Field("class_name", "Lớp", class_name, ("tên lớp", "lớp học", "nhóm lớp", "nhóm, lớp"), example="5A", width=12),
        Field(
            "grade",
            "Khối",
            parsing.text,
            ("khối lớp", "độ tuổi", "nhóm tuổi"),
            help="Khối 5, mẫu giáo lớn…",
            example="Khối 5",
            width=16,
        ),
    )

    def options(self, school: School) -> Mapping[str, Sequence[str]]:
        return {"gender": [capitalized(choice.label) for choice in Gender]}

    def resolve(self, lines: Sequence[Line], context: Context) -> None:
        seen = Seen(context.school)
        today = timezone.localdate(context.at)
        for line in lines:
            _complete(line, today)
            if line.is_open:
                _resolve(line, seen)
            if line.target_id:
                line.note(f"Ghi cho: {_offered(seen.by_id[line.target_id], seen).label}.")

    def write(self, lines: Sequence[Line], *, actor: User, at: datetime) -> dict[str, int]:
        known = {pupil.pk: pupil for pupil in Pupil.objects.filter(school=actor.school_id)}
        rows = [_row(line, known) for line in lines]
        added = add_pupils(rows, actor=actor, at=at)
        for line, pupil in zip(lines, added.told, strict=True):
            line.written_id = pupil.pk
        return {"học sinh thêm mới": added.pupils, "lớp lập mới": added.classes, "lượt xếp lớp": added.members}

    def undo(self, rows: Sequence[Row], *, reason: str, actor: User, at: datetime) -> dict[str, int]:
        if placed := sum(row.target_id is not None for row in rows):
            raise ValidationError(
                f"Lượt nhập này đã xếp lớp cho {placed} học sinh có sẵn nên không hoàn tác cả tệp được. "
                "Thầy/cô sửa từng em ở trang Lớp, học sinh."
            )
        lines = Counter(written_ids(rows))
        return {"học sinh đã xóa": remove_pupils(lines, reason=reason, actor=actor, at=at)}


@dataclass(slots=True)
class Seen:
    """The pupils of the school and where they are, and what the lines above have said. Two queries."""

    school: School
    by_id: dict[int, Pupil] = field(init=False)
    by_code: dict[str, Pupil] = field(init=False)
    by_name: dict[str, list[Pupil]] = field(init=False)
    classes: dict[tuple[int, int], str] = field(init=False)  # (pupil, year): the name of the class
    above: dict[tuple[object, ...], Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pupils = list(Pupil.objects.filter(school=self.school).order_by("pk"))
        self.by_id = {pupil.pk: pupil for pupil in pupils}
        self.by_code = {pupil.pupil_code.casefold(): pupil for pupil in pupils if pupil.pupil_code}
        self.by_name = defaultdict(list)
        for pupil in pupils:
            self.by_name[parsing.name_key(pupil.full_name)].append(pupil)
        members = ClassMember.objects.filter(school_class__school=self.school).order_by()
        rows = members.values_list("pupil", "school_class__year", "school_class__name")
        self.classes = {(pupil, year): name for pupil, year, name in rows}


def _complete(line: Line, today: date) -> None:
    """What a list leaves unsaid but means."""
    if (born := line.get("born_on")) and born >= today:
        line.fail("Ngày sinh phải trước hôm nay. Thầy/cô xem lại ngày sinh.")
    if not line.get("gender"):
        line.values["gender"] = parsing.likely_gender(line.values["full_name"])
    if not line.get("gender"):
        line.fail("Thiếu giới tính. Thầy/cô ghi Nam hoặc Nữ.")
    if line.get("class_name") and line.get("year") is None:
        line.values["year"] = year_on(today)
        line.note(f"Không ghi năm học: xếp vào năm học {year_name(year_on(today))}.")


def _resolve(line: Line, seen: Seen) -> None:
    pupil = _known(line, seen)
    if not line.is_open or line.choices:
        return
    told = _told(line, pupil)
    if above := seen.above.get(told):
        line.know(f"Giống dòng {above.place}.")
        return
    seen.above[told] = line
    if pupil is None:
        line.note("Học sinh mới.")
        return
    line.target_id = pupil.pk
    if not line.get("class_name"):
        line.know("Em này đã có trong danh sách học sinh.")
        return
    current = seen.classes.get((pupil.pk, line.values["year"]))
    if current is None:
        line.note(f"Em đã có trong danh sách: chỉ xếp vào lớp {line.values['class_name']}.")
    elif _class(line) == class_key(line.values["year"], current):
        line.know(f"Em này đã ở lớp {current}.")
    else:
        line.fail(f"Em đang ở lớp {current} của năm học này. Thầy/cô chuyển lớp cho em ở trang học sinh.")


def _known(line: Line, seen: Seen) -> Pupil | None:
    """Whom of the school the line is about: by code, or by name with the day of birth, or by name with the class."""
    name, told_code = line.values["full_name"], (line.get("pupil_code") or "").casefold()
    if found := seen.by_code.get(told_code):
        if parsing.name_key(found.full_name) != parsing.name_key(name):
            line.fail(f"Mã {found.pupil_code} là của em {found}. Thầy/cô xem lại mã hoặc tên.")
        return found
    candidates = [pupil for pupil in seen.by_name.get(parsing.name_key(name), []) if _agrees(pupil, line)]
    if born := line.get("born_on"):
        sure = [pupil for pupil in candidates if pupil.born_on == born]
    else:
        year, of_class = line.get("year"), _class(line)
        sure = [
            pupil for pupil in candidates if of_class and of_class == class_key(year, seen.classes.get((pupil.pk, year), ""))
        ]
    if len(sure) == 1 or not candidates:
        return sure[0] if sure else None
    choices = [_offered(pupil, seen) for pupil in candidates] + [Choice(NEW, f"Em khác, cũng tên {name}")]
    answer = line.ask(f"Trường đã có em tên {name}. Thầy/cô chọn em đó, hoặc em khác cùng tên.", choices)
    if answer == NEW and not line.get("pupil_code") and not line.get("born_on"):
        line.fail("Hai em cùng tên thì cần mã học sinh hoặc ngày sinh để phân biệt. Thầy/cô ghi thêm vào dòng này.")
    return None if answer in {None, NEW} else seen.by_id[int(answer)]


def _agrees(pupil: Pupil, line: Line) -> bool:
    pairs = [(line.get("pupil_code") or None, pupil.pupil_code or None), (line.get("born_on"), pupil.born_on)]
    return all(one is None or other is None or one == other for one, other in pairs)


def _told(line: Line, pupil: Pupil | None) -> tuple[object, ...]:
    """What makes two lines one: the pupil, and the year a class of which is told."""
    year = line.get("year") if line.get("class_name") else None
    if pupil:
        return pupil.pk, year
    row = _row(line, {})
    return *row.key, year


def _class(line: Line) -> ClassKey | None:
    return class_key(line.values["year"], line.values["class_name"]) if line.get("class_name") else None


def _offered(pupil: Pupil, seen: Seen) -> Choice:
    """Without the day of birth: not everybody who imports may see it."""
    of_years = sorted((year, name) for (pk, year), name in seen.classes.items() if pk == pupil.pk)
    known = [pupil.full_name, f"mã {pupil.pupil_code}" if pupil.pupil_code else ""]
    known += [f"lớp {name} năm học {year_name(year)}" for year, name in of_years[-1:]]
    return Choice(str(pupil.pk), ", ".join(filter(None, known)))


def _row(line: Line, known: Mapping[int, Pupil]) -> NewPupil:
    return NewPupil(
        full_name=line.values["full_name"],
        gender=line.values["gender"],
        pupil_code=line.get("pupil_code") or "",
        born_on=line.get("born_on"),
        year=line.get("year"),
        class_name=line.get("class_name") or "",
        grade=line.get("grade") or "",
        pupil=known.get(line.target_id or 0),
    )
