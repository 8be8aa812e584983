"""What a round has to send up, to whom, and what stands beside each dossier: its votes and its papers."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q, QuerySet

from awards.decisions.enums import DecisionOrigin, DecisionState
from awards.decisions.models import AwardDecision, AwardLine, Refusal
from nominations.appraisals.authorities import Sheaf, sheaves_of
from nominations.appraisals.printing import Beside
from nominations.appraisals.queries import in_order
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.models.dossiers import DossierQuerySet
from nominations.dossiers.queries import full, honors_of_law
from nominations.judging.models import Entry
from nominations.sessions.models import ItemVote
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document, SignedCopy

from .models import Pack


def sheaves_to_send(review: Review) -> list[Sheaf]:
    """What the council passed, another decides on and no pack holds yet: by authority, in the order of the list."""
    return [one for one in sheaves_of(_waiting(review), honors_of_law(review)) if one.needs_a_paper]


def _waiting(review: Review) -> list[Dossier]:
    rows = full(_unsent(review.school_id).filter(review=review).moving())
    return in_order(_with_classes(rows), honors_of_law(review))


def _unsent(school_id: int) -> DossierQuerySet:
    """Neither in a pack nor decided already."""
    passed = Dossier.objects.filter(school=school_id, state=DossierState.AWARDED, pack_line__isnull=True)
    return passed.filter(superior_refusal__isnull=True).exclude(award_lines__is_live=True)


def dossiers_of(pack: Pack) -> list[Dossier]:
    """In the order of the pack, with all that a list says of them."""
    return list(_with_classes(full(Dossier.objects.filter(pack_line__pack=pack))).order_by("pack_line__position", "pk"))


def _with_classes(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return rows.select_related("person__group").prefetch_related("pupil__memberships__school_class")


def votes_of(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """“Hội đồng: 8/9”, by dossier: what the council that passed it came to."""
    votes = ItemVote.objects.filter(item__dossier__in=[one.pk for one in dossiers], is_passed=True)
    told = {}
    for vote in votes.select_related("item").order_by("item__session__held_on", "pk"):
        if vote.item.dossier_id and (outcome := vote.outcome):
            told[vote.item.dossier_id] = f"Hội đồng: {outcome.agreed}/{outcome.counted_of}"
    return told


def beside_of(dossiers: Sequence[Dossier]) -> Beside:
    """With the vote of the council in the place of that of the tổ, which the council had read."""
    told = Beside.of(dossiers)
    return Beside({**told.votes, **votes_of(dossiers)}, told.waivers)


def good_copy(document: Document) -> SignedCopy | None:
    """The newest signed copy that can stand for the paper: none that was signed from other bytes."""
    return next((one for one in document.signed_copies.all() if not one.is_doubtful), None)


def certificates_of(initiatives: Collection[int]) -> dict[int, Entry]:
    """By initiative of the ledger, the judging that recognised it by a decision that is issued."""
    found = Entry.objects.filter(
        solution__ledger_initiative__in=initiatives, decision__state__in=DocumentState.NUMBERED
    ).select_related("decision", "round__school", "solution")
    return {one.solution.ledger_initiative_id: one for one in found if one.solution.ledger_initiative_id}


def reviews_to_send(school_id: int) -> QuerySet[Review]:
    """The rounds with something that the council passed and no pack holds yet."""
    return Review.objects.filter(pk__in=_unsent(school_id).order_by().values("review")).select_related("school")


def decisions_on(pack: Pack) -> QuerySet[AwardDecision]:
    """What a superior decided, or refused, of the dossiers of this pack."""
    listed = Dossier.objects.filter(pack_line__pack=pack).order_by().values("pk")
    theirs = Q(lines__dossier__in=listed) | Q(refusals__dossier__in=listed)
    found = AwardDecision.objects.filter(theirs, school=pack.school_id, origin=DecisionOrigin.SUPERIOR)
    keys = found.exclude(state=DecisionState.DRAFT).order_by().values("pk")
    return AwardDecision.objects.filter(pk__in=keys)


def results_of(pack: Pack) -> dict[int, str]:
    """By dossier, what a superior decided of it; none of those that no decision tells of."""
    lines = AwardLine.objects.claiming().filter(dossier__pack_line__pack=pack).select_related("decision__document")
    refusals = Refusal.objects.filter(dossier__pack_line__pack=pack)
    return {
        **{one.dossier_id: f"được khen, {one.decision.notation}" for one in lines if one.dossier_id},
        **{one.dossier_id: f"không được khen: {one.reason}" if one.reason else "không được khen" for one in refusals},
    }


def unanswered(pack: Pack) -> list[Dossier]:
    """Of which no decision of a superior tells yet whether it is honored."""
    listed = Dossier.objects.filter(pack_line__pack=pack, superior_refusal__isnull=True)
    return list(listed.exclude(award_lines__is_live=True).order_by("pack_line__position", "pk"))
