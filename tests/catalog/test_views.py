"""The pages of the library: who may open them, the list, and the panel where texts are picked."""

import io
from datetime import date

import openpyxl
import pytest
from django.utils import timezone

from tests.catalog.pages import page, typed, url
from tests.factories.catalog import LegalChangeFactory, LegalTextFactory
from thiduakt.catalog.models import LegalText

pytestmark = pytest.mark.django_db
KEEPERS = ("principal", "deputy", "secretary", "clerk")
READERS = ("teacher", "group_head", "accountant", "inspector", "technician", "superior")
LIST = "catalog:text_list"


@pytest.mark.parametrize("who", [*KEEPERS, *READERS])
def test_everybody_reads_the_library(who, request, client, of_the_state):
    client.force_login(request.getfixturevalue(who))

    for address in (url("text_list"), url("text_excel"), url("text_detail", of_the_state.pk)):
        assert client.get(address).status_code == 200
    assert client.post(url("basis_panel")).status_code == 200


@pytest.mark.parametrize("who", READERS)
def test_readers_change_nothing(who, request, client, text):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("text_add")).status_code == 403
    assert client.post(url("text_add"), typed()).status_code == 403
    for route in ("text_edit", "text_withdraw", "text_restore", "text_complete"):
        assert client.post(url(route, text.pk), typed()).status_code == 403
    assert client.get(url("text_edit", text.pk)).status_code == 403
    assert LegalText.objects.get(pk=text.pk).version == 1


def test_another_school_s_text_is_not_there(client, text, stranger):
    client.force_login(stranger)

    for route in ("text_detail", "text_file", "text_edit"):
        assert client.get(url(route, text.pk)).status_code == 404
    for route in ("text_edit", "text_withdraw", "text_restore"):
        assert client.post(url(route, text.pk), typed()).status_code == 404
    assert text.number not in page(client, url("text_list"), tab="truong")


def test_a_text_of_the_state_is_changed_by_nobody(client, principal, of_the_state):
    client.force_login(principal)

    assert client.get(url("text_edit", of_the_state.pk)).status_code == 404
    for route in ("text_edit", "text_withdraw", "text_restore"):
        assert client.post(url(route, of_the_state.pk), typed()).status_code == 404
    assert "Sửa" not in page(client, url("text_detail", of_the_state.pk)).split("<main")[1]


def test_whoever_is_not_signed_in_is_asked_to(client, text):
    for route in ("text_list", "text_excel", "text_add", "basis_panel"):
        assert client.get(url(route)).status_code == 302
    for route in ("text_detail", "text_file", "text_edit", "text_withdraw", "text_restore"):
        assert client.get(url(route, text.pk)).url.startswith("/dang-nhap/")


def test_the_wrong_method_is_refused(client, clerk, text):
    client.force_login(clerk)

    for route in ("text_list", "text_excel"):
        assert client.post(url(route)).status_code == 405
    assert client.get(url("basis_panel")).status_code == 405
    for route in ("text_detail", "text_file"):
        assert client.post(url(route, text.pk)).status_code == 405
    for route in ("text_withdraw", "text_restore"):  # a lost session signed in again: back to the text
        assert client.get(url(route, text.pk)).url == text.get_absolute_url()


@pytest.mark.parametrize(
    ("day", "tab", "shown", "hidden"),
    [
        ("01/05/2024", "", "98/2023/NĐ-CP", "152/2025/NĐ-CP"),
        ("01/05/2024", "het", "91/2017/NĐ-CP", "98/2023/NĐ-CP"),
        ("01/05/2024", "sap", "152/2025/NĐ-CP", "98/2023/NĐ-CP"),
        ("01/05/2026", "", "152/2025/NĐ-CP", "98/2023/NĐ-CP"),
    ],
)
def test_the_list_answers_for_the_day_asked(client, teacher, day, tab, shown, hidden):
    client.force_login(teacher)

    found = page(client, url("text_list"), ngay=day, tab=tab)

    assert f"Nghị định số {shown}" in found
    assert f'<th scope="row">Nghị định số {hidden}' not in found.replace("\n", "").replace("  ", "")
    assert f'value="{day}"' in found


@pytest.mark.parametrize("day", ["", "hôm qua", "31/02/2024", "01/01/0001", "9" * 500])
def test_what_is_no_day_is_today(client, teacher, day):
    client.force_login(teacher)

    assert f'value="{timezone.localdate():%d/%m/%Y}"' in page(client, url("text_list"), ngay=day)


def test_what_was_replaced_is_struck_through_and_leads_to_its_successor(client, teacher):
    client.force_login(teacher)
    newer = LegalText.objects.get(number="152/2025/NĐ-CP")

    found = page(client, url("text_list"), ngay="22/11/2026", tab="het", q="98 2023")

    assert "<s>" in found
    assert f'thay bằng <a href="{newer.get_absolute_url()}">Nghị định số 152/2025/NĐ-CP</a>' in found


def test_what_was_not_verified_says_so(client, teacher):
    client.force_login(teacher)
    doubtful = LegalText.objects.get(number="21/2020/TT-BGDĐT")

    assert "suy ra, chưa đối chiếu" in page(client, url("text_list"), tab="het", q="21/2020")
    assert "Chưa đối chiếu với nguyên văn" in page(client, doubtful.get_absolute_url())


def test_the_own_tab_holds_the_own_texts_and_the_withdrawn_have_theirs(client, teacher, school, text, at):
    client.force_login(teacher)
    gone = LegalTextFactory(school=school, withdrawn_at=at)

    assert text.number in page(client, url("text_list"), tab="truong")
    assert gone.number not in page(client, url("text_list"), tab="truong")
    assert gone.number in page(client, url("text_list"), tab="rut")


@pytest.mark.parametrize("words", ["van thu", "VĂN THƯ", "30/2020", "chinh phu van thu"])
def test_search_takes_no_marks(client, teacher, words):
    client.force_login(teacher)

    assert "Nghị định số 30/2020/NĐ-CP" in page(client, url("text_list"), q=words)


def test_nothing_found_says_what_to_do(client, teacher):
    client.force_login(teacher)

    assert "Không có văn bản nào như vậy" in page(client, url("text_list"), q="không hề có")
    assert "Mục này chưa có văn bản nào" in page(client, url("text_list"), tab="truong")


@pytest.mark.parametrize("route", ["text_list", "text_excel"])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    client, teacher, school, django_assert_num_queries, django_assert_max_num_queries, route
):
    client.force_login(teacher)

    def queries():
        with django_assert_max_num_queries(20) as captured:
            client.get(url(route), {"tab": "het", "ngay": "22/11/2026"})
        return len(captured)

    def ended():
        older = LegalTextFactory(school=school, in_force_to=date(2023, 12, 31))
        LegalChangeFactory(older=older, newer=LegalTextFactory(school=school))

    ended()
    before = queries()
    ended()
    ended()
    assert queries() == before


def test_the_excel_holds_what_is_shown(client, teacher, school):
    LegalTextFactory(school=school, number="07/KH-PGDĐT", name="=1+1", in_force_to=date(2023, 12, 31))
    client.force_login(teacher)

    response = client.get(url("text_excel"), {"tab": "truong", "ngay": "01/06/2023", "q": "pgddt"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active

    assert [cell.value for cell in sheet[4]] == [
        "STT", "Văn bản", "Trích yếu", "Cơ quan ban hành", "Ngày ban hành", "Hiệu lực", "Tình trạng", "Mức đối chiếu",
    ]  # fmt: skip
    row = [cell.value for cell in sheet[5]]
    assert row[:4] == [1, "Kế hoạch số 07/KH-PGDĐT", "=1+1", "Phòng Giáo dục và Đào tạo quận Long Biên"]
    assert row[5:] == ["từ 15/02/2023 đến hết 31/12/2023", "đang có hiệu lực", None] or row[-1] in {None, ""}
    assert sheet.max_row == 5
    assert "Của trường và cấp trên; tìm “pgddt”; ngày 01/06/2023" in sheet["A2"].value


def test_the_panel_answers_with_its_parts_and_the_lines(client, teacher, of_the_state):
    client.force_login(teacher)
    data = {"bases": ["Căn cứ A;"], "dated_on": "06/05/2024", "can_cu": of_the_state.pk, "basis_press": "pick"}

    answer = client.post(url("basis_panel"), data).json()

    assert answer["lines"] == [
        "Căn cứ A;",
        (
            "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số "
            "điều của Luật Thi đua, khen thưởng;"
        ),
    ]  # fmt: skip
    assert "(đã có trong căn cứ)" in answer["offers"]
    assert client.post(url("basis_panel"), {"dated_on": "06/05/2024"}).json()["lines"] is None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"dated_on": "x", "basis_press": "replace:" + "9" * 99, "can_cu": ["x", "9" * 40, "-1"]},
        {"bases": [" ".join(f"{number}/KH-A" for number in range(20_000))], "basis_press": "pick"},
        {"bases": ["Luật " * 20_000], "tim_can_cu": "ă" * 5000},
        {"bases": ["\x00", "\u202e", "<b>"], "tim_can_cu": "\x00%_'\"", "basis_press": "search"},
    ],
    ids=["nothing", "odd", "flood", "long", "marks"],
)
def test_whatever_is_posted_to_the_panel_gets_an_answer(client, teacher, data):
    client.force_login(teacher)

    assert client.post(url("basis_panel"), data).status_code == 200
