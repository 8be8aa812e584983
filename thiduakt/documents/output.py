"""The files of a paper. An issued one is drawn from its snapshot, once; what was drawn is known by its hash ever after."""

import base64
import hashlib
import logging
import os
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.files.storage import store
from thiduakt.workflow import lock

from .composing import standing_paper
from .enums import FileFormat
from .models import Document, DrawnFile
from .paper import Paper
from .rendering.docx import paper_docx
from .rendering.html import paper_html
from .rendering.pages import page_images
from .rendering.sandbox import render

ENGINE = 1  # raised whenever the templates change what an old snapshot looks like; recorded with each file
FORGOTTEN = 3600  # seconds after which pictures that nobody looks at may go
PREVIEW_WIDTH = 700  # pixels: readable beside the editor, and quickly sent
logger = logging.getLogger(__name__)
CONTENT_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def paper_file(document: Document, form: str, *, for_signing: bool = False) -> bytes:
    """The PDF or DOCX of a document in any state: of an issued one the frozen file, of any other a draft.

    `for_signing` leaves out the mark BẢN DỰ THẢO: number and date stay blank, to be written after signing.
    """
    if document.is_numbered:
        return _issued_file(document, form)
    return _draw(standing_paper(document, is_draft=not for_signing), form)


def draw_ahead(document: Document) -> None:
    """Draw the files of a paper that has just been issued. A failure is logged only: the next reader tries again."""
    for form in FileFormat:
        try:
            _issued_file(document, form)
        except Exception:
            logger.exception("The %s of document %s could not be drawn.", form, document.pk)


def file_name(document: Document) -> str:
    """`01-KH-MNGB`, or `KH-du-thao-12` before issue: no letter a mail program could spoil."""
    ascii_letters = document.notation.replace("/", "-").replace("Đ", "D").replace("đ", "d")
    return ascii_letters or f"{document.kind}-du-thao-{document.pk}".replace("Đ", "D")


def page_folder(document: Document) -> Path:
    """The pages of the paper as it stands, as pictures 1.png, 2.png, … drawn when they are first looked at.

    The folder stays for at least an hour after each call, whatever becomes of the paper.
    """
    if document.is_numbered:
        key, html = document.snapshot_hash, ""
    else:
        html = paper_html(standing_paper(document, is_draft=True))
        key = hashlib.sha256(html.encode()).hexdigest()
    folder = _pictures(document.pk) / key
    try:
        os.utime(folder)  # somebody looks at it
    except FileNotFoundError:
        _draw_pages(folder, render(html) if html else _issued_file(document, "pdf"))
    _clear_forgotten(folder.parent)
    return folder


def forget_pages(document_id: int) -> None:
    """The pictures of a draft that is no more."""
    shutil.rmtree(_pictures(document_id), ignore_errors=True)


def _pictures(document_id: int) -> Path:
    return Path(settings.PICTURES_ROOT) / str(document_id)


def preview_pages(paper: Paper) -> list[str]:
    """Pictures of the pages of a paper that is kept nowhere, as data: addresses."""
    images = page_images(render(paper_html(paper)), width=PREVIEW_WIDTH)
    return [f"data:image/png;base64,{base64.b64encode(image).decode()}" for image in images]


def _draw_pages(folder: Path, pdf: bytes) -> None:
    """Drawn aside and moved, so that nobody ever sees half a paper."""
    aside = folder.with_name(f"{secrets.token_hex(4)}.new")
    aside.mkdir(parents=True)
    for number, image in enumerate(page_images(pdf), start=1):
        (aside / f"{number}.png").write_bytes(image)
    try:
        aside.rename(folder)
    except OSError:  # another process was first, with the same pictures
        shutil.rmtree(aside)


def _clear_forgotten(place: Path) -> None:
    """Pictures of what a paper was before, and half a set that a process left behind when it was stopped."""
    for folder in place.iterdir():
        with suppress(FileNotFoundError):  # another process clears as well
            if folder.stat().st_mtime < time.time() - FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)


def _issued_file(document: Document, form: str) -> bytes:
    content = _kept_file(document, form)
    if content is None:
        content = _keep(document, form, _draw(standing_paper(document), form))
    return content


def _kept_file(document: Document, form: str) -> bytes | None:
    """The file that was drawn of an issued document, if it is there and whole."""
    drawn = document.drawn_files.filter(format=form).last()
    return drawn.read() if drawn else None


@transaction.atomic
def _keep(document: Document, form: str, content: bytes) -> bytes:
    """Store what was drawn, and record its hash. Where a file was kept before and is no more, the log tells of it.

    Drawn before the row is locked, for drawing takes long: who comes second finds the file of the first.
    """
    document = lock(document)
    if (first := _kept_file(document, form)) is not None:
        return first
    before = document.drawn_files.filter(format=form).last()
    drawn = DrawnFile(
        document=document,
        format=form,
        sha256=store(content, folder=DrawnFile.FOLDER),
        engine=ENGINE,
        drawn_at=timezone.now(),
    )
    if before is None or before.sha256 != drawn.sha256:
        drawn.save()
    if before is not None:
        _tell_of_loss(before, drawn)
    return content


def _tell_of_loss(before: DrawnFile, drawn: DrawnFile) -> None:
    same = before.sha256 == drawn.sha256
    record(
        actor=None,
        verb="document.redraw",
        target=drawn.document,
        at=drawn.drawn_at,
        changes={
            "format": drawn.format,
            "sha256": [before.sha256, drawn.sha256],
            "engine": [before.engine, drawn.engine],
        },
        reason=f"Không còn nguyên {drawn.get_format_display()}; "
        f"bản in lại {'giống hệt' if same else 'không giống từng byte với'} bản trước.",
    )


def _draw(paper: Paper, form: str) -> bytes:
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)
