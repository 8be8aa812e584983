"""Mutated evidence at a size for every day: green, and red where the guards are taken away."""

import pytest

from tests.reliability.evidence import a_dossier, attack, attack_unguarded
from tests.reliability.mutated_files import Mutant, harmful, mutants, whole

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_mutated_evidence_breaks_nothing():
    figures = attack(a_dossier(), mutants(60, seed=7), most=10_000)

    assert figures["green"], figures
    assert 0 < figures["kept"] < 60


def test_nothing_that_does_harm_is_kept():
    figures = attack(a_dossier(), harmful(), most=10_000)

    assert figures["green"], figures
    assert figures["kept"] == 0


def test_sound_files_of_the_five_kinds_are_kept():
    sound = [Mutant(kind, f"a.{kind}", content) for kind, content in whole().items()]

    assert attack(a_dossier(), sound, most=10_000)["kept"] == 5


def test_without_the_guards_what_does_harm_is_kept():
    figures = attack_unguarded(a_dossier(), harmful())

    assert any(fault.endswith("kept") for fault in figures["faults"]), figures
