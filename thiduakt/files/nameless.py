"""What a file says of who wrote it, besides what stands on its pages: taken out where the author is not to be known."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf

from .uploads import DOCX_TYPE, PDF_TYPE

SOMEBODY = "Người dự thi"  # Word asks for a name beside a comment or a change
# Parts that say nothing but who wrote the file, on which machine and for whom; a package without them opens as well.
PROPERTIES = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Of comments, of changes that are tracked, of the list of people who made them.
AUTHOR = re.compile(r"""([\w.-]+:(?:author|initials|userId))(\s*=\s*)("[^"]*"|'[^']*')""")
OF_AUTHORS = ("/Metadata", "/PieceInfo")
OF_SIGNERS = ("/Name", "/ContactInfo", "/Location", "/Contents", "/Cert")


def nameless(content: bytes, content_type: str) -> bytes:
    """The file with the same pages. What is neither PDF nor Word comes back as it is: pictures are drawn anew anyway."""
    if content_type == PDF_TYPE:
        return _pdf(content)
    return _docx(content) if content_type == DOCX_TYPE else content


def _pdf(content: bytes) -> bytes:
    """Written anew, so that what earlier versions of the file said goes too."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for obj in pdf.objects:
            for one in _dictionaries(obj):
                _forget(one)
        if "/Info" in pdf.trailer:
            del pdf.trailer.Info
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def _dictionaries(obj: Any) -> Iterator[Any]:
    """Those of one indirect object, however deep; other indirect ones have their own turn."""
    if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        yield obj
        children = [value for _, value in obj.items()]
    else:
        children = list(obj) if isinstance(obj, pikepdf.Array) else []
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _dictionaries(child)


def _forget(one: Any) -> None:
    """XMP, what a program kept for itself, who signed, and who made a note: /T of an annotation, of a field its name."""
    names = list(OF_AUTHORS)
    if one.get("/Type") == "/Sig" or "/ByteRange" in one:
        names += OF_SIGNERS
    if "/Rect" in one and one.get("/Subtype") != "/Widget":
        names.append("/T")
    for name in names:
        if name in one:
            del one[name]


def _docx(content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(written, "w") as made:
        for part in package.infolist():
            name = part.filename
            kept = DECLARED + PROPERTIES[name] if name in PROPERTIES else _part(name, package.read(part))
            made.writestr(zipfile.ZipInfo(name), kept, zipfile.ZIP_DEFLATED)  # without the hour: one file, one hash
    return written.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if not name.startswith("word/") or not name.endswith(".xml"):
        return content
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    told = content.decode(encoding, "surrogateescape")
    return AUTHOR.sub(rf'\1\2"{SOMEBODY}"', told).encode(encoding, "surrogateescape")
