"""The child process of reading.py: a PDF comes in, what its signatures say goes out as JSON. It asks no network.

    python -m thiduakt.documents.signatures.child FOLDER_OF_ROOTS < tep.pdf

Answers {"is_extended_only": bool, "signatures": [{…}]}; the keys are those of `signature.Signature`.
"""

import io
import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

SECONDS = 20
MEMORY = 512 * 1024 * 1024  # bytes of address space
# What a signature writes into what was there, by the kind of object.
ADDED = {
    "/Catalog": {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"},
    "/Page": {"/Annots"},
}


def answer(folder: str) -> None:
    """The alarm kills the process wherever it is, even inside a C library."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)
    logging.disable()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no part of the answer
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(sys.stdin.buffer.read()))
    roots = list(_roots(folder))
    found = [_told(one, roots) for one in reader.embedded_regular_signatures]
    json.dump({"is_extended_only": _is_extended_only(reader), "signatures": found}, answers)
    answers.flush()


def _is_extended_only(reader: Any) -> bool:
    """Whether what came after the first revision only signs and stamps: of what was there no page and no word is another.

    The library compares with what somebody signed; that which was issued bears no signature yet, nor a form for one.
    """
    if reader.xrefs.total_revisions < 2:
        return True
    first = reader.get_historical_resolver(0)
    there = reader.xrefs.explicit_refs_in_revision(0)
    later = (reader.xrefs.explicit_refs_in_revision(number) for number in range(1, reader.xrefs.total_revisions))
    touched = there & set().union(*later)
    return (
        first.root_ref == reader.root_ref
        and all(_is_same(first.get_object(ref), reader.get_object(ref)) for ref in touched - _told_beside(first))
        and all(_is_of_a_signature(one) for page in _pages(reader) for one in page.get("/Annots", ()))
    )


def _told_beside(first: Any) -> set[Any]:
    """Who made the file and when: a signing tool writes itself in, and no page shows it."""
    from pyhanko.pdf_utils.generic import IndirectObject

    values = [view.raw_get(key) for view, key in ((first.trailer_view, "/Info"), (first.root, "/Metadata")) if key in view]
    return {value.reference for value in values if isinstance(value, IndirectObject)}


def _is_same(before: Any, after: Any) -> bool:
    """But for what a signature hangs on the catalogue and on a page; the papers of this program have neither before."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return repr(before) == repr(after)
    free = ADDED.get(str(before.get("/Type", "")), set())
    is_stream_same = getattr(before, "encoded_data", b"") == getattr(after, "encoded_data", b"")
    return is_stream_same and _rest(before, free) == _rest(after, free)


def _rest(told: Any, free: set[str]) -> dict[str, str]:
    return {str(key): repr(told.raw_get(key)) for key in told if str(key) not in free}


def _pages(reader: Any) -> Iterator[Any]:
    """Every page as it stands last."""
    left = [reader.root["/Pages"]]
    while left:
        node = left.pop()
        left.extend(kid.get_object() for kid in node.get("/Kids", ()))
        if str(node.get("/Type", "")) == "/Page":
            yield node


def _is_of_a_signature(annotation: Any) -> bool:
    told = annotation.get_object()
    parent = told.get("/Parent", {})
    return str(told.get("/Subtype")) == "/Widget" and "/Sig" in {str(told.get("/FT")), str(parent.get("/FT"))}


def _told(embedded: Any, roots: list[Any]) -> dict[str, Any]:
    """Of one whose inside cannot be read, what its certificate says as far as it is there."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    told = {"field": str(embedded.field_name), "signer": "", "organisation": "", "issuer": "", "at": "", "is_stamped": False}
    told |= {"is_intact": False, "is_last": False, "is_untouched": False, "is_trusted": False, "is_readable": False}
    with suppress(Exception):
        told |= _names(embedded.signer_cert)
        context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
        status = validate_pdf_signature(embedded, context, context)
        stamp = status.timestamp_validity
        is_stamped = bool(stamp and stamp.intact and stamp.valid)
        level = status.modification_level
        told |= {
            "at": _moment(stamp.timestamp if stamp and is_stamped else status.signer_reported_dt),
            "is_stamped": is_stamped,
            "is_intact": bool(status.intact and status.valid),
            "is_last": status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
            "is_untouched": level is not None and level <= ModificationLevel.FORM_FILLING,
            "is_trusted": bool(status.trusted),
            "is_readable": True,
        }
    return told


def _names(certificate: Any) -> dict[str, str]:
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return {
        "signer": _text(subject.get("common_name")),
        "organisation": _text(subject.get("organization_name")),
        "issuer": _text(issuer.get("common_name") or issuer.get("organization_name")),
    }


def _text(value: Any) -> str:
    """A name may stand in a certificate several times."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at and at.tzinfo else ""


def _roots(folder: str) -> Iterator[Any]:
    """The certificates that whoever runs the server has laid there."""
    from pyhanko.keys import load_cert_from_pemder

    for path in sorted(Path(folder).iterdir()) if folder else []:
        if path.suffix in {".pem", ".crt", ".cer"}:
            yield load_cert_from_pemder(str(path))


if __name__ == "__main__":
    answer(sys.argv[1])
