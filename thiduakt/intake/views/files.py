"""The rows that were not written, to be mended in Excel and brought again."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import View

from thiduakt.excel import Column, download, workbook
from thiduakt.intake.enums import IntakeKind, RowStatus
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.models import Row
from thiduakt.intake.workbooks import spread_of, widened

from .pages import OfBatch

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WHY = "Vì sao"  # known to the reader of heads: a column that says nothing of anybody


class FaultyRows(OfBatch, View):
    """The layout of the sheet that came, its faulty and undecided rows, and why each was not taken."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch
        rows = batch.rows.filter(status__in=(RowStatus.ERROR, RowStatus.LOOK))
        columns = [*(Column(batch.heads[place], 20) for place in self.places), Column(WHY, 60)]
        subtitle = f"{batch.file_name}, các dòng chưa ghi. Thầy/cô sửa tại đây rồi tải tệp này lên."
        content = workbook("DÒNG CHƯA GHI", subtitle, columns, map(self._cells, rows))
        return download(content, "dong-chua-ghi")

    @cached_property
    def places(self) -> list[int]:
        """The columns told again. Of columns of years every row has its own year and words, and needs those no more."""
        spread = spread_of(self.batch.heads, self.batch.columns, KINDS[IntakeKind(self.batch.kind)].fields)
        years = spread.years if spread else {}
        return [place for place in range(len(self.batch.heads)) if place not in years]

    def _cells(self, row: Row) -> list[Any]:
        hidden, cells = self.birth_places(), widened(row.cells, len(self.batch.heads))
        why = f"Dòng {row.place} của tệp trước. {' '.join(self.messages_of(row))}"
        return [*(None if place in hidden else _cell(cells[place]) for place in self.places), why]


def _cell(cell: Any) -> Any:
    """A day is a day of Excel again; a text that only looks like one stays."""
    if not isinstance(cell, str) or not DAY.fullmatch(cell):
        return cell
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell
