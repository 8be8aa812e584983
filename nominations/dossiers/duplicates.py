"""Trùng hồ sơ, trùng thành tích, trùng sáng kiến: what else stands for the same holder, each with a link to it."""

import re
from dataclasses import dataclass

from nominations.dossiers.models import Dossier, Outsider
from nominations.dossiers.models.dossiers import DossierQuerySet
from thiduakt.ledger.enums import Merit
from thiduakt.ledger.models import HonorEntry, InitiativeAuthor
from thiduakt.ledger.models.entries import HonorEntryQuerySet
from thiduakt.vietnamese import fold
from thiduakt.workflow import Missing

INITIATIVE_USED = "initiative_used"  # the key under which two people may let it pass
OF_ONE_MERIT = (Merit.SUDDEN, Merit.CAMPAIGN)  # given for one deed; the others for a time
ALIKE = 0.6  # of the words of both texts: the same deed, told twice
FEWEST_WORDS = 5  # of fewer nothing can be said


@dataclass(frozen=True, slots=True)
class Twin:
    """What stands beside the dossier: another dossier, or a line of the ledger."""

    other: Dossier | HonorEntry
    sentence: str

    @property
    def url(self) -> str:
        return self.other.get_absolute_url()


def same_honor(dossier: Dossier) -> list[Twin]:
    """The same honor of the same year for the same holder: never twice, but for another deed."""
    found = [
        Twin(other, f"{other.holder} đã có hồ sơ {other.honor_name} ở đợt “{other.review}”.")
        for other in _others(dossier).filter(code=dossier.code)
        if _is_of_a_time(dossier, other.review.merit) or _of_one_deed(dossier, other)
    ]
    if dossier.review.merit in OF_ONE_MERIT:
        return found
    return found + [
        Twin(entry, f"Sổ khen thưởng đã ghi {entry.honor_name} năm học {entry.year_name} của {entry.holder_name}.")
        for entry in _entries(dossier).filter(code=dossier.code).exclude(merit__in=OF_ONE_MERIT)
    ]


def same_merit(dossier: Dossier) -> list[Twin]:
    """One merit is not honored in many forms (Luật 06/2022/QH15, Điều 5); a title of the year beside a form is."""
    found = [
        Twin(other, f"{other.holder} đã có hồ sơ {other.honor_name} (đợt “{other.review}”) cho thành tích có vẻ là một.")
        for other in _others(dossier).exclude(code=dossier.code)
        if _of_one_deed(dossier, other)
    ]
    if dossier.review.merit not in OF_ONE_MERIT:
        return found
    return found + [
        Twin(entry, f"Sổ khen thưởng đã ghi {entry.honor_name} của {entry.holder_name} cho thành tích có vẻ là một.")
        for entry in _entries(dossier)
        if are_alike(entry.citation, dossier.summary)
    ]


def used_up(dossier: Dossier) -> list[Missing]:
    """The initiatives of the dossier that another standing one claims for the same author, or an honor has used."""
    if dossier.pk is None or dossier.person_id is None:
        return []
    claimed = list(dossier.initiatives.all())
    used = InitiativeAuthor.objects.filter(initiative__in=claimed, person=dossier.person_id, use__isnull=False)
    spent = used.filter(use__entry__ended_by__isnull=True).select_related("initiative", "use__entry")
    told = [
        f"Sáng kiến “{one.initiative}” đã dùng để xét {one.use.entry.honor_name} {one.use.entry.year_name}." for one in spent
    ]
    others = Dossier.objects.filter(person=dossier.person_id, initiatives__in=claimed).standing().exclude(pk=dossier.pk)
    told += [
        f"Sáng kiến “{name}” đang dùng ở hồ sơ {honor} (đợt “{review}”)."
        for name, honor, review in others.values_list("initiatives__name", "honor_name", "review__name").distinct()
    ]
    return [Missing(sentence, "initiatives") for sentence in told]


def are_alike(one: str, other: str) -> bool:
    """Whether two texts tell of one deed, by the words that both share."""
    first, second = _words(one), _words(other)
    if min(len(first), len(second)) < FEWEST_WORDS:
        return False
    return len(first & second) >= ALIKE * len(first | second)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def _others(dossier: Dossier) -> DossierQuerySet:
    """Of the same holder, in the same year, still standing."""
    found = Dossier.objects.of(dossier.holder).standing().filter(review__year=dossier.review.year).exclude(pk=dossier.pk)
    return found.select_related("review", "person", "group", "pupil", "school_class", "outsider", "school")


def _entries(dossier: Dossier) -> HonorEntryQuerySet:
    if isinstance(dossier.holder, Outsider):
        return HonorEntry.objects.none()
    found = HonorEntry.objects.of(dossier.holder).standing().filter(school=dossier.school_id, year=dossier.review.year)
    return found.order_by("code", "pk")


def _is_of_a_time(dossier: Dossier, merit: str) -> bool:
    return dossier.review.merit not in OF_ONE_MERIT and merit not in OF_ONE_MERIT


def _of_one_deed(dossier: Dossier, other: Dossier) -> bool:
    if _is_of_a_time(dossier, other.review.merit):
        return False
    places = ("campaign_id", "contest_id", "merit_on")
    is_named = any(getattr(dossier, place) and getattr(dossier, place) == getattr(other, place) for place in places)
    return is_named or are_alike(dossier.summary, other.summary)
