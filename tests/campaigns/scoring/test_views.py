import io

import openpyxl
import pytest
from django.urls import reverse

from campaigns.scoring.models import Mark, ScoreSheet
from tests.factories.campaigns import CampaignFactory
from tests.factories.school import GroupFactory, PersonFactory, UserFactory
from tests.factories.scoring import ItemFactory, MarkFactory, SheetFactory, SubjectFactory, ready_sheet
from thiduakt.permissions import Role

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


def test_more_points_than_the_item_has_are_refused_in_words_with_a_comma(client, school, teacher):
    sheet = SheetFactory(school=school, kind="PEOPLE", state="SELF")
    item = ItemFactory(sheet=sheet, max_points="7.5")
    subject = SubjectFactory(sheet=sheet, person=teacher.person)
    client.force_login(teacher)

    response = client.post(reverse("scoring:self", args=[subject.pk]), {f"points-{item.pk}": "9", "version": "1"})

    assert "Điểm từ 0 đến 7,5." in response.content.decode()


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


def test_an_item_without_points_is_refused_beside_its_field(show, client, group):
    show()

    page = client.post(reverse("scoring:add"), posted(group, **{"items-0-max_points": "0"})).content.decode()

    assert page.count("Điểm tối đa phải lớn hơn 0.") == 1
    assert page.index('name="items-0-max_points"') < page.index("Điểm tối đa phải lớn hơn 0.")


def test_a_whole_group_is_chosen_with_one_box(show, client, school, group, teacher, group_head, secretary):
    teacher.person.__class__.objects.filter(pk=group_head.person_id).update(left_on="2020-06-30")
    show()

    client.post(reverse("scoring:add"), posted(group, kind="PEOPLE", people=[f"to-{group.pk}", secretary.person_id]))

    assert {one.person for one in ScoreSheet.objects.get().subjects.all()} == {teacher.person, secretary.person}


def test_people_of_another_school_are_not_chosen(show, client, group, stranger):
    show()

    for people in ([stranger.person_id], ["to-9999"], ["x"]):
        client.post(reverse("scoring:add"), posted(group, kind="PEOPLE", people=people))

    assert not ScoreSheet.objects.exists()


@pytest.mark.parametrize(("who", "state", "is_named"), [
    ("principal", "DRAFT", True), ("group_head", "DRAFT", False), ("group_head", "LAUNCHED", True),
])  # fmt: skip
def test_a_draft_campaign_is_named_only_to_those_who_write_it(client, request, school, group, who, state, is_named):
    campaign = CampaignFactory(school=school, name="Phong trào còn giữ kín", state=state)
    sheet = ready_sheet(group, state="SELF", campaign=campaign)
    user = request.getfixturevalue(who)
    request.getfixturevalue("group_head")
    client.force_login(user)

    assert ("Phong trào còn giữ kín" in client.get(sheet.get_absolute_url()).content.decode()) is is_named


def test_a_member_reads_why_another_scores_the_own_group(client, school, group):
    head = UserFactory(school=school, roles=[Role.COUNCIL_MEMBER, Role.GROUP_HEAD], group=group)
    sheet = ready_sheet(group, state="COUNCIL")
    subject = sheet.subjects.get()
    address = reverse("scoring:council", args=[subject.pk])
    client.force_login(head)

    page = client.get(sheet.get_absolute_url()).content.decode()
    typed = {f"points-{item.pk}": "1" for item in sheet.items.all()} | {"version": "1"}

    assert "Đây là tổ của thầy/cô" in page
    assert address not in page
    assert "Đây là tổ của thầy/cô" in client.get(address).content.decode()
    assert "Đây là tổ của thầy/cô" in client.post(address, typed).content.decode()
    assert not Mark.objects.exists()


def test_a_page_of_many_people_costs_as_many_queries_as_one_of_few(
    show, school, django_assert_num_queries, django_assert_max_num_queries
):
    sheet = SheetFactory(school=school, kind="PEOPLE", state="COUNCIL")
    SubjectFactory(sheet=sheet, person=PersonFactory(school=school))
    show("scoring:detail", sheet.pk)
    with django_assert_max_num_queries(40) as counted:
        show("scoring:detail", sheet.pk)
    for _ in range(2):
        SubjectFactory(sheet=sheet, person=PersonFactory(school=school))
    with django_assert_num_queries(len(counted)):
        show("scoring:detail", sheet.pk)
