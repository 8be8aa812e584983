"""The pages of contests: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, Entry
from tests.factories.campaigns import CampaignFactory
from tests.factories.contests import ContestFactory, CriterionFactory, EntryFactory, JudgeFactory, sheet
from tests.factories.targets import upload
from thiduakt.home.deadlines import deadlines_of
from thiduakt.home.tasks import tasks_of
from thiduakt.school.models import School, User

pytestmark = pytest.mark.django_db
LIST = "/hoi-thi/"


def address(name: str, pk: int, *args: str) -> str:
    return reverse(f"contests:{name}", args=[pk, *args])


def made(school: School, state: str = ContestState.OPEN, *, days: int = 5, **told: object) -> Contest:
    today = timezone.localdate()
    contest = ContestFactory(
        school=school, state=state, opens_on=today - timedelta(days=20), closes_on=today + timedelta(days=days), **told
    )
    CriterionFactory(contest=contest)
    return contest


@pytest.fixture
def taking(school: School) -> Contest:
    return made(school)


@pytest.fixture
def judged(school: School, teacher: User) -> Contest:
    contest = made(school, ContestState.JUDGING, days=-1)
    sheet(JudgeFactory(contest=contest, person=teacher.person), EntryFactory(contest=contest, number=417))
    return contest


def test_a_contest_is_drawn_up_on_the_page(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    typed = {
        "name": "Hội thi đồ dùng tự làm", "kind": "CONTEST", "opens_on": "01/09/2023", "closes_on": "30/09/2023",
        "aggregation": "MEAN", "send_up": "1", "pass_mark": "7,5", "criteria-TOTAL_FORMS": "2",
        "criteria-INITIAL_FORMS": "0", "criteria-0-text": "Sáng tạo", "criteria-0-max_points": "5,5",
    }  # fmt: skip
    answer = client.post(reverse("contests:add"), typed)
    contest = Contest.objects.get()
    assert answer.url == contest.get_absolute_url()
    assert [(one.text, str(one.max_points)) for one in contest.criteria.all()] == [("Sáng tạo", "5.5")]


def test_a_refused_draft_keeps_everything_typed(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    typed = {
        "name": "Hội thi đồ dùng tự làm", "kind": "CONTEST", "opens_on": "30/09/2023", "closes_on": "01/09/2023",
        "aggregation": "MEAN", "send_up": "1", "criteria-TOTAL_FORMS": "1", "criteria-INITIAL_FORMS": "0",
        "criteria-0-text": "Sáng tạo", "criteria-0-max_points": "5",
    }  # fmt: skip
    told = client.post(reverse("contests:add"), typed).content.decode()
    assert "Hạn nhận bài phải từ ngày bắt đầu nhận trở đi." in told
    assert "Hội thi đồ dùng tự làm" in told
    assert "Sáng tạo" in told


@pytest.mark.parametrize(
    ("name", "args"), [("edit", ()), ("discard", ()), ("step", ("open",)), ("invite", ()), ("minutes", ())]
)
def test_a_teacher_organises_nothing(client: Client, school: School, teacher: User, name: str, args: tuple) -> None:
    contest = made(school)
    client.force_login(teacher)
    assert client.post(address(name, contest.pk, *args)).status_code == 403


@pytest.mark.parametrize("name", ["detail", "enter", "result", "invite", "discard", "edit"])
def test_a_stranger_finds_no_contest_of_ours(client: Client, taking: Contest, stranger: User, name: str) -> None:
    client.force_login(stranger)
    assert client.post(address(name, taking.pk)).status_code in ({405} if name == "detail" else {404})
    assert client.get(address("detail", taking.pk)).status_code == 404


@pytest.mark.parametrize("name", ["detail", "enter", "result", "invite"])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client: Client, taking: Contest, name: str) -> None:
    assert client.get(address(name, taking.pk)).url.startswith("/dang-nhap/")


def test_a_draft_is_for_those_who_organise(client: Client, school: School, teacher: User, secretary: User) -> None:
    draft = made(school, ContestState.DRAFT)
    for user, status in ((teacher, 404), (secretary, 200)):
        client.force_login(user)
        assert client.get(draft.get_absolute_url()).status_code == status


def test_an_entry_is_sent_with_its_files_and_found_on_the_page(client: Client, taking: Contest, teacher: User) -> None:
    client.force_login(teacher)
    answer = client.post(address("enter", taking.pk), {"title": "Giờ học toán", "files": [upload()]}, follow=True)
    assert "Đã gửi bài dự thi." in answer.content.decode()
    entry = Entry.objects.get()
    assert 101 <= entry.number <= 999
    file = client.get(address("file", entry.files.get().pk))
    assert file["Content-Type"] == "image/jpeg"
    assert "Giờ học toán" in client.get(taking.get_absolute_url()).content.decode()


def test_what_was_typed_is_kept_when_a_title_is_missing(client: Client, taking: Contest, teacher: User) -> None:
    client.force_login(teacher)
    told = client.post(address("enter", taking.pk), {"summary": "Một buổi sáng ở lớp"}).content.decode()
    assert "Một buổi sáng ở lớp" in told


def test_another_teacher_reads_and_changes_no_entry_of_a_colleague(
    client: Client, taking: Contest, teacher: User, group_head: User
) -> None:
    entry = EntryFactory(contest=taking, author=teacher.person)
    client.force_login(group_head)
    for name in ("entry", "entry_edit"):
        assert client.get(address(name, entry.pk)).status_code == 404
    assert client.post(address("entry_withdraw", entry.pk)).status_code == 404


def test_an_entry_is_changed_and_withdrawn_by_its_author(client: Client, taking: Contest, teacher: User) -> None:
    entry = EntryFactory(contest=taking, author=teacher.person)
    client.force_login(teacher)
    client.post(address("entry_edit", entry.pk), {"title": "Tên mới", "version": 1})
    entry.refresh_from_db()
    assert entry.title == "Tên mới"
    client.post(address("entry_withdraw", entry.pk))
    entry.refresh_from_db()
    assert entry.is_withdrawn


def test_after_the_last_day_the_page_says_so(client: Client, school: School, teacher: User) -> None:
    contest = made(school, days=-1)
    client.force_login(teacher)
    answer = client.post(address("enter", contest.pk), {"title": "Muộn"})
    assert "Đã hết hạn nhận bài" in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_judge_keeps_a_sheet_sees_the_sum_and_sends_it(client: Client, judged: Contest, teacher: User) -> None:
    client.force_login(teacher)
    own = judged.judges.get().sheets.get()
    points = f"points-{judged.criteria.get().pk}"
    told = client.post(address("sheet", own.pk), {points: "8,5", "version": 1}, follow=True).content.decode()
    assert "Tổng đã lưu: 8,5 trên 10 điểm." in told
    client.post(address("sheet", own.pk), {points: "9", "version": 2, "gui": "1"})
    own.refresh_from_db()
    assert own.sent_at is not None


def test_points_out_of_range_are_refused_and_shown_again(client: Client, judged: Contest, teacher: User) -> None:
    client.force_login(teacher)
    own = judged.judges.get().sheets.get()
    typed = {f"points-{judged.criteria.get().pk}": "11", "note": "Rất hay", "version": 1}
    told = client.post(address("sheet", own.pk), typed).content.decode()
    assert 'value="11"' in told
    assert "Rất hay" in told


def test_the_road_on_the_pages_ends_with_the_result(client: Client, judged: Contest, teacher: User, secretary: User) -> None:
    own = judged.judges.get().sheets.get()
    client.force_login(teacher)
    client.post(address("sheet", own.pk), {f"points-{judged.criteria.get().pk}": "9", "version": 1, "gui": "1"})
    client.force_login(secretary)
    client.post(address("step", judged.pk, "count"))
    prize = f"prize-{own.entry_id}"
    client.post(address("result", judged.pk), {prize: "Giải Nhất", "version": 2})
    client.post(address("step", judged.pk, "tell"))
    judged.refresh_from_db()
    assert judged.state == ContestState.CLOSED
    client.force_login(teacher)
    assert "Giải Nhất" in client.get(address("result", judged.pk)).content.decode()


def test_a_judge_is_excused_on_the_page_with_a_reason(client: Client, judged: Contest, secretary: User) -> None:
    client.force_login(secretary)
    judge = judged.judges.get()
    client.post(address("judge_release", judge.pk), {"reason": ""})
    client.post(address("judge_release", judge.pk), {"reason": "Nghỉ ốm"})
    judge.refresh_from_db()
    assert judge.excuse == "Nghỉ ốm"


def test_an_unknown_step_is_not_there(client: Client, taking: Contest, secretary: User) -> None:
    client.force_login(secretary)
    assert client.post(address("step", taking.pk, "nhay")).status_code == 404


def test_the_list_is_searched_without_marks_and_asks_as_much_of_three_rows_as_of_one(
    client: Client, school: School, teacher: User
) -> None:
    made(school, name="Hội thi Đồ dùng tự làm")
    client.force_login(teacher)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _ in range(2):
        made(school)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(one) == len(three)
    found = client.get(LIST, {"q": "do dung"}).content.decode()
    assert "Đồ dùng tự làm" in found
    assert "giáo viên giỏi" not in found


def test_the_sheet_of_the_list_holds_what_is_shown(client: Client, school: School, teacher: User) -> None:
    made(school, name="=1+1")
    made(school, ContestState.DRAFT, name="Đang soạn")
    client.force_login(teacher)
    answer = client.get(reverse("contests:list_excel"))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[1] for row in rows[4:]] == ["=1+1"]


@pytest.mark.parametrize(("state", "told"), [
    ("DRAFT", ["secretary"]), ("LAUNCHED", ["secretary", "teacher"]),
])  # fmt: skip
def test_the_list_and_its_sheet_name_a_draft_campaign_only_to_those_who_write_it(
    client: Client, school: School, teacher: User, secretary: User, state: str, told: list[str]
) -> None:
    made(school, campaign=CampaignFactory(school=school, name="Phong trào còn giữ kín", state=state))
    on_page, in_sheet = [], []
    for name, user in (("secretary", secretary), ("teacher", teacher)):
        client.force_login(user)
        sheet_of_list = openpyxl.load_workbook(io.BytesIO(client.get(reverse("contests:list_excel")).content)).active
        on_page += [name] if "Phong trào còn giữ kín" in client.get(LIST).content.decode() else []
        in_sheet += [name] if "Phong trào còn giữ kín" in [cell for row in sheet_of_list.values for cell in row] else []

    assert (on_page, in_sheet) == (told, told)


def test_tasks_and_deadlines(school: School, teacher: User, secretary: User, taking: Contest, judged: Contest) -> None:
    late = made(school, days=-2, name="Đã hết hạn")
    now = timezone.now()
    assert "Chấm thi" in [task.label for task in tasks_of(teacher, now)]
    assert (late.name, "Hết hạn nhận bài, bắt đầu chấm") in [(one.title, one.label) for one in tasks_of(secretary, now)]
    assert [one.day for one in deadlines_of(teacher, timezone.localdate(now))] == [taking.closes_on]
