"""Sheets as schools bring them, and batches made of them by the services themselves."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from thiduakt.intake.enums import BatchState, IntakeKind
from thiduakt.intake.models import Batch
from thiduakt.intake.services.batches import upload
from thiduakt.intake.services.checking import check
from thiduakt.school.models import User

HONOR_HEADS = ("Họ và tên", "Danh hiệu", "Năm học", "Số quyết định", "Ngày quyết định", "Cơ quan quyết định")
DAO_2021 = ("Đỗ Thị Đào", "Chiến sĩ thi đua cơ sở", "2021-2022", "45/QĐ-UBND", "05/06/2022", "UBND quận Long Biên")


def xlsx(*rows: Iterable[Any], sheet: str = "Sheet1", others: Iterable[str] = ()) -> bytes:
    """An .xlsx of one filled sheet; `others`: names of sheets with nothing on them, before it."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    for place, name in enumerate(others):
        book.create_sheet(name, place)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def make_batch(
    actor: User, *rows: Iterable[Any], at: datetime, kind: IntakeKind = IntakeKind.HONORS, name: str = "khen-thuong.xlsx"
) -> Batch:
    """Uploaded, and read where its columns are known."""
    batch = upload(kind, name, xlsx(*rows), actor=actor, at=at)
    if batch.state == BatchState.READING:
        check(batch, at=at)
        batch.refresh_from_db()
    return batch
