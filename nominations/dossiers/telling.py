"""What the rooms above tell of a dossier on its page."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from nominations.dossiers.models import Dossier
from thiduakt.school.models import User

# Asked with (dossier, reader, at), told as {label, value, url}. Each room leaves its function here when the site starts.
OF_ROOMS: list[Callable[[Dossier, User, datetime], Iterable[dict[str, Any]]]] = []
