"""The pages of the import: who reaches them, what they show, what a press does."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.intake import DAO_2021, HONOR_HEADS, make_batch, xlsx
from tests.factories.school import PersonFactory
from thiduakt.intake.enums import BatchState as S
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.models import Batch
from thiduakt.intake.services.batches import upload
from thiduakt.intake.services.writing import step
from thiduakt.ledger.models import HonorEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
UPLOAD = "/nhap-excel/khen-thuong/"
OWN = [("STT", "Tên cô", "Khen gì", "Năm"), (1, "Đỗ Thị Đào", "LĐTT", "2019-2020")]
PEOPLE = [("Họ và tên", "Giới tính", "Chức vụ"), ("Lê Thị Mới", "Nữ", "Giáo viên")]


@pytest.fixture
def dao(school):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào")


@pytest.fixture
def batch(secretary, dao):
    return make_batch(secretary, HONOR_HEADS, DAO_2021, ("Lê Thị Lạ", *DAO_2021[1:]), at=AT)


def sheet_file(content=None, name="khen-thuong.xlsx"):
    return SimpleUploadedFile(name, content if content is not None else xlsx(HONOR_HEADS, DAO_2021))


def page(client, batch, **query):
    return client.get(batch.get_absolute_url(), query).content.decode()


def press(client, batch, name, *args, **typed):
    address = reverse(f"intake:{name}", args=[batch.pk, *args])
    return client.post(address, {"version": batch.version, **typed}, follow=True)


def test_a_sheet_is_uploaded_read_and_shown(client, secretary, dao):
    client.force_login(secretary)
    response = client.post(UPLOAD, {"file": sheet_file()}, follow=True)
    batch = Batch.objects.get()
    assert response.redirect_chain[-1][0] == batch.get_absolute_url()
    assert "Ghi vào sổ 1 dòng hợp lệ" in " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (sheet_file(b""), "Tệp rỗng"),
        (sheet_file(b"x" * (5 * 1024 * 1024 + 1)), "chỉ nhận tệp tới 5 MB"),
        (sheet_file(name="a.xls"), "Chỉ nhận tệp Excel (.xlsx)"),
        (sheet_file(b"Nguyen Van A;1"), "không phải là Excel"),
        (sheet_file(b"PK\x03\x04 and then nothing"), "bị hỏng"),
        (sheet_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100), "có mật khẩu hoặc thuộc loại .xls cũ"),
        (sheet_file(xlsx()), "Tệp không có dòng nào"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_so(client, secretary, file, sentence):
    client.force_login(secretary)
    file.seek(0)
    response = client.post(UPLOAD, {"file": file})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Batch.objects.exists()


def test_the_preview_tells_row_numbers_values_and_reasons(client, secretary, batch):
    client.force_login(secretary)
    faulty = page(client, batch, tab="loi")
    assert '<th scope="row">3</th>' in faulty
    assert "Trường không có viên chức tên Lê Thị Lạ" in faulty
    valid = page(client, batch, tab="hop-le")
    assert "2021–2022" in valid
    assert "05/06/2022" in valid


def test_the_rows_stand_wide_on_a_desk_and_as_cards_on_a_phone(client, secretary, batch):
    client.force_login(secretary)
    for tab in ("loi", "hop-le"):
        shown = page(client, batch, tab=tab)
        assert '<div class="table-wrap table-scroll"' in shown
        assert '<table class="table table-cards">' in shown
        assert '<td data-label="Năm học">2021–2022</td>' in shown


def test_the_page_opens_where_something_is_to_be_done(client, secretary, batch):
    client.force_login(secretary)
    assert "Lê Thị Lạ" in page(client, batch)


def test_what_is_valid_is_written_by_one_press(client, secretary, batch):
    client.force_login(secretary)
    response = press(client, batch, "step", "write")
    assert "Đã ghi vào sổ." in response.content.decode()
    assert "1 dòng vào sổ khen thưởng" in response.content.decode()
    assert HonorEntry.objects.count() == 1


def test_a_second_window_is_told_that_the_batch_changed(client, secretary, batch):
    client.force_login(secretary)
    batch.version -= 1
    assert "vừa thay đổi ở cửa sổ khác" in press(client, batch, "step", "write").content.decode()
    assert not HonorEntry.objects.exists()


def test_rows_are_decided_on_the_page(client, secretary, school):
    PersonFactory(school=school, full_name="Nguyễn Thị Hoa")
    hoa = PersonFactory(school=school, full_name="Nguyễn Thị Hoa", staff_code="GV02")
    batch = make_batch(secretary, HONOR_HEADS[:3], ("Nguyễn Thị Hoa", "LĐTT", "2019-2020"), at=AT)
    client.force_login(secretary)
    shown = page(client, batch)
    assert "Trường có 2 người tên Nguyễn Thị Hoa" in shown
    assert "mã GV02" in shown
    press(client, batch, "decide", **{"dong-2": str(hoa.pk)})
    assert batch.rows.get().status == "VALID"


def test_a_press_without_a_choice_says_so(client, secretary, batch):
    client.force_login(secretary)
    assert (
        "Thầy/cô chưa chọn cho dòng nào." in press(client, batch, "decide", **{"dong-2": "", "dong-x": "1"}).content.decode()
    )


def test_an_own_layout_is_mapped_on_a_page_that_shows_the_sheet(client, secretary, dao):
    batch = make_batch(secretary, *OWN, at=AT)
    client.force_login(secretary)
    address = reverse("intake:map", args=[batch.pk])
    shown = client.get(address).content.decode()
    assert "B: Tên cô" in shown
    assert "LĐTT" in shown
    typed = {"version": batch.version, "sheet": "Sheet1", "row": "1"}
    refused = client.post(address, {**typed, "cot_full_name": "1", "cot_honor": "1"}).content.decode()
    assert "Cột này đã chọn cho mục “Họ và tên, tên tập thể”." in refused
    client.post(address, {**typed, "cot_full_name": "1", "cot_honor": "2", "cot_year": "3"})
    batch.refresh_from_db()
    assert (batch.state, batch.rows.get().status) == (S.CHECKED, "VALID")


@pytest.mark.parametrize("query", ["?trang=Khác&dong=2", "?dong=0", "?dong=999", "?dong=abc", "?trang=%00"])
def test_the_head_may_be_looked_for_anywhere(client, secretary, dao, query):
    batch = make_batch(secretary, *OWN, at=AT)
    client.force_login(secretary)
    assert client.get(reverse("intake:map", args=[batch.pk]) + query).status_code == 200


def test_a_batch_that_is_being_read_shows_its_progress_and_looks_again(client, secretary, dao):
    batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS, DAO_2021), actor=secretary, at=AT)
    Batch.objects.update(row_count=10_000, done_count=4_000)
    client.force_login(secretary)
    response = client.get(batch.get_absolute_url())
    assert response["Refresh"] == "2"
    assert "4.000 trong 10.000 dòng" in response.content.decode()


def test_a_batch_cut_off_by_a_restart_is_read_again_by_a_press(client, secretary, dao):
    batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS, DAO_2021), actor=secretary, at=AT)
    client.force_login(secretary)
    press(client, batch, "read_again")
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == (S.CHECKED, 1)


def test_faulty_rows_come_back_in_their_own_layout_and_are_taken_again(client, secretary, school, batch):
    client.force_login(secretary)
    content = client.get(reverse("intake:faulty", args=[batch.pk])).content
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[3] == (*HONOR_HEADS, "Vì sao")
    assert rows[4][:2] == ("Lê Thị Lạ", "Chiến sĩ thi đua cơ sở")
    assert "Trường không có viên chức tên Lê Thị Lạ" in rows[4][-1]
    PersonFactory(school=school, full_name="Lê Thị Lạ")
    client.post(UPLOAD, {"file": sheet_file(content)})
    again = Batch.objects.latest("pk")
    assert (again.state, [row.status for row in again.rows.all()]) == (S.CHECKED, ["VALID"])


def test_a_discarded_batch_stays_in_the_list(client, secretary, batch):
    client.force_login(secretary)
    press(client, batch, "discard")
    assert "Lượt nhập này đã bỏ" in page(client, batch)
    assert "khen-thuong.xlsx" in client.get("/nhap-excel/?tab=da-bo").content.decode()


def test_the_principal_approves_people(client, clerk, principal, school):
    batch = make_batch(clerk, *PEOPLE, at=AT, kind=IntakeKind.PEOPLE)
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    client.force_login(principal)
    assert "Duyệt danh sách nhập từ Excel" in client.get("/").content.decode()
    press(client, batch, "approve", "approve")
    assert school.people.filter(full_name="Lê Thị Mới").exists()


def test_who_uploaded_people_does_not_approve_them(client, clerk):
    batch = make_batch(clerk, *PEOPLE, at=AT, kind=IntakeKind.PEOPLE)
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    client.force_login(clerk)
    assert press(client, batch, "approve", "approve").status_code == 403


def test_the_principal_gives_people_back_with_a_reason(client, clerk, principal):
    batch = make_batch(clerk, *PEOPLE, at=AT, kind=IntakeKind.PEOPLE)
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    client.force_login(principal)
    assert "ghi rõ lý do" in press(client, batch, "approve", "give_back").content.decode()
    press(client, batch, "approve", "give_back", reason="Thiếu tổ văn phòng.")
    batch.refresh_from_db()
    assert batch.state == S.CHECKED


PRESSES = [("decide",), ("read_again",), ("discard",), ("step", "write"), ("approve", "approve")]
PAGES = [("batch",), ("map",), ("faulty",)]


@pytest.mark.parametrize("name", [*PAGES, *PRESSES])
def test_a_colleague_who_enters_nothing_is_refused_and_a_stranger_finds_nothing(client, teacher, stranger, batch, name):
    route, *args = name
    address = reverse(f"intake:{route}", args=[batch.pk, *args])
    ask = client.get if name in PAGES else client.post
    client.force_login(teacher)
    assert ask(address).status_code == 403
    client.force_login(stranger)
    assert ask(address).status_code == 404
    assert batch.rows.count() == 2


@pytest.mark.parametrize("name", PRESSES)
def test_a_press_by_get_leads_back_and_does_nothing(client, secretary, principal, batch, name):
    route, *args = name
    client.force_login(principal if route == "approve" else secretary)
    response = client.get(reverse(f"intake:{route}", args=[batch.pk, *args]))
    assert response.status_code == 302
    batch.refresh_from_db()
    assert batch.state == S.CHECKED


@pytest.mark.parametrize("name", [*PAGES, *PRESSES])
def test_nobody_comes_without_signing_in(client, batch, name):
    route, *args = name
    response = client.get(reverse(f"intake:{route}", args=[batch.pk, *args]))
    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("name", [("decide",), ("read_again",), ("discard",), ("step", "write")])
def test_what_was_written_is_changed_no_more(client, secretary, batch, name):
    route, *args = name
    batch = step(batch, "write", version=batch.version, actor=secretary, at=AT)
    client.force_login(secretary)
    response = press(client, batch, route, *args, **{"dong-2": "leave"})
    assert "đã ghi" in response.content.decode()
    assert HonorEntry.objects.count() == 1


@pytest.mark.parametrize("address", ["step/submit", "buoc/approve/", "duyet/write/", "buoc/discard/"])
def test_a_step_that_no_button_offers_is_not_found(client, secretary, principal, batch, address):
    for user in (secretary, principal):
        client.force_login(user)
        assert client.post(f"{batch.get_absolute_url()}{address}", {"version": batch.version}).status_code in {403, 404}


@pytest.mark.parametrize("slug", ["vien-chuc", "hoc-sinh", "khen-thuong", "xep-loai", "sang-kien"])
def test_the_official_template_comes_back_without_a_question(client, clerk, secretary, school, dao, slug):
    client.force_login(clerk)
    content = client.get(f"/nhap-excel/{slug}/mau.xlsx").content
    book = load_workbook(BytesIO(content))
    assert book.sheetnames[:2] == ["Danh sách", "Hướng dẫn"]
    sheet = book["Danh sách"]
    assert {sheet.column_dimensions[letter].number_format for letter in ("A", "B", "C")} == {"@"}
    sheet.append(["Đỗ Thị Đào"])
    filled = BytesIO()
    book.save(filled)
    client.post(f"/nhap-excel/{slug}/", {"file": sheet_file(filled.getvalue())})
    assert Batch.objects.get().state == S.CHECKED


def test_the_template_of_honors_offers_the_names_of_the_catalog(client, secretary):
    client.force_login(secretary)
    book = load_workbook(BytesIO(client.get("/nhap-excel/khen-thuong/mau.xlsx").content))
    rules = book["Danh sách"].data_validations.dataValidation
    assert len(rules) >= 4
    offered = {cell.value for column in book["Danh mục"].iter_cols() for cell in column}
    assert {"Chiến sĩ thi đua cơ sở", "2021-2022", "Công trạng"} <= offered
    assert book["Danh mục"].sheet_state == "hidden"


@pytest.mark.parametrize("user", ["teacher", "accountant", "technician"])
def test_who_enters_nothing_has_no_such_page(client, request, user):
    client.force_login(request.getfixturevalue(user))
    for address in ("/nhap-excel/", UPLOAD, "/nhap-excel/khen-thuong/mau.xlsx", "/nhap-excel/danh-sach.xlsx"):
        assert client.get(address).status_code == 403


def test_the_list_shows_what_became_of_each_file(client, secretary, batch):
    step(batch, "write", version=batch.version, actor=secretary, at=AT)
    client.force_login(secretary)
    assert "1 dòng vào sổ khen thưởng" in client.get("/nhap-excel/").content.decode()
    rows = load_workbook(BytesIO(client.get("/nhap-excel/danh-sach.xlsx").content)).active.iter_rows(values_only=True)
    assert "khen-thuong.xlsx" in [*rows][4]


def test_pages_ask_as_often_for_three_rows_as_for_one(client, secretary, dao, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(secretary)
    counts = []
    for many in (1, 3):
        rows = [("Đỗ Thị Đào", "LĐTT", f"{2010 + many + place}-{2011 + many + place}") for place in range(many)]
        batch = make_batch(secretary, HONOR_HEADS[:3], *rows, at=AT)
        for address in (batch.get_absolute_url(), "/nhap-excel/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_the_summary_counts_what_was_left_out_and_rows_say_who_is_meant(client, secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, ("Tổ mẫu giáo lớn",), DAO_2021, at=AT)
    client.force_login(secretary)
    valid = page(client, batch, tab="hop-le")
    assert "1 dòng, thầy/cô xem ở mục Bỏ qua" in valid
    assert "Ghi cho: Đỗ Thị Đào, Giáo viên." in valid
