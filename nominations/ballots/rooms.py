"""Where a poll belongs, as its page tells: the rooms above leave their function here when the site starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nominations.ballots.models import Poll
from thiduakt.school.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The session or the meeting that votes, told as a fact. Empty for whoever does not run it: the page on which it goes
    on, and where a poll that was not opened, or was voided, is given up."""

    label: str
    value: Any
    url: str
    back_label: str = ""
    back_url: str = ""
    drop_url: str = ""


OF_ROOMS: list[Callable[[Poll, User, datetime], Iterable[Place]]] = []  # asked with (poll, reader, at)
