"""Who learns what of a council: those who come into it, and those who leave it."""

from collections.abc import Iterable
from datetime import date, datetime

from nominations.councils.models import Council, Seat
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import User


def tell_come(council: Council, seats: Iterable[Seat], day: date, *, actor: User, at: datetime) -> None:
    for seat in seats:
        what = f"{seat.get_function_display()} {council}, từ ngày {day:%d/%m/%Y}"
        _tell(seat, f"Thầy/cô là {what}", f"Nhiệm vụ: {seat.duties}." if seat.duties else "", actor, at)


def tell_gone(council: Council, seats: Iterable[Seat], reason: str, *, actor: User, at: datetime) -> None:
    for seat in seats:
        _tell(seat, f"Thầy/cô thôi tham gia {council}", reason, actor, at)


def _tell(seat: Seat, subject: str, text: str, actor: User, at: datetime) -> None:
    """Whoever presses is told too: a clerk numbers the paper, and may sit in the council."""
    if seat.person:
        notify(
            [seat.person], kind=NoticeKind.COUNCIL_SEAT, subject=subject, text=text,
            url=seat.council.get_absolute_url(), school_id=seat.school_id, actor=actor, at=at,
        )  # fmt: skip
