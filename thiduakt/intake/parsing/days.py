"""Days as schools write them, day before month, and school years as their first calendar year."""

import re
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from thiduakt.vietnamese import fold

from .cells import Cell, DoubtfulError, text

_EPOCH = date(1899, 12, 30)  # day 0 of Excel's serial numbers, counting its 29/02/1900 that never was
_SERIALS = range(3654, 73051)  # 01/01/1910 to 31/12/2099
_YEARS = range(1900, 2100)
_PIVOT = 30  # as Excel reads two digits: 29 is 2029, 30 is 1930
_FIRST_SCHOOL_YEAR, _LAST_SCHOOL_YEAR = 1950, 2100
_WRITTEN = (
    re.compile(r"(?P<day>\d{1,2}) ?[/.\-] ?(?P<month>\d{1,2}) ?[/.\-] ?(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4}) ?[/.\-] ?(?P<month>\d{1,2}) ?[/.\-] ?(?P<day>\d{1,2})"),
    re.compile(r"(?:.*?, ?)?(?:ngay )?(?P<day>\d{1,2}) thang (?P<month>\d{1,2}) nam (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})"),
)
_CLOCK = re.compile(r"[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_TWO_YEARS = re.compile(r"(\d{4}|\d{2}) *(?:[-–—−‐‑/~_.]|den|toi) *(\d{4}|\d{2})|(\d{4}) ?(\d{4})")
_SCHOOL_YEAR_WORDS = re.compile(r"^(nam hoc|nam|nh)\b[ :.]*")


def day(cell: Cell) -> date | None:
    """A date, Excel's number of one, or words. Day first; `DoubtfulError` where only month-first makes a day."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    words = text(cell).lstrip("'")
    if not words:
        return None
    if re.fullmatch(r"\d{1,5}(?:,\d+)?", words):
        return _of_serial(words)
    bare = _CLOCK.sub("", fold(words)).rstrip(".")
    match = next((match for form in _WRITTEN if (match := form.fullmatch(bare))), None)
    if not match:
        raise ValidationError(f"“{words[:40]}” không phải là ngày. Thầy/cô ghi ngày/tháng/năm, ví dụ 05/09/2022.")
    return _made(_full_year(match["year"]), int(match["month"]), int(match["day"]), words)


def birth_day(cell: Cell) -> date | None:
    """Many lists know only the year of birth: the row is kept, without the day."""
    try:
        return day(cell)
    except ValidationError:
        words = text(cell)
        if re.fullmatch(r"\d{4}", words) and int(words) in _YEARS:
            raise DoubtfulError(None, f"Chỉ có năm sinh {words}: ngày sinh sẽ để trống.") from None
        raise


def school_year(cell: Cell) -> int | None:
    """ "2022 – 2023", 2022/2023, NH 22-23: 2022. One year alone is `DoubtfulError`."""
    if isinstance(cell, date | datetime):
        raise ValidationError("Ô năm học là một ngày. Thầy/cô đổi ô thành dạng Văn bản (Text), ghi như 2022-2023.")
    words = text(cell)
    if not words:
        return None
    bare = _SCHOOL_YEAR_WORDS.sub("", fold(words)).strip(" '.")
    if match := _TWO_YEARS.fullmatch(bare):
        first, last = _full_year(match[1] or match[3]), match[2] or match[4]
        if int(last) == (first + 1) % 10 ** len(last) and _is_school_year(first):
            return first
    if bare.isdecimal() and len(bare) == 4 and _is_school_year(int(bare)):
        first = int(bare)
        raise DoubtfulError(first, f"“{words}” chỉ là một năm: đọc là năm học {first}–{first + 1}.")
    raise ValidationError(f"“{words[:40]}” không phải là năm học. Thầy/cô ghi như 2022-2023.")


def _is_school_year(first: int) -> bool:
    return _FIRST_SCHOOL_YEAR <= first < _LAST_SCHOOL_YEAR


def _of_serial(words: str) -> date:
    serial = int(words.partition(",")[0])
    if serial in _YEARS and len(words) == 4:
        raise ValidationError(f"Ô chỉ có năm {words}. Thầy/cô ghi đủ ngày/tháng/năm.")
    if serial not in _SERIALS:
        raise ValidationError(f"“{words}” không phải là ngày. Thầy/cô ghi ngày/tháng/năm, ví dụ 05/09/2022.")
    return _EPOCH + timedelta(days=serial)


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < _PIVOT else 1900)


def _made(year: int, month: int, of_month: int, words: str) -> date:
    if month > 12 >= of_month and month <= 31:
        other = _made(year, of_month, month, words)
        raise DoubtfulError(other, f"“{words}” viết tháng trước, ngày sau: đọc là {other:%d/%m/%Y}.")
    try:
        return _within(date(year, month, of_month))
    except ValueError:
        raise ValidationError(f"Không có ngày “{words[:40]}”. Thầy/cô xem lại ngày, tháng.") from None


def _within(found: date) -> date:
    if found.year not in _YEARS:
        raise ValidationError(f"Năm {found.year} không hợp lý. Thầy/cô xem lại năm.")
    return found
