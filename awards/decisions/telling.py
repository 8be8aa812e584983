"""What the rooms above tell of a decision on its page."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from thiduakt.school.models import User

from .models import AwardDecision, AwardLine

# Asked with (decision, reader, at), told as {label, value, url}. Each room leaves its function here when the site starts.
OF_ROOMS: list[Callable[[AwardDecision, User, datetime], Iterable[dict[str, Any]]]] = []

# Asked of lines that are cancelled: how many đồng their holders have received, how many certificates may be in their hands.
MONEY_OF: list[Callable[[Sequence[AwardLine]], int]] = []
CERTIFICATES_OF: list[Callable[[Sequence[AwardLine]], int]] = []
