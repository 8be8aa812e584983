"""Lập hội đồng: of whom it is made, what its decision brings, when it ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.councils.enums import CouncilKind, CouncilState, SeatFunction
from nominations.councils.models import Council, Seat
from nominations.councils.queries import council_on, proposed_seats, seat_of, seats_on
from nominations.councils.services.founding import (
    add_council,
    discard_council,
    end_council,
    record_founding,
    save_council,
)
from nominations.councils.services.members import Member
from nominations.councils.services.papers import draft_founding
from nominations.councils.services.renewing import begin_renewal, record_renewal
from tests.factories.councils import NAMED, CouncilFactory
from tests.factories.school import GroupFactory, PersonFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError, StaleError

from .conftest import function_of, members_of, named

pytestmark = pytest.mark.django_db
VALUES = {"name": "Hội đồng Thi đua - Khen thưởng", "quorum": "2/3", "regulations": ""}


def save(council, members, actor, at, **values):
    version = Council.objects.get(pk=council.pk).version
    return save_council(council, VALUES | values, members, version=version, actor=actor, at=at)


def test_a_first_council_is_made_of_the_heads_of_the_school(school, principal, deputy, secretary, group_head, at) -> None:
    council = add_council(CouncilKind.AWARDS, year=2023, actor=secretary, at=at)
    assert council.name == "Hội đồng Thi đua - Khen thưởng năm học 2023–2024"
    assert named(proposed_seats(council)) == [
        ("Hoàng Thị Phương", "CHAIR"),
        ("Nguyễn Thị Ánh", "DEPUTY"),
        ("Trần Thị Ngọc Bích", "SECRETARY"),
        ("Phạm Thị Hương", "MEMBER"),
    ]
    assert proposed_seats(council)[3].stands_for == "Đại diện Tổ mẫu giáo lớn"


def test_who_holds_two_posts_sits_in_it_once(school, principal, at) -> None:
    both = UserFactory(school=school, full_name="Đỗ Thị Đào", roles=[Role.SECRETARY, Role.GROUP_HEAD])
    council = add_council(CouncilKind.AWARDS, year=2023, actor=both, at=at)
    assert named(proposed_seats(council)) == [("Hoàng Thị Phương", "CHAIR"), ("Đỗ Thị Đào", "SECRETARY")]


def test_the_next_council_takes_members_duties_and_rules_of_the_last(standing, secretary, at) -> None:
    Seat.objects.filter(function=SeatFunction.DEPUTY).update(duties="Theo dõi phong trào các tổ")
    Council.objects.update(quorum="4/5", regulations="Khách mời không biểu quyết.")
    council = add_council(CouncilKind.AWARDS, year=2024, actor=secretary, at=at + timedelta(days=366))
    assert named(proposed_seats(council)) == named(seats_on(standing, at.date()))
    assert proposed_seats(council)[2].duties == "Theo dõi phong trào các tổ"
    assert (council.quorum, council.regulations) == ("4/5", "Khách mời không biểu quyết.")


def test_whoever_left_the_school_is_not_taken_over(standing, secretary, at) -> None:
    gone = standing.seats.get(person__full_name="Chu Thị Sen").person
    gone.left_on = date(2024, 5, 31)
    gone.save()
    council = add_council(CouncilKind.AWARDS, year=2024, actor=secretary, at=at + timedelta(days=366))
    assert len(proposed_seats(council)) == 8


def test_a_teacher_makes_no_council(teacher, at) -> None:
    with pytest.raises(PermissionDenied):
        add_council(CouncilKind.AWARDS, year=2023, actor=teacher, at=at)


def test_a_name_stands_once_a_year(draft, secretary, at) -> None:
    with pytest.raises(ValidationError, match="đã có hội đồng mang tên ấy"):
        add_council(CouncilKind.AWARDS, year=2023, actor=secretary, at=at)


def test_the_list_is_written_as_a_whole(draft, teacher, secretary, at) -> None:
    save(draft, [*members_of(draft), Member(person=teacher.person, duties="  Ghi   danh sách ")], secretary, at)
    assert named(proposed_seats(draft))[-1] == ("Đỗ Thị Đào", "MEMBER")
    assert proposed_seats(draft)[-1].duties == "Ghi danh sách"


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        ({"function": SeatFunction.CHAIR}, "Hội đồng chỉ có một Chủ tịch."),
        ({"function": SeatFunction.SECRETARY}, "Hội đồng chỉ có một Thư ký."),
    ],
)
def test_one_presides_and_one_writes(draft, teacher, secretary, at, extra, sentence) -> None:
    with pytest.raises(ValidationError, match=sentence):
        save(draft, [*members_of(draft), Member(person=teacher.person, **extra)], secretary, at)
    assert len(proposed_seats(draft)) == 3


def test_nobody_sits_in_it_twice(draft, deputy, secretary, at) -> None:
    with pytest.raises(ValidationError, match="Nguyễn Thị Ánh có tên hai lần"):
        save(draft, [*members_of(draft), Member(person=deputy.person)], secretary, at)


def test_namesakes_are_two_people(draft, school, secretary, at) -> None:
    other = PersonFactory(school=school, full_name="Nguyễn Thị Ánh")
    save(draft, [*members_of(draft), Member(person=other)], secretary, at)
    assert len(proposed_seats(draft)) == 4


def test_people_from_outside_judge_contests_and_decide_no_awards(draft, secretary, at) -> None:
    guest = Member(outside_name="Ngô Quang Huy", outside_post="Chuyên viên Phòng Giáo dục")
    with pytest.raises(ValidationError, match="là người của trường"):
        save(draft, [*members_of(draft), guest], secretary, at)
    contest = add_council(
        CouncilKind.CONTEST, year=2023, name="Hội đồng chấm thi giáo viên dạy giỏi", actor=secretary, at=at
    )
    save(contest, [guest], secretary, at, name=contest.name)
    assert named(proposed_seats(contest)) == [("Ngô Quang Huy", "MEMBER")]


def test_somebody_of_another_school_is_refused_however_it_is_posted(draft, stranger, secretary, at) -> None:
    with pytest.raises(PermissionDenied):
        save(draft, [Member(person=stranger.person)], secretary, at)


def test_whoever_saved_in_between_is_not_written_over(draft, secretary, at) -> None:
    save(draft, members_of(draft), secretary, at)
    with pytest.raises(StaleError):
        save_council(draft, VALUES, [], version=1, actor=secretary, at=at)


def test_a_council_stands_from_the_day_of_its_decision_and_its_members_are_told(
    draft, principal, deputy, clerk, secretary, issued, at
) -> None:
    paper = issued(draft_founding(draft, actor=secretary, at=at), at)
    council = Council.objects.get(pk=draft.pk)
    assert council.state == CouncilState.STANDING
    assert council.begins_on == date(2023, 9, 6)
    assert council.decision_told == str(paper) == "Quyết định số 01/QĐ-MNGB"
    assert function_of(council, principal) == "CHAIR"
    told = {(one.person.full_name, one.subject) for one in Notice.objects.filter(kind="COUNCIL_SEAT")}
    name = "Hội đồng Thi đua - Khen thưởng năm học 2023–2024, từ ngày 06/09/2023"
    assert told == {
        ("Hoàng Thị Phương", f"Thầy/cô là Chủ tịch {name}"),
        ("Nguyễn Thị Ánh", f"Thầy/cô là Phó Chủ tịch {name}"),
        ("Trần Thị Ngọc Bích", f"Thầy/cô là Thư ký {name}"),
    }
    assert AuditEvent.objects.filter(verb="council.found").count() == 1


def test_a_decision_issued_elsewhere_is_recorded_by_its_name(draft, secretary, at) -> None:
    council = record_founding(draft, named=f" {NAMED} ", begins_on=at.date(), actor=secretary, at=at)
    assert (council.state, council.decision_told) == ("STANDING", NAMED)


@pytest.mark.parametrize(("name", "days", "sentence"), [("", 0, "số, ngày"), (NAMED, 1, "không được sau hôm nay")])
def test_a_decision_without_name_or_of_tomorrow_is_not_recorded(draft, secretary, at, name, days, sentence) -> None:
    with pytest.raises(ValidationError, match=sentence):
        record_founding(draft, named=name, begins_on=at.date() + timedelta(days=days), actor=secretary, at=at)


def test_a_decision_written_here_is_not_recorded_besides(draft, secretary, at) -> None:
    draft_founding(draft, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="Đang có bản nháp quyết định"):
        record_founding(Council.objects.get(pk=draft.pk), named=NAMED, begins_on=at.date(), actor=secretary, at=at)


def test_an_even_number_is_drafted_and_not_decided(draft, teacher, secretary, at) -> None:
    save(draft, [*members_of(draft), Member(person=teacher.person)], secretary, at)
    sentence = "Hội đồng có 4 thành viên: số thành viên phải là số lẻ \\(TT 52/2020/TT-BGDĐT, Điều 11.1\\)."
    with pytest.raises(MoveRefusedError, match=sentence):
        draft_founding(draft, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match=sentence):
        record_founding(draft, named=NAMED, begins_on=at.date(), actor=secretary, at=at)


def test_a_list_that_became_even_holds_its_decision_back(draft, teacher, principal, secretary, issued, at) -> None:
    paper = draft_founding(draft, actor=secretary, at=at)
    save(draft, [*members_of(draft), Member(person=teacher.person)], secretary, at)
    paper.refresh_from_db()
    with pytest.raises(MoveRefusedError, match="Hội đồng có 4 thành viên"):
        issued(paper, at)
    assert Council.objects.get(pk=draft.pk).is_draft


def test_the_list_of_the_draft_decision_follows_the_council(draft, teacher, group_head, secretary, at) -> None:
    paper = draft_founding(draft, actor=secretary, at=at)
    more = [Member(person=teacher.person), Member(person=group_head.person)]
    save(draft, [*members_of(draft), *more], secretary, at)
    paper.refresh_from_db()
    assert [row[1] for row in paper.appendices[0]["table"]["rows"]][3:] == ["Đỗ Thị Đào", "Phạm Thị Hương"]
    assert paper.appendices[0]["closing"] == "Danh sách này có 05 thành viên./."
    assert len(paper.appendices) == 1


def test_a_list_before_the_signer_stays_as_it_is(draft, secretary, issued, at) -> None:
    issued(draft_founding(draft, actor=secretary, at=at), at)
    with pytest.raises(MoveRefusedError, match="đổi người bằng một lần kiện toàn"):
        save(draft, [], secretary, at)


def test_the_next_council_ends_the_one_before_on_the_day_before(standing, principal, secretary, at) -> None:
    later = at + timedelta(days=365)
    council = add_council(CouncilKind.AWARDS, year=2024, actor=secretary, at=later)
    council = record_founding(council, named=NAMED, begins_on=later.date(), actor=secretary, at=later)
    standing.refresh_from_db()
    assert (standing.state, standing.ends_on) == ("ENDED", date(2024, 9, 4))
    assert council.replaces == standing
    assert council_on(standing.school_id, CouncilKind.AWARDS, date(2024, 9, 4)) == standing
    assert council_on(standing.school_id, CouncilKind.AWARDS, date(2024, 9, 5)) == council
    assert seats_on(standing, date(2024, 9, 4)).count() == 9
    assert not seats_on(standing, date(2024, 9, 5)).exists()


def test_a_decision_is_not_older_than_the_council_it_ends(standing, secretary, at) -> None:
    council = add_council(CouncilKind.AWARDS, year=2024, actor=secretary, at=at)
    with pytest.raises(ValidationError, match="Quyết định phải sau ngày 06/09/2023"):
        record_founding(council, named=NAMED, begins_on=at.date(), actor=secretary, at=at)


def test_nor_than_the_last_change_of_that_council(standing, secretary, at) -> None:
    day = at + timedelta(days=100)
    renewal = begin_renewal(standing, reason="Bà Chu Thị Sen nghỉ hưu", actor=secretary, at=day)
    record_renewal(renewal, named=NAMED, begins_on=day.date(), actor=secretary, at=day)
    council = add_council(CouncilKind.AWARDS, year=2024, actor=secretary, at=day)
    with pytest.raises(ValidationError, match="Quyết định phải sau ngày 15/12/2023"):
        record_founding(council, named=NAMED, begins_on=day.date(), actor=secretary, at=day)


def test_nor_is_it_of_a_day_on_which_a_council_that_ended_still_sat(standing, secretary, at) -> None:
    last = at + timedelta(days=200)
    ended = end_council(standing, reason="Hết năm học", actor=secretary, at=last)
    council = add_council(CouncilKind.AWARDS, year=2024, actor=secretary, at=last)
    with pytest.raises(ValidationError, match="hoạt động đến hết ngày"):
        record_founding(council, named=NAMED, begins_on=ended.ends_on, actor=secretary, at=last)


def test_two_contests_are_judged_side_by_side(secretary, school, principal, at) -> None:
    for name in ("Hội đồng chấm thi bé khéo tay", "Hội đồng chấm thi giáo viên dạy giỏi"):
        council = add_council(CouncilKind.CONTEST, year=2023, name=name, actor=secretary, at=at)
        heads = [
            Member(person=principal.person, function=SeatFunction.CHAIR),
            Member(person=secretary.person, function=SeatFunction.SECRETARY),
        ]
        save(council, heads, secretary, at, name=name)
        record_founding(council, named=NAMED, begins_on=at.date(), actor=secretary, at=at)
    assert Council.objects.filter(state=CouncilState.STANDING).count() == 2


def test_a_term_ends_with_a_reason_and_nobody_sits_in_it_any_more(standing, principal, secretary, at) -> None:
    with pytest.raises(MoveRefusedError, match="lý do"):
        end_council(standing, reason=" ", actor=secretary, at=at)
    ended = end_council(standing, reason="Hết năm học", actor=secretary, at=at + timedelta(days=200))
    assert (ended.state, ended.ends_on) == ("ENDED", date(2024, 3, 24))
    assert seat_of(ended, principal.person_id, date(2024, 3, 24)) is not None
    assert seat_of(ended, principal.person_id, date(2024, 3, 25)) is None


def test_a_council_ends_with_the_paper_that_revokes_its_decision(draft, principal, secretary, issued, at) -> None:
    paper = issued(draft_founding(draft, actor=secretary, at=at), at)
    later = at + timedelta(days=30)
    revocation = start_revocation(paper, actor=principal, at=later)
    revocation.body = revocation.body.replace("[CẦN BỔ SUNG: lý do thu hồi]", "thành phần chưa đúng")
    revocation.save()
    issued(revocation, later)
    council = Council.objects.get(pk=draft.pk)
    assert (council.state, council.ends_on) == ("ENDED", later.date())


def test_only_a_draft_is_thrown_away(draft, founded, secretary, at) -> None:
    with pytest.raises(MoveRefusedError, match="đã có quyết định thành lập"):
        discard_council(founded, actor=secretary, at=at)
    other = CouncilFactory(school=draft.school, state=CouncilState.DRAFT, year=2024)
    discard_council(other, actor=secretary, at=at)
    assert not Council.objects.filter(pk=other.pk).exists()


def test_a_draft_with_a_written_decision_is_not_thrown_away(draft, secretary, at) -> None:
    draft_founding(draft, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="bỏ bản nháp ấy trước"):
        discard_council(draft, actor=secretary, at=at)


def test_groups_of_other_schools_play_no_part(draft, other_school) -> None:
    GroupFactory(school=other_school, name="Tổ lạ")
    assert Council.objects.get().school_id == draft.school_id
