"""C. Recipients, signatures and minutes: points 30 to 32."""

import re
from collections.abc import Iterator

from . import law
from .anatomy import Anatomy, joined, place
from .components import style_faults
from .expectation import ExpectedSigner
from .fault import Finding, Points
from .pages import Grid, Line, fold, squeeze


def recipients(paper: Anatomy) -> Iterator[Finding]:
    """C30."""
    if not paper.expects.has_recipients:
        return
    head = paper.recipients_head
    if head is None or head.text != "Nơi nhận:":
        yield 0, f"Nơi nhận: {head.text if head else 'không có'}"
        return
    size = law.RECIPIENTS_HEAD_SIZE
    yield from style_faults([head], "Nơi nhận", sizes=(size, size), bold=True, italic=True)
    lines = [line for line in paper.signing if place(line) > place(head) and line.x1 < paper.axis + 5 and line.size < 12]
    items = _items(lines)
    yield from style_faults(lines, "nơi nhận", sizes=(law.RECIPIENTS_SIZE, law.RECIPIENTS_SIZE), bold=False)
    for line in (head, *(item[0] for item in items)):
        if abs(line.x0 - paper.left) > 1:
            yield line.page, f"{line.text!r} cách lề trái {line.x0 - paper.left:.1f} mm"
    yield from _recipient_marks([squeeze(joined(item)) for item in items])
    titles = [paper.capacity_line(s.capacity[0], s.on_left) for s in paper.expects.signers if s.first_row and not s.on_left]
    if not paper.expects.is_minutes and titles and titles[0] and abs(head.baseline - titles[0].baseline) > 3:
        yield head.page, f"Nơi nhận không ngang chức vụ người ký ({head.baseline - titles[0].baseline:.1f} mm)"


def _items(lines: list[Line]) -> list[list[Line]]:
    """Lines of one recipient together: the first begins with a dash."""
    items: list[list[Line]] = []
    for line in lines:
        if line.text.startswith("-") or not items:
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _recipient_marks(items: list[str]) -> Iterator[Finding]:
    for item in items[:-1]:
        if not re.fullmatch(r"- [^;\s][^;]*;", item):
            yield 0, f"nơi nhận phải dạng '- …;': {item!r}"
    if not items or not re.fullmatch(r"- Lưu: VT(, .*[^.;])?\.", items[-1]):
        yield 0, f"nơi nhận cuối phải dạng '- Lưu: VT, ….': {items[-1:]!r}"


def signatures(paper: Anatomy) -> Iterator[Finding]:
    """C31."""
    for signer in paper.expects.signers:
        yield from _signature(paper, signer)
        prefix = re.match(r"[A-ZĐ]+\.", signer.capacity[0])
        if prefix and prefix[0] not in law.PREFIXES:
            yield 0, f"{prefix[0]} không phải là chữ viết tắt của quyền hạn ký"
        if signer.capacity[0].startswith("KT.") and len(signer.capacity) < 2:
            yield 0, "KT. phải có hai dòng: người được ký thay và chức vụ người ký"


def _signature(paper: Anatomy, signer: ExpectedSigner) -> Iterator[Finding]:
    side = [line for line in paper.signing if (line.centre < paper.axis) == signer.on_left]
    titles = _titles(side, signer)
    if not titles:
        side_name = "trái" if signer.on_left else "phải"
        yield 0, f"không có quyền hạn, chức vụ {' / '.join(signer.capacity)!r} in hoa ở nửa {side_name}"
        return
    yield from style_faults(titles, "chức vụ người ký", sizes=law.LARGE, bold=True)
    if not signer.name:
        return
    below = [line for line in side if place(line) > place(titles[-1])]
    name = next((line for line in below if line.text == signer.name), None)
    if name is None:
        yield titles[0].page, f"không có họ tên người ký {signer.name!r} dưới {titles[0].text!r}"
        return
    yield from style_faults([name], "họ tên người ký", sizes=law.LARGE, bold=True)
    if name.caps:
        yield name.page, "họ tên người ký in hoa toàn bộ"
    block = [line for line in below if place(line) <= place(name) and line.size > 12]
    if any(abs(line.centre - titles[0].centre) > 1 for line in (*titles, *block)):
        yield name.page, f"chức vụ và họ tên không cùng trục: {signer.name!r}"
    if name.page == titles[-1].page and name.baseline - titles[-1].baseline < 20:
        yield name.page, f"chỗ ký chỉ cao {name.baseline - titles[-1].baseline:.1f} mm"


def _titles(side: list[Line], signer: ExpectedSigner) -> list[Line]:
    """The lines that together read as the capacity, in capitals, however they are wrapped."""
    wanted = " ".join(signer.capacity)
    for start in range(len(side)):
        for end in range(start + len(signer.capacity), min(start + 5, len(side)) + 1):
            if squeeze(joined(side[start:end])) == wanted:
                return side[start:end]
    return []


def minutes(paper: Anatomy) -> Iterator[Finding]:
    """C32."""
    if not paper.expects.is_minutes:
        return
    if paper.date:
        yield 1, f"biên bản lại có địa danh, ngày tháng: {paper.date.text!r}"
    text = " ".join(paragraph.text for paragraph in paper.paragraphs)
    is_count = paper.expects.subject.lower().startswith("kiểm phiếu")
    for label in law.BALLOT_LABELS if is_count else law.MINUTES_LABELS:
        if not re.search(label, text, re.IGNORECASE):
            yield 0, f"biên bản thiếu mục {label!r}"
    secretary = paper.capacity_line("THƯ KÝ", True)
    chair = next((line for line in paper.signing if re.match(r"CHU (TOA|TICH|TRI)", fold(line.text))), None)
    if secretary is None or chair is None or chair.centre < paper.axis:
        yield 0, "biên bản phải có THƯ KÝ bên trái, CHỦ TỌA bên phải"
    yield from _votes(text, paper.grids(0))


def _votes(text: str, grids: list[Grid]) -> Iterator[Finding]:
    """Khoản 7 Điều 30 NĐ 98/2023: the share is reckoned on all members of the council."""
    total = _count(text, r"tổng số thành viên(?: Hội đồng)?:? ")
    issued, returned = _count(text, r"phát ra: "), _count(text, r"thu về: ")
    valid, invalid = _count(text, r"(?<!không )hợp lệ: "), _count(text, r"không hợp lệ: ")
    if None not in (issued, returned, valid, invalid) and not issued >= returned == valid + invalid:
        yield 0, f"phiếu phát ra {issued}, thu về {returned}, hợp lệ {valid}, không hợp lệ {invalid}"
    for cells in (row for grid in grids for row in grid.rows):
        counted = re.search(r"\|(\d+)\|(\d+)\|(\d+(?:,\d+)?)%?\|", f"|{'|'.join(cells)}|")
        if counted and total and valid is not None:
            yes, no, share = int(counted[1]), int(counted[2]), float(counted[3].replace(",", "."))
            if yes + no != valid:
                yield 0, f"đồng ý {yes} + không đồng ý {no} khác số phiếu hợp lệ {valid}"
            if abs(share - 100 * yes / total) > 0.06:
                yield 0, f"tỷ lệ {counted[3]} %, phải là {100 * yes / total:.1f} %"


def _count(text: str, label: str) -> int | None:
    match = re.search(label + r"(\d+)", text, re.IGNORECASE)
    return int(match[1]) if match else None


POINTS: Points = (
    ("C30", recipients),
    ("C31", signatures),
    ("C32", minutes),
)
