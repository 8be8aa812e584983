"""Minh chứng của hồ sơ: how much a dossier, a person and a school may hold, and until when files come and go."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from nominations.dossiers.enums import Part
from nominations.dossiers.models import Dossier, DossierFile
from nominations.dossiers.policies import can_write
from thiduakt.audit.services import record
from thiduakt.files import evidence as files
from thiduakt.files.evidence import Room
from thiduakt.files.uploads import MEGABYTE
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import lock

from .writing import held_for

MOST_FILES = 30
OF_A_DOSSIER = 30 * MEGABYTE
OF_A_PERSON = 200 * MEGABYTE
OF_A_SCHOOL = 2048 * MEGABYTE
ADVICE = "Thầy/cô bỏ bớt tệp không cần, hoặc ghép nhiều ảnh vào một tệp PDF."


def add_files(dossier: Dossier, sent: Iterable[File], *, caption: str = "", actor: User, at: datetime) -> list[str]:
    """A sentence for each file that was not kept; the others were. `caption`: what all of them show."""
    if not can_write(actor, dossier, at):
        raise PermissionDenied
    prepared, refusals = files.prepare(sent)
    with transaction.atomic():
        stored = held_for(dossier, Part.EVIDENCE, actor=actor, at=at)
        before = stored.files.count()
        last = stored.files.aggregate(last=Max("position"))["last"] or 0
        refusals += files.keep(
            stored.files, prepared, folder=DossierFile.FOLDER, rooms=_rooms(stored, before, actor), actor=actor, at=at,
            caption=one_line(caption), position=last + 1,
        )  # fmt: skip
        if added := stored.files.count() - before:
            record(actor=actor, verb="dossier.add_files", target=stored, at=at, changes={"số tệp": added})
    return refusals


@transaction.atomic
def remove_file(file: DossierFile, *, actor: User, at: datetime) -> None:
    stored = held_for(file.dossier, Part.EVIDENCE, actor=actor, at=at)
    locked: DossierFile = lock(file)
    record(actor=actor, verb="dossier.remove_file", target=stored, at=at, changes={"tệp": locked.original_name})
    locked.delete()
    transaction.on_commit(partial(files.forget, DossierFile, locked.sha256))


def _rooms(dossier: Dossier, count: int, actor: User) -> list[Room]:
    of_person = DossierFile.objects.filter(uploaded_by=actor)
    of_school = DossierFile.objects.filter(dossier__school=dossier.school_id)
    return [
        Room(
            OF_A_DOSSIER - files.held(dossier.files),
            f"mỗi hồ sơ tới {MOST_FILES} tệp, {OF_A_DOSSIER // MEGABYTE} MB. {ADVICE}",
            files=max(MOST_FILES - count, 0),
        ),
        Room(OF_A_PERSON - files.held(of_person), f"thầy/cô đã gửi đủ {OF_A_PERSON // MEGABYTE} MB minh chứng. {ADVICE}"),
        Room(OF_A_SCHOOL - files.held(of_school), "kho minh chứng của trường đã đầy. Thầy/cô báo quản trị kỹ thuật."),
    ]
