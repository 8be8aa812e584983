"""Minh chứng of a result: how much a target and a school may hold, and until when a file may go."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.targets.models import Evidence, Progress
from campaigns.targets.policies import can_report
from thiduakt.audit.services import record
from thiduakt.files import evidence as files
from thiduakt.files.evidence import Prepared, Room
from thiduakt.files.uploads import MEGABYTE
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock

OF_A_TARGET = 60 * MEGABYTE
OF_A_SCHOOL = 2048 * MEGABYTE
ADVICE = "Thầy/cô bỏ bớt tệp không cần, hoặc ghép nhiều ảnh vào một tệp PDF."


def keep(progress: Progress, prepared: Iterable[Prepared], *, actor: User, at: datetime) -> list[str]:
    """Beside a result whose target is locked; a sentence for each file there is no room for."""
    of_target = Evidence.objects.filter(progress__target=progress.target_id)
    of_school = Evidence.objects.filter(progress__target__school=progress.school_id)
    rooms = (
        Room(
            OF_A_TARGET - files.held(of_target),
            f"minh chứng của chỉ tiêu này đã đủ {OF_A_TARGET // MEGABYTE} MB. {ADVICE}",
        ),
        Room(OF_A_SCHOOL - files.held(of_school), "kho minh chứng của trường đã đầy. Thầy/cô báo quản trị kỹ thuật."),
    )
    return files.keep(progress.evidence, prepared, folder=Evidence.FOLDER, rooms=rooms, actor=actor, at=at)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: User, at: datetime) -> None:
    """As long as the result is not checked. The checker then sees that something changed."""
    held = lock(evidence)
    progress = lock(held.progress)
    if not can_report(actor, progress.target, at):
        raise PermissionDenied
    if not progress.is_in_hand:
        raise MoveRefusedError("Kết quả đã được kiểm tra nên minh chứng giữ nguyên.")
    progress.version += 1
    progress.save(update_fields=["version"])
    told = {"tệp": held.original_name}
    record(actor=actor, verb="target.remove_evidence", target=progress.target, at=at, changes=told)
    held.delete()
    transaction.on_commit(partial(files.forget, Evidence, held.sha256))
