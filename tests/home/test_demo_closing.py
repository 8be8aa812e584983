"""The demo school has closed one of its years."""

import pytest
from django.utils import timezone

from awards.closing.models import Retention, YearClosing
from thiduakt.home import demo
from thiduakt.home.demo_year import closing

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_year_without_open_matters_is_closed_and_the_terms_are_written_down():
    at = timezone.now()
    demo.load(at)
    closing.load(at)
    row = YearClosing.objects.get()
    assert (row.year_name, row.state, row.left_open) == ("2024–2025", "CLOSED", [])
    assert "vĩnh viễn" in Retention.objects.get().terms
