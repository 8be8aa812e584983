"""What a whole dossier is made of: papers that are bound into one PDF, and files that lie beside them in the archive."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from nominations.dossiers.models import Dossier
from thiduakt.school.models import User


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of the dossier. `pages`: the same as a PDF, None where it cannot be bound with the others.

    The pieces stand in the order of their files, whose names begin with the number of the part: 01 the report, 02 the tổ,
    03 the conditions, 04 the appraisal, 05 the evidence.
    """

    title: str
    file: str
    content: bytes
    pages: bytes | None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @classmethod
    def printed(cls, title: str, file: str, pdf: bytes) -> "Piece":
        return cls(title, file, pdf, pdf)


# What the rooms above add to a dossier for a reader who may see it: each puts its function here when the site starts.
OF_ROOMS: list[Callable[[Dossier, User, datetime], Iterator[Piece]]] = []
