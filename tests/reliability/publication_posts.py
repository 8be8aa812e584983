"""One good post for every route of the publications."""

from collections.abc import Callable

from awards.decisions.models import AwardDecision
from awards.publications.models import Publication, PupilConsent
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.publications import PublicationFactory, PupilConsentFactory
from tests.factories.pupils import PupilFactory
from tests.reliability.world import Post, World, by, today


def decision(world: World) -> AwardDecision:
    found: AwardDecision = AwardDecisionFactory(school=world.school, state="IN_FORCE")
    AwardLineFactory(decision=found)
    return found


def drafted(world: World) -> Publication:
    publication: Publication = PublicationFactory(decision=decision(world))
    return publication


def published(world: World) -> Publication:
    publication: Publication = PublicationFactory(decision=decision(world), state="PUBLISHED")
    return publication


def with_a_pupil(world: World) -> Publication:
    """Whose key is told beforehand."""
    publication = drafted(world)
    pupil = PupilFactory(school=world.school, pk=7_000_001)
    told = {"holder_kind": "PUPIL", "person": None, "pupil": pupil, "holder_name": str(pupil), "code": "GK_HS_CN"}
    AwardLineFactory(decision=publication.decision, **told)
    return publication


def consent(world: World) -> PupilConsent:
    given: PupilConsent = PupilConsentFactory(pupil=PupilFactory(school=world.school))
    return given


PUBLICATION_POSTS: dict[str, Callable[[World], Post]] = {
    "publications:add": by("clerk", "publications:add", what=lambda world: f"qd-{decision(world).pk}"),
    "publications:edit": by("clerk", "publications:edit", drafted, places="Bảng tin cổng trường"),
    "publications:discard": by("clerk", "publications:discard", drafted),
    "publications:publish": by("clerk", "publications:publish", drafted),
    "publications:withdraw": by("clerk", "publications:withdraw", published, reason="Gia đình đề nghị."),
    "publications:notice": by("clerk", "publications:notice", drafted),
    "publications:consents_of": by(
        "clerk", "publications:consents_of", with_a_pupil, given_on=today, how="Phiếu ký", child_7000001="on"
    ),
    "publications:withdraw_consent": by("clerk", "publications:withdraw_consent", consent),
}
