"""What an official paper says, apart from how it is drawn.

A `Paper` is all that the engine knows of a document: the same value draws the PDF and the DOCX, and frozen as a dictionary
it is the snapshot that an issued document is forever printed from. Field comments name the box (ô) of NĐ 30/2020/NĐ-CP,
Phụ lục I, Mục IV. Rich text is HTML of the closed schema of `richtext.py`; every other value is plain text.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Signature:
    """Ô 7a-7c: quyền hạn, chức vụ, họ tên của một người ký."""

    capacity: tuple[str, ...]  # printed in capitals, a line each: ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")
    name: str
    note: str = ""  # "(Ký, đóng dấu)", where the form of the paper prints it
    post: str = ""  # ô 7b: another post of the signer, above the name


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One row of signatures. Where `left` is empty on the first row, Nơi nhận stands there."""

    right: Signature | None = None
    left: Signature | None = None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float  # share of the table's width; the shares of a table need not add up to anything
    align: str = "left"  # "left", "center" or "right"


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is of, its number in words, its length. A hollow one is of another kind."""

    label: str
    told: str  # "12 lượt khen", "33,3%"
    percent: int  # of the width there is
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Biểu đồ: bars under a title, each with its number beside it."""

    title: str
    bars: tuple[Bar, ...]

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        return cls(title=values["title"], bars=tuple(Bar(**bar) for bar in values["bars"]))


@dataclass(frozen=True, slots=True)
class Appendix:
    """Phụ lục: its own page numbers; a Roman number is printed where the paper has two or more."""

    title: str  # printed in capitals
    body: str = ""  # rich text before the table
    table: Table | None = None
    closing: str = ""  # "Danh sách này có 45 cá nhân./."
    landscape: bool = False
    charts: tuple[Chart, ...] = ()  # after the table

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        table = values["table"]
        charts = tuple(Chart.from_dict(chart) for chart in values.get("charts", ()))
        if table:
            columns = tuple(Column(**column) for column in table["columns"])
            table = Table(columns=columns, rows=tuple(tuple(row) for row in table["rows"]))
        return cls(**{**values, "table": table, "charts": charts})


@dataclass(frozen=True, slots=True)
class Paper:
    kind: Kind
    subject: str  # ô 5: trích yếu; a stored line break is kept
    parent_lines: tuple[str, ...] = ()  # ô 2: cơ quan chủ quản, in capitals, a line each
    issuer_lines: tuple[str, ...] = ()  # ô 2: cơ quan ban hành, in capitals, a line each
    symbol: str = ""  # ô 3: ký hiệu, "KH-MNGB"; empty: the paper is not numbered (a person's own report)
    number: int | None = None  # ô 3: None leaves the place blank, for signing on paper
    place: str = ""  # ô 4: địa danh; minutes print neither place nor date
    dated: date | None = None  # ô 4: None leaves day and month blank
    year: int | None = None  # printed while `dated` is None, so that only day and month stay to be written
    authority: str = ""  # ô 6: "HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN", decisions only
    addressees: tuple[str, ...] = ()  # ô 9a: kính gửi, without the closing marks
    bases: tuple[str, ...] = ()  # căn cứ, one a paragraph, printed as typed
    body: str = ""  # rich text
    recipients: tuple[str, ...] = ()  # ô 9b: nơi nhận, without "- " and closing marks; the last is Lưu
    signatures: tuple[SignatureRow, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    issuer_name: str = ""  # "Trường Mầm non Giang Biên" as it stands in "(Kèm theo … của …)"
    is_draft: bool = False  # BẢN DỰ THẢO is printed across every page
    named: str = ""  # tên loại of a paper that NĐ 30 does not list, in capitals: "ĐƠN"; empty: that of its kind

    @property
    def printed_name(self) -> str:
        return self.named or self.kind.printed_name

    def to_dict(self) -> dict[str, Any]:
        """A dictionary of JSON values; `from_dict` gives the same paper back."""
        values = asdict(self)
        values["dated"] = self.dated.isoformat() if self.dated else None
        return values

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        values = dict(values)
        values["kind"] = Kind(values["kind"])
        values["dated"] = date.fromisoformat(values["dated"]) if values["dated"] else None
        values["signatures"] = tuple(
            SignatureRow(**{side: _signature(row[side]) for side in ("left", "right")}) for row in values["signatures"]
        )
        values["appendices"] = tuple(Appendix.from_dict(appendix) for appendix in values["appendices"])
        for name in ("parent_lines", "issuer_lines", "addressees", "bases", "recipients"):
            values[name] = tuple(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Giấy khen, giấy chứng nhận: one landscape page (NĐ 98/2023/NĐ-CP, Điều 104). It has no number of its own."""

    awarding_title: str  # "HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN"
    verb: str  # "TẶNG"
    title: str  # "GIẤY KHEN"
    recipient: str
    description: str  # post and unit
    achievement: str
    decision: str  # "25/QĐ-MNGB"
    decided: date
    roll_number: int  # số sổ vàng: the row of the recipient in the decision
    place: str
    signature: Signature
    is_draft: bool = False


def _signature(values: dict[str, Any] | None) -> Signature | None:
    return Signature(**{**values, "capacity": tuple(values["capacity"])}) if values else None
