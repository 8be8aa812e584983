"""Nhắc thời hạn: once when a target comes to be at risk, and once on the eve of its last days."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from campaigns.targets.enums import TargetState
from campaigns.targets.models import Target
from campaigns.targets.wording import standing
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.notices.services.notifying import notify

from .targets import owners_of

LAST_DAYS = timedelta(days=3)


@transaction.atomic
def remind_owners(*, at: datetime) -> int:
    """Of every school; how many targets. Called once a day; a second call of the day tells nobody anything again."""
    today = timezone.localdate(at)
    due = Q(at_risk_from=today) | Q(due_on=today + LAST_DAYS, at_risk_from__isnull=False)
    told = set(Notice.objects.filter(kind=NoticeKind.TARGET_DUE, told_at__gte=_midnight(at)).values_list("url", flat=True))
    count = 0
    for target in Target.objects.filter(due, state=TargetState.OPEN, due_on__gte=today).with_owners():
        if target.get_absolute_url() in told:
            continue
        count += 1
        notify(
            owners_of(target, today),
            kind=NoticeKind.TARGET_DUE,
            subject=f"Chỉ tiêu hạn {target.due_on:%d/%m/%Y}: {target.name}"[:200],
            url=target.get_absolute_url(),
            text=standing(target, today)[1],
            school_id=target.school_id,
            actor=None,
            at=at,
        )
    return count


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
