"""Sealed files: compressed, and encrypted with the school's backup password. Without it nobody reads or alters them.

The first line holds the salt, each further line one block as a token of Fernet. Blocks are sealed one by one, so a file may
be larger than the memory; that none is missing or moved is told by the hash in the manifest.
"""

import base64
import hashlib
import os
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

MARK = b"thiduakt-1"
BLOCK = 4 * 1024 * 1024
LEAST = 12  # characters of a password


class SealError(Exception):
    """A sentence for whoever runs the command: no password, the wrong one, or a file that was damaged."""


def password() -> bytes:
    try:
        found = Path(settings.BACKUP_PASSWORD_FILE).read_bytes().strip() if settings.BACKUP_PASSWORD_FILE else b""
    except OSError as error:
        raise SealError(f"Không đọc được tệp mật khẩu sao lưu {settings.BACKUP_PASSWORD_FILE}.") from error
    if len(found.decode()) < LEAST:
        raise SealError(f"Chưa có BACKUP_PASSWORD_FILE: một tệp chứa mật khẩu sao lưu, ít nhất {LEAST} ký tự.")
    return found


def seal(blocks: Iterator[bytes], target: Path, salt: bytes) -> str:
    """Write `target`, first aside; returns the sha256 of what was sealed."""
    box, digest = _box(password(), salt), hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{target.name}.new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(MARK + b" " + base64.b64encode(salt) + b"\n")
        for block in blocks:
            digest.update(block)
            file.write(box.encrypt(zlib.compress(block, 6)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target)
    return digest.hexdigest()


def unseal(source: Path) -> Iterator[bytes]:
    """The blocks of a sealed file; SealError where the password is another, or a block was changed."""
    try:
        with source.open("rb") as file:
            mark, _, salt = file.readline().strip().partition(b" ")
            if mark != MARK:
                raise SealError(f"{source} không phải là bản sao lưu của hệ thống này.")
            box = _box(password(), base64.b64decode(salt))
            for line in file:
                yield zlib.decompress(box.decrypt(line.strip()))
    except (OSError, InvalidToken, ValueError, zlib.error) as error:
        raise SealError(f"Không mở được {source}: sai mật khẩu sao lưu, hoặc tệp bị mất, bị hỏng.") from error


def blocks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


@lru_cache(maxsize=4)
def _box(secret: bytes, salt: bytes) -> Fernet:
    key = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(secret)
    return Fernet(base64.urlsafe_b64encode(key))
