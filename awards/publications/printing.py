"""What is printed of a publication: the list of the notice, and the sheet with its QR code for the notice-board."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.rendering.sandbox import render
from thiduakt.documents.richtext import MAX_ROWS

from .models import Publication
from .queries import Row, shown_of

COLUMNS = {
    "name": "Họ và tên, tập thể",
    "unit": "Chức vụ, đơn vị",
    "honor": "Danh hiệu, hình thức khen thưởng",
    "citation": "Thành tích",
    "decision": "Quyết định",
}
ALWAYS = ("name", "honor")


def cells_of(rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    """The titles of the columns in which something is told, and the cells of each row."""
    names = [name for name in COLUMNS if name in ALWAYS or any(getattr(row, name) for row in rows)]
    return [COLUMNS[name] for name in names], [[getattr(row, name) for name in names] for row in rows]


def lists_of(publication: Publication) -> list[Appendix]:
    """What the public sees now, as the appendices of the notice: as many as its rows need."""
    titles, rows = cells_of(shown_of(publication).rows)
    columns = (Column("STT", 6, "center"), *(Column(title, 94 / len(titles)) for title in titles))
    numbered = [(str(number), *row) for number, row in enumerate(rows, start=1)]
    parts = [numbered[first : first + MAX_ROWS] for first in range(0, max(len(numbered), 1), MAX_ROWS)]
    found = []
    for place, part in enumerate(parts, start=1):
        name = f"Danh sách {publication.title}"[:280]
        title, is_last = f"{name} (phần {place})" if len(parts) > 1 else name, place == len(parts)
        closing = f"Danh sách này có {len(rows)} cá nhân, tập thể./." if is_last else ""
        table = Table(columns, tuple(part))
        found.append(Appendix(title, table=table, landscape=len(titles) > 3, closing=closing))
    return found


def notice_body(publication: Publication) -> SafeString:
    decision = publication.decision
    if decision and decision.day:
        source = f"Quyết định số {decision.notation} ngày {decision.day:%d/%m/%Y} của {decision.issuer_told}"
    else:
        source = "sổ khen thưởng của nhà trường"
    return format_html(
        "<p>{school} công bố kết quả khen thưởng theo {source} (danh sách kèm theo), như sau:</p><ul>"
        "<li>Nội dung: {title}.</li>"
        "<li>Thời gian: từ ngày {since} đến hết ngày {until}.</li>"
        "<li>Nơi công bố: {places}.</li></ul>"
        "<p>Nhà trường thông báo để toàn thể cán bộ, giáo viên, nhân viên, cha mẹ học sinh được biết./.</p>",
        school=publication.school,
        source=source,
        title=publication.title,
        since=f"{publication.shown_from:%d/%m/%Y}",
        until=f"{publication.shown_until:%d/%m/%Y}",
        places=places_told(publication),
    )


def places_told(publication: Publication) -> str:
    page = "trang công khai của trường" if publication.on_page else ""
    return "; ".join(filter(None, (page, publication.places)))


def sheet(publication: Publication, address: str) -> bytes:
    """PDF, A4: what the public sees now; where it is on the page, with a code that opens `address` on a phone."""
    titles, rows = cells_of(shown_of(publication).rows)
    told = {"publication": publication, "titles": titles, "rows": rows, "address": address}
    return render(render_to_string("publications/print_sheet.html", told | {"places": places_told(publication)}))
