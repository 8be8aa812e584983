"""Nội dung soạn thảo: the only place that knows the closed schema of the HTML that people write.

`clean` runs on every text before it is stored. `blocks` reads a stored text as the paragraphs, labels and tables that are
printed; `plain_text` gives its words. Numbers and bullets are never stored: they follow from the structure, here for print
and for comparison, in CSS counters for the screen.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from html.parser import HTMLParser
from typing import Any

import lxml.html
import nh3
from django.core.exceptions import ValidationError
from lxml.html import HtmlElement

from .wording import roman

BLOCK_TAGS = frozenset({"h2", "h3", "h4", "p", "ul", "ol", "li", "table"})
PARAGRAPH_TAGS = frozenset({"h2", "h3", "h4", "p"})
TABLE_TAGS = frozenset({"thead", "tbody", "tr", "th", "td"})
INLINE_TAGS = frozenset({"strong", "em", "u", "sub", "sup", "br"})
SPANS = frozenset({"colspan", "rowspan"})
EMPTY_ELEMENT = re.compile(r"<(h2|h3|h4|p|ul|ol|li)>(?:\s|<br>)*</\1>")
# An item whose text stands in no paragraph: what prints and draws its dash looks for one.
BARE_ITEM = re.compile(r"<li>((?:(?!</?(?:h2|h3|h4|p|ul|ol|li|table)[ >]).)++)", re.DOTALL)
# It is no part of the text, and the editor writes none: kept, it would pass for a change of every section.
BLANK_BETWEEN_BLOCKS = re.compile(r">\s++(?=</?(?:h2|h3|h4|p|ul|ol|li|table|thead|tbody|tr|th|td)[ >])")

# The plan of a school year takes 15,000 characters. Counted in characters, not bytes, so that a Vietnamese text is allowed
# as much as an English one. Beyond these numbers the PDF takes minutes or the layout engine runs out of stack.
MAX_LENGTH = 60_000
MAX_DEPTH = 20
MAX_ROWS = 500
MAX_COLUMNS = 20
MAX_SPAN = 20
MAX_PARAGRAPHS = 2_000  # outside tables

VIETNAMESE_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def clean(html: str) -> str:
    """The text in the closed schema, NFC, without invisible characters or empty lines; `clean(clean(x)) == clean(x)`.

    Raises ValidationError where the text is too long, too deep, or has a table too large to print.
    """
    for _ in range(2 * MAX_DEPTH):
        _refuse_too_long(html)
        cleaned = nh3.clean(
            _plain_characters(html),
            tags=set(BLOCK_TAGS | TABLE_TAGS | INLINE_TAGS),
            attributes={"td": set(SPANS), "th": set(SPANS)},
            attribute_filter=_span,
            url_schemes=set(),
            link_rel=None,
        )
        cleaned = BARE_ITEM.sub(r"<li><p>\1</p>", BLANK_BETWEEN_BLOCKS.sub(">", EMPTY_ELEMENT.sub("", cleaned)))
        if cleaned == html:
            checker = _Checker()
            checker.feed(html)
            return html
        # Again: the parser mended what was nested wrongly, entities became characters, an emptied list may be left.
        html = cleaned
    raise ValidationError("Nội dung dán vào có định dạng không đọc được. Thầy/cô hãy dán lại ở dạng chữ thường.")


def _plain_characters(html: str) -> str:
    """NFC; any blank is an ordinary space; no control, zero-width, direction or private character."""
    html = "".join(_plain_character(character) for character in html.replace("&nbsp;", " ")).strip()
    # Between the tags only: composing “>” with a mark that follows it would break the tag.
    return re.sub(r"[^<>]+", lambda text: unicodedata.normalize("NFC", text[0]), html)


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "" if category.startswith("C") and character not in "\t\n" else character


def _span(tag: str, attribute: str, value: str) -> str | None:
    return value if re.fullmatch(r"[1-9][0-9]{0,3}", value) and value != "1" else None


def _refuse_too_long(html: str) -> None:
    if len(html) > MAX_LENGTH:
        raise ValidationError(
            f"Nội dung dài {_dotted(len(html))} ký tự, quá giới hạn {_dotted(MAX_LENGTH)} ký tự. "
            "Thầy/cô hãy rút gọn, hoặc chuyển bớt phần chi tiết sang phụ lục."
        )


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class _Checker(HTMLParser):
    """Refuses what would take the printer too long. Reads cleaned HTML only, where every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.rows = self.columns = self.tables = self.paragraphs = 0
        self.covering: list[tuple[int, int]] = []  # rows from here on, and columns, that each cell takes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            return
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValidationError(f"Nội dung lồng nhau quá {MAX_DEPTH} lớp. Thầy/cô hãy bớt các lớp danh sách lồng nhau.")
        if tag in PARAGRAPH_TAGS and not self.tables:
            self._enter_paragraph()
        elif tag == "table":
            self._enter_table()
        elif tag == "tr":
            self._enter_row()
        elif tag in {"td", "th"}:
            self._enter_cell({name: int(value or 1) for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        if tag == "table":
            self.tables -= 1
            self.covering = []

    def _enter_paragraph(self) -> None:
        self.paragraphs += 1
        if self.paragraphs > MAX_PARAGRAPHS:
            raise ValidationError(f"Nội dung có quá {_dotted(MAX_PARAGRAPHS)} đoạn. Thầy/cô hãy ghép các đoạn ngắn lại.")

    def _enter_table(self) -> None:
        self.tables += 1
        if self.tables > 1:
            raise ValidationError("Có bảng nằm trong ô của một bảng khác. Thầy/cô hãy tách thành hai bảng riêng.")

    def _enter_row(self) -> None:
        self.rows += 1
        self.covering = [(rows - 1, columns) for rows, columns in self.covering if rows > 1]
        self.columns = sum(columns for _, columns in self.covering)
        if self.rows > MAX_ROWS:
            raise ValidationError(f"Các bảng có quá {MAX_ROWS} dòng. Thầy/cô hãy chuyển bớt sang phụ lục.")

    def _enter_cell(self, spans: dict[str, int]) -> None:
        if max(spans.values(), default=1) > MAX_SPAN:
            raise ValidationError(f"Có ô gộp quá {MAX_SPAN} dòng hoặc cột. Thầy/cô hãy tách ô đó ra.")
        self.covering.append((spans.get("rowspan", 1), spans.get("colspan", 1)))
        self.columns += spans.get("colspan", 1)
        if self.columns > MAX_COLUMNS:
            raise ValidationError(f"Có bảng rộng quá {MAX_COLUMNS} cột. Thầy/cô hãy chia thành nhiều bảng.")


class Kind(StrEnum):
    """What a printed paragraph is; the label is drawn accordingly."""

    PART = "h2"  # I.
    SECTION = "h3"  # 1.
    SUBSECTION = "h4"  # 2.1.
    DASH = "dash"  # -
    PLUS = "plus"  # +
    LETTER = "letter"  # a)
    PARAGRAPH = "p"


HEADINGS = (Kind.PART, Kind.SECTION, Kind.SUBSECTION)


def letter(number: int) -> str:
    """5 is đ, in the order of the Vietnamese alphabet; after the 23rd letter come aa, ab and so on."""
    letters = ""
    while number:
        number, position = divmod(number - 1, len(VIETNAMESE_ALPHABET))
        letters = VIETNAMESE_ALPHABET[position] + letters
    return letters


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; a "\\n" in the text is a line break."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    sub: bool = False
    sup: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: Kind
    label: str  # "I.", "2.1.", "-", "đ)" or nothing, without the space that follows it
    runs: tuple[Run, ...]

    @property
    def words(self) -> str:
        """As they are typed."""
        return "".join(run.text for run in self.runs)

    @property
    def text(self) -> str:
        """The words as they are printed, label first."""
        return f"{self.label} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Cell:
    paragraphs: tuple[Paragraph, ...]
    is_header: bool = False
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self) -> str:
        """Its paragraphs in one line."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table inside the text. Its rows hold only the cells that begin in them, as in HTML."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int  # how many rows, from the top, are repeated on every page


Block = Paragraph | Grid


def blocks(html: str) -> list[Block]:
    """The paragraphs and tables of a cleaned text in printing order."""
    return list(_Reader().read(lxml.html.fragment_fromstring(html, create_parent="div")))


def plain_text(html: str) -> str:
    """The words in printing order, labels included: a line for each paragraph, and for each row of a table."""
    return "\n".join(_lines(blocks(html)))


def dash_list(lines: Iterable[str]) -> str:
    """Plain lines, each behind its dash; of none nothing."""
    items = "".join(f"<li><p>{escape(line)}</p></li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _lines(items: list[Block]) -> Iterator[str]:
    for block in items:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                yield "\t".join(cell.text for cell in row)


class Numbering:
    """Counts the headings of one text as they come."""

    def __init__(self) -> None:
        self.part = self.section = self.subsection = 0

    def label(self, kind: Kind) -> str:
        """What stands before the next heading of this kind."""
        if kind is Kind.PART:
            self.part, self.section, self.subsection = self.part + 1, 0, 0
            return f"{roman(self.part)}."
        if kind is Kind.SECTION:
            self.section, self.subsection = self.section + 1, 0
            return f"{self.section}."
        self.subsection += 1
        return f"{self.section}.{self.subsection}."


class _Reader:
    """Walks one text, with the numbers of its headings."""

    def __init__(self) -> None:
        self.numbering = Numbering()

    def read(self, parent: HtmlElement, kind: Kind = Kind.PARAGRAPH, label: str = "") -> Iterator[Block]:
        """The blocks inside `parent`; the first paragraph takes `kind` and `label`."""
        runs = [Run(_one_line(parent.text))]
        for child in parent:
            if _holds_blocks(child):
                for block in (*_paragraph(kind, label, runs), *self._block(child, kind, label)):
                    kind, label = Kind.PARAGRAPH, ""
                    yield block
                runs = []
            else:
                runs += _runs(child, Run())
            runs.append(Run(_one_line(child.tail)))
        yield from _paragraph(kind, label, runs)

    def _block(self, element: HtmlElement, kind: Kind, label: str) -> Iterator[Block]:
        if element.tag in HEADINGS:
            yield from self._heading(element)
        elif element.tag == "table":
            yield from self._grid(element)
        elif element.tag == "li":
            yield from self.read(element, *bullet(element))
        else:
            yield from self.read(element, kind, label)

    def _heading(self, element: HtmlElement) -> Iterator[Block]:
        kind = Kind(element.tag)
        yield from _paragraph(kind, self.numbering.label(kind), [replace(run, bold=True) for run in _runs(element, Run())])

    def _grid(self, element: HtmlElement) -> Iterator[Block]:
        rows = [row for row in element.iter("tr") if len(row)]
        cells = tuple(tuple(self._cell(cell) for cell in row.iterchildren("td", "th")) for row in rows)
        header_rows = 0
        for row, row_cells in zip(rows, cells, strict=True):
            if row.getparent().tag != "thead" and not all(cell.is_header for cell in row_cells):
                break
            header_rows += 1
        if rows:
            yield Grid(cells, header_rows)

    def _cell(self, element: HtmlElement) -> Cell:
        return Cell(
            tuple(block for block in self.read(element) if isinstance(block, Paragraph)),
            is_header=element.tag == "th",
            colspan=int(element.get("colspan", "1")),
            rowspan=int(element.get("rowspan", "1")),
        )


def bullet(item: HtmlElement) -> tuple[Kind, str]:
    """What stands before the first paragraph of an item of a list."""
    parent = item.getparent()
    if parent.tag == "ol":
        return Kind.LETTER, f"{letter(parent.index(item) + 1)})"
    if any(ancestor.tag == "ul" for ancestor in parent.iterancestors()):
        return Kind.PLUS, "+"
    return Kind.DASH, "-"


def _holds_blocks(element: HtmlElement) -> bool:
    return any(descendant.tag in BLOCK_TAGS for descendant in element.iter())


STYLES = {"strong": "bold", "em": "italic", "u": "underline", "sub": "sub", "sup": "sup"}


def _runs(element: HtmlElement, style: Run) -> list[Run]:
    """The words inside an element without blocks, each with the look of the elements around it."""
    if element.tag == "br":
        return [replace(style, text="\n")]
    if element.tag in STYLES:
        look: dict[str, Any] = {STYLES[element.tag]: True}
        style = replace(style, **look)
    runs = [replace(style, text=_one_line(element.text))]
    for child in element:
        runs += [*_runs(child, style), replace(style, text=_one_line(child.tail))]
    return runs


def _one_line(text: str | None) -> str:
    """A line end in the source is a blank, as in a browser; only <br> breaks a line."""
    return re.sub(r"\s+", " ", text or "")


def _paragraph(kind: Kind, label: str, runs: list[Run]) -> list[Paragraph]:
    """One paragraph, or none where nothing would be printed."""
    printed = joined(runs)
    return [Paragraph(kind, label, printed)] if printed else []


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of one look put together. Blanks are printed once, and never at either end."""
    printed: list[Run] = []
    for run in runs:
        follows_blank = not printed or printed[-1].text.endswith((" ", "\n"))
        text = run.text.lstrip(" ") if follows_blank else run.text
        if printed and replace(printed[-1], text="") == replace(run, text=""):
            printed[-1] = replace(run, text=printed[-1].text + text)
        elif text:
            printed.append(replace(run, text=text))
    while printed and printed[-1].text.isspace():
        printed.pop()
    if printed:
        printed[-1] = replace(printed[-1], text=printed[-1].text.rstrip())
    return tuple(printed)


def markup(runs: Iterable[Run]) -> str:
    """Runs as HTML of the schema: what `_runs` reads back."""
    html = ""
    for run in runs:
        words = escape(run.text, quote=False).replace("\n", "<br>")
        for tag, look in reversed(STYLES.items()):
            if getattr(run, look):
                words = f"<{tag}>{words}</{tag}>"
        html += words
    return html
