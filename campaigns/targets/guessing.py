"""Which sentences of a plan look like targets, and what each seems to say. A person reads the guess before it is stored."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thiduakt.documents import richtext
from thiduakt.documents.passages import Passage
from thiduakt.vietnamese import capitalized

from .enums import KnownSet, Measure

LONGEST_NAME = 300  # characters of a sentence that its target is called by
HEADINGS = {kind.value for kind in richtext.HEADINGS}
COLON = re.compile(r":(?=,|$)")  # behind a heading
LEAP_YEAR = 2000  # in which every day that is one exists
SENTENCE_END = re.compile(r"(?<=[.!?;…])\s+(?=[A-ZĐÀ-ÝĂÂÊÔƠƯẠ-Ỹ0-9])")
SHARE = re.compile(r"(?P<value>\d{1,3}(?:[.,]\d)?)\s*%")
# Numbers that count nothing: of papers, of years and days, of anniversaries.
NO_AMOUNT = re.compile(
    r"(?:số\s+)?\d+(?:/\d+)*\s*[/_-]\s*[A-ZĐ][\w-]*|\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}/\d{4}"
    r"|(?:năm|năm học|giai đoạn)\s+\d{4}(?:\s*[-–]\s*\d{4})?|\d{4}\s*[-–]\s*\d{4}|\d+\s+năm ngày"
    r"|ngày\s+\d+(?![\d/])|tháng\s+\d+(?![\d/])",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?<![\d/.,-])(?P<value>\d{1,4})\s+(?P<unit>đồng chí(?: giáo viên)?|(?!năm\b|tháng\b|ngày\b|giờ\b|của\b)[a-zà-ỹđ]+"
    r"(?:\s(?:kiến|thi|viên|sinh|dự|hình|thể|nhân))?)",
    re.IGNORECASE,
)
WORK = re.compile(
    r"^(?:(?:nhà trường|các tổ(?: chuyên môn)?|hội đồng[^,;]{0,40})\s+)?"
    r"(?:tổ chức|phát động|thành lập|kiện toàn|xây dựng|triển khai|phân công|lựa chọn|đăng ký|hoàn thành|ban hành|rà soát"
    r"|phấn đấu|thực hiện chủ đề|phong trào|chú trọng kiểm tra|kiểm tra)\b",
    re.IGNORECASE,
)
EVENT = re.compile(r"\b(?:hội thi|cuộc thi|hội giảng|hội nghị|tọa đàm|tổ công tác|đợt thi đua|tham quan)\b", re.IGNORECASE)
DAY = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")
MONTH = re.compile(r"\btháng\s+(\d{1,2})(?:/(\d{4}))?", re.IGNORECASE)
OF_A_PAPER = re.compile(r"(?:số\s+\S+\s+ngày|ngày)\s+\d{1,2}/\d{1,2}/\d{4}\s+của", re.IGNORECASE)
SETS = (
    (KnownSet.CLASSES, r"\b(?:các |nhóm,? )?lớp\b"),
    (KnownSet.STAFF, r"cán bộ|nhân viên|viên chức|cbgvnv|người lao động"),
    (KnownSet.TEACHERS, r"giáo viên|\bgv\b"),
    (KnownSet.GROUPS, r"\bcác tổ\b|\btổ chuyên môn\b"),
    (KnownSet.PUPILS, r"học sinh|\btrẻ\b|các cháu"),
)
UNITS = {
    KnownSet.CLASSES: "lớp", KnownSet.STAFF: "người", KnownSet.TEACHERS: "giáo viên", KnownSet.GROUPS: "tổ",
    KnownSet.PUPILS: "học sinh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of a plan's body. `number` counts them from 1 in the order of the paper."""

    number: int
    text: str
    section: str
    reasons: tuple[str, ...]  # why it looks like a target; none: it does not

    @property
    def looks_like_target(self) -> bool:
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Guess:
    name: str
    measure: Measure
    due_on: date
    due_reason: str  # what the day was guessed from
    value: Decimal | None = None
    unit: str = ""
    known_set: KnownSet | None = None


def sentences(passages: Sequence[Passage]) -> Iterator[Sentence]:
    number = 0
    for passage in passages:
        if passage.field != "body" or passage.look in HEADINGS:
            continue
        for text in SENTENCE_END.split(_bare(passage.text)):
            if text.strip():
                number += 1
                yield Sentence(number, text.strip(), COLON.sub("", passage.section), tuple(_reasons(text.strip())))


def _reasons(text: str) -> Iterator[str]:
    if text.endswith(":"):  # what follows it are the targets
        return
    if found := SHARE.search(text):
        yield f"có tỷ lệ {found['value']}%"
    elif found := AMOUNT.search(NO_AMOUNT.sub(" · ", text)):
        yield f"có số lượng {found['value']} {found['unit']}"
    if found := EVENT.search(text):
        yield f"nêu {found[0].lower()}"
    elif WORK.search(text):
        yield "nêu việc phải làm"
    if next(_days(text, LEAP_YEAR), None):
        yield "có ngày"


def guess(sentence: str, *, year: int) -> Guess:
    """What the sentence seems to ask. `year` is the plan's; without a day in it, the year's last day."""
    name = capitalized(sentence.rstrip(" .;:"))[:LONGEST_NAME]
    due_on, reason = _due(sentence, year)
    if found := SHARE.search(sentence):
        behind = sentence[found.end() :]
        near = [(match.start(), one) for one, words in SETS if (match := re.search(words, behind, re.IGNORECASE))]
        known_set = min(near)[1] if near else KnownSet.OTHER
        value = Decimal(found["value"].replace(",", "."))
        return Guess(name, Measure.SHARE, due_on, reason, value, UNITS.get(known_set, ""), known_set)
    if found := AMOUNT.search(NO_AMOUNT.sub(" · ", sentence)):
        return Guess(name, Measure.NUMBER, due_on, reason, Decimal(found["value"]), found["unit"].lower())
    return Guess(name, Measure.DONE, due_on, reason)


def _bare(text: str) -> str:
    """Without the dash, plus or number that it is listed by."""
    return re.sub(r"^\s*(?:[-–+•*]|\d+[.)]|[a-zđ]\))\s*", "", text)


def _due(sentence: str, year: int) -> tuple[date, str]:
    days = [day for day in _days(sentence, year) if day.year == year]
    if days:
        return max(days), "ngày ghi trong câu"
    for month, typed_year in MONTH.findall(sentence):
        number = int(month)
        if 1 <= number <= 12 and int(typed_year or year) == year:
            return date(year, number, calendar.monthrange(year, number)[1]), "tháng ghi trong câu"
    return date(year, 12, 31), f"ngày cuối năm {year}, vì câu không ghi thời hạn"


def _days(sentence: str, year: int) -> Iterator[date]:
    """The days it names, but for those of papers; without a year they are of `year`."""
    for day, month, typed_year in DAY.findall(OF_A_PAPER.sub("", sentence)):
        try:
            yield date(int(typed_year or year), int(month), int(day))
        except ValueError:
            continue
