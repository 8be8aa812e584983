"""A. File and fonts: points 1 to 8."""

import io
import subprocess
import unicodedata
from collections.abc import Callable, Iterator

import pikepdf

from . import law
from .anatomy import Anatomy
from .fault import Fault, Finding, Points
from .fonts import base_name, descendant, font_file, fonts_of, unicode_of, untrue_glyphs
from .pages import Document, Glyph, Page, is_black, squeeze

PDFTOTEXT = ("pdftotext", "-layout", "-l", "1", "-", "-")

# A letter of another alphabet tells Ð (U+00D0) from Đ, and TCVN3 or VNI bytes, which spell Vietnamese with µ ¸ ñ ö ü.
VIETNAMESE = frozenset("aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz")


def page_sizes(paper: Anatomy) -> Iterator[Finding]:
    """A1."""
    wide = {
        page.number
        for pages, appendix in zip(paper.parts[1:], paper.expects.appendices, strict=False)
        for page in pages
        if appendix.landscape
    }
    for page in paper.document.pages:
        wanted = tuple(reversed(law.A4)) if page.number in wide else law.A4
        if abs(page.width - wanted[0]) > 1 or abs(page.height - wanted[1]) > 1:
            yield page.number, f"khổ {page.width:.0f} × {page.height:.0f} mm, phải là {wanted[0]:.0f} × {wanted[1]:.0f} mm"


def font_names(paper: Anatomy) -> Iterator[Finding]:
    """A2."""
    yield from _font_faults(paper.document)


def _font_faults(document: Document) -> Iterator[Finding]:
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        for font in fonts_of(pdf):
            name = base_name(font)
            if not name.startswith(law.FONT_FAMILIES):
                yield 0, f"phông {name} không được phép"
            if font_file(font) is None:
                yield 0, f"phông {name} không nhúng"
            if "/ToUnicode" not in font:
                yield 0, f"phông {name} không có ToUnicode"


def glyph_truth(paper: Anatomy) -> Iterator[Finding]:
    """A3."""
    yield from _glyph_faults(paper.document)


def _glyph_faults(document: Document) -> Iterator[Finding]:
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        for font in fonts_of(pdf):
            if "/ToUnicode" in font and str(descendant(font).get("/Subtype")) in ("/CIDFontType2", "/TrueType"):
                for text in untrue_glyphs(font):
                    yield 0, f"phông {base_name(font)}: hình chữ không phải là {text!r}"
    for page in document.pages:
        if any(glyph.text.startswith("(cid:") for glyph in page.glyphs):
            yield page.number, "có chữ không tra được Unicode"


def plain_unicode(paper: Anatomy) -> Iterator[Finding]:
    """A4."""
    yield from _unicode_faults(paper.document)


def _unicode_faults(document: Document) -> Iterator[Finding]:
    """Looks also into the ToUnicode maps: one glyph may stand for a letter and its mark apart."""
    for page in document.pages:
        text = "\n".join(line.text for line in page.all_lines)
        if not unicodedata.is_normalized("NFC", text):
            yield page.number, "chữ không ở dạng NFC"
        wrong = sorted({c for c in text if _is_foreign(c)})
        if wrong:
            yield page.number, f"ký tự lạ {wrong}"
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        for font in fonts_of(pdf):
            texts = unicode_of(font).values() if "/ToUnicode" in font else ()
            if not all(unicodedata.is_normalized("NFC", text) for text in texts):
                yield 0, f"ToUnicode của {base_name(font)} không ở dạng NFC"


def _is_foreign(character: str) -> bool:
    if character.isalpha() or character in "µ¸¶":
        return character.lower() not in VIETNAMESE
    return character in "\0\ufffd" or unicodedata.category(character) == "Co"


def black_text(paper: Anatomy) -> Iterator[Finding]:
    """A5."""
    for page in paper.document.pages:
        for glyph in _coloured(page):
            yield page.number, f"chữ {glyph.text!r} có màu {glyph.colour}"
            break
        if any(not is_black(rule.colour) for rule in page.rules):
            yield page.number, "đường kẻ không đen"


def _coloured(page: Page) -> Iterator[Glyph]:
    return (glyph for glyph in page.glyphs if not glyph.blank and not is_black(glyph.colour))


def extracted_lines(paper: Anatomy) -> Iterator[Finding]:
    """A6."""
    expects = paper.expects
    done = subprocess.run(PDFTOTEXT, input=paper.document.pdf, capture_output=True, check=True)
    lines = [squeeze(line) for line in done.stdout.decode().splitlines()]
    for whole in (f"Số: {expects.number_text}" if expects.number_text else "", expects.date_text, law.NATION, law.MOTTO):
        if whole and not any(whole in line for line in lines):
            yield 1, f"pdftotext không cho dòng nguyên vẹn {whole!r}"
    if expects.number_text and expects.date_text:
        together = f"Số: {expects.number_text} {expects.date_text}"
        if together not in lines:
            yield 1, "số và ngày không nằm trên một dòng, đúng thứ tự hai cột"


def clean_file(paper: Anatomy) -> Iterator[Finding]:
    """A7."""
    yield from _structure_faults(paper.document, title=paper.expects.subject)


def _structure_faults(document: Document, *, title: str) -> Iterator[Finding]:
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        root = pdf.Root
        yield from ((0, f"qpdf: {problem}") for problem in pdf.check_pdf_syntax())
        if any(font["/Subtype"] == "/Type3" for font in fonts_of(pdf)):
            yield 0, "có phông Type3"
        if squeeze(str(pdf.docinfo.get("/Title", ""))) != title:
            yield 0, f"/Title không phải là {title!r}"
        if not str(root.get("/Lang", "")).startswith("vi"):
            yield 0, "/Lang không phải là vi"
        if _acts(root.get("/OpenAction")) or "/AA" in root or "/JavaScript" in root.get("/Names", {}):
            yield 0, "tệp có mã chạy"
        if "/EmbeddedFiles" in root.get("/Names", {}) or "/AF" in root:
            yield 0, "tệp có tệp đính kèm"
        if any(page.get("/Annots", None) for page in pdf.pages):
            yield 0, "tệp có chú thích hoặc liên kết"


def _acts(action: pikepdf.Object | None) -> bool:
    """Whether opening the file does more than show a page."""
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != "/GoTo"


def no_images(paper: Anatomy) -> Iterator[Finding]:
    """A7: a paper without stamps holds no picture at all, so none of its words can be one."""
    for page in paper.document.pages:
        if page.images:
            yield page.number, "có hình ảnh thay cho chữ"


def check_reproducible(render: Callable[[], bytes]) -> list[Fault]:
    """A8. The caller sets SOURCE_DATE_EPOCH."""
    return [] if render() == render() else [Fault("A8", 0, "hai lần in cho hai tệp khác nhau")]


def certificate_file_faults(document: Document, *, title: str) -> list[Fault]:
    """A2, A3, A4 and A7 for a certificate, which has another page and other colours."""
    found = [Fault("A2", *finding) for finding in _font_faults(document)]
    found += [Fault("A3", *finding) for finding in _glyph_faults(document)]
    found += [Fault("A4", *finding) for finding in _unicode_faults(document)]
    return found + [Fault("A7", *finding) for finding in _structure_faults(document, title=title)]


POINTS: Points = (
    ("A1", page_sizes),
    ("A2", font_names),
    ("A3", glyph_truth),
    ("A4", plain_unicode),
    ("A5", black_text),
    ("A6", extracted_lines),
    ("A7", clean_file),
    ("A7", no_images),
)
