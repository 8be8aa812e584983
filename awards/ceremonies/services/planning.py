"""Lập lễ trao thưởng: when, where, which decisions; with the programme that is usual, and people called up by honor."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from awards.ceremonies.enums import Handing
from awards.ceremonies.flows import CEREMONY_FLOW
from awards.ceremonies.models import Ceremony, ProgramItem, Recipient, Turn
from awards.ceremonies.policies import can_manage
from awards.ceremonies.seating import in_even_parts
from awards.decisions.models import AwardDecision, AwardLine
from thiduakt.audit.services import record
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.services.drafting import discard_draft
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold, lock, lock_all, perform, refuse_stale

from .telling import tell_moved, tell_off, when_and_where

FIELDS = ("name", "held_on", "starts_at", "place", "seats_per_row", "seating")
# What such a ceremony usually consists of: content, who, minutes. To be changed by whoever prepares it.
USUAL = (
    ("Đón tiếp đại biểu, ổn định tổ chức", "Ban tổ chức", 15),
    ("Văn nghệ chào mừng", "Giáo viên, học sinh", 10),
    ("Chào cờ; tuyên bố lý do, giới thiệu đại biểu", "Người dẫn chương trình", 10),
    ("Báo cáo kết quả phong trào thi đua", "Phó Hiệu trưởng", 15),
    ("Công bố quyết định khen thưởng", "Thư ký Hội đồng Thi đua - Khen thưởng", 10),
    ("Trao thưởng", "Hiệu trưởng, đại biểu", 30),
    ("Đại diện cá nhân, tập thể được khen phát biểu", "", 5),
    ("Phát biểu của đại biểu, phát động thi đua", "Đại biểu, Hiệu trưởng", 10),
    ("Cảm ơn, bế mạc", "Người dẫn chương trình", 5),
)
TOGETHER = 10  # how many are called up at once, unless the school says otherwise


@transaction.atomic
def plan_ceremony(values: Mapping[str, Any], decisions: Iterable[AwardDecision], *, actor: User, at: datetime) -> Ceremony:
    require(actor, "ceremony.manage", on=timezone.localdate(at))
    ceremony = Ceremony(school_id=actor.school_id, created_by_id=actor.person_id)
    _write(ceremony, values)
    ProgramItem.objects.bulk_create(
        ProgramItem(ceremony=ceremony, position=position, title=title, who=who, minutes=minutes)
        for position, (title, who, minutes) in enumerate(USUAL, start=1)
    )
    _take_in(ceremony, decisions)
    arrange_anew(ceremony)
    record(actor=actor, verb="ceremony.plan", target=ceremony, at=at)
    return ceremony


@transaction.atomic
def save_ceremony(
    ceremony: Ceremony, values: Mapping[str, Any], decisions: Iterable[AwardDecision], *, version: int, actor: User,
    at: datetime,
) -> Ceremony:  # fmt: skip
    """Whoever comes with another decision is in no turn yet; whoever goes with one leaves the list."""
    stored = held_planned(ceremony, actor, at)
    refuse_stale(stored, version)
    stored.version += 1
    before = when_and_where(stored)
    _write(stored, values)
    gone = _take_in(stored, decisions)
    record(actor=actor, verb="ceremony.edit", target=stored, at=at)
    tell_off(stored, gone, actor=actor, at=at)
    if when_and_where(stored) != before:
        tell_moved(stored, before, actor=actor, at=at)
    return stored


@transaction.atomic
def discard_ceremony(ceremony: Ceremony, *, actor: User, at: datetime) -> None:
    stored = held_planned(ceremony, actor, at)
    paper = lock(stored.paper) if stored.paper else None
    if stored.recipients.exclude(handing=Handing.WAITING).exists():
        raise MoveRefusedError("Đã ghi kết quả trao thưởng nên không bỏ buổi lễ được.")
    if paper and paper.state != DocumentState.DRAFT:
        raise MoveRefusedError("Chương trình đã trình ký hoặc đã ban hành, nên không bỏ buổi lễ được.")
    record(actor=actor, verb="ceremony.discard", target=stored, at=at)
    tell_off(stored, stored.recipients.standing().select_related("line__group"), actor=actor, at=at)
    stored.delete()
    if paper:
        discard_draft(paper, actor=actor, at=at)


@transaction.atomic
def mark_held(ceremony: Ceremony, *, actor: User, at: datetime) -> Ceremony:
    if early := too_early(ceremony, at):
        raise MoveRefusedError(early)
    held: Ceremony = perform(CEREMONY_FLOW, ceremony, "hold", actor=actor, at=at)
    return held


def too_early(ceremony: Ceremony, at: datetime) -> list[str]:
    if timezone.localdate(at) >= ceremony.held_on:
        return []
    return [f"Buổi lễ tổ chức ngày {ceremony.held_on:%d/%m/%Y}, đến ngày đó mới ghi được."]


def arrange_anew(ceremony: Ceremony, most: int = TOGETHER) -> None:
    """Turns of at most so many, in the order of the decisions: those of one honor together, collectives apart."""
    ceremony.turns.all().delete()
    ordered = ceremony.recipients.standing().select_related("line__decision__document")
    people = sorted(
        ordered, key=lambda one: (one.line.decision.day or ceremony.held_on, one.line.decision_id, one.line.position)
    )
    together: dict[tuple[AwardDecision, str, bool], list[Recipient]] = {}
    for one in people:
        together.setdefault((one.line.decision, one.line.honor_name, one.line.is_collective), []).append(one)
    position = 0
    for (decision, honor, _), rows in together.items():
        sizes = in_even_parts(len(rows), most)
        for number, size in enumerate(sizes, start=1):
            position += 1
            told = [rows.pop(0) for _ in range(size)]
            turn = Turn.objects.create(
                ceremony=ceremony, position=position, name=f"{honor}, lượt {number}" if len(sizes) > 1 else honor,
                handed_by=_usual_giver(decision), with_money=any(one.line.amount for one in told),
            )  # fmt: skip
            for place, one in enumerate(told, start=1):
                one.turn, one.position = turn, place
            Recipient.objects.bulk_update(told, ["turn", "position"])


def held_planned(ceremony: Ceremony, actor: User, at: datetime) -> Ceremony:
    stored: Ceremony = hold(ceremony, can_manage, actor=actor, at=at)
    if not stored.is_planned:
        raise MoveRefusedError("Buổi lễ đã tổ chức, không sửa được nữa; người vắng vẫn ghi trao sau được.")
    return stored


def _usual_giver(decision: AwardDecision) -> str:
    return "Hiệu trưởng" if decision.is_ours else "Đại biểu cấp trên"


def _write(ceremony: Ceremony, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(ceremony, name, values[name])
    ceremony.full_clean(exclude=["search_key"])
    ceremony.save()


def _take_in(ceremony: Ceremony, decisions: Iterable[AwardDecision]) -> list[Recipient]:
    """The lines of these decisions that stand and are handed over nowhere else. Returns who leaves with theirs.

    The decisions are held, so that of two ceremonies that are planned at once only one takes them.
    """
    chosen = {one.pk: one for one in lock_all(decisions)}
    if any(one.school_id != ceremony.school_id for one in chosen.values()):
        raise PermissionDenied
    if not chosen:
        raise ValidationError({"decisions": "Thầy/cô chọn ít nhất một quyết định để trao."})
    if not all(one.is_in_force for one in chosen.values()):
        raise ValidationError({"decisions": "Chỉ trao theo quyết định đang có hiệu lực."})
    gone = ceremony.recipients.exclude(line__decision__in=chosen)
    if gone.standing().exclude(handing=Handing.WAITING).exists():
        raise ValidationError({"decisions": "Có người của quyết định vừa bỏ đã được ghi kết quả trao."})
    gone = gone.filter(handing=Handing.WAITING)
    left = list(gone.standing().select_related("line__group"))
    gone.delete()
    ceremony.decisions.set(chosen.values())
    lines = AwardLine.objects.standing().filter(decision__in=chosen, recipient__isnull=True)
    Recipient.objects.bulk_create(Recipient(ceremony=ceremony, line=line, position=line.position) for line in lines)
    return left
