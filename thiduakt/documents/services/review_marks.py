"""Chỗ cần xem lại: what a draft was given to look at when it was made, and who has looked. It never holds a paper back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.models import Document, ReviewMark
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold


@dataclass(frozen=True, slots=True)
class Spot:
    """Why somebody has to look, and where: words of a field of the draft; without a field, at the paper as a whole."""

    reason: str
    field: str = ""
    passage: str = ""
    proposal: str = ""  # words for the passage


@transaction.atomic
def add_marks(document: Document, spots: Iterable[Spot], *, actor: User, at: datetime) -> None:
    """In their order, after the marks there are."""
    locked = _locked(document, actor, at)
    begun = locked.review_marks.count()
    marks = [
        ReviewMark(
            document=locked, place=place, field=spot.field, passage=spot.passage, reason=spot.reason, proposal=spot.proposal
        )
        for place, spot in enumerate(spots, start=begun + 1)
    ]
    if marks:
        ReviewMark.objects.bulk_create(marks)
        record(actor=actor, verb="document.add_marks", target=locked, at=at, changes={"marks": len(marks)})


@transaction.atomic
def settle_mark(mark: ReviewMark, *, actor: User, at: datetime) -> None:
    """Đã xem. A second press changes nothing, and does not put another name to it."""
    locked = _locked(mark.document, actor, at)
    fresh = locked.review_marks.get(pk=mark.pk)
    if fresh.settled_at is None:
        fresh.settled_by, fresh.settled_at = actor, at
        fresh.save(update_fields=["settled_by", "settled_at"])
        record(actor=actor, verb="document.settle_mark", target=locked, at=at, changes={"mark": fresh.place})


@transaction.atomic
def reopen_mark(mark: ReviewMark, *, actor: User, at: datetime) -> None:
    """Xem lại lần nữa."""
    locked = _locked(mark.document, actor, at)
    fresh = locked.review_marks.get(pk=mark.pk)
    if fresh.settled_at is not None:
        fresh.settled_by = fresh.settled_at = None
        fresh.save(update_fields=["settled_by", "settled_at"])
        record(actor=actor, verb="document.reopen_mark", target=locked, at=at, changes={"mark": fresh.place})


def _locked(document: Document, actor: User, at: datetime) -> Document:
    locked = hold(document, policies.can_edit, actor=actor, at=at)
    if not locked.is_editable:
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{locked.get_state_display()}”, không xem lại bản nháp nữa.")
    return locked
