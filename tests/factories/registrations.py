"""Rounds and registrations, brought where they are by the services themselves."""

from datetime import date, datetime, timedelta
from typing import Any

from campaigns.registrations.models import Registration, Round
from campaigns.registrations.services.rounds import close_round, open_round, save_round
from campaigns.registrations.services.writing import Content, write
from thiduakt.school.models import User

SOME = Content(
    titles=("LDTT",), aimed_rating="HTXS", initiative="Giúp trẻ 5–6 tuổi làm quen chữ cái", commitments="Không nghỉ"
)


def make_round(*, principal: User, at: datetime, state: str = "OPEN", days: int = 10, **told: Any) -> Round:
    """Of the school year of `at`; open from that day on, for `days` more."""
    today: date = at.date()
    values = {"year": 2023, "name": "Đăng ký thi đua năm học 2023–2024", "opens_on": today}
    row = Round(school=principal.school, closes_on=today + timedelta(days=days), **values | told)
    save_round(row, version=0, actor=principal, at=at)
    if state != "DRAFT":
        row = open_round(row, actor=principal, at=at)
    return close_round(row, actor=principal, at=at) if state == "CLOSED" else row


def make_registration(turn: Round, user: User, at: datetime, *, send: bool = True, content: Content = SOME) -> Registration:
    return write(turn, user.person, content, version=0, send=send, actor=user, at=at)
