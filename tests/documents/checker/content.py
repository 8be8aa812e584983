"""C. The words between the title and the signature: points 25 to 29 and 33."""

import re
from collections.abc import Iterator
from itertools import pairwise

from . import law
from .anatomy import Anatomy, Paragraph, joined
from .components import style_faults, within
from .fault import Finding, Points
from .pages import Line, squeeze

# Up to five dots are met in published texts as "and so on"; more stand for something still to be filled in.
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{%|\[CẦN BỔ SUNG|\bNone\b|\bnan\b|undefined|…{2,}|\.{6,}|_{3,}|\bTODO\b")


def bases(paper: Anatomy) -> Iterator[Finding]:
    """C25."""
    if len(paper.bases) != paper.expects.bases:
        yield 1, f"có {len(paper.bases)} căn cứ, phải có {paper.expects.bases}"
    for paragraph in paper.bases:
        yield from style_faults(list(paragraph.lines), "căn cứ", sizes=law.LARGE, bold=False, italic=True)
        mark = "." if paragraph is paper.bases[-1] else ";"
        if not paragraph.text.endswith(mark):
            yield paragraph.page, f"căn cứ không kết thúc bằng {mark!r}: …{paragraph.text[-30:]!r}"
        if re.search(r"\w_\w", paragraph.text):
            yield paragraph.page, f"ký hiệu có dấu gạch dưới: {paragraph.text[:50]!r}"


def decision(paper: Anatomy) -> Iterator[Finding]:
    """C26."""
    if not paper.expects.is_decision:
        return
    if squeeze(joined(paper.authority)) != paper.expects.authority:
        yield 1, f"thẩm quyền {joined(paper.authority)!r}, phải là {paper.expects.authority!r}"
    yield from _centred_bold(paper, paper.authority, "thẩm quyền")
    order = [p.lines[0] for p in paper.content if squeeze(p.text) == "QUYẾT ĐỊNH:"]
    if len(order) != 1:
        yield 1, "không có dòng QUYẾT ĐỊNH:"
    yield from _centred_bold(paper, order, "QUYẾT ĐỊNH:")
    yield from _articles(paper)


def _centred_bold(paper: Anatomy, lines: list[Line], what: str) -> Iterator[Finding]:
    yield from style_faults(lines, what, sizes=law.LARGE, bold=True)
    for line in lines:
        if abs(line.centre - paper.axis) > 1:
            yield line.page, f"{what} lệch giữa {line.centre - paper.axis:.1f} mm"


def _articles(paper: Anatomy) -> Iterator[Finding]:
    found = [(p, match) for p in paper.content if (match := re.match(r"Điều (\d+)\.", p.text))]
    numbers = [int(match[1]) for _, match in found]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        yield 1, f"các Điều đánh số {numbers}"
    for paragraph, match in found:
        length = len(match[0].replace(" ", ""))
        if not all(glyph.bold for glyph in paragraph.lines[0].ink[:length]):
            yield paragraph.page, f"{match[0]} không đậm"
    for line in paper.signing:
        cited = re.match(r"- Như Điều (\d+)", line.text)
        if cited and int(cited[1]) not in numbers:
            yield line.page, f"nơi nhận nhắc Điều {cited[1]} không có"


def headings(paper: Anatomy) -> Iterator[Finding]:
    """C27."""
    part, title, points = 0, 0, {0: 0}
    for paragraph in paper.content:
        text = paragraph.text
        bold = paragraph.lines[0].bold
        if match := re.match(r"([IVXL]+)\. ", text):
            part, title, points = part + 1, 0, {0: 0}
            if match[1] != law.ROMAN[part - 1]:
                yield paragraph.page, f"sau phần {part - 1} là {match[1]}"
            if not bold or text != text.upper():
                yield paragraph.page, f"đề mục không in hoa, đậm: {text[:40]!r}"
        elif match := re.match(r"(\d+)\.(\d+)\. ", text):
            points[title] = points.get(title, 0) + 1
            if (int(match[1]), int(match[2])) != (title, points[title]):
                yield paragraph.page, f"mục {match[0].strip()} không theo thứ tự"
        elif match := re.match(r"(\d+)\. ", text):
            title += 1
            if int(match[1]) != title:
                yield paragraph.page, f"mục {match[0].strip()} không theo thứ tự"
            if _is_title(paragraph) and not bold:
                yield paragraph.page, f"đề mục không đậm: {text[:40]!r}"
    yield from _letters(paper)


def _is_title(paragraph: Paragraph) -> bool:
    """A short numbered line that is no sentence is a heading."""
    return len(paragraph.lines) == 1 and not paragraph.text.rstrip().endswith((".", ";", ",", "./."))


def _letters(paper: Anatomy) -> Iterator[Finding]:
    """Each điểm follows the one before it in the Vietnamese alphabet, or begins anew with a."""
    marks = [(p, match[1]) for p in paper.content if (match := re.match(r"([a-zđ])\) ", p.text))]
    for (_, before), (paragraph, letter) in pairwise([(None, ""), *marks]):
        follows = law.ALPHABET[law.ALPHABET.find(before) + 1 :][:1] if before else "a"
        if letter not in (follows, "a"):
            yield paragraph.page, f"điểm {letter}) đứng sau {before})"


def addressees(paper: Anatomy) -> Iterator[Finding]:
    """C28."""
    count, lines = paper.expects.addressees, paper.addressees
    if not count:
        if paper.expects.code in ("TTr", "CV"):
            yield 1, "tờ trình, công văn phải có Kính gửi"
        return
    if not lines:
        yield 1, "không có Kính gửi"
        return
    yield from style_faults(lines, "Kính gửi", sizes=law.LARGE, bold=False)
    yield from _address_marks([line.text for line in lines], count)
    first = next((line.text for line in paper.signing if line.text.startswith("- ")), "")
    if first != "- Như trên;":
        yield 1, f"nơi nhận đầu tiên là {first!r}, phải là '- Như trên;'"


def _address_marks(lines: list[str], count: int) -> Iterator[Finding]:
    if count == 1:
        if not re.match(r"Kính gửi: \S", lines[0]) or not lines[-1].endswith("."):
            yield 1, f"Kính gửi một nơi phải cùng dòng và kết thúc bằng dấu chấm: {lines!r}"
        return
    items = re.split(r" (?=- )", " ".join(lines))
    marks = [item[-1] for item in items[1:]]
    if items[0] != "Kính gửi:" or len(marks) != count or marks != [";"] * (count - 1) + ["."]:
        yield 1, f"Kính gửi nhiều nơi phải xuống dòng, gạch đầu dòng, chấm phẩy, cuối cùng dấu chấm: {items!r}"


def end_mark(paper: Anatomy) -> Iterator[Finding]:
    """C29."""
    text = paper.content[-1].text if paper.content else ""
    if not text.endswith("./."):
        yield paper.content[-1].page if paper.content else 1, f"nội dung không kết thúc bằng './.': …{text[-40:]!r}"


def body_style(paper: Anatomy) -> Iterator[Finding]:
    """C27: the text itself is 13 or 14 pt, the same everywhere (Mục II.6.e)."""
    sizes = {line.size for line in paper.body}
    for line in paper.body:
        if not within(line.size, law.LARGE):
            yield line.page, f"chữ nội dung cỡ {line.size:g}: {line.text[:40]!r}"
    if len(sizes) > 1:
        yield 1, f"nội dung dùng nhiều cỡ chữ {sorted(sizes)}"


def no_placeholder(paper: Anatomy) -> Iterator[Finding]:
    """C33."""
    for page in paper.document.pages:
        for line in page.all_lines:
            match = PLACEHOLDER.search(line.text)
            if match and (paper.expects.is_issued or not match[0].startswith(("…", "."))):
                yield page.number, f"còn chỗ chưa điền {match[0]!r}: {line.text[:60]!r}"


def draft_mark(paper: Anatomy) -> Iterator[Finding]:
    """C33: a paper that is not issued says so across every page, an issued one on none."""
    for page in paper.document.pages:
        marked = "DỰTHẢO" in "".join(glyph.text for glyph in page.rotated).replace(" ", "")
        if marked != paper.expects.is_draft:
            yield page.number, "dấu BẢN DỰ THẢO" if marked else "không có dấu BẢN DỰ THẢO"


POINTS: Points = (
    ("C25", bases),
    ("C26", decision),
    ("C27", headings),
    ("C27", body_style),
    ("C28", addressees),
    ("C29", end_mark),
    ("C33", no_placeholder),
    ("C33", draft_mark),
)
