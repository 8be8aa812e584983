"""Báo cho ai việc gì: a row for each person in the transaction of what happened, the mail after it."""

from collections.abc import Iterable
from datetime import datetime

from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Mailing, Notice
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import one_line


def notify(
    people: Iterable[Person],
    *,
    kind: NoticeKind,
    subject: str,
    url: str,
    school_id: int,
    actor: User | None,
    at: datetime,
    text: str = "",
    mailing: Mailing | None = None,
) -> None:
    """Tell each of `people` once; whoever acted knows already and is left out.

    Sends no mail itself: `send_notices` takes the urgent ones every few minutes and the rest once a day, so that no mail
    server holds up, or undoes, what somebody did on a page.
    """
    told = {person.pk: person for person in people if actor is None or person.pk != actor.person_id}
    said = {"kind": kind, "subject": one_line(subject)[:300], "text": text, "url": url, "mailing": mailing}
    Notice.objects.bulk_create(
        Notice(school_id=school_id, person=person, told_by=actor, told_at=at, **said) for person in told.values()
    )
