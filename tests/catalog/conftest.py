"""A text of the school, and one of the state."""

import pytest

from tests.factories.catalog import LegalTextFactory
from thiduakt.catalog.models import LegalText


@pytest.fixture
def text(school):
    return LegalTextFactory(school=school, number="05/KH-PGDĐT")


@pytest.fixture
def of_the_state(db):
    return LegalText.objects.get(school=None, number="98/2023/NĐ-CP")
