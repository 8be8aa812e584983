"""Where a text is cited, and since when a rule is in use. The rooms above say so themselves, each with a function it leaves
here when the site starts."""

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


LastUse = Callable[[int, str], date | None]
_last_uses: list[LastUse] = []


def tell_last_use(finder: LastUse) -> None:
    """`finder(school_id, code)` answers with the last day on which its room recorded a decision that stands on the rule
    of the honor `code`; an empty code asks about any honor."""
    _last_uses.append(finder)


def last_use(school_id: int, code: str) -> date | None:
    return max(filter(None, (finder(school_id, code) for finder in _last_uses)), default=None)
