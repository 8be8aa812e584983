"""A text of the school, and one of the state; rows of the law as they are proposed."""

from datetime import date

import pytest

from tests.catalog.pages import B2, C
from tests.factories.catalog import LegalTextFactory
from tests.factories.honors import choice, honor_like, stored
from thiduakt.catalog.enums import RuleFamily
from thiduakt.catalog.models import LegalText, Rule
from thiduakt.catalog.rulebook import regime_named


@pytest.fixture
def text(school):
    return LegalTextFactory(school=school, number="05/KH-PGDĐT")


@pytest.fixture
def of_the_state(db):
    return LegalText.objects.get(school=None, number="98/2023/NĐ-CP")


@pytest.fixture
def new_honor(secretary, at):
    """A proposed row of an honor: Lao động tiên tiến under the newest law."""
    new = honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1), note="Đã đọc bản giấy, Zqw.")
    return stored(new, proposer=secretary, at=at)


@pytest.fixture
def new_choice(secretary, at):
    return stored(choice("public_days", "7", date(2026, 10, 1)), proposer=secretary, at=at)


@pytest.fixture
def salary_row(db):
    return Rule.objects.get(family=RuleFamily.SALARY, valid_from=date(2026, 7, 1))
