"""The files of a paper. An issued one is drawn from its snapshot, once, and kept under the snapshot's hash."""

import base64
import hashlib
import secrets
import shutil
from pathlib import Path
from typing import Literal

from django.conf import settings

from .composing import compose
from .models import Document
from .paper import Paper
from .rendering.docx import paper_docx
from .rendering.html import paper_html
from .rendering.pages import page_images
from .rendering.sandbox import render

PREVIEW_WIDTH = 700  # pixels: readable beside the editor, and quickly sent
Format = Literal["pdf", "docx"]
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def paper_file(document: Document, form: Format, *, for_signing: bool = False) -> bytes:
    """The PDF or DOCX of a document in any state: of an issued one the frozen file, of any other a draft.

    `for_signing` leaves out the mark BẢN DỰ THẢO: number and date stay blank, to be written after signing.
    """
    if document.is_numbered:
        return _issued_file(document, form)
    return _draw(compose(document, is_draft=not for_signing), form)


def file_name(document: Document, form: Format) -> str:
    """`01-KH-MNGB.pdf`, or `KH-du-thao-12.pdf` before issue: no letter a mail program could spoil."""
    ascii_letters = document.notation.replace("/", "-").replace("Đ", "D").replace("đ", "d")
    return f"{ascii_letters or f'{document.kind}-du-thao-{document.pk}'.replace('Đ', 'D')}.{form}"


def page_folder(document: Document) -> Path:
    """The pages of the paper as it stands, as pictures 1.png, 2.png, … drawn when they are first looked at."""
    if document.is_numbered:
        key, html = document.snapshot_hash, ""
    else:
        html = paper_html(compose(document, is_draft=True))
        key = hashlib.sha256(html.encode()).hexdigest()
    folder = Path(settings.MEDIA_ROOT) / "pages" / str(document.pk) / key
    if not folder.is_dir():
        _draw_pages(folder, render(html) if html else _issued_file(document, "pdf"))
    return folder


def preview_pages(paper: Paper) -> list[str]:
    """Pictures of the pages of a paper that is kept nowhere, as data: addresses."""
    images = page_images(render(paper_html(paper)), width=PREVIEW_WIDTH)
    return [f"data:image/png;base64,{base64.b64encode(image).decode()}" for image in images]


def _draw_pages(folder: Path, pdf: bytes) -> None:
    """Drawn aside and moved, so that nobody ever sees half a paper; pictures of what the paper was before go."""
    aside = folder.with_name(f"{secrets.token_hex(4)}.new")
    aside.mkdir(parents=True)
    for number, image in enumerate(page_images(pdf), start=1):
        (aside / f"{number}.png").write_bytes(image)
    try:
        aside.rename(folder)
    except OSError:  # another process was first, with the same pictures
        shutil.rmtree(aside)
    for older in folder.parent.iterdir():
        if older != folder and older.suffix != ".new":
            shutil.rmtree(older, ignore_errors=True)


def _issued_file(document: Document, form: Format) -> bytes:
    path = Path(settings.MEDIA_ROOT) / "issued" / document.snapshot_hash[:2] / f"{document.snapshot_hash}.{form}"
    if not path.exists():
        content = _draw(Paper.from_dict(document.snapshot["paper"]), form)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and moved, so that nobody ever reads half a file.
        aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        aside.write_bytes(content)
        aside.replace(path)
    return path.read_bytes()


def _draw(paper: Paper, form: Format) -> bytes:
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)
