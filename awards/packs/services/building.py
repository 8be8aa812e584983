"""Lập bộ tệp: the whole pack as one PDF with an index, numbered through, and as one archive with its hashes.

Pieces are read one after the other and laid aside on the disk; bound and kept by pieces, too: a pack of hundreds of
dossiers, or of hundreds of megabytes, is never in memory.
"""

import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import timezone

from awards.packs.contents import Contents
from awards.packs.enums import BuildState, BuiltForm
from awards.packs.flows import BUILD_FLOW, what_is_missing
from awards.packs.models import Build, BuiltFile, Pack
from awards.packs.policies import can_manage
from nominations.dossiers.numbering import number_pages
from nominations.dossiers.pieces import Piece
from nominations.dossiers.sheets import ascii_name, page_count
from thiduakt.audit.services import record
from thiduakt.documents.rendering.sandbox import render
from thiduakt.files.storage import store_file
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, perform

from .telling import tell_ready

MOST_BYTES = 300 * MEGABYTE
TOO_HEAVY = "Bộ hồ sơ nặng quá 300 MB. Thầy/cô bỏ bớt tệp minh chứng lớn, hoặc nộp riêng các tệp ấy."
BROKEN_DOWN = "Máy chủ gặp lỗi khi lập bộ tệp. Thầy/cô lập lại; nếu vẫn vậy, báo quản trị kỹ thuật."
FORGOTTEN = timedelta(minutes=10)  # without a step after which whoever built it has been stopped
INDEX, SUMS = "00-muc-luc.pdf", "SHA256SUMS.txt"  # the sums as `sha256sum -c` reads them
Clock = Callable[[], datetime]
TYPES = {BuiltForm.PDF: PDF_TYPE, BuiltForm.ZIP: "application/zip"}


@transaction.atomic
def request_build(pack: Pack, *, actor: User, at: datetime) -> Build:
    """QUEUED; whoever calls starts it. One that somebody builds already is waited for."""
    stored: Pack = lock(pack)
    if not can_manage(actor, stored, at):
        raise PermissionDenied
    if not stored.is_draft:
        raise MoveRefusedError(f"Bộ hồ sơ {stored.get_state_display()}, không lập lại bộ tệp được.")
    for build in stored.builds.filter(state__in=BuildState.LIVE):
        if build.touched_at > at - FORGOTTEN:
            raise MoveRefusedError("Bộ tệp đang được lập. Thầy/cô chờ lập xong.")
        perform(BUILD_FLOW, build, "fail", actor=None, at=at, settle=lambda _: {"problem": BROKEN_DOWN})
    contents = Contents(stored, at)
    if contents.weight > MOST_BYTES:
        raise MoveRefusedError(TOO_HEAVY)
    build = Build.objects.create(
        pack=stored,
        made_of=stored.version,
        requested_by=actor,
        requested_at=at,
        touched_at=at,
        total=contents.steps,
    )
    record(actor=actor, verb="pack.build", target=stored, at=at)
    return build


def build(queued: Build, *, clock: Clock) -> None:
    """Whatever stops it is told in the build. `clock` is asked at each step, for minutes may lie between them."""
    with suppress(MoveRefusedError):
        running = perform(BUILD_FLOW, queued, "begin", actor=None, at=clock())
        try:
            _build(running, clock)
        except ValidationError as refusal:
            _fail(running, " ".join(refusal.messages), clock())
        except BaseException:
            _fail(running, BROKEN_DOWN, clock())
            raise


def file_name(pack: Pack, form: str) -> str:
    return f"bo-ho-so-{pack.pk}-{ascii_name(pack.addressee)}.{form}"


@dataclass(frozen=True, slots=True)
class _Laid:
    """A piece that lies on the disk: its pages in a file of their own, where it can be bound."""

    title: str
    entry: dict[str, Any]
    pages: Path | None
    count: int


def _build(running: Build, clock: Clock) -> None:
    at = clock()
    contents = Contents(running.pack, at)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        archive = place / "archive.zip"
        laid = _lay_out(running, contents, place, archive, at)
        index = _index(running.pack, laid, at)
        _close(archive, [one.entry for one in laid], index, at)
        bound = _bind(place, laid, index)
        with transaction.atomic():
            at = clock()
            for form, path in ((BuiltForm.PDF, bound), (BuiltForm.ZIP, archive)):
                _keep(running, form, path, at)
            settled = {
                "entries": [one.entry for one in laid], "notes": list(dict.fromkeys(contents.notes)), "done": running.total,
            }  # fmt: skip
            built: Build = perform(BUILD_FLOW, running, "finish", actor=None, at=at, settle=lambda _: settled)
            if not what_is_missing(built.pack):
                tell_ready(built, at)


def _lay_out(running: Build, contents: Contents, place: Path, archive: Path, at: datetime) -> list[_Laid]:
    done, weight = 0, 0
    laid: list[_Laid] = []

    def step() -> None:
        nonlocal done
        done += 1
        Build.objects.filter(pk=running.pk).update(done=min(done, running.total), touched_at=Now())

    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, piece in enumerate(contents.pieces(step), start=1):
            weight += max(len(piece.content), len(piece.pages or b""))
            if weight > MOST_BYTES:
                raise ValidationError(TOO_HEAVY)
            packed.writestr(_info(piece.file, at), piece.content, zipfile.ZIP_DEFLATED)
            laid.append(_laid(number, piece, place))
    return laid


def _laid(number: int, piece: Piece, place: Path) -> _Laid:
    pages = None
    if piece.pages:
        pages = place / f"{number}.pdf"
        pages.write_bytes(piece.pages)
    entry = {"title": piece.title, "file": piece.file, "sha256": piece.sha256, "size": len(piece.content)}
    return _Laid(piece.title, {"number": number, **entry}, pages, page_count(piece.pages) if piece.pages else 0)


def _index(pack: Pack, laid: list[_Laid], at: datetime) -> bytes:
    """Drawn until the number of its own pages is the one that it counts with."""
    own, drawn = 1, b""
    for _ in range(3):
        page = own + 1
        for one in laid:
            one.entry["page"] = page if one.pages else 0
            page += one.count
        told = {"pack": pack, "on": timezone.localdate(at), "entries": [one.entry for one in laid]}
        drawn = render(render_to_string("packs/print_index.html", told))
        if (count := page_count(drawn)) == own:
            break
        own = count
    return drawn


def _close(archive: Path, entries: list[dict[str, Any]], index: bytes, at: datetime) -> None:
    sums = [(sha256(index).hexdigest(), INDEX), *((one["sha256"], one["file"]) for one in entries)]
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_info(INDEX, at), index, zipfile.ZIP_DEFLATED)
        packed.writestr(_info(SUMS, at), "".join(f"{told}  {name}\n" for told, name in sums), zipfile.ZIP_DEFLATED)


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, timezone.localtime(at).timetuple()[:6])


def _bind(place: Path, laid: list[_Laid], index: bytes) -> Path:
    """Joined from file to file first, which neither holds the pages in memory nor hundreds of files open."""
    front, joined, path = place / "index.pdf", place / "joined.pdf", place / "bound.pdf"
    front.write_bytes(index)
    sources = [{"file": str(one), "range": "1-z"} for one in (front, *(one.pages for one in laid if one.pages))]
    pikepdf.Job({"empty": "", "pages": sources, "outputFile": str(joined)}).run()
    with pikepdf.open(joined) as made:
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Mục lục", 0))
            outline.root.extend(pikepdf.OutlineItem(one.title, one.entry["page"] - 1) for one in laid if one.pages)
        made.Root.Lang = pikepdf.String("vi")
        number_pages(made)
        made.save(path, deterministic_id=True)
    return path


def _keep(running: Build, form: BuiltForm, path: Path, at: datetime) -> None:
    BuiltFile.objects.create(
        build=running, form=form, original_name=file_name(running.pack, form), content_type=TYPES[form],
        size=path.stat().st_size, sha256=store_file(path, folder=BuiltFile.FOLDER), uploaded_by=running.requested_by,
        uploaded_at=at,
    )  # fmt: skip


def _fail(running: Build, problem: str, at: datetime) -> None:
    with suppress(MoveRefusedError):
        perform(BUILD_FLOW, running, "fail", actor=None, at=at, settle=lambda _: {"problem": problem[:500]})
