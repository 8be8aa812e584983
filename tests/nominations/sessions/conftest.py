from datetime import UTC, date, datetime

import pytest

from nominations.dossiers.models import Dossier, Review
from tests.factories.honors import choice, stored
from tests.factories.school import PersonFactory
from tests.factories.sessions import Table, closed_review, opened, ready_dossier
from thiduakt.school.models import School, User


@pytest.fixture
def review(school: School) -> Review:
    return closed_review(school)


@pytest.fixture
def dossier(review: Review, school: School) -> Dossier:
    """Chiến sĩ thi đua cơ sở: 80% of all members, by ballot."""
    return ready_dossier(review, PersonFactory(school=school, full_name="Phùng Thị Ước"), code="CSTDCS")


@pytest.fixture
def light(review: Review, school: School) -> Dossier:
    """Lao động tiên tiến: more than a half, hands will do."""
    return ready_dossier(review, PersonFactory(school=school, full_name="Lò Thị Ỏn"), code="LDTT")


@pytest.fixture
def table(school: School, review: Review, dossier: Dossier, light: Dossier, principal: User, secretary: User) -> Table:
    return opened(school, review, chair=principal, secretary=secretary)


@pytest.fixture
def decided(school: School, secretary: User, principal: User):
    """What the school decided of something that the law leaves open."""

    def decide(key: str, value: str) -> None:
        at = datetime(2020, 1, 1, tzinfo=UTC)
        stored(choice(key, value, date(2020, 1, 1)), proposer=secretary, approver=principal, at=at)

    return decide
