"""Lập quyết định khen thưởng: from what the council passed in a round, or without a council for a stated reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.decisions.checking import OWN_TITLE, law_of, lines_of, principals_on
from awards.decisions.enums import DecisionOrigin, FundKind
from awards.decisions.models import AwardDecision, AwardLine
from awards.decisions.policies import can_manage
from awards.decisions.queries import choosable, own_honors
from nominations.dossiers.models import Dossier, Outsider, Review
from nominations.dossiers.models.dossiers import Nominee
from nominations.dossiers.queries import fits, kind_of
from thiduakt.audit.services import record
from thiduakt.catalog.models import Honor
from thiduakt.ledger.enums import Merit
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import GoneError, MoveRefusedError, hold, lock, refuse_stale

from .lines import MOST, line_of_dossier, line_of_holder, write_lines
from .papers import keep_paper

FIELDS = ("name", "fund", "no_council_reason")
LINE_FIELDS = ("holder_name", "unit", "citation")
WITHOUT_COUNCIL = (Merit.SUDDEN, Merit.CAMPAIGN)  # what is given at once; a year's work the council weighs


@dataclass(frozen=True, slots=True)
class NewLine:
    holder: Nominee
    code: str
    citation: str


def draft_decision(
    review: Review, dossiers: Sequence[Dossier], *, name: str, fund: str = FundKind.EMULATION, actor: User, at: datetime
) -> AwardDecision:
    """Of those that the council passed and the principal decides on. MoveRefusedError names who cannot be in it, and why."""
    with transaction.atomic():
        today = timezone.localdate(at)
        require(actor, "award.manage", review, on=today)
        held = lock(review)
        asked = {one.pk for one in dossiers}
        chosen = [one for one in choosable(held, today) if one.pk in asked]
        if not chosen or len(chosen) != len(asked):
            raise MoveRefusedError("Có hồ sơ không đưa vào quyết định được nữa. Thầy/cô xem lại danh sách rồi chọn lại.")
        decision = AwardDecision(
            school_id=held.school_id, year=held.year, merit=held.merit, review=held, name=one_line(name), fund=fund,
            created_by=actor.person,
        )  # fmt: skip
        law = law_of(decision, today)
        lines = [line_of_dossier(decision, one, law.get(one.code)) for one in chosen]
        return _begun(decision, lines, today, actor, at)


def draft_without_council(
    *, name: str, year: int, merit: str, reason: str, fund: str = FundKind.EMULATION, actor: User, at: datetime
) -> AwardDecision:
    """Khen đột xuất, khen trong phong trào: its lines are added one by one."""
    with transaction.atomic():
        today = timezone.localdate(at)
        require(actor, "award.manage", on=today)
        if merit not in WITHOUT_COUNCIL:
            raise ValidationError({"merit": "Khen thưởng theo năm học do hội đồng xét: thầy/cô lập quyết định từ đợt xét."})
        if not one_line(reason):
            raise ValidationError({"no_council_reason": "Thầy/cô ghi lý do khen không qua hội đồng."})
        decision = AwardDecision(
            school_id=actor.school_id, year=year, merit=merit, name=one_line(name), fund=fund,
            no_council_reason=one_line(reason), created_by=actor.person,
        )  # fmt: skip
        return _begun(decision, [], today, actor, at)


def add_lines(decision: AwardDecision, told: Sequence[NewLine], *, actor: User, at: datetime) -> list[AwardLine]:
    """Those whom no council heard of, each for a merit that is told: all of them or none."""
    with transaction.atomic():
        stored, today = held_draft(decision, actor, at), timezone.localdate(at)
        if stored.review or not stored.no_council_reason:
            raise MoveRefusedError("Quyết định này theo đề nghị của hội đồng: chỉ thêm hồ sơ hội đồng đề nghị khen.")
        lines, honors = lines_of(stored), own_honors(stored, today)
        added = [_new_line(stored, one, honors, today) for one in told]
        for place, line in enumerate(added):
            mine = (line.code, line.holder_kind, line.holder)
            if any((one.code, one.holder_kind, one.holder) == mine for one in [*lines, *added[:place]]):
                raise ValidationError({"holder": f"{line.holder_name} đã có trong quyết định với hình thức ấy."})
        _written(stored, [*lines, *added], actor, at)
        names = ", ".join(map(str, added))
        record(actor=actor, verb="award_decision.add_line", target=stored, at=at, changes={"khen": names})
        return added


def _new_line(stored: AwardDecision, told: NewLine, honors: Mapping[str, Honor], today: date) -> AwardLine:
    honor = honors.get(told.code)
    if honor is None or not fits(honor, kind_of(told.holder)):
        raise ValidationError({"code": "Hình thức này Hiệu trưởng không quyết định, hoặc không dành cho đối tượng ấy."})
    if told.holder.school_id != stored.school_id:
        raise ValidationError({"holder": "Người, tập thể này không thuộc trường."})
    if not isinstance(told.holder, Outsider) and told.holder.pk in _heads(told.holder, stored, today):
        raise ValidationError({"holder": OWN_TITLE})
    if not one_line(told.citation):
        raise ValidationError({"citation": "Thầy/cô ghi thành tích."})
    if isinstance(told.holder, Outsider) and told.holder.pk is None:
        told.holder.full_clean()
        told.holder.save()
    return line_of_holder(stored, told.holder, honor, told.citation)


def save_decision(
    decision: AwardDecision,
    values: Mapping[str, Any],
    *,
    more: Sequence[Dossier] = (),
    version: int,
    actor: User,
    at: datetime,
) -> AwardDecision:
    """A draft as it was changed since `version`, with `more` dossiers in it. What is paid is reckoned anew.

    The lists in its paper follow; once that is before the signer neither changes.
    """
    with transaction.atomic():
        stored = held_draft(decision, actor, at)
        refuse_stale(stored, version)
        before = stored.fund
        for name in FIELDS:
            setattr(stored, name, nfc(str(values[name])).strip())
        if stored.review:
            stored.no_council_reason = ""  # of a round nobody is honored whom the council did not pass
        today = timezone.localdate(at)
        free = {one.pk: one for one in choosable(stored.review, today)} if stored.review else {}
        if any(one.pk not in free for one in more):
            raise MoveRefusedError("Có hồ sơ vừa được đưa vào quyết định khác. Thầy/cô xem lại danh sách rồi chọn lại.")
        law = law_of(stored, today)
        added = [line_of_dossier(stored, free[one.pk], law.get(one.code)) for one in more]
        lines = [*lines_of(stored), *added]
        if stored.fund != before:
            for line in lines:
                line.amount = 0  # what was reckoned for one fund is no sum of the other
        _written(stored, lines, actor, at)
        record(actor=actor, verb="award_decision.edit", target=stored, at=at, changes={"thêm": len(added)})
        return stored


def save_line(line: AwardLine, values: Mapping[str, Any], *, version: int, actor: User, at: datetime) -> AwardLine:
    """As it is to be printed, and at which place of its list. Of the quỹ tiền thưởng the sum is typed as well."""
    with transaction.atomic():
        stored, lines, own = _held_line(line, version, actor, at)
        for name in LINE_FIELDS:
            setattr(own, name, one_line(str(values[name])))
        if not own.holder_name:
            raise ValidationError({"holder_name": "Thầy/cô ghi tên như sẽ in trong quyết định."})
        own.amount = values.get("amount") or 0
        rest = [one for one in lines if one is not own]
        place = max(1, min(int(values["position"]), len(lines)))
        _written(stored, [*rest[: place - 1], own, *rest[place - 1 :]], actor, at)
        record(actor=actor, verb="award_decision.edit_line", target=stored, at=at, changes={"khen": str(own)})
        return own


def remove_line(line: AwardLine, *, version: int, actor: User, at: datetime) -> None:
    with transaction.atomic():
        stored, lines, own = _held_line(line, version, actor, at)
        told = str(own)
        own.delete()
        _written(stored, [one for one in lines if one is not own], actor, at)
        record(actor=actor, verb="award_decision.remove_line", target=stored, at=at, changes={"khen": told})


def discard_decision(decision: AwardDecision, *, actor: User, at: datetime) -> None:
    with transaction.atomic():
        stored = held_draft(decision, actor, at)
        if stored.document:
            raise MoveRefusedError("Quyết định này có bản nháp văn bản. Thầy/cô bỏ bản nháp ấy trước.")
        record(actor=actor, verb="award_decision.discard", target=stored, at=at)
        stored.delete()


def held_draft(decision: AwardDecision, actor: User, at: datetime) -> AwardDecision:
    """Its paper is locked first, as whoever numbers it does."""
    if decision.document:
        lock(decision.document)
    stored: AwardDecision = hold(decision, can_manage, actor=actor, at=at)
    if not stored.is_draft or stored.origin != DecisionOrigin.HERE:
        raise MoveRefusedError("Quyết định đã ban hành không sửa được: thầy/cô lập quyết định đính chính hoặc hủy.")
    return stored


def _begun(decision: AwardDecision, lines: Sequence[AwardLine], today: date, actor: User, at: datetime) -> AwardDecision:
    if not decision.name:
        raise ValidationError({"name": "Thầy/cô ghi nội dung khen thưởng."})
    if len(lines) > MOST:
        raise ValidationError(f"Mỗi quyết định có tới {MOST} dòng. Thầy/cô chia thành nhiều quyết định.")
    decision.full_clean(exclude=["search_key"])
    decision.save()
    write_lines(decision, lines, today)
    record(actor=actor, verb="award_decision.add", target=decision, at=at, changes={"số dòng": len(lines)})
    return decision


def _written(stored: AwardDecision, lines: Sequence[AwardLine], actor: User, at: datetime) -> None:
    if not stored.name:
        raise ValidationError({"name": "Thầy/cô ghi nội dung khen thưởng."})
    if stored.review is None and not stored.no_council_reason:
        raise ValidationError({"no_council_reason": "Thầy/cô ghi lý do khen không qua hội đồng."})
    if len(lines) > MOST:
        raise ValidationError(f"Mỗi quyết định có tới {MOST} dòng. Thầy/cô chia thành nhiều quyết định.")
    stored.version += 1
    stored.full_clean(exclude=["search_key"])
    day = stored.document.dated_on if stored.document else timezone.localdate(at)
    written = write_lines(stored, lines, day)
    stored.save()
    keep_paper(stored, written, actor=actor, at=at)


def _held_line(line: AwardLine, version: int, actor: User, at: datetime) -> tuple[AwardDecision, list[AwardLine], AwardLine]:
    """(its decision, all of its lines, the line itself), as they stand."""
    stored = held_draft(line.decision, actor, at)
    refuse_stale(stored, version)
    lines = lines_of(stored)
    own = next((one for one in lines if one.pk == line.pk), None)
    if own is None:
        raise GoneError(line)
    return stored, lines, own


def _heads(holder: Nominee, decision: AwardDecision, today: date) -> set[int]:
    return principals_on(decision.school_id, today) if kind_of(holder) == "PERSON" else set()
