"""Minh chứng of a solution, its trials and its replications: how much there is room for, and until when a file may go."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction

from nominations.initiatives.enums import Part
from nominations.initiatives.models import Replication, Solution, SolutionFile, Trial
from nominations.initiatives.policies import can_remove_replication
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.evidence import Prepared, Room
from thiduakt.files.uploads import MEGABYTE
from thiduakt.school.models import User
from thiduakt.workflow import lock

from .holding import hold_part, touched

OF_A_SOLUTION = 30 * MEGABYTE
OF_A_PERSON = 200 * MEGABYTE
OF_A_SCHOOL = 2048 * MEGABYTE
ADVICE = "Thầy/cô bỏ bớt tệp không cần, hoặc ghép nhiều ảnh vào một tệp PDF."


def add_files(solution: Solution, files: Iterable[File], *, actor: User, at: datetime) -> list[str]:
    """Of the solution as a whole; a sentence for each file that was not kept."""
    prepared, refusals = evidence.prepare(files)
    with transaction.atomic():
        held = hold_part(solution, Part.EVIDENCE, actor=actor, at=at)
        refusals += keep(held, prepared, actor=actor, at=at)
        touched(held)
        told = {"số tệp": len(prepared)}
        record(actor=actor, verb="solution.add_evidence", target=held, at=at, changes=told)
    return refusals


@transaction.atomic
def remove_file(file: SolutionFile, *, actor: User, at: datetime) -> None:
    """By whoever may change what it shows."""
    held: SolutionFile = lock(file)
    if held.replication:
        solution = lock(held.solution)
        if not can_remove_replication(actor, held.replication, at):
            raise PermissionDenied
    else:
        part = Part.TRIALS if held.trial_id else Part.EVIDENCE
        solution = hold_part(held.solution, part, actor=actor, at=at)
    touched(solution)
    told = {"tệp": held.original_name}
    record(actor=actor, verb="solution.remove_evidence", target=solution, at=at, changes=told)
    held.delete()
    transaction.on_commit(partial(evidence.forget, SolutionFile, held.sha256))


def keep(
    solution: Solution,
    prepared: Iterable[Prepared],
    *,
    trial: Trial | None = None,
    replication: Replication | None = None,
    actor: User,
    at: datetime,
) -> list[str]:
    """Beside a solution that is locked; a sentence for each file there is no room for."""
    own = SolutionFile.objects.filter(uploaded_by=actor)
    of_school = SolutionFile.objects.filter(solution__school=solution.school_id)
    rooms = (
        Room(
            OF_A_SOLUTION - evidence.held(solution.files),
            f"minh chứng của giải pháp này đã đủ {OF_A_SOLUTION // MEGABYTE} MB. {ADVICE}",
        ),
        Room(OF_A_PERSON - evidence.held(own), f"thầy/cô đã nộp đủ {OF_A_PERSON // MEGABYTE} MB minh chứng. {ADVICE}"),
        Room(OF_A_SCHOOL - evidence.held(of_school), "kho minh chứng của trường đã đầy. Thầy/cô báo quản trị kỹ thuật."),
    )
    return evidence.keep(
        solution.files, prepared, folder=SolutionFile.FOLDER, rooms=rooms, actor=actor, at=at, trial=trial,
        replication=replication,
    )  # fmt: skip


def forget_all(files: Iterable[SolutionFile]) -> None:
    """Of a trial or a replication that goes: its rows went with it, the bytes go once that stands."""
    for file in files:
        transaction.on_commit(partial(evidence.forget, SolutionFile, file.sha256))
