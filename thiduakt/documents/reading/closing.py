"""The end of a paper: nơi nhận on the left, the signer on the right, in whatever order a copy has left them."""

import re
from dataclasses import dataclass, field

from .header import DATE, MAX_LENGTH
from .labels import BULLETS, find_label
from .lines import Line, ends_sentence, is_upper, split_columns
from .result import Doubt

MAX_SIGNATURE_LINES = 12

RECIPIENTS = re.compile(r"\s*(Nơi nhận(?: ?:|(?=\s*$|\t|\s{3})))", re.IGNORECASE)
ONE_LINE_RECIPIENTS = re.compile(r"[;.]\s+[-–+]\s*")
ON_BEHALF = re.compile(r"(?:TM|T/M|KT|Q|TL|TUQ)\s?[./]\s?\S", re.IGNORECASE)
POST = re.compile(
    r"(?:PHÓ |P\. ?)?(?:HIỆU TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|TRƯỞNG PHÒNG|BAN GIÁM HIỆU|"
    r"TỔ TRƯỞNG|THỦ TRƯỞNG|THƯ KÝ|CHỦ TỌA|NGƯỜI LẬP|NGƯỜI VIẾT|NGƯỜI BÁO CÁO|KẾ TOÁN)\b",
    re.IGNORECASE,
)
NOTE = re.compile(r"\((?=.*(?:ký|dấu)).*\)|đã ký", re.IGNORECASE)
NAME_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)?"  # H'Hen, Ê-ban
NAME = re.compile(rf"(?:(?:ThS|Th\.S|TS|CN|NGƯT|NGND)\.? ?)?{NAME_WORD}(?: {NAME_WORD}){{1,6}}")
NOT_NAME = re.compile(r"PHỤ LỤC|DANH SÁCH|BẢNG|BIỂU", re.IGNORECASE)
MAX_NAME = 45  # characters

AFTER_SIGNATURE = "Phần chữ đứng sau chữ ký được để riêng ở cuối; thầy/cô hãy chuyển vào nội dung, vào phụ lục hoặc xóa."
SECOND_SIGNER = "Có thêm một chức vụ hoặc người ký; phần này được để riêng ở cuối, thầy/cô hãy xem lại."


@dataclass
class Closing:
    recipients: list[str] = field(default_factory=list)  # with their end marks
    signer_capacity: list[str] = field(default_factory=list)
    signer_note: str = ""
    signer_name: str = ""
    frame_lines: list[str] = field(default_factory=list)
    dated: Line | None = None  # "Giang Biên, ngày …" above the signature, as older papers have it
    others: list[Line] = field(default_factory=list)  # what is not of the first signer
    rest: list[Line] = field(default_factory=list)  # what stands after the signature

    def take(self, line: Line, *, is_last: bool) -> None:
        raw = line.raw
        if heading := RECIPIENTS.match(raw):
            self.frame_lines.append(heading[1])
            raw = raw[heading.end() :]
        columns = split_columns(raw)
        for position, text in enumerate(columns):
            others = columns[position + 1 :]
            if is_capacity(text) and not self.signer_name and not any(map(is_capacity, others)):
                self.signer_capacity.append(text)
            elif NOTE.fullmatch(text) and not self.signer_note:
                self.signer_note = text
            elif self._is_signer_name(text, others, stands_apart=is_last or len(columns) > 1):
                self.signer_name = text
            elif not self._take_recipient(text):
                self._take_other(Line(line.number, text, text, after_gap=True))

    def is_over(self, line: Line, *, heading_follows: bool) -> bool:
        if line.table or len(line.raw) > MAX_LENGTH:
            return True
        label = find_label(line.text)
        is_recipient = bool(self.frame_lines) and label is not None and label.mark in BULLETS
        return bool(self.signer_name) and not heading_follows and not is_recipient

    def _is_signer_name(self, text: str, others: list[str], *, stands_apart: bool) -> bool:
        if self.signer_name or not is_name(text) or any(map(is_name, others)):
            return False
        return bool(self.signer_capacity or self.signer_note) or stands_apart

    def _take_recipient(self, text: str) -> bool:
        label = find_label(text)
        if not self.frame_lines or is_capacity(text):
            return False
        if label and label.mark in BULLETS:
            self.recipients += ONE_LINE_RECIPIENTS.split(label.rest)
        elif self.signer_name:
            return False
        elif self.recipients and text[0].islower():
            self.recipients[-1] += f" {text}"
        else:
            self.recipients.append(text)
        return True

    def _take_other(self, line: Line) -> None:
        if DATE.search(line.text) and self.dated is None:
            self.dated = line
        else:
            self.others.append(line)


def read_closing(lines: list[Line], doubts: list[Doubt]) -> Closing:
    closing = Closing()
    heading = next((position for position, line in enumerate(lines) if RECIPIENTS.match(line.raw)), -1)
    for position, line in enumerate(lines):
        if closing.is_over(line, heading_follows=position <= heading):
            closing.rest = lines[position:]
            doubts.append(Doubt(line.number, line.text, AFTER_SIGNATURE))
            break
        closing.take(line, is_last=position + 1 == len(lines))
    if closing.others:
        doubts.append(Doubt(closing.others[0].number, closing.others[0].text, SECOND_SIGNER))
    return closing


def closing_start(lines: list[Line]) -> int:
    """The position of the first line of the end; the number of lines where the paper has none."""
    start = next((at for at, line in enumerate(lines) if RECIPIENTS.match(line.raw) and len(line.raw) <= MAX_LENGTH), None)
    if start is None:
        start = _signature_start(lines)
    above = start
    while start < len(lines) and above and _may_sign(lines[above - 1]):
        above -= 1
    return next((at for at in range(above, start) if is_capacity(lines[at].text) or DATE.search(lines[at].text)), start)


def _signature_start(lines: list[Line]) -> int:
    """The end of a paper without Nơi nhận: the signature after the closing mark, or near the end of the text."""
    end = next((at for at, line in enumerate(lines) if line.text.endswith("./.")), None)
    if end is None:
        near = range(max(0, len(lines) - MAX_SIGNATURE_LINES), len(lines))
        return next((at for at in near if is_capacity(lines[at].text)), len(lines))
    for at in range(end + 1, len(lines)):
        if is_capacity(lines[at].text) or (at == len(lines) - 1 and is_name(lines[at].text)):
            return at
    return len(lines)


def _may_sign(line: Line) -> bool:
    text = line.text
    if line.table or len(text) > MAX_LENGTH or ends_sentence(text) or find_label(text):
        return False
    return all(is_capacity(part) or is_name(part) or NOTE.fullmatch(part) or DATE.search(part) for part in line.columns)


def is_capacity(text: str) -> bool:
    """A post, or on whose behalf: "KT. HIỆU TRƯỞNG", "Hiệu trưởng"."""
    if len(text) > 2 * MAX_NAME:
        return False
    post = POST.match(text)
    return bool(ON_BEHALF.match(text) or (post and (is_upper(text) or post[0] == text)))


def is_name(text: str) -> bool:
    if len(text) > MAX_NAME or not NAME.fullmatch(text) or NOT_NAME.match(text):
        return False
    return all(word[0].isupper() for word in text.split())
