"""Two heads of one tổ conclude at one moment: each dossier moves once, and the second is told."""

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from nominations.meetings.services.meetings import begin_meeting, conclude, save_meeting
from tests.factories.dossiers import ReviewFactory
from tests.factories.meetings import AT, HELD_ON, counts, told, waiting_dossier
from tests.factories.school import UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[str]:
    """What each came to: nothing, or what refused it."""
    gate, told = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            act()
        except ValidationError as refusal:
            told[place] = refusal.messages[0]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return told


def test_a_meeting_is_concluded_once(school, group, group_head, teacher) -> None:
    other = UserFactory(school=school, group=group, roles=[Role.GROUP_HEAD])
    dossier = waiting_dossier(ReviewFactory(school=school), teacher.person)
    meeting = begin_meeting(dossier.review, group, held_on=HELD_ON, actor=group_head, at=AT)
    written = told(meeting, {dossier.pk: counts(3)}, secretary=other.person)
    saved = save_meeting(meeting, written, version=1, actor=group_head, at=AT)

    said = together(
        *(lambda user=user: conclude(saved, version=saved.version, actor=user, at=AT) for user in (group_head, other))
    )

    assert sorted(bool(one) for one in said) == [False, True]
    dossier.refresh_from_db()
    assert dossier.state == "SUBMITTED"
    assert AuditEvent.objects.filter(verb="dossier.group_pass").count() == 1
