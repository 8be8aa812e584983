"""So trùng: a description beside the school's own archive, once for each saving of it; what was found is kept with the
versions that were compared, and with what the author, the secretary or a judge has to say to it."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.likeness import (
    NAME_ALIKE,
    TEXT_ALIKE,
    name_share,
    passages,
    shingles,
    text_share,
    words_of,
)
from nominations.initiatives.models import Comparison, Fingerprint, Match, Solution
from nominations.initiatives.policies import can_compare, can_manage, can_write
from nominations.initiatives.queries import archive_of, text_of
from thiduakt.audit.services import record
from thiduakt.ledger.models import Initiative
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, lock

SHORTEST_NOTE = 20  # characters
MOST = 10  # matches that are kept: what is more is no coincidence either, and nobody reads on


@transaction.atomic
def compare(solution: Solution, *, actor: User, at: datetime) -> Comparison:
    """With every description submitted at the school in any year, and every name that the ledger recognises."""
    held: Solution = lock(solution)
    if not can_compare(actor, held, at):
        raise PermissionDenied
    text = words_of(text_of(held.writing))
    texts, found = _alike_texts(held, _print(held, text.folded))
    names, named = _alike_names(held)
    for other, share in found:
        there = words_of(text_of(other.writing))
        _keep(
            held, {"other": other}, text_share=share, name_share=name_share(held.name, other.name),
            other_version=other.writing.version,
            passages=[
                [one.here, one.here_count, one.there, one.there_count] for one in passages(text.folded, there.folded)
            ],
        )  # fmt: skip
    for initiative, share in named:
        _keep(held, {"initiative": initiative}, name_share=share)
    for match in held.matches.exclude(other__in=[one for one, _ in found]).exclude(initiative__in=[one for one, _ in named]):
        _forget(match)
    comparison, _ = Comparison.objects.update_or_create(
        solution=held,
        defaults={
            "version": held.writing.version, "name": held.name, "texts": texts, "names": names, "compared_at": at,
            "compared_by": actor,
        },
    )  # fmt: skip
    record(actor=actor, verb="solution.compare", target=held, at=at, changes={"chỗ giống": len(found) + len(named)})
    return comparison


@transaction.atomic
def explain(match: Match, note: str, *, actor: User, at: datetime) -> Match:
    """What the author says to it: what was taken over, what is new."""
    solution = lock(match.solution)
    if not can_write(actor, solution, at):
        raise PermissionDenied
    if solution.state not in S.WRITTEN:
        raise MoveRefusedError(f"Giải pháp đang ở trạng thái “{solution.get_state_display()}” nên không sửa được.")
    held: Match = lock(match)
    held.author_note = _note(note)
    held.save(update_fields=["author_note"])
    record(actor=actor, verb="solution.explain_likeness", target=solution, at=at)
    return held


@transaction.atomic
def review(match: Match, note: str, *, actor: User, at: datetime) -> Match:
    """Đã xem xét, by the secretary or the leaders: who, when, why; the minutes show it."""
    if not can_manage(actor, match.solution, at):
        raise PermissionDenied
    return keep_review(match, note, actor=actor, at=at)


@transaction.atomic
def keep_review(match: Match, note: str, *, actor: User, at: datetime) -> Match:
    """For whoever has already asked whether the actor may: a judge, in the judging room."""
    held: Match = lock(match)
    held.review_note, held.reviewed_by, held.reviewed_at, held.reviewed_share = _note(note), actor, at, held.share
    held.save(update_fields=["review_note", "reviewed_by", "reviewed_at", "reviewed_share"])
    record(actor=actor, verb="solution.review_likeness", target=held.solution, at=at, changes={"giống": f"{held.share}%"})
    return held


def _alike_texts(solution: Solution, own: array) -> tuple[int, list[tuple[Solution, int]]]:
    """How many descriptions there are, and those that read alike, or are called alike, the most alike first."""
    runs, found = set(own), []
    archive = list(archive_of(solution).order_by("pk").values_list("pk", "name", "writing__version"))
    known = {pk: (version, prints) for pk, version, prints in _prints(solution)}
    stale = {pk for pk, _, version in archive if known.get(pk, (0, b""))[0] != version}
    for other in archive_of(solution).filter(pk__in=stale).select_related("writing__outline"):
        known[other.pk] = (other.writing.version, _print(other, words_of(text_of(other.writing)).folded).tobytes())
    for pk, name, _ in archive:
        prints = array("I")
        prints.frombytes(known[pk][1])
        share = text_share(runs, prints)
        if share >= TEXT_ALIKE or name_share(solution.name, name) >= NAME_ALIKE:
            found.append((pk, share))
    found = sorted(found, key=lambda one: (-one[1], one[0]))[:MOST]
    others = archive_of(solution).select_related("writing__outline").in_bulk([pk for pk, _ in found])
    return len(archive), [(others[pk], share) for pk, share in found]


def _prints(solution: Solution) -> Iterator[tuple[int, int, bytes]]:
    rows = Fingerprint.objects.filter(solution__in=archive_of(solution).order_by().values("pk")).order_by()
    for pk, version, prints in rows.values_list("solution", "version", "shingles").iterator():
        yield pk, version, bytes(prints)


def _print(solution: Solution, folded: Sequence[str]) -> array:
    made = shingles(folded)
    Fingerprint.objects.update_or_create(
        solution=solution, defaults={"version": solution.writing.version, "shingles": made.tobytes()}
    )
    return made


def _alike_names(solution: Solution) -> tuple[int, list[tuple[Initiative, int]]]:
    """Of the recognised ones whose description is not in the archive: those of years before it was kept here."""
    rows = Initiative.objects.filter(school=solution.school_id, solution__isnull=True).order_by("pk")
    shares = {pk: name_share(solution.name, name) for pk, name in rows.values_list("pk", "name")}
    alike = sorted((pk for pk, share in shares.items() if share >= NAME_ALIKE), key=lambda pk: (-shares[pk], pk))[:MOST]
    found = Initiative.objects.in_bulk(alike)
    return len(shares), [(found[pk], shares[pk]) for pk in alike]


def _keep(solution: Solution, other: dict[str, Any], **told: Any) -> None:
    Match.objects.update_or_create(solution=solution, **other, defaults={"version": solution.writing.version, **told})


def _forget(match: Match) -> None:
    """What somebody has written beside it stays on record."""
    if not match.review_note:
        match.delete()
        return
    match.text_share, match.name_share, match.passages = 0, 0, []
    match.save(update_fields=["text_share", "name_share", "passages"])


def _note(typed: str) -> str:
    note = nfc(typed).strip()
    if len(note) < SHORTEST_NOTE:
        raise ValidationError({"note": f"Thầy/cô ghi rõ, ít nhất {SHORTEST_NOTE} ký tự."})
    if len(note) > 2000:
        raise ValidationError({"note": "Ý kiến dài quá 2000 ký tự. Thầy/cô viết ngắn hơn."})
    return note
