"""The pages of meetings: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nominations.dossiers.models import Dossier, Review
from nominations.meetings.models import GroupMeeting
from tests.factories.dossiers import ReviewFactory
from tests.factories.meetings import AttendanceFactory, GroupMeetingFactory, VoteFactory, waiting_dossier
from tests.factories.school import GroupFactory, PersonFactory, UserFactory
from thiduakt.home.tasks import tasks_of
from thiduakt.permissions import Role
from thiduakt.school.models import Group, Person, School, User

pytestmark = pytest.mark.django_db
LIST = "/binh-xet/"


def address(name: str, pk: int, *args: str) -> str:
    return reverse(f"meetings:{name}", args=[pk, *args])


@pytest.fixture
def open_review(school: School) -> Review:
    today = timezone.localdate()
    return ReviewFactory(
        school=school, name="Đợt xét năm nay", opens_on=today - timedelta(days=9), closes_on=today + timedelta(days=9),
        decides_on=today + timedelta(days=30),
    )  # fmt: skip


@pytest.fixture
def dossier(open_review: Review, teacher: User, group_head: User, colleagues: list[Person]) -> Dossier:
    return waiting_dossier(open_review, teacher.person)


@pytest.fixture
def meeting(client: Client, group_head: User, open_review: Review, dossier: Dossier) -> GroupMeeting:
    client.force_login(group_head)
    today = f"{timezone.localdate():%d/%m/%Y}"
    client.post(reverse("meetings:add"), {"review": open_review.pk, "held_on": today})
    return GroupMeeting.objects.get()


def typed(meeting: GroupMeeting, secretary: Person, *, agreed: str = "6", against: str = "2") -> dict[str, object]:
    told: dict[str, object] = {
        "held_on": f"{meeting.held_on:%d/%m/%Y}", "place": "Phòng hội đồng", "starts_at": "14h00", "ends_at": "15:30",
        "chair": meeting.chair_id, "secretary": secretary.pk, "discussion": "Nhất trí.", "version": meeting.version,
    }  # fmt: skip
    told |= {f"present-{one.person_id}": "on" for one in meeting.attendances.all()}
    for vote in meeting.votes.all():
        key = vote.dossier_id
        told |= {
            f"manner-{key}": "BALLOT", f"voters-{key}": "8", f"agreed-{key}": agreed, f"against-{key}": against,
            f"blank-{key}": "0",
        }  # fmt: skip
    return told


def test_a_meeting_is_written_down_and_concluded_on_the_pages(client, meeting, dossier, colleagues) -> None:
    answer = client.post(address("edit", meeting.pk), typed(meeting, colleagues[0]), follow=True)
    told = answer.content.decode()
    assert "Cần 5/8 phiếu, đạt 6/8: ĐỀ NGHỊ" in told
    assert "quá nửa tổng số người của tổ" in told
    meeting.refresh_from_db()
    answer = client.post(address("conclude", meeting.pk), {"version": meeting.version}, follow=True)
    assert "Đã chốt kết quả." in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == "SUBMITTED"
    answer = client.post(address("minutes", meeting.pk), follow=True)
    assert "Đã soạn biên bản từ cuộc họp." in answer.content.decode()


def test_a_refused_form_keeps_everything_typed(client, meeting, dossier, colleagues) -> None:
    told = client.post(address("edit", meeting.pk), typed(meeting, colleagues[0], against="5")).content.decode()
    assert "6 + 5 + 0 = 11 phiếu, nhiều hơn 8 người biểu quyết." in told
    assert "Phòng hội đồng" in told
    assert 'value="14h00"' in told
    assert meeting.votes.get().agreed is None


def test_what_another_saved_is_not_written_over(client, meeting, colleagues) -> None:
    written = typed(meeting, colleagues[0])
    client.post(address("edit", meeting.pk), written)
    told = client.post(address("edit", meeting.pk), written | {"place": "Phòng khác"}).content.decode()
    assert "Có người vừa lưu" in told
    assert "Phòng khác" in told


def test_nothing_is_concluded_that_was_not_seen(client, meeting, colleagues) -> None:
    client.post(address("edit", meeting.pk), typed(meeting, colleagues[0]))
    client.post(address("conclude", meeting.pk), {"version": "1"})
    meeting.refresh_from_db()
    assert meeting.is_draft


def test_a_meeting_that_lacks_something_says_so_with_links(client, meeting) -> None:
    told = client.get(meeting.get_absolute_url()).content.decode()
    assert "Chưa ghi địa điểm họp." in told
    assert f"{address('edit', meeting.pk)}#id_place" in told


@pytest.mark.parametrize("name", ["edit", "discard", "conclude", "again", "minutes"])
def test_a_teacher_of_the_to_leads_nothing(client, meeting, teacher, name) -> None:
    client.force_login(teacher)
    assert client.post(address(name, meeting.pk)).status_code == 403


@pytest.mark.parametrize("name", ["edit", "discard", "conclude", "again", "minutes", "slips", "blank_minutes"])
def test_the_head_of_another_to_finds_no_meeting_of_ours(client, meeting, school, name) -> None:
    other = UserFactory(school=school, group=GroupFactory(school=school, name="Tổ nhà trẻ"), roles=[Role.GROUP_HEAD])
    client.force_login(other)
    ask = client.get if name in {"slips", "blank_minutes"} else client.post
    assert ask(address(name, meeting.pk)).status_code == 404


@pytest.mark.parametrize("name", ["meeting", "edit", "conclude"])
def test_a_stranger_finds_no_meeting_of_ours(client, meeting, stranger, name) -> None:
    client.force_login(stranger)
    assert client.get(address("meeting", meeting.pk)).status_code == 404
    assert client.post(address(name, meeting.pk)).status_code in {403, 404, 405}


@pytest.mark.parametrize("name", ["meeting", "edit", "again", "slips"])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, meeting, name) -> None:
    client.logout()
    assert client.get(address(name, meeting.pk)).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["slips", "blank_minutes"])
def test_what_is_printed_is_not_posted(client, meeting, name) -> None:
    assert client.post(address(name, meeting.pk)).status_code == 405


def test_a_draft_is_not_shown_to_the_members_of_the_to(client, meeting, teacher, principal, colleagues) -> None:
    for user, status in ((teacher, 404), (principal, 200)):
        client.force_login(user)
        assert client.get(meeting.get_absolute_url()).status_code == status


def test_what_is_concluded_is_read_by_the_to_and_not_written(client, meeting, teacher, group_head, colleagues) -> None:
    client.post(address("edit", meeting.pk), typed(meeting, colleagues[0]))
    client.post(address("conclude", meeting.pk), {"version": "2"})
    assert client.get(address("edit", meeting.pk)).url == meeting.get_absolute_url()
    client.force_login(teacher)
    told = client.get(meeting.get_absolute_url()).content.decode()
    assert "đạt 6/8: ĐỀ NGHỊ" in told
    assert "Chốt kết quả" not in told


def test_a_mistake_is_taken_up_in_a_new_meeting(client, meeting, dossier, colleagues) -> None:
    client.post(address("edit", meeting.pk), typed(meeting, colleagues[0]))
    client.post(address("conclude", meeting.pk), {"version": "2"})
    told = client.post(address("again", meeting.pk), {"dossiers": [dossier.pk], "reason": "Nhầm"}).content.decode()
    assert "ít nhất 20 chữ cái" in told
    answer = client.post(
        address("again", meeting.pk), {"dossiers": [dossier.pk], "reason": "Ghi nhầm số phiếu của hồ sơ này"}
    )
    newer = GroupMeeting.objects.get(corrects=meeting)
    assert answer.url == address("edit", newer.pk)
    assert f'href="{newer.get_absolute_url()}"' in client.get(meeting.get_absolute_url()).content.decode()


def test_slips_minutes_and_the_letter_are_drawn(client, meeting, colleagues, school) -> None:
    for name in ("slips", "blank_minutes"):
        assert client.get(address(name, meeting.pk)).content.startswith(b"%PDF")
    assert client.get(address("submittal", meeting.pk, "pdf")).status_code == 404
    client.post(address("edit", meeting.pk), typed(meeting, colleagues[0]))
    client.post(address("conclude", meeting.pk), {"version": "2"})
    assert client.get(address("submittal", meeting.pk, "pdf")).content.startswith(b"%PDF")
    assert client.get(address("submittal", meeting.pk, "docx")).content.startswith(b"PK")
    assert client.get(address("submittal", meeting.pk, "exe")).status_code == 404


def test_the_letter_is_read_by_the_school_it_is_written_to(client, meeting, colleagues, principal, stranger) -> None:
    client.post(address("edit", meeting.pk), typed(meeting, colleagues[0]))
    client.post(address("conclude", meeting.pk), {"version": "2"})
    found = {}
    for user in (principal, stranger):
        client.force_login(user)
        found[user] = client.get(address("submittal", meeting.pk, "pdf")).status_code
    assert found == {principal: 200, stranger: 404}


def test_a_draft_is_thrown_away(client, meeting, dossier) -> None:
    assert client.post(address("discard", meeting.pk)).url == LIST
    assert not GroupMeeting.objects.exists()
    dossier.refresh_from_db()
    assert dossier.state == "TO_GROUP"


def test_without_a_dossier_there_is_nothing_to_meet_about(client, group_head) -> None:
    client.force_login(group_head)
    assert "Chưa có hồ sơ chờ tổ bình xét" in client.get(reverse("meetings:add")).content.decode()


def rows(school: School, group: Group, count: int) -> None:
    for number in range(count):
        review = ReviewFactory(school=school, name=f"Đợt xét thứ {number} trong {count}")
        person = PersonFactory(school=school, group=group)
        meeting = GroupMeetingFactory(review=review, school=school, group=group, chair=person)
        AttendanceFactory(meeting=meeting, person=person)
        VoteFactory(meeting=meeting, dossier=waiting_dossier(review, person))


def test_the_list_asks_no_more_for_three_than_for_one(client, school, group, principal) -> None:
    client.force_login(principal)
    asked = []
    for more in (1, 2):
        rows(school, group, more)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_page_of_a_meeting_asks_no_more_for_ten_votes_than_for_one(client, meeting, open_review, colleagues) -> None:
    asked = []
    for more in colleagues[:1], colleagues[1:]:
        for person in more:
            VoteFactory(meeting=meeting, dossier=waiting_dossier(open_review, person))
        client.get(meeting.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(meeting.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_list_is_searched_without_marks_and_leaves_as_a_sheet(client, school, group, principal) -> None:
    rows(school, group, 2)
    client.force_login(principal)
    assert "Đợt xét thứ 1" not in client.get(LIST, {"q": "dot xet thu 0"}).content.decode()
    sheet = client.get(reverse("meetings:list_excel"), {"q": "dot xet thu 0"})
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    assert [[cell.value for cell in row][1:3] for row in book.active.iter_rows(min_row=5)] == [
        [group.name, "Đợt xét thứ 0 trong 2"]
    ]


def test_the_head_is_told_what_waits(client, group_head, dossier) -> None:
    told = [task.label for task in tasks_of(group_head, timezone.now())]
    assert "Họp tổ bình xét" in told
