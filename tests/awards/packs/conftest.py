import pytest

from nominations.dossiers.models import Dossier, Review
from tests.factories.decisions import held_review
from tests.factories.packs import passed_up
from tests.factories.school import PersonFactory
from thiduakt.school.models import School


@pytest.fixture
def review(school: School) -> Review:
    return held_review(school)


@pytest.fixture
def dossier(review: Review, school: School) -> Dossier:
    return passed_up(review, person=PersonFactory(school=school, full_name="Đỗ Thị Đào", post="Giáo viên"))


@pytest.fixture
def other(review: Review, school: School) -> Dossier:
    return passed_up(review, person=PersonFactory(school=school, full_name="Lò Văn Ỏn", post="Nhân viên"))
