"""Minh chứng: files looked into before they are kept, pictures drawn anew, and how much a target and a school may hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Sum

from campaigns.targets.models import Evidence, Progress
from campaigns.targets.policies import can_report
from thiduakt.audit.services import record
from thiduakt.files.storage import discard, store
from thiduakt.files.uploads import (
    DOCX_TYPE,
    MEGABYTE,
    PDF_TYPE,
    XLSX_TYPE,
    check_docx,
    check_image,
    check_pdf,
    check_size,
    check_xlsx,
    reencoded,
    shown_name,
)
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock

MAX_BYTES = 10 * MEGABYTE  # of one file
OF_A_TARGET = 60 * MEGABYTE
OF_A_SCHOOL = 2048 * MEGABYTE
AT_ONCE = 10  # files of one sending
ROOM = "Thầy/cô bỏ bớt tệp không cần, hoặc ghép nhiều ảnh vào một tệp PDF."
PAPERS = {"pdf": (PDF_TYPE, check_pdf), "docx": (DOCX_TYPE, check_docx), "xlsx": (XLSX_TYPE, check_xlsx)}
PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that may be kept: of a picture, what was drawn anew."""

    name: str
    content_type: str
    content: bytes


def prepare(files: Iterable[File]) -> tuple[list[Prepared], list[str]]:
    """Those that may be kept, and a sentence for each that may not. It takes a while, so no row is held meanwhile."""
    prepared, refusals = [], []
    named = [(shown_name(file.name or ""), file) for file in files]
    for name, file in named[:AT_ONCE]:
        try:
            prepared.append(_looked_into(name, file))
        except ValidationError as refusal:
            refusals.append(f"{name}: {' '.join(refusal.messages)}")
    left = [f"{name}: mỗi lần gửi tới {AT_ONCE} tệp. Thầy/cô gửi tệp này ở lần sau." for name, _ in named[AT_ONCE:]]
    return prepared, [*refusals, *left]


def keep(progress: Progress, prepared: Iterable[Prepared], *, actor: User, at: datetime) -> list[str]:
    """Beside a result whose target is locked; a sentence for each file there is no room for. The same file is kept once."""
    target_left = OF_A_TARGET - _held(Evidence.objects.filter(progress__target=progress.target_id))
    school_left = OF_A_SCHOOL - _held(Evidence.objects.filter(progress__target__school=progress.school_id))
    refusals = []
    for file in prepared:
        size = len(file.content)
        if size > target_left:
            refusals.append(f"{file.name}: minh chứng của chỉ tiêu này đã đủ {OF_A_TARGET // MEGABYTE} MB. {ROOM}")
        elif size > school_left:
            refusals.append(f"{file.name}: kho minh chứng của trường đã đầy. Thầy/cô báo quản trị kỹ thuật.")
        else:
            told = {"original_name": file.name, "content_type": file.content_type, "size": size}
            sha256 = store(file.content, folder=Evidence.FOLDER)
            _, is_new = progress.evidence.get_or_create(
                sha256=sha256, defaults={**told, "uploaded_by": actor, "uploaded_at": at}
            )
            if is_new:
                target_left, school_left = target_left - size, school_left - size
    return refusals


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
    transaction.on_commit(partial(_forget, held.sha256))


def _forget(sha256: str) -> None:
    if not Evidence.objects.filter(sha256=sha256).exists():
        discard(Evidence.FOLDER, sha256)


def _held(rows: models.QuerySet[Evidence]) -> int:
    return rows.order_by().aggregate(held=Sum("size"))["held"] or 0


def _looked_into(name: str, file: File) -> Prepared:
    """Name, first bytes and structure agree."""
    check_size(file.size, limit=MAX_BYTES, advice="Thầy/cô chụp ở cỡ nhỏ hơn, hoặc chia thành nhiều tệp.")
    extension = name.rpartition(".")[2].lower()
    if extension in {"heic", "heif"}:
        raise ValidationError("Ảnh HEIC chưa đọc được. Thầy/cô đặt máy ảnh chụp kiểu “Tương thích nhất” (JPG) rồi chụp lại.")
    if extension not in PAPERS and extension not in PICTURES:
        raise ValidationError("Chỉ nhận ảnh JPG, PNG và tệp PDF, Word (.docx), Excel (.xlsx).")
    content = file.read()
    if extension in PAPERS:
        content_type, check = PAPERS[extension]
        check(content)
        return Prepared(name, content_type, content)
    if check_image(content) != PICTURES[extension]:
        raise ValidationError(f"Nội dung tệp không phải là {extension.upper()}. Thầy/cô lưu lại đúng loại rồi tải lên.")
    return Prepared(name, PICTURES[extension], reencoded(content))
