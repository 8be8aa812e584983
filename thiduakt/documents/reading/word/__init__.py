"""A Word file (.docx) as HTML of the closed schema: what Word prints of it, and what of it stays behind."""

from .file import FILE_LIMIT, is_word_file
from .text import WordText, word_text

__all__ = ["FILE_LIMIT", "WordText", "is_word_file", "word_text"]
