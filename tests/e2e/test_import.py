"""The secretary brings in the school's old lists: template, namesake, writing, and a second run that changes nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from thiduakt.home import demo
from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import Person

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school(live_server, at):
    demo.load(at)
    return Person.objects.get(user__username="thuky").school


def filled(walk, folder: Path, name: str, *rows: dict[str, str]) -> Path:
    """The template that the page offers, with `rows` typed below its head."""
    with walk.page.expect_download() as download:
        walk.page.get_by_role("link", name="Tải mẫu để điền").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    sheet = book.active
    places = {cell.value.removesuffix(" (*)"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for head, value in row.items():
            sheet.cell(number, places[head]).value = value
    book.save(folder / name)
    return folder / name


def bring(walk, file: Path) -> None:
    walk.page.get_by_label("Tệp Excel").set_input_files(file)
    walk.follow(walk.page.get_by_role("button", name="Tải lên và xem trước"))


def honor(name: str, title: str, **others: str) -> dict[str, str]:
    told = {"Năm học": "2021-2022", "Số quyết định": "1234/QĐ-UBND ngày 20/7/2022 của UBND quận Long Biên", **others}
    return {"Họ và tên, tên tập thể": name, "Danh hiệu, hình thức khen thưởng": title, **told}


def test_honors_of_the_past_with_a_namesake_and_a_second_run(walk, school, tmp_path):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/nhap-excel/")
    walk.look()
    walk.open("/nhap-excel/khen-thuong/")
    walk.look()
    file = filled(
        walk,
        tmp_path,
        "khen thưởng.xlsx",
        honor("Lưu Thị Hồng Ước", "CSTĐCS"),
        honor("NGUYỄN THỊ ÁNH", "Lao động tiên tiến"),
        honor("Tổ nhà trẻ", "TTLĐTT"),
        honor("Lưu Thị Hồng Ước", "Giấy khen"),
        honor("Trần Thị Vắng Mặt", "LĐTT"),
    )
    bring(walk, file)
    walk.look()

    expect(page.get_by_role("link", name="Cần xem")).to_contain_text("1")
    page.get_by_label("Chọn cho dòng 3").select_option(label="Nguyễn Thị Ánh, Giáo viên, Tổ mẫu giáo nhỡ")
    walk.follow(page.get_by_role("button", name="Lưu lựa chọn"))
    walk.look()
    walk.follow(page.get_by_role("link", name="Lỗi"))
    expect(page.get_by_text("Trường không có viên chức tên Trần Thị Vắng Mặt.")).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("button", name="Ghi vào sổ 4 dòng hợp lệ"))
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    walk.look()
    assert HonorEntry.objects.count() == 4

    chosen = Person.objects.get(full_name="Nguyễn Thị Ánh", group__name="Tổ mẫu giáo nhỡ")
    walk.open(f"/so-khen-thuong/vien-chuc/{chosen.pk}/")
    expect(page.get_by_text("1234/QĐ-UBND").first).to_be_visible()
    walk.look()

    walk.open("/nhap-excel/khen-thuong/")
    bring(walk, file)
    expect(page.get_by_role("link", name="Hợp lệ")).to_contain_text("0")
    assert HonorEntry.objects.count() == 4


def test_a_list_of_people_waits_for_the_principal(walk, school, tmp_path):
    page = walk.page
    walk.sign_in("vanthu")
    walk.open("/nhap-excel/vien-chuc/")
    walk.look()
    person = {"Họ và tên": "ĐỖ THỊ ĐÀO", "Chức vụ, công việc": "Giáo viên", "Ngày sinh": "12/05/1988", "Tổ": "Tổ nhà trẻ"}
    bring(walk, filled(walk, tmp_path, "vien chuc.xlsx", person))
    walk.look()
    walk.follow(page.get_by_role("button", name="Trình hiệu trưởng duyệt 1 dòng hợp lệ"))
    expect(page.get_by_text("Đã trình.")).to_be_visible()
    assert not Person.objects.filter(full_name="Đỗ Thị Đào").exists()

    walk.sign_out()
    walk.sign_in("hieutruong")
    walk.follow(page.get_by_role("link", name="vien chuc.xlsx"))
    walk.look()
    walk.follow(page.get_by_role("button", name="Duyệt và ghi 1 dòng hợp lệ"))
    expect(page.get_by_text("Đã duyệt và ghi danh sách.")).to_be_visible()
    walk.look()

    walk.open("/nha-truong/vien-chuc/?q=do+thi+dao")
    expect(page.get_by_role("link", name="Đỗ Thị Đào")).to_be_visible()
    assert Person.objects.get(full_name="Đỗ Thị Đào").group.name == "Tổ nhà trẻ"
