from datetime import UTC, datetime

import pytest

from awards.rewards.enums import Manner
from awards.rewards.models import Fund, Payment
from awards.rewards.services.paying import Mark
from tests.factories.rewards import fund_with, to_pay
from tests.factories.school import UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import School, User


@pytest.fixture
def at() -> datetime:
    """Some days after the decision of 04/10/2023."""
    return datetime(2023, 10, 10, 2, tzinfo=UTC)


@pytest.fixture
def fund(school: School) -> Fund:
    return fund_with(school)


@pytest.fixture
def due(school: School) -> list[Payment]:
    """Three payments of 540.000 đồng."""
    return to_pay(school)


@pytest.fixture
def second_accountant(school: School) -> User:
    return UserFactory(school=school, full_name="Phan Thị Ngọc Ấn", roles=[Role.ACCOUNTANT])


@pytest.fixture
def mark(at: datetime) -> Mark:
    return Mark(paid_on=at.date(), manner=Manner.CASH)
