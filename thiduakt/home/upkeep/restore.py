"""Khôi phục: the data of a backup, prepared beside the present ones and looked at, then put in their place in one step."""

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from thiduakt.audit.chain import anchors
from thiduakt.files.storage import read, store

from .backup import NAME, Manifest, sealed_database, sealed_file
from .databases import CopyError, database
from .inside import ask
from .sealed import unseal


def restore(name: str, *, at: datetime) -> Manifest:
    """Whatever goes wrong, the present data stay as they are: files are only added, the database is swapped last."""
    manifest, present = Manifest.read(name), database()
    if manifest.engine != type(present).__name__:
        raise CopyError(f"Bản sao lưu {name} là của {manifest.engine}; DATABASE_URL đang trỏ tới {type(present).__name__}.")
    heads = _present_heads()
    _bring_files(manifest)
    with tempfile.TemporaryDirectory(dir=settings.BACKUP_ROOT, prefix=".") as folder:
        copy = Path(folder) / "copy"
        _unpack(manifest, copy)
        with present.prepared(copy) as (url, prepared):
            told = ask("settle", url, heads=heads, name=name, at=at.isoformat())
            lost = [f"Thiếu tệp {folder}/{sha256}." for folder, sha256 in told["files"] if read(folder, sha256) is None]
            if faults := [fault for fault in told["problems"] + lost if not _was_known(fault, manifest)]:
                raise CopyError(f"Bản sao lưu {name} không dùng được: {faults[0]}")
            present.swap(prepared, f"before_{timezone.localtime(at).strftime(NAME).replace('-', '_')}")
    return manifest


def _was_known(fault: str, manifest: Manifest) -> bool:
    """What was wrong already when the backup was taken is no fault of the backup."""
    return fault in manifest.faults or (fault.startswith("Thiếu tệp") and any("tệp" in known for known in manifest.faults))


def _present_heads() -> list[str]:
    try:
        return [str(head) for head in anchors()]
    except DatabaseError:  # none left to speak of: that is why somebody restores
        return []


def _bring_files(manifest: Manifest) -> None:
    for folder, sha256 in manifest.files:
        if read(folder, sha256) is None:
            content = b"".join(unseal(sealed_file((folder, sha256))))
            if store(content, folder=folder) != sha256:
                raise CopyError(f"Tệp {folder}/{sha256} trong bản sao lưu không còn nguyên.")


def _unpack(manifest: Manifest, copy: Path) -> None:
    digest = hashlib.sha256()
    with copy.open("wb") as file:
        for block in unseal(sealed_database(manifest.name)):
            digest.update(block)
            file.write(block)
    if digest.hexdigest() != manifest.database:
        raise CopyError(f"Cơ sở dữ liệu trong bản sao lưu {manifest.name} không còn nguyên.")
