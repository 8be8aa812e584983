"""Sheets with a column for each school year, as the secretary keeps the honors of ten years on one page."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.intake import make_batch, xlsx
from tests.factories.school import PersonFactory
from thiduakt.intake.enums import BatchState as S
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.services.batches import map_columns, upload
from thiduakt.intake.services.checking import check
from thiduakt.intake.services.deciding import decide
from thiduakt.intake.services.writing import step
from thiduakt.intake.workbooks import find_head, top_rows
from thiduakt.intake.workbooks.spreading import parts
from thiduakt.ledger.models import HonorEntry, YearRating

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
HEADS = ("STT", "Họ và tên", "2019-2020", "NH 2020 – 2021", "21-22", "Năm học 2022-2023")


@pytest.fixture
def dao(school):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào")


@pytest.fixture
def anh(school):
    return PersonFactory(school=school, full_name="Nguyễn Thị Ánh")


def found(batch):
    return {row.place: (row.status, row.cells[-2], row.cells[-1]) for row in batch.rows.all()}


def by_place(batch, place):
    return next(row for row in batch.rows.all() if row.place == place)


def written(batch, actor):
    return step(batch, "write", version=batch.version, actor=actor, at=AT).summary["done"]


def honors(person):
    return set(HonorEntry.objects.filter(person=person).values_list("year", "code"))


def test_each_cell_below_a_year_is_a_row_of_its_own(secretary, dao, anh):
    batch = make_batch(
        secretary, HEADS, (1, "Đỗ Thị Đào", "LĐTT", "-", "CSTĐCS; LĐTT", None), (2, "Nguyễn Thị Ánh", 0, "không", "", "nt"),
        (3, "Nguyễn Thị Ánh", "LĐTT\nGiấy khen UBND quận", " ", None, None), at=AT,
    )  # fmt: skip

    assert [(row.place, row.status, *row.cells[-2:]) for row in batch.rows.all()] == [
        ("2, cột C", "VALID", "2019-2020", "LĐTT"),
        ("2, cột E", "VALID", "2021-2022", "CSTĐCS"),
        ("2, cột E", "VALID", "2021-2022", "LĐTT"),
        ("4, cột C", "VALID", "2019-2020", "LĐTT"),
        ("4, cột C", "VALID", "2019-2020", "Giấy khen UBND quận"),
    ]
    assert written(batch, secretary) == {"dòng vào sổ khen thưởng": 5}
    assert honors(dao) == {(2019, "LDTT"), (2021, "CSTDCS"), (2021, "LDTT")}
    assert honors(anh) == {(2019, "LDTT"), (2019, "GK_QUAN_CN")}


def test_a_head_of_two_rows_is_read_with_its_merged_cells(secretary, dao):
    batch = make_batch(
        secretary,
        ("UBND QUẬN LONG BIÊN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TỔNG HỢP DANH HIỆU THI ĐUA GIAI ĐOẠN 2019-2022",),
        (),
        ("TT", "Họ và tên", "Ngày sinh", "Danh hiệu thi đua đạt được các năm học", None, None),
        (None, None, None, "2019 - 2020", "2020 - 2021", "2021 - 2022"),
        ("I", "Tổ mẫu giáo lớn"),
        (1, "ĐỖ THỊ ĐÀO", None, "LĐTT", "CSTĐCS", "x"),
        (None, "Tổng cộng", None, 12, 9, 7),
        (None, None, None, None, "HIỆU TRƯỞNG", None),
        at=AT,
    )

    assert (batch.state, batch.header_row) == (S.CHECKED, 5)
    assert {place: row[0] for place, row in found(batch).items()} == {
        "7, cột D": "VALID", "7, cột E": "VALID", "7, cột F": "LOOK",
        "8, cột D": "LEFT", "8, cột E": "LEFT", "8, cột F": "LEFT", "9, cột E": "ERROR",
    }  # fmt: skip


def test_years_over_what_was_received_are_read_too(secretary, dao):
    batch = make_batch(
        secretary, ("STT", "Họ tên", "Năm học 2019-2020", None, "Năm học 2020-2021", None),
        (None, None, "Danh hiệu", "Số QĐ", "Danh hiệu", "Số QĐ"), (1, "Đỗ Thị Đào", "LĐTT", "1/QĐ", "CSTĐCS", "2/QĐ"), at=AT,
    )  # fmt: skip

    assert batch.state == S.MAPPING  # of the numbers a person says that they are left out
    columns = {"full_name": 1, "year": 6, "honor": 7}
    batch = map_columns(batch, sheet="Sheet1", row=2, columns=columns, version=batch.version, actor=secretary, at=AT)
    check(batch, at=AT)
    assert found(batch) == {
        "3, cột C": ("VALID", "2019-2020", "LĐTT"),
        "3, cột E": ("VALID", "2020-2021", "CSTĐCS"),
    }


def test_two_rows_of_a_head_join_for_other_columns_too(secretary, dao):
    content = xlsx(
        ("STT", "Họ và tên", "Danh hiệu", "Năm học", "Quyết định", None, None),
        (None, None, None, None, "Số", "Ngày", "Cơ quan"),
        (1, "Đỗ Thị Đào", "LĐTT", "2019-2020", "1/QĐ-UBND", "05/06/2020", "UBND quận"),
    )

    head = find_head(top_rows(content), KINDS[IntakeKind.HONORS].fields)

    assert (head.row, head.columns) == (
        2, {"full_name": 1, "honor": 2, "year": 3, "decision": 4, "decided_on": 5, "issuer": 6},
    )  # fmt: skip


def test_ratings_of_many_years_stand_in_one_row(secretary, dao):
    batch = make_batch(
        secretary, ("TT", "Họ và tên", "Xếp loại năm học", None, None), (None, None, "2019-2020", "2020-2021", "2021-2022"),
        (1, "Đỗ Thị Đào", "HTXSNV", "HTT", "Nghỉ thai sản"), at=AT, kind=IntakeKind.RATINGS,
    )  # fmt: skip

    assert [row[0] for row in found(batch).values()] == ["VALID", "VALID", "LOOK"]
    row = by_place(batch, "3, cột E")
    assert "“Nghỉ thai sản” không phải là xếp loại" in row.messages[0]
    assert row.choices[2] == ["=HT", "Hoàn thành nhiệm vụ"]
    batch = decide(batch, {row.number: "=HT"}, version=batch.version, actor=secretary, at=AT)
    assert written(batch, secretary) == {"xếp loại ghi mới": 3}
    assert YearRating.objects.get(year=2021).rating == "HT"


def test_a_word_nobody_knows_is_asked_about_once_for_all_who_bear_it(secretary, dao, anh):
    rows = [
        (1, "Đỗ Thị Đào", "GVDG trường", "GVDG trường", None, None),
        (2, "Nguyễn Thị Ánh", None, "GVDG trường", None, "LĐTT"),
    ]
    batch = make_batch(secretary, HEADS, *rows, at=AT)
    row = by_place(batch, "2, cột C")

    assert [one[0] for one in found(batch).values()] == ["LOOK", "LOOK", "LOOK", "VALID"]
    assert "Hoặc chọn ngay dưới đây, hoặc bỏ qua ô này." in row.messages[0]
    batch = decide(batch, {row.number: "=LDTT"}, for_all_alike=True, version=batch.version, actor=secretary, at=AT)
    written(batch, secretary)
    assert honors(dao) == {(2019, "LDTT"), (2020, "LDTT")}
    assert honors(anh) == {(2020, "LDTT"), (2022, "LDTT")}


def test_a_word_nobody_knows_of_somebody_nobody_knows_is_faulty(secretary, dao):
    batch = make_batch(secretary, HEADS, (1, "Lê Thị Lạ", "GVDG trường", None, None, None), at=AT)

    assert [one[0] for one in found(batch).values()] == ["ERROR"]


def test_a_decision_told_in_the_cell_is_written_and_one_not_understood_is_asked_about(secretary, dao):
    cells = ("CSTĐCS (QĐ số 45/QĐ-UBND ngày 5/6/2020)", "LĐTT, QĐ 12/13/14", None, "QĐ 7/QĐ-UBND")
    batch = make_batch(secretary, HEADS, (1, "Đỗ Thị Đào", *cells), at=AT)

    assert [(row.place, row.status) for row in batch.rows.all()] == [
        ("2, cột C", "VALID"), ("2, cột D", "LOOK"), ("2, cột F", "LOOK"),
    ]  # fmt: skip
    assert by_place(batch, "2, cột C").messages[0] == "Quyết định đọc trong ô: 45/QĐ-UBND."
    assert "“QĐ 12/13/14” không đọc được là quyết định" in by_place(batch, "2, cột D").messages[-1]
    written(batch, secretary)
    entry = HonorEntry.objects.get()
    assert (entry.code, entry.decision_number, f"{entry.decided_on}") == ("CSTDCS", "45/QĐ-UBND", "2020-06-05")


def test_the_same_honor_in_two_cells_names_the_cell_above(secretary, dao):
    batch = make_batch(secretary, HEADS, *[(1, "Đỗ Thị Đào", "LĐTT", None, None, None)] * 2, at=AT)

    assert by_place(batch, "3, cột C").messages[0] == "Trùng với dòng 2, cột C của tệp."


def test_rows_not_written_come_back_a_line_for_each_and_are_taken_again(client, secretary, school, dao):
    batch = make_batch(
        secretary, HEADS, (1, "Đỗ Thị Đào", "LĐTT", "Lạ", None, None), (2, "Lê Thị Lạ", None, "LĐTT", "LĐTT", None), at=AT
    )
    client.force_login(secretary)
    content = client.get(reverse("intake:faulty", args=[batch.pk])).content
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(min_row=4, values_only=True))

    assert [row[:4] for row in rows] == [
        ("STT", "Họ và tên", "Năm học (theo cột năm học)", "Danh hiệu, hình thức khen thưởng (theo cột năm học)"),
        (1, "Đỗ Thị Đào", "2020-2021", "Lạ"),
        (2, "Lê Thị Lạ", "2020-2021", "LĐTT"),
        (2, "Lê Thị Lạ", "2021-2022", "LĐTT"),
    ]
    assert rows[1][4].startswith("Dòng 2, cột D của tệp trước.")
    PersonFactory(school=school, full_name="Lê Thị Lạ")
    again = upload(IntakeKind.HONORS, "sua.xlsx", content, actor=secretary, at=AT)
    check(again, at=AT)
    assert {row.place: row.status for row in again.rows.all()} == {"5": "ERROR", "6": "VALID", "7": "VALID"}


def test_the_page_tells_the_cell_and_answers_for_it(client, secretary, dao):
    batch = make_batch(secretary, HEADS, (1, "Đỗ Thị Đào", "LĐTT", "Lạ", None, None), at=AT)
    client.force_login(secretary)
    shown = client.get(batch.get_absolute_url()).content.decode()
    number = by_place(batch, "2, cột D").number

    assert '<th scope="row">2, cột D</th>' in shown
    assert f'name="dong-{number}"' in shown
    client.post(reverse("intake:decide", args=[batch.pk]), {"version": batch.version, f"dong-{number}": "=LDTT"})
    assert by_place(batch, "2, cột D").status == "VALID"


def test_the_page_of_columns_shows_the_sheet_and_the_two_that_are_added(client, secretary, dao):
    heads = ("STT", "Họ và tên", "Điểm rèn luyện", "2019-2020", "2020-2021")
    batch = make_batch(secretary, heads, (1, "Đỗ Thị Đào", 9, "LĐTT", "LĐTT"), at=AT)
    client.force_login(secretary)
    address = reverse("intake:map", args=[batch.pk])
    shown = client.get(address).content.decode()

    assert batch.state == S.MAPPING
    assert '<option value="5" selected>Năm học (theo cột năm học)</option>' in shown
    assert "E: 2020-2021" in shown
    assert ">F<" not in shown
    typed = {
        "version": batch.version,
        "sheet": "Sheet1",
        "row": "1",
        "cot_full_name": "1",
        "cot_year": "5",
        "cot_honor": "6",
    }
    client.post(address, typed)
    assert list(found(batch)) == ["2, cột D", "2, cột E"]


@pytest.mark.parametrize(
    "heads",
    [
        ("Họ và tên", "Danh hiệu", "Năm học", "2019-2020", "2020-2021"),
        ("Họ và tên", "Danh hiệu", "2019-2020", "2020-2021"),
        ("Họ và tên", "2019-2025", "2020-2021"),
        ("Họ và tên", "Số QĐ 2019-2020", "Số QĐ 2020-2021"),
        ("Họ và tên", "2019-2020"),
    ],
)
def test_other_heads_are_left_as_they_are(heads):
    head = find_head(top_rows(xlsx(heads, ("Đỗ Thị Đào",))), KINDS[IntakeKind.HONORS].fields)

    assert head.labels == [*heads]
    assert not head.years


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("LĐTT, CSTĐCS", ["LĐTT", "CSTĐCS"]),
        ("LĐTT+CSTĐCS / Giấy khen", ["LĐTT", "CSTĐCS", "Giấy khen"]),
        ("Giấy khen (QĐ 12/QĐ-UBND, 5/6/2020)", ["Giấy khen (QĐ 12/QĐ-UBND, 5/6/2020)"]),
        ("Bằng khen QĐ 45/QĐ-UBND", ["Bằng khen QĐ 45/QĐ-UBND"]),
        ("LĐTT 2020\nCSTĐCS", ["LĐTT 2020", "CSTĐCS"]),
        ("LĐTT, QĐ 12/QĐ-UBND; CSTĐCS", ["LĐTT, QĐ 12/QĐ-UBND", "CSTĐCS"]),
        ("-", []), ("–", []), ("...", []), (0, []), ("0", []), ("Không", []), (None, []), (" ; ", []),
        ("Không hoàn thành", ["Không hoàn thành"]), (True, [True]), ("(LĐTT", ["(LĐTT"]), ("#N/A", ["#N/A"]),
        ("a," * 30, ["a," * 30]),
    ],
)  # fmt: skip
def test_what_one_cell_says(cell, said):
    assert parts(cell) == said


def test_more_cells_than_a_sheet_may_have_rows_are_refused(secretary, dao, monkeypatch):
    monkeypatch.setattr("thiduakt.intake.workbooks.spreading.MAX_ROWS", 3)
    batch = make_batch(secretary, HEADS, (1, "Đỗ Thị Đào", *["LĐTT"] * 4), at=AT)

    assert batch.state == S.FAILED
    assert "hơn 3 ô" in batch.problem
