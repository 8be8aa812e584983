"""The text as lines, and the plain questions asked of a line."""

import re
from dataclasses import dataclass

from thiduakt.documents.richtext import Run

# Word's soft break and page break, and the rarer Unicode ends: they part lines, but no editor counts them.
UNCOUNTED_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
COLUMN_GAP = re.compile(r"\s*\t\s*|\s{3,}")
ORNAMENT = re.compile(r"[-_=*~–—\s]+(?:[oO0]{3}[-_=*~–—\s]*)?")
SENTENCE_END = re.compile(r"[.;:!?…/][”\"’'»)]*$")
PAPER_NAMES = (
    "Kế hoạch|Công văn|Quyết định|Nghị quyết|Luật|Bộ luật|Pháp lệnh|Nghị định|Thông tư|Chỉ thị|Hướng dẫn|Văn bản|Đề án|"
    "Chương trình|Quy chế|Quy định|Điều lệ|Tờ trình|Biên bản|Thông báo|Kết luận|các văn bản|sự chỉ đạo|chỉ đạo"
)
BASIS = re.compile(
    rf"(?:Căn cứ|Xét|Theo đề nghị|"
    rf"(?:Theo|Thực hiện|Tiếp tục thực hiện|Triển khai|Dựa vào|Dựa trên) (?:{PAPER_NAMES}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    raw: str  # tabs and runs of blanks as typed: they part columns
    text: str  # one blank between words
    after_gap: bool  # a blank line or a page break stands before it
    # What only a Word file says:
    is_soft: bool = False  # a soft line break stands before it: the line above is of the same paragraph
    runs: tuple[Run, ...] = ()  # the words of `text` with their looks
    table: str = ""  # the line is a whole table, in HTML of the schema
    inner: tuple["Line", ...] = ()  # the lines in the cells of that table

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(split_columns(self.raw))

    @property
    def is_ornament(self) -> bool:
        """A drawn rule: ------, ***, ---o0o---."""
        return len(self.text) >= 3 and ORNAMENT.fullmatch(self.text) is not None


def split_lines(text: str) -> list[Line]:
    """The lines that hold something; a line of blanks shows only as `after_gap` of the next."""
    lines: list[Line] = []
    after_gap = False
    for number, counted in enumerate(text.split("\n"), start=1):
        for raw in UNCOUNTED_BREAKS.split(counted):
            words = raw.split()
            if words:
                lines.append(Line(number, raw, " ".join(words), after_gap))
            after_gap = not words
    return lines


def split_columns(raw: str) -> list[str]:
    return [" ".join(column.split()) for column in COLUMN_GAP.split(raw.strip()) if column.strip()]


def is_upper(text: str) -> bool:
    """Typed in capitals, but for a stray small letter or two ("TRƯỜNG MN Giang Biên" is not)."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(text[-8:]) is not None


def starts_inside_sentence(text: str) -> bool:
    return text[0].islower() or text[0] in ",;:.)!?”"


def is_basis(text: str) -> bool:
    """A paragraph that names what the paper rests on, and does not yet announce the text ("… như sau:")."""
    return BASIS.match(text) is not None and not text.endswith(":")
