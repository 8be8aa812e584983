"""The pages of posted lists: who sees them, what they say, what a stranger gets."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from nominations.feedback.models import Opinion, Posting
from tests.factories.feedback import OpinionFactory, PostedLineFactory, PostingFactory

pytestmark = pytest.mark.django_db
ANSWER = {"outcome": "TAKEN", "text": "Thư ký đã kiểm tra sổ chấm công."}


def url(name, *args):
    return reverse(f"feedback:{name}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def shown(posting):
    """The list, as it stands today."""
    today = timezone.localdate()
    Posting.objects.filter(pk=posting.pk).update(posted_on=today, until=today + timedelta(days=13))
    return Posting.objects.get(pk=posting.pk)


@pytest.fixture
def opinion(shown, line, teacher):
    return OpinionFactory(posting=shown, line=line, sent_by=teacher, kind="COMPLAINT")


def test_a_list_is_drawn_up_with_the_days_the_school_asks(client, secretary, review, dossier):
    client.force_login(secretary)
    page = client.get(url("add"))
    typed = {name: page.context["form"][name].value() for name in ("posted_on", "until")}

    told = {name: value.strftime("%d/%m/%Y") for name, value in typed.items()}
    answer = client.post(url("add"), {"review": review.pk, "place": "Bảng tin", **told}, follow=True)

    assert "Đã lập danh sách." in text_of(answer)
    assert "Bùi Thị Ngọc Ánh" in text_of(answer)
    assert Posting.objects.get().until == typed["until"]


def test_what_was_typed_stays_when_it_is_refused(client, secretary, review):
    client.force_login(secretary)

    page = client.post(url("add"), {"review": review.pk, "place": "Bảng tin", "posted_on": "15/5/2023", "until": "1/5/2023"})

    assert "Ngày cuối không được trước ngày đầu." in text_of(page)
    assert "Bảng tin" in text_of(page)


@pytest.mark.parametrize(
    "wrong",
    [{"review": "9" * 30}, {"review": ""}, {"posted_on": "32/13/2023"}, {"until": "31/12/9999"}, {"place": "x" * 301}],
)
def test_a_hostile_form_is_shown_again(client, secretary, review, wrong):
    client.force_login(secretary)
    typed = {"review": review.pk, "place": "Bảng tin", "posted_on": "15/05/2023", "until": "26/05/2023"}

    assert client.post(url("add"), typed | wrong).status_code == 200
    assert not Posting.objects.exists()


def test_the_whole_school_sees_what_is_posted_and_not_who_wrote_of_it(client, teacher, group_head, opinion):
    client.force_login(group_head)

    page = text_of(client.get(url("detail", opinion.posting_id)))

    assert "Bùi Thị Ngọc Ánh" in page
    assert "Gửi phản ánh" in page
    assert teacher.person.full_name not in page
    assert "Chưa có phản ánh nào." in page


def test_a_draft_is_for_those_who_draw_it_up(client, secretary, teacher, posting):
    Posting.objects.filter(pk=posting.pk).update(state="DRAFT")
    found = {}
    for user in (secretary, teacher):
        client.force_login(user)
        found[user] = client.get(url("detail", posting.pk)).status_code

    assert found == {secretary: 200, teacher: 404}


def test_an_opinion_is_sent(client, teacher, shown, line):
    client.force_login(teacher)

    page = client.post(url("send", shown.pk), {"line": line.pk, "kind": "OPINION", "text": "Rất xứng đáng."}, follow=True)

    assert "Đã gửi phản ánh." in text_of(page)
    assert Opinion.objects.get().line == line


def test_the_line_of_another_list_is_no_choice(client, teacher, shown):
    other = PostedLineFactory()
    client.force_login(teacher)

    page = client.post(url("send", shown.pk), {"line": other.pk, "kind": "OPINION", "text": "Rất xứng đáng."})

    assert page.status_code == 200
    assert not Opinion.objects.exists()


def test_an_opinion_is_answered_on_its_page(client, secretary, opinion):
    client.force_login(secretary)

    page = client.post(url("opinion", opinion.pk), ANSWER, follow=True)

    assert "Đã trả lời phản ánh." in text_of(page)
    assert "Thư ký đã kiểm tra sổ chấm công." in text_of(page)


def test_an_answer_that_is_too_short_stays_in_the_form(client, secretary, opinion):
    client.force_login(secretary)

    page = text_of(client.post(url("opinion", opinion.pk), ANSWER | {"text": "Đã kiểm tra."}))

    assert "ít nhất 20 ký tự" in page
    assert "Đã kiểm tra." in page


def test_an_opinion_is_no_page_to_whom_it_is_about(client, dao, opinion):
    client.force_login(dao)

    assert client.get(url("opinion", opinion.pk)).status_code == 404
    assert client.post(url("opinion", opinion.pk), ANSWER).status_code == 404


def test_the_readers_see_how_many_there_are(client, secretary, opinion):
    client.force_login(secretary)

    page = " ".join(text_of(client.get(url("detail", opinion.posting_id))).split())

    assert "Đã nhận 1 phản ánh, trong đó 1 kiến nghị, khiếu nại" in page


def test_the_sheet_for_the_board_is_a_pdf(client, secretary, shown):
    client.force_login(secretary)

    assert client.get(url("sheet", shown.pk)).content.startswith(b"%PDF-")


# The six questions of each page and button: who of the school gets a 403, and what an account of another school gets.
OF_A_LIST = ("edit", "discard", "post", "close", "notice")
OF_EVERYBODY = ("detail", "send")


@pytest.mark.parametrize("name", OF_A_LIST)
def test_a_teacher_does_not_run_a_list(client, teacher, shown, name):
    client.force_login(teacher)

    assert client.post(url(name, shown.pk)).status_code == 403


@pytest.mark.parametrize("name", [*OF_A_LIST, *OF_EVERYBODY, "sheet"])
def test_a_stranger_finds_no_list(client, stranger, shown, name):
    client.force_login(stranger)

    assert client.get(url(name, shown.pk)).status_code == 404
    assert client.post(url(name, shown.pk)).status_code in {404, 405}


@pytest.mark.parametrize("name", ["discard", "post", "notice"])
def test_a_button_that_is_opened_leads_back_to_its_page(client, secretary, shown, name):
    client.force_login(secretary)

    assert client.get(url(name, shown.pk)).url == shown.get_absolute_url()


@pytest.mark.parametrize("name", ["discard", "post"])
def test_what_is_posted_is_neither_posted_again_nor_thrown_away(client, secretary, shown, name):
    client.force_login(secretary)

    page = client.post(url(name, shown.pk), follow=True)

    assert "không" in text_of(page)
    assert Posting.objects.get().state == "POSTED"


def test_what_is_posted_is_not_edited(client, secretary, shown):
    client.force_login(secretary)

    assert client.get(url("edit", shown.pk)).status_code == 404


@pytest.mark.parametrize("name", ["list", "list_excel", "add"])
def test_whoever_is_not_signed_in_is_asked_to(client, name):
    assert client.get(url(name)).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", [*OF_A_LIST, *OF_EVERYBODY, "sheet"])
def test_a_list_is_for_those_who_are_signed_in(client, shown, name):
    assert client.get(url(name, shown.pk)).url.startswith("/dang-nhap/")


def listed(school, count):
    for number in range(count):
        posting = PostingFactory(review__school=school, state="CLOSED", posted_on=date(2023, 5, number + 1))
        PostedLineFactory(posting=posting)


@pytest.mark.parametrize("name", ["list", "list_excel"])
def test_the_list_asks_as_often_for_three_rows_as_for_one(client, school, teacher, name):
    client.force_login(teacher)
    counts = []
    for count in (1, 2):
        listed(school, count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url(name))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_list_is_searched_without_marks_and_exported_as_shown(client, school, secretary):
    for name in ("Đợt xét đột xuất", "Đợt xét cuối năm"):
        PostingFactory(review__school=school, review__name=name, state="CLOSED")
    client.force_login(secretary)

    page = text_of(client.get(url("list"), {"q": "dot xuat"}))
    sheet = load_workbook(BytesIO(client.get(url("list_excel"), {"q": "dot xuat"}).content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]

    assert "Đợt xét đột xuất" in page
    assert "Đợt xét cuối năm" not in page
    assert "Đợt xét đột xuất" in cells
    assert "Đợt xét cuối năm" not in cells


def test_a_bare_list_says_what_to_do(client, secretary, teacher):
    told = {}
    for user in (secretary, teacher):
        client.force_login(user)
        told[user] = text_of(client.get(url("list")))

    assert "Lập danh sách công khai" in told[secretary]
    assert "thầy/cô xem và gửi phản ánh ở đây" in told[teacher]
