"""Sao lưu: a copy of the database, every kept file by its hash, and a manifest; all sealed, none with a key in it.

BACKUP_ROOT/salt, password-check
BACKUP_ROOT/20261122-021500/database, manifest      one folder for each backup
BACKUP_ROOT/files/signed/ab/ab12…                   each file once, whatever the number of backups that name it
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from thiduakt.audit.chain import anchors
from thiduakt.audit.models import Chore
from thiduakt.audit.upkeep import done, note_key
from thiduakt.files.storage import place, read, stored

from .databases import CopyError, database
from .inside import ask
from .keeping import kept
from .sealed import BLOCK, SealError, blocks_of, seal, unseal

NAME = "%Y%m%d-%H%M%S"
BROKEN_OFF = 12 * 60 * 60  # seconds: no backup and no restore takes so long
File = tuple[str, str]  # (folder, sha256)


@dataclass(frozen=True)
class Manifest:
    name: str
    made_at: str
    engine: str
    database: str  # sha256
    heads: list[str]  # of the audit chains, as anchors
    files: list[File]
    faults: list[str]  # what was wrong already when the copy was taken

    @classmethod
    def read(cls, name: str) -> "Manifest":
        told = json.loads(b"".join(unseal(_root() / name / "manifest")))
        return cls(**told | {"files": [(folder, sha256) for folder, sha256 in told["files"]]})


def make_backup(at: datetime) -> Manifest:
    """Take a backup and look at it right away. What is wrong with the data itself is told in it, and does not hinder it."""
    root, name = _root(), timezone.localtime(at).strftime(NAME)
    salt = _salt(root)
    heads = [str(head) for head in anchors()]
    note_key(at=at)
    with tempfile.TemporaryDirectory(dir=root, prefix=".") as folder:
        copy, aside = Path(folder) / "copy", Path(folder) / "backup"
        source = database()
        source.copy_to(copy)
        with source.opened(copy) as url:
            told = ask("inspect", url, heads=heads)
        # A row is written after its file: what the copy names is there by now.
        files = _keep_files(root, salt)
        sha256 = seal(blocks_of(copy), aside / "database", salt)
        manifest = Manifest(
            name=name,
            made_at=at.isoformat(),
            engine=type(source).__name__,
            database=sha256,
            heads=told["heads"],
            files=sorted(files),
            faults=told["problems"] + _missing(told["files"], files),
        )
        seal(iter([json.dumps(asdict(manifest)).encode()]), aside / "manifest", salt)
        _check(aside / "database", sha256)
        os.replace(aside, root / name)  # noqa: PTH105  (a whole folder: it refuses to go over another backup)
    if not manifest.faults:
        done(Chore.BACKUP, at=at, detail=name)
    return manifest


def names() -> list[str]:
    """Of every backup, the newest last."""
    return sorted(path.name for path in _root().iterdir() if (path / "manifest").is_file() and not path.name.startswith("."))


def clear_old() -> list[str]:
    """Delete the backups that need not be kept any more, then the files that none of the others names."""
    root, zone = _root(), timezone.get_default_timezone()
    moments = {datetime.strptime(name, NAME).replace(tzinfo=zone): name for name in names()}
    stay = kept(moments)
    gone = sorted(name for moment, name in moments.items() if moment not in stay)
    for name in gone:
        shutil.rmtree(root / name)
    for folder in root.glob(".*"):  # of a task that was killed: the copy in it is not sealed
        if timezone.now().timestamp() - folder.stat().st_mtime > BROKEN_OFF:
            shutil.rmtree(folder)
    named = {place(*file) for name in names() for file in Manifest.read(name).files}
    for path in (root / "files").glob("*/*/*"):
        if path.relative_to(root / "files").as_posix() not in named:
            path.unlink()
    return gone


def sealed_database(name: str) -> Path:
    return _root() / name / "database"


def sealed_file(file: File) -> Path:
    return _root() / "files" / place(*file)


def _root() -> Path:
    root = Path(settings.BACKUP_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root


def _salt(root: Path) -> bytes:
    """Of this place. A second password in one place would make half of its files unreadable with either: refused."""
    check = root / "password-check"
    if not check.exists():
        salt = root / "salt"
        if not salt.exists():
            salt.write_bytes(os.urandom(16))
        seal(iter([b"thiduakt"]), check, salt.read_bytes())
    try:
        list(unseal(check))
    except SealError as error:
        raise SealError(f"Mật khẩu sao lưu không phải mật khẩu đã dùng ở {root}. Muốn đổi thì dùng thư mục mới.") from error
    return (root / "salt").read_bytes()


def _keep_files(root: Path, salt: bytes) -> set[File]:
    """Seal what is not sealed yet; every file that the backup can give back."""
    files: set[File] = set()
    for file in stored():
        target = root / "files" / place(*file)
        if not target.exists() and (content := read(*file)) is not None:
            seal((content[at : at + BLOCK] for at in range(0, len(content), BLOCK)), target, salt)
        if target.exists():
            files.add(file)
    return files


def _missing(named: Iterable[list[str]], files: set[File]) -> list[str]:
    lost = [f"{folder}/{sha256}" for folder, sha256 in named if (folder, sha256) not in files]
    return [f"Không còn nguyên tệp {path}." for path in lost]


def _check(sealed: Path, sha256: str) -> None:
    digest = hashlib.sha256()
    for block in unseal(sealed):
        digest.update(block)
    if digest.hexdigest() != sha256:
        raise CopyError("Bản sao lưu vừa ghi đọc lại không giống bản gốc.")
