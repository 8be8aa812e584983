"""Nhắc người còn thiếu: one word to everybody who is still missing, seen by name before it goes out."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.registrations.models import Round
from campaigns.registrations.queries import people_led, people_missing
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock


@transaction.atomic
def remind(turn: Round, *, actor: User, at: datetime) -> int:
    """How many were told."""
    held, today = lock(turn), timezone.localdate(at)
    if not people_led(held, actor, today).exists():
        raise PermissionDenied
    if not held.is_lively:
        raise MoveRefusedError("Chỉ nhắc được khi đợt đăng ký đã mở và hội đồng chưa xác nhận.")
    people = [person for person in people_missing(held, actor, today) if person.pk != actor.person_id]
    if not people:
        raise ValidationError("Không còn ai thiếu, nên không gửi lời nhắc.")
    notify(
        people, kind=NoticeKind.REGISTRATION_REMINDER, url=reverse("registrations:mine"),
        subject=f"{held.name}: thầy/cô chưa gửi bản đăng ký, hạn chót hết ngày {held.closes_on:%d/%m/%Y}",
        school_id=held.school_id, actor=actor, at=at,
    )  # fmt: skip
    record(actor=actor, verb="round.remind", target=held, at=at, changes={"số người": len(people)})
    return len(people)
