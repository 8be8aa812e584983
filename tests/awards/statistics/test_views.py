"""The pages of the statistics: who sees which, what they hold, what their sheets hold."""

import io

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.campaigns import CampaignFactory
from tests.factories.ledger import HonorEntryFactory
from tests.factories.school import PersonFactory
from tests.factories.statistics import registered

pytestmark = pytest.mark.django_db

PAGES = ("overview", "registered", "lines", "shares", "times", "official")
SHEETS = ("overview_excel", "registered_excel", "lines_excel", "shares_excel", "times_excel", "official_excel")
READERS = ("principal", "deputy", "secretary", "clerk", "inspector")


def page(client, route, **query):
    response = client.get(reverse(f"statistics:{route}"), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split("<main")[1].split())


def sheet(client, route, **query):
    response = client.get(reverse(f"statistics:{route}"), query)
    assert response.status_code == 200
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(response.content)).active.iter_rows()]


@pytest.mark.parametrize("role", READERS)
def test_whoever_keeps_or_watches_over_the_awards_reads_every_page(client, request, role, year, decided):
    client.force_login(request.getfixturevalue(role))
    for route in (*PAGES, *SHEETS):
        assert client.get(reverse(f"statistics:{route}")).status_code == 200


@pytest.mark.parametrize("role", ["teacher", "group_head", "accountant", "technician", "superior"])
def test_nobody_else_does(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert {client.get(reverse(f"statistics:{route}")).status_code for route in (*PAGES, *SHEETS)} == {403}


def test_who_is_not_signed_in_is_asked_to(client):
    for route in (*PAGES, *SHEETS, "official_pdf"):
        assert client.get(reverse(f"statistics:{route}")).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("route", PAGES)
def test_nothing_is_posted_to_a_page(client, principal, route):
    client.force_login(principal)
    assert client.post(reverse(f"statistics:{route}")).status_code == 405


@pytest.mark.parametrize("route", PAGES)
def test_a_stranger_reads_of_their_own_school_alone(client, stranger, year, decided, route):
    client.force_login(stranger)
    shown = page(client, route)
    assert not any(name in shown for name in ("Đỗ Thị Đào", "Lê Thị An", "Tổ mẫu giáo lớn", "Tổ nhà trẻ"))


@pytest.mark.parametrize("route", [*PAGES, *SHEETS])
@pytest.mark.parametrize(
    "query", [{"nam": "x", "ky": "x", "to": "x", "ket_qua": "x"}, {"nam": "9" * 30, "to": "9" * 30}, {"bieu": "9"}]
)
def test_what_an_address_makes_up_is_not_asked(client, principal, year, route, query):
    client.force_login(principal)
    assert client.get(reverse(f"statistics:{route}"), query).status_code == 200


@pytest.mark.parametrize(
    ("route", "told"),
    [
        ("overview", "Chưa có số liệu"), ("registered", "Chưa có số liệu"), ("lines", "Không có lượt đăng ký nào như thế"),
        ("times", "Chưa có số liệu"),
    ],
)  # fmt: skip
def test_a_school_that_has_nothing_yet_is_told_what_to_do(client, principal, route, told):
    client.force_login(principal)
    assert told in page(client, route)


def test_the_years_stand_side_by_side(client, principal, year):
    client.force_login(principal)
    shown = page(client, "overview", nam=2023)
    assert "Năm học 2019–2020" in shown
    rows = sheet(client, "overview_excel", nam=2023, bang="to")
    assert rows[0][0] == "THỐNG KÊ KHEN THƯỞNG: THEO TỔ"
    assert "từ năm học 2019–2020 đến năm học 2023–2024" in rows[1][0]
    assert rows[3] == ["Nội dung", *(f"Năm học {start}–{start + 1}" for start in range(2019, 2024))]
    assert rows[4:] == [
        ["Tổ mẫu giáo lớn", 0, 0, 0, 1, 4], ["Không thuộc tổ nào", 0, 0, 0, 0, 1], ["Tổng số", 0, 0, 0, 1, 5],
    ]  # fmt: skip


def test_a_sheet_is_narrowed_as_the_page_is(client, principal, year, group):
    client.force_login(principal)
    assert f"to={group.pk}" in page(client, "overview", nam=2023, to=group.pk)
    rows = sheet(client, "overview_excel", nam=2023, to=group.pk, bang="to")
    assert "Tổ mẫu giáo lớn" in rows[1][0]
    assert rows[4:] == [["Tổ mẫu giáo lớn", 0, 0, 0, 1, 4]]


def test_a_sheet_that_is_none_is_not_found(client, principal, year):
    client.force_login(principal)
    assert client.get(reverse("statistics:overview_excel"), {"bang": "x"}).status_code == 404


def test_lines_without_a_day_are_told_where_the_period_cannot_count_them(client, principal, year):
    client.force_login(principal)
    assert "dòng chưa ghi ngày quyết định" not in page(client, "overview", ky="nam-hoc")
    assert "Sổ khen thưởng có 1 dòng chưa ghi ngày quyết định." in page(client, "overview", ky="duong-lich", nam=2024)


def test_every_chart_has_its_numbers_in_words_and_in_a_table(client, principal, year):
    client.force_login(principal)
    shown = page(client, "registered", nam=2023)
    assert '<span class="bar-told">3/4 lượt</span>' not in shown
    assert '<span class="bar-told">4/5 lượt</span>' in shown
    assert shown.count("<figure") <= shown.count("<table")
    assert "style=" not in shown


def test_reasons_are_told_to_whoever_reads_dossiers(client, principal, clerk, year):
    client.force_login(principal)
    shown = page(client, "registered", nam=2023)
    assert all(reason in shown for reason in ("Hội đồng không đề nghị", "Chờ tổ bình xét", "Không lập hồ sơ đề nghị"))
    client.force_login(clerk)
    shown = page(client, "registered", nam=2023) + page(client, "lines", nam=2023)
    assert "Chưa đạt" in shown
    assert not any(reason in shown.split("Mọi kết quả")[0] for reason in ("Hội đồng không đề nghị", "Chờ tổ bình xét"))
    rows = sheet(client, "lines_excel", nam=2023)[4:]
    assert {row[4] for row in rows} == {"Đạt", "Đạt danh hiệu cao hơn", "Chưa đạt"}


def test_each_line_stands_with_what_was_written_of_it(client, secretary, year):
    client.force_login(secretary)
    rows = sheet(client, "lines_excel", nam=2023)
    dao = next(row for row in rows if row[1] == "Đỗ Thị Đào")
    assert dao[2:] == ["Tổ mẫu giáo lớn", "CSTDCS", "Hội đồng không đề nghị", "Nghỉ ốm hai tháng."]
    only = sheet(client, "lines_excel", nam=2023, ket_qua="COUNCIL_REFUSED")
    assert [row[1] for row in only[4:]] == ["Đỗ Thị Đào"]
    assert "Hội đồng không đề nghị" in only[1][0]
    assert "Đỗ Thị Đào" not in page(client, "lines", nam=2023, ket_qua="ACHIEVED")


def test_many_lines_are_leafed_through(client, secretary, year, school):
    for number in range(50):
        registered(year.turn, PersonFactory(school=school, full_name=f"Chu Văn {number}"), by=secretary)
    client.force_login(secretary)
    first, second = page(client, "lines", nam=2023), page(client, "lines", nam=2023, page=2)
    assert "Từ 1 đến 50 trong 59 lượt đăng ký." in first
    assert "Từ 51 đến 59 trong 59 lượt đăng ký." in second
    assert len(sheet(client, "lines_excel", nam=2023)) == 4 + 59


def test_shares_stand_beside_each_other(client, secretary, year):
    client.force_login(secretary)
    rows = sheet(client, "shares_excel", nam=2023, bang="lan-dau")
    assert rows[4:] == [["Được khen lần đầu", 2, "66,7%"], ["Đã được khen ở năm trước", 1, "33,3%"]]
    assert "Pháp luật không quy định tỷ lệ chung cho cả nước" in page(client, "shares", nam=2023)


def test_the_way_is_told_in_days(client, secretary, clerk, decided):
    client.force_login(secretary)
    rows = sheet(client, "times_excel", nam=2023, bang="chang")
    assert rows[4:6] == [["Từ thành tích đến quyết định", 2, "21,5", 33], ["Từ thành tích đến nộp hồ sơ", 2, "5", 10]]
    assert "Bùi Thị Ước" in page(client, "times", nam=2023)
    client.force_login(clerk)
    shown = page(client, "times", nam=2023)
    assert "Bùi Thị Ước" not in shown
    assert "Lê Thị An" in shown


def test_a_form_is_shown_with_what_is_not_sure_about_it(client, principal, school, year):
    CampaignFactory(school=school, state="RUNNING")
    client.force_login(principal)
    shown = page(client, "official", bieu="0602")
    assert "Biểu 0602.N/BNV-TĐKT" in shown
    assert "chưa được đối chiếu với văn bản gốc" in shown
    assert "[CẦN ĐỐI CHIẾU]" in shown
    assert "Biểu 0601.N/BNV-TĐKT" in page(client, "official")


def test_a_form_counts_honors_of_the_period(client, principal, school, year):
    honor = {"code": "BK_TP_CN", "honor_name": "Bằng khen", "year": 2023}
    HonorEntryFactory(person=year.people["an"], **honor)
    HonorEntryFactory(person=principal.person, code="RIENG_X", honor_name="Thư khen", year=2023)
    client.force_login(principal)
    rows = sheet(client, "official_excel", bieu="0603", ky="nam-hoc", nam=2023)
    assert rows[0][0] == "Biểu số: 0603.N/BNV-TĐKT"
    told = {row[1]: row[3:8] for row in rows if row[1] and row[1].isdecimal()}
    assert told["01"] == [1, 1, 0, 0, 0]
    assert told["10"] == [1, 1, 0, 0, 0]
    assert "Thủ trưởng đơn vị" in [cell for row in rows for cell in row]
    shown = page(client, "official", bieu="0603", ky="nam-hoc", nam=2023)
    assert "mang mã không có trong danh mục" in shown


def test_the_text_of_a_sheet_is_no_formula(client, principal, school, year):
    school.name = "=1+1"
    school.save()
    client.force_login(principal)
    response = client.get(reverse("statistics:official_excel"))
    cells = [cell for row in load_workbook(io.BytesIO(response.content)).active.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_a_form_is_printed_across_with_its_lines_to_sign(client, principal, year):
    client.force_login(principal)
    response = client.get(reverse("statistics:official_pdf"), {"bieu": "0603", "ky": "nam-hoc", "nam": 2023})
    assert response["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(response.content) as document:
        told = "".join(one.get_textpage().get_text_range() for one in document)
        assert document[0].get_width() > document[0].get_height()
    assert all(words in told for words in ("0603.N/BNV-TĐKT", "Người lập biểu", "Thủ trưởng đơn vị", "Hoàng Thị Phương"))


@pytest.mark.parametrize("route", ["overview", "registered", "lines", "shares", "times", "official"])
def test_a_page_asks_as_much_of_three_rows_as_of_one(
    client, secretary, year, decided, school, route, django_assert_num_queries
):
    client.force_login(secretary)
    page(client, route, nam=2023)
    with CaptureQueriesContext(connection) as asked:
        page(client, route, nam=2023)
    for number in range(3):
        person = PersonFactory(school=school, full_name=f"Người {number}")
        registered(year.turn, person, by=secretary)
        HonorEntryFactory(person=person, year=2023)
    with django_assert_num_queries(len(asked)):
        page(client, route, nam=2023)


def test_the_year_that_was_chosen_goes_along_to_the_other_parts(client, principal, year, group):
    client.force_login(principal)

    shown = page(client, "registered", nam=2022, to=group.pk)

    assert "Đang xem: <strong>Năm học 2022–2023</strong>." in shown
    assert f'href="{reverse("statistics:shares")}?nam=2022&amp;to={group.pk}"' in shown


def test_where_no_year_was_chosen_each_part_opens_on_its_own(client, principal, year):
    client.force_login(principal)

    assert f'href="{reverse("statistics:official")}"' in page(client, "overview")
