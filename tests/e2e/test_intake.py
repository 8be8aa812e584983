"""A history comes from Excel in a real browser: uploaded, mapped, looked over, chosen, written."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.intake import HONOR_HEADS, xlsx
from tests.factories.school import PersonFactory
from thiduakt.excel import CONTENT_TYPE
from thiduakt.home import demo
from thiduakt.school.models import Person, School

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
PHONE = 360
OWN = ("STT", "Tên cô", "Được khen gì", "Năm học", "Ghi chú riêng")


@pytest.fixture
def school(live_server, at) -> School:
    demo.load(at)
    school = Person.objects.get(user__username="thuky").school
    PersonFactory(school=school, full_name="Nguyễn Thị Hoa Hồng", staff_code="GV71")
    PersonFactory(school=school, full_name="Nguyễn Thị Hoa Hồng", staff_code="GV72", post="Nhân viên nuôi dưỡng")
    return school


def bring(page, *rows, name="khen-thuong.xlsx"):
    file = {"name": name, "mimeType": CONTENT_TYPE, "buffer": xlsx(*rows)}
    page.get_by_label("Tệp Excel").set_input_files(file)
    return page.get_by_role("button", name="Tải lên và xem trước")


def test_a_history_is_brought_in_and_written(walk, school):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/nhap-excel/")
    walk.look()
    walk.follow(page.get_by_role("link", name=re.compile("^Tải tệp lên.*Khen thưởng đã nhận")))
    walk.look()
    rows = [
        ("Trần Thị Ngọc Bích", "CSTĐCS", "2020-2021", "45/QĐ-UBND", "05/06/2021", "UBND quận Long Biên"),
        ("Nguyễn Thị Hoa Hồng", "LĐTT", "2020-2021", "12/QĐ-MNGB", "01/06/2021", "Hiệu trưởng"),
        ("Nguyễn Thị Hoa Hồng", "LĐTT", "2021-2022", "15/QĐ-MNGB", "01/06/2022", "Hiệu trưởng"),
        ("Người Không Có Trong Trường", "LĐTT", "2021-2022", "15/QĐ-MNGB", "01/06/2022", "Hiệu trưởng"),
        ("Tổng cộng: 4",),
    ]
    walk.follow(bring(page, ("DANH SÁCH KHEN THƯỞNG",), (), HONOR_HEADS, *rows))
    expect(page.get_by_role("link", name=re.compile("^Cần xem"))).to_have_attribute("aria-current", "page")
    walk.look()
    rows_of_the_file = page.get_by_role("region", name="Các dòng của tệp")
    if page.viewport_size["width"] == PHONE:
        assert rows_of_the_file.evaluate("box => box.scrollWidth <= box.clientWidth")  # cards, one below the other
    page.get_by_label("Chọn cho dòng 5").select_option(label="Nguyễn Thị Hoa Hồng, mã GV72, Nhân viên nuôi dưỡng")
    page.get_by_label("Chọn như vậy cho mọi dòng").check()
    walk.follow(page.get_by_role("button", name="Lưu lựa chọn"))
    walk.follow(page.get_by_role("link", name=re.compile("^Lỗi")))
    walk.look()
    walk.follow(page.get_by_role("link", name=re.compile("^Hợp lệ")))
    expect(page.get_by_role("row")).to_have_count(4)
    walk.look()
    walk.follow(page.get_by_role("button", name="Ghi vào sổ 3 dòng hợp lệ"))
    expect(page.get_by_text("3 dòng vào sổ khen thưởng")).to_be_visible()
    walk.look()
    page.get_by_text("Hoàn tác lượt nhập…").click()
    page.get_by_label("Lý do").fill("Tệp của năm khác.")
    walk.look()
    walk.follow(page.get_by_role("button", name="Hoàn tác lượt nhập"))
    expect(page.get_by_text("3 dòng sổ khen thưởng đã gạch bỏ")).to_be_visible()
    walk.look()
    walk.open("/nhap-excel/")
    walk.look()


def test_an_own_layout_is_mapped_once(walk, school):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/nhap-excel/khen-thuong/")
    walk.follow(bring(page, OWN, (1, "Trần Thị Ngọc Bích", "LĐTT", "2019-2020", "chuyển từ sổ cũ")))
    walk.look()
    walk.follow(page.get_by_role("link", name="Ghép cột"))
    walk.look()
    page.get_by_label("Họ và tên, tên tập thể").select_option("B: Tên cô")
    page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option("C: Được khen gì")
    walk.follow(page.get_by_role("button", name="Đọc tệp theo cách ghép này"))
    expect(page.get_by_role("button", name="Ghi vào sổ 1 dòng hợp lệ")).to_be_visible()
    walk.open("/nhap-excel/khen-thuong/")
    walk.follow(bring(page, OWN, (1, "Trần Thị Ngọc Bích", "LĐTT", "2018-2019", "")))
    expect(page.get_by_role("button", name="Ghi vào sổ 1 dòng hợp lệ")).to_be_visible()
    walk.open("/nhap-excel/khen-thuong/")
    walk.follow(bring(page, ("không",), name="hong.xlsx"))
    walk.look()
