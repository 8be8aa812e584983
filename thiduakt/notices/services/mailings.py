"""Thông báo chung: written, looked at with its real recipients, and sent once or thrown away."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.notices.enums import MailingState, NoticeKind
from thiduakt.notices.flows import MAILING_FLOW, can_send, nobody_to_tell
from thiduakt.notices.models import Mailing
from thiduakt.notices.queries import recipients
from thiduakt.school.models import Group, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, perform, refuse_stale

from .notifying import notify


@transaction.atomic
def write_mailing(*, subject: str, text: str, groups: Sequence[Group], actor: User, at: datetime) -> Mailing:
    mailing = Mailing(school_id=actor.school_id, subject=one_line(subject), text=text, written_by=actor, written_at=at)
    if not can_send(actor, mailing, at):
        raise PermissionDenied
    mailing.full_clean()
    mailing.save()
    _choose(mailing, groups)
    record(actor=actor, verb="mailing.write", target=mailing, at=at)
    return mailing


@transaction.atomic
def edit_mailing(
    mailing: Mailing, *, subject: str, text: str, groups: Sequence[Group], version: int, actor: User, at: datetime
) -> Mailing:
    """Raises StaleError where somebody else saved it meanwhile, MoveRefusedError where it is sent or thrown away."""
    held: Mailing = hold(mailing, can_send, actor=actor, at=at)
    if held.state != MailingState.DRAFT:
        raise MoveRefusedError(f"Thông báo này {held.get_state_display()}, không sửa được nữa.")
    refuse_stale(held, version)
    held.subject, held.text, held.version = one_line(subject), text, version + 1
    held.full_clean()
    held.save()
    _choose(held, groups)
    record(actor=actor, verb="mailing.edit", target=held, at=at)
    return held


@transaction.atomic
def send_mailing(mailing: Mailing, *, actor: User, at: datetime) -> Mailing:
    today = timezone.localdate(at)

    def settle(held: Mailing) -> dict[str, datetime]:
        if missing := nobody_to_tell(held, today):
            raise MoveRefusedError(missing)
        return {"sent_at": at}

    sent = perform(MAILING_FLOW, mailing, "send", actor=actor, at=at, settle=settle)
    notify(
        recipients(sent, today),
        kind=NoticeKind.GENERAL,
        subject=sent.subject,
        text=sent.text,
        url="",
        school_id=sent.school_id,
        actor=None,  # the writer keeps a copy among the own notices
        at=at,
        mailing=sent,
    )
    return sent


@transaction.atomic
def discard_mailing(mailing: Mailing, *, actor: User, at: datetime) -> Mailing:
    return perform(MAILING_FLOW, mailing, "discard", actor=actor, at=at)


def _choose(mailing: Mailing, groups: Sequence[Group]) -> None:
    """Only tổ of the own school: a form may have been posted by hand."""
    mailing.groups.set([group for group in groups if group.school_id == mailing.school_id])
