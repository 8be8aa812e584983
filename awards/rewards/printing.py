"""Danh sách chi tiền thưởng: with a column to sign in, the sum in words and three signatures, to be printed and kept."""

from collections.abc import Sequence
from datetime import date

from django.template.loader import render_to_string

from awards.decisions.models import AwardDecision
from thiduakt.documents.paper import Column, Table
from thiduakt.documents.rendering.measure import balanced_lines
from thiduakt.documents.rendering.sandbox import render
from thiduakt.documents.wording import MOTTO, STATE_NAME
from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead, User
from thiduakt.school.queries import holders
from thiduakt.vietnamese import capitalized, dong, grouped, money_in_words, official_date

from .models import Payment
from .queries import amounts

ISSUING_WIDTH, TITLE_WIDTH = 70, 140  # millimetres
LINES = 300  # of a part: as many as are printed within the time one paper is given
COLUMNS = (
    Column("STT", 6, "center"), Column("Họ và tên, tập thể", 23), Column("Chức vụ, đơn vị", 21),
    Column("Danh hiệu, hình thức", 21), Column("Số tiền (đồng)", 14, "right"), Column("Ký nhận", 15),
)  # fmt: skip


def parts(count: int) -> range:
    """The numbers of the parts that so many lines fill."""
    return range(1, max(1, -(-count // LINES)) + 1)


def table_of(payments: Sequence[Payment], first: int) -> Table:
    """Whoever takes it in the place of another signs there, and is named."""
    return Table(COLUMNS, tuple(_cells(number, one) for number, one in enumerate(payments, start=first)))


def list_pdf(decision: AwardDecision, payments: Sequence[Payment], part: int, *, drawn_by: User, on: date) -> bytes:
    """One part of the list, in the order of the decision. ValidationError: no letterhead."""
    first = (part - 1) * LINES
    letterhead = Letterhead.objects.on(decision.school_id, on)
    table = table_of(payments[first : first + LINES], first + 1)
    total = amounts(payments)
    context = {
        "title": f"Danh sách chi tiền thưởng {decision.notation}",
        "parent_lines": _lines(letterhead.parent_lines),
        "issuer_lines": _lines(letterhead.issuer_lines),
        "state_name": STATE_NAME,
        "motto": MOTTO,
        "place": f"{letterhead.place}, {official_date(on)}",
        "subject_lines": balanced_lines(decision.name, TITLE_WIDTH),
        "basis": _basis(decision),
        "part": f"Phần {part}/{len(parts(len(payments)))}" if len(payments) > LINES else "",
        "columns": table.columns,
        "rows": [list(zip(row, (column.align for column in table.columns), strict=True)) for row in table.rows],
        "is_last": first + LINES >= len(payments),
        "total": grouped(total),
        "in_words": f"{capitalized(money_in_words(total))}.",
        "closing": f"Danh sách này có {len(payments)} khoản, tổng số {dong(total)}.",
        "signers": _signers(decision, drawn_by, on),
    }
    return render(render_to_string("rewards/list_paper.html", context))


def _cells(number: int, payment: Payment) -> tuple[str, ...]:
    line = payment.line
    signs = f"{payment.received_by} nhận thay" if payment.received_by else ""
    return str(number), line.holder_name, line.unit, line.short_honor, grouped(payment.amount), signs


def _lines(stored: str) -> list[str]:
    return [part for line in stored.splitlines() for part in balanced_lines(line, ISSUING_WIDTH, 12)]


def _basis(decision: AwardDecision) -> str:
    day = f" ngày {decision.day:%d/%m/%Y}" if decision.day else ""
    return (
        f"Kèm theo Quyết định số {decision.notation}{day} của {decision.issuer_told}. Nguồn: {decision.get_fund_display()}."
    )


def _signers(decision: AwardDecision, drawn_by: User, on: date) -> list[tuple[str, str]]:
    """(capacity, name): who drew it up, the accountant, the head of the school."""
    accountant = next((one.person.full_name for one in holders(decision.school_id, {Role.ACCOUNTANT}, on)), "")
    principal = next((one.person.full_name for one in holders(decision.school_id, {Role.PRINCIPAL}, on)), "")
    return [("Người lập", drawn_by.person.full_name), ("Kế toán", accountant), ("Hiệu trưởng", principal)]
