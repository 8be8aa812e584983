"""From what the user gave to clean Unicode text, or a sentence that says why it cannot be read and what to do."""

import codecs
import re
import unicodedata

from django.core.exceptions import ValidationError

MAX_BYTES = 1_000_000
MIN_WORDS = 10

TOO_BIG = "Văn bản lớn hơn 1 MB. Thầy/cô hãy chỉ dán phần chữ của văn bản, không kèm ảnh hay tài liệu khác."
TOO_SHORT = (
    "Văn bản quá ngắn để đọc thành một văn bản hành chính. Thầy/cô hãy dán toàn bộ văn bản, từ số ký hiệu đến người ký."
)
EMPTY = "Chưa có nội dung. Thầy/cô hãy dán văn bản, hoặc chọn tệp .docx, .txt có chữ."
NOT_UTF8 = (
    "Tệp không được lưu bằng bảng mã UTF-8 nên không đọc được đúng dấu tiếng Việt. Trong Notepad: chọn Tệp (File), "
    "Lưu thành (Save As), ở ô Mã hóa (Encoding) chọn UTF-8. Trong Word: chọn Lưu thành (Save As), kiểu Plain Text (.txt), "
    "rồi chọn Unicode (UTF-8). Thầy/cô cũng có thể chép văn bản và dán thẳng vào ô nội dung."
)
LEGACY = (
    "Văn bản được gõ bằng bảng mã cũ {encoding} chứ không phải Unicode, nên chữ có dấu hiện thành ký tự lạ. "
    "Thầy/cô hãy chuyển mã sang Unicode (trong UniKey: Ctrl+Shift+F6, nguồn {encoding}, đích Unicode) rồi dán lại."
)
NOT_TEXT = (
    "Đây là tệp {name}, không phải tệp .docx hoặc .txt. Thầy/cô hãy mở tệp, chọn toàn bộ văn bản, "
    "chép và dán vào ô nội dung."
)
FILE_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
)

# Letters only Vietnamese in Unicode has: about a quarter of the letters of any real text, none of a text in an old encoding.
VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
TCVN3 = re.compile(r"[®µ¸¶·¹¨©ª«¬»¼½¾Þß×÷]")
VNI = re.compile(r"[ñöïäåøûüæëÑÖÏÄÅØÛÜÆË]")

# Word's bullets live in the private area of its symbol fonts.
SYMBOL_FONT = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8", "•") | {"\uf02d": "-"})
BREAKS = "\n\t\x0b\x0c\x85"
UNREADABLE = "\ufffd"


def clean_text(source: str | bytes) -> str:
    """NFC text with `\\n` line ends; ValidationError where it is no readable Vietnamese text."""
    text = _decoded(source) if isinstance(source, bytes) else source
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ValidationError(TOO_BIG)
    refuse_legacy(text)
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise ValidationError(EMPTY)
    if len(text.split()) < MIN_WORDS:
        raise ValidationError(TOO_SHORT)
    return unicodedata.normalize("NFC", text)


def printable(text: str) -> str:
    """Invisible marks go, control characters become blanks; what no font can print becomes U+FFFD, for a person to see."""
    return "".join(_printable(character) for character in text.translate(SYMBOL_FONT))


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if not category.startswith("C") or character in BREAKS:
        return character
    return {"Cf": "", "Cc": " "}.get(category, UNREADABLE)


def _decoded(data: bytes) -> str:
    if len(data) > 2 * MAX_BYTES:  # UTF-16 takes at most twice as much as UTF-8
        raise ValidationError(TOO_BIG)
    for signature, name in FILE_SIGNATURES:
        if data.startswith(signature):
            raise ValidationError(NOT_TEXT.format(name=name))
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        refuse_legacy(data.decode("cp1252", "replace"))
        raise ValidationError(NOT_UTF8) from None
    if "\x00" in text:  # UTF-16 without its mark reads as UTF-8 full of zeros
        raise ValidationError(NOT_UTF8)
    return text


def refuse_legacy(text: str) -> None:
    letters = sum(map(str.isalpha, text))
    tcvn3, vni = len(TCVN3.findall(text)), len(VNI.findall(text))
    if letters and len(VIETNAMESE.findall(text)) < 0.02 * letters and max(tcvn3, vni) > max(5, 0.04 * letters):
        raise ValidationError(LEGACY.format(encoding="TCVN3 (ABC)" if tcvn3 > vni else "VNI Windows"))
