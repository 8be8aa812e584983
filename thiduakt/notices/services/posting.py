"""Thư điện tử: what blocks somebody goes out at the next turn, the rest in one letter a day.

A letter that the mail server refuses stays unsent and is tried again at the next turn; the others go on. Of two turns at
once the first to take a letter sends it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import timezone

from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice, NoticeQuerySet, Preference

log = logging.getLogger(__name__)
FORGOTTEN = timedelta(days=14)  # a letter about what is older helps nobody
STUCK = timedelta(minutes=30)  # whoever took a letter so long ago has died over it


class _MailServer:
    """One connection for the letters of a turn. Once it is down, the rest waits for the next turn."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.is_down = False

    def takes(self, address: str, subject: str, text: str) -> bool:
        try:
            self.connection.open()
        except (SMTPException, OSError):
            log.exception("The mail server does not answer.")
            self.is_down = True
            return False
        try:
            return bool(EmailMessage(subject, text, to=[address], connection=self.connection).send())
        except (SMTPException, OSError) as error:
            log.warning("The mail server did not take a letter: %s.", type(error).__name__)  # its words name the address
            self.connection.close()  # the next letter opens it anew
            return False


def post_urgent(at: datetime) -> int:
    """How many letters went out."""
    waiting = _unmailed(at).unread().filter(kind__in=NoticeKind.URGENT, person__user__is_active=True)
    server, posted = _MailServer(), 0
    for notice in waiting.exclude(person__notice_preference__email="").select_related("person__notice_preference"):
        row = Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True)
        if server.is_down or not row.filter(Q(taken_at__isnull=True) | Q(taken_at__lt=at - STUCK)).update(taken_at=at):
            continue
        text = f"{notice.subject}\n\n{notice.text}\n\n{_link(notice.url)}"
        if server.takes(notice.person.notice_preference.email, notice.subject, text):
            posted += row.update(mailed_at=at)
        else:
            row.update(taken_at=None)
    server.connection.close()
    return posted


def post_digests(at: datetime, coming: Callable[[Preference], Sequence[str]]) -> int:
    """One letter a day for each who wants it and has something unread or due; `coming`: lines on what is due soon."""
    unread: dict[int, list[Notice]] = defaultdict(list)
    for notice in _unmailed(at).unread().exclude(kind__in=NoticeKind.URGENT).order_by("told_at", "pk"):
        unread[notice.person_id].append(notice)
    today, server, posted = timezone.localdate(at), _MailServer(), 0
    without = Q(digest_on__isnull=True) | Q(digest_on__lt=today)
    wanting = Preference.objects.filter(without, wants_digest=True, person__user__is_active=True).exclude(email="")
    for preference in wanting.select_related("person__school"):
        told = [notice for notice in unread[preference.person_id] if notice.kind not in preference.muted]
        text = _digest(told, coming(preference))
        row = Preference.objects.filter(pk=preference.pk)
        if server.is_down or not text or not row.filter(without).update(digest_on=today):
            continue
        if server.takes(preference.email, f"Thi đua, khen thưởng: việc ngày {today:%d/%m/%Y}", text):
            posted += 1
            Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(mailed_at=at)
        else:
            row.update(digest_on=preference.digest_on)
    server.connection.close()
    return posted


def _digest(told: Sequence[Notice], due: Sequence[str]) -> str:
    lines = [f"- {notice.subject} {_link(notice.url)}".rstrip() for notice in told]
    parts = [("Thông báo chưa đọc:", lines), ("Thời hạn sắp đến:", due)]
    return "\n\n".join("\n".join([head, *body]) for head, body in parts if body)


def _unmailed(at: datetime) -> NoticeQuerySet:
    return Notice.objects.filter(
        mailed_at__isnull=True, told_at__gte=at - FORGOTTEN, person__notice_preference__isnull=False
    )


def _link(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url else ""
