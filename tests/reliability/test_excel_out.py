"""No list without its sheet, and no string that becomes a formula in one."""

from io import BytesIO

import lxml.html
import pytest
from django.urls import get_resolver
from django.views.generic import ListView
from openpyxl import load_workbook

from tests.bench.crowd import crowd
from tests.factories.school import RoleAssignmentFactory
from tests.reliability.excel_out import bare, held, ours
from thiduakt.permissions import Role
from thiduakt.routes import routes

NO_LISTS = {
    "/mau-giao-dien/",
    "/nha-truong/bao-ve/",  # one's own devices
    "/nha-truong/bao-ve/phien-khac/ket-thuc/",  # leads there
    "/ke-hoach/tu-nam-truoc/",  # where one row is picked: the list of them has its sheet
    "/so-khen-thuong/ghi/",
    "/phong-trao/chep/",
    "/sang-kien/cua-toi/",  # one's own: the list of all has its sheet
    "/tien-thuong/cua-toi/",  # likewise
    "/tien-thuong/quy/",  # two a year: the book of each has its sheet
    "/khep-nam/",  # a few years
    "/khep-nam/ban-giao/",  # printed, and signed by both
    "/giay-khen/mau/",  # settings
    "/giay-khen/mau/hinh/bo/",  # leads there
    "/giay-khen/phoi/them/",  # where each field stands on a blank
    "/tham-dinh/thanh-phan/",  # what is asked of each honor: settings
}


@pytest.fixture
def some(db):
    """A few rows of every kind."""
    return crowd(3, savings=3)


@pytest.fixture
def draft(some):
    return some[1]["draft"]


@pytest.fixture
def everybody(some):
    """Somebody who may see every list, in a school that has rows in it."""
    user, _ = some
    for role in Role:
        RoleAssignmentFactory(person=user.person, role=role)
    return user


def test_strings_stay_what_they_are_and_the_twin_goes_red():
    assert held(ours, 500) == {"green": True, "strings": 500, "formulas": 0, "changed": 0}
    assert not held(bare, 500)["green"]


@pytest.mark.django_db
def test_every_page_with_a_table_has_its_sheet(client, everybody):
    client.force_login(everybody)
    without = []
    for path, view in routes(get_resolver().url_patterns):
        if "<" in path or path.endswith((".xlsx", ".pdf")) or f"/{path}" in NO_LISTS or not hasattr(view.view_class, "get"):
            continue
        response = client.get(f"/{path}", follow=True)
        if response.status_code == 200 and "html" in response["Content-Type"]:
            page = lxml.html.fromstring(response.content)
            is_list = issubclass(view.view_class, ListView) or page.xpath("//main//table")
            if is_list and not page.xpath("//main//a[contains(@href, '.xlsx')]"):
                without.append(f"/{path}")
    assert without == []


@pytest.mark.django_db
def test_every_sheet_tells_whose_it_is_and_holds_text_numbers_and_days_alone(client, everybody):
    client.force_login(everybody)
    for path, _ in routes(get_resolver().url_patterns):
        if "<" not in path and path.endswith(".xlsx") and not path.endswith("mau.xlsx"):
            sheet = load_workbook(BytesIO(client.get(f"/{path}").content)).active
            above = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row if cell.value)
            assert str(everybody.school) in above or str(everybody) in above, path
            assert sheet["A4"].value, path
            assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "n", "d"}, path


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "told", "heads"),
    [
        (
            "/nha-truong/tai-khoan/danh-sach.xlsx?tab=open&q=thi+dao",
            "; Đang dùng; tìm “thi dao”; ngày ",
            ["STT", "Họ và tên", "Tổ", "Tên đăng nhập", "Ghi chú"],
        ),
        (
            "/nha-truong/vai-tro/danh-sach.xlsx",
            "; Đang giữ; ngày ",
            ["STT", "Họ và tên", "Vai trò", "Từ ngày", "Đến hết ngày", "Căn cứ"],
        ),
        (
            "/nha-truong/uy-quyen/danh-sach.xlsx",
            "; Đang hiệu lực; ngày ",
            ["STT", "Người được ủy quyền", "Việc", "Từ ngày", "Đến hết ngày", "Văn bản ủy quyền"],
        ),
        (
            "/nhat-ky/danh-sach.xlsx",
            "; Việc của cả trường; ngày ",
            ["Lúc", "Người làm", "Việc", "Đối tượng", "Lý do"],
        ),
        ("/nha-truong/to-va-vai-tro.xlsx", "; ngày ", ["Tổ, vai trò", "Số người", "Người giữ vai trò"]),
        (
            "/van-ban/{draft}/lan-luu/danh-sach.xlsx",
            "; ngày ",
            ["Lần lưu", "Lúc", "Người lưu", "Đã đổi", "Ghi chú"],
        ),
        (
            "/ke-hoach/danh-sach.xlsx?trang-thai=DRAFT&q=thi+dua",
            "; Nháp; tìm “thi dua”; ngày ",
            ["Năm", "Số, ký hiệu", "Trích yếu", "Trạng thái", "Người soạn", "Người ký", "Ngày ký", "Ngày ban hành"],
        ),
        (
            "/van-ban/danh-sach.xlsx?loai=KH&trang-thai=DRAFT",
            "; Kế hoạch; Nháp; ngày ",
            ["Loại", "Số, ký hiệu", "Trích yếu", "Trạng thái", "Người soạn", "Người ký", "Ngày ký", "Ngày ban hành"],
        ),
    ],
)
def test_a_sheet_holds_the_rows_that_were_asked_for_and_tells_the_filter(client, everybody, draft, address, told, heads):
    client.force_login(everybody)

    sheet = load_workbook(BytesIO(client.get(address.format(draft=draft)).content)).active

    assert told in sheet["A2"].value
    assert [cell.value for cell in sheet[4]] == heads
    assert sheet.max_row > 4


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["tai-khoan", "vai-tro", "uy-quyen"])
def test_what_a_teacher_may_not_see_a_teacher_does_not_get_as_a_sheet(client, teacher, place):
    client.force_login(teacher)

    assert client.get(f"/nha-truong/{place}/danh-sach.xlsx").status_code == 403


@pytest.mark.django_db
def test_the_savings_of_a_draft_are_no_sheet_for_a_stranger(client, everybody, draft, stranger):
    client.force_login(stranger)

    assert client.get(f"/van-ban/{draft}/lan-luu/danh-sach.xlsx").status_code == 404
