"""Bản ký: the signed and stamped paper, scanned or digitally signed, stored as it came, after it was looked into."""

import hashlib
import io
import math
import secrets
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Any

import pikepdf
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from PIL import Image, UnidentifiedImageError

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.models import Document, SignedCopy
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
FOLDER = "signed"
# extension: (content type, first bytes)
ACCEPTED = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}


def add_signed_copy(document: Document, *, name: str, content: bytes, actor: User, at: datetime) -> SignedCopy:
    """Keep `content` beside the issued document. A file that is not what it says, or could act by itself, is refused."""
    if not policies.can_issue(actor, document, at):
        raise PermissionDenied
    if not document.is_numbered:
        raise ValidationError("Chỉ tải bản ký lên sau khi văn bản đã được cấp số.")
    content_type = _check(name, content)
    path = Path(FOLDER) / secrets.token_hex(16)
    copy = SignedCopy(
        document=document,
        path=str(path),
        original_name=_shown_name(name),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=actor,
        uploaded_at=at,
    )
    copy.full_clean()
    stored = settings.MEDIA_ROOT / path
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.write_bytes(content)
    try:
        with transaction.atomic():
            copy.save()
            record(actor=actor, verb="document.add_copy", target=document, at=at, changes={"sha256": copy.sha256})
    except BaseException as trouble:
        stored.unlink()
        if isinstance(trouble, IntegrityError):
            copy.validate_constraints()  # the same file at the same moment: refused with the constraint's sentence
        raise
    return copy


def _shown_name(name: str) -> str:
    """The last part of a path as any system writes it, without characters that cannot be seen. It names no place here."""
    bare = PureWindowsPath(nfc(name)).name
    return "".join(mark for mark in bare if mark.isprintable())[-200:]


def check_size(size: int) -> None:
    """`size` in bytes. A form asks before it reads the file into memory."""
    if not size:
        raise ValidationError("Tệp rỗng. Thầy/cô chọn lại tệp.")
    if size > MAX_BYTES:
        raise ValidationError(
            f"Tệp nặng {_megabytes(size)} MB, chỉ nhận tệp tới 10 MB. Thầy/cô quét lại ở độ phân giải 200 dpi."
        )


def _megabytes(size: int) -> str:
    """Rounded up, so that what is too heavy never looks as if it fitted."""
    return f"{math.ceil(size / 1024 / 1024 * 10) / 10:.1f}".replace(".", ",")


def _check(name: str, content: bytes) -> str:
    """The content type of a file whose name, first bytes and structure agree."""
    check_size(len(content))
    extension = name.rpartition(".")[2].lower()
    if extension not in ACCEPTED:
        raise ValidationError("Chỉ nhận tệp PDF, JPG hoặc PNG.")
    content_type, magic = ACCEPTED[extension]
    if not content.startswith(magic):
        raise ValidationError(f"Nội dung tệp không phải là {extension.upper()}. Thầy/cô lưu lại đúng loại rồi tải lên.")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise ValidationError("Tệp vừa là văn bản vừa là tệp nén. Thầy/cô xuất lại tệp rồi tải lên.")
    if extension == "pdf":
        _check_pdf(content)
    else:
        _check_image(content)
    return content_type


def _check_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            names = {name for obj in pdf.objects for name in _names(obj)}
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise ValidationError("Tệp PDF có mật khẩu. Thầy/cô bỏ mật khẩu rồi tải lên.") from None
    except pikepdf.PdfError:
        raise ValidationError("Tệp PDF bị hỏng, không mở được. Thầy/cô xuất lại tệp.") from None
    if not pages:
        raise ValidationError("Tệp PDF không có trang nào.")
    if names & {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia"}:
        raise ValidationError("Tệp PDF có mã lệnh hoặc tệp đính kèm bên trong. Thầy/cô in ra PDF mới rồi tải lên.")


def _names(obj: Any) -> Iterator[str]:
    """The keys and the kinds of action of one indirect object, however deep; other indirect ones have their own turn."""
    if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        yield from obj.keys()
        yield str(obj.get("/S", ""))
        children = [value for _, value in obj.items()]
    else:
        children = list(obj) if isinstance(obj, pikepdf.Array) else []
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _names(child)


def _check_image(content: bytes) -> None:
    try:
        with Image.open(io.BytesIO(content)) as image:
            pixels = image.width * image.height
            if pixels <= MAX_PIXELS:
                image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError("Tệp ảnh bị hỏng, không mở được. Thầy/cô quét hoặc chụp lại.") from None
    if pixels > MAX_PIXELS:
        raise ValidationError("Ảnh quá lớn (trên 40 triệu điểm ảnh). Thầy/cô quét lại ở độ phân giải 200 dpi.")
