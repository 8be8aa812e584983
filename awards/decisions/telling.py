"""What the rooms above tell of a decision on its page."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from thiduakt.school.models import User

from .models import AwardDecision

# Asked with (decision, reader, at), told as {label, value, url}. Each room leaves its function here when the site starts.
OF_ROOMS: list[Callable[[AwardDecision, User, datetime], Iterable[dict[str, Any]]]] = []
