"""Reads an official paper typed elsewhere: pasted text, a .txt or a .docx file. Nothing typed is lost or mended."""

from .reader import read_paper
from .result import Doubt, Reading
from .source import FILE_LIMIT, Source, open_source, source_from_html

__all__ = ["FILE_LIMIT", "Doubt", "Reading", "Source", "open_source", "read_paper", "source_from_html"]
