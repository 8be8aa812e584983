"""Kiện toàn: who comes, who goes and who stays, from the day of the new decision."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.councils.enums import SeatFunction
from nominations.councils.models import Council, Renewal, Seat
from nominations.councils.queries import past_seats, proposed_seats, seat_of, seats_on
from nominations.councils.services.founding import end_council
from nominations.councils.services.members import Member
from nominations.councils.services.papers import draft_renewing
from nominations.councils.services.renewing import begin_renewal, discard_renewal, record_renewal, save_renewal
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

from .conftest import members_of, named

pytestmark = pytest.mark.django_db
WHY = "Bà Chu Thị Sen chuyển công tác"
NAMED = "Quyết định số 12/QĐ-MNGB ngày 15/01/2024"
DAY = date(2024, 1, 15)


@pytest.fixture
def later(at):
    return at + timedelta(days=131)  # 15/01/2024


@pytest.fixture
def renewal(standing: Council, secretary, later) -> Renewal:
    return begin_renewal(standing, reason=WHY, actor=secretary, at=later)


def save(renewal, members, actor, at):
    version = Renewal.objects.get(pk=renewal.pk).version
    return save_renewal(renewal, members, reason=WHY, version=version, actor=actor, at=at)


def swapped(renewal, old: str, new) -> list[Member]:
    return [one if one.person.full_name != old else Member(person=new) for one in members_of(renewal)]


def test_a_new_list_begins_as_the_one_that_stands(standing, renewal, at) -> None:
    assert named(proposed_seats(renewal)) == named(seats_on(standing, at.date()))
    assert len(proposed_seats(renewal)) == 9


def test_the_old_list_holds_until_the_decision(standing, renewal, teacher, secretary, later) -> None:
    save(renewal, swapped(renewal, "Chu Thị Sen", teacher.person), secretary, later)
    assert seat_of(standing, teacher.person_id, DAY) is None
    assert seats_on(standing, DAY).count() == 9


def test_from_its_day_on_who_comes_sits_and_who_goes_does_not(standing, renewal, teacher, secretary, later) -> None:
    stays = standing.seats.sitting().get(function=SeatFunction.CHAIR).pk
    save(renewal, swapped(renewal, "Chu Thị Sen", teacher.person), secretary, later)
    record_renewal(renewal, named=NAMED, begins_on=DAY, actor=secretary, at=later)
    assert standing.seats.get(function=SeatFunction.CHAIR).pk == stays
    assert "Chu Thị Sen" in [seat.name for seat in seats_on(standing, DAY - timedelta(days=1))]
    assert "Chu Thị Sen" not in [seat.name for seat in seats_on(standing, DAY)]
    assert "Đỗ Thị Đào" in [seat.name for seat in seats_on(standing, DAY)]
    assert seats_on(standing, DAY).count() == 9
    (gone,) = past_seats(standing)
    assert (gone.name, gone.ends_on, gone.why_ended) == ("Chu Thị Sen", date(2024, 1, 14), WHY)


def test_who_changes_function_is_told_once_and_not_that_they_left(
    standing, renewal, principal, teacher, secretary, later
) -> None:
    """The deputy presides from now on, the principal is a deputy."""
    turned = {SeatFunction.CHAIR: SeatFunction.DEPUTY, SeatFunction.DEPUTY: SeatFunction.CHAIR}
    members = [
        Member(person=one.person, function=turned.get(one.function, one.function)) for one in members_of(renewal)
    ]  # fmt: skip
    save(renewal, members, secretary, later)
    record_renewal(renewal, named=NAMED, begins_on=DAY, actor=secretary, at=later)
    assert seat_of(standing, principal.person_id, DAY).function == SeatFunction.DEPUTY
    told = Notice.objects.filter(kind="COUNCIL_SEAT", person=principal.person).values_list("subject", flat=True)
    assert list(told) == [f"Thầy/cô là Phó Chủ tịch {standing}, từ ngày 15/01/2024"]


def test_who_leaves_is_told_why(standing, renewal, teacher, secretary, later) -> None:
    save(renewal, swapped(renewal, "Chu Thị Sen", teacher.person), secretary, later)
    record_renewal(renewal, named=NAMED, begins_on=DAY, actor=secretary, at=later)
    notice = Notice.objects.get(person__full_name="Chu Thị Sen")
    assert (notice.subject, notice.text) == (f"Thầy/cô thôi tham gia {standing}", WHY)


def test_the_list_is_in_force_with_the_number_of_its_decision(standing, renewal, teacher, secretary, issued, later) -> None:
    save(renewal, swapped(renewal, "Chu Thị Sen", teacher.person), secretary, later)
    paper = draft_renewing(renewal, actor=secretary, at=later)
    assert "thay danh sách kèm theo Quyết định số 45/QĐ-MNGB ngày 06/9/2023" in paper.body
    issued(paper, later)
    renewal.refresh_from_db()
    assert (renewal.state, renewal.begins_on) == ("IN_FORCE", DAY)
    assert seat_of(standing, teacher.person_id, DAY) is not None


def test_an_even_number_is_not_decided(standing, renewal, secretary, later) -> None:
    save(renewal, members_of(renewal)[:-1], secretary, later)
    with pytest.raises(MoveRefusedError, match="Hội đồng có 8 thành viên: số thành viên phải là số lẻ"):
        draft_renewing(renewal, actor=secretary, at=later)


def test_one_list_is_prepared_at_a_time(standing, renewal, secretary, later) -> None:
    with pytest.raises(MoveRefusedError, match="chưa ban hành quyết định"):
        begin_renewal(standing, reason=WHY, actor=secretary, at=later)


def test_a_reason_is_asked_for(standing, secretary, later) -> None:
    with pytest.raises(ValidationError, match="lý do kiện toàn"):
        begin_renewal(standing, reason="  ", actor=secretary, at=later)


def test_a_list_is_not_in_force_before_the_one_it_replaces(standing, renewal, secretary, later) -> None:
    with pytest.raises(ValidationError, match="phải sau ngày 06/09/2023"):
        record_renewal(renewal, named=NAMED, begins_on=date(2023, 9, 6), actor=secretary, at=later)


def test_a_council_that_is_over_or_prepared_is_not_renewed(standing, secretary, later) -> None:
    end_council(standing, reason="Hết năm học", actor=secretary, at=later)
    with pytest.raises(MoveRefusedError, match="đang hoạt động"):
        begin_renewal(standing, reason=WHY, actor=secretary, at=later)


def test_a_list_goes_with_the_council_that_ends(standing, renewal, secretary, later) -> None:
    end_council(standing, reason="Hết năm học", actor=secretary, at=later)
    assert not Renewal.objects.exists()
    assert not Seat.objects.proposed().exists()


def test_a_prepared_list_is_thrown_away_and_the_old_one_stays(standing, renewal, secretary, later) -> None:
    discard_renewal(renewal, actor=secretary, at=later)
    assert standing.seats.count() == 9


def test_a_teacher_renews_nothing(standing, renewal, teacher, later) -> None:
    with pytest.raises(PermissionDenied):
        save(renewal, [], teacher, later)
    with pytest.raises(PermissionDenied):
        begin_renewal(standing, reason=WHY, actor=teacher, at=later)


def test_the_decision_of_a_list_in_force_is_not_simply_revoked(
    standing, renewal, teacher, principal, secretary, issued, later
) -> None:
    save(renewal, swapped(renewal, "Chu Thị Sen", teacher.person), secretary, later)
    paper = issued(draft_renewing(renewal, actor=secretary, at=later), later)
    revocation = start_revocation(paper, actor=principal, at=later)
    revocation.body = revocation.body.replace("[CẦN BỔ SUNG: lý do thu hồi]", "ghi nhầm người")
    revocation.save()
    with pytest.raises(MoveRefusedError, match="bằng quyết định mới"):
        issued(revocation, later + timedelta(days=1))
