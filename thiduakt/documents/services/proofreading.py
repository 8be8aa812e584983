"""Bỏ qua một chỗ máy soát: somebody has looked at a warning and lets the words stand."""

from datetime import datetime

from django.db import transaction

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.models import Document, ReviewMark
from thiduakt.documents.proofreading import Finding
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold


@transaction.atomic
def set_aside(document: Document, finding: Finding, *, actor: User, at: datetime) -> ReviewMark:
    """Kept as a mark that is settled: it can be opened again among the marks. A second press changes nothing."""
    locked = hold(document, policies.can_edit, actor=actor, at=at)
    if not locked.is_editable:
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{locked.get_state_display()}”, không soát bản nháp nữa.")
    marks = locked.review_marks.filter(field=finding.field, passage=finding.words, reason=finding.reason)
    if settled := marks.filter(settled_at__isnull=False).first():
        return settled
    mark = marks.first() or ReviewMark(
        document=locked,
        place=locked.review_marks.count() + 1,
        field=finding.field,
        passage=finding.words,
        reason=finding.reason,
        proposal=finding.replacement,
    )
    mark.settled_by, mark.settled_at = actor, at
    mark.save()
    record(actor=actor, verb="document.set_aside", target=locked, at=at, changes={"rule": finding.rule.code})
    return mark
