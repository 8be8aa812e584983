from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from nominations.dossiers.models import Review
from tests.factories.dossiers import ReviewFactory
from tests.factories.honors import choice, stored
from tests.factories.school import PersonFactory
from thiduakt.catalog.models import Rule
from thiduakt.school.models import Group, Person, School, User


@pytest.fixture
def review(school: School) -> Review:
    return ReviewFactory(school=school, name="Đợt xét cuối năm học")


@pytest.fixture
def colleagues(school: School, group: Group) -> list[Person]:
    """With the head and the teacher of the cast the tổ has eight people."""
    names = ("Bùi Thị Ước", "Đặng Thị Ý", "Lê Thị Ân", "Ngô Thị Oanh", "Trịnh Thị Úc", "Vũ Thị Êm")
    return [PersonFactory(school=school, full_name=name, group=group) for name in names]


@pytest.fixture
def decided(school: School, secretary: User, principal: User) -> Callable[[str, str], Rule]:
    """What the school decided of something that the law leaves open."""

    def decide(key: str, value: str) -> Rule:
        at = datetime(2020, 1, 1, tzinfo=UTC)
        return stored(choice(key, value, date(2020, 1, 1)), proposer=secretary, approver=principal, at=at)

    return decide
