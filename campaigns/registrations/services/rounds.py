"""Đợt đăng ký: written, opened, extended for one, closed, confirmed by the council."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.enums import RoundState
from campaigns.registrations.flows import REGISTRATION_FLOW, ROUND_FLOW
from campaigns.registrations.models import GroupList, Registration, Round, RoundExtension
from thiduakt.audit.services import record
from thiduakt.catalog.rulebook import regime_on
from thiduakt.eligibility.periods import last_day
from thiduakt.extending.services import grant
from thiduakt.ledger.facts import people_of_year
from thiduakt.ledger.models.holders import Holder
from thiduakt.ledger.services.registrations import keep_registrations
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Group, Person, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, StaleError, lock, perform

EDITED = ("year", "name", "intro", "opens_on", "closes_on")
STALE = (
    "Có người vừa sửa nội dung này sau khi thầy/cô mở. Những gì thầy/cô nhập vẫn còn dưới đây: thầy/cô mở lại trang này ở "
    "cửa sổ khác, so lại rồi lưu."
)


@transaction.atomic
def save_round(row: Round, *, version: int, actor: User, at: datetime) -> Round:
    """A new one, or one that was not opened yet."""
    require(actor, "round.draft", row, on=timezone.localdate(at))
    row.name, row.intro = one_line(row.name), row.intro.strip()
    if row.pk is None:
        row.full_clean()
        row.save()
        record(actor=actor, verb="round.draft", target=row, at=at)
        return row
    stored = lock(row)
    if stored.state != RoundState.DRAFT:
        raise MoveRefusedError("Đợt đăng ký đã mở, không sửa được nữa. Thầy/cô gia hạn riêng nếu cần thêm thời gian.")
    if stored.version != version:
        raise StaleError(STALE, version=stored.version)
    row.full_clean()
    changed = sorted(name for name in EDITED if getattr(row, name) != getattr(stored, name))
    if changed:
        row.version = stored.version + 1
        row.save(update_fields=[*EDITED, "version"])
        record(actor=actor, verb="round.edit", target=row, at=at, changes={"fields": changed})
    return row


@transaction.atomic
def open_round(row: Round, *, actor: User, at: datetime) -> Round:
    """Everybody at work is told. The law is that of the last day of the school year, as it is known now."""

    def settle(stored: Round) -> dict[str, Any]:
        if stored.is_over(at):
            raise MoveRefusedError("Hạn chót đã qua. Thầy/cô sửa hạn chót rồi mở đợt.")
        return {"regime": regime_on(last_day(stored.year)).code}

    opened = perform(ROUND_FLOW, row, "open", actor=actor, at=at, settle=settle)
    groups = Group.objects.filter(school=opened.school)
    GroupList.objects.bulk_create(GroupList(round=opened, group=group) for group in groups)
    notify(
        Person.objects.filter(school=opened.school).at_work(timezone.localdate(at)),
        kind=NoticeKind.REGISTRATION_OPENED,
        subject=f"{opened.name}: mời thầy/cô đăng ký, hạn chót hết ngày {opened.closes_on:%d/%m/%Y}",
        url=reverse("registrations:mine"), school_id=opened.school_id, actor=actor, at=at,
    )  # fmt: skip
    return opened


def close_round(row: Round, *, actor: User, at: datetime) -> Round:
    return perform(ROUND_FLOW, row, "close", actor=actor, at=at)


@transaction.atomic
def confirm_round(row: Round, *, version: int, actor: User, at: datetime) -> Round:
    """The whole list at once: what the tổ locked, and what stands outside of any tổ. The ledger keeps who registered.

    `version` is the number of registrations listed on the page that was read: no one is confirmed unseen.
    """
    lock(row)
    waiting = Registration.objects.filter(round=row).listed().order_by("pk")
    if waiting.count() != version:
        raise StaleError(
            "Danh sách vừa thay đổi sau khi thầy/cô mở trang. Thầy/cô xem lại rồi xác nhận.", version=waiting.count()
        )
    confirmed = perform(
        ROUND_FLOW, row, "confirm", actor=actor, at=at, settle=lambda _: {"confirmed_at": at, "confirmed_by": actor}
    )
    for registration in waiting:
        perform(REGISTRATION_FLOW, registration, "confirm", actor=actor, at=at)
    keep_year(confirmed)
    people = Person.objects.filter(registrations__round=confirmed, registrations__state=S.CONFIRMED)
    notify(
        people, kind=NoticeKind.REGISTRATION_CONFIRMED, subject=f"Hội đồng đã xác nhận danh sách {confirmed.name}",
        url=reverse("registrations:mine"), school_id=confirmed.school_id, actor=actor, at=at,
    )  # fmt: skip
    return confirmed


def keep_year(row: Round) -> None:
    """For eligibility: who registered for the year, and who could have and did not."""
    held = Registration.objects.filter(round=row, state=S.CONFIRMED).select_related("person", "group", "school")
    registered: list[Holder] = [one.holder for one in held]
    known = {(type(holder), holder.pk) for holder in registered}
    could: list[Holder] = [*people_of_year(row.school_id, row.year), *Group.objects.filter(school=row.school), row.school]
    others = [holder for holder in could if (type(holder), holder.pk) not in known]
    keep_registrations(row.school, row.year, registered=registered, others=others, source=row.name)


@transaction.atomic
def extend(
    row: Round,
    *,
    person: Person | None = None,
    group: Group | None = None,
    until: date,
    reason: str,
    actor: User,
    at: datetime,
) -> RoundExtension:
    """More time for one person, or for a tổ, also once the round is closed; until the council has confirmed."""
    stored = lock(row)
    require(actor, "round.open", stored, on=timezone.localdate(at))
    if not stored.is_lively:
        raise MoveRefusedError("Chỉ gia hạn được khi đợt đăng ký đã mở và hội đồng chưa xác nhận.")
    extension = RoundExtension(round=stored, person=person, group=group, until=until, reason=reason)
    people = grant(extension, turn=stored, verb="round.extend", actor=actor, at=at)
    notify(
        people, kind=NoticeKind.REGISTRATION_EXTENDED,
        subject=f"{stored.name}: thầy/cô được gia hạn đến hết ngày {until:%d/%m/%Y}",
        url=reverse("registrations:mine"), school_id=stored.school_id, actor=actor, at=at,
    )  # fmt: skip
    return extension
