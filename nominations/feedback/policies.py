"""Who may post a list, send an opinion and answer one."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import Opinion, Posting


def can_post(actor: User, posting: Posting, at: datetime) -> bool:
    return may(actor, "feedback.post", posting, on=timezone.localdate(at))


def can_read_all(actor: User, posting: Posting, at: datetime) -> bool:
    return may(actor, "feedback.read", posting, on=timezone.localdate(at))


def can_answer(actor: User, opinion: Opinion, at: datetime) -> bool:
    """Whoever it is about, and their kin, do not even see it; nobody answers to themselves."""
    today = timezone.localdate(at)
    if opinion.sent_by_id == actor.pk or not may(actor, "feedback.answer", opinion, on=today):
        return False
    return Opinion.objects.visible_to(actor, today).filter(pk=opinion.pk).exists()
