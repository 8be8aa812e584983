"""What the rooms above tell of a line of the ledger on its page."""

from collections.abc import Callable, Iterable
from datetime import datetime

from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import User

Told = tuple[str, str, str]  # label, value, address

# Asked with (line, reader, at). Each room leaves its function here when the site starts.
OF_ROOMS: list[Callable[[HonorEntry, User, datetime], Iterable[Told]]] = []
