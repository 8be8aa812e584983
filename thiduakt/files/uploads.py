"""Files that arrive: what they are, told by their bytes and not by their name. Refused is what could act by itself."""

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps, UnidentifiedImageError

from thiduakt.vietnamese import nfc

PDF_TYPE = "application/pdf"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
IMAGE_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}  # MPO: a JPEG with a second view behind it
MEGABYTE = 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560  # pixels of a picture that is kept: an A4 sheet at 220 dpi
# Of a Word or Excel file once unpacked: far more than any paper or list has, and still read in a moment.
MAX_PARTS, MAX_UNPACKED, MAX_RATIO = 500, 60 * MEGABYTE, 200
PIECE = MEGABYTE // 4  # bytes of a part that are looked at together
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


def check_image(content: bytes) -> str:
    """The content type of a JPG or PNG that opens whole, of a bearable size, told by its bytes."""
    check_polyglot(content)
    with _opened(content) as image:
        return IMAGE_TYPES[str(image.format)]


def reencoded(content: bytes) -> bytes:
    """The picture alone, drawn anew: upright, no larger than is looked at, without the place, the day and the device."""
    with _opened(content) as image:
        is_png = IMAGE_TYPES[str(image.format)] == "image/png"
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first: the steps after it each make a copy
        kept = ImageOps.exif_transpose(image)
    kept = kept.convert("RGBA" if is_png and kept.has_transparency_data else "RGB")
    kept.info.clear()
    drawn = io.BytesIO()
    kept.save(drawn, "PNG" if is_png else "JPEG", quality=85, optimize=True)
    return drawn.getvalue()


def _opened(content: bytes) -> Image.Image:
    """Its first frame, read to the end."""
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        pixels = image.width * image.height
        if pixels <= MAX_PIXELS:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPG is unpacked no larger than is kept of it
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pixels = MAX_PIXELS + 1
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error):
        raise ValidationError("Tệp ảnh bị hỏng, không mở được. Thầy/cô chụp hoặc quét lại.") from None
    if pixels > MAX_PIXELS:
        raise ValidationError("Ảnh quá lớn (trên 40 triệu điểm ảnh). Thầy/cô chụp lại, hoặc quét ở độ phân giải 200 dpi.")
    return image


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
    cells: re.Pattern[str] | None = None  # names of the parts that are read row by row; each of the others is held whole
    most_tags_around: int | None = None  # in those others together

    @property
    def old_ending(self) -> str:
        return self.ending.removesuffix("x")


WORD = _Office("Word", ".docx", "word/document.xml")
EXCEL = _Office(
    "Excel",
    ".xlsx",
    "xl/workbook.xml",
    most_unpacked=24 * MEGABYTE,
    most_tags=1_500_000,
    cells=re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE),
    most_tags_around=25_000,  # a list has some hundreds, one copied together for years some thousands
)


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
    left, tags, around = min(office.most_unpacked, MAX_RATIO * packed), 0, 0
    for part in parts:
        is_around = office.cells is not None and not office.cells.fullmatch(part.filename)
        is_xml = part.filename.endswith((".xml", ".rels"))
        for piece in _pieces(package, part):
            left, told = left - len(piece), piece.count(b"<")
            tags, around = tags + told, around + told * is_around
            if left < 0 or tags > (office.most_tags or tags) or around > (office.most_tags_around or around):
                raise ValidationError(f"Tệp {office.name} giải nén ra quá lớn. {advice}")
        if is_xml and _reaches_outside(package, part):
            raise ValidationError(f"Tệp {office.name} gọi đến nội dung ở ngoài tệp. {advice}")


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What is really there, a little at a time: the size that the archive tells may lie."""
    with package.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _reaches_outside(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """In whatever letters it is written: of UTF-16 the empty halves are dropped, and other encodings are not read at all.

    A tag that a piece cuts in two is looked at with the next piece; one that does not end is none of an honest file.
    """
    before, is_first = b"", True
    for piece in _pieces(package, part):
        plain = before + (piece.replace(b"\0", b"") if b"\0" in piece else piece)
        if b"<!DOCTYPE" in plain or OUTSIDE.search(plain) or (is_first and OTHER_ENCODING.match(plain)):
            return True
        cut = plain.rfind(b"<")
        before = b"" if cut < 0 or b">" in plain[cut:] else plain[cut:]
        is_first = is_first and len(before) >= len(plain) - 3  # the mark of the order of bytes
        if len(before) > MEGABYTE:
            return True
    return False
