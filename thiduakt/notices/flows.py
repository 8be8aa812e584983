"""The road of a mass notice: it lies in the outbox until its writer has seen who will get it."""

from datetime import date, datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User
from thiduakt.workflow import Missing, Move, Workflow

from .enums import MailingState as S
from .models import Mailing
from .queries import recipients


def can_send(actor: User, mailing: Mailing, at: datetime) -> bool:
    return may(actor, "notice.send", mailing, on=timezone.localdate(at))


def nobody_to_tell(mailing: Mailing, day: date) -> list[Missing]:
    """Hangs on the day, so the page and the service ask for themselves."""
    if recipients(mailing, day).exists():
        return []
    return [Missing("Các tổ đã chọn không còn ai đang làm việc. Thầy/cô chọn lại nơi nhận.", "groups")]


MAILING_FLOW = Workflow(
    "mailing",
    Move(
        "send", "Gửi thông báo", (S.DRAFT,), S.SENT, can_send,
        warning="Đã gửi thì không lấy lại được. Mỗi người nhận thấy thông báo này ngay khi mở hệ thống.",
    ),
    Move("discard", "Bỏ thông báo", (S.DRAFT,), S.DISCARDED, can_send),
)  # fmt: skip
