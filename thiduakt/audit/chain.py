"""The chain itself: what is hashed, and how a break in it is found.

A chain alone cannot show that its tail was cut and its head mended, or that all of it was computed anew. An anchor can: the
head as it once was, printed on paper or kept outside the database.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Self

from .models import AuditEvent, AuditHead

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Anchor:
    """Neo: the head of one school's chain at some moment."""

    school_id: int
    seq: int
    hash: str

    @classmethod
    def parse(cls, line: str) -> Self:
        """The form that `str()` gives; ValueError for anything else."""
        school_id, seq, digest = line.split()
        if len(digest) != len(GENESIS):
            raise ValueError(line)
        return cls(int(school_id), int(seq), digest)

    def __str__(self) -> str:
        return f"{self.school_id} {self.seq} {self.hash}"


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the chain does not hold."""

    school_id: int
    seq: int
    reason: str

    def __str__(self) -> str:
        return f"Trường {self.school_id}, sự kiện {self.seq}: {self.reason}"


def event_hash(event: AuditEvent) -> str:
    """SHA-256 over the canonical JSON of every column but the hash itself."""
    values = {
        "school": event.school_id,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "verb": event.verb,
        "object": [event.object_type, event.object_id, event.object_label],
        "changes": event.changes,
        "reason": event.reason,
        "prev": event.prev,
    }
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def anchors() -> list[Anchor]:
    """The present head of every school's chain."""
    return [Anchor(head.school_id, head.seq, head.hash) for head in AuditHead.objects.order_by("school_id")]


def breaks(kept: Iterable[Anchor] = ()) -> Iterator[Break]:
    """Every place where the log was changed, as far as the chain and the `kept` anchors can tell."""
    heads = {head.school_id: head for head in AuditHead.objects.all()}
    kept_hashes: dict[int, dict[int, str]] = defaultdict(dict)
    for anchor in kept:
        kept_hashes[anchor.school_id][anchor.seq] = anchor.hash
    written = AuditEvent.objects.order_by("school_id").values_list("school_id", flat=True).distinct()
    for school_id in sorted({*heads, *kept_hashes, *written}):
        yield from _school_breaks(school_id, heads.get(school_id), kept_hashes[school_id])


def _school_breaks(school_id: int, head: AuditHead | None, kept: dict[int, str]) -> Iterator[Break]:
    seq, prev = 0, GENESIS
    for event in AuditEvent.objects.filter(school_id=school_id).order_by("seq").iterator(chunk_size=2000):
        if event.seq != seq + 1:
            yield Break(school_id, seq + 1, "thiếu sự kiện.")
        if event.prev != prev:
            yield Break(school_id, event.seq, "không nối với sự kiện trước.")
        if event.hash != event_hash(event):
            yield Break(school_id, event.seq, "nội dung đã bị sửa.")
        if kept.get(event.seq, event.hash) != event.hash:
            yield Break(school_id, event.seq, "khác với neo đã lưu bên ngoài.")
        seq, prev = event.seq, event.hash
    if head is None or (head.seq, head.hash) != (seq, prev):
        yield Break(school_id, seq, "đầu chuỗi không khớp với sự kiện cuối.")
    for missing in sorted(place for place in kept if place > seq):
        yield Break(school_id, missing, "neo đã lưu bên ngoài nói tới một sự kiện không còn nữa.")
