"""The texts of a writing's sections: made fit for print one by one, measured, put together. Pure."""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from typing import NamedTuple

from django.core.exceptions import ValidationError

from thiduakt.documents.comparing import FieldDifference, difference, texts
from thiduakt.documents.merging import Merge, merge_one
from thiduakt.documents.richtext import clean, plain_text

from .enums import Fill
from .models import TOP, Section

HEADING = re.compile(r"<(/?)h([234])>")
LOWEST = 4
# A line of a list that has its label alone, or dots for a hand to write on: “Quê quán: …”.
BLANK_LINE = re.compile(r"<li>(?:<p>)?\s*([^<:]{1,80}):(?:\s|&nbsp;|[.…_])*(?:</p>)?\s*</li>")
Sections = Mapping[str, str]


class Missing(NamedTuple):
    key: str
    title: str
    why: str


def tidied(section: Section, typed: str) -> str:
    """In the closed schema, with no heading as high as the section's own. Plain words become paragraphs, a line each."""
    if "<" not in typed:
        typed = "".join(f"<p>{escape(line, quote=False)}</p>" for line in typed.splitlines() if line.strip())
    return HEADING.sub(lambda tag: f"<{tag[1]}h{max(int(tag[2]), min(section.level + 1, LOWEST))}>", clean(typed))


def tidied_all(parts: Iterable[Section], typed: Sections) -> dict[str, str]:
    """Of every section that holds a text. ValidationError names the section, or says that the whole is too long to print."""
    parts, made = list(parts), {}
    for section in parts:
        if section.is_heading:
            continue
        try:
            made[section.key] = tidied(section, typed.get(section.key, ""))
        except ValidationError as refusal:
            raise ValidationError(f"Mục “{section.title}”: {' '.join(refusal.messages)}") from None
    clean(whole(parts, made))
    return made


def whole(parts: Iterable[Section], texts_by_key: Sections) -> str:
    """The rich text that is printed: headings, whose numbers the printer counts, each with its text.

    What need not be written and was not is left out, and so is a heading under which nothing stands.
    """
    printed, is_followed = [], False
    for section in reversed(list(parts)):
        text = texts_by_key.get(section.key, "")
        if is_followed if section.is_heading else section.is_required or text:
            printed.append(f"<h{section.level}>{escape(section.title, quote=False)}</h{section.level}>{text}")
            is_followed = section.level != TOP
        elif section.level == TOP:
            is_followed = False
    return "".join(reversed(printed))


def words_in(html: str) -> int:
    return len(plain_text(html).split()) if html else 0


def missing_in(parts: Iterable[Section], texts_by_key: Sections) -> list[Missing]:
    """What has to be written, and what is too short to say anything."""
    found = []
    for section in parts:
        count = words_in(texts_by_key.get(section.key, ""))
        if section.is_heading or (not section.is_required and not count):
            continue
        if not count:
            found.append(Missing(section.key, section.title, f"Mục “{section.name}” chưa viết."))
        elif count < section.min_words:
            told = f"Mục “{section.name}” mới có {count} chữ, cần ít nhất {section.min_words} chữ."
            found.append(Missing(section.key, section.title, told))
        elif section.fill == Fill.IDENTITY and (blank := blank_lines(texts_by_key.get(section.key, ""))):
            told = f"Mục “{section.name}” còn để trống: {'; '.join(blank)}. Không có thì ghi “Không”."
            found.append(Missing(section.key, section.title, told))
    return found


def blank_lines(html: str) -> list[str]:
    """The labels of a list behind which nobody has written anything."""
    return [unescape(label).strip() for label in BLANK_LINE.findall(html)]


def changed_titles(parts: Iterable[Section], before: Sections, after: Sections) -> list[str]:
    return [section.title for section in parts if before.get(section.key, "") != after.get(section.key, "")]


def merged(parts: Iterable[Section], base: Sections, mine: Sections, theirs: Sections) -> Merge:
    """`base` is what both began from. Sections that only one side changed go together."""
    parts = [section for section in parts if not section.is_heading]
    values = {
        section.key: merge_one("body", section.name, *(side.get(section.key, "") for side in (base, mine, theirs)))
        for section in parts
    }
    return Merge(values, (), tuple(changed_titles(parts, base, theirs)))


def differences(parts: Iterable[Section], before: Sections, after: Sections) -> list[FieldDifference]:
    """Section by section, word by word."""
    found = []
    for section in parts:
        old, new = before.get(section.key, ""), after.get(section.key, "")
        if old != new:
            found.append(difference(section.name, *(texts("body", html, {}) if html else [] for html in (old, new))))
    return found
