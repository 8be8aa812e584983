"""What leans on a line of the ledger, so that nobody corrects it blindly.

An honor leans on another where the law of any regime asks for the other: a person then judges the case. Nothing here
says that the later honor was wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from thiduakt.catalog.enums import RuleState
from thiduakt.catalog.models import Honor
from thiduakt.eligibility.standards import Condition
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import HonorEntry, InitiativeUse
from thiduakt.ledger.models.entries import HonorEntryQuerySet

ANY_TIME = 200  # years
ASKING_INITIATIVE = {"initiative", "initiatives_over"}
OF_MEMBERS = {"share": ("LDTT",), "members_with_title": ("CSTDCS",)}  # what a collective's standard counts in its people


@dataclass(frozen=True, slots=True)
class Use:
    sentence: str
    url: str
    is_in_doubt: bool = False  # would lose its ground without the line


@dataclass(frozen=True, slots=True)
class Leaning:
    """An honor asks for one of `codes`, of the same year or up to `reach` years before."""

    codes: frozenset[str]
    reach: int = 0
    of_members: bool = False

    def rests_on(self, code: str, gap: int) -> bool:
        return code in self.codes and 0 <= gap <= self.reach


Leanings = Mapping[str, list[Leaning]]


def leanings(school_id: int, codes: Iterable[str]) -> Leanings:
    """By code of the honor that leans."""
    found: dict[str, list[Leaning]] = {}
    for code, condition in asked_for(school_id, codes):
        leaning, of_code = _leaning(condition), found.setdefault(code, [])
        if leaning and leaning not in of_code:
            of_code.append(leaning)
    return found


def asked_for(school_id: int, codes: Iterable[str]) -> Iterator[tuple[str, Condition]]:
    """What the honors of these codes ask for in any regime, one condition after another, nested ones too: one query."""
    rows = Honor.objects.known_to(school_id).filter(state=RuleState.APPROVED, code__in=set(codes)).order_by()
    for code, conditions in rows.values_list("code", "conditions"):
        for told in conditions:
            for condition in _parts(Condition.from_dict(told)):
                yield code, condition


def codes_asking_initiative(school_id: int, codes: Iterable[str]) -> set[str]:
    """Those of `codes` whose standard in any regime asks for an initiative: no other honor uses one up."""
    return {code for code, condition in asked_for(school_id, codes) if condition.test in ASKING_INITIATIVE}


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.of:
        yield from _parts(part)


def uses_of(entry: HonorEntry, *, among: HonorEntryQuerySet | None = None) -> list[Use]:
    """The honors that lean on it, and the initiatives it used up; `among`: the lines the reader may see."""
    seen = HonorEntry.objects.filter(school=entry.school_id) if among is None else among
    later = list(_later(entry, seen))
    known = leanings(entry.school_id, {other.code for other in later})
    uses = [_dependent(other) for other in later if leans(other, entry, known)]
    counted = InitiativeUse.objects.filter(entry=entry).select_related("author__initiative")
    return uses + [_initiative(use) for use in counted]


def leans(later: HonorEntry, earlier: HonorEntry, known: Leanings) -> bool:
    """Whether the one may rest on the other: on an honor of its own holder, or on a title of a member."""
    own = (later.holder_kind, later.person_id, later.group_id) == (earlier.holder_kind, earlier.person_id, earlier.group_id)
    gap = later.year - earlier.year
    return later.pk != earlier.pk and any(
        leaning.of_members is not own and leaning.rests_on(earlier.code, gap) for leaning in known.get(later.code, ())
    )


def _later(entry: HonorEntry, seen: HonorEntryQuerySet) -> HonorEntryQuerySet:
    """Of the same holder, from that year on; of a person also what the tổ and the school received for that year."""
    alike = Q(holder_kind=entry.holder_kind, person=entry.person_id, group=entry.group_id) & Q(
        pupil=entry.pupil_id, school_class=entry.school_class_id
    )
    reach = alike & Q(year__gte=entry.year)
    if entry.person:
        collective = Q(group__isnull=False, group=entry.person.group_id) | Q(holder_kind=HolderKind.SCHOOL)
        reach |= collective & Q(year=entry.year)
    return seen.filter(reach).standing().exclude(pk=entry.pk).order_by("year", "pk")


def _dependent(entry: HonorEntry) -> Use:
    sentence = f"{entry.honor_name} năm học {entry.year_name} của {entry.holder_name} có thể dựa vào dòng này."
    return Use(sentence, entry.get_absolute_url(), is_in_doubt=True)


def _initiative(use: InitiativeUse) -> Use:
    initiative = use.author.initiative
    return Use(f"Đã dùng sáng kiến “{initiative}”.", reverse("ledger:initiative", args=[initiative.pk]))


def _leaning(condition: Condition) -> Leaning | None:
    options = condition.options
    match condition.test:
        case "title":
            return Leaning(frozenset(options["codes"]))
        case "meets":
            return Leaning(frozenset({options["code"]}))
        case "run_of_titles":
            return Leaning(frozenset(options["codes"]), reach=options["times"])
        case "after_honor" | "count_after_honor":
            return Leaning(frozenset({*options["codes"], *options.get("titles", ())}), reach=ANY_TIME)
        case "share" | "members_with_title":
            return Leaning(frozenset(OF_MEMBERS[condition.test]), of_members=True)
    return None
