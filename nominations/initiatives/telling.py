"""What the rooms above tell of a solution on its page."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from nominations.initiatives.models import Solution
from thiduakt.school.models import User

# Asked with (solution, reader, at), told as {label, value, url} to a reader who sees the solution. Each room leaves its
# function here when the site starts.
OF_ROOMS: list[Callable[[Solution, User, datetime], Iterable[dict[str, Any]]]] = []
