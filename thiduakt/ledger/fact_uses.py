"""What leans on a rating or on another fact of a year, so that nobody corrects it blindly."""

from django.db.models import Q
from django.urls import reverse

from thiduakt.eligibility.standards import Condition
from thiduakt.ledger.enums import HolderKind, Merit
from thiduakt.ledger.models import HonorEntry, YearRating
from thiduakt.ledger.models.entries import HonorEntryQuerySet
from thiduakt.ledger.uses import ANY_TIME, Use, asked_for
from thiduakt.school.models import Person

MEMBERS_RATED = "all_completed"  # what a collective's standard asks of the ratings of its people


def uses_of_rating(rating: YearRating, *, among: HonorEntryQuerySet) -> list[Use]:
    """The standing honors, of `among`, whose standard in any regime looks at this rating."""
    entries = list(_later(rating, among).order_by("year", "pk"))
    reaches = _reaches(rating.school_id, {entry.code for entry in entries})
    return [_use(entry) for entry in entries if _leans(entry, rating, reaches[entry.code])]


def honors_since(person: Person, year: int, *, among: HonorEntryQuerySet) -> list[Use]:
    """The yearly honors of this person from that year on."""
    entries = among.of(person).standing().filter(year__gte=year, merit=Merit.YEARLY).order_by("year", "pk")
    return [_use(entry) for entry in entries]


def _later(rating: YearRating, among: HonorEntryQuerySet) -> HonorEntryQuerySet:
    own = Q(holder_kind=rating.holder_kind, person=rating.person_id, group=rating.group_id, year__gte=rating.year)
    if rating.person:
        collective = Q(group__isnull=False, group=rating.person.group_id) | Q(holder_kind=HolderKind.SCHOOL)
        own |= collective & Q(year=rating.year)
    return among.filter(own, merit=Merit.YEARLY).standing()


def _reaches(school_id: int, codes: set[str]) -> dict[str, dict[str, int]]:
    """By code of the honor: each test of its standards that reads ratings, with the years it looks back."""
    found: dict[str, dict[str, int]] = {code: {} for code in codes}
    for code, condition in asked_for(school_id, codes):
        if (years := _years_back(condition)) is not None:
            found[code][condition.test] = max(years, found[code].get(condition.test, 0))
    return found


def _years_back(condition: Condition) -> int | None:
    """None where it reads no rating."""
    options = condition.options
    match condition.test:
        case "rating" | "meets" | "all_completed":
            return 0
        case "run_of_ratings":
            return int(options["times"])
        case "after_honor" if "among" in options:
            return ANY_TIME
        case "count_after_honor" if "rating" in options:
            return ANY_TIME
    return None


def _leans(entry: HonorEntry, rating: YearRating, reaches: dict[str, int]) -> bool:
    is_own = entry.holder_kind == rating.holder_kind
    tests = reaches.keys() - {MEMBERS_RATED} if is_own else reaches.keys() & {MEMBERS_RATED}
    return any(entry.year - rating.year <= reaches[test] for test in tests)


def _use(entry: HonorEntry) -> Use:
    sentence = f"{entry.honor_name} năm học {entry.year}–{entry.year + 1} của {entry.holder_name}."
    return Use(sentence, reverse("ledger:entry", args=[entry.pk]), is_in_doubt=True)
