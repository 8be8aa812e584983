import pytest

from nominations.dossiers.models import Dossier, Review
from tests.factories.appraisals import before_the_school
from tests.factories.dossiers import ReviewFactory
from thiduakt.school.models import School, User


@pytest.fixture
def review(school: School) -> Review:
    return ReviewFactory(school=school, name="Đợt xét cuối năm học")


@pytest.fixture
def dossier(review: Review, teacher: User) -> Dossier:
    """Of LĐTT, before the school, all conditions met."""
    return before_the_school(review, teacher.person)
