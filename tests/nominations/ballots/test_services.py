"""The road of a poll: what opens it, who votes, who closes and counts, and what is left of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.ballots.counting import Tally
from nominations.ballots.enums import Choice, PollState
from nominations.ballots.manifest import Candidate
from nominations.ballots.models import Poll
from nominations.ballots.queries import electors_of, faults_of, has_voted, missing_of, participation, tally_of
from nominations.ballots.services.conducting import (
    close_poll,
    confirm_poll,
    count_poll,
    open_poll,
    shred_due,
    shred_poll,
    void_poll,
    void_restored,
)
from nominations.ballots.services.preparing import discard_poll, prepare_poll
from nominations.ballots.services.voting import AlreadyVotedError, BoxClosedError, cast
from tests.factories.ballots import AT, DAO, REASON, RULE, Vote, make_vote
from tests.factories.honors import choice, stored
from tests.factories.school import UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db

YES, NO, BLANK = Choice.AGREE, Choice.AGAINST, Choice.BLANK


def test_a_poll_opens_when_two_officials_have_confirmed(vote: Vote) -> None:
    first = open_poll(vote.poll, actor=vote.chair, at=AT)
    assert (first.state, first.opening_by) == (PollState.DRAFT, vote.chair.person)

    opened = open_poll(vote.poll, actor=vote.teller, at=AT)

    assert (opened.state, opened.n_electors, opened.version) == (PollState.OPEN, 7, 2)
    assert sorted(opened.manifest["electors"]) == sorted(user.person_id for user in vote.electors)
    assert opened.mac == opened.whole_mac


def test_nobody_opens_a_poll_alone(vote: Vote) -> None:
    open_poll(vote.poll, actor=vote.chair, at=AT)
    with pytest.raises(MoveRefusedError, match="cần thêm một người nữa"):
        open_poll(vote.poll, actor=vote.chair, at=AT)
    assert vote.reread().state == PollState.DRAFT


def test_two_tellers_are_not_two_functions(vote: Vote, school) -> None:
    other = UserFactory(school=school, roles=[Role.TELLER])
    vote.poll.tellers.add(other.person)
    open_poll(vote.poll, actor=vote.teller, at=AT)
    with pytest.raises(MoveRefusedError, match="giữ việc khác"):
        open_poll(vote.poll, actor=other, at=AT)


def test_who_is_no_official_conducts_nothing(opened: Vote, principal) -> None:
    for act in (open_poll, close_poll, count_poll, confirm_poll, shred_poll, void_poll):
        for person in (principal, opened.electors[3]):
            with pytest.raises(PermissionDenied):
                act(opened.poll, actor=person, at=AT)


def test_fewer_than_five_electors_are_sent_to_a_show_of_hands(school) -> None:
    vote = make_vote(school, electors=4)
    with pytest.raises(MoveRefusedError, match=r"Chỉ có 4 người bầu.*giơ tay"):
        open_poll(vote.poll, actor=vote.chair, at=AT)


def test_a_line_on_which_fewer_than_five_vote_stops_the_opening(school) -> None:
    vote = make_vote(school, electors=6, recusals={2: ["dao"], 3: ["dao"]})
    (told,) = missing_of(vote.poll)
    assert told.startswith("“Đỗ Thị Đào” chỉ còn 4 người bầu, dưới 5 người thì không còn kín.")
    assert told.endswith("Thầy/cô cho biểu quyết giơ tay hoặc bỏ phiếu giấy.")


def test_without_the_key_of_the_server_nothing_opens(vote: Vote, settings) -> None:
    settings.BALLOT_KEY = ""
    assert "chưa có khóa hòm phiếu" in missing_of(vote.poll)[0]


def test_a_teller_is_neither_chair_nor_secretary_nor_concerned(vote: Vote) -> None:
    vote.poll.tellers.set([vote.chair.person])
    assert missing_of(Poll.objects.get(pk=vote.poll.pk)) == [
        "Người kiểm phiếu không đồng thời là chủ tọa hoặc thư ký của cuộc bỏ phiếu."
    ]


def test_an_elector_without_an_account_stops_the_opening(vote: Vote) -> None:
    vote.electors[3].is_active = False
    vote.electors[3].save()
    assert missing_of(vote.poll) == ["Ngô Thị Oanh chưa có tài khoản đang dùng nên không bỏ phiếu trên hệ thống được."]


def test_a_page_of_another_version_opens_nothing(vote: Vote) -> None:
    with pytest.raises(StaleError):
        open_poll(vote.poll, version=9, actor=vote.chair, at=AT)


def test_an_open_poll_is_not_discarded(opened: Vote) -> None:
    with pytest.raises(MoveRefusedError):
        discard_poll(opened.poll, actor=opened.secretary, at=AT)


def test_a_candidate_stands_on_one_line(school) -> None:
    with pytest.raises(ValidationError, match="chỉ đứng ở một dòng"):
        make_vote(school, candidates=[DAO, Candidate("dao", "Đỗ Thị Đào")])


def test_people_of_another_school_have_no_part(vote: Vote, school, stranger) -> None:
    told = {
        "candidates": [DAO], "recusals": [], "chair": vote.chair.person, "secretary": vote.secretary.person, "tellers": [],
        "rule": RULE, "school_id": school.pk, "at": AT,
    }  # fmt: skip
    for electors, actor in (([stranger.person], vote.chair), ([], stranger)):
        with pytest.raises(PermissionDenied):
            prepare_poll("Xét danh hiệu", electors=electors, actor=actor, **told)


def test_what_is_cast_is_what_is_counted(opened: Vote) -> None:
    said = [(YES, YES), (YES, NO), (YES, BLANK), (NO, NO), (BLANK, YES), (YES, YES), (YES, NO)]
    for elector, (dao, anh) in zip(opened.electors, said, strict=True):
        opened.cast(elector, dao=dao, anh=anh)
    opened.close()
    counted = opened.count()

    assert counted.state == PollState.COUNTED
    assert tally_of(counted) == {"dao": Tally(5, 1, 1, 0), "anh": Tally(3, 3, 1, 0)}
    assert faults_of(counted) == []


def test_there_is_no_result_before_the_count(opened: Vote) -> None:
    opened.cast(opened.electors[0])
    for poll in (opened.poll, opened.close()):
        with pytest.raises(MoveRefusedError):
            tally_of(poll)
        with pytest.raises(MoveRefusedError):
            tally_of(opened.reread())


def test_somebody_votes_once(opened: Vote) -> None:
    opened.cast(opened.electors[0])
    with pytest.raises(AlreadyVotedError):
        opened.cast(opened.electors[0])
    assert participation(opened.reread()).voted == 1
    assert has_voted(opened.poll, opened.electors[0].person_id)
    assert not has_voted(opened.poll, opened.electors[1].person_id)


def test_only_the_electors_vote(opened: Vote, principal, stranger) -> None:
    for person in (opened.teller, principal, stranger):
        with pytest.raises(PermissionDenied):
            opened.cast(person, dao=YES, anh=YES)


def test_who_has_left_the_school_votes_no_more(opened: Vote) -> None:
    person = opened.electors[2].person
    person.left_on = (AT - timedelta(days=1)).date()
    person.save()
    opened.electors[2].__dict__.pop("_roles", None)
    with pytest.raises(PermissionDenied):
        opened.cast(opened.electors[2], dao=YES, anh=YES)


def test_every_line_asks_for_an_opinion_and_takes_no_other(opened: Vote) -> None:
    for choices in ({"dao": YES}, {}, {"dao": YES, "anh": Choice.RECUSED}):
        with pytest.raises(ValidationError):
            cast(opened.poll, choices, actor=opened.electors[0], at=AT)
    assert opened.reread().box_count == 0


def test_who_is_recused_votes_on_the_other_lines_alone(school) -> None:
    vote = make_vote(school, recusals={2: ["dao"]})
    vote.open()
    with pytest.raises(PermissionDenied):
        vote.cast(vote.electors[2], dao=YES, anh=YES)
    for elector in vote.electors:
        vote.cast(elector)
    assert tally_of(vote.count()) == {"dao": Tally(6, 0, 0, 1), "anh": Tally(7, 0, 0, 0)}


def test_who_is_recused_on_every_line_is_no_elector_and_sees_nothing(school, principal) -> None:
    vote = make_vote(school, recusals={6: ["dao", "anh"]})
    assert vote.electors[6].person_id not in vote.poll.content.electors
    vote.open()
    assert not Poll.objects.visible_to(vote.electors[6], AT.date()).exists()
    assert Poll.objects.visible_to(vote.electors[5], AT.date()).exists()


def test_a_draft_is_seen_by_its_officials_alone(vote: Vote, principal) -> None:
    seen = [
        Poll.objects.visible_to(user, AT.date()).exists() for user in (vote.chair, vote.teller, vote.electors[3], principal)
    ]
    assert seen == [True, True, False, False]


def test_the_principal_sees_a_poll_once_it_is_counted(opened: Vote, principal, inspector, deputy, technician) -> None:
    users = (principal, inspector, deputy, technician)
    assert not any(Poll.objects.visible_to(user, AT.date()).exists() for user in users)
    opened.cast_by_all()
    opened.close()
    opened.count()
    assert [Poll.objects.visible_to(user, AT.date()).exists() for user in users] == [True, True, False, False]


def test_a_closed_box_takes_no_ballot(opened: Vote) -> None:
    opened.cast(opened.electors[0])
    opened.close()
    with pytest.raises(BoxClosedError):
        opened.cast(opened.electors[1])
    assert opened.reread().box_count == 1


def test_closing_twice_closes_once(opened: Vote) -> None:
    receipt = opened.cast(opened.electors[0])
    opened.close()
    again = close_poll(opened.poll, actor=opened.secretary, at=AT)
    assert (again.state, again.receipts) == (PollState.CLOSED, [receipt])
    assert AuditEvent.objects.filter(verb="poll.close").count() == 1


def test_a_teller_closes_nothing_while_some_have_not_voted(opened: Vote) -> None:
    with pytest.raises(PermissionDenied):
        close_poll(opened.poll, actor=opened.teller, at=AT)


def test_a_full_box_is_closed_by_whoever_counts_it(opened: Vote) -> None:
    for elector in opened.electors:
        opened.cast(elector)
    first = count_poll(opened.poll, actor=opened.teller, at=AT)
    assert (first.state, first.counting_by) == (PollState.CLOSED, opened.teller.person)
    assert count_poll(opened.poll, actor=opened.chair, at=AT).state == PollState.COUNTED


def test_a_box_that_is_open_and_not_full_is_not_counted(opened: Vote) -> None:
    opened.cast(opened.electors[0])
    with pytest.raises(MoveRefusedError):
        count_poll(opened.poll, actor=opened.teller, at=AT)


def test_chair_and_secretary_do_not_count_without_a_teller(opened: Vote) -> None:
    opened.cast_by_all()
    opened.close()
    count_poll(opened.poll, actor=opened.chair, at=AT)
    with pytest.raises(MoveRefusedError, match="phải là người kiểm phiếu"):
        count_poll(opened.poll, actor=opened.secretary, at=AT)


def test_the_ballots_are_destroyed_when_every_official_has_confirmed(opened: Vote) -> None:
    opened.cast_by_all()
    opened.close()
    opened.count()
    for _ in range(2):
        assert confirm_poll(opened.poll, actor=opened.chair, at=AT).state == PollState.COUNTED
    assert AuditEvent.objects.filter(verb="poll.confirm_one").count() == 1
    assert confirm_poll(opened.poll, actor=opened.teller, at=AT).state == PollState.COUNTED

    done = confirm_poll(opened.poll, actor=opened.secretary, at=AT)

    assert (done.state, done.box, done.sk_wrapped, done.box_count) == (PollState.SHREDDED, None, None, 7)
    assert tally_of(done)["dao"] == Tally(7, 0, 0, 0)
    assert faults_of(opened.reread()) == []


def test_a_school_may_keep_the_ballots_for_some_days(vote: Vote, secretary, principal) -> None:
    rule = choice("ballot_days", "7", AT.date() - timedelta(days=100))
    stored(rule, proposer=secretary, approver=principal, at=AT - timedelta(days=100))
    vote.open()
    vote.cast_by_all()
    vote.close()
    vote.count()
    kept = vote.confirm()
    assert (kept.state, kept.keep_days, bool(kept.box)) == (PollState.CONFIRMED, 7, True)

    with pytest.raises(MoveRefusedError, match="giữ phiếu đến hết ngày 25/10/2023"):
        shred_poll(kept, actor=vote.chair, at=AT + timedelta(days=7))
    assert shred_due(at=AT + timedelta(days=7)) == 0
    assert shred_due(at=AT + timedelta(days=8)) == 1
    assert vote.reread().state == PollState.SHREDDED


def test_two_officials_void_a_poll_and_its_ballots_are_destroyed_unread(opened: Vote) -> None:
    opened.cast(opened.electors[0])
    with pytest.raises(MoveRefusedError, match="lý do"):
        void_poll(opened.poll, reason="sai", actor=opened.chair, at=AT)
    first = void_poll(opened.poll, reason=REASON, actor=opened.chair, at=AT)
    assert first.state == PollState.OPEN

    void = void_poll(opened.poll, actor=opened.secretary, at=AT)

    assert (void.state, void.void_reason, void.box, void.sk_wrapped, void.tally) == (
        PollState.VOID,
        REASON,
        None,
        None,
        None,
    )
    with pytest.raises(BoxClosedError):
        opened.cast(opened.electors[1])


def test_a_proposal_to_void_ends_with_the_step_it_was_made_at(opened: Vote) -> None:
    """Nobody voids alone what has turned out otherwise than they like, on the word of somebody who spoke before."""
    void_poll(opened.poll, reason=REASON, actor=opened.teller, at=AT)
    opened.cast_by_all()
    opened.close()
    counted = opened.count()
    assert (counted.voiding_by, counted.void_reason) == (None, "")
    with pytest.raises(MoveRefusedError, match="lý do"):
        void_poll(opened.poll, actor=opened.chair, at=AT)
    assert opened.reread().state == PollState.COUNTED


def test_what_is_counted_is_not_voided_by_chair_and_secretary_alone(opened: Vote) -> None:
    opened.cast_by_all()
    opened.close()
    opened.count()
    void_poll(opened.poll, reason=REASON, actor=opened.chair, at=AT)
    with pytest.raises(MoveRefusedError, match="phải là người kiểm phiếu"):
        void_poll(opened.poll, actor=opened.secretary, at=AT)
    assert void_poll(opened.poll, actor=opened.teller, at=AT).state == PollState.VOID


def test_few_ballots_are_not_counted_on_all_of_it_or_on_one_line(school) -> None:
    few = make_vote(school)
    few.open()
    for elector in few.electors[:4]:
        few.cast(elector)
    few.close()
    with pytest.raises(MoveRefusedError, match="Chỉ có 4/7 người bỏ phiếu, cần ít nhất 5 người"):
        few.count()
    vote = make_vote(school, recusals={0: ["dao"], 1: ["dao"]})
    vote.open()
    for elector in vote.electors[:6]:
        vote.cast(elector)
    vote.close()
    with pytest.raises(MoveRefusedError, match="Có dòng trên phiếu chưa đủ 5 người bỏ phiếu") as refusal:
        vote.count()
    assert "Đào" not in str(refusal.value)


def test_a_confirmed_result_is_not_voided(opened: Vote) -> None:
    opened.cast_by_all()
    opened.close()
    opened.count()
    opened.confirm()
    with pytest.raises(MoveRefusedError):
        void_poll(opened.poll, reason=REASON, actor=opened.chair, at=AT)


def test_a_restore_voids_what_was_open_and_nothing_else(school, opened: Vote) -> None:
    closed = make_vote(school)
    closed.open()
    closed.close()
    assert void_restored(at=AT) == 1
    assert (opened.reread().state, closed.reread().state) == (PollState.VOID, PollState.CLOSED)
    assert "khôi phục" in opened.poll.void_reason


def test_the_officials_see_who_has_voted(opened: Vote) -> None:
    opened.cast(opened.electors[3])
    assert [str(person) for person, voted in electors_of(opened.reread()) if voted] == ["Ngô Thị Oanh"]
    assert len(electors_of(opened.poll)) == 7
