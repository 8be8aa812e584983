"""The pages of the library: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.catalog import LegalChangeFactory, LegalTextFactory
from tests.factories.documents import PlanFactory
from tests.thiduakt.test_uploads import word_file
from thiduakt.catalog.enums import ChangeKind, TextKind
from thiduakt.catalog.models import LegalText

pytestmark = pytest.mark.django_db
KEEPERS = ("principal", "deputy", "secretary", "clerk")
READERS = ("teacher", "group_head", "accountant", "inspector", "technician", "superior")
LIST = "catalog:text_list"


@pytest.fixture
def text(school):
    return LegalTextFactory(school=school, number="05/KH-PGDĐT")


@pytest.fixture
def of_the_state(db):
    return LegalText.objects.get(school=None, number="98/2023/NĐ-CP")


def typed(**values):
    given = {
        "kind": "KH", "number": "06/KH-PGDĐT", "name": "về thi đua", "issuer": "Phòng GD&ĐT", "issued_on": "20/02/2024",
        "in_force_from": "", "in_force_to": "", "older": "", "change": "REPLACES", "note": "", "version": "1",
    }  # fmt: skip
    return given | values


def url(route, *args):
    return reverse(f"catalog:{route}", args=args)


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


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
    for route in ("text_edit", "text_withdraw", "text_restore"):
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
    assert "Của trường và cấp trên; ngày 01/06/2023; tìm “pgddt”" in sheet["A2"].value


def test_adding_a_text(client, clerk, school):
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(), follow=True)

    text = LegalText.objects.get(school=school)
    assert "Đã thêm Kế hoạch số 06/KH-PGDĐT vào thư viện." in response.content.decode()
    assert (text.issued_on, text.in_force_from) == (date(2024, 2, 20), date(2024, 2, 20))


def test_a_refused_form_keeps_what_was_typed(client, clerk, school):
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(issued_on="31/02/2024", name="Lời đã gõ", note="Ghi chú đã gõ"))

    found = response.content.decode()
    assert response.status_code == 200
    for word in ("31/02/2024", "Lời đã gõ", "Ghi chú đã gõ", "Ngày chưa đúng", "06/KH-PGDĐT"):
        assert word in found
    assert not LegalText.objects.filter(school=school).exists()


@pytest.mark.parametrize(
    "values",
    [{}, {"kind": "X"}, {"older": "999999"}, {"older": "x"}, {"change": "Y"}, {"number": "9" * 500}],
)
def test_odd_posts_get_a_sentence(client, clerk, school, values):
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(**values) if values else {})

    assert response.status_code == 200
    assert not LegalText.objects.filter(school=school).exists()


def test_correcting_a_text_shows_first_where_it_is_cited(client, clerk, principal, text, school):
    plan = PlanFactory(
        school=school, document__created_by=principal.person,
        document__bases=["Căn cứ kế hoạch số 5/KH_PGDDT ngày 15/02/2023 của Phòng GD&ĐT;"],
    )  # fmt: skip
    client.force_login(clerk)

    for route in ("text_detail", "text_edit"):
        assert plan.document.get_absolute_url() in page(client, url(route, text.pk))
    response = client.post(url("text_edit", text.pk), typed(number="05/KH-PGDĐT", name="lời mới"))

    assert response.url == text.get_absolute_url()
    text.refresh_from_db()
    assert (text.name, text.version) == ("lời mới", 2)


def test_a_stale_correction_is_shown_again_with_its_text(client, clerk, text):
    LegalText.objects.filter(pk=text.pk).update(version=4)
    client.force_login(clerk)

    response = client.post(url("text_edit", text.pk), typed(name="Lời đã gõ"))

    found = response.content.decode()
    assert "Có người vừa sửa" in found
    assert "Lời đã gõ" in found
    assert 'name="version" value="4"' in found


@pytest.mark.parametrize(
    ("sentence", "is_cited"),
    [
        ("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;", True),
        ("Căn cứ Nghị định số 98 / 2023 / NĐ_CP của Chính phủ;", True),
        ("Căn cứ Nghị định số 198/2023/NĐ-CP;", False),
        ("Căn cứ Thông tư số 98/2023/TT-BGDĐT;", False),
    ],
)
@pytest.mark.parametrize("place", ["bases", "body"])
def test_a_text_says_which_papers_cite_it(client, principal, school, of_the_state, sentence, is_cited, place):
    values = {"bases": [sentence]} if place == "bases" else {"bases": [], "body": f"<p>{sentence}</p>"}
    plan = PlanFactory(
        school=school, document__created_by=principal.person, **{f"document__{name}": told for name, told in values.items()}
    )
    client.force_login(principal)

    assert (plan.document.get_absolute_url() in page(client, of_the_state.get_absolute_url())) is is_cited


def test_a_law_cited_by_its_name_is_found_too(client, principal, school):
    plan = PlanFactory(school=school, document__created_by=principal.person)
    client.force_login(principal)

    found = page(client, LegalText.objects.get(number="06/2022/QH15").get_absolute_url())

    assert plan.document.get_absolute_url() in found


def test_papers_that_one_may_not_see_are_not_told(client, teacher, principal, other_school, school, of_the_state):
    bases = ["Căn cứ Nghị định số 98/2023/NĐ-CP;"]
    draft = PlanFactory(school=school, document__bases=bases, document__created_by=principal.person)
    foreign = PlanFactory(school=other_school, document__bases=bases, state="ISSUED")
    client.force_login(teacher)

    found = page(client, of_the_state.get_absolute_url())

    assert draft.document.get_absolute_url() not in found
    assert foreign.document.get_absolute_url() not in found


def test_a_text_costs_the_same_for_one_citing_paper_and_for_three(
    client, principal, school, of_the_state, django_assert_max_num_queries
):
    client.force_login(principal)

    def queries():
        PlanFactory(
            school=school, document__created_by=principal.person, document__bases=["Căn cứ Nghị định số 98/2023/NĐ-CP;"]
        )
        with django_assert_max_num_queries(25) as captured:
            client.get(of_the_state.get_absolute_url())
        return len(captured)

    assert queries() == [queries(), queries()][-1]


def test_withdrawing_and_bringing_back(client, clerk, text):
    client.force_login(clerk)

    refused = client.post(url("text_withdraw", text.pk), {"reason": ""}, follow=True).content.decode()
    assert "Thầy/cô cần ghi rõ lý do." in refused
    gone = client.post(url("text_withdraw", text.pk), {"reason": "Thêm nhầm."}, follow=True).content.decode()
    assert "Đã rút khỏi thư viện" in gone
    twice = client.post(url("text_withdraw", text.pk), {"reason": "Thêm nhầm."}, follow=True).content.decode()
    assert "đã được rút khỏi thư viện" in twice
    back = client.post(url("text_restore", text.pk), follow=True).content.decode()
    assert "trở lại thư viện." in back


def test_a_file_goes_out_as_a_download(client, clerk, teacher, school):
    content = word_file()
    upload = io.BytesIO(content)
    upload.name = "Kế hoạch phường.docx"
    client.force_login(clerk)
    client.post(url("text_add"), typed(file=upload))
    text = LegalText.objects.get(school=school)
    client.force_login(teacher)

    response = client.get(url("text_file", text.pk))

    assert response.content == content
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_text_without_a_file_has_none_to_give(client, teacher, text):
    client.force_login(teacher)

    assert client.get(url("text_file", text.pk)).status_code == 404


def test_a_lost_file_is_told(client, teacher, text):
    LegalText.objects.filter(pk=text.pk).update(sha256="0" * 64, file_name="a.pdf", content_type="application/pdf")
    client.force_login(teacher)

    assert "không còn trong kho" in client.get(url("text_file", text.pk), follow=True).content.decode()


def test_a_file_that_is_not_what_it_says_is_refused_beside_its_field(client, clerk, school):
    upload = io.BytesIO(b"<script>alert(1)</script>")
    upload.name = "kh.pdf"
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(name="Lời đã gõ", file=upload))

    assert "không phải là PDF" in response.content.decode()
    assert "Lời đã gõ" in response.content.decode()


def test_the_panel_answers_with_its_parts_and_the_lines(client, teacher, of_the_state):
    client.force_login(teacher)
    data = {"bases": ["Căn cứ A;"], "dated_on": "06/05/2024", "can_cu": of_the_state.pk, "basis_press": "pick"}

    answer = client.post(url("basis_panel"), data).json()

    assert answer["lines"] == [
        "Căn cứ A;",
        "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ [CẦN BỔ SUNG: trích yếu];",
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


def test_what_a_text_is_called_is_no_markup(client, clerk, school):
    LegalTextFactory(school=school, kind=TextKind.NOTICE, name="<script>alert(1)</script>", issuer="<b>x</b>")
    client.force_login(clerk)

    for found in (
        page(client, url("text_list"), tab="truong"),
        client.post(url("basis_panel"), {"dated_on": "06/05/2024"}).json()["offers"],
    ):
        assert "&lt;script&gt;" in found
        assert "<script>alert" not in found


def test_changes_stand_on_the_page_of_both_texts(client, teacher, school):
    older = LegalTextFactory(school=school, number="1/KH-A")
    newer = LegalTextFactory(school=school, number="2/KH-A")
    LegalChangeFactory(newer=newer, older=older, kind=ChangeKind.AMENDS, effective_on=date(2024, 1, 1))
    client.force_login(teacher)

    one, two = (" ".join(page(client, text.get_absolute_url()).split()) for text in (older, newer))

    assert f'Được sửa đổi, bổ sung bởi <a href="{newer.get_absolute_url()}">Kế hoạch số 2/KH-A</a> từ ngày 01/01/2024' in one
    assert f'Sửa đổi, bổ sung <a href="{older.get_absolute_url()}">Kế hoạch số 1/KH-A</a> từ ngày 01/01/2024' in two
