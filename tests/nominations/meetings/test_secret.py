"""A sealed poll of a tổ: who votes, on what, and what becomes of its tally."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.ballots.enums import Choice
from nominations.ballots.models import Poll
from nominations.ballots.services.conducting import open_poll, void_poll
from nominations.ballots.services.voting import cast
from nominations.meetings.models import GroupMeeting, Vote
from nominations.meetings.queries import missing_of, votes_of
from nominations.meetings.services.meetings import conclude, discard_meeting, save_meeting
from nominations.meetings.services.papers import begin_paper
from nominations.meetings.services.polls import begin_poll, drop_poll
from tests.factories.meetings import AT, HELD_ON, Voting, counts, told, voting, waiting_dossier
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(review, group_head: User) -> Voting:
    """Seven people."""
    return voting(review, group_head)


def concluded(sitting: Voting) -> GroupMeeting:
    meeting = GroupMeeting.objects.get(pk=sitting.meeting.pk)
    return conclude(meeting, version=meeting.version, actor=sitting.head, at=AT)


def test_what_a_sealed_poll_came_to_stands_in_the_meeting_and_moves_the_dossier(sitting: Voting) -> None:
    sitting.voted(sitting.begin(), against=2)
    vote = concluded(sitting).votes.get()
    assert (vote.manner, vote.voters, vote.agreed, vote.against, vote.blank) == ("SECRET", 7, 5, 2, 0)
    assert vote.outcome.line == "Cần 4/7 phiếu, đạt 5/7: ĐỀ NGHỊ"
    sitting.dossier.refresh_from_db()
    assert sitting.dossier.state == "SUBMITTED"


def test_a_nominee_who_is_out_does_not_vote_on_the_own_dossier_and_stays_in_the_base(sitting: Voting, review) -> None:
    other = waiting_dossier(review, sitting.others[3].person)
    out = counts(0) | dict.fromkeys(("agreed", "against", "blank", "voters")) | {"is_out": True}
    sitting.write({sitting.dossier.pk: out})
    poll = sitting.begin()
    nominee = sitting.others[2].person_id
    assert [one.key for one in poll.content.open_to(nominee)] == [str(other.pk)]
    sitting.voted(poll)
    found = {vote.dossier_id: vote for vote in concluded(sitting).votes.all()}
    assert (found[sitting.dossier.pk].voters, found[other.pk].voters) == (6, 7)
    assert found[sitting.dossier.pk].outcome.line == "Cần 4/7 phiếu, đạt 6/7: ĐỀ NGHỊ"


def test_where_the_to_does_not_ask_the_nominee_out_they_vote_as_all(sitting: Voting) -> None:
    assert [one.key for one in sitting.begin().content.open_to(sitting.others[2].person_id)] == [str(sitting.dossier.pk)]


def test_who_is_absent_is_no_elector(sitting: Voting) -> None:
    away = {sitting.others[5].person_id: "nghỉ ốm"}
    written = told(sitting.meeting, {}, away=away, secretary=sitting.secretary.person)
    save_meeting(sitting.meeting, written, version=sitting.meeting.version, actor=sitting.head, at=AT)
    assert sitting.others[5].person_id not in sitting.begin().content.electors


def test_among_fewer_than_five_nothing_is_secret(review, group_head) -> None:
    with pytest.raises(MoveRefusedError, match=r"Chỉ có 4 người bầu.*giơ tay"):
        voting(review, group_head, others=3).begin()
    assert not Poll.objects.exists()


def test_nor_where_a_nominee_goes_out_and_leaves_four(review, group_head) -> None:
    sitting = voting(review, group_head, others=4)
    out = counts(0) | dict.fromkeys(("agreed", "against", "blank", "voters")) | {"is_out": True}
    waiting_dossier(review, sitting.others[3].person)
    sitting.write({sitting.dossier.pk: out})
    with pytest.raises(MoveRefusedError, match="chỉ còn 4 người bầu"):
        sitting.begin()


def test_only_the_head_begins_a_poll_and_with_somebody_who_is_there_to_count(sitting: Voting, principal, stranger) -> None:
    dossiers, teller = [sitting.dossier], [sitting.teller.person]
    for actor in (sitting.teller, principal, stranger):
        with pytest.raises(PermissionDenied):
            begin_poll(sitting.meeting, dossiers, teller, actor=actor, at=AT)
    for person in (principal.person, sitting.head.person, sitting.secretary.person):
        with pytest.raises(PermissionDenied):
            begin_poll(sitting.meeting, dossiers, [person], actor=sitting.head, at=AT)


def test_a_poll_needs_a_dossier_a_secretary_and_the_day_of_the_meeting(sitting: Voting) -> None:
    teller = [sitting.teller.person]
    with pytest.raises(ValidationError, match="ít nhất một hồ sơ"):
        begin_poll(sitting.meeting, [], teller, actor=sitting.head, at=AT)
    with pytest.raises(MoveRefusedError, match="trong ngày họp"):
        begin_poll(sitting.meeting, [sitting.dossier], teller, actor=sitting.head, at=AT.replace(day=19))
    sitting.write(secretary=None)
    with pytest.raises(MoveRefusedError, match="chọn người chủ trì và thư ký"):
        sitting.begin()


def test_who_goes_out_for_all_of_it_presides_over_none_of_it(review, group_head) -> None:
    sitting = voting(review, group_head)
    own = waiting_dossier(review, group_head.person)
    out = counts(0) | dict.fromkeys(("agreed", "against", "blank", "voters")) | {"is_out": True}
    sitting.write({own.pk: out})
    with pytest.raises(MoveRefusedError, match="chọn người khác cho phần này"):
        begin_poll(sitting.meeting, [own], [sitting.teller.person], actor=sitting.head, at=AT)
    sitting.write({own.pk: out | {"led_by": sitting.others[3].person}})
    poll = begin_poll(sitting.meeting, [own], [sitting.teller.person], actor=sitting.head, at=AT)
    assert poll.chair == sitting.others[3].person


def test_nothing_is_told_or_concluded_before_all_have_confirmed_the_count(sitting: Voting) -> None:
    poll = sitting.open(sitting.begin())
    cast(poll, {str(sitting.dossier.pk): Choice.AGREE}, actor=sitting.head, at=AT)
    assert [vote.count for vote in votes_of(sitting.meeting)] == [None]
    assert "đang bỏ phiếu kín" in " ".join(missing_of(GroupMeeting.objects.get()))
    with pytest.raises(MoveRefusedError):
        concluded(sitting)


def test_what_lies_in_a_sealed_poll_is_not_counted_by_hand(sitting: Voting) -> None:
    sitting.begin()
    sitting.write({sitting.dossier.pk: counts(7) | {"remarks": "Tổ bỏ phiếu kín."}})
    vote = Vote.objects.get()
    assert (vote.manner, vote.agreed, vote.remarks) == ("SECRET", None, "Tổ bỏ phiếu kín.")
    with pytest.raises(MoveRefusedError, match="đưa vào bỏ phiếu kín"):
        sitting.begin()


def test_what_is_voted_by_hand_is_called_no_sealed_poll(sitting: Voting) -> None:
    with pytest.raises(PermissionDenied):
        sitting.write({sitting.dossier.pk: counts(7) | {"manner": "SECRET"}})


def test_a_page_that_was_open_before_the_poll_is_not_saved_over_it(sitting: Voting) -> None:
    before = sitting.meeting.version
    sitting.begin()
    with pytest.raises(StaleError):
        save_meeting(sitting.meeting, told(sitting.meeting, {}), version=before, actor=sitting.head, at=AT)


def test_the_electors_stay_present_and_the_meeting_on_its_day(sitting: Voting) -> None:
    sitting.begin()
    stored = GroupMeeting.objects.get()
    gone = told(stored, {}, away={sitting.others[4].person_id: "về sớm"}, secretary=sitting.secretary.person)
    with pytest.raises(ValidationError, match="nên giữ là có mặt"):
        save_meeting(stored, gone, version=stored.version, actor=sitting.head, at=AT)
    earlier = told(stored, {}, held_on=HELD_ON.replace(day=17), secretary=sitting.secretary.person)
    with pytest.raises(ValidationError, match="giữ nguyên ngày họp"):
        save_meeting(stored, earlier, version=stored.version, actor=sitting.head, at=AT)


def test_a_poll_that_was_never_opened_is_left_for_a_show_of_hands(sitting: Voting) -> None:
    drop_poll(sitting.meeting, sitting.begin(), actor=sitting.head, at=AT)
    assert not Poll.objects.exists()
    sitting.write({sitting.dossier.pk: counts(7)})
    assert concluded(sitting).votes.get().manner == "HANDS"


def test_a_poll_that_was_opened_is_left_only_by_voiding_it_and_stays_on_record(sitting: Voting) -> None:
    poll = sitting.open(sitting.begin())
    with pytest.raises(MoveRefusedError, match="Hòm phiếu đã mở"):
        drop_poll(sitting.meeting, poll, actor=sitting.head, at=AT)
    void_poll(poll, reason="Danh sách trên phiếu thiếu một người.", actor=sitting.head, at=AT)
    void = void_poll(poll, actor=sitting.teller, at=AT)
    assert "đã hủy" in " ".join(missing_of(GroupMeeting.objects.get()))
    drop_poll(sitting.meeting, void, actor=sitting.head, at=AT)
    with pytest.raises(MoveRefusedError, match="không bỏ được"):
        discard_meeting(sitting.meeting, actor=sitting.head, at=AT)
    again = sitting.voted(sitting.begin())

    minutes = begin_paper(concluded(sitting), actor=sitting.head, at=AT).body

    assert "Lý do: Danh sách trên phiếu thiếu một người." in minutes
    assert "Bỏ phiếu kín trên hệ thống: 7 đồng ý, 0 không đồng ý, 0 trắng (7 người)" in minutes
    assert f"Mã nội dung {again.manifest_hash[:16]}" in minutes
    assert f"Kiểm phiếu: {sitting.teller.person}." in minutes
    assert not any(receipt in minutes for receipt in again.receipts)


def test_what_is_paused_after_the_vote_waits_for_another_meeting(sitting: Voting, review) -> None:
    other = waiting_dossier(review, sitting.others[3].person)
    sitting.write()
    sitting.voted(sitting.begin())
    other.refresh_from_db()
    other.paused_on, other.pause_reason = HELD_ON, "đang xác minh đơn"
    other.save()
    sitting.write({other.pk: {"remarks": "Chờ xác minh đơn."}})
    meeting = concluded(sitting)
    assert {vote.dossier_id: vote.is_passed for vote in meeting.votes.all()} == {sitting.dossier.pk: True, other.pk: None}
    assert "Đã bỏ phiếu kín, kết quả không dùng" in begin_paper(meeting, actor=sitting.head, at=AT).body


def test_when_the_box_opens_the_people_of_the_to_are_told(sitting: Voting) -> None:
    sitting.open(sitting.begin())
    people = Notice.objects.filter(kind=NoticeKind.POLL_OPENED).values_list("person", flat=True)
    assert set(people) == {user.person_id for user in [sitting.head, *sitting.others]}


def test_who_could_neither_vote_nor_confirm_stops_the_poll(sitting: Voting, principal) -> None:
    sitting.write(secretary=principal.person)
    User.objects.filter(pk__in=[sitting.secretary.pk, principal.pk]).update(is_active=False)
    with pytest.raises(MoveRefusedError, match=r"không bỏ phiếu trên hệ thống được.*không xác nhận kết quả được"):
        sitting.begin()
    assert not Poll.objects.exists()


def test_nobody_opens_the_poll_of_a_to_alone(sitting: Voting) -> None:
    poll = sitting.begin()
    open_poll(poll, actor=sitting.head, at=AT)
    with pytest.raises(MoveRefusedError, match="cần thêm một người nữa"):
        open_poll(poll, actor=sitting.head, at=AT)
