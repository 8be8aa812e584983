"""Vietnamese text: one Unicode form, search without marks, the order of the Vietnamese alphabet, days and sums in words.

Keys are made here, in Python, and stored in plain columns, so that both databases sort and search alike.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SIGN = "11"  # hyphens, brackets, letters of other tongues: after the digits, before the alphabet
_LETTER_CODES = {letter: f"{place:02}" for place, letter in enumerate(_ALPHABET, start=12)}
_LETTER_CODES |= {str(digit): f"{digit + 1:02}" for digit in range(10)}
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}  # huyền, hỏi, ngã, sắc, nặng
_NO_TONE = "1"
_SPECIAL = re.compile(r"[^\w\s]")  # what a pattern may mean something else by, in either database
_MARKS = re.compile("[\u0300-\u036f]+")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))  # below a tỷ


def nfc(text: str) -> str:
    """The composed form: `Đặng` typed on a Mac equals `Đặng` typed on Windows. Line ends and tabs stay."""
    seen = text if text.isprintable() else "".join(map(_seen, text))  # most of what is typed holds nothing else
    return unicodedata.normalize("NFC", seen)


def _seen(mark: str) -> str:
    if mark in "\n\r\t" or unicodedata.category(mark) not in {"Cc", "Cf"}:
        return mark
    return " " if mark.isspace() else ""


def one_line(text: str) -> str:
    """A typed line as it is kept: composed, single blanks, nothing that cannot be seen (Word files refuse some of it)."""
    composed = nfc(text)
    if not composed.isprintable():
        composed = "".join(mark for mark in composed if mark.isprintable() or mark.isspace())
    return " ".join(composed.split())


def fold(text: str) -> str:
    """What search compares: lower case, no marks, đ as d, single blanks."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", nfc(text).lower().replace("đ", "d")))
    if not bare.isascii():  # another tongue, with marks of its own
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(bare.split())


def finds(words: str, text: str) -> bool:
    """Whether each of the words typed begins a word of the text: “an” finds An and Ánh, and not Lan."""
    held = fold(text)
    return all(re.search(_begun(word), held) for word in fold(words).split())


def found_by(words: str, field: str = "search_key") -> Q:
    """The same, asked of a stored key. Few rows hold the letters at all, so that few are looked at by the pattern."""
    found = Q()
    for word in fold(words).split():
        found &= Q(**{f"{field}__contains": word}) & Q(**{f"{field}__regex": _begun(word)})
    return found


def _begun(word: str) -> str:
    """A word begins where another ends, and after a sign: “kh” and “mngb” in 12/KH-MNGB."""
    escaped = _SPECIAL.sub(r"\\\g<0>", word)
    return f"(^|[^0-9a-z]){escaped}" if word[0].isalnum() else escaped


def sort_key(text: str) -> str:
    """Digits that sort as the Vietnamese dictionary does, under any collation of the database."""
    return "00".join(_word_key(word) for word in nfc(text).lower().split())


def person_sort_key(full_name: str) -> str:
    """Given name first, then surname and middle names: the order of every list of people in Vietnam."""
    *family, given = nfc(full_name).split() or [""]
    return sort_key(" ".join([given, *family]))


def shortened(sentences: Sequence[str], most: int = 10) -> list[str]:
    """The first of them, and how many more there are: a message is read, not searched."""
    left = len(sentences) - most
    return [*sentences[:most], *([f"Và {left} chỗ nữa."] if left > 0 else [])]


def listed(words: Sequence[str]) -> str:
    """“a, b và c”."""
    *others, last = words or [""]
    return f"{', '.join(others)} và {last}" if others else last


def capitalized(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def official_date(day: date) -> str:
    """Days below 10 and months 1 and 2 are written with a zero in front; other months are not (NĐ 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def dong(amount: int) -> str:
    """“1.005.000 đồng”."""
    return f"{grouped(amount)} đồng"


def grouped(number: int) -> str:
    """“1.005.000”: digits by threes, as in every Vietnamese table of sums."""
    return f"{number:,}".replace(",", ".")


def money_in_words(amount: int) -> str:
    """“một triệu không trăm linh năm nghìn đồng”: as vouchers tell a sum that nobody may add a digit to."""
    return f"{in_words(amount)} đồng"


def in_words(number: int) -> str:
    """A whole number from 0 on, read as in official papers of the north: linh, mốt, lăm, nghìn, tỷ."""
    return " ".join(_read(number, is_first=True)) or _DIGITS[0]


def _read(number: int, *, is_first: bool) -> Iterator[str]:
    """A group behind another is read with its hundreds, be they none; a group of zeros is not read."""
    billions, rest = divmod(number, _BILLION)
    if billions:
        yield from _read(billions, is_first=is_first)
        yield "tỷ"
    is_first = is_first and not billions
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            yield from _read_group(group, is_first=is_first)
            yield from filter(None, [name])
            is_first = False


def _read_group(group: int, *, is_first: bool) -> Iterator[str]:
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    if hundreds or not is_first:
        yield f"{_DIGITS[hundreds]} trăm"
        if units and not tens:
            yield "linh"
    if tens:
        yield "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if units:
        yield "mốt" if units == 1 and tens > 1 else "lăm" if units == 5 and tens else _DIGITS[units]


def _word_key(word: str) -> str:
    """Letters first, tones only between words of the same letters: an, àn, ân, anh."""
    letters, tones = [], []
    for letter in word:
        tone = next((mark for mark in unicodedata.normalize("NFD", letter) if mark in _TONES), "")
        bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).replace(tone, "")) if tone else letter
        letters.append(_LETTER_CODES.get(bare, _SIGN))
        tones.append(_TONES.get(tone, _NO_TONE))
    return "".join(letters) + "00" + "".join(tones)
