"""A reading put back on paper, to be held against its source."""

import re
import unicodedata
from collections import Counter
from itertools import chain

from thiduakt.documents.reading import Reading
from thiduakt.documents.richtext import plain_text
from thiduakt.documents.wording import closed


def printed_plan(reading: Reading) -> list[str]:
    """The words of a plan in the order they are printed in, labels and end marks included."""
    lines = [
        reading.number_text,
        reading.place_date_text,
        reading.kind.printed_name,
        reading.subject,
        *reading.bases,
        plain_text(reading.body),
        "Nơi nhận:",
        *(f"- {recipient}" for recipient in closed(reading.recipients)),
        *reading.signer_capacity,
        reading.signer_name,
    ]
    return " ".join(lines).split()


def kept_words(reading: Reading) -> Counter[str]:
    """Everything that stands in a field as it was typed."""
    parts = chain(
        reading.frame_lines,
        reading.parent_lines,
        reading.issuer_lines,
        [reading.number_text, reading.place_date_text, reading.subject, reading.authority],
        reading.addressees,
        reading.bases,
        [plain_text(reading.body)],
        reading.recipients,
        reading.signer_capacity,
        [reading.signer_note, reading.signer_name, plain_text(reading.appendix)],
    )
    return Counter(chain.from_iterable(map(words, parts)))


def source_words(text: str) -> Counter[str]:
    return Counter(ordered_source_words(text))


def ordered_source_words(text: str) -> list[str]:
    """What a reader of the source sees: without invisible characters, in NFC."""
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return words(unicodedata.normalize("NFC", visible))


def words(text: str) -> list[str]:
    """Runs of letters and digits: the marks around a label ("1/", "•") may be printed in another form, nothing else."""
    return re.findall(r"[^\W_]+", text)
