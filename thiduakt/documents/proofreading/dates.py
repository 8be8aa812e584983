"""Ngày tháng: có thật hay không, đủ hay thiếu, đúng ngày lễ hay không."""

import re
from collections.abc import Iterator
from datetime import date
from re import Match

from .days import ANNIVERSARIES, Anniversary
from .rule import Spot, at, matches, rule
from .text import Line, Surroundings, Text

SLASHED = re.compile(r"(?<![\d/.,-])(\d{1,2})\s?[/]\s?(\d{1,2})(?:\s?/\s?(\d{4}|\d{2}))?(?![\d/%]|,\d)")
WRITTEN = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?", re.IGNORECASE)
CUT = re.compile(r"(?<![\d/])\d{1,2}/(?=[\s,;.)”]|$)(?! ?\d)")
BEFORE_CUT = re.compile(r"(?:ngày|kỷ niệm|chào mừng|trước|đến|từ)\b[^.;,]{0,40}$", re.IGNORECASE)
YEAR = re.compile(r"\bnăm (\d{5,6}|\d{3}|(?:1[0-8]|2[1-9]|[3-9]\d)\d\d)(?![\d/]|[.,]\d| ?(?:cháu|trẻ|người|học|đồng|triệu))")
NEAR = re.compile(r"[ (]{1,2}(?:là )?(?:ngày )?(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d])")
SHORT_DAY = re.compile(r"\d\s?[/-]\s?\d")
COUNTED = re.compile(r"(?<!\d)(\d{1,3}) năm,? (?:ngày )?(?=(.{4,160}))")
SPAN = re.compile(r"\(?(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})\s*[-–]\s*(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})")
ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@rule("impossible_date", "Ngày không có trong lịch")
def impossible(text: Text, around: Surroundings) -> Iterator[Spot]:
    for pattern in (SLASHED, WRITTEN):
        for line, match in matches(pattern, text.lines):
            if pattern is SLASHED and not _reads_as_date(line, match):
                continue
            if not exists(int(match[1]), int(match[2]), match[3]):
                yield at(line, match, f"Không có ngày {match[1]} tháng {match[2]}{f' năm {match[3]}' if match[3] else ''}.")


def _reads_as_date(line: Line, match: Match[str]) -> bool:
    """With a year it is one; 12/35 is a fraction unless the word “ngày” leads to it."""
    has_year = match[3] is not None and len(match[3]) == 4
    return has_year or line.text[: match.start()].lower().endswith("ngày ")


def exists(day: int, month: int, year: str | None) -> bool:
    try:
        date(int(year) if year and len(year) == 4 else 2024, month, day)
    except ValueError:
        return False
    return True


@rule("cut_date", "Ngày thiếu tháng hoặc năm")
def cut(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(CUT, text.lines):
        if not BEFORE_CUT.search(line.text[: match.start()][-60:]):
            continue
        known = _named_just_before(line.text, match.start())
        right = _short(known) if known else ""
        reason = f"Ngày ghi thiếu tháng; {known.name} là {right}." if known else "Ngày ghi thiếu tháng."
        yield at(line, match, reason, right)


def _named_just_before(words: str, place: int) -> Anniversary | None:
    before = words[max(0, place - 60) : place].rstrip()
    return next((known for known in ANNIVERSARIES if _ends(known, before)), None)


def _ends(known: Anniversary, before: str) -> bool:
    return any(match.end() == len(before) for match in known.words.finditer(before))


@rule("year_digits", "Năm gõ thừa hoặc thiếu chữ số")
def year_digits(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(YEAR, text.lines):
        yield at(line, match, f"“{match[1]}” không phải là một năm của văn bản này.")


@rule("holiday", "Ngày lễ, ngày kỷ niệm ghi sai ngày")
def holiday(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in filter(_has_day, text.lines):
        for known in ANNIVERSARIES:
            for named in known.words.finditer(line.text):
                written = NEAR.match(line.text, named.end())
                if written and (int(written[1]), int(written[2])) != (known.day, known.month):
                    right = _short(known)
                    yield Spot(line, written.start(1), written.end(2), f"{_capital(known.name)} là {right}.", right)


def _has_day(line: Line) -> bool:
    return SHORT_DAY.search(line.text) is not None


@rule("anniversary", "Số năm kỷ niệm tính không khớp")
def anniversary(text: Text, around: Surroundings) -> Iterator[Spot]:
    years = _years(text)
    for line, counted in matches(COUNTED, text.lines):
        count, rest = int(counted[1]), counted[2]
        span = SPAN.search(rest)
        known = next((day for day in ANNIVERSARIES if day.year and _begins(day, rest)), None)
        if span and not ANY_YEAR.search(rest[: span.start()]):
            passed = int(span[6]) - int(span[3])
            if passed != count:
                yield at(
                    line, counted, f"Từ {span[3]} đến {span[6]} là {passed} năm, không phải {count} năm.", str(passed), 1
                )
        elif known and known.year and count not in {year - known.year for year in years}:
            year = min(years, key=lambda year: abs(year - (known.year or 0) - count))
            right = year - known.year
            yield at(line, counted, f"{_capital(known.name)} có từ {known.year}; đến {year} là {right} năm.", str(right), 1)


def _begins(known: Anniversary, rest: str) -> bool:
    found = known.words.search(rest)
    return (
        found is not None
        and found.start() < 40
        and "," not in rest[: found.start()]
        and " năm " not in rest[: found.start()]
    )


def _years(text: Text) -> set[int]:
    """The years a paper counts to: of its subject, of its date; a school year has two."""
    named = {int(year) for year in ANY_YEAR.findall(text.subject)}
    return named or {text.day.year, text.day.year + (text.day.month > 8)}


def _short(known: Anniversary) -> str:
    """Days below 10 and months 1 and 2 with a zero in front, as in the decree: 02/9, 03/02."""
    return f"{known.day:02d}/{known.month:02d}" if known.month <= 2 else f"{known.day:02d}/{known.month}"


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


RULES = (impossible, cut, year_digits, holiday, anniversary)
