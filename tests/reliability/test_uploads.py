"""Mutated sheets at a size for every day: green, and red where the guard is taken away."""

import pytest

from tests.factories.school import PersonFactory
from tests.reliability.mutated_sheets import mutants
from tests.reliability.uploads import attack

pytestmark = pytest.mark.django_db


def test_mutated_sheets_break_nothing(secretary, school):
    PersonFactory(school=school, full_name="Đỗ Thị Đào")

    figures = attack(secretary.pk, mutants(42, seed=7), most=10_000)

    assert figures["green"], figures
    assert 0 < figures["taken"] < 42


def test_without_the_guard_what_is_dangerous_is_taken(secretary, monkeypatch):
    monkeypatch.setattr("thiduakt.intake.services.batches.check_xlsx", lambda content: None)

    figures = attack(secretary.pk, mutants(42, seed=7), most=10_000)

    assert any(fault.endswith("taken") for fault in figures["faults"]), figures
