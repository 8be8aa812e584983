"""Whom a line is about: viên chức and tổ of the school, found by what the line tells, and a person asked about namesakes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from thiduakt.intake.parsing import birth_day, code, key, name_key, person_name, text
from thiduakt.school.models import Group, Person, School
from thiduakt.vietnamese import fold

from .base import Choice, Field, Line

MOST_OFFERED = 8
SCHOOL_WORDS = frozenset(map(name_key, ("trường", "nhà trường", "toàn trường")))
NO_GROUP = frozenset({"bgh", "ban giam hieu", "lanh dao", "ban lanh dao", "khong", "khong thuoc to"})

NAME = Field(
    "full_name",
    "Họ và tên",
    person_name,
    ("họ tên", "họ và tên giáo viên", "họ và tên CBGVNV", "họ tên giáo viên", "tên viên chức", "họ và tên viên chức", "tên"),
    required=True,
    help="Họ, tên đệm và tên, đủ dấu.",
    example="Đỗ Thị Đào",
    width=28,
)
CODE = Field(
    "staff_code",
    "Mã viên chức",
    code,
    ("mã", "mã GV", "mã giáo viên", "mã CBGVNV", "mã nhân sự", "mã định danh", "mã cán bộ", "mã số"),
    help="Ghi nếu có: phân biệt được người trùng họ tên.",
    example="GV001",
    width=16,
)
BORN = Field(
    "born_on",
    "Ngày sinh",
    birth_day,
    ("ngày tháng năm sinh", "ngày, tháng, năm sinh", "năm sinh", "sinh ngày", "NTNS"),
    help="Ngày/tháng/năm. Chỉ cần khi có người trùng họ tên.",
    example="12/05/1988",
    width=14,
)
GROUP = Field(
    "group_name",
    "Tổ",
    text,
    ("tổ chuyên môn", "tổ công tác", "tổ CM", "bộ phận", "tên tổ"),
    help="Tên tổ như trong danh sách tổ của trường.",
    example="Tổ mẫu giáo lớn",
    width=24,
)


def is_school(words: str, school: School) -> bool:
    """Whether the school is meant. With its marks: Trương is a family name."""
    return name_key(words) in SCHOOL_WORDS or key(words) == key(school.name)


def begins_with(words: str, *first: str) -> bool:
    """By whole words, with their marks: Tô Thị Hoa is no tổ."""
    return f"{name_key(words)} ".startswith(tuple(f"{name_key(one)} " for one in first))


class Groups:
    """The tổ of a school, by name: marks, capitals and the word “tổ” do not matter."""

    def __init__(self, school: School):
        self.by_name = {group_key(group.name): group for group in Group.objects.filter(school=school)}

    def named(self, words: str) -> Group | None:
        return self.by_name.get(group_key(words))


def group_key(words: str) -> str:
    return key(words).removeprefix("to ").removeprefix("chuyen mon ").replace("mau giao", "mg").strip()


class Staff:
    """The people of a school, those who left among them: what a list tells of the past may be theirs. One query."""

    def __init__(self, school: School):
        people = list(Person.objects.filter(school=school).select_related("group"))
        self.by_id = {person.pk: person for person in people}
        self.by_code = {person.staff_code.casefold(): person for person in people if person.staff_code}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.by_bare_name: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self.by_name[name_key(person.full_name)].append(person)
            self.by_bare_name[fold(person.full_name)].append(person)

    def of(self, line: Line) -> Person | None:
        """The person a line is about; where it is None, the line has been failed, or waits for an answer.

        The code tells it; without one the name, narrowed by the day of birth and the tổ.
        """
        name = line.get("full_name") or ""
        if found := self.by_code.get((line.get("staff_code") or "").casefold()):
            if not name or fold(found.full_name) == fold(name):
                return found
            line.fail(f"Mã {found.staff_code} là của {found}, không phải {name}. Thầy/cô xem lại mã hoặc tên.")
            return None
        if not name:
            line.fail("Không có viên chức mang mã này. Thầy/cô ghi thêm họ và tên.")
            return None
        return self.named(name, line)

    def named(self, name: str, line: Line) -> Person | None:
        """The person of that name, whom the other cells of the line may tell from namesakes."""
        candidates = self.by_name.get(name_key(name), [])
        fitting = narrowed(candidates, line)
        if len(fitting) == 1:
            return fitting[0]
        if candidates:
            sentence = f"Trường có {len(candidates)} người tên {name}. Thầy/cô chọn đúng người."
            if len(candidates) == 1:
                sentence = f"Ngày sinh hoặc mã trong tệp khác với {name} của trường. Thầy/cô xem có phải người này không."
            return self.chosen(line, sentence, fitting or candidates)
        if alike := self.by_bare_name.get(fold(name)):
            return self.chosen(line, f"Trường không có ai tên {name}, có người tên viết khác dấu.", alike)
        line.fail(f"Trường không có viên chức tên {name}. Thầy/cô thêm người này vào danh sách viên chức trước.")
        return None

    def is_plain(self, name: str, line: Line) -> bool:
        """Whether nobody need be asked who is meant."""
        return len(narrowed(self.by_name.get(name_key(name), []), line)) == 1

    def chosen(self, line: Line, sentence: str, candidates: Sequence[Person]) -> Person | None:
        answer = line.ask(sentence, [offered(person) for person in candidates[:MOST_OFFERED]])
        return self.by_id[int(answer)] if answer else None


def narrowed(candidates: Iterable[Person], line: Line) -> list[Person]:
    """Those whom the line does not exclude; of several, those of whom it tells the day of birth, the tổ, or both."""
    fitting = [person for person in candidates if agrees(person, line)]
    for same in (_is_born_then, _is_of_that_group):
        closer = [person for person in fitting if same(person, line)]
        fitting = closer if closer and len(fitting) > 1 else fitting
    return fitting


def agrees(person: Person, line: Line) -> bool:
    """Whether neither the code nor the day of birth says that it is somebody else; what is not known excludes nobody."""
    told = (line.get("staff_code"), line.get("born_on"))
    pairs: list[tuple[Any, Any]] = [(told[0] or None, person.staff_code or None), (told[1], person.born_on)]
    return all(one is None or other is None or one == other for one, other in pairs)


def offered(person: Person) -> Choice:
    """Without the day of birth: not everybody who imports may see it."""
    known = [
        person.full_name,
        f"mã {person.staff_code}" if person.staff_code else "",
        person.post,
        str(person.group) if person.group else "",
        f"làm việc đến {person.left_on:%d/%m/%Y}" if person.left_on else "",
    ]
    return Choice(str(person.pk), ", ".join(filter(None, known)))


def _is_born_then(person: Person, line: Line) -> bool:
    return person.born_on is not None and person.born_on == line.get("born_on")


def _is_of_that_group(person: Person, line: Line) -> bool:
    told = line.get("group_name")
    return bool(told) and person.group is not None and group_key(person.group.name) == group_key(told)
