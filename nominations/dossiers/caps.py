"""Tỷ lệ tối đa và thước đo công bằng of the list of dossiers as it stands: they warn, and never keep anybody out."""

from collections.abc import Iterable
from dataclasses import dataclass

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Review
from nominations.dossiers.queries import ON_THE_LIST, honors_of_law, listed
from thiduakt.catalog.choices import chosen
from thiduakt.eligibility.caps import CapRounding, most_of
from thiduakt.ledger.assessing import Cap
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.facts import REACHED, people_of_year
from thiduakt.ledger.justice import Part, percent
from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import Group

BEFORE_THE_SCHOOL = tuple(state for state in ON_THE_LIST if state != S.TO_GROUP)


@dataclass(frozen=True, slots=True)
class ListCap:
    """Of one honor: counted over all that was handed in, and over what has reached the school."""

    code: str
    name: str
    all: Cap
    submitted: Cap

    @property
    def too_many(self) -> int:
        return max(self.all.too_many, self.submitted.too_many)


def caps_of(review: Review) -> list[ListCap]:
    """The caps that the law of the round sets for honors of this round, in the order of the catalogue."""
    capped = {
        code: honor
        for code, honor in honors_of_law(review).items()
        if honor.ratio_cap and honor.ratio_cap.get("max_percent")
    }
    named = {row.code: row.honor_name for row in review.honors.all() if row.code in capped}
    if not named:
        return []
    rounding = CapRounding(chosen(review.school_id, review.decides_on)["cap_rounding"])
    people = [*listed(review).filter(holder_kind=NomineeKind.PERSON).values_list("code", "person", "state")]
    entries = HonorEntry.objects.standing().filter(
        school=review.school_id, year=review.year, code__in=REACHED, holder_kind=HolderKind.PERSON
    )
    reached = {person for person in entries.order_by().values_list("person", flat=True) if person}

    def cap(code: str, states: Iterable[str]) -> Cap:
        told = capped[code].ratio_cap or {}
        counted = reached | {person for honor, person, state in people if honor in REACHED and state in states}
        wished = {person for honor, person, state in people if honor == code and state in states}
        most = most_of(told["max_percent"], len(counted), rounding)
        return Cap(told["max_percent"], len(counted), most, len(wished), told.get("source", ""))

    return [ListCap(code, name, cap(code, ON_THE_LIST), cap(code, BEFORE_THE_SCHOOL)) for code, name in named.items()]


@dataclass(frozen=True, slots=True)
class Shares:
    """Whom the list goes to, beside how many there are of them."""

    collectives: int
    dossiers: int
    parts: tuple[Part, ...]

    @property
    def collectives_share(self) -> str:
        return percent(self.collectives, self.dossiers)

    @property
    def rows(self) -> list[list[str | int]]:
        """Of each part: people, their share, dossiers, their share, and both compared."""
        return [
            [part.label, part.people, part.people_share, part.honors, part.honors_share, part.comparison]
            for part in self.parts
        ]


def shares_of(review: Review) -> Shares:
    """Of what is on the list now: direct workers and managers, then each tổ."""
    on_list = list(listed(review).order_by().values_list("holder_kind", "person"))
    wished = [person for _, person in on_list if person]
    people = list(people_of_year(review.school_id, review.year).values_list("pk", "group", "is_manager"))

    def part(label: str, members: set[int]) -> Part:
        won = [person for person in wished if person in members]
        return Part(label, len(members), len(people), len(set(won)), len(won), len(wished))

    groups = Group.objects.filter(school=review.school_id).values_list("pk", "name")
    return Shares(
        sum(kind in NomineeKind.COLLECTIVES for kind, _ in on_list),
        len(on_list),
        (
            part("Người trực tiếp làm việc", {pk for pk, _, manages in people if not manages}),
            part("Cán bộ quản lý", {pk for pk, _, manages in people if manages}),
            *(part(name, {pk for pk, group, _ in people if group == key}) for key, name in groups),
        ),
    )
