"""Packs of the demo school: what went up of 2022–2023, and its receipt."""

import pytest
from django.utils import timezone

from awards.packs.models import Pack
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import councils, dossiers, initiatives, packs, registrations, sessions

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_pack_lies_before_the_superior_with_its_receipt() -> None:
    at = timezone.now()
    demo.load(at)
    demo_history.load(at)
    for room in (councils, registrations, initiatives, dossiers, sessions, packs):
        room.load(at)
    pack = Pack.objects.get()
    assert (pack.state, pack.superior) == ("SENT", pack.school.superior)
    assert pack.lines.count() > 30
    assert [one.number for one in pack.answers.all()] == ["118/BN"]
    assert {file.form for file in pack.sent_build.files.all()} == {"pdf", "zip"}
