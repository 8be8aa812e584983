"""Mẫu Excel của cấp trên: taken in safely, mapped once, filled every year in the look it came in."""

import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from awards.packs.filling import filled
from awards.packs.models import SuperiorForm
from awards.packs.opening import grid_of, opened
from awards.packs.queries import dossiers_of
from awards.packs.services.forms import map_form, upload_form
from nominations.dossiers.models import Dossier
from tests.factories.decisions import held_review
from tests.factories.packs import PackFactory, empty_form, passed_up
from thiduakt.workflow import StaleError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
COLUMNS = {"number": "A", "address": "B", "name": "C", "unit": "D", "honor": "E"}


@pytest.fixture
def pack(review, dossier, other):
    return PackFactory(review=review, dossiers=[dossier, other])


@pytest.fixture
def form(pack, secretary, at):
    given = upload_form(pack, "Mẫu 2023.xlsx", empty_form(), actor=secretary, at=at)
    return map_form(
        pack, sheet="Danh sách", first_row=5, columns=COLUMNS, cells={"B1": "school"}, version=given.version,
        actor=secretary, at=at,
    )  # fmt: skip


def sheet_of(form, pack, at):
    return openpyxl.load_workbook(io.BytesIO(filled(form, pack, dossiers_of(pack), at=at))).active


def repacked(content: bytes, changes) -> bytes:
    """The same file, the text of its sheet changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            told = old.read(name)
            new.writestr(name, changes(told) if name == "xl/worksheets/sheet1.xml" else told)
    return made.getvalue()


def test_a_row_for_each_dossier_in_the_look_of_the_first(form, pack, at):
    sheet = sheet_of(form, pack, at)

    assert [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=5, max_row=6)] == [
        [1, "Bà", "Đỗ Thị Đào", "Giáo viên", "Bằng khen của Chủ tịch UBND Thành phố"],
        [2, "Bà", "Lò Văn Ỏn", "Nhân viên", "Bằng khen của Chủ tịch UBND Thành phố"],
    ]
    assert sheet["B1"].value == str(pack.school)
    assert (sheet["C6"].font.name, sheet["C6"].font.italic, sheet.row_dimensions[6].height) == ("Arial", True, 33)
    assert (sheet["A4"].fill.fgColor.rgb, sheet["A2"].value) == ("00FFEEAA", "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG")
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A2:E2", "C7:D7"]


def test_the_signature_below_moves_down_for_a_long_list(form, pack, review, at):
    for place in range(3, 13):
        pack.lines.create(dossier=passed_up(review), position=place)

    sheet = sheet_of(form, pack, at)

    assert [sheet.cell(row, 1).value for row in range(5, 17)] == list(range(1, 13))
    assert sheet["C17"].value == "THỦ TRƯỞNG ĐƠN VỊ"
    assert "C17:D17" in [str(one) for one in sheet.merged_cells.ranges]


def test_no_dossier_leaves_the_form_as_it_is(form, pack, at):
    pack.lines.all().delete()

    sheet = sheet_of(form, pack, at)

    assert (sheet["A5"].value, sheet["C7"].value) == (None, "THỦ TRƯỞNG ĐƠN VỊ")


@pytest.mark.parametrize("typed", ["=1+1", "+1", "@SUM(A1)", "-2+3", '=HYPERLINK("http://x")', "\x01=cmd"])
def test_no_word_of_ours_is_a_formula(typed, form, pack, dossier, secretary, at):
    Dossier.objects.filter(pk=dossier.pk).update(summary=typed)
    again = map_form(
        pack,
        sheet="Danh sách",
        first_row=5,
        columns={"summary": "C"},
        cells={},
        version=form.version,
        actor=secretary,
        at=at,
    )

    cell = sheet_of(again, pack, at)["C5"]

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", typed.replace("\x01", ""), True)


def test_the_mapping_is_remembered_for_the_next_year(form, pack, school, secretary, at):
    review = held_review(school, year=2024)
    newer = PackFactory(review=review, dossiers=[passed_up(review)])

    again = upload_form(newer, "Mẫu 2024.xlsx", empty_form(A1="Cơ quan:"), actor=secretary, at=at)

    assert (again.columns, again.cells, again.first_row, again.year) == (COLUMNS, {"B1": "school"}, 5, 2024)
    assert SuperiorForm.objects.count() == 2


def test_another_form_of_the_same_year_takes_its_place(form, pack, secretary, at, media_root):
    before = form.sha256
    again = upload_form(pack, "Mẫu mới.xlsx", empty_form(A1="Cơ quan:"), actor=secretary, at=at)

    assert (again.pk, again.original_name, again.columns) == (form.pk, "Mẫu mới.xlsx", COLUMNS)
    assert again.sha256 != before


def test_a_formula_of_the_form_itself_stays(pack, secretary, at):
    form = upload_form(pack, "a.xlsx", empty_form(E7="=COUNTA(C5:C6)"), actor=secretary, at=at)

    assert sheet_of(form, pack, at)["E7"].value == "=COUNTA(C5:C6)"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xls", b"x", "Chỉ nhận tệp Excel"),
        ("a.xlsx", b"", "Tệp rỗng"),
        ("a.xlsx", b"PK\x03\x04 hong", "bị hỏng"),
        ("a.xlsx", b"0" * (3 * 1024 * 1024), "Tệp nặng 3,0 MB"),
        ("a.xlsx", empty_form(F9='=WEBSERVICE("http://x")'), "gọi ra ngoài"),
        ("a.xlsx", empty_form(F9="=cmd|' /C calc'!A0"), "gọi ra ngoài"),
        ("a.xlsx", empty_form(XFD9="x"), "quá lớn"),
        ("a.xlsx", empty_form(A9999="x"), "quá lớn"),
    ],
)
def test_what_is_no_harmless_form_is_refused(name, content, reason, pack, secretary, at):
    with pytest.raises(ValidationError, match=reason):
        upload_form(pack, name, content, actor=secretary, at=at)
    assert not SuperiorForm.objects.exists()


@pytest.mark.parametrize(
    "bomb", [b'ref="A2:XFD1048576"', b'ref="&#65;2:XFD1048576"', b"ref='A2:XFD1048576'", b'x="1" ref="A2:XFD1048576"']
)
def test_a_merge_over_the_whole_sheet_is_not_opened(bomb):
    content = repacked(empty_form(), lambda told: told.replace(b'ref="A2:E2"', bomb))
    with pytest.raises(ValidationError, match="quá lớn"):
        opened(content)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"sheet": "Không có"}, "không còn trang tính"),
        ({"first_row": None}, "dòng dữ liệu đầu tiên"),
        ({"columns": {"name": "ZZ"}}, "không khớp"),
        ({"columns": {"born_on": "C"}}, "không khớp"),
        ({"cells": {"B1": "password"}}, "không khớp"),
        ({"cells": {"1B": "school"}}, "không đúng"),
        ({"cells": {"B5": "school"}}, "dòng dữ liệu đầu tiên"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(told, reason, form, pack, secretary, at):
    given = {"sheet": "Danh sách", "first_row": 5, "columns": COLUMNS, "cells": {}, **told}
    with pytest.raises(ValidationError, match=reason):
        map_form(pack, **given, version=form.version, actor=secretary, at=at)


def test_a_stale_mapping_and_a_stranger_change_nothing(form, pack, secretary, clerk, at):
    given = {"sheet": "Danh sách", "first_row": 5, "columns": {}, "cells": {}}
    with pytest.raises(StaleError):
        map_form(pack, **given, version=0, actor=secretary, at=at)
    with pytest.raises(PermissionDenied):
        map_form(pack, **given, version=form.version, actor=clerk, at=at)


def test_the_grid_shows_letters_rows_and_days():
    grid = grid_of(empty_form(), "Danh sách")

    assert grid.letters == ["A", "B", "C", "D", "E"]
    assert grid.rows[3] == (4, ["TT", "Ông/Bà", "Họ và tên", "Đơn vị", "Hình thức"])


def test_each_draft_that_the_form_belongs_to_is_built_again(pack, review, secretary, at):
    second = held_review(review.school)
    other = PackFactory(review=second, dossiers=[passed_up(second)])

    upload_form(pack, "Mẫu 2023.xlsx", empty_form(), actor=secretary, at=at)

    other.refresh_from_db()
    assert other.version == 2
