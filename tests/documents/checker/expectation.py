"""What a checker cannot know from the sheet: which paper was ordered, with how many appendices, rows and signers."""

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from thiduakt.documents.paper import Paper, Signature, Table

from . import law


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    rows: int
    titles: tuple[str, ...] = ()  # empty: only the rows are counted
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class ExpectedAppendix:
    landscape: bool
    title: str
    tables: tuple[ExpectedTable, ...]


@dataclass(frozen=True, slots=True)
class ExpectedSigner:
    capacity: tuple[str, ...]
    name: str
    on_left: bool
    first_row: bool


@dataclass(frozen=True, slots=True)
class Expectation:
    code: str  # abbreviation of the kind; "CV" is a letter, which has no tên loại
    subject: str
    parent: str  # the lines joined by blanks
    issuer: str
    numbered: bool  # a person's own report is not
    number: int | None  # None: the place is blank
    dated: date | None
    number_text: str  # "01/KH-MNGB" as it must stand after Số; empty until there is a number
    date_text: str  # "Giang Biên, ngày 15 tháng 02 năm 2023"; empty until there is a date
    is_draft: bool
    authority: str
    addressees: int
    bases: int
    has_recipients: bool
    signers: tuple[ExpectedSigner, ...]
    tables: tuple[ExpectedTable, ...]  # in the body of the main part
    appendices: tuple[ExpectedAppendix, ...]
    issuer_name: str
    named: str = ""  # tên loại of a paper that NĐ 30 does not list

    @property
    def is_letter(self) -> bool:
        return self.code == "CV"

    @property
    def is_minutes(self) -> bool:
        return self.code == "BB"

    @property
    def is_decision(self) -> bool:
        return self.code == "QĐ"

    @property
    def is_issued(self) -> bool:
        return not self.is_draft and self.dated is not None and (self.number is not None or not self.numbered)

    @property
    def title(self) -> str:
        return self.named or law.TITLES.get(self.code, "")


def expectation(paper: Paper) -> Expectation:
    return Expectation(
        code=str(paper.kind.value),
        subject=" ".join(paper.subject.split()),
        parent=" ".join(paper.parent_lines),
        issuer=" ".join(paper.issuer_lines),
        numbered=bool(paper.symbol),
        number=paper.number,
        dated=paper.dated,
        number_text=f"{paper.number:02}/{paper.symbol}" if paper.number is not None else "",
        date_text=f"{paper.place}, {written_date(paper.dated)}" if paper.dated and paper.place else "",
        is_draft=paper.is_draft,
        authority=paper.authority,
        addressees=len(paper.addressees),
        bases=len(paper.bases),
        has_recipients=bool(paper.recipients),
        signers=tuple(_signers(paper)),
        tables=tables_of(paper.body),
        appendices=tuple(
            ExpectedAppendix(
                landscape=appendix.landscape,
                title=appendix.title.upper(),
                tables=(*tables_of(appendix.body), *([_table(appendix.table)] if appendix.table else [])),
            )
            for appendix in paper.appendices
        ),
        issuer_name=paper.issuer_name,
        named=paper.named,
    )


def written_date(day: date) -> str:
    """Mục II.4.b: a zero stands before days below 10 and before months 1 and 2 only."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _signers(paper: Paper) -> list[ExpectedSigner]:
    signers = []
    for index, row in enumerate(paper.signatures):
        for signature, on_left in ((row.left, True), (row.right, False)):
            if signature:
                signers.append(_signer(signature, on_left=on_left, first_row=index == 0))
    return signers


def _signer(signature: Signature, *, on_left: bool, first_row: bool) -> ExpectedSigner:
    capacity = tuple(line.upper() for line in signature.capacity)
    return ExpectedSigner(capacity=capacity, name=signature.name, on_left=on_left, first_row=first_row)


def _table(table: Table) -> ExpectedTable:
    return ExpectedTable(rows=len(table.rows), titles=tuple(" ".join(column.title.split()) for column in table.columns))


class _RowCounter(HTMLParser):
    """Counts the header rows and the data rows of each table of a rich text."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[str, int]] = []
        self.in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append({"header_rows": 0, "rows": 0})
        elif tag == "thead":
            self.in_head = True
        elif tag == "tr":
            self.tables[-1]["header_rows" if self.in_head else "rows"] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self.in_head = False


def tables_of(rich_text: str) -> tuple[ExpectedTable, ...]:
    counter = _RowCounter()
    counter.feed(rich_text)
    return tuple(ExpectedTable(**table) for table in counter.tables)
