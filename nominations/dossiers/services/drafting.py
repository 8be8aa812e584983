"""Lập hồ sơ: begun for oneself, for somebody else, from the list of registrations; written until it is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.campaigns.models import Campaign
from campaigns.contests.models import Contest
from campaigns.registrations.models import Registration
from nominations.dossiers.duplicates import Twin, same_honor
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import Part
from nominations.dossiers.models import Dossier, Nominee, Outsider, Review
from nominations.dossiers.models.dossiers import keys_of
from nominations.dossiers.planning import digest_of, plan_of
from nominations.dossiers.policies import can_write, may_begin, team_of, why_shut
from nominations.dossiers.queries import kind_of, offered_to, place_of, standing_in
from thiduakt.audit.services import record, record_each
from thiduakt.ledger.models import Initiative
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, refuse_stale


class TwinError(ValidationError):
    """Another dossier, or a line of the ledger, stands in the way; the page leads to each."""

    def __init__(self, twins: Sequence[Twin]):
        super().__init__({"code": [twin.sentence for twin in twins]})
        self.twins = twins


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is typed of a dossier beside its report and its evidence."""

    code: str
    summary: str = ""
    merit_on: date | None = None
    campaign: Campaign | None = None
    contest: Contest | None = None
    twin_reason: str = ""
    initiatives: Sequence[Initiative] = ()


PARTS = {
    "code": Part.HONOR, "summary": Part.SUMMARY, "merit_on": Part.SUMMARY, "campaign": Part.SUMMARY,
    "contest": Part.SUMMARY, "initiatives": Part.INITIATIVES,
}  # fmt: skip


@transaction.atomic
def begin(review: Review, holder: Nominee, content: Content, *, actor: User, at: datetime) -> Dossier:
    """A draft for this holder; whom it is about is told."""
    held = lock(review)
    if holder.school_id != held.school_id or not may_begin(actor, holder, held.year, at):
        raise PermissionDenied
    row = Dossier(
        review=held, school=held.school, holder_kind=kind_of(holder), team=team_of(holder), written_by=actor, written_at=at,
        registration=_registration(held, holder, content.code), **place_of(holder),
    )  # fmt: skip
    if shut := why_shut(held, row, at):
        raise MoveRefusedError(shut)
    _fill(row, content, at)
    _refuse_twins(row)
    row.clean_fields(exclude=[field.name for field in Dossier._meta.fields if field.is_relation])
    row.save()
    row.initiatives.set(content.initiatives)
    record(actor=actor, verb="dossier.begin", target=row, at=at, changes={"danh hiệu, hình thức": row.honor_name})
    if row.person:
        _tell(
            [row.person], held, row.get_absolute_url(), f"{actor} lập hồ sơ đề nghị {row.honor_name} cho thầy/cô", actor, at
        )
    return row


@transaction.atomic
def begin_for_outsider(review: Review, *, name: str, unit: str, content: Content, actor: User, at: datetime) -> Dossier:
    """Of the same name and unit there is one: who was proposed before is found again."""
    lock(review)
    told = {"name": one_line(name), "unit": one_line(unit)}
    outsider = Outsider.objects.filter(school=review.school_id, **told).first() or Outsider(school=review.school, **told)
    if not may_begin(actor, outsider, review.year, at):
        raise PermissionDenied
    outsider.full_clean()
    outsider.save()
    return begin(review, outsider, content, actor=actor, at=at)


@transaction.atomic
def write(dossier: Dossier, content: Content, *, version: int, actor: User, at: datetime) -> Dossier:
    """Of what was given back only the flagged parts change; a reason for a second honor may always be added."""
    review = lock(dossier.review)
    stored = hold(dossier, can_write, actor=actor, at=at)
    if stored.state not in S.WRITTEN:
        raise MoveRefusedError(f"Hồ sơ {stored.get_state_display()}, không sửa được nữa.")
    if shut := why_shut(review, stored, at):
        raise MoveRefusedError(shut)
    refuse_stale(stored, version)
    before = _told(stored)
    _fill(stored, content, at)
    now = {**_told(stored), "initiatives": sorted(one.pk for one in content.initiatives)}
    changed = [name for name in now if now[name] != before[name]]
    _refuse_unflagged(stored, changed)
    if not changed:
        return stored
    if "code" in changed:
        _refuse_twins(stored)
    stored.version += 1
    stored.clean_fields(exclude=[field.name for field in Dossier._meta.fields if field.is_relation])
    stored.save()
    stored.initiatives.set(content.initiatives)
    record(actor=actor, verb="dossier.write", target=stored, at=at, changes={"fields": changed})
    return stored


@transaction.atomic
def draw_up(review: Review, *, version: int, actor: User, at: datetime) -> list[Dossier]:
    """A draft for everybody who registered, as the preview told it. `version`: the digest of what the preview promised."""
    held = lock(review)
    require(actor, "review.manage", held, on=timezone.localdate(at))
    if not held.takes_changes:
        raise MoveRefusedError("Chỉ lập được hồ sơ khi đợt xét đã mở và hội đồng chưa họp.")
    planned = [one for one in plan_of(held) if not one.skip]
    if digest_of(planned) != version:
        raise ValidationError("Danh sách vừa thay đổi sau khi thầy/cô mở trang. Thầy/cô xem lại rồi bấm lần nữa.")
    rows = [
        Dossier(
            review=held, school=held.school, holder_kind=kind_of(one.holder), team=team_of(one.holder), written_by=actor,
            written_at=at, registration=one.registration, code=one.code, honor_name=one.honor_name, **place_of(one.holder),
        )
        for one in planned
    ]  # fmt: skip
    for row in rows:
        row.sort_key, row.search_key = keys_of(row)
    made = Dossier.objects.bulk_create(rows)
    record(actor=actor, verb="review.draw_up", target=held, at=at, changes={"số hồ sơ": len(made)})
    begun = [(row, {"danh hiệu, hình thức": row.honor_name}) for row in made]
    record_each(begun, actor=actor, verb="dossier.begin", at=at)
    people = {row.person_id: row.person for row in made if row.person}
    told = "Nhà trường đã lập hồ sơ từ bản đăng ký, mời thầy/cô viết tiếp"
    _tell(list(people.values()), held, held.get_absolute_url(), told, actor, at)
    return made


def _registration(review: Review, holder: Nominee, code: str) -> Registration | None:
    """The one in which the holder registered this very honor for the year."""
    place = place_of(holder)
    if not place.keys() & {"person", "group"}:
        return None
    found = Registration.objects.filter(**place, round__year=review.year, honors__code=code).listed()
    return found.order_by("-pk").first()


def _fill(row: Dossier, content: Content, at: datetime) -> None:
    offers = offered_to(row.review, row.holder_kind)
    if content.code not in offers:
        raise ValidationError({"code": "Thầy/cô chọn trong các danh hiệu, hình thức của đợt xét."})
    row.code, row.honor_name = content.code, offers[content.code]
    row.summary, row.merit_on = nfc(content.summary).strip(), content.merit_on
    row.campaign, row.contest, row.twin_reason = content.campaign, content.contest, one_line(content.twin_reason)
    if row.merit_on and row.merit_on > timezone.localdate(at):
        raise ValidationError({"merit_on": "Ngày lập thành tích không được ở trong tương lai."})
    strange = [one for one in (content.campaign, content.contest, *content.initiatives) if one]
    if any(one.school_id != row.school_id for one in strange):
        raise PermissionDenied


def _refuse_twins(row: Dossier) -> None:
    here = standing_in(row.review, row.holder, row.code).exclude(pk=row.pk)
    twins = [
        Twin(other, f"{other.holder} đã có hồ sơ {other.honor_name} ở đợt này ({other.get_state_display()}).")
        for other in here.select_related("person", "group", "pupil", "school_class", "outsider", "school")
    ]
    if twins or (twins := same_honor(row)):
        raise TwinError(twins)


def _refuse_unflagged(row: Dossier, changed: Sequence[str]) -> None:
    if row.state != S.RETURNED:
        return
    shut = {PARTS[name] for name in changed if name in PARTS} - {Part(name) for name in row.returned_fields}
    if shut:
        names = ", ".join(str(part.label) for part in Part if part in shut)
        raise ValidationError(f"Chỉ sửa được những mục bị trả lại; mục sau giữ như đã nộp: {names}.")


def _told(row: Dossier) -> dict[str, Any]:
    return {
        "code": row.code, "summary": row.summary, "merit_on": row.merit_on, "campaign": row.campaign_id,
        "contest": row.contest_id, "twin_reason": row.twin_reason,
        "initiatives": sorted(row.initiatives.values_list("pk", flat=True)),
    }  # fmt: skip


def _tell(people: Sequence[Person], review: Review, url: str, told: str, actor: User, at: datetime) -> None:
    notify(
        people, kind=NoticeKind.DOSSIER_BEGUN, subject=f"{told} ({review})", url=url, school_id=review.school_id,
        actor=actor, at=at,
    )  # fmt: skip
