"""C. Components of the head and the title: points 16 to 24."""

import re
from collections.abc import Iterator
from datetime import date

from . import law
from .anatomy import MIDDLE, Anatomy, joined
from .fault import Finding, Points
from .pages import Line, Rule, is_black, squeeze


def within(size: float, limits: tuple[float, float]) -> bool:
    return limits[0] - 0.05 <= size <= limits[1] + 0.05


def style_faults(
    lines: list[Line], what: str, *, sizes: tuple[float, float], bold: bool, italic: bool = False
) -> Iterator[Finding]:
    for line in lines:
        if not within(line.size, sizes):
            yield line.page, f"{what} cỡ {line.size:g}, phải {sizes[0]:g}-{sizes[1]:g}: {line.text[:40]!r}"
        if (not line.bold) if bold else any(glyph.bold for glyph in line.ink):
            yield line.page, f"{what} {'không đậm' if bold else 'lại đậm'}: {line.text[:40]!r}"
        if not (line.italic if italic else line.upright):
            yield line.page, f"{what} {'không nghiêng' if italic else 'lại nghiêng'}: {line.text[:40]!r}"


def rule_faults(line: Line, rule: Rule | None, what: str, share: tuple[float, float]) -> Iterator[Finding]:
    """`share`: the shortest and longest rule as parts of the text line above it."""
    if rule is None:
        yield line.page, f"không có đường kẻ dưới {what}"
        return
    part = rule.width / line.width
    if not share[0] <= part <= share[1]:
        yield line.page, f"đường kẻ dưới {what} bằng {part:.0%} dòng chữ"
    if abs(rule.centre - line.centre) > 1:
        yield line.page, f"đường kẻ dưới {what} lệch {rule.centre - line.centre:.1f} mm"
    if not within(rule.stroke, law.STROKE):
        yield line.page, f"đường kẻ dưới {what} dày {rule.stroke:.2f} pt"
    if not is_black(rule.colour):
        yield line.page, f"đường kẻ dưới {what} không đen"


def nation(paper: Anatomy) -> Iterator[Finding]:
    """C16."""
    line = paper.nation
    if line is None or line.text != law.NATION:
        yield 1, f"Quốc hiệu không đúng hoặc không trên một dòng: {line.text if line else ''!r}"
        return
    yield from style_faults([line], "Quốc hiệu", sizes=law.SMALL, bold=True)
    if line.centre <= MIDDLE:
        yield 1, "Quốc hiệu không ở nửa phải"


def motto(paper: Anatomy) -> Iterator[Finding]:
    """C17."""
    line = paper.motto
    if line is None or line.text != law.MOTTO:
        yield 1, f"Tiêu ngữ không đúng: {line.text if line else ''!r}"
        return
    yield from style_faults([line], "Tiêu ngữ", sizes=law.LARGE, bold=True)
    if paper.nation and abs(line.centre - paper.nation.centre) > 1:
        yield 1, f"Tiêu ngữ lệch Quốc hiệu {line.centre - paper.nation.centre:.1f} mm"


def motto_rule(paper: Anatomy) -> Iterator[Finding]:
    """C18."""
    line = paper.motto
    if line:
        slack = 1.5 / line.width
        yield from rule_faults(line, paper.rule_under(line), "Tiêu ngữ", (1 - slack, 1 + slack))


def office(paper: Anatomy) -> Iterator[Finding]:
    """C19."""
    expects, lines = paper.expects, paper.office
    if squeeze(joined(lines)) != f"{expects.parent} {expects.issuer}".strip():
        yield 1, f"tên cơ quan {joined(lines)!r}, phải là {expects.parent!r} rồi {expects.issuer!r}"
        return
    parent = [line for line in lines if _is_part(line, lines, len(expects.parent))]
    issuer = [line for line in lines if line not in parent]
    yield from style_faults(parent, "cơ quan chủ quản", sizes=law.SMALL, bold=False)
    yield from style_faults(issuer, "cơ quan ban hành", sizes=law.SMALL, bold=True)
    for line in lines:
        if not line.caps:
            yield 1, f"tên cơ quan không in hoa: {line.text!r}"
        if abs(line.centre - issuer[-1].centre) > 1:
            yield 1, f"tên cơ quan không cùng trục: {line.text!r}"


def _is_part(line: Line, lines: list[Line], length: int) -> bool:
    """Whether a line lies within the first `length` characters of the joined lines."""
    return len(joined(lines[: lines.index(line) + 1])) <= length


def office_rule(paper: Anatomy) -> Iterator[Finding]:
    """C20."""
    if paper.office:
        line = paper.office[-1]
        yield from rule_faults(line, paper.rule_under(line), "tên cơ quan", law.SHORT_RULE)


def number(paper: Anatomy) -> Iterator[Finding]:
    """C21."""
    expects, line = paper.expects, paper.number
    if not expects.numbered:
        if line:
            yield 1, "có dòng Số dù văn bản không đánh số"
        return
    if line is None:
        yield 1, "không có dòng Số"
        return
    symbol = law.LETTER_SYMBOL if expects.is_letter else law.NAMED_SYMBOL
    match = re.fullmatch(rf"Số: ?{symbol}", line.text)
    if not match or (match["number"].strip() and not line.text.startswith("Số: ")):
        yield 1, f"số, ký hiệu không đúng thể thức: {line.text!r}"
        return
    if not expects.is_letter and match["code"] != expects.code:
        yield 1, f"chữ viết tắt {match['code']} không hợp với tên loại {expects.title}"
    if expects.number_text and line.text != f"Số: {expects.number_text}":
        yield 1, f"số, ký hiệu {line.text!r}, phải là {expects.number_text!r}"
    if expects.number is None and match["number"].strip():
        yield 1, "đã in số dù chưa cấp số"
    yield from style_faults([line], "Số", sizes=(law.NUMBER_SIZE, law.NUMBER_SIZE), bold=False)
    if paper.office and abs(line.centre - paper.office[-1].centre) > 1.5:
        yield 1, f"Số lệch tên cơ quan {line.centre - paper.office[-1].centre:.1f} mm"


def place_and_date(paper: Anatomy) -> Iterator[Finding]:
    """C22. Minutes print neither (point 32)."""
    if paper.expects.is_minutes:
        return
    line = paper.date
    if line is None:
        yield 1, "không có địa danh, thời gian"
        return
    yield from style_faults([line], "địa danh, thời gian", sizes=law.LARGE, bold=False, italic=True)
    yield from _date_text(paper, line)
    if paper.number and abs(line.baseline - paper.number.baseline) > 1:
        yield 1, f"ngày tháng không ngang dòng Số ({line.baseline - paper.number.baseline:.1f} mm)"
    if paper.nation and abs(line.centre - paper.nation.centre) > 1.5:
        yield 1, f"ngày tháng lệch Quốc hiệu {line.centre - paper.nation.centre:.1f} mm"


def _date_text(paper: Anatomy, line: Line) -> Iterator[Finding]:
    expects = paper.expects
    if expects.dated is None:
        if not re.fullmatch(r"[^,]+, ngày\s+tháng\s+năm\s*(\d{4})?", line.text):
            yield 1, f"chỗ trống ngày tháng không đúng: {line.text!r}"
        return
    match = re.fullmatch(r"([^,]+), ngày (\d\d) tháng (0[12]|[3-9]|1[0-2]) năm (\d{4})", line.text)
    if not match:
        yield 1, f"địa danh, thời gian không đúng thể thức: {line.text!r}"
        return
    try:
        date(int(match[4]), int(match[3]), int(match[2]))
    except ValueError:
        yield 1, f"ngày không có trong lịch: {line.text!r}"
    if line.text != expects.date_text:
        yield 1, f"địa danh, thời gian {line.text!r}, phải là {expects.date_text!r}"


def title(paper: Anatomy) -> Iterator[Finding]:
    """C23. A letter has no tên loại."""
    if paper.expects.is_letter:
        return
    line = paper.title
    known = (*law.TITLES.values(), paper.expects.named)
    if line is None or line.text not in known or line.text != paper.expects.title:
        yield 1, f"tên loại {line.text if line else ''!r}, phải là {paper.expects.title!r}"
        return
    yield from style_faults([line], "tên loại", sizes=law.LARGE, bold=True)
    if abs(line.centre - paper.axis) > 1:
        yield 1, f"tên loại lệch giữa trang {line.centre - paper.axis:.1f} mm"


def subject(paper: Anatomy) -> Iterator[Finding]:
    """C24."""
    lines = paper.subject
    if paper.expects.is_letter:
        yield from _letter_subject(paper, lines)
        return
    text = squeeze(joined(lines))
    if text != paper.expects.subject:
        yield 1, f"trích yếu đậm ở giữa là {text!r}, phải là {paper.expects.subject!r}"
        return
    yield from style_faults(lines, "trích yếu", sizes=law.LARGE, bold=True)
    if re.match(r"V/v", text, re.IGNORECASE):
        yield 1, "trích yếu viết tắt V/v"
    yield from rule_faults(lines[-1], paper.rule_under(lines[-1]), "trích yếu", law.SHORT_RULE)


def _letter_subject(paper: Anatomy, lines: list[Line]) -> Iterator[Finding]:
    text = squeeze(joined(lines))
    if text != f"V/v {paper.expects.subject}":
        yield 1, f"trích yếu công văn là {text!r}, phải là 'V/v {paper.expects.subject}'"
        return
    yield from style_faults(lines, "trích yếu", sizes=law.SMALL, bold=False)
    if paper.number and any(abs(line.centre - paper.number.centre) > 1.5 for line in lines):
        yield 1, "trích yếu công văn không ở giữa dưới Số"


POINTS: Points = (
    ("C16", nation),
    ("C17", motto),
    ("C18", motto_rule),
    ("C19", office),
    ("C20", office_rule),
    ("C21", number),
    ("C22", place_and_date),
    ("C23", title),
    ("C24", subject),
)
