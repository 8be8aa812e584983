"""A cell as it was typed, and what it says. Each parser returns a value, or raises ValidationError with what is wrong."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from thiduakt.vietnamese import fold, one_line

Cell = str | int | float | bool | date | datetime | None
# The fonts .VnTime (TCVN3) and VNI-Times draw Vietnamese of these Latin letters, side by side as no Vietnamese has them.
_LEGACY = re.compile(
    r"[^\W\d_][¸µ¶¹¨¾»¼½Æ©ÇËÐÎÏª×ØÜÞß«åæç¬ëîïöþ÷û\u00ad]|[§®][\w¨©«¬¸»¼½¾]"
    r"|[aeouyAEOUY][ùøûïåäÙØÛÏÅÄ]|[aeoAEO][âÂ]|[aeAE][ãàáÃÀÁ]|[aA][êÊ]|Ñ[aeouAEOU]"
)
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
EXACT = 10**15  # Excel keeps fifteen digits of a number: what is longer has lost its end
_YES = frozenset({"x", "v", "✓", "✔", "☑", "1", "co", "true", "dung", "yes", "da dang ky", "dang ky", "y"})
_NO = frozenset({"0", "khong", "k", "ko", "false", "sai", "no", "chua", "khong dang ky", "chua dang ky"})


class DoubtfulError(ValidationError):
    """A cell that reads two ways: `value` is the likelier one, and a person confirms it. Who cannot ask refuses the cell."""

    def __init__(self, value: Any, sentence: str) -> None:
        super().__init__(sentence)
        self.value = value


def text(cell: Cell) -> str:
    """One line, composed, without what cannot be seen."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    words = one_line(str(cell).replace("_x000D_", " "))
    if words.upper() in _EXCEL_ERRORS:
        raise ValidationError(f"Ô chứa lỗi của Excel ({words}). Thầy/cô gõ lại giá trị vào ô.")
    if is_legacy(str(cell)):
        raise ValidationError(
            f"“{words[:60]}” gõ bằng bảng mã cũ (TCVN3 hoặc VNI). Thầy/cô chuyển tệp sang Unicode rồi tải lên lại."
        )
    return words


def is_legacy(words: str) -> bool:
    """Whether it was typed for a font of before Unicode: `§ç ThÞ §µo` is Đỗ Thị Đào in .VnTime. Those know Latin-1 alone."""
    return max(words, default="") < "\u0100" and _LEGACY.search(words) is not None


def limited(words: str, longest: int) -> str:
    if len(words) > longest:
        raise ValidationError(f"Ô dài {len(words)} chữ, chỉ ghi được {longest} chữ. Thầy/cô rút gọn.")
    return words


def key(cell: Cell) -> str:
    """What words are compared by: no marks, no punctuation, single blanks."""
    return " ".join(re.sub(r"[^\w\s%✓✔☑]|_", " ", fold(text(cell))).split())


def code(cell: Cell) -> str:
    """A code is text, whatever Excel made of it: 007 stays, 1234.0 is 1234."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT:
        raise ValidationError("Excel đã làm tròn mã này. Thầy/cô đổi ô thành dạng Văn bản (Text) rồi gõ lại đủ chữ số.")
    words = text(cell).replace(" ", "").lstrip("'’‘`")
    if re.fullmatch(r"\d[.,]\d+[eE]\+\d+", words):
        raise ValidationError("Excel đã rút gọn mã này. Thầy/cô đổi ô thành dạng Văn bản (Text) rồi gõ lại đủ chữ số.")
    return limited(words, 30)


def percent(cell: Cell) -> int | None:
    """50, "50 %", and the 0.5 that Excel keeps for 50 %; 1 is the whole."""
    words = text(cell).replace(" ", "")
    if not words:
        return None
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)(%?)", words)
    if not match:
        raise ValidationError(f"“{words[:40]}” không phải là tỷ lệ phần trăm. Thầy/cô ghi như 60.")
    value = float(match[1].replace(",", "."))
    value = round(value * 100, 6) if value <= 1 and not match[2] else value
    if not value.is_integer() or not 1 <= value <= 100:
        raise ValidationError(f"Tỷ lệ “{words}” phải là số nguyên từ 1 đến 100.")
    return int(value)


def yes(cell: Cell) -> bool | None:
    """A cross, a tick or a word; None where nothing is said."""
    words = key(cell)
    if not words:
        return None
    if words in _YES or words in _NO:
        return words in _YES
    raise ValidationError(f"“{text(cell)[:40]}” không rõ là có hay không. Thầy/cô ghi Có hoặc Không.")
