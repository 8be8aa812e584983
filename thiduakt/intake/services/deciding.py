"""What a person decides about lines among “Cần xem”: whom one is about, that a value is right, that it is left out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from thiduakt.audit.services import record
from thiduakt.intake.enums import BatchState, RowStatus
from thiduakt.intake.flows import can_enter
from thiduakt.intake.kinds.base import VALUE
from thiduakt.intake.lines import AS_IT_IS, LEAVE
from thiduakt.intake.models import Batch, Row
from thiduakt.intake.places import place_of
from thiduakt.school.models import User
from thiduakt.workflow import hold

from .batches import next_version
from .checking import lines_of, resolve_lines, save_lines

WHO = ("staff_code", "pupil_code", "born_on", "group_name", "class_name")  # columns that tell namesakes apart
UNDO = "undo"  # take a decision back: the line is asked about again


def decide(
    batch: Batch, answers: Mapping[int, str], *, for_all_alike: bool = False, version: int, actor: User, at: datetime
) -> Batch:
    """`answers`: the number of a row -> the id of a choice, LEAVE or UNDO. `for_all_alike`: also for every other waiting
    row of the sheet that asks the same.
    """
    if not answers:
        raise ValidationError("Thầy/cô chưa chọn cho dòng nào.")
    with transaction.atomic():
        locked = _held(batch, version, actor, at)
        asked = {row.number: row for row in locked.rows.filter(number__in=answers)}
        chosen = {number: _checked(asked.get(number), number, answer) for number, answer in answers.items()}
        if for_all_alike:
            chosen = {**_alike(locked, asked, answers), **chosen}
        _settle_anew(locked, chosen, actor, at)
        locked.prepared_by = actor
        locked.save(update_fields=["version", "prepared_by"])
        record(actor=actor, verb="intake.decide", target=locked, at=at, changes={"số dòng": len(chosen)})
    return locked


def _held(batch: Batch, version: int, actor: User, at: datetime) -> Batch:
    locked: Batch = hold(batch, can_enter, actor=actor, at=at)
    locked.version = next_version(locked, version)["version"]
    if locked.state != BatchState.CHECKED:
        raise ValidationError(f"Lượt nhập {locked.get_state_display()}, không chọn cho các dòng được nữa.")
    return locked


def _checked(row: Row | None, number: int, answer: str) -> str:
    """What is kept of an answer. Only what was offered counts; a second question's answer joins the first one's."""
    if row is None:
        raise ValidationError(f"Tệp không có dòng {place_of(number)}. Thầy/cô tải lại trang.")
    if answer in {LEAVE, UNDO}:
        return LEAVE if answer == LEAVE else ""
    if answer not in {choice[0] for choice in row.choices}:
        raise ValidationError(f"Dòng {row.place}: lựa chọn này không còn nữa. Thầy/cô tải lại trang rồi chọn lại.")
    return f"{row.chosen} {answer}".strip()


def _alike(batch: Batch, asked: Mapping[int, Row], answers: Mapping[int, str]) -> dict[int, str]:
    """The same answer for each waiting row that offers the same choices for the same reason."""
    places = [batch.columns[name] for name in WHO if name in batch.columns]
    looked_at = (row for row in asked.values() if row.status == RowStatus.LOOK)
    given = {_question(row, places): answers[row.number] for row in looked_at}
    waiting = [(_question(row, places), row) for row in batch.rows.filter(status=RowStatus.LOOK)]
    return {row.number: _checked(row, row.number, given[question]) for question, row in waiting if question in given}


def _question(row: Row, places: Sequence[int]) -> str:
    """Of all namesakes the same sentence asks: whom rows mean is one question only where they tell the same of them."""
    is_of_a_value = row.choices == [list(AS_IT_IS)] or all(choice[0].startswith(VALUE) for choice in row.choices)
    told = [] if is_of_a_value else [row.cells[place] if place < len(row.cells) else None for place in places]
    return repr((row.messages, row.choices, told))


def _settle_anew(batch: Batch, chosen: Mapping[int, str], actor: User, at: datetime) -> None:
    """One answer may bear on other rows (two that say the same), so all are resolved again."""
    stored = list(batch.rows.all())
    lines = lines_of(batch, stored, chosen)
    resolve_lines(batch, lines, actor, at)
    save_lines(batch, stored, lines)
