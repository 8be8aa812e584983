"""Two at one moment in a session: an item is concluded once, what has ended takes nothing more, two begin one poll."""

from datetime import time

import pytest

from nominations.ballots.models import Poll
from nominations.sessions.enums import SessionState
from nominations.sessions.models import CouncilSession, ItemVote
from nominations.sessions.services.running import end_session, mark_attendance
from nominations.sessions.services.voting import begin_poll, conclude, enter_counts
from tests.campaigns.registrations.test_races import again, one_after_the_other
from tests.factories.sessions import AT, counted
from thiduakt.audit.models import AuditEvent
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_item_is_concluded_once(table, light) -> None:
    item = table.item(light)
    enter_counts(item, "HANDS", counted(9), actor=table.secretary, at=AT)

    refusals = one_after_the_other(
        lambda: conclude(item, actor=table.secretary, at=AT),
        lambda: conclude(item, actor=again(table.chair), at=AT),
    )

    assert refusals == ["Mục này đã kết luận nên giữ nguyên."]
    light.refresh_from_db()
    assert light.state == "AWARDED"
    assert AuditEvent.objects.filter(verb="session.conclude").count() == 1


def test_a_session_that_ends_takes_no_count_and_no_attendance_more(table, dossier, light) -> None:
    """Who was there, and what was open, is told of the moment it ended."""
    item, here = table.item(dossier), table.session.attendances.count()
    enter_counts(table.item(light), "HANDS", counted(9), actor=table.secretary, at=AT)
    conclude(table.item(light), actor=table.secretary, at=AT)
    table.session.items.update(discussion="Để lại phiên sau: chờ minh chứng.")
    nobody = {one.seat_id: ("ABSENT", "Về sớm") for one in table.session.attendances.all()}

    refusals = one_after_the_other(
        lambda: end_session(table.session, time(10), actor=table.chair, at=AT),
        lambda: mark_attendance(table.session, nobody, actor=again(table.secretary), at=AT),
    )
    assert refusals == ["Phiên họp đã họp xong, không điểm danh được."]
    with pytest.raises(MoveRefusedError, match="không biểu quyết được"):
        enter_counts(item, "PAPER", counted(9), actor=table.secretary, at=AT)
    session = CouncilSession.objects.get()
    assert session.state == SessionState.ENDED
    assert sum(one.is_present for one in session.attendances.all()) == here
    assert not ItemVote.objects.filter(item=item).exists()


def test_of_two_polls_on_one_item_the_second_is_refused(table, dossier) -> None:
    item = table.item(dossier)

    refusals = one_after_the_other(
        lambda: begin_poll(table.session, [item], actor=table.secretary, at=AT),
        lambda: begin_poll(table.session, [item], actor=again(table.chair), at=AT),
    )

    assert len(refusals) == 1
    assert Poll.objects.count() == 1
