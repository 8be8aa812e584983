from datetime import date

import pytest

from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.intake.sheets import read, statuses, written
from thiduakt.intake.enums import RowStatus
from thiduakt.intake.kinds.pupils import Pupils
from thiduakt.school.enums import Gender
from thiduakt.school.models import ClassMember, Pupil, SchoolClass

pytestmark = pytest.mark.django_db
VALID, LOOK, ERROR, KNOWN, LEFT = RowStatus
KIND = Pupils()
HEADS = ["STT", "Họ và tên học sinh", "Mã định danh", "Ngày sinh", "Nữ", "Năm học", "Lớp", "Khối"]
AN = [1, "Nguyễn Bảo An", "0112345678", "12/05/2017", "", "2022-2023", "5A", "Khối 5"]


def test_a_new_pupil_comes_into_a_new_class(school, clerk):
    row = [1, "Nguyễn Thị Bảo An", "0112345678", "12/05/2017", "x", "2022 – 2023", "Lớp 5A", "Khối 5"]

    done = written(KIND, clerk, HEADS, row)

    pupil = Pupil.objects.get(school=school)
    assert done == {"học sinh thêm mới": 1, "lớp lập mới": 1, "lượt xếp lớp": 1}
    assert (pupil.full_name, pupil.pupil_code, pupil.born_on) == ("Nguyễn Thị Bảo An", "0112345678", date(2017, 5, 12))
    assert pupil.gender == Gender.FEMALE
    of_class = pupil.memberships.get().school_class
    assert (of_class.year, of_class.name, of_class.grade) == (2022, "5A", "Khối 5")


def test_a_second_run_changes_nothing(clerk):
    rows = [
        [1, "Nguyễn Văn An", "01", "12/05/2017", "", "2022-2023", "5A", ""],
        [2, "Nguyễn Văn An", "", "13/06/2017", "", "2022-2023", "5A", ""],
        [3, "Trần Thị Bình", "", "", "x", "2022-2023", "5B", ""],
    ]
    written(KIND, clerk, HEADS, *rows)

    lines = read(KIND, clerk, HEADS, *rows)

    assert statuses(lines) == [KNOWN, KNOWN, KNOWN]
    assert (Pupil.objects.count(), SchoolClass.objects.count(), ClassMember.objects.count()) == (3, 2, 3)


def test_a_known_pupil_only_joins_the_class_of_the_new_year(school, clerk):
    fourth = SchoolClassFactory(school=school, year=2021, name="4A")
    pupil = PupilFactory(school=school, full_name="Nguyễn Văn An", born_on=date(2017, 5, 12), in_class=fourth)

    done = written(KIND, clerk, HEADS, [1, "NGUYỄN VĂN AN", "", "12/05/2017", "", "2022-2023", "5A", ""])

    assert done == {"học sinh thêm mới": 0, "lớp lập mới": 1, "lượt xếp lớp": 1}
    assert {member.school_class.name for member in pupil.memberships.all()} == {"4A", "5A"}


def test_a_pupil_is_in_one_class_of_a_year(school, clerk):
    fifth = SchoolClassFactory(school=school, year=2022, name="5B")
    PupilFactory(school=school, full_name="Nguyễn Văn An", pupil_code="01", in_class=fifth)

    [line] = read(KIND, clerk, HEADS, [1, "Nguyễn Văn An", "01", "", "", "2022-2023", "5A", ""])

    assert line.status == ERROR
    assert "đang ở lớp 5B" in line.messages[0]


def test_a_namesake_is_resolved_by_hand(school, clerk):
    known = PupilFactory(school=school, full_name="Nguyễn Văn An", pupil_code="01", born_on=None)
    row = [1, "Nguyễn Văn An", "", "12/05/2017", "", "2022-2023", "5A", ""]

    asked = read(KIND, clerk, HEADS, row)
    same = read(KIND, clerk, HEADS, row, chosen={2: str(known.pk)})
    other = read(KIND, clerk, HEADS, row, chosen={2: "new"})
    nameless = read(KIND, clerk, HEADS, [1, "Nguyễn Văn An", "", "", "", "2022-2023", "5A", ""], chosen={2: "new"})

    assert (statuses(asked), [choice.id for choice in asked[0].choices]) == ([LOOK], [str(known.pk), "new"])
    assert (same[0].status, same[0].target_id) == (VALID, known.pk)
    assert (other[0].status, other[0].target_id) == (VALID, None)
    assert (nameless[0].status, "mã học sinh hoặc ngày sinh" in nameless[0].messages[-1]) == (ERROR, True)


def test_what_is_offered_tells_the_class_and_no_day_of_birth(school, clerk):
    of_class = SchoolClassFactory(school=school, year=2022, name="5B")
    PupilFactory(school=school, full_name="Nguyễn Văn An", born_on=date(2017, 5, 12), pupil_code="01", in_class=of_class)

    [line] = read(KIND, clerk, HEADS, [1, "Nguyễn Văn An", "", "", "", "2023-2024", "6A", ""])

    assert line.choices[0].label == "Nguyễn Văn An, mã 01, lớp 5B năm học 2022–2023"


def test_another_day_of_birth_is_another_pupil(school, clerk):
    PupilFactory(school=school, full_name="Nguyễn Văn An", born_on=date(2017, 5, 12))

    [line] = read(KIND, clerk, HEADS, [1, "Nguyễn Văn An", "", "13/05/2017", "", "2022-2023", "5A", ""])

    assert (line.status, line.target_id) == (VALID, None)


def test_a_list_of_this_year_need_not_say_the_year(clerk):
    [line] = read(KIND, clerk, ["Họ tên", "Giới tính", "Lớp"], ["Nguyễn Văn An", "Nam", "5A"])

    assert (line.status, line.get("year")) == (VALID, 2026)
    assert line.messages == ["Không ghi năm học: xếp vào năm học 2026–2027.", "Học sinh mới."]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ([1, "", "01", "", "x", "2022-2023", "5A", ""], "Thiếu họ và tên."),
        ([1, "Nguyễn Bảo An", "", "", "", "2022-2023", "5A", ""], "Thiếu giới tính"),
        ([1, "Nguyễn Văn An", "", "12/05/2117", "", "2022-2023", "5A", ""], "Năm 2117 không hợp lý"),
        ([1, "Nguyễn Văn An", "", "12/05/2027", "", "2022-2023", "5A", ""], "Ngày sinh phải trước hôm nay"),
        ([1, "Nguyễn Văn An", "", "", "", "2022-2025", "5A", ""], "Năm học: “2022-2025” không phải"),
        ([1, "Nguyễn Văn An", "", "", "", "2022-2023", "5" * 61, ""], "Lớp: Ô dài 61 chữ"),
    ],
)
def test_a_faulty_row_says_what_is_wrong(clerk, row, why):
    [line] = read(KIND, clerk, HEADS, row)

    assert line.status == ERROR
    assert why in " ".join(line.messages)


def test_a_code_of_another_pupil_is_refused(school, clerk):
    PupilFactory(school=school, full_name="Trần Thị Bình", pupil_code="01")

    [line] = read(KIND, clerk, HEADS, [1, "Nguyễn Văn An", "01", "", "", "2022-2023", "5A", ""])

    assert (line.status, line.messages) == (ERROR, ["Mã 01 là của em Trần Thị Bình. Thầy/cô xem lại mã hoặc tên."])


def test_many_lines_ask_the_database_no_more_than_few(clerk, django_assert_num_queries):
    with django_assert_num_queries(2):
        read(KIND, clerk, HEADS, [AN[0], "Nguyễn Văn An", *AN[2:]])
    with django_assert_num_queries(2):
        read(
            KIND, clerk, HEADS, *([n, f"Nguyễn Văn {'An' * n}", f"0{n}", "", "", "22-23", f"{n}A", ""] for n in range(1, 40))
        )


def test_each_row_says_whether_the_pupil_is_new(school, principal):
    known = PupilFactory(school=school, full_name="Nguyễn Bảo An", pupil_code="HS1")
    heads = ["Họ và tên", "Mã HS", "Giới tính", "Lớp"]

    lines = read(KIND, principal, heads, ["Nguyễn Bảo An", "HS1", "Nam", "5A"], ["Lê Thị Bông", "HS2", "Nữ", "5A"])

    assert (lines[0].target_id, lines[0].messages[-1]) == (known.pk, "Ghi cho: Nguyễn Bảo An, mã HS1.")
    assert lines[1].messages[-1] == "Học sinh mới."
