"""Bản ký: the signed and stamped paper, scanned or digitally signed, stored as it came, after it was looked into.

A PDF that is signed bears what was signed as its beginning, byte for byte: that is compared with what was issued.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.enums import CopyOrigin, FileFormat
from thiduakt.documents.models import Document, SignedCopy
from thiduakt.documents.signatures.reading import NOTHING_SIGNED, Reading, is_signed, read_signatures
from thiduakt.files.storage import store
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE, check_image, check_pdf, check_size, shown_name
from thiduakt.school.models import User

MAX_BYTES = 10 * MEGABYTE
# extension: (content type, first bytes)
ACCEPTED = {
    "pdf": (PDF_TYPE, b"%PDF-"),
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
    reading = read_signatures(content) if content_type == PDF_TYPE and is_signed(content) else NOTHING_SIGNED
    copy = SignedCopy(
        document=document,
        original_name=shown_name(name),
        content_type=content_type,
        size=len(content),
        sha256=store(content, folder=SignedCopy.FOLDER),
        uploaded_by=actor,
        uploaded_at=at,
        origin=_origin(document, content, reading),
        signatures=reading.rows() if reading else [],
    )
    copy.full_clean()
    try:
        with transaction.atomic():
            copy.save()
            told = {"sha256": copy.sha256, "origin": copy.origin}
            record(actor=actor, verb="document.add_copy", target=document, at=at, changes=told)
    except IntegrityError:
        copy.validate_constraints()  # the same file at the same moment: refused with the constraint's sentence
        raise
    return copy


def _origin(document: Document, content: bytes, reading: Reading | None) -> CopyOrigin:
    """`reading`: None where the signatures could not be read."""
    drawn = (one.read() for one in document.drawn_files.filter(format=FileFormat.PDF))
    is_issued = any(content.startswith(one) for one in drawn if one)
    if reading is None:
        return CopyOrigin.UNREAD
    if is_issued and not reading.is_extended_only:
        return CopyOrigin.ALTERED
    if reading.signatures:
        return CopyOrigin.SAME if is_issued else CopyOrigin.OTHER
    return CopyOrigin.UNSIGNED if is_issued else CopyOrigin.SCAN


def check_weight(size: int) -> None:
    """`size` in bytes. A form asks before it reads the file into memory."""
    check_size(size, limit=MAX_BYTES, advice="Thầy/cô quét lại ở độ phân giải 200 dpi.")


def _check(name: str, content: bytes) -> str:
    """The content type of a file whose name, first bytes and structure agree."""
    check_weight(len(content))
    extension = name.rpartition(".")[2].lower()
    if extension not in ACCEPTED:
        raise ValidationError("Chỉ nhận tệp PDF, JPG hoặc PNG.")
    content_type, magic = ACCEPTED[extension]
    if not content.startswith(magic):
        raise ValidationError(f"Nội dung tệp không phải là {extension.upper()}. Thầy/cô lưu lại đúng loại rồi tải lên.")
    if extension == "pdf":
        check_pdf(content)
    else:
        check_image(content)
    return content_type
