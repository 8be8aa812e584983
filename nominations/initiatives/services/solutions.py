"""A solution is begun, its facts are changed; it is submitted, given back, withdrawn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.registrations.models import Registration
from nominations.initiatives.enums import Part
from nominations.initiatives.flows import SOLUTION_FLOW
from nominations.initiatives.models import Author, Solution
from nominations.initiatives.policies import can_manage, managers
from nominations.writings.enums import Use
from nominations.writings.queries import outline_for
from nominations.writings.services.writing import begin_writing
from thiduakt.audit.services import record
from thiduakt.ledger.enums import InitiativeKind, InitiativeLevel
from thiduakt.ledger.years import year_on
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, StaleError, lock, perform

from .holding import hold_part, why_late

SHORTEST_REASON = 20  # characters
CHANGED = "Giải pháp vừa có người sửa sau khi thầy/cô mở trang. Thầy/cô xem lại rồi bấm lần nữa."
LABELS = {
    "name": "tên", "kind": "loại", "level": "cấp đề nghị", "year": "năm học", "field": "lĩnh vực",
    "first_applied_on": "ngày áp dụng lần đầu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of a solution apart from its description. `year`: the first calendar year of the school year."""

    name: str
    year: int
    kind: str = InitiativeKind.INITIATIVE
    level: str = InitiativeLevel.SCHOOL
    field: str = ""
    first_applied_on: date | None = None


@transaction.atomic
def begin(facts: Facts, *, registration: Registration | None = None, actor: User, at: datetime) -> Solution:
    """The actor leads it, alone until others are named. `registration`: where it was planned."""
    today = timezone.localdate(at)
    require(actor, "solution.own", on=today)
    if registration and registration.person_id != actor.person_id:
        raise PermissionDenied
    outline = outline_for(actor.school_id, Use.INITIATIVE, on=today)
    if outline is None:
        raise ValidationError("Trường chưa có đề cương mô tả sáng kiến. Thầy/cô báo thư ký hội đồng lập ở mục Mẫu báo cáo.")
    writing = begin_writing(outline, {}, school_id=actor.school_id, actor=actor, at=at)
    solution = Solution(
        school=actor.school, person=actor.person, group=actor.person.group, writing=writing, begun_by=actor, begun_at=at,
        from_registration=registration,
    )  # fmt: skip
    _write(solution, facts, today)
    Author.objects.create(solution=solution, person=actor.person, share=100, confirmed_at=at)
    record(actor=actor, verb="solution.begin", target=solution, at=at)
    return solution


@transaction.atomic
def edit_facts(solution: Solution, facts: Facts, *, version: int, actor: User, at: datetime) -> Solution:
    held = hold_part(solution, Part.FACTS, version=version, actor=actor, at=at)
    before = {name: getattr(held, name) for name in LABELS}
    _write(held, facts, timezone.localdate(at), version=held.version + 1)
    changed = [label for name, label in LABELS.items() if getattr(held, name) != before[name]]
    if changed:
        record(actor=actor, verb="solution.edit", target=held, at=at, changes={"đã sửa": changed})
    return held


@transaction.atomic
def submit(solution: Solution, *, version: int, actor: User, at: datetime) -> Solution:
    """Nobody submits what they have not read as it stands."""
    stored: Solution = lock(solution)
    _refuse_changed(stored, version)
    if late := why_late(stored, at):
        raise MoveRefusedError(late)
    submitted: Solution = perform(
        SOLUTION_FLOW, stored, "submit", actor=actor, at=at,
        settle=lambda row: {"submitted_at": row.submitted_at or at, "returned_parts": [], "version": row.version + 1},
    )  # fmt: skip
    notify(
        managers(submitted, at), kind=NoticeKind.SOLUTION_SUBMITTED,
        subject=f"{submitted.person} nộp đơn yêu cầu công nhận: {submitted}"[:200],
        url=submitted.get_absolute_url(), school_id=submitted.school_id, actor=actor, at=at,
    )  # fmt: skip
    return submitted


@transaction.atomic
def withdraw(solution: Solution, *, reason: str, version: int, actor: User, at: datetime) -> Solution:
    stored: Solution = lock(solution)
    _refuse_changed(stored, version)
    return perform(
        SOLUTION_FLOW, stored, "withdraw", actor=actor, at=at, reason=reason,
        settle=lambda row: {"returned_parts": [], "version": row.version + 1},
    )  # fmt: skip


@transaction.atomic
def give_back(
    solution: Solution, *, parts: Collection[str], reason: str, until: date, version: int, actor: User, at: datetime
) -> Solution:
    """Only the flagged parts open again, until the end of the day `until`, with the reason beside them."""
    stored: Solution = lock(solution)
    if not can_manage(actor, stored, at):
        raise PermissionDenied
    _refuse_changed(stored, version)
    reason = nfc(reason).strip()
    flagged = [part.value for part in Part if part in parts]
    if not flagged:
        raise ValidationError({"parts": "Thầy/cô đánh dấu ít nhất một phần cần bổ sung."})
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": f"Thầy/cô ghi rõ cần bổ sung gì, ít nhất {SHORTEST_REASON} ký tự."})
    _refuse_past(until, at)
    returned: Solution = perform(
        SOLUTION_FLOW, stored, "return", actor=actor, at=at, reason=reason,
        settle=lambda row: {
            "returned_parts": flagged, "returned_reason": reason, "returned_until": until, "returned_by": str(actor),
            "version": row.version + 1,
        },
    )  # fmt: skip
    _tell_authors(returned, f"được trả lại để bổ sung, hạn hết ngày {until:%d/%m/%Y}", reason, actor, at)
    return returned


@transaction.atomic
def extend(solution: Solution, *, until: date, version: int, actor: User, at: datetime) -> Solution:
    """More time to mend what was given back."""
    stored: Solution = lock(solution)
    if not can_manage(actor, stored, at):
        raise PermissionDenied
    _refuse_changed(stored, version)
    if stored.state != SOLUTION_FLOW.moves["return"].target:
        raise MoveRefusedError("Chỉ gia hạn cho giải pháp đang được trả lại để bổ sung.")
    _refuse_past(until, at)
    before, stored.returned_until, stored.version = stored.returned_until, until, stored.version + 1
    stored.save(update_fields=["returned_until", "version"])
    record(actor=actor, verb="solution.extend", target=stored, at=at, changes={"hạn bổ sung": [str(before), str(until)]})
    _tell_authors(stored, f"được gia hạn bổ sung đến hết ngày {until:%d/%m/%Y}", "", actor, at)
    return stored


def people_of(solution: Solution) -> list[Person]:
    """The authors who work here."""
    named = solution.authors.filter(person__isnull=False).select_related("person")
    return [solution.person, *(author.person for author in named if author.person)]


def _write(solution: Solution, facts: Facts, today: date, *, version: int = 1) -> None:
    if facts.year > year_on(today) + 1:
        raise ValidationError({"year": "Năm học chưa đến."})
    if facts.first_applied_on and facts.first_applied_on > today:
        raise ValidationError({"first_applied_on": "Ngày áp dụng lần đầu không được ở tương lai."})
    for name in LABELS:
        setattr(solution, name, getattr(facts, name))
    solution.version = version
    solution.full_clean(exclude=["search_key"])
    solution.save()


def _refuse_changed(stored: Solution, version: int) -> None:
    if stored.version != version:
        raise StaleError(CHANGED, version=stored.version)


def _refuse_past(until: date, at: datetime) -> None:
    if until < timezone.localdate(at):
        raise ValidationError({"until": "Hạn bổ sung không được ở trong quá khứ."})


def _tell_authors(solution: Solution, what: str, text: str, actor: User, at: datetime) -> None:
    notify(
        people_of(solution), kind=NoticeKind.SOLUTION_RETURNED, subject=f"Giải pháp {what}: {solution}"[:200], text=text,
        url=solution.get_absolute_url(), school_id=solution.school_id, actor=actor, at=at,
    )  # fmt: skip
