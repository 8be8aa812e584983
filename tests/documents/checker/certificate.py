"""E. Certificates: NĐ 98/2023/NĐ-CP, Điều 104."""

from collections.abc import Callable, Iterator

from thiduakt.documents.paper import Certificate

from . import law
from .components import rule_faults
from .expectation import written_date
from .fault import Fault, Finding
from .files import certificate_file_faults
from .pages import Document, Line, Page, Rule, clashes, is_black, is_red, squeeze

SMALL = 9.5  # points: what is no part of the certificate that the decree describes
CertificateCheck = Callable[[Page, Certificate], Iterator[Finding]]


def one_landscape_page(document: Document) -> Iterator[Finding]:
    """E1."""
    if len(document.pages) != 1:
        yield 0, f"giấy khen có {len(document.pages)} trang"
    page = document.pages[0]
    if abs(page.width - law.CERTIFICATE_SIZE[0]) > 1 or abs(page.height - law.CERTIFICATE_SIZE[1]) > 1:
        yield 1, f"khổ {page.width:.0f} × {page.height:.0f} mm"


def five_lines(page: Page, certificate: Certificate) -> Iterator[Finding]:
    """E2: Quốc hiệu, Tiêu ngữ, title of the awarding person in red, TẶNG, GIẤY KHEN in red; in this order, bold, centred."""
    wanted = (
        (law.NATION, is_black),
        (law.MOTTO, is_black),
        (certificate.awarding_title.upper(), is_red),
        (certificate.verb.upper(), is_black),
        (certificate.title.upper(), is_red),
    )
    above = 0.0
    for text, has_colour in wanted:
        line = _line(page, text)
        if line is None:
            yield 1, f"không có dòng {text!r}"
            continue
        if line.baseline <= above:
            yield 1, f"{text!r} không đúng thứ tự"
        above = line.baseline
        if not line.bold or not line.upright:
            yield 1, f"{text!r} không đậm, đứng"
        if not all(has_colour(glyph.colour) for glyph in line.ink):
            yield 1, f"{text!r} có màu {line.ink[0].colour}"
        if abs(line.centre - page.width / 2) > 1.5:
            yield 1, f"{text!r} lệch giữa {line.centre - page.width / 2:.1f} mm"


def motto_rule(page: Page, certificate: Certificate) -> Iterator[Finding]:
    """E2: the rule is as long as the motto."""
    line = _line(page, law.MOTTO)
    if line:
        near = [rule for rule in page.rules if _is_under(rule, line)]
        slack = 1.5 / line.width
        yield from rule_faults(line, near[0] if near else None, "Tiêu ngữ", (1 - slack, 1 + slack))


def _is_under(rule: Rule, line: Line) -> bool:
    return rule.horizontal and 0 < rule.top - line.baseline < 4


def recipient(page: Page, certificate: Certificate) -> Iterator[Finding]:
    """E3: whom, what they are, what for: in this order and in black."""
    text = squeeze(" ".join(line.text for line in page.lines if abs(line.centre - page.width / 2) < 2))
    places = [
        text.find(squeeze(value)) for value in (certificate.recipient, certificate.description, certificate.achievement)
    ]
    if -1 in places or places != sorted(places):
        yield 1, "thiếu họ tên, chức vụ hoặc thành tích, hoặc sai thứ tự"
    red = (certificate.awarding_title.upper(), certificate.title.upper())
    for line in page.lines:
        if line.text not in red and not all(is_black(glyph.colour) for glyph in line.ink):
            yield 1, f"{line.text!r} không đen"


def decision(page: Page, certificate: Certificate) -> Iterator[Finding]:
    """E4: number and date of the decision, then số sổ vàng, bottom left, bold italic. The code in letters is small."""
    lines = [line for line in page.lines if line.centre < page.width / 2 - 20 and line.baseline > page.height / 2]
    lines = [line for line in lines if all(glyph.size > SMALL for glyph in line.ink)]
    text = squeeze(" ".join(line.text for line in lines))
    wanted = (
        f"Quyết định số {certificate.decision}, {written_date(certificate.decided)} Số sổ vàng: {certificate.roll_number}"
    )
    if text.replace("vàng: 0", "vàng: ") != wanted:
        yield 1, f"dưới bên trái là {text!r}, phải là {wanted!r}"
    yield from _bold_italic(lines)


def _bold_italic(lines: list[Line]) -> Iterator[Finding]:
    for line in lines:
        if not (line.bold and line.italic):
            yield 1, f"{line.text!r} không đậm nghiêng"


def signing(page: Page, certificate: Certificate) -> Iterator[Finding]:
    """E5: place and date, title, room to sign, name; bottom right."""
    lines = [line for line in page.lines if line.centre > page.width / 2 + 20 and line.baseline > page.height / 2]
    signature = certificate.signature
    dated = f"{certificate.place}, {written_date(certificate.decided)}"
    wanted = [dated, *(part.upper() for part in signature.capacity), signature.name]
    if [line.text for line in lines] != wanted:
        yield 1, f"dưới bên phải là {[line.text for line in lines]!r}, phải là {wanted!r}"
        return
    yield from _bold_italic(lines[:1])
    if not all(line.bold and line.upright for line in lines[1:]):
        yield 1, "chức vụ, họ tên người ký không đậm, đứng"
    if lines[-1].baseline - lines[-2].baseline < 20:
        yield 1, f"chỗ ký chỉ cao {lines[-1].baseline - lines[-2].baseline:.1f} mm"
    if any(abs(line.centre - lines[0].centre) > 1 for line in lines):
        yield 1, "khối chữ ký không cùng trục"


def inside_border(document: Document) -> Iterator[Finding]:
    """E6: there is a border, no word touches it, and nothing is drawn outside it."""
    page = document.pages[0]
    if not page.frames:
        yield 1, "không có đường diềm"
        return
    lefts, tops, rights, bottoms = zip(*page.frames, strict=True)
    for line in page.all_lines:
        clear = line.x0 - max(lefts), line.top - max(tops), min(rights) - line.x1, min(bottoms) - line.bottom
        if min(clear) < 2:
            yield 1, f"chữ chạm đường diềm: {line.text!r}"
    ink = document.ink_box(1)
    if ink and max(min(lefts) - ink[0], min(tops) - ink[1], ink[2] - max(rights), ink[3] - max(bottoms)) > 1:
        yield 1, "có nét vẽ ngoài đường diềm"


def name_on_one_line(page: Page, certificate: Certificate) -> Iterator[Finding]:
    """E7: a long name is set smaller, never broken."""
    line = _line(page, certificate.recipient)
    if line is None or not line.bold:
        yield 1, f"họ tên không trên một dòng, chữ đậm: {certificate.recipient!r}"


def nothing_overlaps(page: Page, certificate: Certificate) -> Iterator[Finding]:
    """E8."""
    for line, other in clashes(page.all_lines):
        yield 1, f"chữ đè lên nhau: {line.text!r} và {other.text!r}"


def _line(page: Page, text: str) -> Line | None:
    return next((line for line in page.lines if line.text == squeeze(text)), None)


POINTS: tuple[tuple[str, CertificateCheck], ...] = (
    ("E2", five_lines),
    ("E2", motto_rule),
    ("E3", recipient),
    ("E4", decision),
    ("E5", signing),
    ("E7", name_on_one_line),
    ("E8", nothing_overlaps),
)


def check_certificate(pdf: bytes, certificate: Certificate) -> list[Fault]:
    """One certificate in one file. The file itself is held to points A2, A3, A4 and A7."""
    document = Document(pdf)
    found = [Fault("E1", *finding) for finding in one_landscape_page(document)]
    found += [Fault("E6", *finding) for finding in inside_border(document)]
    found += [Fault(point, *finding) for point, check in POINTS for finding in check(document.pages[0], certificate)]
    return found + certificate_file_faults(document, title=f"{certificate.title}: {squeeze(certificate.recipient)}")
