"""Xếp loại năm: of a person, a tổ or the school, in one school year."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from thiduakt.intake import parsing
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.models import Row
from thiduakt.intake.parsing import Cell
from thiduakt.ledger.enums import Rating
from thiduakt.ledger.services.ratings import NewRating, Rated, RatingKey, known_ratings, record_ratings, remove_ratings
from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.models import Group, Person, School, User
from thiduakt.vietnamese import capitalized

from .base import Choice, Context, Field, Kind, Line, written_ids
from .whose import BORN, CODE, GROUP, NAME, Groups, Staff, begins_with, is_school, offered

MEANINGS = [Choice(rating.value, capitalized(rating.label)) for rating in Rating]


def rated_name(cell: Cell) -> str:
    """A person's name, or the name of a tổ or of the school as it stands."""
    words = parsing.limited(parsing.text(cell), 120)
    return words if begins_with(words, "tổ", "trường", "nhà trường", "toàn trường") else parsing.person_name(cell)


class Ratings(Kind):
    code = IntakeKind.RATINGS
    lead = "Mỗi dòng là xếp loại của một viên chức, một tổ hoặc nhà trường trong một năm học."
    fields = (
        Field(
            NAME.name,
            "Họ và tên, tổ hoặc trường",
            rated_name,
            (*NAME.aliases, NAME.label, "đối tượng", "cá nhân, tập thể", "tên cá nhân, tập thể"),
            required=True,
            help="Họ và tên viên chức; hoặc tên tổ; hoặc chữ Trường cho xếp loại của nhà trường.",
            example=NAME.example,
            width=30,
        ),
        CODE,
        BORN,
        GROUP,
        Field(
            "year",
            "Năm học",
            parsing.school_year,
            ("NH", "năm"),
            required=True,
            help="Ghi như 2022-2023.",
            example="2022-2023",
            width=14,
            show=lambda year: year_name(year) if year else "",
        ),
        Field(
            "rating",
            "Xếp loại",
            parsing.rating,
            (
                "kết quả xếp loại",
                "xếp loại chất lượng",
                "đánh giá",
                "mức xếp loại",
                "xếp loại viên chức",
                "kết quả",
                "mức độ hoàn thành",
            ),
            required=True,
            help="Hoàn thành xuất sắc, hoàn thành tốt, hoàn thành hoặc không hoàn thành nhiệm vụ; viết tắt cũng được.",
            example="Hoàn thành tốt nhiệm vụ",
            width=28,
            show=lambda value: value.label if value else "",
            by_year=True,
        ),
        Field(
            "registered",
            "Có đăng ký thi đua",
            parsing.yes,
            ("đăng ký thi đua", "đăng ký", "ĐKTĐ"),
            help="Đánh dấu x nếu năm đó có đăng ký; để trống nếu không rõ.",
            width=18,
            show=lambda value: {True: "Có", False: "Không"}.get(value, ""),
        ),
        Field(
            "basis",
            "Văn bản công nhận",
            lambda cell: parsing.limited(parsing.text(cell), 200),
            ("số quyết định", "quyết định", "căn cứ", "văn bản", "số QĐ"),
            help="Số, ngày văn bản công nhận kết quả.",
            width=26,
        ),
        Field(
            "note",
            "Ghi chú",
            lambda cell: parsing.limited(parsing.text(cell), 300),
            ("chú thích",),
            width=24,
        ),
    )

    def options(self, school: School) -> Mapping[str, Sequence[str]]:
        return {
            "group_name": list(Group.objects.filter(school=school).values_list("name", flat=True)),
            "rating": [capitalized(choice.label) for choice in Rating],
            "registered": ["x"],
        }

    def resolve(self, lines: Sequence[Line], context: Context) -> None:
        staff, groups = Staff(context.school), Groups(context.school)
        known, above = known_ratings(context.school), dict[RatingKey, Line]()
        newest = year_on(timezone.localdate(context.at))
        for line in lines:
            if line.values["year"] > newest:
                line.fail("Năm học này chưa bắt đầu. Thầy/cô xem lại năm học.")
            elif (holder := _holder(line, staff, groups, context.school)) and _is_read(line):
                _compare(line, _row(line, holder), known, above)
                if isinstance(holder, Person):
                    line.note(f"Ghi cho: {offered(holder).label}.")

    def write(self, lines: Sequence[Line], *, actor: User, at: datetime) -> dict[str, int]:
        staff, groups = Staff(actor.school), Groups(actor.school)
        rows = [_row(line, holder) for line in lines if (holder := _holder(line, staff, groups, actor.school))]
        ratings = record_ratings(rows, actor=actor, at=at)
        for line, rating in zip(lines, ratings, strict=True):
            line.written_id = rating.pk
        return {"xếp loại ghi mới": len(ratings)}

    def undo(self, rows: Sequence[Row], *, reason: str, actor: User, at: datetime) -> dict[str, int]:
        return {"xếp loại đã xóa": remove_ratings(written_ids(rows), reason=reason, actor=actor, at=at)}


def _holder(line: Line, staff: Staff, groups: Groups, school: School) -> Rated | None:
    """Whose the rating is; None: the line has failed or waits for an answer."""
    name = line.values["full_name"]
    if is_school(name, school):
        return school
    if group := groups.named(name):
        return group
    if begins_with(name, "tổ", "trường") and parsing.name_key(name) not in staff.by_name:
        line.fail(f"Trường không có {name}. Thầy/cô ghi tên tổ như trong danh sách tổ.")
        return None
    return staff.of(line)


def _is_read(line: Line) -> bool:
    """Whether its rating is known, by the cell or by a person."""
    if line.unread and (answer := line.ask_meaning(line.unread, MEANINGS)):
        line.values["rating"] = Rating(answer)
    return bool(line.values["rating"])


def _row(line: Line, holder: Rated) -> NewRating:
    return NewRating(
        holder=holder,
        year=line.values["year"],
        rating=line.values["rating"],
        registered=line.get("registered"),
        basis=line.get("basis") or "",
        note=line.get("note") or "",
    )


def _compare(line: Line, row: NewRating, known: Mapping[RatingKey, str], above: dict[RatingKey, Line]) -> None:
    """With what the book says of this holder and year, and with the lines above."""
    line.target_id = row.holder.pk
    standing = known.get(row.key)
    if standing == row.rating:
        line.know(f"Sổ đã ghi xếp loại này cho {row.holder}.")
    elif standing:
        line.fail(
            f"Sổ đang ghi {row.holder} năm học {year_name(row.year)}: {Rating(standing).label}. "
            "Muốn sửa, thầy/cô sửa ở trang Xếp loại năm, ghi rõ lý do."
        )
    elif row.key not in above:
        above[row.key] = line
    elif above[row.key].values["rating"] == row.rating:
        line.know(f"Giống dòng {above[row.key].place}.")
    else:
        line.fail(f"Dòng {above[row.key].place} ghi xếp loại khác cho {row.holder}. Thầy/cô giữ lại một dòng.")
