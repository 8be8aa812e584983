"""Đợt xét: written, opened, extended for one, closed, held while the council sits, finished."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.dossiers.enums import ReviewState
from nominations.dossiers.flows import REVIEW_FLOW
from nominations.dossiers.models import Review, ReviewExtension, ReviewHonor
from nominations.dossiers.queries import honors_of_law
from thiduakt.audit.services import record
from thiduakt.catalog.rulebook import regime_named, regime_on
from thiduakt.extending.services import grant
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Group, Person, User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import MoveRefusedError, lock, perform, refuse_stale

EDITED = (
    "year", "name", "merit", "intro", "opens_on", "closes_on", "decides_on", "regime", "regime_reason", "is_short", "round",
    "campaign",
)  # fmt: skip


@transaction.atomic
def save_review(row: Review, honors: Sequence[str], *, version: int, actor: User, at: datetime) -> Review:
    """A new one, or one that was not opened yet; `honors` by their codes."""
    require(actor, "review.manage", row, on=timezone.localdate(at))
    row.name, row.intro, row.regime_reason = one_line(row.name), nfc(row.intro).strip(), one_line(row.regime_reason)
    _settle_regime(row)
    stored = lock(row) if row.pk else None
    if stored and stored.state != ReviewState.DRAFT:
        raise MoveRefusedError("Đợt xét đã mở, không sửa được nữa. Thầy/cô gia hạn riêng nếu cần thêm thời gian.")
    if stored:
        refuse_stale(stored, version)
    if row.round and (row.round.school_id, row.round.year) != (row.school_id, row.year):
        raise ValidationError({"round": "Thầy/cô chọn đợt đăng ký của chính năm học này."})
    if row.campaign and row.campaign.school_id != row.school_id:
        raise ValidationError({"campaign": "Thầy/cô chọn phong trào của trường."})
    row.full_clean()
    if stored is None:
        row.save()
        _keep_honors(row, honors)
        record(actor=actor, verb="review.draft", target=row, at=at)
        return row
    changed = sorted(name for name in EDITED if getattr(row, name) != getattr(stored, name))
    if _keep_honors(row, honors):
        changed.append("honors")
    if changed:
        row.version = stored.version + 1
        row.save(update_fields=[*EDITED, "search_key", "version"])
        record(actor=actor, verb="review.edit", target=row, at=at, changes={"fields": changed})
    return row


@transaction.atomic
def open_review(row: Review, *, actor: User, at: datetime) -> Review:
    """Everybody at work is told; from now on the law and the names of the honors stay what they are."""

    def settle(stored: Review) -> dict[str, Any]:
        if stored.is_over(at):
            raise MoveRefusedError("Hạn nộp đã qua. Thầy/cô sửa hạn nộp rồi mở đợt.")
        return {"regime": stored.regime or regime_on(stored.decides_on).code}

    opened = perform(REVIEW_FLOW, row, "open", actor=actor, at=at, settle=settle)
    notify(
        Person.objects.filter(school=opened.school).at_work(timezone.localdate(at)), kind=NoticeKind.REVIEW_OPENED,
        subject=f"{opened.name}: nhận hồ sơ đề nghị khen thưởng, hạn nộp hết ngày {opened.closes_on:%d/%m/%Y}",
        url=opened.get_absolute_url(), school_id=opened.school_id, actor=actor, at=at,
    )  # fmt: skip
    return opened


def close_review(row: Review, *, actor: User, at: datetime) -> Review:
    return perform(REVIEW_FLOW, row, "close", actor=actor, at=at)


def hold_review(row: Review, *, actor: User, at: datetime) -> Review:
    """The council sits: nothing of any dossier moves from now on but by its word."""
    return perform(REVIEW_FLOW, row, "hold", actor=actor, at=at)


def finish_review(row: Review, *, actor: User, at: datetime) -> Review:
    return perform(REVIEW_FLOW, row, "finish", actor=actor, at=at)


@transaction.atomic
def extend(
    row: Review,
    *,
    person: Person | None = None,
    group: Group | None = None,
    until: date,
    reason: str,
    actor: User,
    at: datetime,
) -> ReviewExtension:
    """More time for one person, or for a tổ, also once the round takes no more; until the council sits."""
    stored = lock(row)
    require(actor, "review.manage", stored, on=timezone.localdate(at))
    if not stored.takes_changes:
        raise MoveRefusedError("Chỉ gia hạn được khi đợt xét đã mở và hội đồng chưa họp.")
    extension = ReviewExtension(review=stored, person=person, group=group, until=until, reason=reason)
    people = grant(extension, turn=stored, verb="review.extend", actor=actor, at=at)
    notify(
        people, kind=NoticeKind.REVIEW_EXTENDED,
        subject=f"{stored.name}: thầy/cô được gia hạn nộp hồ sơ đến hết ngày {until:%d/%m/%Y}",
        url=stored.get_absolute_url(), school_id=stored.school_id, actor=actor, at=at,
    )  # fmt: skip
    return extension


def _settle_regime(row: Review) -> None:
    """By default that of the day of the decision; another one is chosen for a reason."""
    usual = regime_on(row.decides_on).code
    row.regime = row.regime or usual
    regime_named(row.regime)
    if row.regime == usual:
        row.regime_reason = ""
    elif not row.regime_reason:
        raise ValidationError({"regime_reason": "Thầy/cô ghi lý do không dùng thời kỳ pháp lý của ngày dự kiến quyết định."})


def _keep_honors(row: Review, codes: Sequence[str]) -> bool:
    """In the order of the catalogue, each once; whether anything of it is new."""
    law, wanted = honors_of_law(row), set(codes)
    if unknown := wanted - set(law):
        raise ValidationError(
            {"honors": f"Thời kỳ pháp lý này không có: {', '.join(sorted(unknown))}. Thầy/cô chọn lại danh hiệu, hình thức."}
        )
    kept = [(code, honor.name) for code, honor in law.items() if code in wanted]
    if list(row.honors.values_list("code", "honor_name")) == kept:
        return False
    row.honors.all().delete()
    ReviewHonor.objects.bulk_create(
        ReviewHonor(review=row, code=code, honor_name=name, position=position)
        for position, (code, name) in enumerate(kept, start=1)
    )
    return True
