"""Files that arrive: what they are, told by their bytes and not by their name. Refused is what could act by itself."""

import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError

from thiduakt.vietnamese import nfc

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEGABYTE = 1024 * 1024
# Of a Word file once unpacked: far more than any paper has, and still read in a moment.
MAX_PARTS, MAX_UNPACKED, MAX_RATIO = 500, 60 * MEGABYTE, 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wraps an encrypted file in, and what .doc is
ACTIVE_PART = re.compile(r"vbaProject|/embeddings/|/activeX/|customUI|oleObject", re.IGNORECASE)
# A link to a web page is read by nobody before it is pressed; everything else that lies outside is fetched on opening.
OUTSIDE = re.compile(rb"<Relationship\b(?=[^>]*TargetMode=[\"']External)(?![^>]*/hyperlink[\"'])", re.IGNORECASE)


def shown_name(name: str) -> str:
    """The last part of a path as any system writes it, without characters that cannot be seen. It names no place here."""
    bare = PureWindowsPath(nfc(name)).name
    return "".join(mark for mark in bare if mark.isprintable())[-200:]


def check_size(size: int, *, limit: int, advice: str) -> None:
    """`size` and `limit` in bytes. A form asks before it reads the file into memory."""
    if not size:
        raise ValidationError("Tệp rỗng. Thầy/cô chọn lại tệp.")
    if size > limit:
        raise ValidationError(f"Tệp nặng {_megabytes(size)} MB, chỉ nhận tệp tới {limit // MEGABYTE} MB. {advice}")


def _megabytes(size: int) -> str:
    """Rounded up, so that what is too heavy never looks as if it fitted."""
    return f"{math.ceil(size / MEGABYTE * 10) / 10:.1f}".replace(".", ",")


def check_polyglot(content: bytes) -> None:
    """What is no archive by its first bytes must not be one by its last: two programs would read two files."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise ValidationError("Tệp vừa là văn bản vừa là tệp nén. Thầy/cô xuất lại tệp rồi tải lên.")


def check_pdf(content: bytes) -> None:
    """A PDF that opens, has pages, and runs or carries nothing."""
    if not content.startswith(b"%PDF-"):
        raise ValidationError("Nội dung tệp không phải là PDF. Thầy/cô lưu lại đúng loại rồi tải lên.")
    check_polyglot(content)
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


def check_docx(content: bytes) -> None:
    """A Word file that unpacks to a bearable size and runs, embeds and fetches nothing."""
    if content.startswith(OLE):
        raise ValidationError(
            "Tệp Word có mật khẩu hoặc thuộc loại .doc cũ. Thầy/cô mở bằng Word, lưu thành .docx không mật khẩu."
        )
    if not content.startswith(b"PK\x03\x04"):
        raise ValidationError("Nội dung tệp không phải là Word (.docx). Thầy/cô lưu lại đúng loại rồi tải lên.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(package, len(content))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise ValidationError("Tệp Word bị hỏng, không mở được. Thầy/cô mở bằng Word rồi lưu lại.") from None


def _check_package(package: zipfile.ZipFile, packed: int) -> None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS:
        raise ValidationError("Tệp Word có quá nhiều phần bên trong. Thầy/cô chép nội dung sang một tệp mới.")
    if "word/document.xml" not in package.namelist():
        raise ValidationError("Nội dung tệp không phải là Word (.docx). Thầy/cô lưu lại đúng loại rồi tải lên.")
    if any(ACTIVE_PART.search(part.filename) for part in parts):
        raise ValidationError("Tệp Word có mã lệnh hoặc tệp nhúng bên trong. Thầy/cô chép nội dung sang một tệp mới.")
    left = min(MAX_UNPACKED, MAX_RATIO * packed)
    for part in parts:
        with package.open(part) as stream:
            content = stream.read(left + 1)  # what is really there: the size that the archive tells may lie
        left -= len(content)
        if left < 0:
            raise ValidationError("Tệp Word giải nén ra quá lớn. Thầy/cô chép nội dung sang một tệp mới.")
        if part.filename.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in content or OUTSIDE.search(content)):
            raise ValidationError("Tệp Word gọi đến nội dung ở ngoài tệp. Thầy/cô chép nội dung sang một tệp mới.")
