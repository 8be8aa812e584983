"""Writing a registration, sending it, taking it back; entering it for somebody, who then says whether it is so.

The round is locked first by everybody who writes: what closes it, and what is sent, come one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from campaigns.registrations.enums import HonorPart, Part, RoundState
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.flows import REGISTRATION_FLOW
from campaigns.registrations.models import GroupList, RegisteredHonor, Registration, Round, SignedForm
from campaigns.registrations.models.registrations import HELD
from campaigns.registrations.policies import Holder, can_bring_paper, can_enter_for, can_write, team_of, why_shut, writes_for
from campaigns.registrations.queries import Offered, offered_to
from thiduakt.audit.services import record
from thiduakt.files.storage import store
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE, check_image, check_pdf, check_size, reencoded, shown_name
from thiduakt.ledger.models.holders import kind_of
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import MoveRefusedError, StaleError, hold, lock, perform

from .rounds import STALE

MAX_BYTES = 10 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is registered; titles and forms by their codes."""

    titles: Sequence[str] = ()
    forms: Sequence[str] = ()
    aimed_rating: str = ""
    initiative: str = ""
    commitments: str = ""


@transaction.atomic
def write(
    turn: Round, holder: Holder, content: Content, *, version: int, send: bool, actor: User, at: datetime
) -> Registration:
    """Save the own registration, that of the own tổ or of the school, and send it where `send`; version 0: a new one."""
    held = lock(turn)
    if not writes_for(actor, holder, at):
        raise PermissionDenied
    standing = standing_of(held, holder)
    _refuse_shut(held, holder, at, standing)
    registration = _saved(held, holder, content, standing, version, actor, at)
    return _sent(registration, "send", actor, at) if send else registration


@transaction.atomic
def enter_for(turn: Round, person: Person, content: Content, *, version: int, actor: User, at: datetime) -> Registration:
    """For somebody who does not use the computer: nothing counts before that person, or the paper they signed, says so."""
    held = lock(turn)
    if not can_enter_for(actor, person, at):
        raise PermissionDenied
    standing = standing_of(held, person)
    _refuse_shut(held, person, at, standing)
    if standing and (standing.state != S.ASKED or standing.entered_by_id != actor.pk):
        raise ValidationError(
            f"{person} đã có bản đăng ký ({standing.get_state_display()}). Thầy/cô không nhập thay được nữa."
        )
    registration = _saved(held, person, content, standing, version, actor, at)
    if registration.state == S.DRAFT:
        registration = perform(REGISTRATION_FLOW, registration, "ask", actor=actor, at=at)
    notify(
        [person], kind=NoticeKind.REGISTRATION_TO_CONFIRM,
        subject=f"{actor} đã nhập giúp bản đăng ký của thầy/cô, mời xác nhận",
        url=registration.get_absolute_url(), school_id=held.school_id, actor=actor, at=at,
    )  # fmt: skip
    return registration


@transaction.atomic
def take(
    registration: Registration, action: str, *, version: int, reason: str = "", actor: User, at: datetime
) -> Registration:
    """One step of the person: send, accept, decline, withdraw. `version`: nobody accepts what they have not read."""
    held = lock(registration.round)
    stored = hold(registration, can_write, actor=actor, at=at)
    if action != "decline":
        _refuse_shut(held, stored.holder, at, stored)
    if stored.version != version:
        raise StaleError("Bản đăng ký vừa có người sửa. Thầy/cô đọc lại rồi bấm lần nữa.", version=stored.version)
    if action in {"send", "accept"}:
        return _sent(stored, action, actor, at)
    moved = perform(REGISTRATION_FLOW, stored, action, actor=actor, at=at, reason=reason)
    touch(moved)
    return moved


@transaction.atomic
def bring_paper(registration: Registration, *, name: str, content: bytes, actor: User, at: datetime) -> SignedForm:
    """The photographed form that the person signed is kept, and stands for their word."""
    held, stored = lock(registration.round), lock(registration)
    if not can_bring_paper(actor, stored, at):
        raise PermissionDenied
    _refuse_shut(held, stored.holder, at, stored)
    check_size(len(content), limit=MAX_BYTES, advice="Thầy/cô chụp lại ở cỡ nhỏ hơn.")
    content_type, kept = _looked_at(content)
    form = SignedForm(
        registration=stored, original_name=shown_name(name) or "phieu", content_type=content_type, size=len(kept),
        sha256=store(kept, folder=SignedForm.FOLDER), uploaded_by=actor, uploaded_at=at,
    )  # fmt: skip
    form.full_clean()
    form.save()
    _sent(stored, "bring_paper", actor, at)
    return form


def standing_of(turn: Round, holder: Holder) -> Registration | None:
    """The one registration of this holder in the round that was not withdrawn, locked."""
    return Registration.objects.select_for_update(of=("self",)).filter(round=turn).of(holder).standing().first()


def touch(registration: Registration) -> None:
    """Whoever looks at the list of the tổ is looking at an older one now."""
    if registration.team_id:
        GroupList.objects.get_or_create(round_id=registration.round_id, group_id=registration.team_id)
        GroupList.objects.filter(round=registration.round_id, group=registration.team_id).update(version=F("version") + 1)


def _refuse_shut(turn: Round, holder: Holder, at: datetime, standing: Registration | None) -> None:
    team = standing.team_id if standing else getattr(team_of(holder), "pk", None)
    if shut := why_shut(turn, holder, team, at, standing):
        raise MoveRefusedError(shut)


def _saved(
    turn: Round, holder: Holder, content: Content, standing: Registration | None, version: int, actor: User, at: datetime
) -> Registration:
    registration = standing or _begun(turn, holder, actor, at)
    if standing:
        if standing.state not in S.WRITTEN:
            raise MoveRefusedError(f"Bản đăng ký {standing.get_state_display()}, không sửa được nữa.")
        if standing.version != version:
            raise StaleError(STALE, version=standing.version)
    offers = offered_to(turn, kind_of(holder))
    before = _told(registration) if standing else {}
    typed = {
        Part.TITLES: _codes(content.titles, HonorPart.TITLE, offers),
        Part.FORMS: _codes(content.forms, HonorPart.FORM, offers),
        Part.AIMED_RATING: content.aimed_rating,
        Part.INITIATIVE: one_line(content.initiative),
        Part.COMMITMENTS: nfc(content.commitments).strip(),
    }
    changed = [part for part in Part if before.get(part) != typed[part]] if standing else list(Part)
    if registration.state == S.RETURNED and (others := set(changed) - {Part(name) for name in registration.returned_fields}):
        names = ", ".join(str(part.label) for part in Part if part in others)
        raise ValidationError(f"Chỉ sửa được những mục bị trả lại; mục sau giữ như đã gửi: {names}.")
    for part in (Part.AIMED_RATING, Part.INITIATIVE, Part.COMMITMENTS):
        setattr(registration, part.value, typed[part])
    registration.clean_fields(exclude=["round", "school", "person", "group", "team", "entered_by"])
    if standing and not changed:
        return registration
    registration.version = registration.version + 1 if standing else 1
    registration.save()
    _keep_honors(registration, [*typed[Part.TITLES], *typed[Part.FORMS]], offers)
    told = {str(part.label): _as_told(part, before, typed) for part in changed}
    record(actor=actor, verb="registration.write", target=registration, at=at, changes=told)
    touch(registration)
    return registration


def _begun(turn: Round, holder: Holder, actor: User, at: datetime) -> Registration:
    kind = kind_of(holder)
    place = {HELD[kind]: holder} if kind in HELD else {}
    return Registration(
        round=turn, school=turn.school, holder_kind=kind, team=team_of(holder), entered_by=actor, entered_at=at, **place
    )


def _codes(asked: Sequence[str], part: HonorPart, offers: dict[str, Offered]) -> list[str]:
    """In the order of the catalogue, each once; ValidationError for one that such a holder cannot be given."""
    wanted = set(asked)
    if wanted - {code for code, one in offers.items() if one.part == part}:
        raise ValidationError({part.value.lower() + "s": "Thầy/cô chọn trong danh sách danh hiệu, hình thức của năm học."})
    return [code for code in offers if code in wanted]


def _told(registration: Registration) -> dict[Part, Any]:
    honors = list(registration.honors.all())
    return {
        Part.TITLES: [one.code for one in honors if one.part == HonorPart.TITLE],
        Part.FORMS: [one.code for one in honors if one.part == HonorPart.FORM],
        Part.AIMED_RATING: registration.aimed_rating,
        Part.INITIATIVE: registration.initiative,
        Part.COMMITMENTS: registration.commitments,
    }


def _as_told(part: Part, before: dict[Part, Any], typed: dict[Part, Any]) -> Any:
    """Codes from what to what; of what somebody wrote in their own words only that it changed."""
    if part in {Part.INITIATIVE, Part.COMMITMENTS}:
        return "đã sửa" if before else "đã ghi"
    return [before.get(part, [] if part in {Part.TITLES, Part.FORMS} else ""), typed[part]]


def _keep_honors(registration: Registration, codes: Sequence[str], offers: dict[str, Offered]) -> None:
    """In place of those that stood."""
    registration.honors.all().delete()
    RegisteredHonor.objects.bulk_create(
        RegisteredHonor(
            registration=registration, part=offers[code].part, code=code, honor_name=offers[code].name, position=position
        )
        for position, code in enumerate(codes, start=1)
    )


def _sent(registration: Registration, action: str, actor: User, at: datetime) -> Registration:
    def settle(row: Registration) -> dict[str, Any]:
        """Late is what came first after the day: what was given back and mended keeps the moment of its first sending."""
        after = row.round.is_over(at) or row.round.state == RoundState.CLOSED
        return {
            "sent_at": row.sent_at or at,
            "is_late": row.is_late or (row.sent_at is None and after),
            "person_confirmed_at": at if row.person_id else None,
            "returned_fields": [],
            "version": row.version + 1,
        }

    moved = perform(REGISTRATION_FLOW, registration, action, actor=actor, at=at, settle=settle)
    touch(moved)
    return moved


def _looked_at(content: bytes) -> tuple[str, bytes]:
    """(content type, what is kept): a picture is drawn anew, without what the camera wrote into it."""
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return PDF_TYPE, content
    return check_image(content), reencoded(content)
