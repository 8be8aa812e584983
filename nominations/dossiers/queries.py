"""What the room asks the database."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import PLACES, Dossier, Nominee, Review
from nominations.dossiers.models.dossiers import DossierQuerySet
from nominations.writings.enums import Use
from nominations.writings.models import Outline
from nominations.writings.queries import outline_for
from thiduakt.catalog.enums import HonorKind, HonorSubject
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.models import Honor
from thiduakt.catalog.rulebook import is_read, regime_named
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import Group, Person, Pupil, School, SchoolClass, User

SUBJECTS = {
    NomineeKind.PERSON: {HonorSubject.INDIVIDUAL, HonorSubject.EITHER},
    NomineeKind.GROUP: {HonorSubject.COLLECTIVE, HonorSubject.EITHER},
    NomineeKind.SCHOOL: {HonorSubject.COLLECTIVE, HonorSubject.EITHER},
    NomineeKind.PUPIL: {HonorSubject.PUPIL},
    NomineeKind.CLASS: {HonorSubject.PUPILS},
    NomineeKind.OUTSIDER: {HonorSubject.INDIVIDUAL, HonorSubject.COLLECTIVE, HonorSubject.EITHER},
}
ON_THE_LIST = (S.TO_GROUP, S.SUBMITTED, S.APPRAISED, S.TO_COUNCIL, S.AWARDED)
NEWEST = 20  # rounds that are offered: a school has two or three of them at a time
OF_HOLDERS = {
    NomineeKind.PUPIL: Use.PUPIL,
    NomineeKind.CLASS: Use.CLASS,
    NomineeKind.OUTSIDER: Use.SUDDEN,
}
OF_MERITS = {Merit.SUDDEN: Use.SUDDEN, Merit.CAMPAIGN: Use.TOPIC, Merit.DEVOTION: Use.DEVOTION}
IN_A_LINE = (
    "holder_kind", "honor_name", "summary", "state", "is_late", "paused_on", "pause_reason", "disputed_on",
    "review__name", "school__name", "person__full_name", "group__name", "pupil__full_name", "school_class__name",
    "outsider__name", "team__name",
)  # fmt: skip
_KINDS = {
    Person: NomineeKind.PERSON, Group: NomineeKind.GROUP, School: NomineeKind.SCHOOL, Pupil: NomineeKind.PUPIL,
    SchoolClass: NomineeKind.CLASS,
}  # fmt: skip


def kind_of(holder: Nominee) -> NomineeKind:
    return _KINDS.get(type(holder), NomineeKind.OUTSIDER)


def place_of(holder: Nominee) -> dict[str, Nominee]:
    """The one field of a dossier that names this holder; of the school itself none does."""
    place = PLACES.get(kind_of(holder))
    return {place: holder} if place else {}


def full(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With everything a line of a list says."""
    return rows.select_related("review", "school", "person", "group", "pupil", "school_class", "outsider", "team")


def in_lines(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """For a long list: of everything that `full` brings no more than a line says."""
    return full(rows).only(*IN_A_LINE)


def honors_of_law(review: Review) -> dict[str, Honor]:
    """By code, in the order of the catalogue: what the law of the round knows."""
    return honors_on(review.school_id, on=review.decides_on, regime=review.regime or None)


def fits(honor: Honor, kind: str) -> bool:
    """Somebody from outside is given a form of commendation, never a title of the school."""
    if honor.subject not in SUBJECTS[NomineeKind(kind)]:
        return False
    return kind != NomineeKind.OUTSIDER or honor.kind == HonorKind.FORM


def offered_to(review: Review, kind: str) -> dict[str, str]:
    """By code the name of what such a holder can be proposed for in this round."""
    law = honors_of_law(review)
    return {row.code: row.honor_name for row in review.honors.all() if row.code in law and fits(law[row.code], kind)}


def is_unread(review: Review) -> bool:
    """Whether nobody has entered the text of the regime: then nothing is concluded."""
    return bool(review.regime) and not is_read(regime_named(review.regime), review.school_id, review.decides_on)


def standing_in(review: Review, holder: Nominee, code: str) -> DossierQuerySet:
    """What keeps another of the same honor out of the round."""
    found = Dossier.objects.filter(review=review, code=code).of(holder)
    return found.exclude(state__in=(S.WITHDRAWN, S.GROUP_REFUSED))


def listed(review: Review, states: Iterable[str] = ON_THE_LIST) -> DossierQuerySet:
    return Dossier.objects.filter(review=review, state__in=states)


def rounds_offered(user: User, on: date, asked: str) -> QuerySet[Review]:
    """To narrow a list to: the newest rounds that this person may see, and the one that the address asks for."""
    seen = Review.objects.visible_to(user, on)
    newest = seen.values("pk")[:NEWEST]
    if asked.isdecimal() and len(asked) < 19:  # by the keys themselves: beside a condition a subquery is no longer joined
        return seen.filter(Q(pk__in=[row["pk"] for row in newest]) | Q(pk=asked))
    return seen.filter(pk__in=newest)


def use_of(dossier: Dossier) -> Use:
    """Pupils, classes and outsiders have one short outline; of staff and collectives the kind of merit says which."""
    kind = NomineeKind(dossier.holder_kind)
    usual = Use.COLLECTIVE if kind in NomineeKind.COLLECTIVES else Use.PERSON
    return OF_HOLDERS.get(kind) or OF_MERITS.get(Merit(dossier.review.merit), usual)


def outline_of(dossier: Dossier, on: date) -> Outline | None:
    """What its report will be written by."""
    return outline_for(dossier.school_id, use_of(dossier), honor_code=dossier.code, regime=dossier.review.regime, on=on)
