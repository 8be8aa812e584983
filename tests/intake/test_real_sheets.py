"""Whole files as school offices keep them: titles over the head, merged cells, blank rows, ditto marks, totals, signers."""

import unicodedata
from collections import Counter
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.intake.enums import BatchState, IntakeKind, RowStatus
from thiduakt.intake.services.batches import upload
from thiduakt.intake.services.checking import check
from thiduakt.intake.services.writing import step
from thiduakt.ledger.models import Initiative, YearRating
from thiduakt.school.models import Person, Pupil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]


def book(*rows, merged=()):
    """An .xlsx file: the paper head of an office above, its rows, and who signed below."""
    made = Workbook()
    sheet = made.active
    sheet.title = "DS 2022"
    sheet.append(["PHÒNG GD&ĐT QUẬN LONG BIÊN", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    sheet.append(["TRƯỜNG MẦM NON GIANG BIÊN", None, None, None, "Độc lập - Tự do - Hạnh phúc"])
    sheet.append([])
    sheet.append(["DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN NĂM HỌC 2021-2022"])
    sheet.append([])
    for row in rows:
        sheet.append(row)
    sheet.append([])
    sheet.append([None, "Tổng cộng: 3 người"])
    sheet.append([None, None, None, None, "Giang Biên, ngày 30 tháng 5 năm 2022"])
    sheet.append([None, "Người lập biểu", None, None, "HIỆU TRƯỞNG"])
    for place in ("A1:D1", "A2:D2", "A4:F4", *merged):
        sheet.merge_cells(place)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def checked(kind, content, actor, at):
    batch = upload(kind, "Danh sách (bản cuối).xlsx", content, actor=actor, at=at)
    assert batch.state == BatchState.READING, batch.heads
    check(batch, at=at)
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED, batch.problem
    return batch


def found(batch):
    return {row.number: row.status for row in batch.rows.all()}


def written(batch, action, actor, at):
    batch = step(batch, action, version=batch.version, actor=actor, at=at)
    return batch.summary.get("done")


def test_a_list_of_staff(school, clerk, principal, at):
    content = book(
        ["TT", "Họ và tên", "Ngày tháng năm sinh", "Giới tính", "Chức vụ", "Tổ chuyên môn"],
        ["I", "Tổ mẫu giáo lớn"],
        [1, unicodedata.normalize("NFD", "ĐỖ THỊ ĐÀO"), datetime(1988, 5, 12), "Nữ", "Giáo viên", "MG lớn"],  # noqa: DTZ001
        [2, "Nguyễn\u00a0Thị\u00a0Ánh", "02.02.1990", "nt", "nt", "nt"],
        [],
        [3, "Lª V¨n §øc", "1985", "Nam", "Bảo vệ", ""],
        merged=["B7:F7"],
    )
    GroupFactory(school=school, name="Tổ mẫu giáo lớn")

    batch = checked(IntakeKind.PEOPLE, content, clerk, at)

    assert Counter(found(batch).values()) == {RowStatus.LEFT: 4, RowStatus.VALID: 2, RowStatus.ERROR: 1}
    assert "Unicode" in " ".join(batch.rows.get(status=RowStatus.ERROR).messages)
    written(batch, "submit", clerk, at)
    batch.refresh_from_db()
    assert written(batch, "approve", principal, at) == {"viên chức thêm mới": 2, "viên chức bổ sung thông tin": 0}
    assert {str(one.group) for one in Person.objects.filter(full_name__in=["Đỗ Thị Đào", "Nguyễn Thị Ánh"])} == {
        "Tổ mẫu giáo lớn"
    }


def test_a_list_of_ratings_and_its_second_run(school, secretary, at):
    for name in ("Đỗ Thị Đào", "Nguyễn Thị Ánh", "Phạm Thị Hòa"):
        PersonFactory(school=school, full_name=name)
    content = book(
        ["STT", "HỌ VÀ TÊN", "NĂM HỌC", "KẾT QUẢ XẾP LOẠI"],
        [1, "Đ/c Đỗ Thị Đào", "2021 – 2022", "HTXSNV"],
        [2, "NGUYỄN THỊ ÁNH", "nt", "Hoàn thành tốt"],
        [3, "Phạm Thị Hoà", "21-22", "Tốt"],
    )

    batch = checked(IntakeKind.RATINGS, content, secretary, at)
    assert written(batch, "write", secretary, at) == {"xếp loại ghi mới": 3}
    again = checked(IntakeKind.RATINGS, content, secretary, at)

    assert Counter(found(again).values())[RowStatus.KNOWN] == 3
    assert RowStatus.VALID not in found(again).values()
    assert YearRating.objects.count() == 3


def test_a_list_of_initiatives(school, secretary, at):
    for name in ("Đỗ Thị Đào", "Nguyễn Thị Ánh"):
        PersonFactory(school=school, full_name=name)
    content = book(
        ["STT", "Tên SKKN", "Tác giả", "Năm học", "Cấp", "Số QĐ"],
        [1, "Biện pháp rèn nền nếp", "Đỗ Thị Đào", "2021-2022", "Quận", "12/QĐ-UBND ngày 5/6/2022"],
        [2, "Đưa dân ca vào giờ học", "Đỗ Thị Đào (50%)\nNguyễn Thị Ánh (50%)", "nt", "Trường", None],
    )

    batch = checked(IntakeKind.INITIATIVES, content, secretary, at)

    assert written(batch, "write", secretary, at) == {"sáng kiến ghi mới": 2}
    assert Initiative.objects.get(level="co_so").decision_number == "12/QĐ-UBND"


def test_a_list_of_a_class(school, clerk, at):
    content = book(
        ["TT", "Họ tên trẻ", "Ngày sinh", "Nữ", "Lớp", "Năm học"],
        [1, "Nguyễn Văn An", 42867, None, "A1", "2021-2022"],
        [2, "Trần Thị Bình", "13/06/2017", "x", "nt", "nt"],
    )

    batch = checked(IntakeKind.PUPILS, content, clerk, at)

    assert written(batch, "write", clerk, at) == {"học sinh thêm mới": 2, "lớp lập mới": 1, "lượt xếp lớp": 2}
    assert Pupil.objects.get(full_name="Nguyễn Văn An").born_on == datetime(2017, 5, 12).date()  # noqa: DTZ001
