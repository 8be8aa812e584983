"""Thư điện tử: what blocks somebody goes out at the next turn, the rest in one letter a day.

A letter that the mail server refuses stays unsent and is tried again at the next turn; the others go on.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice, NoticeQuerySet, Preference

log = logging.getLogger(__name__)
FORGOTTEN = timedelta(days=14)  # a letter about what is older helps nobody


def post_urgent(at: datetime) -> int:
    """How many letters went out."""
    waiting = _unmailed(at).unread().filter(kind__in=NoticeKind.URGENT, person__user__is_active=True)
    posted = 0
    for notice in waiting.exclude(person__notice_preference__email="").select_related("person__notice_preference"):
        text = f"{notice.subject}\n\n{notice.text}\n\n{_link(notice.url)}"
        if _post(notice.person.notice_preference, notice.subject, text):
            posted += 1
            Notice.objects.filter(pk=notice.pk).update(mailed_at=at)
    return posted


def post_digests(at: datetime, coming: Callable[[Preference], Sequence[str]]) -> int:
    """One letter for each who wants it and has something unread or due; `coming`: lines on what is due soon."""
    unread: dict[int, list[Notice]] = defaultdict(list)
    for notice in _unmailed(at).unread().exclude(kind__in=NoticeKind.URGENT).order_by("told_at", "pk"):
        unread[notice.person_id].append(notice)
    posted = 0
    wanting = Preference.objects.filter(wants_digest=True, person__user__is_active=True).exclude(email="")
    for preference in wanting.select_related("person__school"):
        told = [notice for notice in unread[preference.person_id] if notice.kind not in preference.muted]
        due = coming(preference)
        if not told and not due:
            continue
        lines = [f"- {notice.subject} {_link(notice.url)}".rstrip() for notice in told]
        parts = [("Thông báo chưa đọc:", lines), ("Thời hạn sắp đến:", list(due))]
        text = "\n\n".join("\n".join([head, *body]) for head, body in parts if body)
        day = f"{timezone.localdate(at):%d/%m/%Y}"
        if _post(preference, f"Thi đua, khen thưởng: việc ngày {day}", text):
            posted += 1
            Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(mailed_at=at)
    return posted


def _unmailed(at: datetime) -> NoticeQuerySet:
    return Notice.objects.filter(
        mailed_at__isnull=True, told_at__gte=at - FORGOTTEN, person__notice_preference__isnull=False
    )


def _link(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url else ""


def _post(preference: Preference, subject: str, text: str) -> bool:
    try:
        return bool(EmailMessage(subject, text, to=[preference.email]).send())
    except (SMTPException, OSError):
        log.exception("A letter was not taken by the mail server.")
        return False
