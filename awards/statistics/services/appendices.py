"""The figures as appendices of a report: tables with their charts, as they stood when they were taken in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from awards.statistics.gaps import lines_of
from awards.statistics.given import OUTSIDE, PUPILS, SCHOOL
from awards.statistics.queries import given_in, known_of, received_beside, registered_in
from awards.statistics.showing import given_tables, registered_tables
from awards.statistics.tables import Table
from campaigns.campaigns.classes import Period
from thiduakt.documents import paper as papers
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.ledger.years import year_name
from thiduakt.permissions import require
from thiduakt.school.models import Group, User

GIVEN, REGISTERED = "Thống kê khen thưởng", "Đăng ký và kết quả thi đua"
SIDE_BY_SIDE = 3  # years of a printed table
FIRST, OTHER = 40, 12  # shares of its width


def attach_given(report: Document, year: int, *, actor: User, at: datetime) -> Document:
    """Into a draft, in the place of an older one: what was given, three years side by side."""
    require(actor, "statistics.view", on=timezone.localdate(at))
    years = list(range(year - SIDE_BY_SIDE + 1, year + 1))
    given = given_in(report.school_id, Period.SCHOOL, None)
    teams = [SCHOOL, *(group.name for group in Group.objects.filter(school=report.school_id)), PUPILS, OUTSIDE]
    tables = given_tables(given, years, [year_name(year) for year in years], teams)
    shown = [table for table in tables if table.key in {"to", "danh-hieu", "cap"}]
    return _attach(report, year, GIVEN, shown, actor=actor, at=at)


def attach_registered(report: Document, year: int, *, actor: User, at: datetime) -> Document:
    """Sums alone: nobody is named."""
    require(actor, "statistics.view", on=timezone.localdate(at))
    registered = registered_in(report.school_id, year, None)
    lines = lines_of(registered, known_of(report.school_id, year))
    beside = received_beside(report.school_id, year, None, registered)
    return _attach(report, year, REGISTERED, registered_tables(lines, beside)[1:] if lines else [], actor=actor, at=at)


def _attach(report: Document, year: int, title: str, tables: Sequence[Table], *, actor: User, at: datetime) -> Document:
    if not any(table.has_numbers for table in tables):
        raise ValidationError(f"Năm học {year_name(year)} chưa có số liệu để lập phụ lục “{title}”.")
    return attach(report, [_appendix(title, tables, timezone.localdate(at))], actor=actor, at=at)


def _appendix(title: str, tables: Sequence[Table], on: date) -> papers.Appendix:
    """One table under the other, the heads of the first above them all; the charts below."""
    heads = tables[0].columns
    columns = tuple(
        papers.Column(head, OTHER if place else FIRST, "center" if place else "left") for place, head in enumerate(heads)
    )
    rows: list[tuple[str, ...]] = []
    for table in tables:
        if len(tables) > 1:
            rows.append((table.title.upper(), *([""] * (len(heads) - 1))))
        rows.extend(tuple("" if cell is None else str(cell) for cell in row) for row in table.rows)
    return papers.Appendix(
        title=title,
        table=papers.Table(columns=columns, rows=tuple(rows)),
        closing=f"Số liệu lấy ngày {on:%d/%m/%Y}./.",
        landscape=True,
        charts=tuple(table.chart for table in tables if table.chart),
    )
