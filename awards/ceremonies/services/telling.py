"""Who learns what of a ceremony: those who are called up, of its day and place, of a change, and where it comes to nothing.

What is handed over is in force, and with the number of its decision those it names were told: nobody learns it here first.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from awards.ceremonies.models import Ceremony, Recipient
from nominations.meetings.queries import heads_of
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import listed


def when_and_where(ceremony: Ceremony) -> str:
    return f"{ceremony.starts_at:%H:%M} ngày {ceremony.held_on:%d/%m/%Y}, {ceremony.place}"


def tell(ceremony: Ceremony, recipients: Iterable[Recipient], subject: str, text: str, *, actor: User, at: datetime) -> None:
    """Each once, with what is handed over to them; of a tổ its head."""
    due: dict[int, list[str]] = {}
    for one in recipients:
        for person in _who(one, at):
            due.setdefault(person, []).append(str(one.line))
    people = Person.objects.in_bulk(due)
    alike: dict[str, list[Person]] = {}
    for key, lines in due.items():
        alike.setdefault(listed(lines), []).append(people[key])
    for told, those in alike.items():
        notify(
            those, kind=NoticeKind.CEREMONY, subject=subject, text=f"{text} Trao: {told}."[:5000],
            url=ceremony.get_absolute_url(), school_id=ceremony.school_id, actor=actor, at=at,
        )  # fmt: skip


def tell_moved(ceremony: Ceremony, before: str, *, actor: User, at: datetime) -> None:
    """`before`: when and where it was to be."""
    text = f"{when_and_where(ceremony)}. Trước đây: {before}."
    tell(ceremony, _told(ceremony), f"Đổi thời gian, địa điểm: {ceremony.name}", text, actor=actor, at=at)


def tell_off(ceremony: Ceremony, recipients: Iterable[Recipient], *, actor: User, at: datetime) -> None:
    """These are not handed over there, of those who were told that they were."""
    text = f"Buổi lễ {when_and_where(ceremony)}."
    told = [one for one in recipients if one.told_at]
    tell(ceremony, told, f"Không trao ở buổi lễ đã báo: {ceremony.name}", text, actor=actor, at=at)


def _told(ceremony: Ceremony) -> Iterable[Recipient]:
    return ceremony.recipients.standing().filter(told_at__isnull=False).select_related("line__group")


def _who(one: Recipient, at: datetime) -> Iterable[int]:
    line = one.line
    if line.person_id:
        return [line.person_id]
    return heads_of(line.group, timezone.localdate(at)) if line.group else []
