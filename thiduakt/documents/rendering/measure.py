"""How long a line of text is in print, so that titles break evenly and each rule is as long as the law wants it."""

import re
from functools import cache

from PIL import ImageFont

from .fonts import serif_faces

MM_PER_POINT = 25.4 / 72
UNITS_PER_EM = 1000
# What is read as one is not broken: “Chiến sĩ thi đua cơ sở”, Thi đua - Khen thưởng, năm học 2022 - 2023.
UNBREAKABLE = re.compile(r"“[^”]{1,40}”[^ ]*|[^ ]+ [^ ]+ - [^ ]+(?: [^ ]+)?|[^ ]+")


def text_width(text: str, size: float, style: str = "Regular") -> float:
    """Millimetres that `text` takes on one line in Liberation Serif of `size` points."""
    return _face(style).getlength(text) / UNITS_PER_EM * size * MM_PER_POINT


def balanced_lines(text: str, width: float, size: float = 14, style: str = "Bold") -> list[str]:
    """The typed lines of `text`, each broken into as few lines of at most `width` mm as will do, of about equal length."""
    return [line for typed in text.splitlines() for line in _balance(UNBREAKABLE.findall(typed), width, size, style)]


def _balance(words: list[str], width: float, size: float, style: str) -> list[str]:
    lines = _fill(words, width, size, style)
    while len(lines) > 1 and width > 0:
        width -= 2
        tighter = _fill(words, width, size, style)
        if len(tighter) > len(lines):
            break
        lines = tighter
    return lines


def _fill(words: list[str], width: float, size: float, style: str) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}", size, style) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@cache
def _face(style: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(serif_faces()[style], UNITS_PER_EM, layout_engine=ImageFont.Layout.BASIC)
