"""What was built on an award that was cancelled: dossiers that may rest on it. People judge; nothing is stopped."""

from collections.abc import Iterator, Sequence

from nominations.dossiers.models import Dossier, Outsider
from thiduakt.ledger.enums import EntryKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.uses import leanings


def lost_grounds(dossier: Dossier) -> Iterator[HonorEntry]:
    """Revoked honors of its holder that the honor it asks for may rest on; one that another line tells again is no loss."""
    if isinstance(dossier.holder, Outsider):
        return
    told = HonorEntry.objects.of(dossier.holder)
    gone = list(told.honors().filter(ended_by__kind=EntryKind.REVOKED).order_by("-year", "pk"))
    if not gone:
        return
    kept = set(told.standing().values_list("code", "year"))
    asked = leanings(dossier.school_id, {dossier.code}).get(dossier.code, [])
    for entry in gone:
        gap = dossier.review.year - entry.year
        rests = any(not one.of_members and one.rests_on(entry.code, gap) for one in asked)
        if rests and (entry.code, entry.year) not in kept:
            yield entry


def dossiers_in_doubt(entries: Sequence[HonorEntry]) -> Iterator[Dossier]:
    """Those that still stand, of the same holders, since the years of these honors."""
    seen: set[int] = set()
    for entry in entries:
        found = Dossier.objects.of(entry.holder).standing().filter(review__year__gte=entry.year).select_related("review")
        for dossier in found.order_by("pk"):
            if dossier.pk not in seen and entry in lost_grounds(dossier):
                seen.add(dossier.pk)
                yield dossier
