"""Publications and consents, past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from awards.decisions.enums import DecisionState
from awards.publications.enums import PublicationState, Subject
from awards.publications.models import OF_A_PUPIL, Publication, PupilConsent
from tests.factories.decisions import AwardDecisionFactory
from tests.factories.school import PersonFactory, UserFactory

PUBLISHED_AT = datetime(2023, 10, 5, 2, tzinfo=UTC)
ALWAYS = {"shown_from": date(2020, 1, 1), "shown_until": date(2099, 12, 31)}


class PublicationFactory(DjangoModelFactory):
    """Of a decision in force, shown from the beginning of time; `PublicationFactory(year=2022)`: a roll."""

    class Meta:
        model = Publication

    subject = factory.LazyAttribute(lambda one: Subject.DECISION if one.decision else Subject.ROLL)
    decision = factory.Maybe(
        factory.LazyAttribute(lambda one: one.year is None),
        factory.SubFactory(AwardDecisionFactory, state=DecisionState.IN_FORCE),
    )
    school = factory.SelfAttribute("decision.school")
    year = None
    title = "Khen thưởng năm học 2023–2024"
    shown_from = ALWAYS["shown_from"]
    shown_until = ALWAYS["shown_until"]
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    published_at = factory.LazyAttribute(lambda one: None if one.state == PublicationState.DRAFT else PUBLISHED_AT)
    published_by = factory.Maybe("published_at", factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school")))
    state = PublicationState.DRAFT


class PupilConsentFactory(DjangoModelFactory):
    class Meta:
        model = PupilConsent

    whose = OF_A_PUPIL[0]
    given_on = date(2023, 9, 10)
    how = "Phiếu đồng ý đầu năm, lưu ở hồ sơ lớp"
    recorded_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..pupil.school"))
    recorded_at = datetime(2023, 9, 11, 2, tzinfo=UTC)


def both_agreed(pupil):
    for whose in OF_A_PUPIL:
        PupilConsentFactory(pupil=pupil, whose=whose)
