"""Chữ ký số in a PDF that came back: who signed, when, and whether anything was changed afterwards.

Read by a kept library in a child process: a monstrous file costs 20 seconds of one child and nothing else. Certificates are
compared with those that whoever runs the server has laid into SIGNATURE_ROOTS; nothing is asked of any network, so of a
certificate that was revoked nothing is known. A reading tells what stands in a file: it takes the place of no legal check.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from thiduakt.documents.rendering.sandbox import PROJECT

from .child import SECONDS
from .signature import Signature

LONGEST_NAME = 200  # of what a certificate says; whoever made it may have written a book
MOST = 30  # signatures that are told of one file


@dataclass(frozen=True, slots=True)
class Reading:
    """`is_extended_only`: after its first revision the file was stamped and signed, and no page was changed."""

    is_extended_only: bool
    signatures: tuple[Signature, ...]

    def rows(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.signatures]


NOTHING_SIGNED = Reading(is_extended_only=True, signatures=())


def is_signed(content: bytes) -> bool:
    """A signature names the bytes that it covers, and where it lies nothing may be packed."""
    return b"/ByteRange" in content


def read_signatures(content: bytes) -> Reading | None:
    """None: it could not be read within the limits."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "thiduakt.documents.signatures.child", _folder()]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no word of a user
            command, input=content, capture_output=True, cwd=PROJECT, env=environment, timeout=SECONDS + 5, check=False
        )
        told = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return None
    if told is None:
        return None
    found = tuple(_shortened(Signature(**row)) for row in told["signatures"][:MOST])
    return Reading(told["is_extended_only"], found)


def _shortened(one: Signature) -> Signature:
    return replace(
        one, field=_printable(one.field), signer=_printable(one.signer), organisation=_printable(one.organisation),
        issuer=_printable(one.issuer),
    )  # fmt: skip


def _printable(text: str) -> str:
    return "".join(mark for mark in text if mark.isprintable())[:LONGEST_NAME]


def _folder() -> str:
    """Empty where none was laid out."""
    return settings.SIGNATURE_ROOTS if settings.SIGNATURE_ROOTS and Path(settings.SIGNATURE_ROOTS).is_dir() else ""
