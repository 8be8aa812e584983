"""A session from its agenda to its last conclusion."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.councils.enums import CouncilKind
from nominations.dossiers.models import Dossier
from nominations.dossiers.services.road import award
from nominations.sessions.flows import why_not_opened
from nominations.sessions.models import CouncilSession, Item, ItemVote
from nominations.sessions.services.drafting import (
    FIELDS,
    Told,
    add_matter,
    begin_session,
    discard_session,
    fill_agenda,
    remove_item,
    save_session,
)
from nominations.sessions.services.running import call_session, end_session, mark_attendance, open_session
from nominations.sessions.services.voting import check_counts, conclude, enter_counts, write_discussion, write_opinions
from tests.factories.councils import nine
from tests.factories.school import UserFactory
from tests.factories.sessions import AT, attend, called, counted, drafted, opened, paper, ready_dossier, values
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
WHY = "Chưa có minh chứng về hiệu quả của sáng kiến."


def passed_by_paper(item, table, count):
    first, second = table.tellers
    enter_counts(item, "PAPER", count, actor=first, at=AT)
    check_counts(item, count, actor=second, at=AT)


def test_the_agenda_has_every_dossier_that_is_ready(school, review, dossier, light, principal, secretary) -> None:
    ready_dossier(review, state="APPRAISED")
    paused = ready_dossier(review, paused_on=AT.date(), pause_reason="Chờ xác minh thông tin")
    session = drafted(school, review, chair=principal, secretary=secretary).session
    assert {item.dossier_id for item in session.items.all()} == {dossier.pk, light.pk}
    Dossier.objects.filter(pk=paused.pk).update(paused_on=None)
    assert fill_agenda(session, actor=secretary, at=AT) == 1


def test_each_item_keeps_the_rule_of_its_honor(table, dossier, light) -> None:
    assert table.item(dossier).rule_told == "từ 80% tổng số thành viên hội đồng"
    assert table.item(dossier).is_ballot_due
    assert table.item(light).rule_told == "quá nửa tổng số thành viên hội đồng"


def test_who_prepares_a_session(school, review, principal, secretary, teacher, stranger) -> None:
    council = nine(school, chair=principal, secretary=secretary)
    for actor in (teacher, stranger):
        with pytest.raises(PermissionDenied):
            begin_session(council, review, values=values(), actor=actor, at=AT)
    seated = UserFactory(person=council.seats.filter(function="DEPUTY").get().person, roles=[Role.TEACHER])
    with pytest.raises(PermissionDenied):
        begin_session(council, review, values=values(), actor=seated, at=AT)


def test_the_secretary_of_the_council_needs_no_other_role(school, review, principal) -> None:
    writer = UserFactory(school=school, full_name="Cao Thị Ngần", roles=[Role.TEACHER])
    session = begin_session(nine(school, chair=principal, secretary=writer), review, values=values(), actor=writer, at=AT)
    assert session.secretary.person == writer.person
    assert CouncilSession.objects.visible_to(writer, AT.date()).get() == session


def test_sessions_of_a_council_are_numbered(school, principal, secretary) -> None:
    council = nine(school, chair=principal, secretary=secretary)
    made = [begin_session(council, None, values=values(), actor=secretary, at=AT) for _ in range(2)]
    assert [one.number for one in made] == [1, 2]


def test_calling_tells_every_member(school, review, dossier, principal, secretary) -> None:
    table = called(school, review, chair=principal, secretary=secretary)
    assert Notice.objects.filter(kind="SESSION_CALLED").count() == 8
    assert not Notice.objects.filter(kind="SESSION_CALLED", person=secretary.person).exists()
    assert CouncilSession.objects.visible_to(table.members[0], AT.date()).get() == table.session


def test_members_are_told_of_another_hour(school, review, dossier, principal, secretary) -> None:
    session = called(school, review, chair=principal, secretary=secretary).session
    kept = {name: getattr(session, name) for name in FIELDS}
    session = save_session(session, Told(values=kept), version=session.version, actor=secretary, at=AT)
    assert not Notice.objects.filter(subject__startswith="Đổi lịch họp").exists()
    save_session(session, Told(values=kept | {"starts_at": time(14)}), version=session.version, actor=secretary, at=AT)
    assert Notice.objects.filter(subject__startswith="Đổi lịch họp", subject__contains="14 giờ 00").count() == 8


def test_an_agenda_without_anything_is_not_called(school, principal, secretary) -> None:
    with pytest.raises(MoveRefusedError, match="chưa có mục nào"):
        called(school, None, chair=principal, secretary=secretary)


def test_without_enough_members_nobody_opens(school, review, dossier, principal, secretary) -> None:
    table = called(school, review, chair=principal, secretary=secretary)
    attend(table, away=table.members, written=[table.deputy])
    with pytest.raises(MoveRefusedError, match="Có mặt 4/9, cho ý kiến bằng văn bản 1, vắng 4"):
        open_session(table.session, actor=principal, at=AT)


def test_only_who_presides_opens(school, review, dossier, principal, secretary) -> None:
    table = called(school, review, chair=principal, secretary=secretary)
    attend(table)
    for actor in (secretary, table.deputy):
        with pytest.raises(PermissionDenied):
            open_session(table.session, actor=actor, at=AT)


def test_opening_holds_the_round_and_freezes_the_number_of_members(table, review) -> None:
    review.refresh_from_db()
    assert review.state == "HELD"
    assert (table.session.total, table.session.quorum) == (9, "2/3")


def test_an_open_agenda_does_not_change(table, light) -> None:
    for change in (
        lambda: add_matter(table.session, "Việc khác", actor=table.secretary, at=AT),
        lambda: remove_item(table.item(light), actor=table.secretary, at=AT),
        lambda: discard_session(table.session, actor=table.secretary, at=AT),
    ):
        with pytest.raises(MoveRefusedError, match="đã khai mạc"):
            change()


def test_hands_pass_lao_dong_tien_tien(table, light) -> None:
    item = table.item(light)
    enter_counts(item, "HANDS", counted(6, 2, 1), actor=table.secretary, at=AT)
    vote = conclude(item, actor=table.secretary, at=AT)
    assert vote.outcome.line == "Cần 5/9 phiếu, đạt 6/9: THÔNG QUA"
    light.refresh_from_db()
    assert light.state == "AWARDED"


def test_hands_do_not_do_where_the_law_asks_for_ballots(table, dossier) -> None:
    with pytest.raises(ValidationError, match="phải bỏ phiếu"):
        enter_counts(table.item(dossier), "HANDS", counted(9), actor=table.secretary, at=AT)


def test_paper_stands_once_a_second_person_has_counted_the_same(table, dossier) -> None:
    item, (first, second) = table.item(dossier), table.tellers
    enter_counts(item, "PAPER", paper(8, 1), actor=first, at=AT)
    with pytest.raises(MoveRefusedError, match="người thứ hai nhập lại"):
        conclude(item, actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="Người thứ hai"):
        check_counts(item, paper(8, 1), actor=first, at=AT)
    with pytest.raises(ValidationError, match="đếm lại phiếu"):
        check_counts(item, paper(7, 2), actor=second, at=AT)
    check_counts(item, paper(8, 1), actor=second, at=AT)
    assert conclude(item, actor=table.secretary, at=AT).outcome.line == "Cần 8/9 phiếu, đạt 8/9: THÔNG QUA"


def test_what_was_counted_by_hand_goes_with_the_room_it_was_counted_in(table, light) -> None:
    """Four of nine do not pass; of six they would."""
    item = table.item(light)
    enter_counts(item, "HANDS", counted(4, 5), actor=table.secretary, at=AT)
    attend(table)
    assert ItemVote.objects.filter(item=item).exists(), "nobody came or went"
    attend(table, away=table.members[-3:])
    assert not ItemVote.objects.filter(item=item).exists()
    with pytest.raises(ValidationError):
        enter_counts(item, "HANDS", counted(4, 5), actor=table.secretary, at=AT)


def test_of_two_who_count_paper_one_was_chosen_to_count(table, dossier) -> None:
    item = table.item(dossier)
    enter_counts(item, "PAPER", paper(8, 1), actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="trong ban kiểm phiếu"):
        check_counts(item, paper(8, 1), actor=table.chair, at=AT)
    assert check_counts(item, paper(8, 1), actor=table.tellers[0], at=AT).is_checked


def test_before_anybody_is_marked_the_opening_says_that_alone(school, review, dossier, principal, secretary) -> None:
    session = called(school, review, chair=principal, secretary=secretary).session
    assert why_not_opened(session) == ["Chưa điểm danh."]


def test_what_was_typed_anew_is_counted_anew(table, dossier) -> None:
    item = table.item(dossier)
    passed_by_paper(item, table, paper(8, 1))
    enter_counts(item, "PAPER", paper(7, 2), actor=table.tellers[0], at=AT)
    assert ItemVote.objects.get(item=item).checked_by is None


def test_one_vote_too_few_refuses_with_the_reason(table, dossier) -> None:
    item = table.item(dossier)
    passed_by_paper(item, table, paper(7, 1, 1))
    with pytest.raises(ValidationError, match="lý do hội đồng không đề nghị"):
        conclude(item, actor=table.secretary, at=AT)
    vote = conclude(item, reason=WHY, actor=table.secretary, at=AT)
    assert vote.outcome.line == "Cần 8/9 phiếu, đạt 7/9: KHÔNG THÔNG QUA (thiếu 1)"
    dossier.refresh_from_db()
    assert dossier.state == "NOT_AWARDED"
    assert WHY in AuditEvent.objects.get(verb="dossier.refuse").reason


def test_an_absent_member_heard_in_writing_counts_apart(school, review, dossier, principal, secretary) -> None:
    table = opened(school, review, chair=principal, secretary=secretary, written=1)
    item, absent = table.item(dossier), table.members[-1]
    write_opinions(item, {table.seat(absent).pk: True}, actor=secretary, at=AT)
    passed_by_paper(item, table, paper(7, 1))
    vote = conclude(item, actor=secretary, at=AT)
    assert (vote.agreed, vote.written, vote.written_agreed, vote.voters) == (7, 1, 1, 8)
    assert vote.outcome.line == "Cần 8/9 phiếu, đạt 8/9: THÔNG QUA"


def test_only_whoever_is_away_is_heard_in_writing(table, dossier) -> None:
    with pytest.raises(PermissionDenied):
        write_opinions(table.item(dossier), {table.seat(table.members[0]).pk: True}, actor=table.secretary, at=AT)


def test_more_ballots_than_people_are_refused(table, dossier) -> None:
    with pytest.raises(ValidationError, match="chỉ 9 người bỏ phiếu"):
        enter_counts(table.item(dossier), "PAPER", paper(10), actor=table.secretary, at=AT)


def test_what_is_concluded_stays(table, light) -> None:
    item = table.item(light)
    enter_counts(item, "HANDS", counted(9), actor=table.secretary, at=AT)
    conclude(item, actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="đã kết luận"):
        enter_counts(item, "HANDS", counted(1, 8), actor=table.secretary, at=AT)


def test_who_counts_and_who_concludes(table, light, stranger) -> None:
    item = table.item(light)
    for actor in (table.members[0], stranger):
        with pytest.raises(PermissionDenied):
            enter_counts(item, "HANDS", counted(9), actor=actor, at=AT)
    enter_counts(item, "HANDS", counted(9), actor=table.tellers[0], at=AT)
    for actor in (table.tellers[0], table.members[0], stranger):
        with pytest.raises(PermissionDenied):
            conclude(item, actor=actor, at=AT)


def test_before_a_session_is_opened_nothing_is_voted(school, review, light, principal, secretary) -> None:
    table = called(school, review, chair=principal, secretary=secretary)
    with pytest.raises(MoveRefusedError, match="không biểu quyết được"):
        enter_counts(table.item(light), "HANDS", counted(9), actor=secretary, at=AT)


def test_a_session_ends_once_every_dossier_is_concluded_or_left_with_a_reason(table, dossier, light) -> None:
    enter_counts(table.item(light), "HANDS", counted(9), actor=table.secretary, at=AT)
    conclude(table.item(light), actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="Còn 1 hồ sơ chưa kết luận"):
        end_session(table.session, time(11), actor=table.chair, at=AT)
    write_discussion(table.item(dossier), "Để lại phiên sau, chờ xác nhận sáng kiến.", actor=table.secretary, at=AT)
    with pytest.raises(ValidationError, match="sau giờ bắt đầu"):
        end_session(table.session, time(7), actor=table.chair, at=AT)
    ended = end_session(table.session, time(11), actor=table.chair, at=AT)
    assert ended.state == "ENDED"
    with pytest.raises(MoveRefusedError):
        mark_attendance(table.session, {}, actor=table.secretary, at=AT)


def test_a_dossier_left_over_stands_on_the_next_agenda(table, dossier, light, review) -> None:
    enter_counts(table.item(light), "HANDS", counted(9), actor=table.secretary, at=AT)
    conclude(table.item(light), actor=table.secretary, at=AT)
    write_discussion(table.item(dossier), "Để lại phiên sau.", actor=table.secretary, at=AT)
    end_session(table.session, time(11), actor=table.chair, at=AT)
    again = begin_session(table.session.council, review, values=values(), actor=table.secretary, at=AT)
    assert [item.dossier for item in again.items.all()] == [dossier]


def test_what_stands_on_an_agenda_is_concluded_nowhere_else(table, light) -> None:
    """Also not by those who record what the council said of other rounds: without a vote it has said nothing."""
    for actor in (table.tellers[0], table.secretary, table.chair):
        with pytest.raises(PermissionDenied):
            award(light, actor=actor, at=AT)


def test_the_deputy_presides_where_the_chair_is_away(school, review, light, principal, secretary) -> None:
    table = drafted(school, review, chair=principal, secretary=secretary)
    kept = {name: getattr(table.session, name) for name in FIELDS} | {"chair": table.seat(table.deputy)}
    session = save_session(table.session, Told(values=kept), version=table.session.version, actor=secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="ghi lý do"):
        call_session(session, actor=secretary, at=AT)
    kept["chair_reason"] = "Chủ tịch đi công tác"
    save_session(session, Told(values=kept), version=session.version, actor=secretary, at=AT)
    call_session(session, actor=secretary, at=AT)
    attend(table, away=[principal])
    opened_one = open_session(session, actor=table.deputy, at=AT)
    assert opened_one.is_acting


def test_nobody_of_another_school_stands_on_an_agenda(school, other_school, review, principal, secretary) -> None:
    foreign = ready_dossier(review)
    Item.objects.all().delete()
    assert foreign.school_id == school.pk
    council = nine(other_school, chair=UserFactory(school=other_school), secretary=UserFactory(school=other_school))
    with pytest.raises(PermissionDenied):
        begin_session(council, review, values=values(), actor=secretary, at=AT)


def test_a_council_of_another_kind_meets_on_matters_and_on_no_round(school, review, principal, secretary) -> None:
    council = nine(school, chair=principal, secretary=secretary, kind=CouncilKind.INITIATIVES)
    with pytest.raises(ValidationError, match="hội đồng thi đua, khen thưởng họp xét"):
        begin_session(council, review, values=values(), actor=secretary, at=AT)
    session = begin_session(council, None, values=values(), actor=secretary, at=AT)
    add_matter(session, "Xét công nhận sáng kiến năm học 2023–2024", actor=secretary, at=AT)
    assert [str(item) for item in session.items.all()] == ["Xét công nhận sáng kiến năm học 2023–2024"]
