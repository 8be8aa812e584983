"""Khen thưởng đã nhận: the history of honors of a school, of its people, tổ, classes, pupils and of itself."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from thiduakt.intake.enums import BatchState, IntakeKind
from thiduakt.intake.models import Row
from thiduakt.intake.parsing import (
    Decision,
    DoubtfulError,
    day,
    decision,
    honor_code,
    key,
    merit,
    name_key,
    person_name,
    school_year,
    text,
)
from thiduakt.intake.places import place_of
from thiduakt.ledger.enums import HolderKind, Merit, Source
from thiduakt.ledger.models.holders import Holder
from thiduakt.ledger.queries import named_honors
from thiduakt.ledger.services.ending import strike_all
from thiduakt.ledger.services.entering import GIVEN_TO, EntryKey, NewEntry, check_entry, enter_honors, known_entries
from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.models import Person, Pupil, School, SchoolClass, User
from thiduakt.vietnamese import capitalized, fold

from .base import Cell, Choice, Context, Field, Kind, Line, written_ids
from .whose import BORN, CODE, GROUP, Groups, Staff, begins_with, is_school, offered

COLLECTIVE = "COLLECTIVE"  # a tổ or the school: the name tells which
HOLDERS = {
    HolderKind.PERSON: ("ca nhan", "vien chuc", "giao vien", "nhan vien", "cbgvnv", "can bo"),
    COLLECTIVE: ("tap the",),
    HolderKind.GROUP: ("to", "to chuyen mon"),
    HolderKind.SCHOOL: ("truong", "nha truong", "don vi"),
    HolderKind.PUPIL: ("hoc sinh", "tre", "be"),
    HolderKind.CLASS: ("lop",),
}
TELL_WHOSE = ("full_name", "holder_kind", "staff_code", "born_on", "group_name", "class_name")
YEARS_OFFERED = 12
IN_A_CELL = re.compile(r"\b(quyết định|qđ|số)\b[^\d]{0,12}\d.*", re.IGNORECASE)


def holder_kind(cell: Cell) -> str:
    """What the column “Đối tượng” says; "" where it says nothing."""
    words = key(cell)
    found = next((kind for kind, spellings in HOLDERS.items() if words in spellings), "")
    if words and not found:
        raise ValidationError(
            f"“{text(cell)[:40]}” không phải là đối tượng. Thầy/cô ghi Cá nhân, Tổ, Trường, Lớp hoặc Học sinh."
        )
    return str(found)


class Honors(Kind):
    code = IntakeKind.HONORS
    lead = "Mỗi dòng là một lần khen thưởng của một người, một tổ, một lớp, một học sinh hoặc của trường."
    fields = (
        Field(
            "full_name", "Họ và tên, tên tập thể", text,
            ("họ và tên", "họ tên", "họ và tên giáo viên", "họ và tên CBGVNV", "tên cá nhân, tập thể", "cá nhân, tập thể",
             "họ tên cá nhân, tập thể", "họ và tên cá nhân, tên tập thể", "tên tập thể", "họ tên giáo viên"),
            required=True, help="Họ tên đủ dấu; hoặc tên tổ, tên lớp, “Trường”.", example="Đỗ Thị Đào", width=30,
        ),
        Field(
            "honor", "Danh hiệu, hình thức khen thưởng", text,
            ("danh hiệu", "hình thức khen thưởng", "danh hiệu thi đua", "danh hiệu hoặc hình thức", "khen thưởng",
             "danh hiệu, hình thức", "tên danh hiệu", "hình thức", "danh hiệu thi đua, hình thức khen thưởng"),
            required=True, help="Chọn trong danh sách, hoặc gõ tên quen dùng: CSTĐCS, LĐTT, Giấy khen UBND quận.",
            example="Chiến sĩ thi đua cơ sở", width=36, by_year=True,
        ),
        Field(
            "year", "Năm học", school_year, ("năm", "năm học khen thưởng", "năm đạt"),
            help="Năm học có thành tích. Để trống thì lấy theo ngày quyết định, và được hỏi lại.",
            example="2021-2022", width=14, show=lambda year: year_name(year) if year else "",
        ),
        Field(
            "decision", "Số quyết định", decision,
            ("số QĐ", "quyết định", "QĐ số", "quyết định số", "số, ký hiệu quyết định", "số quyết định khen thưởng"),
            help="Có thể ghi cả câu: 123/QĐ-UBND ngày 05/6/2022 của UBND quận.", example="1234/QĐ-UBND", width=22,
            show=lambda told: told.number if told else "",
        ),
        Field(
            "decided_on", "Ngày quyết định", day, ("ngày ký", "ngày QĐ", "ngày ban hành", "ngày tháng năm", "ngày"),
            help="Ngày/tháng/năm.", example="05/06/2022", width=14,
        ),
        Field(
            "issuer", "Cơ quan quyết định", text,
            ("cơ quan ban hành", "cấp khen thưởng", "cấp ra quyết định", "người, cơ quan quyết định", "cơ quan khen thưởng",
             "nơi cấp", "cấp khen", "cơ quan ra quyết định"),
            help="Như trong quyết định.", example="Chủ tịch UBND quận Long Biên", width=28,
        ),
        Field(
            "merit", "Loại hình", merit, ("loại hình khen thưởng",), help="Để trống là công trạng.",
            example="Công trạng", width=16, show=lambda value: capitalized(Merit(value).label) if value else "",
        ),
        Field(
            "citation", "Thành tích", text,
            ("nội dung khen thưởng", "nội dung", "thành tích khen thưởng", "lý do khen thưởng"),
            help="Ngắn gọn, nếu quyết định có ghi.", width=30,
        ),
        Field(
            "holder_kind", "Đối tượng", holder_kind, ("loại đối tượng", "cá nhân hay tập thể"),
            help="Cá nhân, Tổ, Trường, Lớp, Học sinh. Để trống thì hiểu theo tên.", example="Cá nhân", width=14,
            show=lambda kind: "" if not kind else "Tập thể" if kind == COLLECTIVE else capitalized(HolderKind(kind).label),
        ),
        CODE,
        BORN,
        GROUP,
        Field("class_name", "Lớp", text, ("tên lớp", "lớp học"), help="Chỉ với học sinh.", example="", width=12),
    )  # fmt: skip

    def options(self, school: School) -> Mapping[str, Sequence[str]]:
        newest = timezone.localdate().year
        return {
            "honor": list(dict.fromkeys(honor.name for honor in named_honors(school.pk).values())),
            "year": [f"{year}-{year + 1}" for year in range(newest, newest - YEARS_OFFERED, -1)],
            "merit": [capitalized(value.label) for value in Merit],
            "holder_kind": ["Cá nhân", "Tổ", "Trường", "Lớp", "Học sinh"],
            "group_name": list(school.groups.values_list("name", flat=True)),
        }

    def resolve(self, lines: Sequence[Line], context: Context) -> None:
        reading = _Reading(context)
        for line in lines:
            reading.settle(line)

    def write(self, lines: Sequence[Line], *, actor: User, at: datetime) -> dict[str, int]:
        entries = enter_honors([line.made for line in lines], anew=_undone(actor.school), actor=actor, at=at)
        for line, entry in zip(lines, entries, strict=True):
            line.written_id = entry.pk
        return {"dòng vào sổ khen thưởng": len(entries)}

    def undo(self, rows: Sequence[Row], *, reason: str, actor: User, at: datetime) -> dict[str, int]:
        struck = strike_all(written_ids(rows), reason=reason, actor=actor, at=at)
        return {"dòng sổ khen thưởng đã gạch bỏ": len(struck)}


def _undone(school: School) -> QuerySet[Any]:
    """The lines of the ledger that came of imports which were undone: the mended sheet brings them anew."""
    undone = Row.objects.filter(batch__school=school, batch__kind=IntakeKind.HONORS, batch__state=BatchState.UNDONE)
    return undone.filter(written_id__isnull=False).values("written_id")


class _Reading:
    """The books as they stand now, and what of the sheet was understood so far."""

    def __init__(self, context: Context):
        self.school, self.today = context.school, timezone.localdate(context.at)
        self.staff, self.groups = Staff(context.school), Groups(context.school)
        self.honors = named_honors(context.school.pk)
        self.named: dict[str, list[str]] = defaultdict(list)
        for code, honor in self.honors.items():
            self.named[key(honor.name)].append(code)
        self.known = known_entries(context.school, but=_undone(context.school))
        self.known_years = {known[:4] for known in self.known}
        self.seen: dict[EntryKey, int] = {}
        self.found: dict[tuple[Any, ...], tuple[Holder | None, HolderKind]] = {}
        self.codes: dict[tuple[str, HolderKind, str], tuple[str, str, str]] = {}

    @cached_property
    def pupils(self) -> "_Pupils":
        return _Pupils(self.school)

    def settle(self, line: Line) -> None:
        told = line.get("decision") or _decision_beside(line)
        decided_on = line.get("decided_on") or (told.decided_on if told else None)
        issuer = line.get("issuer") or (told.issuer if told else "")
        year = self._year(line, decided_on)
        holder, kind = self._holder_once(line, year)
        if holder is None or year is None:
            return
        line.target_id = holder.pk
        honor = self._code(line, kind, issuer)
        if not honor:
            return
        line.made = NewEntry(
            holder=holder,
            code=honor,
            year=year,
            source=Source.IMPORTED,
            decision_number=told.number if told else "",
            decided_on=decided_on,
            issuer=issuer[:200],
            merit=line.get("merit") or Merit.YEARLY,
            citation=(line.get("citation") or "")[:500],
        )
        self._compare(line)
        if isinstance(holder, Person):
            line.note(f"Ghi cho: {offered(holder).label}.")

    def _year(self, line: Line, decided_on: Any) -> int | None:
        if (year := line.get("year")) is not None:
            return int(year)
        if decided_on is None:
            line.fail("Thiếu năm học, và không có ngày quyết định để biết năm học. Thầy/cô ghi năm học.")
            return None
        year = year_on(decided_on)
        line.doubt(f"Không ghi năm học; theo ngày quyết định là năm học {year_name(year)}.")
        return year

    def _holder_once(self, line: Line, year: int | None) -> tuple[Holder | None, HolderKind]:
        """A teacher of ten years of honors is looked for once; who was not found is told in each line."""
        told = (*(line.get(name) for name in TELL_WHOSE), line.chosen, year)
        if (found := self.found.get(told)) is None:
            found = self._holder(line, year)
            if found[0] is not None and not line.doubts:  # a doubt is told of each line
                self.found[told] = found
        return found

    def _holder(self, line: Line, year: int | None) -> tuple[Holder | None, HolderKind]:
        """Whose it is; None where the line has been failed, or waits for an answer."""
        name, kind = line.values["full_name"], self._kind(line)
        match kind:
            case HolderKind.SCHOOL:
                return self.school, kind
            case HolderKind.GROUP:
                if (group := self.groups.named(name)) is None:
                    line.fail(f"Trường không có tổ “{name}”. Thầy/cô ghi đúng tên tổ, hoặc thêm tổ trước.")
                return group, kind
            case HolderKind.PUPIL:
                return self.pupils.of(line, year), kind
            case HolderKind.CLASS:
                return self.pupils.class_of(line, name, year), kind
        try:
            line.values["full_name"] = person_name(name)
        except DoubtfulError as doubt:
            line.values["full_name"] = doubt.value
            line.doubt(doubt.messages[0])
        except ValidationError as refusal:
            line.fail(refusal.messages[0])
            return None, kind
        return self.staff.of(line), kind

    def _kind(self, line: Line) -> HolderKind:
        """As told; otherwise as the name tells."""
        told, name = line.get("holder_kind"), line.values["full_name"]
        words = key(name)
        if told and told != COLLECTIVE:
            return HolderKind(told)
        if is_school(name, self.school):
            return HolderKind.SCHOOL
        if told == COLLECTIVE or begins_with(name, "tổ") or words in {"bgh", "ban giam hieu"}:
            return HolderKind.GROUP
        if words.startswith("lop "):
            return HolderKind.CLASS
        return HolderKind.PUPIL if line.get("class_name") else HolderKind.PERSON

    def _code(self, line: Line, kind: HolderKind, issuer: str) -> str:
        """The code of the catalog; "" where the line has been failed."""
        if line.unread:
            return self._meant(line, kind, line.unread)
        asked = (line.values["honor"], kind, issuer)
        if asked not in self.codes:
            own = self._named_in_catalog(asked[0], kind)
            self.codes[asked] = (own, "", "") if own else _read_code(*asked)
        found, wrong, doubt = self.codes[asked]
        if wrong and line.is_of_a_cell:
            return self._meant(line, kind, wrong)
        if wrong:
            line.fail(wrong)
        elif doubt:
            line.doubt(doubt)
        return found

    def _meant(self, line: Line, kind: HolderKind, wrong: str) -> str:
        """The code that a person chose for words below a year; "" while the line waits."""
        given = [Choice(code, honor.name) for code, honor in self.honors.items() if honor.subject in GIVEN_TO[kind]]
        return line.ask_meaning(wrong, given) or ""

    def _named_in_catalog(self, words: str, kind: HolderKind) -> str:
        """The code of what is written as the catalogue writes it, an honor of the school's own too; "" where none fits."""
        fitting = [code for code in self.named.get(key(words), ()) if self.honors[code].subject in GIVEN_TO[kind]]
        return fitting[0] if len(fitting) == 1 else ""

    def _compare(self, line: Line) -> None:
        """With the rules of the ledger, with its lines, and with the lines of the sheet above this one."""
        entry: NewEntry = line.made
        try:
            check_entry(entry, self.honors, self.today)
        except ValidationError as refusal:
            line.fail(" ".join(refusal.messages))
            return
        known = entry.key
        if known in self.known:
            line.know("Sổ khen thưởng đã có dòng này.")
        elif (above := self.seen.setdefault(known, line.number)) != line.number:
            line.know(f"Trùng với dòng {place_of(above)} của tệp.")
        elif known[:4] in self.known_years and entry.merit == Merit.YEARLY:
            other = "theo số quyết định khác" if entry.decision_number else "dòng này không ghi số quyết định"
            line.doubt(f"Sổ đã ghi danh hiệu, hình thức này của cùng năm học; {other}.")


class _Pupils:
    """Pupils and classes of the school: two queries, asked only by a sheet that speaks of pupils."""

    def __init__(self, school: School):
        self.classes = {(one.year, _class_key(one.name)): one for one in SchoolClass.objects.filter(school=school)}
        self.by_code: dict[str, Pupil] = {}
        self.by_name: dict[str, list[Pupil]] = defaultdict(list)
        pupils = Pupil.objects.filter(school=school).prefetch_related("memberships__school_class")
        for pupil in pupils:
            self.by_name[name_key(pupil.full_name)].append(pupil)
            if pupil.pupil_code:
                self.by_code[pupil.pupil_code.casefold()] = pupil

    def class_of(self, line: Line, name: str, year: int | None) -> SchoolClass | None:
        found = self.classes.get((year or 0, _class_key(name)))
        if found is None and year is not None:
            line.fail(f"Năm học {year_name(year)} không có lớp “{name}”. Thầy/cô thêm lớp trước.")
        return found

    def of(self, line: Line, year: int | None) -> Pupil | None:
        name, told = line.values["full_name"], line.get("class_name") or ""
        if found := self.by_code.get((line.get("staff_code") or "").casefold()):
            if fold(found.full_name) == fold(name):
                return found
            line.fail(f"Mã {found.pupil_code} là của em {found}, không phải {name}. Thầy/cô xem lại mã hoặc tên.")
            return None
        fitting = [pupil for pupil in self.by_name.get(name_key(name), []) if _fits(pupil, line.get("born_on"), told, year)]
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            line.fail(f"Không có học sinh tên {name}{f' ở lớp {told}' if told else ''}. Thầy/cô thêm học sinh trước.")
            return None
        offered = [Choice(str(pupil.pk), _told(pupil)) for pupil in fitting]
        answer = line.ask(f"Có {len(fitting)} học sinh tên {name}. Thầy/cô chọn đúng em.", offered)
        return next(pupil for pupil in fitting if str(pupil.pk) == answer) if answer else None


def _fits(pupil: Pupil, born_on: Any, class_name: str, year: int | None) -> bool:
    """Whether neither the class of that year nor the day of birth says that it is another one."""
    classes = {_class_key(one.school_class.name) for one in pupil.memberships.all() if one.school_class.year == year}
    is_there = not class_name or not classes or _class_key(class_name) in classes
    return is_there and (born_on is None or pupil.born_on is None or pupil.born_on == born_on)


def _class_key(name: str) -> str:
    return key(name).removeprefix("lop ")


def _told(pupil: Pupil) -> str:
    classes = ", ".join(f"lớp {one.school_class} năm {year_name(one.school_class.year)}" for one in pupil.memberships.all())
    return ", ".join(filter(None, (pupil.full_name, pupil.pupil_code and f"mã {pupil.pupil_code}", classes)))


def _decision_beside(line: Line) -> Decision | None:
    """Of a cell below a year, which tells the decision beside the honor if it tells it at all; the honor stays."""
    words = line.get("honor") or ""
    if not line.is_of_a_cell or not (found := IN_A_CELL.search(words)) or not found.start():
        return None
    line.values["honor"] = words[: found.start()].rstrip(" (,;")
    try:
        told = decision(found[0].rstrip(" )"))
    except ValidationError:
        line.doubt(f"“{found[0][:60]}” không đọc được là quyết định: phần này sẽ không được ghi.")
        return None
    line.note(f"Quyết định đọc trong ô: {told.number}.")
    return told


def _read_code(words: str, kind: HolderKind, issuer: str) -> tuple[str, str, str]:
    """The code, what is wrong, what is doubtful."""
    try:
        code = honor_code(words, kind, issuer)
        return code, "" if code else f"“{words[:60]}” chưa nói danh hiệu nào. Thầy/cô ghi tên như trong danh mục.", ""
    except DoubtfulError as doubt:
        return doubt.value, "", doubt.messages[0]
    except ValidationError as refusal:
        return "", refusal.messages[0], ""
