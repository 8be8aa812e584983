"""Văn bản: what is drafted, consulted on, signed, numbered, registered, drawn."""

from .consulting import Comment, Consultation, ConsultedReader
from .document import TEXTS, Document, seen_by
from .drafting import ReviewMark, SavedDraft, WorkingCopy
from .files import DrawnFile, SignedCopy
from .numbering import LARGEST_NUMBER, NumberSeries, SeriesOpening
from .register import RegisterEntry

__all__ = [
    "LARGEST_NUMBER",
    "TEXTS",
    "Comment",
    "Consultation",
    "ConsultedReader",
    "Document",
    "DrawnFile",
    "NumberSeries",
    "RegisterEntry",
    "ReviewMark",
    "SavedDraft",
    "SeriesOpening",
    "SignedCopy",
    "WorkingCopy",
    "seen_by",
]
