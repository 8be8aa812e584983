"""Facts out of the exchange format. It may come from any hand: each value is checked as it is read."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from .facts import (
    DISCIPLINES,
    LEVELS,
    MERITS,
    RATINGS,
    Collective,
    Discipline,
    Facts,
    Initiative,
    Leave,
    ReceivedHonor,
    SubjectKind,
)
from .periods import YEARS, read_period, short

MOST_PEOPLE = 100_000  # in one collective
Item = TypeVar("Item")


def facts_from(values: object, kind: SubjectKind = SubjectKind.INDIVIDUAL) -> Facts:
    """Read the exchange format: a key that is left out, or null, is unknown. `kind` is taken where none is given.

    Raises ValidationError, in Vietnamese, for what cannot be read: a wrong date, an unknown rating, a list that is none.
    """
    values = group(values, "tệp")
    subject = group(values.get("subject"), "subject")
    return Facts(
        kind=SubjectKind(_among(tuple(SubjectKind), _or(subject.get("kind"), default=kind), "subject.kind")),
        period=read_period(values.get("period")),
        on=_maybe(values.get("date"), partial(read_day, name="date")),
        recruited_on=_maybe(subject.get("recruited_on"), partial(read_day, name="subject.recruited_on")),
        registered=_maybe(values.get("registered"), partial(_yes_or_no, name="registered")),
        investigation_open=_maybe(values.get("investigation_open"), partial(_yes_or_no, name="investigation_open")),
        ratings=_maybe(values.get("ratings"), _ratings),
        discipline=_rows(values, "discipline", _discipline),
        initiatives=_rows(values, "initiatives", _initiative),
        honors=_rows(values, "honors", _honor),
        leave=_rows(values, "leave", _leave),
        collective=_collective(group(values.get("collective"), "collective")),
    )


def group(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping | None):
        raise ValidationError(f"“{name}” phải là một nhóm giá trị có tên.")
    return value or {}


def read_day(value: object, name: str) -> date:
    try:
        day = date.fromisoformat(value)  # type: ignore[arg-type]  # anything but text is the TypeError below
    except (TypeError, ValueError):
        day = None
    if day is None or day.year not in YEARS:
        raise ValidationError(f"“{name}” phải là ngày ghi như 2023-05-31, không phải “{short(value)}”.")
    return day


def read_text(value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValidationError(f"“{name}” phải là chữ, không được trống.")
    return value.strip()


def _maybe(value: Any, read: Callable[[Any], Item]) -> Item | None:
    return None if value is None else read(value)


def _or(value: Any, *, default: Any) -> Any:
    return default if value is None else value


def _rows(values: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Item]) -> tuple[Item, ...] | None:
    rows = values.get(name)
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValidationError(f"“{name}” phải là một danh sách các nhóm giá trị.")
    return tuple(read(row) for row in rows)


def _ratings(value: Any) -> dict[int, str]:
    known = group(value, "ratings")
    return {read_period(period): _among(RATINGS, name, "ratings") for period, name in known.items() if name is not None}


def _discipline(row: Mapping[str, Any]) -> Discipline:
    on, ended_on = read_day(row.get("on"), "discipline.on"), _maybe(row.get("ended_on"), partial(read_day, name="ended_on"))
    if ended_on is not None and ended_on < on:
        raise ValidationError("“discipline.ended_on” không được trước “discipline.on”.")
    return Discipline(_among(DISCIPLINES, row.get("kind"), "discipline.kind"), on, ended_on)


def _initiative(row: Mapping[str, Any]) -> Initiative:
    level = "tinh" if row.get("level") == "bo" else row.get("level")
    used_for = _maybe(row.get("used_for"), partial(read_text, name="initiatives.used_for"))
    return Initiative(read_period(row.get("period")), _among(LEVELS, level, "initiatives.level"), used_for)


def _honor(row: Mapping[str, Any]) -> ReceivedHonor:
    """What is not said of an honor is as in most: given for the year's merit, and standing."""
    return ReceivedHonor(
        code=read_text(row.get("code"), "honors.code"),
        period=read_period(row.get("period")),
        merit=_among(MERITS, _or(row.get("merit"), default="cong_trang"), "honors.merit"),
        revoked=_yes_or_no(_or(row.get("revoked"), default=False), "honors.revoked"),
    )


def _leave(row: Mapping[str, Any]) -> Leave:
    since, until = read_day(row.get("from"), "leave.from"), read_day(row.get("to"), "leave.to")
    if until < since:
        raise ValidationError("“leave.to” không được trước “leave.from”.")
    return Leave(read_text(row.get("kind"), "leave.kind"), since, until)


def _collective(values: Mapping[str, Any]) -> Collective:
    named = ("size", "completed", "ldtt", "cstdcs")
    counts: dict[str, Any] = {name: _maybe(values.get(name), partial(_count, name)) for name in named}
    disciplined = values.get("disciplined")
    if disciplined is not None:
        if not isinstance(disciplined, list):
            raise ValidationError("“collective.disciplined” phải là một danh sách.")
        disciplined = tuple(_among(DISCIPLINES, kind, "collective.disciplined") for kind in disciplined)
    return Collective(**counts, disciplined=disciplined)


def _yes_or_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ValidationError(f"“{name}” phải là true hoặc false, không phải “{short(value)}”.")
    return value


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_PEOPLE:
        raise ValidationError(f"“collective.{name}” phải là một số đếm, không phải “{short(value)}”.")
    return value


def _among(known: tuple[str, ...], value: Any, name: str) -> str:
    if value not in known:
        raise ValidationError(f"“{name}” phải là một trong {', '.join(known)}, không phải “{short(value)}”.")
    return value
