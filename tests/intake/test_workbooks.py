"""Sheets: which files are opened at all, where the head stands, what comes out of the cells."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from tests.factories.intake import HONOR_HEADS, xlsx
from tests.reliability.mutated_sheets import ACTIVE, DOCTYPE, SHEET, STYLES, bombs, packed, unpacked, whole
from thiduakt.files.uploads import check_xlsx
from thiduakt.intake.kinds.honors import Honors
from thiduakt.intake.workbooks import WorkbookError, find_head, fingerprint, head_key, rows, suggest, top_rows

FIELDS = Honors.fields


def test_a_sheet_as_excel_writes_it_is_let_in():
    check_xlsx(whole())


@pytest.mark.parametrize("name", ACTIVE)
def test_what_runs_is_embedded_or_linked_is_kept_out(name):
    with pytest.raises(ValidationError, match="mã lệnh hoặc tệp nhúng, liên kết"):
        check_xlsx(packed(unpacked(whole()) | {name: b"x"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_kept_out_in_whatever_letters(encoding):
    parts = unpacked(whole())
    with pytest.raises(ValidationError, match="ở ngoài tệp"):
        check_xlsx(packed(parts | {STYLES: (DOCTYPE + parts[STYLES].decode()).encode(encoding)}))


def test_a_part_in_letters_of_another_table_is_kept_out():
    part = b'<?xml version="1.0" encoding="cp037"?>' + DOCTYPE.encode("cp037")
    with pytest.raises(ValidationError, match="ở ngoài tệp"):
        check_xlsx(packed(unpacked(whole()) | {SHEET: part}))


def test_bombs_are_kept_out():
    for bomb in bombs():
        with pytest.raises(ValidationError):
            check_xlsx(bomb.content)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n" + whole(), whole()[:500], b"", packed({"word/document.xml": b"<x/>"})],
    ids=["paper", "half", "empty", "word"],
)
def test_what_is_no_sheet_is_kept_out(content):
    with pytest.raises(ValidationError):
        check_xlsx(content)


def test_cells_come_out_as_json_keeps_them():
    day, moment = date(2022, 6, 5), datetime(2022, 6, 5, 7, 30)  # noqa: DTZ001 - Excel knows no zone
    content = xlsx(["A", "B", "C", "D", "E", "F", "G"], ["007", 12, 1.5, True, day, moment, time(7, 30)])
    assert [*rows(content, "Sheet1", after=1, width=7)] == [
        (2, ["007", 12, 1.5, True, "2022-06-05", "2022-06-05T07:30:00", "07:30:00"])
    ]


def test_empty_rows_are_passed_over_and_keep_their_numbers():
    content = xlsx(["A"], ["một"], [" "], [None], ["hai"])
    assert [number for number, _ in rows(content, "Sheet1", after=1, width=1)] == [2, 5]


def test_a_size_that_the_sheet_makes_up_is_not_believed():
    parts = unpacked(xlsx(["A"], ["một"]))
    parts[SHEET] = parts[SHEET].replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert [number for number, _ in rows(packed(parts), "Sheet1", after=1, width=1)] == [2]


def test_more_rows_than_are_taken_are_refused(monkeypatch):
    monkeypatch.setattr("thiduakt.intake.workbooks.reading.MAX_ROWS", 3)
    with pytest.raises(WorkbookError, match="hơn 3 dòng"):
        list(rows(xlsx(*(["x"] for _ in range(6))), "Sheet1", after=1, width=1))


def test_the_head_is_found_below_titles_and_on_a_later_sheet():
    content = xlsx(["SỞ GD&ĐT"], [], ["DANH SÁCH"], HONOR_HEADS, ["Đỗ Thị Đào"], sheet="Năm 2022", others=["Bìa"])
    head = find_head(top_rows(content), FIELDS)
    assert (head.sheet, head.row) == ("Năm 2022", 4)
    assert head.is_whole(FIELDS)


def test_a_column_nobody_knows_makes_somebody_be_asked():
    head = find_head(top_rows(xlsx([*HONOR_HEADS, "Tiền thưởng"], ["x"])), FIELDS)
    assert not head.is_whole(FIELDS)
    assert find_head(top_rows(xlsx(["STT", *HONOR_HEADS], ["x"])), FIELDS).is_whole(FIELDS)


@pytest.mark.parametrize(
    "label", ["Họ và tên (*)", "HỌ VÀ TÊN", "ho va ten", " Họ  và\ntên ", "Họ và tên [ghi đủ dấu]", "Họ và tên:"]
)
def test_heads_are_compared_without_marks_case_and_brackets(label):
    assert head_key(label) == "ho va ten"


def test_a_layout_is_known_again_with_the_column_of_reasons_beside_it():
    assert fingerprint(["STT", "Tên cô", "Khen gì"]) == fingerprint(["STT", "TÊN CÔ", "Khen gì", "", "Vì sao"])
    assert fingerprint(["Tên cô", "Khen gì"]) != fingerprint(["Khen gì", "Tên cô"])


def test_a_head_that_says_more_is_offered_and_not_taken_for_granted():
    head = find_head(top_rows(xlsx(["Họ và tên người được khen", "Danh hiệu đạt được", "Năm học"], ["x"])), FIELDS)
    assert head.columns == {"year": 2}
    assert suggest(head, FIELDS) == {"year": 2, "full_name": 0, "honor": 1}


def test_a_file_that_names_a_sheet_thousands_of_times_is_not_opened():
    files = unpacked(whole())
    book = files["xl/workbook.xml"]
    begin, end = book.index(b"<sheet "), book.index(b"</sheets>")
    files["xl/workbook.xml"] = book[:end] + book[begin:end] * 2000 + book[end:]
    with pytest.raises(WorkbookError, match="hơn 200 trang tính"):
        top_rows(packed(files))
