"""The whole dossier in one PDF and in one archive, each with an index: what is in it, on which page, under which hash.

What is no PDF and no picture lies in the archive alone. The files are those of the moment; nothing is stored.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime

import pikepdf
from django.template.loader import render_to_string
from django.utils import timezone
from PIL import Image

from nominations.dossiers.models import Dossier, DossierFile
from nominations.dossiers.numbering import number_pages
from nominations.dossiers.pieces import OF_ROOMS, Piece
from nominations.dossiers.printing import report_file
from nominations.dossiers.showing import frozen_for
from thiduakt.documents.rendering.sandbox import render
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.school.models import User
from thiduakt.vietnamese import fold

A4 = (595.28, 841.89)  # points
MARGIN = 42
LONGEST_NAME = 60
INDEX = "00-muc-luc.pdf"
SUMS = "SHA256SUMS.txt"  # as `sha256sum -c` reads it


def bound(dossier: Dossier, *, reader: User, at: datetime) -> bytes:
    """One PDF with bookmarks, the index first, numbered through. ValidationError: no letterhead of that day."""
    pieces = _pieces(dossier, reader, at, with_word=False)
    index = _index(dossier, pieces, at)
    made = pikepdf.new()
    with ExitStack() as opened:  # the pages are read from their sources only when they are saved
        with made.open_outline() as outline:
            for title, content in [("Mục lục", index), *((one.title, one.pages) for one in pieces)]:
                if content is not None:
                    outline.root.append(pikepdf.OutlineItem(title, len(made.pages)))
                    made.pages.extend(opened.enter_context(pikepdf.open(io.BytesIO(content))).pages)
        made.Root.Lang = pikepdf.String("vi")
        number_pages(made)
        return _saved(made)


def packed(dossier: Dossier, *, reader: User, at: datetime) -> bytes:
    """One archive: every file as it was sent, the report also for Word, with the list of their hashes."""
    pieces = _pieces(dossier, reader, at, with_word=True)
    files = {INDEX: _index(dossier, pieces, at)} | {one.file: one.content for one in pieces}
    files[SUMS] = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()
    made, moment = io.BytesIO(), timezone.localtime(at).timetuple()[:6]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def package_name(dossier: Dossier, ending: str) -> str:
    return f"ho-so-{dossier.pk}-{_ascii(str(dossier.holder))}.{ending}"


def _pieces(dossier: Dossier, reader: User, at: datetime, *, with_word: bool) -> list[Piece]:
    """As far as the reader may see the parts."""
    found = [*_report(dossier, at, with_word=with_word), *_conditions(dossier, reader, at), *_evidence(dossier)]
    found += [piece for of_room in OF_ROOMS for piece in of_room(dossier, reader, at)]
    return sorted(found, key=lambda one: one.file)


def _report(dossier: Dossier, at: datetime, *, with_word: bool) -> Iterator[Piece]:
    if dossier.report is None:
        return
    day = timezone.localdate(at)
    yield Piece.printed("Báo cáo thành tích", "01-bao-cao-thanh-tich.pdf", report_file(dossier, "pdf", dated=day))
    if with_word:
        word = report_file(dossier, "docx", dated=day)
        yield Piece("Báo cáo thành tích (Word)", "01-bao-cao-thanh-tich.docx", word, None)


def _conditions(dossier: Dossier, reader: User, at: datetime) -> Iterator[Piece]:
    """As they were when it was handed in."""
    if frozen := frozen_for(dossier, reader, timezone.localdate(at)):
        told = {"dossier": dossier, "frozen": frozen, "waivers": dossier.waivers.standing()}
        pdf = render(render_to_string("dossiers/package_conditions.html", told))
        yield Piece.printed("Xét điều kiện khi nộp hồ sơ", "03-xet-dieu-kien.pdf", pdf)


def _evidence(dossier: Dossier) -> Iterator[Piece]:
    for number, file in enumerate(dossier.files.all(), start=1):
        content = file.read()
        if content is None:
            yield Piece(f"Minh chứng {number}: {file} (tệp đã mất hoặc hỏng)", _name(number, file), b"", None)
        else:
            yield Piece(f"Minh chứng {number}: {file}", _name(number, file), content, _as_pages(file, content))


def _as_pages(file: DossierFile, content: bytes) -> bytes | None:
    if file.content_type == PDF_TYPE:
        return content
    return _picture_page(content) if file.content_type.startswith("image/") else None


def _picture_page(content: bytes) -> bytes:
    """The picture in the middle of an A4 sheet, as large as fits."""
    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
        drawn = io.BytesIO()
        _on_white(image).save(drawn, "JPEG", quality=88)
    scale = min((A4[0] - 2 * MARGIN) / width, (A4[1] - 2 * MARGIN) / height, 1)
    across, up = width * scale, height * scale
    made = pikepdf.new()
    page = made.add_blank_page(page_size=A4)
    picture = pikepdf.Stream(made, drawn.getvalue(), Filter=pikepdf.Name.DCTDecode)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = width, height, 8
    picture.ColorSpace = pikepdf.Name.DeviceRGB
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
    left, bottom = (A4[0] - across) / 2, (A4[1] - up) / 2
    drawing = f"q {across:.2f} 0 0 {up:.2f} {left:.2f} {bottom:.2f} cm /Picture Do Q"
    page.Contents = made.make_stream(drawing.encode())
    return _saved(made)


def _on_white(image: Image.Image) -> Image.Image:
    """A JPEG knows nothing of what is see-through."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB")


def _index(dossier: Dossier, pieces: list[Piece], at: datetime) -> bytes:
    """Drawn until the number of its own pages is the one that it counts with."""
    own, drawn = 1, b""
    for _ in range(3):
        drawn = _drawn_index(dossier, pieces, at, first=own + 1)
        if (count := _count(drawn)) == own:
            break
        own = count
    return drawn


def _drawn_index(dossier: Dossier, pieces: list[Piece], at: datetime, *, first: int) -> bytes:
    entries, page = [], first
    for number, piece in enumerate(pieces, start=1):
        told = {"number": number, "title": piece.title, "file": piece.file, "sha256": piece.sha256}
        entries.append({**told, "size": len(piece.content), "page": page if piece.pages else ""})
        page += _count(piece.pages) if piece.pages else 0
    context = {"dossier": dossier, "on": timezone.localdate(at), "entries": entries}
    return render(render_to_string("dossiers/package_index.html", context))


def _count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    pdf.close()
    return made.getvalue()


def _name(number: int, file: DossierFile) -> str:
    """`05-minh-chung-01-giay-khen.pdf`: no letter that another system could spoil, and never twice."""
    bare, _, ending = file.original_name.rpartition(".")
    return f"05-minh-chung-{number:02}-{_ascii(bare)}.{_ascii(ending)}"


def _ascii(text: str) -> str:
    """In small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST_NAME] or "tep"
