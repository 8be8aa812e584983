"""Where a text is cited. The rooms above say so themselves, each with a function it leaves here when the site starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thiduakt.school.models import User

from .models import LegalText


@dataclass(frozen=True, slots=True)
class Use:
    label: str
    url: str


Finder = Callable[[LegalText, User, date], list[Use]]
_finders: list[Finder] = []


def tell_uses(finder: Finder) -> None:
    """`finder` answers with the rows of its room, visible to that user, that cite a text."""
    _finders.append(finder)


def where_used(text: LegalText, user: User, on: date) -> list[Use]:
    return [use for finder in _finders for use in finder(text, user, on)]
