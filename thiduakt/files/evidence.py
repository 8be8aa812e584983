"""Minh chứng: files that people send, looked into before they are kept, and kept as long as there is room for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Sum

from .storage import discard, store
from .uploads import (
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

MAX_BYTES = 10 * MEGABYTE  # of one file
AT_ONCE = 10  # files of one sending
PAPERS = {"pdf": (PDF_TYPE, check_pdf), "docx": (DOCX_TYPE, check_docx), "xlsx": (XLSX_TYPE, check_xlsx)}
PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
# What the field of a form offers to choose; phones know pictures by their kind.
ACCEPTED = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,image/jpeg,image/png"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that may be kept: of a picture, what was drawn anew."""

    name: str
    content_type: str
    content: bytes


@dataclass(slots=True)
class Room:
    """How much more may be kept in one place, and what is said where that is too little."""

    left: int  # bytes
    full: str
    files: int = 1_000  # how many more


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


def keep(
    rows: Any, prepared: Iterable[Prepared], *, folder: str, rooms: Iterable[Room], actor: Any, at: datetime, **told: Any
) -> list[str]:
    """As `rows` of their owner, which is locked; a sentence for each file there is no room for. The same file is kept once.

    `told`: what else the row of each file says.
    """
    refusals, rooms = [], list(rooms)
    for file in prepared:
        size = len(file.content)
        full = next((room.full for room in rooms if size > room.left or not room.files), None)
        if full is not None:
            refusals.append(f"{file.name}: {full}")
            continue
        about = {"original_name": file.name, "content_type": file.content_type, "size": size, **told}
        sha256 = store(file.content, folder=folder)
        _, is_new = rows.get_or_create(sha256=sha256, defaults={**about, "uploaded_by": actor, "uploaded_at": at})
        for room in rooms if is_new else ():
            room.left, room.files = room.left - size, room.files - 1
    return refusals


def held(rows: Any) -> int:
    """Bytes."""
    return rows.order_by().aggregate(held=Sum("size"))["held"] or 0


def forget(kind: Any, sha256: str) -> None:
    """After a row of this kind (with its FOLDER) is gone: the file goes too, unless another row names it."""
    if not kind.objects.filter(sha256=sha256).exists():
        discard(kind.FOLDER, sha256)


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
