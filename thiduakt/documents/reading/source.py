"""What a person gave to be read: pasted text, a .txt file or a Word file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from thiduakt.documents.richtext import clean
from thiduakt.vietnamese import one_line

from .decoding import EMPTY, clean_text
from .html_lines import html_text
from .word import FILE_LIMIT, is_word_file, word_text

MAX_NOTES = 100
MAX_NOTE = 700  # characters


@dataclass(frozen=True, slots=True)
class Source:
    """It can be sent to and fro: `open_source` makes it of a file once, `source_from_html` of what a form gives back."""

    text: str  # as it can be read, a line for each number that a doubt may name
    html: str = ""  # of a Word file: the same in the closed schema, with looks and tables
    notes: tuple[str, ...] = ()  # what was decided about the file and what of it stays behind


def open_source(given: str | bytes) -> Source:
    """Raises ValidationError with a Vietnamese sentence where it cannot be read."""
    if isinstance(given, bytes) and is_word_file(given):
        word = word_text(given)
        return Source(html_text(word.html), word.html, word.notes)
    return Source(clean_text(given))


def source_from_html(html: str, notes: Iterable[str]) -> Source:
    """What `open_source` made of a Word file, come back from a browser: nothing of it is believed."""
    html = clean(html)
    if not (text := html_text(html)):
        raise ValidationError(EMPTY)
    kept = [one_line(note)[:MAX_NOTE] for note in notes][:MAX_NOTES]
    return Source(text, html, tuple(filter(None, kept)))


__all__ = ["FILE_LIMIT", "Source", "open_source", "source_from_html"]
