"""The file of a text: PDF or Word, kept under its hash in the store."""

from django.core.exceptions import ValidationError

from thiduakt.files import storage
from thiduakt.files.uploads import DOCX_TYPE, MEGABYTE, PDF_TYPE, check_docx, check_pdf, check_size, shown_name

from .models import FOLDER, LegalText

MAX_BYTES = 10 * MEGABYTE
ACCEPTED = {"pdf": (PDF_TYPE, check_pdf), "docx": (DOCX_TYPE, check_docx)}
ADVICE = "Thầy/cô quét lại ở độ phân giải 200 dpi hoặc chọn tệp Word."


def check_weight(size: int) -> None:
    check_size(size, limit=MAX_BYTES, advice=ADVICE)


def attach(text: LegalText, name: str, content: bytes) -> None:
    """Store `content` and name it in the row, which the caller saves. ValidationError where the file is not to be kept."""
    try:
        content_type = _check(name, content)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from refusal
    text.file_name, text.content_type, text.size = shown_name(name), content_type, len(content)
    text.sha256 = storage.store(content, folder=FOLDER)


def stored_file(text: LegalText) -> bytes | None:
    """What was uploaded; None where there is none, or it is lost or no longer whole."""
    return storage.read(FOLDER, text.sha256) if text.sha256 else None


def _check(name: str, content: bytes) -> str:
    """The content type of a file whose name and content agree."""
    check_weight(len(content))
    extension = name.rpartition(".")[2].lower()
    if extension not in ACCEPTED:
        raise ValidationError("Chỉ nhận tệp PDF hoặc Word (.docx).")
    content_type, check = ACCEPTED[extension]
    check(content)
    return content_type
