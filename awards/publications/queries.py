"""What the public sees of a publication: asked anew each time of the decision, the ledger, the consents as they stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet

from awards.decisions.models import AwardDecision, AwardLine
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import ClassMember, Pupil
from thiduakt.vietnamese import person_sort_key

from .enums import Unnamed
from .models import OF_A_PUPIL, Publication, PupilConsent

A_PUPIL = "Một học sinh"
MOST = 400  # pupils whose consents are ticked at once
PEOPLE = (HolderKind.PERSON, HolderKind.PUPIL)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    honor: str
    unit: str = ""
    citation: str = ""
    decision: str = ""  # of a roll: number and day


@dataclass(frozen=True, slots=True)
class Honored:
    """A row as the books have it. `year`: in the class of which a pupil is told."""

    row: Row
    year: int
    pupil_id: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """`unnamed`: how many pupils are told by their class alone, or left out."""

    rows: list[Row] = field(default_factory=list)
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A pupil of a publication, and who has agreed."""

    pupil: Pupil
    given: dict[str, PupilConsent]

    @property
    def is_named(self) -> bool:
        return len(self.given) == len(OF_A_PUPIL)


def shown_of(publication: Publication, *, year: int | None = None) -> Shown:
    """What somebody of the public sees now. `year`: of a roll of all years the one that is looked at."""
    if publication.is_roll:
        return _with_consents(publication, _of_ledger(publication, publication.year or year))
    return _with_consents(publication, _of_decision(publication))


def years_of(publication: Publication) -> list[int]:
    """Of a roll of all years: those in which somebody was honored, the newest first."""
    return list(entries_of(publication).order_by("-year").values_list("year", flat=True).distinct())


def entries_of(publication: Publication) -> QuerySet[HonorEntry]:
    """The honors that stand in the ledger, of the year of the roll."""
    entries = HonorEntry.objects.standing().filter(school=publication.school_id)
    return entries.filter(year=publication.year) if publication.year else entries


def lines_of(publication: Publication) -> QuerySet[AwardLine]:
    """Those of its decision that stand now."""
    return AwardLine.objects.standing().filter(decision=publication.decision_id).order_by("position", "pk")


def tells_somebody(publication: Publication) -> bool:
    return (entries_of(publication) if publication.is_roll else lines_of(publication)).exists()


def agreed(pupils: Iterable[int]) -> set[int]:
    """Those who may be named: all who are asked have agreed, and none has withdrawn it."""
    told = defaultdict(set)
    for pupil, whose in PupilConsent.objects.standing().filter(pupil__in=set(pupils)).values_list("pupil", "whose"):
        told[pupil].add(whose)
    return {pupil for pupil, given in told.items() if given == {*OF_A_PUPIL}}


def pupils_of(publication: Publication) -> list[Asked]:
    """The pupils it tells of, by name, with the consents that stand; of very many those first who are not named yet."""
    rows = entries_of(publication) if publication.is_roll else lines_of(publication)
    keys = set(rows.filter(pupil__isnull=False).order_by().values_list("pupil", flat=True))
    given: dict[int, dict[str, PupilConsent]] = defaultdict(dict)
    for consent in PupilConsent.objects.standing().filter(pupil__in=keys):
        given[consent.pupil_id][consent.whose] = consent
    pupils = Pupil.objects.filter(pk__in=keys).order_by("sort_key", "pk")
    found = [Asked(pupil, given.get(pupil.pk, {})) for pupil in pupils]
    return found if len(found) <= MOST else sorted(found, key=lambda asked: asked.is_named)[:MOST]


def signed_with(pupil: Pupil) -> list[Publication]:
    """Whose notice is signed, or before its signer, with the name of this pupil."""
    states = (DocumentState.SUBMITTED, DocumentState.SIGNED)
    found = Publication.objects.filter(school=pupil.school_id, paper__state__in=states).select_related("paper")
    return [one for one in found.order_by("pk") if one.paper and _names(one.paper, (pupil.full_name, str(pupil)))]


def _names(paper: Document, names: Sequence[str]) -> bool:
    rows = [row for part in paper.appendices if part["table"] for row in part["table"]["rows"]]
    return any(cell in names for row in rows for cell in row)


def unpublished(school_id: int, since: date) -> list[AwardDecision]:
    """Decided since that day, in force, and nobody has begun to publish them."""
    found = AwardDecision.objects.in_force().filter(school=school_id, publications__isnull=True).select_related("document")
    return [one for one in found.order_by("pk") if one.day and one.day >= since]


def _of_decision(publication: Publication) -> list[Honored]:
    year = publication.decision.year if publication.decision else 0
    return [
        # where somebody from outside lives is nobody's business
        Honored(
            Row(line.holder_name, line.honor_name, "" if line.outsider_id else line.unit, line.citation), year, line.pupil_id
        )
        for line in lines_of(publication)
    ]


def _of_ledger(publication: Publication, year: int | None) -> list[Honored]:
    """The newest year first; in each collectives before people, honor by honor, by given name."""
    found = entries_of(publication)
    entries = list((found.filter(year=year) if year else found).order_by("-year", "-pk"))
    entries.sort(key=lambda one: (-one.year, one.holder_kind in PEOPLE, one.honor_name, person_sort_key(one.holder_name)))
    return [
        Honored(Row(one.holder_name, one.honor_name, citation=one.citation, decision=_cited(one)), one.year, one.pupil_id)
        for one in entries
    ]


def _cited(entry: HonorEntry) -> str:
    day = f"ngày {entry.decided_on:%d/%m/%Y}" if entry.decided_on else ""
    return " ".join(filter(None, (entry.decision_number, day)))


def _with_consents(publication: Publication, told: Sequence[Honored]) -> Shown:
    """The columns that were chosen; in place of a pupil who may not be named the class, or nothing."""
    pupils = {one.pupil_id for one in told if one.pupil_id}
    hidden = pupils - agreed(pupils)
    members = ClassMember.objects.filter(pupil__in=hidden).select_related("school_class")
    classes = {(member.pupil_id, member.year): member.school_class.name for member in members}
    rows = []
    for one in told:
        if one.pupil_id not in hidden:
            unit = one.row.unit if publication.tells_unit else ""
            rows.append(replace(one.row, unit=unit, citation=one.row.citation if publication.tells_citation else ""))
        elif publication.unnamed == Unnamed.BY_CLASS:
            name = _of_class(classes.get((one.pupil_id, one.year), ""))
            rows.append(replace(one.row, name=name, unit="", citation=""))
    return Shown(rows, sum(one.pupil_id in hidden for one in told))


def _of_class(name: str) -> str:
    """“Một học sinh lớp 5A”, whether the class is called 5A or Lớp 5A."""
    if not name:
        return A_PUPIL
    bare = name[4:] if name.lower().startswith("lớp ") else name
    return f"{A_PUPIL} lớp {bare}"
