"""The only writer of any `state`.

A workflow is a table: where a move leads from and to, who may take it, and what is still missing. Buttons, enforcement, the
list of one's tasks and the tests read the same table.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from thiduakt.audit.closed import refuse_closed
from thiduakt.audit.services import record
from thiduakt.vietnamese import capitalized

STALE = (
    "Có người vừa lưu sau khi thầy/cô mở trang. Nội dung thầy/cô nhập vẫn còn dưới đây: thầy/cô mở lại ở cửa sổ khác, so "
    "lại rồi lưu."
)


class MoveRefusedError(ValidationError):
    """The step is this person's, but cannot be taken yet. `messages` say why, in Vietnamese."""


class StaleError(ValidationError):
    """Somebody else saved the row in the meantime. Nothing was stored; `version` is the one that stands now."""

    def __init__(self, sentence: str, *, version: int):
        super().__init__(sentence)
        self.version = version


class GoneError(ValidationError):
    """Somebody deleted the row after this person had opened its page."""

    def __init__(self, obj: Any):
        name = capitalized(obj._meta.verbose_name)
        super().__init__(f"{name} này không còn nữa: vừa có người xóa trong lúc thầy/cô đang mở.")


class Missing(str):
    """One sentence on what is missing, and where it is mended, for a link: in the form field `field`, or on a page `url`."""

    __slots__ = ("field", "url")

    field: str
    url: str

    def __new__(cls, sentence: str, field: str = "", url: str = "") -> Self:
        missing = super().__new__(cls, sentence)
        missing.field, missing.url = field, url
        return missing


def _nothing_missing(obj: Any) -> Sequence[str]:
    return []


@dataclass(frozen=True, slots=True)
class Move:
    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    allowed: Callable[[Any, Any, datetime], bool]  # (actor, obj, at)
    blockers: Callable[[Any], Sequence[str]] = _nothing_missing
    needs_reason: bool = False
    warning: str = ""  # what becomes irreversible, shown before the step is taken


class Workflow:
    """The moves of one kind of object, by name. `untold`: settled fields whose values have no place in the log."""

    def __init__(self, name: str, *moves: Move, untold: Collection[str] = ("signed_paper", "snapshot")):
        self.name = name
        self.moves = {move.name: move for move in moves}
        self.untold = untold

    def verb(self, move: Move) -> str:
        """The audit verb: `document.issue`."""
        return f"{self.name}.{move.name}"

    def open_to(self, actor: Any, obj: Any, at: datetime) -> list[Move]:
        """The moves this person could take from the present state, blocked ones included."""
        return [move for move in self.moves.values() if obj.state in move.sources and move.allowed(actor, obj, at)]


@transaction.atomic
def perform(
    flow: Workflow,
    obj: Any,
    action: str,
    *,
    actor: Any,
    at: datetime,
    reason: str = "",
    settle: Callable[[Any], dict[str, Any]] | None = None,
) -> Any:
    """Move `obj`, or raise PermissionDenied or MoveRefusedError and change nothing.

    `settle` is called with the locked row once every check has passed; the values it returns are written in the same UPDATE
    as the state, so that no constraint ever sees the one without the other, and stand in the audit event.
    """
    move = flow.moves[action]
    locked = lock(obj)
    if not move.allowed(actor, locked, at):
        raise PermissionDenied
    refuse_closed(locked)
    if locked.state not in move.sources:
        raise MoveRefusedError(f"Đang ở trạng thái “{locked.get_state_display()}”, không làm được bước “{move.label}”.")
    if move.needs_reason and not reason.strip():
        raise MoveRefusedError("Thầy/cô cần ghi rõ lý do.")
    if missing := move.blockers(locked):
        raise MoveRefusedError(list(missing))

    before, locked.state = locked.state, move.target
    settled = settle(locked) if settle else {}
    for name, value in settled.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", *settled])
    told = {name: str(value) for name, value in settled.items() if name not in flow.untold}
    changes = {"state": [before, move.target], **told}
    record(actor=actor, verb=flow.verb(move), target=locked, at=at, changes=changes, reason=reason.strip())
    return locked


def lock(obj: Any) -> Any:
    """The row as it stands now, held until the transaction ends. SQLite holds the whole database instead."""
    held = type(obj)._base_manager.select_for_update(of=("self",)).filter(pk=obj.pk).first()
    if held is None:
        raise GoneError(obj)
    return held


def lock_all(objs: Iterable[Any]) -> list[Any]:
    """`lock` for several rows of one table, in the order of their keys, before the first of them is written of in the log.

    The head of the log is a row that everybody waits for: whoever holds it may wait for nobody else.
    """
    rows = list(objs)
    held = {obj.pk: lock(obj) for obj in sorted(rows, key=lambda obj: obj.pk)}
    return [held[obj.pk] for obj in rows]


def hold(obj: Any, allowed: Callable[[Any, Any, datetime], bool], *, actor: Any, at: datetime) -> Any:
    """`lock`, for whoever is `allowed` to change the row as it stands now: (actor, obj, at)."""
    held = lock(obj)
    if not allowed(actor, held, at):
        raise PermissionDenied
    refuse_closed(held)
    return held


def refuse_stale(held: Any, version: int) -> None:
    """Of a form begun from `version`: nobody may have saved the row since."""
    if held.version != version:
        raise StaleError(STALE, version=held.version)
