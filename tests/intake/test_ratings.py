from datetime import UTC, datetime

import pytest

from tests.factories.ledger import YearRatingFactory
from tests.factories.school import GroupFactory, PersonFactory
from tests.intake.sheets import read, statuses, written
from thiduakt.intake.enums import RowStatus
from thiduakt.intake.kinds.ratings import Ratings
from thiduakt.ledger.enums import HolderKind, Rating
from thiduakt.ledger.models import YearRating

pytestmark = pytest.mark.django_db
VALID, LOOK, ERROR, KNOWN, LEFT = RowStatus
KIND = Ratings()
HEADS = ["TT", "Họ và tên", "Mã GV", "Ngày sinh", "Tổ", "Năm học", "Kết quả xếp loại", "ĐKTĐ", "Số QĐ"]


def row(name, rating="HTXSNV", *, code="", born="", group="", year="2021-2022", registered="", basis=""):
    return [1, name, code, born, group, year, rating, registered, basis]


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào", group=group, staff_code="GV001")


def test_ratings_of_a_person_a_group_and_the_school_are_written(school, group, dao, secretary):
    done = written(
        KIND,
        secretary,
        HEADS,
        row("ĐỖ THỊ ĐÀO", "Xuất sắc", registered="x", basis="12/QĐ-MNGB"),
        row("Tổ Mẫu giáo lớn", "HTT"),
        row("Nhà trường", "Hoàn thành tốt nhiệm vụ", year="NH 21-22"),
    )

    of_person = YearRating.objects.get(person=dao)
    assert done == {"xếp loại ghi mới": 3}
    assert (of_person.year, of_person.rating, of_person.registered) == (2021, Rating.EXCELLENT, True)
    assert of_person.basis == "12/QĐ-MNGB"
    assert YearRating.objects.get(group=group).rating == Rating.GOOD
    assert YearRating.objects.get(school=school, holder_kind=HolderKind.SCHOOL).rating == Rating.GOOD


def test_a_second_run_changes_nothing(dao, secretary):
    rows = [row("Đỗ Thị Đào"), row("Đỗ Thị Đào", "HTT", year="2020-2021"), row("Trường", "HTT")]
    written(KIND, secretary, HEADS, *rows)

    lines = read(KIND, secretary, HEADS, *rows)

    assert statuses(lines) == [KNOWN, KNOWN, KNOWN]
    assert YearRating.objects.count() == 3


def test_what_the_book_says_otherwise_is_corrected_there_and_not_here(school, dao, secretary):
    YearRatingFactory(school=school, person=dao, year=2021, rating=Rating.GOOD)

    [line] = read(KIND, secretary, HEADS, row("Đỗ Thị Đào", "HTXS"))

    assert line.status == ERROR
    assert "Sổ đang ghi Đỗ Thị Đào năm học 2021–2022: hoàn thành tốt nhiệm vụ." in line.messages[0]


def test_two_lines_about_one_year_must_agree(dao, secretary):
    lines = read(KIND, secretary, HEADS, row("Đỗ Thị Đào", "XS"), row("Đỗ Thị Đào", "HTXSNV"), row("Đỗ Thị Đào", "Tốt"))

    assert statuses(lines) == [VALID, KNOWN, ERROR]
    assert "Dòng 2 ghi xếp loại khác" in lines[2].messages[0]


def test_a_namesake_is_told_by_code_birth_or_group_and_else_by_hand(school, dao, secretary):
    other = PersonFactory(school=school, full_name="Đỗ Thị Đào", group=GroupFactory(school=school, name="Tổ nhà trẻ"))

    lines = read(
        KIND,
        secretary,
        HEADS,
        row("Đỗ Thị Đào", code="gv001"),
        row("Đỗ Thị Đào", group="nhà trẻ"),
        row("Đỗ Thị Đào", year="2020-2021"),
        row("Đỗ Thị Đào", year="2019-2020"),
        chosen={5: str(other.pk)},
    )

    assert [line.target_id for line in lines] == [dao.pk, other.pk, None, other.pk]
    assert statuses(lines) == [VALID, VALID, LOOK, VALID]
    assert lines[2].choices[0].label == "Đỗ Thị Đào, mã GV001, Giáo viên, Tổ mẫu giáo lớn"


def test_a_name_without_marks_is_asked_about(dao, secretary):
    [line] = read(KIND, secretary, HEADS, row("Do Thi Dao"))

    assert (line.status, [choice.id for choice in line.choices]) == (LOOK, [str(dao.pk)])


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (row("Nguyễn Văn Vắng"), "Trường không có viên chức tên Nguyễn Văn Vắng."),
        (row("Tổ không có"), "Trường không có Tổ không có."),
        (row("Đỗ Thị Đào", "Khá"), "Xếp loại: “Khá” không phải là xếp loại chất lượng viên chức."),
        (row("Đỗ Thị Đào", ""), "Thiếu xếp loại."),
        (row("Đỗ Thị Đào", year="2031-2032"), "Năm học này chưa bắt đầu."),
        (row("Lê Thị Lan", code="GV001"), "Mã GV001 là của Đỗ Thị Đào, không phải Lê Thị Lan."),
    ],
)
def test_a_faulty_row_says_what_is_wrong(dao, secretary, told, why):
    [line] = read(KIND, secretary, HEADS, told)

    assert line.status == ERROR
    assert why in " ".join(line.messages)


def test_one_year_alone_is_asked_about(dao, secretary):
    asked, confirmed = (
        read(KIND, secretary, HEADS, row("Đỗ Thị Đào", year=2021), chosen=chosen) for chosen in ({}, {2: "yes"})
    )

    assert (statuses(asked), statuses(confirmed)) == ([LOOK], [VALID])
    assert confirmed[0].get("year") == 2021


def test_people_of_another_school_are_not_found(other_school, secretary):
    PersonFactory(school=other_school, full_name="Đỗ Thị Đào", staff_code="GV001")

    assert statuses(read(KIND, secretary, HEADS, row("Đỗ Thị Đào", code="GV001"))) == [ERROR]


def test_in_january_the_school_year_of_next_autumn_has_not_begun(monkeypatch, dao, secretary):
    monkeypatch.setattr("tests.intake.sheets.AT", datetime(2023, 1, 10, tzinfo=UTC))

    lines = read(KIND, secretary, HEADS, row("Đỗ Thị Đào", year="2022-2023"), row("Đỗ Thị Đào", year="2023-2024"))

    assert statuses(lines) == [VALID, ERROR]


def test_many_lines_ask_the_database_no_more_than_few(school, dao, secretary, django_assert_num_queries):
    for number in range(20):
        PersonFactory(school=school, full_name=f"Lê Thị {'An' * (number + 1)}")
    with django_assert_num_queries(3):
        read(KIND, secretary, HEADS, row("Đỗ Thị Đào"))
    with django_assert_num_queries(3):
        read(KIND, secretary, HEADS, *(row(f"Lê Thị {'An' * (number + 1)}") for number in range(20)))


@pytest.mark.parametrize("name", ["Trương Thị Mỹ Duyên", "Tô Thị Hoa"])
def test_a_family_name_is_neither_the_school_nor_a_group(school, secretary, name):
    person = PersonFactory(school=school, full_name=name, staff_code="GV7", post="Giáo viên")

    [line] = read(KIND, secretary, HEADS, row(name))

    assert (line.status, line.target_id) == (VALID, person.pk)
    assert line.messages == [f"Ghi cho: {name}, mã GV7, Giáo viên."]


def test_a_name_with_a_remark_is_asked_about_with_its_reason(dao, secretary):
    [line] = read(KIND, secretary, HEADS, row("Đỗ Thị Đào (nhỡ)"))

    assert line.status == LOOK
    assert "có ghi chú bên cạnh tên" in line.messages[-1]


def test_the_preview_says_both_years():
    assert next(field.show for field in KIND.fields if field.name == "year")(2023) == "2023–2024"
