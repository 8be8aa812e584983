"""A draft as it is read and commented on: passage by passage, numbers and dashes included, as they are printed.

A passage has no key: a comment finds it again by its field and its words, and says so where they are gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .models import Document
from .richtext import HEADINGS, Kind, Paragraph, blocks

LONGEST = 2000  # characters of a passage that a comment keeps: `Comment.passage`
# The sections of a paper that have no heading of their own.
SUBJECT, BASES, RECIPIENTS = "Trích yếu", "Căn cứ", "Nơi nhận"
BEGINNING = "Mở đầu nội dung"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a line of căn cứ or nơi nhận, or a row of a table."""

    field: str  # of the draft
    text: str
    section: str  # the headings it stands below: "I. MỤC ĐÍCH, 1. Yêu cầu"
    look: str  # the kind of the paragraph, or "subject", "base", "row", "recipient"

    @property
    def quoted(self) -> str:
        """What a comment keeps of it, and is found again by."""
        return self.text[:LONGEST]


def passages(document: Document) -> list[Passage]:
    """In the order of the paper. What is addressed to somebody is not consulted on: there is no kính gửi."""
    return [
        Passage("subject", " ".join(document.subject.split()), SUBJECT, "subject"),
        *(Passage("bases", line, BASES, "base") for line in document.bases),
        *_body(document.body),
        *(Passage("recipients", line, RECIPIENTS, "recipient") for line in document.recipients),
    ]


def _body(html: str) -> Iterator[Passage]:
    """A heading stands below itself, so that a comment on it is counted with its section."""
    part = section = ""
    for block in blocks(html):
        if isinstance(block, Paragraph):
            if block.kind is Kind.PART:
                part, section = block.text, ""
            elif block.kind in HEADINGS:
                section = block.text
            yield Passage("body", block.text, _section(part, section), block.kind.value)
        else:
            for row in block.rows:
                if text := " | ".join(cell.text for cell in row if cell.text):
                    yield Passage("body", text, _section(part, section), "row")


def _section(part: str, section: str) -> str:
    return ", ".join(filter(None, (part, section))) or BEGINNING
