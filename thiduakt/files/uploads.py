"""Files that arrive: what they are, told by their bytes and not by their name. Refused is what could act by itself."""

import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError

from thiduakt.vietnamese import nfc

PDF_TYPE = "application/pdf"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEGABYTE = 1024 * 1024
# Of a Word or Excel file once unpacked: far more than any paper or list has, and still read in a moment.
MAX_PARTS, MAX_UNPACKED, MAX_RATIO = 500, 60 * MEGABYTE, 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wraps an encrypted file in, and what .doc is
ACTIVE_PART = re.compile(r"vbaProject|/embeddings/|/activeX/|customUI|oleObject|/externalLinks/", re.IGNORECASE)
# A link to a web page is read by nobody before it is pressed; everything else that lies outside is fetched on opening.
OTHER_ENCODING = re.compile(rb"[^<]{0,3}<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?(?:8|16)[\"'])", re.IGNORECASE)
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
    _check_office(content, WORD)


def check_xlsx(content: bytes) -> None:
    """The same of an Excel file; besides, what its cells and tables weigh for whoever reads them."""
    _check_office(content, EXCEL)


@dataclass(frozen=True, slots=True)
class _Office:
    name: str
    ending: str
    main_part: str
    most_unpacked: int = MAX_UNPACKED
    most_tags: int | None = None  # in all parts together: reading costs by the tag, not by the byte

    @property
    def old_ending(self) -> str:
        return self.ending.removesuffix("x")


WORD = _Office("Word", ".docx", "word/document.xml")
EXCEL = _Office("Excel", ".xlsx", "xl/workbook.xml", most_unpacked=24 * MEGABYTE, most_tags=1_500_000)


def _check_office(content: bytes, office: _Office) -> None:
    if content.startswith(OLE):
        raise ValidationError(
            f"Tệp {office.name} có mật khẩu hoặc thuộc loại {office.old_ending} cũ. "
            f"Thầy/cô mở bằng {office.name}, lưu thành {office.ending} không mật khẩu."
        )
    if not content.startswith(b"PK\x03\x04"):
        raise ValidationError(
            f"Nội dung tệp không phải là {office.name} ({office.ending}). Thầy/cô lưu lại đúng loại rồi tải lên."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(package, len(content), office)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise ValidationError(
            f"Tệp {office.name} bị hỏng, không mở được. Thầy/cô mở bằng {office.name} rồi lưu lại."
        ) from None


def _check_package(package: zipfile.ZipFile, packed: int, office: _Office) -> None:
    parts, advice = package.infolist(), "Thầy/cô chép nội dung sang một tệp mới."
    if len(parts) > MAX_PARTS:
        raise ValidationError(f"Tệp {office.name} có quá nhiều phần bên trong. {advice}")
    if office.main_part not in package.namelist():
        raise ValidationError(
            f"Nội dung tệp không phải là {office.name} ({office.ending}). Thầy/cô lưu lại đúng loại rồi tải lên."
        )
    if any(ACTIVE_PART.search(part.filename) for part in parts):
        raise ValidationError(f"Tệp {office.name} có mã lệnh hoặc tệp nhúng, liên kết bên trong. {advice}")
    left, tags = min(office.most_unpacked, MAX_RATIO * packed), 0
    for part in parts:
        content = bytearray()
        with package.open(part) as stream:  # what is really there: the size that the archive tells may lie
            while len(content) <= left and (piece := stream.read(MEGABYTE)):
                content += piece
        left, tags = left - len(content), tags + content.count(b"<")
        if left < 0 or (office.most_tags and tags > office.most_tags):
            raise ValidationError(f"Tệp {office.name} giải nén ra quá lớn. {advice}")
        if part.filename.endswith((".xml", ".rels")) and _reaches_outside(content):
            raise ValidationError(f"Tệp {office.name} gọi đến nội dung ở ngoài tệp. {advice}")


def _reaches_outside(xml: bytearray) -> bool:
    """In whatever letters it is written: of UTF-16 the empty halves are dropped, and other encodings are not read at all."""
    plain = xml.replace(b"\0", b"") if b"\0" in xml else xml
    return b"<!DOCTYPE" in plain or bool(OUTSIDE.search(plain)) or bool(OTHER_ENCODING.match(plain))
