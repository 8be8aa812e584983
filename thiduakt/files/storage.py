"""Files kept for good: each lies under the hash of its content, is written once, and is read only while it has that hash.

They lie on this machine's disk, or in an object storage that several web servers share: settings.STORAGES says where.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

# Drawn papers, signed copies, legal texts, sheets to be read, what proves a result, and what each room keeps.
FOLDERS = (
    "issued", "signed", "catalog", "intake", "evidence", "contests",
    "consents", "registrations", "initiatives", "agreements", "dossiers", "counts", "decisions", "archives",
    "emblems", "prints", "namings", "packs", "builds", "answers", "forms",
)  # fmt: skip


class LocalStorage(FileSystemStorage):
    """This machine's disk. Written aside and moved, so that nobody ever reads half a file, not even after a power cut."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # what lies there already has the same hash, or is damaged

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
        with aside.open("wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
        return name


def store(content: bytes, *, folder: str) -> str:
    """Keep `content`; returns its sha256. Called before the row that names it is committed."""
    sha256 = hashlib.sha256(content).hexdigest()
    if read(folder, sha256) is None:
        name = place(folder, sha256)
        default_storage.delete(name)  # a damaged one
        default_storage.save(name, ContentFile(content))
    return sha256


def store_file(path: Path, *, folder: str) -> str:
    """`store` of a file that is too large to be held in memory."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if not is_whole(folder, sha256):
            name = place(folder, sha256)
            default_storage.delete(name)
            default_storage.save(name, File(file))
    return sha256


def is_whole(folder: str, sha256: str) -> bool:
    """Whether `read` would give it, without holding it."""
    try:
        with default_storage.open(place(folder, sha256)) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def read(folder: str, sha256: str) -> bytes | None:
    """What was stored; None where it is lost, or no longer whole."""
    try:
        with default_storage.open(place(folder, sha256)) as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def discard(folder: str, sha256: str) -> None:
    """Of what is no longer needed, and was never issued. The caller sees to it that nothing else names it."""
    default_storage.delete(place(folder, sha256))


def place(folder: str, sha256: str) -> str:
    return f"{folder}/{sha256[:2]}/{sha256}"


def stored() -> Iterator[tuple[str, str]]:
    """(folder, sha256) of every file that is kept, whole or not."""
    for folder in FOLDERS:
        for shelf in _listed(folder)[0]:
            yield from ((folder, name) for name in _listed(f"{folder}/{shelf}")[1] if len(name) == 64)


def _listed(path: str) -> tuple[list[str], list[str]]:
    """(folders, files) in order; nothing where the folder was never made."""
    try:
        folders, files = default_storage.listdir(path)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(files)
