from datetime import datetime

import pytest

from awards.decisions.models import AwardDecision
from nominations.dossiers.models import Dossier, Review
from tests.factories.decisions import drafted, held_review, in_force, passed
from tests.factories.school import PersonFactory
from thiduakt.school.enums import Gender
from thiduakt.school.models import School, User


@pytest.fixture
def review(school: School) -> Review:
    return held_review(school)


@pytest.fixture
def dossier(review: Review, school: School) -> Dossier:
    return passed(review, person=PersonFactory(school=school, full_name="Đỗ Thị Đào", post="Giáo viên"))


@pytest.fixture
def other(review: Review, school: School) -> Dossier:
    return passed(review, person=PersonFactory(school=school, full_name="Lò Văn Ỏn", post="Nhân viên", gender=Gender.MALE))


@pytest.fixture
def draft(review: Review, dossier: Dossier, other: Dossier, secretary: User, principal: User, at: datetime) -> AwardDecision:
    """Two of whom the council passed, drawn up by the secretary; the principal signs."""
    return drafted(review, [dossier, other], actor=secretary, at=at)


@pytest.fixture
def decided(draft: AwardDecision, principal: User, clerk: User, at: datetime) -> AwardDecision:
    return in_force(draft, principal=principal, clerk=clerk, at=at)
