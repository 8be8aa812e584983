"""What is printed of a ceremony: its programme, the lists, the cards on the seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thiduakt.documents.rendering.sandbox import render
from thiduakt.excel import Column

from .models import Ceremony
from .queries import called, printed_unit, seats_of, timed


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as both the PDF and the Excel file have it.

    `heads`: columns that on paper stand once, above the rows that share them.
    """

    title: str
    file_name: str
    columns: tuple[Column, ...]
    rows: list[list[str]]
    heads: tuple[str, ...] = ()


def program_sheet(ceremony: Ceremony) -> Sheet:
    columns = (Column("STT", 6), Column("Thời gian", 16), Column("Nội dung", 60), Column("Người thực hiện", 36))
    rows = [
        [str(number), each.hours, each.item.title, each.item.who] for number, each in enumerate(timed(ceremony), start=1)
    ]
    return Sheet("CHƯƠNG TRÌNH", "chuong-trinh", columns, rows)


def handing_sheet(ceremony: Ceremony) -> Sheet:
    """Whoever is called up, in order, with who hands over what. No sum stands on it."""
    columns = (
        Column("STT", 6), Column("Lượt trao", 34), Column("Họ và tên, tập thể", 30), Column("Chức vụ, đơn vị", 30),
        Column("Danh hiệu, hình thức", 34), Column("Số vào sổ", 10), Column("Người trao", 24), Column("Trao", 24),
        Column("Người nhận", 30), Column("Kết quả", 20),
    )  # fmt: skip
    rows = []
    for each in called(ceremony):
        giver, gifts = (each.turn.handed_by, each.turn.gifts) if each.turn else ("", "")
        for number, one in enumerate(each.recipients, start=each.first):
            line = one.line
            told = [line.holder_name, printed_unit(line), line.short_honor, str(line.position), giver, gifts]
            rows.append([str(number), each.name, *told, one.received_by, one.get_handing_display()])
    return Sheet("DANH SÁCH TRAO THƯỞNG", "danh-sach-trao-thuong", columns, rows, HEADS)


def seat_sheet(ceremony: Ceremony) -> Sheet:
    columns = (Column("STT", 6), Column("Hàng", 8), Column("Ghế", 8), Column("Họ và tên", 40), Column("Đơn vị", 40))
    rows = [
        [str(number), seat.row, str(seat.number), seat.name, seat.told]
        for number, seat in enumerate(seats_of(ceremony), start=1)
    ]
    return Sheet("SƠ ĐỒ CHỖ NGỒI", "cho-ngoi", columns, rows)


def guest_sheet(ceremony: Ceremony) -> Sheet:
    columns = (Column("STT", 6), Column("Họ và tên", 36), Column("Chức vụ, đơn vị", 50))
    guests = ceremony.guests.order_by("position", "pk")
    rows = [[str(number), guest.name, guest.post] for number, guest in enumerate(guests, start=1)]
    return Sheet("KHÁCH MỜI", "khach-moi", columns, rows)


SHEETS = {"chuong-trinh": program_sheet, "danh-sach-trao": handing_sheet, "cho-ngoi": seat_sheet, "khach-moi": guest_sheet}
HEADS = ("Lượt trao", "Người trao", "Trao")
BLANK_LEFT_OUT = ("Người nhận", "Kết quả")  # of what is still to come


def printed(ceremony: Ceremony, sheet: Sheet) -> bytes:
    """PDF, A4. A column in which nothing is told takes no room on paper."""
    titles = [column.title for column in sheet.columns]
    left_out = BLANK_LEFT_OUT if ceremony.is_planned else ()
    kept = [
        place
        for place, title in enumerate(titles)
        if title not in (*sheet.heads, *left_out) and (not sheet.rows or any(row[place] for row in sheet.rows))
    ]
    heads = [place for place, title in enumerate(titles) if title in sheet.heads]
    groups = [
        {"head": ". ".join(_named(titles[place], cells[place]) for place in heads if cells[place]), "rows": rows}
        for cells, rows in _grouped(sheet.rows, heads, kept)
    ]
    told = {"ceremony": ceremony, "title": sheet.title, "titles": [titles[place] for place in kept], "groups": groups}
    return render(render_to_string("ceremonies/print_sheet.html", told))


def _grouped(rows: list[list[str]], heads: list[int], kept: list[int]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """A first row with the rows that follow it and share its heads."""
    for _, same in groupby(rows, key=lambda row: [row[place] for place in heads]):
        found = list(same)
        yield found[0], [[row[place] for place in kept] for row in found]


def _named(title: str, cell: str) -> str:
    return cell if title == HEADS[0] else f"{title}: {cell}"


def cards(ceremony: Ceremony) -> bytes:
    """PDF, A4: a card for each seat, to be cut and folded."""
    told = {"ceremony": ceremony, "seats": seats_of(ceremony)}
    return render(render_to_string("ceremonies/print_cards.html", told))


def program_body(ceremony: Ceremony) -> SafeString:
    """Of the official Chương trình: the day, the place, and every point with its hours."""
    rows = format_html_join(
        "", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
        ((each.hours, each.item.title, each.item.who) for each in timed(ceremony)),
    )  # fmt: skip
    return format_html(
        "<p>Thời gian: {starts}, ngày {day}.</p><p>Địa điểm: {place}.</p>"
        "<table><thead><tr><th>Thời gian</th><th>Nội dung</th><th>Người thực hiện</th></tr></thead>"
        "<tbody>{rows}</tbody></table>"
        "<p>Các tổ, bộ phận được phân công chuẩn bị chu đáo để buổi lễ diễn ra đúng giờ./.</p>",
        starts=f"{ceremony.starts_at:%H:%M}",
        day=f"{ceremony.held_on:%d/%m/%Y}",
        place=ceremony.place,
        rows=rows,
    )
