"""The file itself: a zip of XML parts (ISO/IEC 29500-2). Everything is weighed before anything is parsed.

Only the parts that hold words and numbers are ever unpacked. Nothing is fetched: what leads out of the file, its pictures
and its macros are not even looked at.
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from lxml import etree

from .xml import Element

FILE_LIMIT = 10 * 1024 * 1024  # bytes
MAX_PARTS = 2_000
MAX_INFLATED = 100 * 1024 * 1024  # bytes of the whole file, pictures included, as it says of itself
MAX_PART = 8 * 1024 * 1024  # bytes of one part that is read; the XML of a plan of seven pages takes 0.3
MAX_TAGS = 150_000  # in one part; a plan of seven pages has 20,000
MAX_RATIO = 200  # inflated to packed, of a part of more than a megabyte: typed text comes to 30 at most

TOO_BIG = "Tệp Word lớn hơn 10 MB. Thầy/cô hãy bỏ ảnh trong tệp, hoặc chép phần chữ rồi dán vào ô văn bản."
BROKEN = (
    "Tệp Word bị hỏng hoặc thiếu, không mở được. Thầy/cô hãy mở tệp trong Word, chọn Lưu thành (Save As) một tệp .docx mới "
    "rồi chọn tệp mới đó."
)
BOMB = (
    "Tệp nén khác thường: bung ra lớn quá mức của một văn bản. Thầy/cô hãy mở tệp trong Word, chép phần chữ sang một tệp "
    "mới, lưu thành .docx rồi chọn tệp mới đó."
)
ENCRYPTED = (
    "Tệp Word có mật khẩu nên không đọc được. Trong Word, thầy/cô chọn Tệp (File), Thông tin (Info), Bảo vệ tài liệu "
    "(Protect Document), xóa mật khẩu mở tệp rồi lưu lại."
)
OLD_WORD = "Đây là tệp Word cũ (.doc). Thầy/cô hãy mở trong Word, chọn Lưu thành (Save As), kiểu Word Document (.docx)."
MACROS = (
    "Tệp Word có macro (.docm) nên không nhận. Thầy/cô hãy mở trong Word, chọn Lưu thành (Save As), kiểu Word Document "
    "(.docx)."
)
OTHER_PROGRAM = "Đây là tệp {name}, không phải tệp Word (.docx). Thầy/cô hãy chọn tệp .docx, hoặc chép phần chữ rồi dán."
NOT_WORD = OTHER_PROGRAM.format(name="nén")

OLE = b"\xd0\xcf\x11\xe0"  # the container of Word 97-2003, and of every encrypted .docx
ZIP = b"PK\x03\x04"
STRICT, TRANSITIONAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
STRICT_NAMES = {
    STRICT + b"wordprocessingml/main": TRANSITIONAL + b"wordprocessingml/2006/main",
    STRICT + b"officeDocument/relationships": TRANSITIONAL + b"officeDocument/2006/relationships",
}
MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "",
    "application/vnd.ms-word.document.macroEnabled.main+xml": MACROS,
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": MACROS,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": OTHER_PROGRAM.format(name="Excel"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": OTHER_PROGRAM.format(
        name="PowerPoint"
    ),
}


@dataclass
class Parts:
    """The parsed parts; one that the file does not have is None."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    # Words outside the text, by the kind of their part: "footnotes", "endnotes", "comments", "header", "footer".
    others: list[tuple[str, Element]] = field(default_factory=list)


def is_word_file(data: bytes) -> bool:
    """Whether these bytes are for this module to read or to refuse."""
    return data.startswith((ZIP, OLE))


def open_parts(data: bytes) -> Parts:
    """Raises ValidationError with a sentence for the user where it is no .docx that can be read."""
    if len(data) > FILE_LIMIT:
        raise ValidationError(TOO_BIG)
    if data.startswith(OLE):
        raise ValidationError(ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else OLD_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _weigh(archive)
            return _parts(archive)
    # Whatever a damaged file makes of zipfile, zlib and lxml: the user mends all of it in the same way.
    except (
        zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, KeyError, LookupError, NotImplementedError, OSError,
        OverflowError, RuntimeError, UnicodeError, ValueError,
    ) as error:  # fmt: skip
        raise ValidationError(BROKEN) from error


def _weigh(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ValidationError(ENCRYPTED)
    inflated = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PARTS or inflated > MAX_INFLATED or any(map(_is_too_dense, entries)):
        raise ValidationError(BOMB)


def _is_too_dense(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 1024 * 1024 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _parts(archive: zipfile.ZipFile) -> Parts:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        raise ValidationError(NOT_WORD)
    types = {
        child.get("PartName"): child.get("ContentType", "")
        for child in _parsed(archive, "[Content_Types].xml").iter("{*}Override")
    }
    main = next((target for kind, target in _related(archive, "", names) if kind == "officeDocument"), "")
    refusal = MAIN_TYPES.get(types.get(f"/{main}", ""), NOT_WORD)
    if refusal or any(name.endswith("vbaProject.bin") for name in names):
        raise ValidationError(refusal or MACROS)
    parts = Parts(_parsed(archive, main))
    for kind, target in _related(archive, main, names):
        if kind == "styles":
            parts.styles = _parsed(archive, target)
        elif kind == "numbering":
            parts.numbering = _parsed(archive, target)
        elif kind in {"footnotes", "endnotes", "comments", "header", "footer"}:
            parts.others.append((kind, _parsed(archive, target)))
    return parts


def _related(archive: zipfile.ZipFile, name: str, names: set[str]) -> list[tuple[str, str]]:
    """(kind, part) of what this part leads to inside the file."""
    folder, base = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    if relations not in names:
        return []
    found = []
    for relation in _parsed(archive, relations).iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in names:
            found.append((relation.get("Type", "").rpartition("/")[2], target))
    return found


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    with archive.open(name) as part:
        xml = part.read(MAX_PART + 1)  # what it says of its own size may be a lie
    if len(xml) > MAX_PART or xml.count(b"<") > MAX_TAGS:
        raise ValidationError(BOMB)
    for strict, transitional in STRICT_NAMES.items():
        xml = xml.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.doctype:  # no part of a Word file has one; entities come with it
        raise ValidationError(BROKEN)
    return root
