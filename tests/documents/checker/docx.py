"""F. Word files, read as XML (ISO/IEC 29500-1); sizes there are half-points, lengths twentieths of a point."""

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from thiduakt.documents.paper import Paper

from . import law
from .expectation import Expectation, expectation
from .fault import Fault
from .pages import squeeze

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FONT = "Times New Roman"
FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
SIZES = {22, 24, 26, 28}  # 11, 12, 13 and 14 points


class Word:
    """The parts of a Word file."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.document = ET.fromstring(self.parts["word/document.xml"])
        self.styles = ET.fromstring(self.parts["word/styles.xml"])
        self.body = list(self.document.iterfind(f"{W}body/*"))
        relations = ET.fromstring(self.parts["word/_rels/document.xml.rels"])
        self.targets = {relation.get("Id"): f"word/{relation.get('Target')}" for relation in relations}

    @property
    def sections(self) -> list[Element]:
        return list(self.document.iter(f"{W}sectPr"))

    def header(self, section: Element, kind: str) -> Element | None:
        for reference in section.iter(f"{W}headerReference"):
            if reference.get(f"{W}type") == kind:
                return ET.fromstring(self.parts[self.targets[reference.get(f"{R}id")]])
        return None

    @property
    def paragraphs(self) -> list[Element]:
        return list(self.document.iter(f"{W}p"))

    @property
    def main(self) -> list[Element]:
        """The blocks of the main part."""
        blocks = []
        for block in self.body:
            blocks.append(block)
            if block.find(f".//{W}sectPr") is not None or block.tag == f"{W}sectPr":
                break
        return blocks


def value(element: Element | None, name: str = "val") -> str | None:
    return element.get(f"{W}{name}") if element is not None else None


def text_of(element: Element) -> str:
    """The words; a line break counts as a blank."""
    pieces = [part.text or "" if part.tag == f"{W}t" else " " for part in element.iter() if part.tag in (f"{W}t", f"{W}br")]
    return "".join(pieces)


def is_on(parent: Element, path: str) -> bool:
    found = parent.find(path)
    return found is not None and value(found) not in ("0", "false", "none")


def page_sizes(word: Word, expects: Expectation) -> Iterator[str]:
    """F1."""
    wanted = [False, *(appendix.landscape for appendix in expects.appendices)]
    if len(word.sections) != len(wanted):
        yield f"có {len(word.sections)} phần, phải có {len(wanted)}"
    for section, landscape in zip(word.sections, wanted, strict=False):
        size = section.find(f"{W}pgSz")
        found = (int(value(size, "w") or 0), int(value(size, "h") or 0))
        if found != (tuple(reversed(law.DOCX_PAGE)) if landscape else law.DOCX_PAGE):
            yield f"khổ giấy {found}"
        if (value(size, "orient") == "landscape") != landscape:
            yield f"hướng giấy {value(size, 'orient')}"


def margins(word: Word, expects: Expectation) -> Iterator[str]:
    """F2."""
    for section in word.sections:
        margin = section.find(f"{W}pgMar")
        found = {side: int(value(margin, side) or 0) for side in law.DOCX_MARGINS}
        if found != law.DOCX_MARGINS:
            yield f"lề {found}"


def page_numbers(word: Word, expects: Expectation) -> Iterator[str]:
    """F3: on every page but the first of a section, centred in the header."""
    for section in word.sections:
        if not is_on(section, f"{W}titlePg"):
            yield "trang đầu không được miễn số trang"
        first, others = word.header(section, "first"), word.header(section, "default")
        if first is not None and (_has_page(first) or text_of(first).strip()):
            yield "đầu trang thứ nhất có chữ"
        if others is None or not _has_page(others):
            yield "đầu trang không có trường PAGE"
        elif value(others.find(f".//{W}jc")) != "center":
            yield "số trang không ở giữa"
        if section.find(f"{W}footerReference") is not None:
            yield "chân trang có nội dung"


def _has_page(header: Element) -> bool:
    fields = [value(field, "instr") or "" for field in header.iter(f"{W}fldSimple")]
    fields += [field.text or "" for field in header.iter(f"{W}instrText")]
    return any(field.split()[:1] == ["PAGE"] for field in fields)


def restarts(word: Word, expects: Expectation) -> Iterator[str]:
    """F4."""
    for section in word.sections[1:]:
        if value(section.find(f"{W}pgNumType"), "start") != "1":
            yield "phụ lục không đánh số trang lại từ 1"


def fonts(word: Word, expects: Expectation) -> Iterator[str]:
    """F5: named in the defaults and in every run, for every script."""
    if word.styles.find(f"{W}docDefaults//{W}rFonts") is None:
        yield "kiểu mặc định không nêu phông"
    for run in word.document.iter(f"{W}r"):
        if text_of(run).strip() and run.find(f"{W}rPr/{W}rFonts") is None:
            yield f"đoạn chữ không nêu phông: {text_of(run)[:30]!r}"
    for tree in (word.styles, word.document):
        for font in tree.iter(f"{W}rFonts"):
            named = [font.get(f"{W}{slot}") for slot in FONT_SLOTS]
            if named != [FONT] * len(FONT_SLOTS):
                yield f"phông {named}"


def sizes(word: Word, expects: Expectation) -> Iterator[str]:
    """F6: 11 to 14 points, and the fixed ones where they belong."""
    fixed = {law.NATION: {24, 26}, law.MOTTO: {26, 28}, "Nơi nhận:": {24}, **({"Số: ": {26}} if expects.numbered else {})}
    for run in word.document.iter(f"{W}r"):
        text = text_of(run)
        if not text.strip():
            continue
        size = int(value(run.find(f"{W}rPr/{W}sz")) or 0)
        if size not in SIZES:
            yield f"cỡ chữ {size / 2:g}: {text[:30]!r}"
        for start, allowed in fixed.items():
            if text.startswith(start) and size not in allowed:
                yield f"cỡ chữ {size / 2:g} của {start!r}"


def head_table(word: Word, expects: Expectation) -> Iterator[str]:
    """F7: two columns without borders."""
    first = word.main[0]
    if first.tag != f"{W}tbl" or law.NATION not in text_of(first):
        yield "đầu văn bản không phải là bảng hai cột"
        return
    if len(first.findall(f"{W}tblGrid/{W}gridCol")) != 2:
        yield "bảng đầu văn bản không có hai cột"
    if _has_borders(first):
        yield "bảng đầu văn bản có đường viền"


def _has_borders(table: Element) -> bool:
    borders = [*table.findall(f"{W}tblPr/{W}tblBorders/*"), *table.findall(f".//{W}tcBorders/*")]
    return any(value(border) not in ("nil", "none") for border in borders)


def rules(word: Word, expects: Expectation) -> Iterator[str]:
    """F8: under the motto, the issuer and the trích yếu; drawn, not typed as underscores."""
    main = [paragraph for block in word.main for paragraph in block.iter(f"{W}p")]
    drawn = sum(
        paragraph.find(f"{W}pPr/{W}pBdr") is not None or paragraph.find(f".//{W}drawing") is not None for paragraph in main
    )
    wanted = 2 if expects.is_letter else 3
    if drawn != wanted:
        yield f"phần chính có {drawn} đường kẻ, phải có {wanted}"
    for paragraph in word.paragraphs:
        if "__" in text_of(paragraph):
            yield "đường kẻ gõ bằng dấu gạch dưới"


def data_tables(word: Word, expects: Expectation) -> Iterator[str]:
    """F9: the header row is printed again, no row is split."""
    tables = [table for table in word.document.iter(f"{W}tbl") if _has_borders(table)]
    wanted = [*expects.tables, *(table for appendix in expects.appendices for table in appendix.tables)]
    if len(tables) != len(wanted):
        yield f"có {len(tables)} bảng kẻ khung, phải có {len(wanted)}"
    for table, expected in zip(tables, wanted, strict=False):
        rows = table.findall(f"{W}tr")
        if not all(is_on(row, f"{W}trPr/{W}tblHeader") for row in rows[: expected.header_rows]):
            yield "đầu bảng không lặp lại"
        if not all(is_on(row, f"{W}trPr/{W}cantSplit") for row in rows):
            yield "dòng của bảng có thể bị chia sang hai trang"


def signing_kept(word: Word, expects: Expectation) -> Iterator[str]:
    """F10: the signature block is one piece and holds on to the text before it."""
    if not expects.signers:
        return
    first = expects.signers[0].capacity[0]
    place = next(
        (i for i, block in enumerate(word.main) if first in squeeze(text_of(block)) and i > 0 and _is_last(word, i)), None
    )
    if place is None:
        yield "không thấy khối chữ ký"
        return
    block, before = word.main[place], word.main[place - 1]
    kept = block.tag == f"{W}tbl" and all(_row_kept(row) for row in block.findall(f"{W}tr"))
    if not kept:
        yield "khối chữ ký có thể bị chia sang hai trang"
    if not all(is_on(paragraph, f"{W}pPr/{W}keepNext") for paragraph in before.iter(f"{W}p") if text_of(paragraph).strip()):
        yield "đoạn cuối không được giữ cùng trang với chữ ký"


def _is_last(word: Word, place: int) -> bool:
    return not any(text_of(block).strip() for block in word.main[place + 1 :])


def _row_kept(row: Element) -> bool:
    return is_on(row, f"{W}trPr/{W}cantSplit")


def no_automatic_lists(word: Word, expects: Expectation) -> Iterator[str]:
    """F11."""
    if word.document.find(f".//{W}numPr") is not None or word.styles.find(f".//{W}numPr") is not None:
        yield "có danh sách đánh số tự động"


def language(word: Word, expects: Expectation) -> Iterator[str]:
    """F12."""
    named = {value(lang) for tree in (word.styles, word.document) for lang in tree.iter(f"{W}lang")}
    if named != {"vi-VN"}:
        yield f"ngôn ngữ {sorted(map(str, named))}"
    title = ET.fromstring(word.parts["docProps/core.xml"]).findtext("{http://purl.org/dc/elements/1.1/}title")
    if squeeze(title or "") != expects.subject:
        yield f"tên tệp {title!r}"


def words(word: Word, expects: Expectation) -> Iterator[str]:
    """F13: NFC; number, date and names stand in it."""
    text = squeeze(" ".join(text_of(paragraph) for paragraph in word.paragraphs))
    if not unicodedata.is_normalized("NFC", text):
        yield "chữ không ở dạng NFC"
    number = f"Số: {expects.number_text}" if expects.number_text else ""
    for wanted in (law.NATION, law.MOTTO, number, expects.date_text, expects.issuer, expects.title, expects.subject):
        if squeeze(wanted) not in text:
            yield f"thiếu {wanted!r}"
    for signer in expects.signers:
        if signer.name not in text:
            yield f"thiếu tên người ký {signer.name!r}"


def black(word: Word, expects: Expectation) -> Iterator[str]:
    """F14: no colour of letters, no shading."""
    for tree in (word.document, word.styles):
        colours = {value(colour) for colour in tree.iter(f"{W}color")} - {"000000", "auto"}
        if colours or tree.find(f".//{W}shd") is not None or tree.find(f".//{W}highlight") is not None:
            yield f"có màu {sorted(map(str, colours))}"


POINTS: tuple[tuple[str, Callable[[Word, Expectation], Iterator[str]]], ...] = (
    ("F1", page_sizes),
    ("F2", margins),
    ("F3", page_numbers),
    ("F4", restarts),
    ("F5", fonts),
    ("F6", sizes),
    ("F7", head_table),
    ("F8", rules),
    ("F9", data_tables),
    ("F10", signing_kept),
    ("F11", no_automatic_lists),
    ("F12", language),
    ("F13", words),
    ("F14", black),
)


def check_docx(docx: bytes, paper: Paper) -> list[Fault]:
    word, expects = Word(docx), expectation(paper)
    return [Fault(point, 0, message) for point, check in POINTS for message in check(word, expects)]
