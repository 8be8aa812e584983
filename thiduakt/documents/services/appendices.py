"""Phụ lục of a draft: tables that a room makes from the school's own data, as they stood when they were taken in."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Appendix
from thiduakt.documents.richtext import MAX_ROWS
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold

from .drafting import keep_saving


@transaction.atomic
def attach(document: Document, appendices: Sequence[Appendix], *, actor: User, at: datetime) -> Document:
    """Each takes the place of the one with its title; a new one comes last."""
    for appendix in appendices:
        if appendix.table and len(appendix.table.rows) > MAX_ROWS:
            raise ValidationError(f"Phụ lục “{appendix.title}” có quá {MAX_ROWS} dòng. Thầy/cô chia thành nhiều phụ lục.")
    locked = _held(document, actor, at)
    newer = {appendix.title: _stored(appendix) for appendix in appendices}
    kept = [newer.pop(one["title"], one) for one in locked.appendices]
    return _store(locked, [*kept, *newer.values()], "Cập nhật phụ lục", actor=actor, at=at)


@transaction.atomic
def detach(document: Document, title: str, *, actor: User, at: datetime) -> Document:
    """Bỏ phụ lục. One that is not there any more is gone already."""
    locked = _held(document, actor, at)
    kept = [one for one in locked.appendices if one["title"] != title]
    return _store(locked, kept, "Bỏ phụ lục", actor=actor, at=at)


def _held(document: Document, actor: User, at: datetime) -> Document:
    locked = hold(document, policies.can_edit, actor=actor, at=at)
    if not locked.is_editable:
        state = locked.get_state_display()
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{state}”, không đổi phụ lục được nữa.")
    return locked


def _stored(appendix: Appendix) -> dict[str, object]:
    """As JSON gives it back: lists in the place of tuples, so that what did not change is seen not to have."""
    values = asdict(appendix)
    if table := values["table"]:
        values["table"] = {"columns": list(table["columns"]), "rows": [list(row) for row in table["rows"]]}
    values["charts"] = [{"title": chart["title"], "bars": list(chart["bars"])} for chart in values["charts"]]
    return values


def _store(locked: Document, appendices: list[dict[str, object]], act: str, *, actor: User, at: datetime) -> Document:
    """A saving of its own, so that whoever is writing meanwhile is not asked about words that nobody changed."""
    before, locked.appendices = locked.appendices, appendices
    if appendices == before:
        return locked
    titles = [str(one["title"]) for one in [*appendices, *before] if one not in before or one not in appendices]
    told = f"{act}: {'; '.join(dict.fromkeys(titles))}."
    locked.version += 1
    locked.save(update_fields=["appendices", "version"])
    keep_saving(locked, actor, at, told[:200])
    record(actor=actor, verb="document.appendices", target=locked, at=at, changes={"phụ lục": told})
    return locked
