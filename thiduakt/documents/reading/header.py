"""The head of a paper: two columns that a copy leaves beside, between or behind each other.

    PHÒNG GD&ĐT QUẬN LONG BIÊN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TRƯỜNG MẦM NON GIANG BIÊN           Độc lập - Tự do - Hạnh phúc
    Số: 01/KH-MNGB                  Giang Biên, ngày 15 tháng 02 năm 2023

What has a fixed form is taken out of each line first; the rest are the names of the school and of its superior.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from .labels import find_label
from .lines import Line, ends_sentence, is_upper, split_columns
from .result import Doubt

MAX_LENGTH = 300  # a longer line belongs to the text
MAX_PLACE = 60  # characters of a place, or of an office not typed in capitals

NATIONAL = re.compile(
    r"(?<!\S)(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập ?[-–—]? ?Tự do ?[-–—]? ?Hạnh phúc)(?!\S)", re.IGNORECASE
)
ABOUT = re.compile(r"(V/v|Về việc)\b ?:? ?(\S.*)", re.IGNORECASE)
BLANKS = r"[.…_\s]*"
NUMBER = re.compile(
    rf"(?<!\S)Số ?:?(?P<number>{BLANKS}|\s*\d{{1,5}}\s*)/(?P<symbol>\s?[\w&]+(?:(?:\s?[-–_]\s?|/)[\w&]+)*\.*…*)"
)
DATE = re.compile(
    rf"(?<!\S)ngày(?P<day>\s*\d{{1,2}}\s*|{BLANKS})tháng(?P<month>\s*\d{{1,2}}\s*|{BLANKS})năm(?P<year>\s*\d{{4}}|\s*\d{{0,3}}{BLANKS})(?!\S)"
    r"|(?<!\S)ngày\s*(?P<short>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?!\S)",
    re.IGNORECASE,
)
SYMBOL = re.compile(
    r"(?:(?:QĐ|TTr|KH|BC|TB|BB|GM|HD|CTr|QC)-)?[A-ZĐ][A-ZĐ0-9&]*(?:-[A-ZĐ0-9&]+)*"
)  # NĐ 30/2020, Phụ lục III

PARENT = re.compile(r"(?:UBND|ỦY BAN|UỶ BAN|PHÒNG|SỞ|BỘ|ĐẢNG ỦY|ĐẢNG UỶ|HỘI ĐỒNG NHÂN DÂN)\b", re.IGNORECASE)
SCHOOL = re.compile(r"(?:TRƯỜNG|TRUNG TÂM|MẦM NON|MẪU GIÁO|NHÀ TRẺ|TIỂU HỌC|THCS|THPT|TH&THCS)\b", re.IGNORECASE)
BODY_OF_SCHOOL = re.compile(r"(?:HỘI ĐỒNG (?:TĐKT|TĐ|THI ĐUA|TRƯỜNG|SÁNG KIẾN)|BAN|TỔ|CÔNG ĐOÀN)\b", re.IGNORECASE)


@dataclass
class Header:
    parent_lines: tuple[str, ...] = ()
    issuer_lines: tuple[str, ...] = ()
    number: int | None = None
    symbol: str = ""
    number_text: str = ""
    place: str = ""
    dated: date | None = None
    place_date_text: str = ""
    subject: str = ""  # of a letter: what follows "V/v" under the number, in a narrow column
    frame_lines: list[str] = field(default_factory=list)  # quốc hiệu, tiêu ngữ, "V/v"
    names: list[tuple[int, str]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Reads one line of the header into the fields above."""
        raw = NATIONAL.sub(self._take_national, line.raw)
        raw = self.take_date(NUMBER.sub(self._take_number, raw))
        for fragment in split_columns(raw):
            self._take_fragment(line.number, fragment)

    def take_date(self, raw: str) -> str:
        """Reads place and date once; returns what else the line holds."""
        match = DATE.search(raw)
        if not match or self.place_date_text:
            return raw
        columns = split_columns(raw[: match.start()])
        name, place = _split_name(columns.pop() if columns else "")
        if len(place) > MAX_PLACE or place[:1].islower():
            return raw  # a date inside a sentence
        self.place = place.rstrip(" ,")
        self.place_date_text = " ".join(f"{place} {match[0]}".split())
        self.dated = _date(match)
        return "\t".join([*columns, name, raw[match.end() :]])

    def _take_national(self, match: re.Match[str]) -> str:
        self.frame_lines.append(" ".join(match[0].split()))
        return "\t"

    def _take_number(self, match: re.Match[str]) -> str:
        if self.number_text:
            return match[0]
        self.number_text = " ".join(match[0].split())
        self.number = int(digits) if (digits := match["number"].strip()).isdecimal() else None
        self.symbol = re.sub(r"\s", "", match["symbol"]).replace("–", "-")
        return "\t"

    def _take_fragment(self, number: int, fragment: str) -> None:
        about = ABOUT.fullmatch(fragment)
        if about and not self.subject:
            self.frame_lines.append(about[1])
            self.subject = about[2]
        elif self.subject and fragment[0].islower():
            self.subject += f" {fragment}"
        elif (is_upper(fragment) and not self.number_text) or _is_name_of_office(fragment):
            self.names.append((number, fragment))
        else:
            self.unknown.append((number, fragment))


def read_header(lines: list[Line]) -> Header:
    header = Header()
    for line in lines:
        header.take(line)
    _name_issuer(header)
    return header


def header_length(lines: list[Line]) -> int:
    """How many lines belong to the header of a paper without a title: up to the first that says something else."""
    header = Header()
    for position, line in enumerate(lines):
        if line.table or len(line.raw) > MAX_LENGTH or find_label(line.text):
            return position
        header.take(line)
        if header.unknown:
            return position
    return len(lines)


def _name_issuer(header: Header) -> None:
    """The issuer is the school, or a council of it named below; what stands above is the superior."""
    names = [name for _, name in header.names]
    schools = [position for position, name in enumerate(names) if SCHOOL.match(name)]
    if schools:
        councils = [position for position in range(schools[0] + 1, len(names)) if BODY_OF_SCHOOL.match(names[position])]
        start = (councils or schools)[0]
    else:
        start = next((position for position, name in enumerate(names) if not PARENT.match(name)), len(names))
    header.parent_lines, header.issuer_lines = tuple(names[:start]), tuple(names[start:])


def check_header(header: Header) -> list[Doubt]:
    doubts = []
    if header.names and not any(SCHOOL.match(name) for _, name in header.names):
        number, name = header.names[-1]
        reason = "Không chắc dòng nào là cơ quan chủ quản, dòng nào là tên trường; thầy/cô hãy xem lại."
        doubts.append(Doubt(number, name, reason))
    if header.number_text:
        printed = f"Số: {header.number:02d}/{header.symbol}" if header.number is not None else header.number_text
        if printed != header.number_text:
            doubts.append(Doubt(None, header.number_text, f"Số, ký hiệu khi in sẽ được viết là “{printed}”."))
        if not SYMBOL.fullmatch(header.symbol):
            reason = f"Ký hiệu “{header.symbol}” không theo mẫu loại văn bản - cơ quan (ví dụ KH-MNGB); thầy/cô hãy xem lại."
            doubts.append(Doubt(None, header.number_text, reason))
    match = DATE.search(header.place_date_text)
    if match and header.dated is None and any(map(str.isdecimal, match["day"] or match["short"] or "")):
        doubts.append(
            Doubt(None, header.place_date_text, "Ngày này không có trong lịch; thầy/cô hãy sửa lại ngày ban hành.")
        )
    return doubts


def _is_name_of_office(text: str) -> bool:
    is_short = len(text) <= MAX_PLACE and not ends_sentence(text)
    return is_short and (PARENT.match(text) is not None or SCHOOL.match(text) is not None)


def _split_name(text: str) -> tuple[str, str]:
    """ "TRƯỜNG MẦM NON HOA SEN Long Biên," is a name in capitals, then a place."""
    words = text.split()
    name = list(takewhile(str.isupper, words)) if SCHOOL.match(text) else []
    return (" ".join(name), " ".join(words[len(name) :]))


def _date(match: re.Match[str]) -> date | None:
    digits = re.split(r"[/.-]", match["short"]) if match["short"] else [match["day"], match["month"], match["year"]]
    try:
        day, month, year = map(int, digits)
        return date(year, month, day)
    except ValueError:
        return None
