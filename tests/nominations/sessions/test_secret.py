"""A sealed poll in a session: who votes, on what, and what its tally comes to."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.ballots.enums import Choice
from nominations.ballots.models import Poll
from nominations.ballots.services.conducting import close_poll, confirm_poll, count_poll, open_poll, void_poll
from nominations.ballots.services.voting import cast
from nominations.sessions.models import CouncilSession, ItemVote
from nominations.sessions.services.conflicts import declare_conflict
from nominations.sessions.services.papers import begin_count_record, begin_record
from nominations.sessions.services.running import end_session
from nominations.sessions.services.voting import begin_poll, conclude, drop_poll, enter_counts
from tests.factories.sessions import AT, Table, attend, opened, paper
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


def everybody(table: Table) -> list:
    return [table.chair, table.secretary, table.deputy, *table.tellers, *table.members]


def voted(poll: Poll, table: Table, choices: dict, *, by: list) -> Poll:
    """Opened by two, voted by these people, counted by two, confirmed by all who conducted it."""
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
    for official in (table.chair, table.secretary, *table.tellers):
        poll = confirm_poll(poll, actor=official, at=AT)
    return poll


def test_a_sealed_poll_passes_a_dossier(table, dossier, light) -> None:
    items = [table.item(dossier), table.item(light)]
    poll = begin_poll(table.session, items, actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="đều xác nhận kết quả"):
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


def counted_poll(table: Table, *items) -> Poll:
    """Counted by two, and not confirmed yet."""
    poll = begin_poll(table.session, list(items), actor=table.secretary, at=AT)
    for official in (table.chair, table.secretary):
        poll = open_poll(poll, actor=official, at=AT)
    for user in everybody(table):
        cast(poll, {one.key: Choice.AGREE for one in poll.content.candidates}, actor=user, at=AT)
    for official in (table.tellers[0], table.chair):
        poll = count_poll(poll, actor=official, at=AT)
    return poll


def test_what_is_counted_and_may_still_be_voided_concludes_nothing(table, dossier) -> None:
    item = table.item(dossier)
    poll = counted_poll(table, item)
    with pytest.raises(MoveRefusedError, match="đều xác nhận kết quả"):
        conclude(item, actor=table.secretary, at=AT)
    for official in (table.chair, table.secretary, *table.tellers):
        confirm_poll(poll, actor=official, at=AT)
    assert conclude(item, actor=table.secretary, at=AT).is_passed
    with pytest.raises(MoveRefusedError):
        drop_poll(item, actor=table.secretary, at=AT)
    assert ItemVote.objects.get(item=item).is_passed


def test_a_session_does_not_end_while_a_box_waits(table, dossier) -> None:
    item = table.item(dossier)
    poll = opened_poll(table, item)
    table.session.items.update(discussion="Để lại phiên sau: chờ minh chứng.")
    with pytest.raises(MoveRefusedError, match="Còn cuộc bỏ phiếu kín chưa xác nhận kết quả"):
        end_session(table.session, time(10), actor=table.chair, at=AT)
    void_poll(poll, reason="Để lại phiên sau, chờ minh chứng.", actor=table.chair, at=AT)
    void_poll(poll, actor=table.tellers[0], at=AT)
    assert end_session(table.session, time(10), actor=table.chair, at=AT).state == "ENDED"


def test_nobody_comes_or_goes_while_a_sealed_vote_waits_for_its_conclusion(
    school, review, dossier, principal, secretary
) -> None:
    """With seven of nine votes, one more in writing would have made the eight that the law asks for."""
    table = opened(school, review, chair=principal, secretary=secretary, away=2)
    item = table.item(dossier)
    poll = begin_poll(table.session, [item], actor=table.secretary, at=AT)
    for come in ({"written": table.members[-1:]}, {}):
        with pytest.raises(ValidationError, match="chưa đổi người có mặt được"):
            attend(table, **come)
    here = [user for user in everybody(table) if user.person_id in poll.content.electors]
    voted(poll, table, {str(item.pk): Choice.AGREE}, by=here)
    vote = conclude(item, actor=table.secretary, reason="Chưa đủ số phiếu đồng ý theo quy định.", at=AT)
    assert (len(here), vote.voters, vote.agreed) == (7, 7, 7)


def opened_poll(table: Table, item) -> Poll:
    poll = begin_poll(table.session, [item], actor=table.secretary, at=AT)
    for official in (table.chair, table.secretary):
        poll = open_poll(poll, actor=official, at=AT)
    return poll


def test_when_the_box_opens_all_who_vote_are_told_and_nobody_else(table, dossier) -> None:
    declare_conflict(table.item(dossier), "Là chị em họ của người được xét.", actor=table.members[0], at=AT)
    poll = opened_poll(table, table.item(dossier))
    told = Notice.objects.filter(kind=NoticeKind.POLL_OPENED)
    assert set(told.values_list("person", flat=True)) == {
        user.person_id for user in everybody(table) if user != table.members[0]
    }
    assert {one.url for one in told} == {poll.get_absolute_url()}
    assert "Phùng" not in " ".join(f"{one.subject} {one.text}" for one in told)


def test_fewer_ballots_than_the_session_needs_people_are_not_counted(table, dossier) -> None:
    """Six of nine make a quorum: five ballots, however all the same, come to nothing."""
    item = table.item(dossier)
    poll = opened_poll(table, item)
    for user in everybody(table)[:5]:
        cast(poll, {str(item.pk): Choice.AGREE}, actor=user, at=AT)
    poll = close_poll(poll, actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="Chỉ có 5/9 người bỏ phiếu, cần ít nhất 6 người"):
        count_poll(poll, actor=table.tellers[0], at=AT)
    assert Poll.objects.get().counting_by is None


def test_every_attempt_stands_in_both_records_with_its_reason(table, dossier, light) -> None:
    item, other = table.item(dossier), table.item(light)
    poll = opened_poll(table, item)
    void_poll(poll, reason="Danh sách trên phiếu thiếu một hồ sơ.", actor=table.chair, at=AT)
    void_poll(poll, actor=table.tellers[0], at=AT)
    again = begin_poll(table.session, [item, other], actor=table.secretary, at=AT)
    voted(again, table, {str(item.pk): Choice.AGREE, str(other.pk): Choice.AGREE}, by=everybody(table))
    for one in (item, other):
        conclude(one, actor=table.secretary, at=AT)
    ended = end_session(table.session, time(10), actor=table.chair, at=AT)

    minutes = begin_record(ended, actor=table.secretary, at=AT).body
    count = begin_count_record(CouncilSession.objects.get(), actor=table.secretary, at=AT)

    told = "mở ngày 18 tháng 10 năm 2023, phiếu không tính. Lý do: Danh sách trên phiếu thiếu một hồ sơ."
    assert (told in minutes, told in count.body) == (True, True)
    again.refresh_from_db()
    assert "Số phiếu phát ra: 09; thu về: 09; hợp lệ: 09; không hợp lệ: 00." in count.body
    marks = f"Mã nội dung {again.manifest_hash[:16]}, mã danh sách phiếu {again.receipts_hash[:16]}"
    assert f"mức niêm phong A, 02 hồ sơ. {marks}" in count.body
    assert all(str(user.person) in count.body for user in everybody(table))
    assert not any(receipt in count.body for receipt in again.receipts)
