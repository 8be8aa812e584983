"""The whole dossier in one PDF and in one archive, each with an index: what is in it, on which page, under which hash.

What is no PDF and no picture lies in the archive alone. The files are those of the moment; nothing is stored.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime

import pikepdf
from django.template.loader import render_to_string
from django.utils import timezone

from nominations.dossiers.models import Dossier
from nominations.dossiers.numbering import number_pages
from nominations.dossiers.pieces import OF_ROOMS, Piece
from nominations.dossiers.printing import report_file
from nominations.dossiers.sheets import as_pages, ascii_file, ascii_name, page_count, saved
from nominations.dossiers.showing import frozen_for
from thiduakt.documents.rendering.sandbox import render
from thiduakt.school.models import User

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
        return saved(made)


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
    return f"ho-so-{dossier.pk}-{ascii_name(str(dossier.holder))}.{ending}"


def _pieces(dossier: Dossier, reader: User, at: datetime, *, with_word: bool) -> list[Piece]:
    """As far as the reader may see the parts."""
    found = [*report_of(dossier, at, with_word=with_word), *_conditions(dossier, reader, at), *evidence_of(dossier)]
    found += [piece for of_room in OF_ROOMS for piece in of_room(dossier, reader, at)]
    return sorted(found, key=lambda one: one.file)


def report_of(dossier: Dossier, at: datetime, *, with_word: bool) -> Iterator[Piece]:
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


def evidence_of(dossier: Dossier) -> Iterator[Piece]:
    """`05-minh-chung-01-giay-khen.pdf`: no letter that another system could spoil, and never twice."""
    for number, file in enumerate(dossier.files.all(), start=1):
        content, name = file.read(), f"05-minh-chung-{number:02}-{ascii_file(file.original_name)}"
        if content is None:
            yield Piece(f"Minh chứng {number}: {file} (tệp đã mất hoặc hỏng)", name, b"", None)
        else:
            yield Piece(f"Minh chứng {number}: {file}", name, content, as_pages(file.content_type, content))


def _index(dossier: Dossier, pieces: list[Piece], at: datetime) -> bytes:
    """Drawn until the number of its own pages is the one that it counts with."""
    own, drawn = 1, b""
    for _ in range(3):
        drawn = _drawn_index(dossier, pieces, at, first=own + 1)
        if (count := page_count(drawn)) == own:
            break
        own = count
    return drawn


def _drawn_index(dossier: Dossier, pieces: list[Piece], at: datetime, *, first: int) -> bytes:
    entries, page = [], first
    for number, piece in enumerate(pieces, start=1):
        told = {"number": number, "title": piece.title, "file": piece.file, "sha256": piece.sha256}
        entries.append({**told, "size": len(piece.content), "page": page if piece.pages else ""})
        page += page_count(piece.pages) if piece.pages else 0
    context = {"dossier": dossier, "on": timezone.localdate(at), "entries": entries}
    return render(render_to_string("dossiers/package_index.html", context))
