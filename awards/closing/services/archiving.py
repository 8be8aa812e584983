"""Lập tệp lưu trữ: asked for by a button, made file by file in the background, kept under its hash."""

import hashlib
import logging
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from awards.closing.archiving.pieces import Piece, pieces
from awards.closing.models import ArchiveFile, Retention, YearArchive, YearClosing
from awards.closing.readiness import Year
from thiduakt.audit.services import record
from thiduakt.files.storage import store_file
from thiduakt.ledger.years import year_name
from thiduakt.permissions import require
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError

INDEX, HOW_TO_CHECK, SUMS = "index.html", "CACH-KIEM-TRA.txt", "SHA256SUMS.txt"  # the last as `sha256sum -c` reads it
ZIP_TYPE = "application/zip"
LOST = timedelta(hours=1)  # after which nobody makes it any more
logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_archive(school: School, number: int, *, actor: User, at: datetime) -> YearArchive:
    """A row to follow; whoever calls hands it to the task."""
    archive = YearArchive(school=school, year=number, asked_by=actor, asked_at=at)
    require(actor, "year.close", archive, on=timezone.localdate(at))
    making = YearArchive.objects.filter(school=school, year=number, ended_at__isnull=True)
    making.filter(asked_at__lt=at - LOST).update(ended_at=at, problem="Máy chủ dừng giữa chừng.")
    if making.exists():
        raise MoveRefusedError("Tệp lưu trữ của năm này đang được lập. Thầy/cô chờ xong rồi lập lại nếu cần.")
    archive.full_clean()
    archive.save()
    record(actor=actor, verb="year.archive", target=archive, at=at)
    return archive


def make_archive(archive: YearArchive, *, at: datetime) -> None:
    """Outside of any transaction, so that whoever waits sees how far it is. What fails is told in the row."""
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "luu-tru.zip"
            _pack(archive, path, at)
            _keep(archive, path, at)
    except Exception as fault:
        logger.exception("The archive %s could not be made.", archive.pk)
        told = " ".join(fault.messages) if isinstance(fault, ValidationError) else "Máy chủ gặp lỗi khi lập tệp."
        YearArchive.objects.filter(pk=archive.pk).update(ended_at=at, problem=told)


def _keep(archive: YearArchive, path: Path, at: datetime) -> None:
    sha256 = store_file(path, folder=ArchiveFile.FOLDER)
    with transaction.atomic():
        ArchiveFile.objects.create(
            archive=archive, original_name=f"luu-tru-{archive.school.code}-{archive.year}-{archive.year + 1}.zip",
            content_type=ZIP_TYPE, size=path.stat().st_size, sha256=sha256, uploaded_by=archive.asked_by, uploaded_at=at,
        )  # fmt: skip
        YearArchive.objects.filter(pk=archive.pk).update(ended_at=at)


def _pack(archive: YearArchive, path: Path, at: datetime) -> None:
    """On the disk: a year's papers and scans are more than the memory should hold."""
    today = timezone.localdate(at)
    found = pieces(Year(archive.school, archive.year), today)
    sums, entries = [], []
    YearArchive.objects.filter(pk=archive.pk).update(file_count=len(found))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:

        def put(name: str, content: bytes) -> str:
            stamped = zipfile.ZipInfo(name, timezone.localtime(at).timetuple()[:6])
            package.writestr(stamped, content, zipfile.ZIP_DEFLATED)
            sha256 = hashlib.sha256(content).hexdigest()
            sums.append(f"{sha256}  {name}\n")
            return sha256

        for number, piece in enumerate(found, start=1):
            content = piece.make()
            sha256 = put(piece.path, content) if content is not None else ""
            entries.append((piece, sha256))
            YearArchive.objects.filter(pk=archive.pk).update(done_count=number)
        put(INDEX, _index(archive, entries, at))
        put(HOW_TO_CHECK, render_to_string("closing/archive_check.txt", {"sums": SUMS}).encode("utf-8-sig"))
        package.writestr(zipfile.ZipInfo(SUMS, timezone.localtime(at).timetuple()[:6]), "".join(sums))


def _index(archive: YearArchive, entries: list[tuple[Piece, str]], at: datetime) -> bytes:
    """A page that any browser opens from the folder: no address, no script, nothing from outside."""
    closing = YearClosing.objects.filter(school=archive.school, year=archive.year).first()
    retention = Retention.objects.filter(school=archive.school).first()
    told = {
        "school": archive.school,
        "year_name": year_name(archive.year),
        "at": timezone.localtime(at),
        "made_by": archive.asked_by,
        "closing": closing,
        "terms": retention.terms if retention else "",
        "sections": list(_sections(entries)),
        "how_to_check": HOW_TO_CHECK,
        "sums": SUMS,
    }
    return render_to_string("closing/archive_index.html", told).encode()


def _sections(entries: list[tuple[Piece, str]]) -> Iterator[dict[str, object]]:
    for name in dict.fromkeys(piece.section for piece, _ in entries):
        files = [
            {"title": piece.title, "path": piece.path, "sha256": sha256}
            for piece, sha256 in entries
            if piece.section == name
        ]
        yield {"name": name, "files": files}
