"""A sealed poll in a session: who votes, on what, and what its tally comes to."""

import pytest
from django.core.exceptions import PermissionDenied

from nominations.ballots.enums import Choice
from nominations.ballots.models import Poll
from nominations.ballots.services.conducting import close_poll, count_poll, open_poll
from nominations.ballots.services.voting import cast
from nominations.sessions.models import ItemVote
from nominations.sessions.services.conflicts import declare_conflict
from nominations.sessions.services.voting import begin_poll, conclude, drop_poll, enter_counts
from tests.factories.sessions import AT, Table, paper
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


def everybody(table: Table) -> list:
    return [table.chair, table.secretary, table.deputy, *table.tellers, *table.members]


def voted(poll: Poll, table: Table, choices: dict, *, by: list) -> Poll:
    """Opened by two, voted by these people, counted by two."""
    for official in (table.chair, table.secretary):
        poll = open_poll(poll, actor=official, at=AT)
    for user in by:
        mine = {one.key: choices[one.key] for one in poll.content.open_to(user.person_id)}
        cast(poll, mine, actor=user, at=AT)
    poll.refresh_from_db()
    if poll.state == "OPEN":
        poll = close_poll(poll, actor=table.secretary, at=AT)
    for official in (table.tellers[0], table.chair):
        poll = count_poll(poll, actor=official, at=AT)
    return poll


def test_a_sealed_poll_passes_a_dossier(table, dossier, light) -> None:
    items = [table.item(dossier), table.item(light)]
    poll = begin_poll(table.session, items, actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="Chưa kiểm phiếu"):
        conclude(items[0], actor=table.secretary, at=AT)
    choices = {str(items[0].pk): Choice.AGREE, str(items[1].pk): Choice.AGREE}
    voted(poll, table, choices, by=everybody(table))
    vote = conclude(items[0], actor=table.secretary, at=AT)
    assert (vote.agreed, vote.against, vote.blank, vote.voters) == (9, 0, 0, 9)
    assert vote.outcome.line == "Cần 8/9 phiếu, đạt 9/9: THÔNG QUA"
    dossier.refresh_from_db()
    assert dossier.state == "AWARDED"


def test_who_takes_no_part_votes_on_the_rest_and_stays_in_the_base(table, dossier, light) -> None:
    member = table.members[0]
    declare_conflict(table.item(dossier), "Là chị em họ của người được xét.", actor=member, at=AT)
    items = [table.item(dossier), table.item(light)]
    poll = begin_poll(table.session, items, actor=table.secretary, at=AT)
    assert [one.key for one in poll.content.open_to(member.person_id)] == [str(items[1].pk)]
    choices = {str(items[0].pk): Choice.AGREE, str(items[1].pk): Choice.AGREE}
    voted(poll, table, choices, by=everybody(table))
    vote = conclude(items[0], actor=table.secretary, at=AT)
    assert (vote.agreed, vote.voters) == (8, 8)
    assert vote.outcome.line == "Cần 8/9 phiếu, đạt 8/9: THÔNG QUA"


def test_an_item_in_a_sealed_poll_is_not_voted_on_paper_besides(table, dossier) -> None:
    item = table.item(dossier)
    begin_poll(table.session, [item], actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="hủy cuộc bỏ phiếu"):
        enter_counts(item, "PAPER", paper(9), actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="đang bỏ phiếu"):
        begin_poll(table.session, [item], actor=table.secretary, at=AT)


def test_a_poll_that_was_never_opened_is_dropped_for_paper(table, dossier) -> None:
    item = table.item(dossier)
    begin_poll(table.session, [item], actor=table.secretary, at=AT)
    drop_poll(item, actor=table.secretary, at=AT)
    assert not Poll.objects.exists()
    assert not ItemVote.objects.exists()
    enter_counts(item, "PAPER", paper(9), actor=table.secretary, at=AT)


def test_an_open_poll_is_not_dropped(table, dossier) -> None:
    item = table.item(dossier)
    poll = begin_poll(table.session, [item], actor=table.secretary, at=AT)
    for official in (table.chair, table.secretary):
        poll = open_poll(poll, actor=official, at=AT)
    with pytest.raises(MoveRefusedError):
        drop_poll(item, actor=table.secretary, at=AT)
    assert ItemVote.objects.get(item=item).poll == poll


def test_only_whoever_keeps_the_session_begins_a_poll(table, dossier, stranger) -> None:
    for actor in (table.members[0], table.tellers[0], stranger):
        with pytest.raises(PermissionDenied):
            begin_poll(table.session, [table.item(dossier)], actor=actor, at=AT)
