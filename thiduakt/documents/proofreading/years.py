"""Năm và năm học."""

import re
from collections.abc import Iterator

from .rule import Spot, at, matches, rule
from .text import Surroundings, Text

SCHOOL_YEAR = re.compile(r"năm học (\d{4})\s*[-–]\s*(\d{4})", re.IGNORECASE)
CALENDAR = re.compile(r"(?<!học )\bnăm (20\d\d)(?!\d|\s*[-–]\s*20\d\d)", re.IGNORECASE)
BOTH = re.compile(r"năm (20\d\d)\s*\(\s*năm học (20\d\d)\s*[-–]\s*(20\d\d)\s*\)", re.IGNORECASE)
# Why a paper may well speak of another year: what was, what it compares with, how long something runs, what is cited.
REASON = re.compile(
    r"giai đoạn|từ năm|từ tháng|đến năm|tới năm|tính đến|so với|kết quả|đã |trước|tiếp theo|sau |thành lập|kỷ niệm"
    r"|ban hành|sửa đổi|Luật|nghị quyết|Đề án|nhiệm kỳ|\bsố \d|ngày \d|hướng tới|lộ trình|báo cáo|tổng kết",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"[^.;!?]+")


@rule("school_year", "Năm học ghi không liền nhau")
def school_year(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(SCHOOL_YEAR, text.lines):
        first, second = int(match[1]), int(match[2])
        if second != first + 1:
            yield at(line, match, f"Năm học bắt đầu năm {first} kết thúc năm {first + 1}.", f"năm học {first} - {first + 1}")


@rule("year_mixed", "Lẫn năm và năm học")
def mixed(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(BOTH, text.lines):
        reason = "Năm tính theo lịch và năm học không trùng nhau; cần nói rõ việc này tính theo năm nào."
        yield at(line, match, reason)


@rule("other_year", "Nhắc tới năm khác với năm của văn bản")
def other_year(text: Text, around: Surroundings) -> Iterator[Spot]:
    """Last year's plan taken over: a year that the subject does not name, in a sentence that gives no reason for it."""
    named = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", text.subject)}
    if not named or not text.is_plan:
        return
    is_calendar = not SCHOOL_YEAR.search(text.subject)
    for line in text.body:
        for sentence in SENTENCES.finditer(line.text):
            if REASON.search(sentence[0]):
                continue
            for match in CALENDAR.finditer(line.text, *sentence.span()):
                if int(match[1]) not in named:
                    yield at(line, match, f"Văn bản là của {_years(named)}, ở đây lại là năm {match[1]}.")
            for match in SCHOOL_YEAR.finditer(line.text, *sentence.span()):
                years = {int(match[1]), int(match[2])}
                if not years & named if is_calendar else years != named and len(named) == 2:
                    yield at(line, match, f"Văn bản là của {_years(named)}, ở đây lại là {match[0]}.")


@rule("subject_year", "Năm trong trích yếu xa năm của văn bản")
def subject_year(text: Text, around: Surroundings) -> Iterator[Spot]:
    """A plan is written in its year, or in the one before or after: what lies farther off is mostly left of an older one."""
    found = list(matches(CALENDAR, text.of("subject")))
    if text.is_plan and not any(abs(int(match[1]) - text.day.year) <= 1 for _, match in found):
        for line, match in found:
            yield at(line, match, f"Trích yếu ghi năm {match[1]}, văn bản dự kiến ban hành năm {text.day.year}.")


def _years(named: set[int]) -> str:
    return "năm " + " - ".join(str(year) for year in sorted(named))


RULES = (school_year, mixed, other_year, subject_year)
