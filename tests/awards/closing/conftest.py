from datetime import UTC, date, datetime

import pytest

from awards.closing.models import YearClosing
from awards.closing.services.closing import close_year
from thiduakt.school.models import School, SchoolYear, User

YEAR = 2022


@pytest.fixture
def at() -> datetime:
    """In the summer after the school year 2022–2023."""
    return datetime(2023, 7, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def calendar(school: School) -> SchoolYear:
    return SchoolYear.objects.create(school=school, starts_on=date(2022, 9, 5), ends_on=date(2023, 5, 31))


@pytest.fixture
def closed(school: School, calendar: SchoolYear, principal: User, at: datetime) -> YearClosing:
    return close_year(school, YEAR, actor=principal, at=at)
