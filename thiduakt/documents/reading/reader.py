"""The whole paper: header, opening, text, closing, each read by its own module, and what is missing said."""

from dataclasses import replace

from thiduakt.documents.kinds import Kind

from .closing import Closing, closing_start, read_closing
from .decoding import UNREADABLE
from .frames import without_frames
from .header import Header, check_header, header_length, read_header
from .html_lines import html_lines
from .lines import Line, split_lines
from .opening import Title, find_title, read_opening, subject_length, without_end_mark
from .outline import rich_text
from .paragraphs import Block, make_blocks
from .result import Doubt, Reading
from .source import Source, open_source

UNKNOWN_IN_HEADER = "Không rõ dòng này ở đầu văn bản là gì; dòng được giữ ở đầu phần nội dung."
UNREADABLE_CHARACTER = "Dòng này có ký tự không đọc được (hiện là “�”); thầy/cô hãy gõ lại chữ đó."
OTHER_KIND = "Ký hiệu “{symbol}” không khớp với tên loại “{title}”; thầy/cô hãy xem lại."
KIND_BY_SYMBOL = "Không thấy dòng tên loại; loại văn bản được hiểu theo ký hiệu là {label}."
MISSING = {
    "kind": "Không thấy tên loại văn bản (ví dụ KẾ HOẠCH) ở đầu; thầy/cô hãy xem lại đây có đúng là văn bản cần nhập.",
    "parent_lines": "Không thấy tên cơ quan chủ quản; hệ thống sẽ lấy theo thể thức của nhà trường vào ngày ban hành.",
    "issuer_lines": "Không thấy tên trường ở đầu văn bản; hệ thống sẽ lấy theo thể thức của nhà trường vào ngày ban hành.",
    "number": "Không thấy số của văn bản; chỗ ghi số được để trống và số sẽ được cấp khi ban hành.",
    "symbol": "Không thấy ký hiệu của văn bản; hệ thống sẽ ghi theo loại văn bản và mã của nhà trường.",
    "place": "Không thấy địa danh; hệ thống sẽ lấy theo thể thức của nhà trường vào ngày ban hành.",
    "dated": "Không thấy ngày ban hành đầy đủ; hệ thống ghi tạm một ngày dự kiến, thầy/cô hãy xem lại.",
    "subject": "Không thấy trích yếu dưới tên loại; hệ thống ghi tạm một trích yếu, thầy/cô hãy xem lại.",
    "body": "Không thấy phần nội dung; thầy/cô hãy nhập nội dung.",
    "recipients": "Không thấy nơi nhận; thầy/cô hãy nhập nơi nhận.",
    "signer_capacity": "Không thấy chức vụ người ký; hệ thống sẽ ghi theo thể thức của nhà trường vào ngày ban hành.",
    "signer_name": "Không thấy họ và tên người ký; thầy/cô hãy xem lại người ký được chọn sẵn.",
}
NO_END_MARK = "Nội dung chưa kết thúc bằng dấu “./.”; phần chữ được giữ nguyên, thầy/cô hãy xem lại."


def read_paper(source: str | bytes | Source) -> Reading:
    """The parts of an official paper: from pasted text, from the bytes of a .txt or .docx file, or from what was read of it.

    Raises ValidationError with a Vietnamese sentence where it is not readable text. A paper of any other form is read
    too: what has no known place is kept in `body` or `appendix`, and `doubts` says so.
    """
    source = source if isinstance(source, Source) else open_source(source)
    lines = without_frames(html_lines(source.html)) if source.html else split_lines(source.text)
    doubts = [Doubt(line.number, line.text, UNREADABLE_CHARACTER) for line in lines if UNREADABLE in line.text]
    reading = _read([line for line in lines if not line.is_ornament], doubts)
    doubts += _missing(reading)
    doubts += (Doubt(None, "", note) for note in source.notes)
    doubts.sort(key=lambda doubt: (doubt.line_number is None, doubt.line_number or 0))
    rules = tuple(line.text for line in lines if line.is_ornament)
    return replace(reading, frame_lines=reading.frame_lines + rules, doubts=tuple(doubts))


def _read(lines: list[Line], doubts: list[Doubt]) -> Reading:
    title = find_title(lines)
    top = title.position if title else header_length(lines)
    header = read_header(lines[:top])
    below = lines[top + 1 :] if title else lines[top:]
    count = subject_length(below, title) if title else 0
    subject = [header.subject, title.rest if title else "", *(line.text for line in below[:count])]
    start = count + closing_start(below[count:])
    closing = read_closing(below[start:], doubts)
    _take_date_above_signature(header, closing)
    doubts += check_header(header)
    kind = _kind(title, header, doubts)
    opening, blocks = read_opening(make_blocks(below[count:start], doubts), kind, doubts)
    blocks = [*_unknown_in_header(header, doubts), *blocks]
    if blocks and not blocks[-1].typed.endswith("./."):
        doubts.append(Doubt(blocks[-1].line_number, blocks[-1].typed, NO_END_MARK))
    return Reading(
        kind=kind,
        parent_lines=header.parent_lines,
        issuer_lines=header.issuer_lines,
        number=header.number,
        symbol=header.symbol,
        number_text=header.number_text,
        place=header.place,
        dated=header.dated,
        place_date_text=header.place_date_text,
        subject="\n".join(filter(None, subject)),
        authority=opening.authority,
        addressees=tuple(opening.addressees),
        bases=tuple(opening.bases),
        body=rich_text(blocks, doubts),
        recipients=tuple(filter(None, map(without_end_mark, closing.recipients))),
        signer_capacity=tuple(closing.signer_capacity),
        signer_note=closing.signer_note,
        signer_name=closing.signer_name,
        appendix=rich_text(make_blocks([*closing.others, *closing.rest], doubts), doubts),
        frame_lines=(*header.frame_lines, *([title.typed] if title else []), *opening.frame_lines, *closing.frame_lines),
    )


def _kind(title: Title | None, header: Header, doubts: list[Doubt]) -> Kind | None:
    prefix = header.symbol.partition("-")[0]
    by_symbol = next((kind for kind in Kind if kind.value == prefix and kind is not Kind.LETTER), None)
    if title:
        if by_symbol and by_symbol is not title.kind:
            reason = OTHER_KIND.format(symbol=header.symbol, title=title.typed)
            doubts.append(Doubt(None, header.number_text, reason))
        return title.kind
    if by_symbol:
        doubts.append(Doubt(None, header.number_text, KIND_BY_SYMBOL.format(label=by_symbol.label)))
        return by_symbol
    return Kind.LETTER if header.subject else None


def _take_date_above_signature(header: Header, closing: Closing) -> None:
    if closing.dated:
        left = header.take_date(closing.dated.raw).strip()
        if left:
            closing.others.append(replace(closing.dated, raw=left, text=" ".join(left.split())))


def _unknown_in_header(header: Header, doubts: list[Doubt]) -> list[Block]:
    doubts += (Doubt(number, text, UNKNOWN_IN_HEADER) for number, text in header.unknown)
    return [Block(number, None, text) for number, text in header.unknown]


def _missing(reading: Reading) -> list[Doubt]:
    unprinted = {"place", "dated"} if reading.kind is Kind.MINUTES else set()
    missing = (part for part in MISSING if part not in unprinted and getattr(reading, part) in (None, "", ()))
    return [Doubt(None, "", MISSING[part]) for part in missing]
