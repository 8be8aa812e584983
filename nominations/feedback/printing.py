"""What is printed of a posted list: the appendix of the notice, and the sheet with its QR code for the notice-board."""

from django.template.loader import render_to_string

from nominations.feedback.models import Posting
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.rendering.sandbox import render

COLUMNS = (
    Column("STT", 5, "center"), Column("Họ và tên, tập thể", 22), Column("Chức vụ, đơn vị", 20),
    Column("Danh hiệu, hình thức đề nghị", 22), Column("Tóm tắt thành tích", 31),
)  # fmt: skip


def appendix_of(posting: Posting) -> Appendix:
    lines = list(posting.lines.all())
    rows = tuple(
        (str(number), one.holder_name, one.unit, one.honor_name, one.summary) for number, one in enumerate(lines, start=1)
    )
    return Appendix(
        f"Danh sách đề nghị khen thưởng năm học {posting.review.year_name}",
        table=Table(COLUMNS, rows), landscape=True, closing=f"Danh sách này có {len(lines)} trường hợp./.",
    )  # fmt: skip


def sheet(posting: Posting, address: str) -> bytes:
    """PDF, A4: the list with the days and a code that opens `address` on a phone."""
    told = {"posting": posting, "lines": posting.lines.all(), "address": address}
    return render(render_to_string("feedback/print_sheet.html", told))
