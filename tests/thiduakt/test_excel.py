from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from thiduakt.excel import Column, download, searched, subtitle, workbook

DANGEROUS = ["=1+1", '=HYPERLINK("http://a.b","c")', "+84912345678", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


def sheet_of(*rows, columns=("Họ và tên",)):
    content = workbook("DANH SÁCH", "Trường Mầm non Giang Biên", [Column(title) for title in columns], rows)
    return load_workbook(BytesIO(content)).active


def test_title_subtitle_head_and_rows_stand_one_below_the_other():
    sheet = sheet_of(["Đỗ Thị Đào", 3], ["Nguyễn Thị Ánh", 12], columns=("Họ và tên", "Số năm"))

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["DANH SÁCH", None],
        ["Trường Mầm non Giang Biên", None],
        [None, None],
        ["Họ và tên", "Số năm"],
        ["Đỗ Thị Đào", 3],
        ["Nguyễn Thị Ánh", 12],
    ]


def test_the_head_stays_in_sight_on_the_screen_and_on_every_printed_page():
    sheet = sheet_of(["Đỗ Thị Đào"])

    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert sheet["A4"].font.bold
    assert sheet["A4"].style == "đầu cột"


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_is_text(text):
    cell = sheet_of([text])["A5"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("title", DANGEROUS)
def test_titles_are_text_as_well(title):
    sheet = load_workbook(BytesIO(workbook(title, title, [Column(title)], []))).active

    assert {sheet[place].data_type for place in ("A1", "A2", "A4")} == {"s"}


def test_codes_keep_their_zeros_and_days_are_days():
    sheet = sheet_of(["007", date(2023, 10, 5), None], columns=("Mã", "Ngày", "Ghi chú"))

    assert (sheet["A5"].value, sheet["A5"].data_type) == ("007", "s")
    assert sheet["B5"].value.date() == date(2023, 10, 5)
    assert (sheet["B5"].data_type, sheet["B5"].number_format) == ("d", "dd/mm/yyyy")
    assert sheet["C5"].value is None


def test_letters_that_no_xml_may_hold_are_left_out():
    assert sheet_of(["Đỗ\x00 Thị\x0b \ud800Đào\ufffe\uffff"])["A5"].value == "Đỗ Thị Đào"


def test_the_subtitle_tells_whose_list_it_is_what_was_asked_of_it_and_the_day():
    told = subtitle("Trường Mầm non Giang Biên", "Đang làm việc", "", searched("đào"), on=date(2023, 2, 15))

    assert told == "Trường Mầm non Giang Biên; Đang làm việc; tìm “đào”; ngày 15/02/2023"
    assert searched("") == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text() | st.text(alphabet="=+-@\t\r\n'\"|!0A"), min_size=1, max_size=20))
def test_no_text_ever_becomes_a_formula(texts):
    sheet = sheet_of(*([text] for text in texts))

    assert "f" not in {cell.data_type for (cell,) in sheet.iter_rows()}
    assert all(cell.value is None or isinstance(cell.value, str) for (cell,) in sheet.iter_rows())


def test_a_book_does_not_say_which_program_wrote_it():
    with ZipFile(BytesIO(workbook("A", "B", [Column("C")], []))) as book:
        assert b"openpyxl" not in book.read("docProps/core.xml")


def test_a_download_has_a_name_that_every_system_can_store():
    response = download(b"x", "danh-sach-vien-chuc")

    assert response["Content-Disposition"] == 'attachment; filename="danh-sach-vien-chuc.xlsx"'
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
