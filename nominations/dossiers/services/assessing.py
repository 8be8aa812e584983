"""Xét điều kiện of one dossier by the law of its round: live while it is written, frozen each time it is handed in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Assessment, Dossier
from thiduakt.catalog.rulebook import rulebook
from thiduakt.eligibility import Answer, Facts, Rulebook, assess
from thiduakt.eligibility import Assessment as Found
from thiduakt.eligibility.facts import SubjectKind
from thiduakt.ledger.assessing import newcomer_months
from thiduakt.ledger.discretion import discreet, open_part
from thiduakt.ledger.facts import facts_of_collectives, facts_of_people
from thiduakt.school.models import Group, Person, School, SchoolClass


@dataclass(frozen=True, slots=True)
class Judged:
    """What the books say of the holder now, with all that is known and without private matters."""

    facts: Facts
    found: Found
    open_found: Found


def judge(dossier: Dossier, *, on: date) -> Judged | None:
    """None where the law of the round has no such honor on record: then nothing is concluded."""
    book = _book(dossier, on)
    if dossier.code not in book.standards:
        return None
    facts = facts_of(dossier, book, on)
    return Judged(
        facts,
        assess(facts, dossier.code, book, looking_ahead=False),
        discreet(facts, dossier.code, book, looking_ahead=False),
    )


def freeze(dossier: Dossier, *, at: datetime) -> Assessment | None:
    judged = judge(dossier, on=timezone.localdate(at))
    if judged is None:
        return None
    return Assessment.objects.create(
        dossier=dossier, made_at=at, code=dossier.code, regime=judged.found.regime,
        verdict=judged.found.verdict.value, answers=told(judged.found),
        open_verdict=judged.open_found.verdict.value, open_answers=told(judged.open_found),
        facts={"all": plain(asdict(judged.facts)), "open": plain(asdict(open_part(judged.facts)))},
    )  # fmt: skip


def facts_of(dossier: Dossier, book: Rulebook, on: date) -> Facts:
    """Of pupils, classes and outsiders the books hold nothing that the law asks about: a person has to look."""
    year = dossier.review.year
    match dossier.holder:
        case Person() as person:
            return facts_of_people(dossier.school_id, period=year, on=on, people=[person])[person.pk]
        case Group() | School():
            groups = [dossier.group] if dossier.group else []
            known = facts_of_collectives(
                dossier.school_id, period=year, on=on, newcomer_months=newcomer_months(book), groups=groups
            )
            return known[dossier.group_id]
        case SchoolClass():
            return Facts(kind=SubjectKind.COLLECTIVE, period=year, on=on)
    return Facts(kind=SubjectKind.INDIVIDUAL, period=year, on=on)


def told(found: Found) -> list[dict[str, Any]]:
    return [answer_told(answer) for answer in found.conditions]


def answer_told(answer: Answer) -> dict[str, Any]:
    return {
        "key": answer.key, "asked": answer.required, "source": answer.basis, "met": answer.met, "have": answer.have,
        "missing": answer.missing, "test": answer.test, "sure": answer.is_sure,
    }  # fmt: skip


def plain(value: Any) -> Any:
    """As JSON can hold it."""
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items()}
        case frozenset() | set():
            return sorted(plain(inner) for inner in value)
        case list() | tuple():
            return [plain(inner) for inner in value]
    return value


def _book(dossier: Dossier, on: date) -> Rulebook:
    """Of pupils and of outsiders the standard is asked whatever subject the catalogue names: an outsider stands in none."""
    book = rulebook(dossier.school_id, on=on, regime=dossier.review.regime or None)
    standard = book.standards.get(dossier.code)
    if standard is None or dossier.holder_kind in {NomineeKind.PERSON, NomineeKind.GROUP, NomineeKind.SCHOOL}:
        return book
    return replace(book, standards={**book.standards, dossier.code: replace(standard, subject="either")})
