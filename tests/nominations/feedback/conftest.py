"""A round with two dossiers that have reached the school, shown from Monday 15 May to Friday 26 May 2023."""

from datetime import UTC, datetime

import pytest

from nominations.dossiers.enums import DossierState
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.feedback import PostedLineFactory, PostingFactory
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.permissions import Role

IN_TIME = datetime(2023, 5, 20, 2, tzinfo=UTC)
AFTERWARDS = datetime(2023, 5, 29, 2, tzinfo=UTC)
SENT = {"state": DossierState.SUBMITTED, "handed_in_at": IN_TIME}


@pytest.fixture
def review(school):
    return ReviewFactory(school=school, year=2022, state="OPEN", regime="A_2003", name="Đợt xét cuối năm học")


@pytest.fixture
def dao(school, group):
    """The teacher whose dossier is shown."""
    person = PersonFactory(school=school, group=group, full_name="Bùi Thị Ngọc Ánh")
    return UserFactory(person=person, roles=[Role.TEACHER])


@pytest.fixture
def dossier(review, dao):
    return DossierFactory(review=review, person=dao.person, **SENT)


@pytest.fixture
def posting(review, dossier):
    posting = PostingFactory(review=review, state="POSTED")
    PostedLineFactory(posting=posting, dossier=dossier)
    return posting


@pytest.fixture
def line(posting):
    return posting.lines.get()
