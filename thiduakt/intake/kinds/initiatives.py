"""Sáng kiến đã được công nhận: one line each with all its authors, or a line for each of them with the share."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from thiduakt.intake import parsing
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.models import Row
from thiduakt.intake.parsing import Cell, Decision
from thiduakt.ledger.enums import InitiativeKind, InitiativeLevel
from thiduakt.ledger.services.initiatives import (
    WHOLE,
    InitiativeKey,
    NewAuthor,
    NewInitiative,
    known_initiatives,
    record_initiatives,
    remove_initiatives,
)
from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.models import School, User
from thiduakt.vietnamese import capitalized, fold, listed

from .base import Context, Field, Kind, Line, written_ids
from .whose import CODE, GROUP, Staff, offered

RESEARCH_WORDS = ("de tai", "de an", "nghien cuu", "nckh", "khkt", "cong trinh")
GroupKey = tuple[str, int, date | None]


def initiative_kind(cell: Cell) -> InitiativeKind:
    """What the column says; sáng kiến, sáng kiến kinh nghiệm or nothing is a sáng kiến."""
    return InitiativeKind.RESEARCH if parsing.key(cell).startswith(RESEARCH_WORDS) else InitiativeKind.INITIATIVE


def initiative_name(cell: Cell) -> str:
    return parsing.limited(parsing.text(cell).strip("“”\"' "), 500)


class Initiatives(Kind):
    code = IntakeKind.INITIATIVES
    lead = "Mỗi dòng là một sáng kiến, đề tài với các tác giả; hoặc mỗi tác giả một dòng, có tỷ lệ đóng góp."
    fields = (
        Field(
            "name",
            "Tên sáng kiến, đề tài",
            initiative_name,
            (
                "tên sáng kiến",
                "tên đề tài",
                "tên SKKN",
                "sáng kiến",
                "tên sáng kiến kinh nghiệm",
                "nội dung sáng kiến",
                "SKKN",
            ),
            required=True,
            help="Tên đầy đủ như trong quyết định công nhận.",
            example="Một số biện pháp giúp trẻ 5–6 tuổi yêu thích đọc sách",
            width=50,
        ),
        Field(
            "authors",
            "Tác giả",
            parsing.authors,
            (
                "họ và tên",
                "họ tên",
                "họ và tên tác giả",
                "tên tác giả",
                "đồng tác giả",
                "tác giả, đồng tác giả",
                "các tác giả",
            ),
            required=True,
            help="Nhiều tác giả: cách nhau bằng dấu phẩy, ghi tỷ lệ trong ngoặc, cộng lại 100 %.",
            example="Đỗ Thị Đào (60%), Nguyễn Thị Ánh (40%)",
            width=36,
            show=lambda told: ", ".join(f"{name} ({share} %)" for name, share in told or ()),
        ),
        CODE,
        GROUP,
        Field(
            "share",
            "Tỷ lệ đóng góp (%)",
            parsing.percent,
            ("tỷ lệ", "tỉ lệ", "tỷ lệ %", "tỉ lệ đóng góp", "% đóng góp", "tỷ lệ đóng góp"),
            help="Chỉ ghi khi mỗi tác giả một dòng.",
            width=14,
        ),
        Field(
            "year",
            "Năm học",
            parsing.school_year,
            ("NH", "năm", "năm công nhận"),
            required=True,
            help="Ghi như 2022-2023.",
            example="2022-2023",
            width=14,
            show=lambda year: year_name(year) if year else "",
        ),
        Field(
            "level",
            "Cấp công nhận",
            parsing.level,
            ("cấp", "cấp xếp loại", "xếp loại cấp", "phạm vi", "phạm vi ảnh hưởng", "cấp đánh giá"),
            required=True,
            help="Cấp trường; cấp cơ sở (quận, phường, Sở); cấp Thành phố, Bộ; toàn quốc.",
            example="Cấp cơ sở (quận, phường, Sở)",
            width=26,
            show=lambda level: level.label if level else "",
        ),
        Field(
            "kind",
            "Loại",
            initiative_kind,
            ("loại hình", "thể loại"),
            help="Sáng kiến, hoặc đề tài, đề án khoa học đã nghiệm thu.",
            example="Sáng kiến",
            width=16,
            show=lambda kind: kind.label if kind else "",
        ),
        Field(
            "decision",
            "Số quyết định",
            parsing.decision,
            (
                "quyết định",
                "số QĐ",
                "quyết định công nhận",
                "QĐ công nhận",
                "số, ngày quyết định",
                "số quyết định công nhận",
            ),
            help="Có thể ghi cả ngày và cơ quan: 123/QĐ-UBND ngày 05/6/2023 của UBND quận.",
            example="123/QĐ-UBND",
            width=24,
            show=lambda told: told.number if told else "",
        ),
        Field(
            "decided_on",
            "Ngày quyết định",
            parsing.day,
            ("ngày QĐ", "ngày ký", "ngày công nhận"),
            help="Ngày/tháng/năm.",
            example="05/06/2023",
            width=14,
        ),
        Field(
            "issuer",
            "Cơ quan công nhận",
            lambda cell: parsing.limited(parsing.text(cell), 200),
            ("cơ quan ban hành", "cơ quan quyết định", "nơi công nhận", "đơn vị công nhận"),
            example="UBND quận Long Biên",
            width=26,
        ),
    )

    def options(self, school: School) -> Mapping[str, Sequence[str]]:
        return {
            "level": [capitalized(choice.label) for choice in InitiativeLevel],
            "kind": [capitalized(choice.label) for choice in InitiativeKind],
        }

    def resolve(self, lines: Sequence[Line], context: Context) -> None:
        today = timezone.localdate(context.at)
        staff = Staff(context.school)
        known, above = known_initiatives(context.school), dict[InitiativeKey, Line]()
        for told in _together(lines, staff):
            if row := _checked(told, today):
                _compare(told.lines, row, known, above)

    def write(self, lines: Sequence[Line], *, actor: User, at: datetime) -> dict[str, int]:
        staff = Staff(actor.school)
        found = _together(lines, staff)
        initiatives = record_initiatives([_row(told) for told in found], actor=actor, at=at)
        for told, initiative in zip(found, initiatives, strict=True):
            for line in told.lines:
                line.written_id = initiative.pk
        return {"sáng kiến ghi mới": len(initiatives)}

    def undo(self, rows: Sequence[Row], *, reason: str, actor: User, at: datetime) -> dict[str, int]:
        return {"sáng kiến đã xóa": remove_initiatives({*written_ids(rows)}, reason=reason, actor=actor, at=at)}


@dataclass(slots=True)
class Told:
    """One initiative: its lines, and its authors as far as they were found."""

    lines: list[Line]
    authors: list[NewAuthor]


def _together(lines: Sequence[Line], staff: Staff) -> list[Told]:
    """Each line on its own, but lines of one author with a share of less than the whole make one initiative together."""
    shared: dict[GroupKey, list[Line]] = defaultdict(list)
    found: list[list[Line]] = []
    for line in lines:
        if len(line.values["authors"]) == 1 and (line.get("share") or WHOLE) < WHOLE:
            key = fold(line.values["name"]), line.values["year"], _decision(line).decided_on
            if not shared[key]:
                found.append(shared[key])
            shared[key].append(line)
        else:
            found.append([line])
    return [Told(group, [author for line in group for author in _authors(line, staff)]) for group in found]


def _authors(line: Line, staff: Staff) -> list[NewAuthor]:
    """Those found. Of several one may be asked about: an answer would not tell which of two it is about."""
    told: list[tuple[str, int]] = line.values["authors"]
    if len(told) == 1:
        [(line.values["full_name"], share)] = told
        person = staff.of(line)
        people = [(person, line.get("share") or share)]
    else:
        unclear = [name for name, _ in told if not staff.is_plain(name, line)]
        if len(unclear) > 1:
            line.fail(f"Chưa rõ {listed(unclear)} là ai trong trường. Thầy/cô ghi mỗi tác giả một dòng, có mã viên chức.")
            return []
        people = [(staff.named(name, line), share) for name, share in told]
    return [NewAuthor(person, share) for person, share in people if person]


def _decision(line: Line) -> Decision:
    """Both columns together: the day and the body may stand in the cell of the number."""
    told: Decision = line.get("decision") or Decision()
    return Decision(told.number, line.get("decided_on") or told.decided_on, line.get("issuer") or told.issuer)


def _checked(told: Told, today: date) -> NewInitiative | None:
    """What would be written; None where a line has failed or waits, and the others of the initiative with it."""
    for line in told.lines:
        if line.values["year"] > year_on(today):
            line.fail("Năm học này chưa bắt đầu. Thầy/cô xem lại năm học.")
        if (decided := _decision(line).decided_on) and decided > today:
            line.fail("Ngày quyết định không được sau hôm nay.")
    settled = [line for line in told.lines if line.is_open and not line.choices]
    waiting = next((line for line in told.lines if line not in settled), None)
    row = _row(told)
    wrong = (
        f"Dòng {waiting.place} của cùng sáng kiến chưa ghi được. Thầy/cô xử lý dòng đó trước." if waiting else _wrong(row)
    )
    for line in settled:
        if wrong:
            line.fail(wrong)
    return None if wrong else row


def _wrong(row: NewInitiative) -> str:
    """What cannot be with its authors."""
    if len({author.person.pk for author in row.authors}) < len(row.authors):
        return "Một tác giả được ghi hai lần. Thầy/cô xem lại các tác giả."
    total = sum(author.share for author in row.authors)
    return "" if total == WHOLE else f"Tỷ lệ đóng góp của các tác giả cộng lại là {total} %, phải bằng 100 %."


def _row(told: Told) -> NewInitiative:
    first = told.lines[0]
    number, decided_on, issuer = _decision(first)
    return NewInitiative(
        name=first.values["name"],
        year=first.values["year"],
        level=first.values["level"],
        authors=told.authors,
        kind=first.get("kind") or InitiativeKind.INITIATIVE,
        decision_number=number,
        decided_on=decided_on,
        issuer=issuer,
    )


def _compare(lines: Sequence[Line], row: NewInitiative, known: set[InitiativeKey], above: dict[InitiativeKey, Line]) -> None:
    """With what the book says, and with the lines above."""
    for line in lines:
        if row.keys & known:
            line.know("Sổ đã ghi sáng kiến này của tác giả trong năm học.")
        elif twin := next((above[key] for key in row.keys if key in above), None):
            line.know(f"Giống dòng {twin.place}.")
        line.note(f"Ghi cho: {'; '.join(offered(author.person).label for author in row.authors)}.")
    above.update(dict.fromkeys(row.keys - above.keys(), lines[0]))
