"""Bài dự thi: sent, changed and withdrawn by its author, until the end of the last day."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, Entry, EntryFile
from campaigns.contests.policies import can_change
from thiduakt.audit.services import record
from thiduakt.files.evidence import Prepared, Room, forget, held, keep, prepare
from thiduakt.files.nameless import nameless
from thiduakt.files.uploads import MEGABYTE, XLSX_TYPE
from thiduakt.permissions import require
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, StaleError, lock

OF_AN_ENTRY = 30 * MEGABYTE
MOST_FILES, MOST_CO_AUTHORS, MOST_ENTRIES = 10, 10, 20  # the last: of one person in one contest
NUMBERS = range(101, 1000)
FIELDS = ("title", "taking_part", "summary")


@dataclass(frozen=True, slots=True)
class Entered:
    """`refusals`: a sentence for each file that was not kept; the entry and the other files were."""

    entry: Entry
    refusals: list[str]


def enter(
    contest: Contest,
    values: Mapping[str, Any],
    *,
    co_authors: Iterable[Person] = (),
    files: Iterable[File] = (),
    actor: User,
    at: datetime,
) -> Entered:
    """A new entry of the actor, alone or with others."""
    require(actor, "contest.enter", on=timezone.localdate(at))
    prepared, refusals = _prepare(files, contest)
    with transaction.atomic():
        held = _held_open(contest, actor, at)
        if held.entries.standing().filter(author=actor.person_id).count() >= MOST_ENTRIES:
            raise ValidationError(f"Mỗi người gửi tối đa {MOST_ENTRIES} bài.")
        taken = set(held.entries.values_list("number", flat=True))
        free = [number for number in NUMBERS if number not in taken]
        if not free:
            raise ValidationError(f"Hội thi đã nhận đủ {len(NUMBERS)} bài.")
        entry = Entry(contest=held, author=actor.person, number=secrets.choice(free), sent_at=at)
        _write(entry, values, co_authors)
        refusals += _keep(entry, prepared, actor=actor, at=at)
        record(actor=actor, verb="contest.enter", target=held, at=at)
    return Entered(entry, refusals)


def change_entry(
    entry: Entry,
    values: Mapping[str, Any],
    *,
    co_authors: Iterable[Person] = (),
    files: Iterable[File] = (),
    version: int,
    actor: User,
    at: datetime,
) -> Entered:
    prepared, refusals = _prepare(files, entry.contest)
    with transaction.atomic():
        held = _held_entry(entry, actor, at)
        if held.version != version:
            raise StaleError(
                "Bài này vừa được sửa ở nơi khác sau khi thầy/cô mở. Nội dung thầy/cô nhập vẫn còn dưới đây: thầy/cô xem "
                "lại, chọn lại tệp rồi gửi.",
                version=held.version,
            )
        held.version += 1
        _write(held, values, co_authors)
        refusals += _keep(held, prepared, actor=actor, at=at)
        record(actor=actor, verb="contest.change", target=held.contest, at=at)
    return Entered(held, refusals)


@transaction.atomic
def withdraw_entry(entry: Entry, *, actor: User, at: datetime) -> None:
    held = _held_entry(entry, actor, at)
    held.is_withdrawn, held.version = True, held.version + 1
    held.save(update_fields=["is_withdrawn", "version"])
    record(actor=actor, verb="contest.withdraw", target=held.contest, at=at)


@transaction.atomic
def remove_file(file: EntryFile, *, actor: User, at: datetime) -> None:
    locked: EntryFile = lock(file)
    entry = _held_entry(locked.entry, actor, at)
    entry.version += 1
    entry.save(update_fields=["version"])
    record(actor=actor, verb="contest.remove_file", target=entry.contest, at=at)
    locked.delete()
    transaction.on_commit(partial(forget, EntryFile, locked.sha256))


def _held_open(contest: Contest, actor: User, at: datetime) -> Contest:
    held: Contest = lock(contest)
    if held.school_id != actor.school_id:
        raise PermissionDenied
    day = timezone.localdate(at)
    if held.state != ContestState.OPEN:
        raise MoveRefusedError(f"Hội thi đang ở trạng thái “{held.get_state_display()}”, không nhận bài.")
    if day < held.opens_on:
        raise MoveRefusedError(f"Hội thi nhận bài từ ngày {held.opens_on:%d/%m/%Y}.")
    if day > held.closes_on:
        raise MoveRefusedError(f"Đã hết hạn nhận bài: hết ngày {held.closes_on:%d/%m/%Y}.")
    return held


def _held_entry(entry: Entry, actor: User, at: datetime) -> Entry:
    contest = lock(entry.contest)
    held: Entry = lock(entry)
    held.contest = contest
    if held.author_id != actor.person_id:
        raise PermissionDenied
    _held_open(contest, actor, at)
    if held.is_withdrawn:
        raise MoveRefusedError("Bài này đã rút.")
    if not can_change(actor, held, at):
        raise PermissionDenied
    return held


def _write(entry: Entry, values: Mapping[str, Any], co_authors: Iterable[Person]) -> None:
    for name in FIELDS:
        setattr(entry, name, values.get(name, ""))
    entry.title, entry.taking_part = one_line(entry.title), one_line(entry.taking_part)
    people = list(dict.fromkeys(co_authors))
    if len(people) > MOST_CO_AUTHORS:
        raise ValidationError({"co_authors": f"Mỗi bài tối đa {MOST_CO_AUTHORS} người cùng dự thi."})
    if any(person.school_id != entry.school_id for person in people):
        raise PermissionDenied
    entry.full_clean()
    entry.save()
    entry.co_authors.set([person for person in people if person.pk != entry.author_id])


def _prepare(files: Iterable[File], contest: Contest) -> tuple[list[Prepared], list[str]]:
    """Where judges are not to know whose an entry is, no file keeps the name of who wrote it."""
    prepared, refusals = prepare(files)
    sheets = [f"{file.name}: không nhận tệp Excel, thầy/cô xuất ra PDF." for file in prepared if _is_sheet(file)]
    kept = [file for file in prepared if not _is_sheet(file)]
    if contest.is_anonymous:
        kept = [replace(file, content=nameless(file.content, file.content_type)) for file in kept]
    return kept, [*refusals, *sheets]


def _is_sheet(file: Prepared) -> bool:
    return file.content_type == XLSX_TYPE


def _keep(entry: Entry, prepared: Iterable[Prepared], *, actor: User, at: datetime) -> list[str]:
    full = f"mỗi bài tới {MOST_FILES} tệp, {OF_AN_ENTRY // MEGABYTE} MB. Thầy/cô bỏ bớt tệp không cần."
    room = Room(OF_AN_ENTRY - held(entry.files), full, files=max(MOST_FILES - entry.files.count(), 0))
    return keep(entry.files, prepared, folder=EntryFile.FOLDER, rooms=[room], actor=actor, at=at)
