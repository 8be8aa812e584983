import io

import openpyxl
import pytest
from django.urls import reverse

from campaigns.scoring.models import Mark, ScoreSheet
from tests.factories.school import GroupFactory
from tests.factories.scoring import MarkFactory, SheetFactory, SubjectFactory, ready_sheet

pytestmark = pytest.mark.django_db


def posted(group, **changes):
    return {
        "title": "Chấm tổ", "year": "2026", "total": "50", "kind": "GROUPS", "groups": [group.pk], "items-TOTAL_FORMS": "3",
        "items-INITIAL_FORMS": "0", "items-0-text": "An toàn", "items-0-max_points": "50",
    } | changes  # fmt: skip


@pytest.fixture
def show(client, principal):
    client.force_login(principal)
    return lambda route="scoring:list", *args, **query: client.get(reverse(route, args=args), query)


@pytest.fixture
def ranked(group):
    sheet = ready_sheet(group, state="RANKED", covenant="Thi đua thật.")
    first, second = sheet.items.all()
    subject = sheet.subjects.get()
    MarkFactory(subject=subject, item=first, self_points=40, council_points=38, reason="Thiếu hồ sơ.")
    MarkFactory(subject=subject, item=second, self_points=45, council_points=45)
    type(subject).objects.update(sent_at="2023-05-15T08:00:00Z")
    return sheet


@pytest.mark.parametrize("who", ["technician", "accountant", "clerk", "superior"])
def test_who_neither_scores_nor_is_scored_has_no_sheets(client, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("scoring:list")).status_code == 403


def test_an_empty_list_tells_what_to_do(show):
    assert "Chưa có bảng chấm điểm nào" in show().content.decode()


def test_a_list_is_narrowed_and_searched_without_marks(school, show):
    SheetFactory(school=school, title="Đánh giá tổ", year=2022)
    SheetFactory(school=school, title="Cá nhân", kind="PEOPLE", year=2023, state="SELF")

    def titles(**query):
        return {one.title for one in show(**query).context["sheets"]}

    assert [tab["count"] for tab in show().context["tabs"]] == [2, 1, 1, 0, 0]
    assert titles(q="DANH gia") == titles(nam="2022") == titles(**{"trang-thai": "DRAFT"}) == {"Đánh giá tổ"}
    assert titles(loai="PEOPLE") == {"Cá nhân"}
    sheet = openpyxl.load_workbook(io.BytesIO(show("scoring:list_excel", q="ca nhan").content)).active
    assert [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)] == ["Cá nhân"]


def test_three_rows_cost_as_many_queries_as_one(school, show, django_assert_num_queries, django_assert_max_num_queries):
    SheetFactory(school=school)
    show()
    with django_assert_max_num_queries(30) as counted:
        show()
    SheetFactory.create_batch(2, school=school)
    with django_assert_num_queries(len(counted)):
        show()


def test_a_scored_reader_sees_the_own_line_only(client, school, group, group_head):
    sheet = ready_sheet(group, state="SELF")
    SubjectFactory(sheet=sheet, group=GroupFactory(school=school, name="Tổ khác"))
    hidden = ready_sheet(GroupFactory(school=school), state="SELF")
    client.force_login(group_head)

    page = client.get(reverse("scoring:detail", args=[sheet.pk])).content.decode()

    assert "Tổ mẫu giáo lớn" in page
    assert "Tổ khác" not in page
    assert client.get(reverse("scoring:detail", args=[hidden.pk])).status_code == 404


def test_a_sheet_is_drawn_up_in_one_form(show, client, group):
    show()

    client.post(reverse("scoring:add"), posted(group))

    sheet = ScoreSheet.objects.get()
    assert (sheet.items.get().text, sheet.subjects.get().group) == ("An toàn", group)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "CLUSTER"}, "Thầy/cô ghi tên cụm, khối."),
        ({"items-0-max_points": "x"}, "Tiêu chí: Có dòng chưa đúng"),
        ({"items-TOTAL_FORMS": ""}, "Trang gửi lên thiếu một phần."),
        ({"total": "0"}, "lớn hơn 0"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(show, client, group, changes, sentence):
    show()

    page = client.post(reverse("scoring:add"), posted(group, covenant="Giao ước dài", **changes)).content.decode()

    assert sentence in page
    assert "Giao ước dài" in page
    assert not ScoreSheet.objects.exists()


def test_problems_lead_to_their_field(school, show):
    sheet = SheetFactory(school=school)

    assert f"{reverse('scoring:edit', args=[sheet.pk])}#id_items-0-text" in show("scoring:detail", sheet.pk).content.decode()


def test_the_head_saves_then_sends_the_own_points(client, group, group_head):
    sheet = ready_sheet(group, state="SELF")
    subject = sheet.subjects.get()
    first, second = sheet.items.all()
    address = reverse("scoring:self", args=[subject.pk])
    client.force_login(group_head)
    typed = {f"points-{first.pk}": "40,5", f"points-{second.pk}": "45", f"words-{first.pk}": "Sổ tổ", "version": "1"}

    client.post(address, typed)
    assert str(Mark.objects.get(item=first).self_points) == "40.5"
    client.post(address, typed | {"version": "2", "gui": "1"})

    subject.refresh_from_db()
    assert subject.sent_at
    assert 'name="gui"' not in client.get(address).content.decode()


def test_a_difference_without_a_reason_is_asked_for_beside_its_field(client, group, principal):
    sheet = ready_sheet(group, state="COUNCIL")
    subject = sheet.subjects.get()
    first, second = sheet.items.all()
    MarkFactory(subject=subject, item=first, self_points=40)
    client.force_login(principal)

    typed = {f"points-{first.pk}": "38", f"points-{second.pk}": "45", "version": "1"}
    response = client.post(reverse("scoring:council", args=[subject.pk]), typed)

    assert "thầy/cô ghi lý do khác điểm tự chấm" in response.content.decode()
    assert 'value="38"' in response.content.decode()
    assert not Mark.objects.filter(council_points__isnull=False).exists()


def test_a_difference_is_said_in_words(show, ranked):
    assert "hội đồng chấm thấp hơn 2" in show("scoring:detail", ranked.pk).content.decode()


@pytest.mark.parametrize(("state", "total"), [("COUNCIL", None), ("RANKED", 83)])
def test_the_scored_read_the_councils_points_once_they_are_made_known(client, group, group_head, state, total):
    sheet = ready_sheet(group, state=state)
    for item in sheet.items.all():
        MarkFactory(subject=sheet.subjects.get(), item=item, council_points="41.5")
    client.force_login(group_head)

    response = client.get(reverse("scoring:detail", args=[sheet.pk]))
    book = client.get(reverse("scoring:excel", args=[sheet.pk])).content
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book)).active.values for cell in row]

    assert [row["council"] for row in response.context["rows"]] == [total]
    assert ("41,5" in cells) is (total is not None)


def test_the_tables_hold_both_columns(show, ranked):
    sheet = openpyxl.load_workbook(io.BytesIO(show("scoring:excel", ranked.pk).content)).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))

    assert rows[0][3:] == ("Tổ mẫu giáo lớn – tự chấm", "Tổ mẫu giáo lớn – hội đồng")
    assert [row[3:] for row in rows[1:]] == [("40", "38"), ("45", "45"), ("85", "83"), (None, "1")]
    assert "Thi đua thật." in sheet["A2"].value


def test_it_is_printed_with_its_covenant(show, ranked):
    response = show("scoring:pdf", ranked.pk)

    assert b"".join(response).startswith(b"%PDF")


def test_a_stranger_finds_nothing_and_a_teacher_changes_nothing(client, stranger, teacher, group):
    sheet = ready_sheet(group, state="SELF")
    subject = sheet.subjects.get()
    client.force_login(stranger)
    for route in ("detail", "edit", "discard", "copy", "excel", "pdf"):
        assert client.post(reverse(f"scoring:{route}", args=[sheet.pk])).status_code in {404, 405}
    for route in ("self", "council", "give_back"):
        assert client.post(reverse(f"scoring:{route}", args=[subject.pk])).status_code == 404
    client.force_login(teacher)
    for route in ("edit", "discard", "copy"):
        assert client.post(reverse(f"scoring:{route}", args=[sheet.pk])).status_code in {403, 404}
    for route in ("self", "council", "give_back"):
        assert client.post(reverse(f"scoring:{route}", args=[subject.pk])).status_code in {403, 404}


def test_steps_are_taken_by_their_buttons(show, client, group):
    sheet = ready_sheet(group)
    show()
    step = reverse("scoring:step", args=[sheet.pk, "open"])

    assert "Đã mở bảng" in client.post(step, follow=True).content.decode()
    assert "không làm được bước" in client.post(step, follow=True).content.decode()
    assert client.post(reverse("scoring:step", args=[sheet.pk, "burn"])).status_code == 404
    copied = client.post(reverse("scoring:copy", args=[sheet.pk]), follow=True)
    assert "Đã sao chép" in copied.content.decode()


def test_the_scored_reads_why_the_council_differs(client, group_head, ranked):
    client.force_login(group_head)

    assert "Thiếu hồ sơ." in client.get(ranked.get_absolute_url()).content.decode()
