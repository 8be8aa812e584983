"""The road of a mass notice: it lies in the outbox until its writer has seen who will get it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import Person, User
from thiduakt.workflow import Missing, Move, Workflow

from .enums import MailingState as S
from .models import Mailing


def can_send(actor: User, mailing: Mailing, at: datetime) -> bool:
    return may(actor, "notice.send", mailing, on=timezone.localdate(at))


def nobody_to_tell(mailing: Mailing) -> Sequence[Missing]:
    groups = mailing.groups.all()
    if not groups or Person.objects.filter(group__in=groups).exists():
        return []
    return [Missing("Các tổ đã chọn chưa có ai đang làm việc. Thầy/cô chọn lại nơi nhận.", "groups")]


MAILING_FLOW = Workflow(
    "mailing",
    Move(
        "send", "Gửi thông báo", (S.DRAFT,), S.SENT, can_send, nobody_to_tell,
        warning="Đã gửi thì không lấy lại được. Mỗi người nhận thấy thông báo này ngay khi mở hệ thống.",
    ),
    Move("discard", "Bỏ thông báo", (S.DRAFT,), S.DISCARDED, can_send),
)  # fmt: skip
