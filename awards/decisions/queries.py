"""What the room asks the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nominations.appraisals.authorities import PRINCIPAL
from nominations.dossiers.enums import DossierState, NomineeKind, ReviewState
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.queries import full
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.models import Honor

from .checking import law_of, principals_on, waiting_of, why_left_out
from .models import AwardDecision, AwardLine

HEARD = (DossierState.APPRAISED, DossierState.TO_COUNCIL, DossierState.AWARDED, DossierState.NOT_AWARDED)
ORDER = [
    NomineeKind.SCHOOL, NomineeKind.GROUP, NomineeKind.PERSON, NomineeKind.CLASS, NomineeKind.PUPIL, NomineeKind.OUTSIDER,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    dossier: Dossier
    why: str


def reviews_to_decide(school_id: int) -> QuerySet[Review]:
    """Rounds with something that the council passed."""
    passed = Dossier.objects.filter(school=school_id, state=DossierState.AWARDED).order_by().values("review")
    return Review.objects.filter(school=school_id, pk__in=passed, state__in=(ReviewState.HELD, ReviewState.DONE))


def candidates(review: Review, day: date) -> tuple[list[Dossier], list[LeftOut]]:
    """Whom a decision of the principal can name, and everybody else whom the council was to hear, each with why not."""
    heard = list(full(Dossier.objects.filter(review=review, state__in=HEARD)).order_by("sort_key", "pk"))
    law = honors_on(review.school_id, on=day, regime=review.regime or None)
    heads, waiting = principals_on(review.school_id, day), waiting_of(heard)
    taken = {line.dossier_id: str(line.decision) for line in claims(heard)}
    free, out = [], []
    for one in heard:
        why = why_left_out(one, law, heads=heads, waiting=waiting, taken=taken.get(one.pk, ""))
        free.append(one) if not why else out.append(LeftOut(one, why))
    ranks = {code: place for place, code in enumerate(law)}
    free.sort(
        key=lambda one: (ORDER.index(NomineeKind(one.holder_kind)), ranks.get(one.code, len(ranks)), one.sort_key, one.pk)
    )
    return free, out


def choosable(review: Review, day: date) -> list[Dossier]:
    return candidates(review, day)[0]


def claims(dossiers: Iterable[Dossier]) -> QuerySet[AwardLine]:
    """The lines that these dossiers stand in."""
    return AwardLine.objects.claiming().filter(dossier__in=[one.pk for one in dossiers]).select_related("decision__document")


def own_honors(decision: AwardDecision, day: date) -> Mapping[str, Honor]:
    """What the principal may decide on."""
    return {code: honor for code, honor in law_of(decision, day).items() if honor.authority == PRINCIPAL}


def sent_up(school_id: int, day: date) -> list[Dossier]:
    """What the council passed, a superior decides on, and nobody has entered an answer to."""
    answered = AwardLine.objects.claiming().order_by().values("dossier")
    waiting = Dossier.objects.filter(school=school_id, state=DossierState.AWARDED, superior_refusal__isnull=True)
    found = full(waiting.exclude(pk__in=answered)).order_by("-review__year", "review", "code", "sort_key", "pk")
    return decided_above(found, school_id, day)


def decided_above(dossiers: Iterable[Dossier], school_id: int, day: date) -> list[Dossier]:
    """Those that ask for what the principal does not decide on."""
    laws: dict[str, Mapping[str, Honor]] = {}
    rows = []
    for one in dossiers:
        regime = one.review.regime
        law = laws.setdefault(regime, honors_on(school_id, on=day, regime=regime or None))
        honor = law.get(one.code)
        if honor is None or honor.authority != PRINCIPAL:
            rows.append(one)
    return rows
