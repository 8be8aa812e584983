"""A meeting of a tổ by its services: what is written, what is refused, what becomes of the dossiers."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.dossiers.models import Dossier, Review
from nominations.meetings.enums import MeetingState
from nominations.meetings.models import GroupMeeting
from nominations.meetings.queries import missing_of
from nominations.meetings.services.meetings import (
    begin_meeting,
    conclude,
    discard_meeting,
    meet_again,
    save_meeting,
)
from nominations.meetings.services.papers import begin_paper
from tests.factories.contests import kin
from tests.factories.meetings import AT, HELD_ON, concluded, counts, told, waiting_dossier
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.documents.kinds import Kind
from thiduakt.school.models import Group, Person, User
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(review: Review, teacher: User, colleagues: list[Person]) -> Dossier:
    return waiting_dossier(review, teacher.person)


def begun(review: Review, group: Group, head: User) -> GroupMeeting:
    return begin_meeting(review, group, held_on=HELD_ON, actor=head, at=AT)


def test_a_meeting_begins_with_the_people_of_the_to_and_what_waits(
    review: Review, group: Group, group_head: User, dossier: Dossier, school
) -> None:
    PersonFactory(school=school, group=group, left_on=HELD_ON - timedelta(days=1))
    meeting = begun(review, group, group_head)
    assert meeting.attendances.count() == 8
    assert [vote.dossier for vote in meeting.votes.all()] == [dossier]
    assert meeting.chair == group_head.person


def test_of_one_round_a_to_writes_one_meeting_at_a_time(review, group, group_head, dossier) -> None:
    begun(review, group, group_head)
    with pytest.raises(ValidationError, match="chưa kết luận"):
        begun(review, group, group_head)


def test_nobody_leads_the_meeting_of_another_to(review, school, group, group_head, dossier) -> None:
    other = GroupFactory(school=school, name="Tổ nhà trẻ")
    with pytest.raises(PermissionDenied):
        begun(review, other, group_head)


def test_a_teacher_leads_no_meeting(review, group, teacher, dossier) -> None:
    with pytest.raises(PermissionDenied):
        begun(review, group, teacher)


def test_a_meeting_is_written_down_after_it_was_held(review, group, group_head, dossier) -> None:
    with pytest.raises(ValidationError, match="tương lai"):
        begin_meeting(review, group, held_on=AT.date() + timedelta(days=1), actor=group_head, at=AT)


def test_what_passed_goes_to_the_school_and_what_did_not_stays(
    review, group, group_head, teacher, colleagues, dossier
) -> None:
    fallen = waiting_dossier(review, colleagues[0])
    votes = {dossier.pk: counts(5, 2, 1), fallen.pk: counts(4, 3, 1)}
    meeting = concluded(review, group, votes, actor=group_head, secretary=colleagues[1])
    dossier.refresh_from_db()
    fallen.refresh_from_db()
    assert (dossier.state, fallen.state) == ("SUBMITTED", "GROUP_REFUSED")
    assert [vote.outcome.line for vote in meeting.votes.order_by("-is_passed")] == [
        "Cần 5/8 phiếu, đạt 5/8: ĐỀ NGHỊ",
        "Cần 5/8 phiếu, đạt 4/8: KHÔNG ĐỀ NGHỊ (thiếu 1)",
    ]


def test_the_share_is_that_of_the_day_and_stays(review, group, group_head, colleagues, dossier, decided) -> None:
    decided("majority", "2/3")
    meeting = concluded(review, group, {dossier.pk: counts(5, 3)}, actor=group_head, secretary=colleagues[1])
    assert meeting.threshold == "2/3"
    assert meeting.votes.get().outcome.line == "Cần 6/8 phiếu, đạt 5/8: KHÔNG ĐỀ NGHỊ (thiếu 1)"


def test_a_school_may_count_those_present_alone(review, group, group_head, colleagues, dossier, decided) -> None:
    decided("group_vote_of", "present")
    meeting = begun(review, group, group_head)
    away = {colleagues[0].pk: "nghỉ ốm", colleagues[2].pk: "đi học"}
    written = told(meeting, {dossier.pk: counts(4, 2)}, away=away, secretary=colleagues[1])
    saved = save_meeting(meeting, written, version=1, actor=group_head, at=AT)
    done = conclude(saved, version=saved.version, actor=group_head, at=AT)
    assert done.votes.get().outcome.line == "Cần 4/6 phiếu, đạt 4/6: ĐỀ NGHỊ"


def test_a_meeting_says_all_that_it_lacks(review, group, group_head, dossier, colleagues) -> None:
    meeting = begun(review, group, group_head)
    written = told(meeting, {}, away={colleagues[0].pk: ""}, place="", starts_at=None, chair=colleagues[0], secretary=None)
    saved = save_meeting(meeting, written, version=1, actor=group_head, at=AT)
    assert missing_of(saved) == [
        "Chưa ghi địa điểm họp.",
        "Chưa ghi giờ bắt đầu.",
        "Đã chọn người chủ trì là Bùi Thị Ước nhưng lại ghi vắng.",
        "Chưa chọn thư ký cuộc họp.",
        "Người chủ trì không phải tổ trưởng, tổ phó: thầy/cô ghi lý do.",
        "Chưa ghi lý do vắng của Bùi Thị Ước.",
        "Hồ sơ “Lao động tiên tiến: Đỗ Thị Đào” chưa có số phiếu. Nếu để lại lần họp sau, thầy/cô ghi lý do ở ô Ghi chú.",
        "Chưa ghi kết quả biểu quyết hồ sơ nào.",
    ]
    with pytest.raises(MoveRefusedError):
        conclude(saved, version=saved.version, actor=group_head, at=AT)


def test_the_head_does_not_preside_over_the_own_dossier(review, group, group_head, colleagues, teacher) -> None:
    own = waiting_dossier(review, group_head.person)
    with pytest.raises(MoveRefusedError, match="chính người được xét"):
        concluded(review, group, {own.pk: counts(8)}, actor=group_head, secretary=colleagues[1])


def test_nor_over_that_of_kin(review, group, group_head, colleagues, teacher, dossier) -> None:
    kin(teacher, group_head)
    with pytest.raises(MoveRefusedError, match="người thân của người được xét"):
        concluded(review, group, {dossier.pk: counts(8)}, actor=group_head, secretary=colleagues[1])


def test_somebody_else_may_preside_over_one_vote(review, group, group_head, colleagues) -> None:
    own = waiting_dossier(review, group_head.person)
    votes = {own.pk: counts(6, voters=6, is_out=True, led_by=colleagues[0])}
    concluded(review, group, votes, actor=group_head, secretary=colleagues[1])
    own.refresh_from_db()
    assert own.state == "SUBMITTED"


def test_a_vote_left_for_another_meeting_needs_a_word_and_waits(review, group, group_head, colleagues, dossier) -> None:
    later = waiting_dossier(review, colleagues[0])
    empty = counts(0) | dict.fromkeys(("agreed", "against", "blank", "voters")) | {"remarks": "Chờ minh chứng."}
    concluded(review, group, {dossier.pk: counts(8), later.pk: empty}, actor=group_head, secretary=colleagues[1])
    later.refresh_from_db()
    assert later.state == "TO_GROUP"


def test_half_a_count_is_refused_beside_its_field(review, group, group_head, dossier) -> None:
    meeting = begun(review, group, group_head)
    written = told(meeting, {dossier.pk: counts(5) | {"blank": None}})
    with pytest.raises(ValidationError) as refusal:
        save_meeting(meeting, written, version=1, actor=group_head, at=AT)
    assert list(refusal.value.message_dict) == [f"blank-{dossier.pk}"]


def test_more_votes_than_voters_are_refused(review, group, group_head, dossier) -> None:
    meeting = begun(review, group, group_head)
    with pytest.raises(ValidationError, match="5 \\+ 3 \\+ 0 = 8 phiếu, nhiều hơn 7 người biểu quyết"):
        save_meeting(meeting, told(meeting, {dossier.pk: counts(5, 3, voters=7)}), version=1, actor=group_head, at=AT)


def test_more_voters_than_people_present_hold_the_conclusion_back(review, group, group_head, colleagues, dossier) -> None:
    with pytest.raises(MoveRefusedError, match="chỉ 8 người có mặt"):
        concluded(review, group, {dossier.pk: counts(9)}, actor=group_head, secretary=colleagues[1])


def test_a_paused_dossier_is_not_voted_on(review, group, group_head, colleagues, dossier) -> None:
    dossier.paused_on, dossier.pause_reason = HELD_ON, "đang xác minh đơn"
    dossier.save()
    with pytest.raises(MoveRefusedError, match="đang tạm dừng xét"):
        concluded(review, group, {dossier.pk: counts(8)}, actor=group_head, secretary=colleagues[1])


def test_nobody_concludes_over_what_another_wrote(review, group, group_head, colleagues, dossier) -> None:
    meeting = begun(review, group, group_head)
    written = told(meeting, {dossier.pk: counts(8)}, secretary=colleagues[1])
    save_meeting(meeting, written, version=1, actor=group_head, at=AT)
    with pytest.raises(StaleError):
        conclude(meeting, version=1, actor=group_head, at=AT)
    with pytest.raises(StaleError):
        save_meeting(meeting, written, version=1, actor=group_head, at=AT)


def test_what_is_concluded_is_not_written_again(review, group, group_head, colleagues, dossier) -> None:
    meeting = concluded(review, group, {dossier.pk: counts(8)}, actor=group_head, secretary=colleagues[1])
    with pytest.raises(MoveRefusedError, match="giữ nguyên"):
        save_meeting(meeting, told(meeting, {}), version=meeting.version, actor=group_head, at=AT)
    with pytest.raises(MoveRefusedError, match="giữ nguyên"):
        discard_meeting(meeting, actor=group_head, at=AT)


def test_a_mistake_is_mended_by_another_meeting(review, group, group_head, colleagues, dossier) -> None:
    first = concluded(review, group, {dossier.pk: counts(3, 5)}, actor=group_head, secretary=colleagues[1])
    dossier.refresh_from_db()
    again = meet_again(first, [dossier], reason="Ghi nhầm số phiếu của hồ sơ này", actor=group_head, at=AT)
    dossier.refresh_from_db()
    assert (dossier.state, again.state, again.corrects) == ("TO_GROUP", MeetingState.DRAFT, first)
    assert first.votes.get().is_passed is False
    assert [vote.dossier for vote in again.votes.all()] == [dossier]


def test_meeting_again_needs_a_reason(review, group, group_head, colleagues, dossier) -> None:
    first = concluded(review, group, {dossier.pk: counts(8)}, actor=group_head, secretary=colleagues[1])
    dossier.refresh_from_db()
    with pytest.raises(ValidationError, match="ít nhất 20"):
        meet_again(first, [dossier], reason="Ghi nhầm", actor=group_head, at=AT)


def test_once_the_school_has_opened_it_the_to_votes_no_more(review, group, group_head, colleagues, dossier) -> None:
    first = concluded(review, group, {dossier.pk: counts(8)}, actor=group_head, secretary=colleagues[1])
    dossier.refresh_from_db()
    dossier.opened_at = AT
    dossier.save()
    with pytest.raises(MoveRefusedError, match="đã bắt đầu thẩm định"):
        meet_again(first, [dossier], reason="Ghi nhầm số phiếu của hồ sơ này", actor=group_head, at=AT)


def test_the_minutes_tell_the_meeting(review, group, group_head, colleagues, teacher, dossier) -> None:
    votes = {dossier.pk: counts(6, 1, voters=7, is_out=True, remarks="Có <b>nhiều</b> cố gắng")}
    meeting = concluded(review, group, votes, actor=group_head, secretary=colleagues[1])
    document = begin_paper(meeting, actor=group_head, at=AT)
    assert document.kind == Kind.MINUTES
    assert (document.signer, document.secretary) == (group_head.person, colleagues[1])
    for said in (
        "14 giờ 00", "tổng số 08 người, có mặt 08 người, vắng 00 người", "Cần 5/8 phiếu, đạt 6/8: ĐỀ NGHỊ",
        "Đỗ Thị Đào ra ngoài khi tổ biểu quyết hồ sơ của mình.", "quá nửa tổng số người của tổ", "Tổ đề nghị 01 hồ sơ",
        "&lt;b&gt;nhiều&lt;/b&gt;",
    ):  # fmt: skip
        assert said in document.body, said
    with pytest.raises(MoveRefusedError, match="đã có biên bản"):
        begin_paper(meeting, actor=group_head, at=AT)


def test_a_draft_meeting_has_no_minutes(review, group, group_head, dossier) -> None:
    with pytest.raises(MoveRefusedError, match="chưa chốt"):
        begin_paper(begun(review, group, group_head), actor=group_head, at=AT)


def test_who_leaves_the_list_and_who_joins_it_follows_the_day(review, group, group_head, colleagues, dossier) -> None:
    meeting = begun(review, group, group_head)
    Person.objects.filter(pk=colleagues[0].pk).update(left_on=HELD_ON)
    later = waiting_dossier(review, colleagues[2])
    earlier = told(meeting, {}, held_on=HELD_ON, ends_at=time(16))
    saved = save_meeting(meeting, earlier, version=1, actor=group_head, at=AT)
    assert saved.attendances.filter(person=colleagues[0]).exists()
    assert saved.votes.filter(dossier=later).exists()
