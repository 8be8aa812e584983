import unicodedata
from datetime import date

import pytest

from tests.factories.school import GroupFactory, PersonFactory
from tests.intake.sheets import read, statuses, written
from thiduakt.audit.models import AuditEvent
from thiduakt.intake.enums import RowStatus
from thiduakt.intake.kinds.people import People
from thiduakt.school.enums import Gender
from thiduakt.school.models import Group, Person

pytestmark = pytest.mark.django_db
VALID, LOOK, ERROR, KNOWN, LEFT = RowStatus
KIND = People()
HEADS = ["STT", "Họ và tên", "Mã GV", "Ngày sinh", "Giới tính", "Chức vụ", "Tổ", "Ngày vào ngành"]
DAO = [1, "Đỗ Thị Đào", "GV001", "12/05/1988", "Nữ", "Giáo viên", "Tổ mẫu giáo lớn", "01/09/2012"]


def people_named(school, name):
    return Person.objects.filter(school=school, full_name=name)


def test_a_new_person_is_added_with_all_that_is_told(school, principal):
    done = written(KIND, principal, HEADS, DAO, chosen={2: "yes"})

    person = people_named(school, "Đỗ Thị Đào").get()
    assert done == {"viên chức thêm mới": 1, "viên chức bổ sung thông tin": 0}
    assert (person.staff_code, person.born_on, person.gender) == ("GV001", date(1988, 5, 12), Gender.FEMALE)
    assert (person.post, person.recruited_on, person.is_manager) == ("Giáo viên", date(2012, 9, 1), False)
    assert person.group.name == "Tổ mẫu giáo lớn"


def test_a_second_run_changes_nothing(school, principal):
    rows = [
        DAO,
        [2, "Lê Văn Đức", "", "", "", "Bảo vệ", "", ""],
        [3, "Lê Văn Đức", "", "", "", "Bảo vệ", "Tổ văn phòng", ""],
    ]
    chosen = {2: "yes", 4: "new yes"}
    written(KIND, principal, HEADS, *rows, chosen=chosen)
    events = AuditEvent.objects.count()

    lines = read(KIND, principal, HEADS, *rows, chosen=chosen)

    assert statuses(lines) == [KNOWN, KNOWN, KNOWN]
    assert (Person.objects.filter(school=school).exclude(user__isnull=False).count(), AuditEvent.objects.count()) == (
        3,
        events,
    )


def test_what_is_new_of_a_known_person_is_completed_and_what_is_empty_changes_nothing(school, principal):
    group = GroupFactory(school=school, name="Tổ mẫu giáo lớn")
    known = PersonFactory(school=school, full_name="Đỗ Thị Đào", staff_code="GV001", post="Giáo viên", group=group)

    lines = read(KIND, principal, HEADS, [1, "ĐỖ THỊ ĐÀO", "GV001", "12/05/1988", "", "giáo viên", "", ""])
    done = written(KIND, principal, HEADS, [1, "ĐỖ THỊ ĐÀO", "GV001", "12/05/1988", "", "giáo viên", "", ""])

    known.refresh_from_db()
    assert lines[0].target_id == known.pk
    assert lines[0].messages == ["Bổ sung: Đỗ Thị Đào, mã GV001, Giáo viên, Tổ mẫu giáo lớn. Thông tin được ghi: ngày sinh."]
    assert done == {"viên chức thêm mới": 0, "viên chức bổ sung thông tin": 1}
    assert (known.born_on, known.group, known.post) == (date(1988, 5, 12), group, "Giáo viên")


def test_a_gender_read_from_the_name_is_told_and_never_changes_a_known_one(school, principal):
    PersonFactory(school=school, full_name="Lê Thị Nam", gender=Gender.MALE, post="Giáo viên")

    lines = read(
        KIND,
        principal,
        HEADS,
        [1, "Lê Thị Nam", "", "", "", "Giáo viên", "", ""],
        [2, "Lê Thị Mơ", "", "", "", "Giáo viên", "", ""],
    )

    assert statuses(lines) == [KNOWN, VALID]
    assert lines[1].messages == ["Không ghi giới tính: đọc từ tên đệm là nữ.", "Người mới."]


@pytest.mark.parametrize(
    ("post", "manages"),
    [("Hiệu trưởng", True), ("Phó Hiệu trưởng", True), ("P. Hiệu trưởng", True), ("PHT", True), ("Tổ trưởng", None)],
)
def test_who_heads_the_school_manages_it(principal, post, manages):
    [line] = read(KIND, principal, HEADS, [1, "Lê Thị Mơ", "", "", "Nữ", post, "", ""])

    assert line.get("is_manager") is manages


def test_a_namesake_is_resolved_by_hand(school, principal):
    known = PersonFactory(school=school, full_name="Nguyễn Thị Hoà", post="Giáo viên")
    row = [1, "Nguyễn Thị Hòa", "", "", "Nữ", "Nhân viên", "", ""]

    asked = read(KIND, principal, HEADS, row)
    same = read(KIND, principal, HEADS, row, chosen={2: str(known.pk)})
    other = read(KIND, principal, HEADS, row, chosen={2: "new"})

    assert statuses(asked) == [LOOK]
    assert [choice.id for choice in asked[0].choices] == [str(known.pk), "new"]
    assert (same[0].status, same[0].target_id) == (VALID, known.pk)
    assert (other[0].status, other[0].target_id) == (VALID, None)


def test_the_day_of_birth_and_the_code_tell_namesakes_apart_without_asking(school, principal):
    PersonFactory(school=school, full_name="Nguyễn Thị Hoa", born_on=date(1980, 1, 1), staff_code="GV008")
    second = PersonFactory(school=school, full_name="Nguyễn Thị Hoa", born_on=date(1990, 2, 2), staff_code="GV010")

    lines = read(
        KIND,
        principal,
        HEADS,
        [1, "Nguyễn Thị Hoa", "", "02/02/1990", "Nữ", "Giáo viên", "", ""],
        [2, "Nguyễn Thị Hoa", "GV009", "04/04/1999", "Nữ", "Giáo viên", "", ""],
    )

    assert [(line.status, line.target_id) for line in lines] == [(KNOWN, second.pk), (VALID, None)]


def test_two_of_one_name_in_the_sheet_are_asked_about_unless_told_apart(principal):
    lines = read(
        KIND,
        principal,
        HEADS,
        [1, "Nguyễn Thị Hoa", "", "", "Nữ", "Giáo viên", "", ""],
        [2, "Nguyễn Thị Hoa", "", "", "Nữ", "Nhân viên", "", ""],
        [3, "Nguyễn Thị Hoa", "", "", "Nữ", "Giáo viên", "", ""],
        [4, "Trần Thị Mai", "GV1", "", "Nữ", "Giáo viên", "", ""],
        [5, "Trần Thị Mai", "GV2", "", "Nữ", "Giáo viên", "", ""],
        [6, "Lê Thị Lan", "GV2", "", "Nữ", "Giáo viên", "", ""],
    )

    assert statuses(lines) == [VALID, LOOK, KNOWN, VALID, VALID, ERROR]
    assert lines[2].messages == ["Giống hệt dòng 2."]
    assert "Dòng 6 cũng là người này" in lines[5].messages[0]


def test_a_code_of_somebody_else_is_asked_about(school, principal):
    known = PersonFactory(school=school, full_name="Trần Thị Mai", staff_code="GV001")

    lines = read(KIND, principal, HEADS, [1, "Trần Thị Mai Anh", "GV001", "", "Nữ", "Giáo viên", "", ""])
    renamed = read(
        KIND, principal, HEADS, [1, "Trần Thị Mai Anh", "GV001", "", "Nữ", "Giáo viên", "", ""], chosen={2: str(known.pk)}
    )

    assert statuses(lines) == [LOOK]
    assert (renamed[0].status, renamed[0].target_id) == (VALID, known.pk)


def test_a_group_that_the_school_does_not_have_is_founded_once(school, principal):
    GroupFactory(school=school, name="Tổ mẫu giáo bé")

    lines = read(KIND, principal, HEADS, DAO)
    written(
        KIND,
        principal,
        HEADS,
        DAO,
        [2, "Lê Thị Lan", "", "", "Nữ", "Giáo viên", "MẪU GIÁO LỚN", ""],
        [3, "Lê Thị Mơ", "", "", "Nữ", "Giáo viên", "MG bé", ""],
        [4, "Lê Thị Nụ", "", "", "Nữ", "Phó hiệu trưởng", "BGH", ""],
        chosen={2: "yes", 3: "yes"},
    )

    assert lines[0].status == LOOK
    assert "Trường chưa có tổ mang tên “Tổ mẫu giáo lớn”: tổ này sẽ được lập." in lines[0].messages
    assert set(Group.objects.filter(school=school).values_list("name", flat=True)) == {"Tổ mẫu giáo bé", "Tổ mẫu giáo lớn"}
    assert people_named(school, "Lê Thị Mơ").get().group.name == "Tổ mẫu giáo bé"
    head = people_named(school, "Lê Thị Nụ").get()
    assert (head.group, head.is_manager) == (None, True)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ([1, "", "GV001", "", "Nữ", "Giáo viên", "", ""], "Thiếu họ và tên."),
        ([1, "Đỗ Thị Đào", "", "", "Nữ", "", "", ""], "Thiếu chức vụ, công việc."),
        ([1, "Đỗ Đào", "", "", "", "Giáo viên", "", ""], "Thiếu giới tính"),
        ([1, "Đỗ Thị Đào", "", "31/02/1988", "Nữ", "Giáo viên", "", ""], "Ngày sinh: Không có ngày"),
        ([1, "Đỗ Thị Đào", "", "12/05/2088", "Nữ", "Giáo viên", "", ""], "Ngày sinh phải trước hôm nay"),
        ([1, "Đỗ Thị Đào", "", "12/05/1988", "Nữ", "Giáo viên", "", "01/09/1980"], "Ngày tuyển dụng phải sau ngày sinh"),
        ([1, "Đỗ Thị Đào", "", "12/05/2015", "Nữ", "Giáo viên", "", ""], "chưa đủ 16 tuổi"),
        ([1, "§ç ThÞ §µo", "", "", "Nữ", "Giáo viên", "", ""], "Unicode"),
        ([1, "Đỗ Thị Đào", 1.5e17, "", "Nữ", "Giáo viên", "", ""], "Excel đã làm tròn"),
    ],
)
def test_a_faulty_row_says_what_is_wrong(principal, row, why):
    [line] = read(KIND, principal, HEADS, row)

    assert line.status == ERROR
    assert why in " ".join(line.messages)


def test_an_ugly_sheet_of_real_life(school, principal):
    """The name of a tổ over its people, ditto marks, decomposed letters, non-breaking blanks, a total and a signature."""
    GroupFactory(school=school, name="Tổ mẫu giáo lớn")
    lines = read(
        KIND,
        principal,
        HEADS,
        [None, "Tổ mẫu giáo lớn", None, None, None, None, None, None],
        [
            1,
            unicodedata.normalize("NFD", "ĐỖ  THỊ\u00a0ĐÀO"),
            "001",
            "12.5.1988",
            "x",
            "giáo viên",
            "Tổ mẫu giáo lớn",
            41153,
        ],
        [2, "Đ/c Nguyễn Thị Ánh\u200b", "002", "1990-02-02", "nt", "nt", "nt", "nt"],
        [3, "Lê Văn Đức", 3, 1985, "Nam", "nt", "”", None],
        [None, "Tổng cộng: 3 người", None, None, None, None, None, None],
        [None, None, None, None, None, "Hiệu trưởng", None, None],
        [None, None, None, None, None, "Hoàng Thị Phương", None, None],
    )

    assert statuses(lines) == [LEFT, VALID, VALID, LOOK, LEFT, LEFT, LEFT]
    assert lines[1].values["full_name"] == "Đỗ Thị Đào"
    assert (lines[1].get("born_on"), lines[1].get("recruited_on")) == (date(1988, 5, 12), date(2012, 9, 1))
    assert (lines[2].values["full_name"], lines[2].get("post"), lines[2].get("gender")) == (
        "Nguyễn Thị Ánh",
        "Giáo viên",
        Gender.FEMALE,
    )
    assert "Chỉ có năm sinh 1985" in lines[3].messages[-1]


def test_many_lines_ask_the_database_no_more_than_few(school, principal, django_assert_num_queries):
    few = [[1, "Lê Thị Lan", "", "", "Nữ", "Giáo viên", "", ""]]
    many = [[n, f"Lê Thị {'Lan' * n}", f"GV{n}", "", "Nữ", "Giáo viên", f"Tổ {n}", ""] for n in range(1, 30)]
    with django_assert_num_queries(2):
        read(KIND, principal, HEADS, *few)
    with django_assert_num_queries(2):
        read(KIND, principal, HEADS, *many)


def test_people_of_another_school_are_nobody_here(other_school, principal):
    PersonFactory(school=other_school, full_name="Đỗ Thị Đào", staff_code="GV001")

    [line] = read(KIND, principal, HEADS, DAO, chosen={2: "yes"})

    assert (line.status, line.target_id) == (VALID, None)


def test_the_template_offers_the_groups_of_the_school(school):
    GroupFactory(school=school, name="Tổ nhà trẻ")

    assert KIND.options(school)["group_name"] == ["Tổ nhà trẻ"]


def test_a_teacher_of_another_birth_day_is_asked_about(school, principal, group):
    known = PersonFactory(school=school, full_name="Đặng Thị Kim Oanh", born_on=date(1985, 1, 1), group=group)
    name = unicodedata.normalize("NFD", "Đặng Thị Kim Oanh")
    row = [1, name, "", "02/03/1986", "Nữ", "Giáo viên", str(group), ""]

    [asked] = read(KIND, principal, HEADS, row)
    [new] = read(KIND, principal, HEADS, row, chosen={2: "new"})

    assert asked.status == LOOK
    assert "khác ngày sinh hoặc mã: người mới, hay là người đã có?" in asked.messages[0]
    assert [choice.id for choice in asked.choices] == [str(known.pk), "new"]
    assert (new.status, new.target_id, new.messages) == (VALID, None, ["Người mới."])


def test_one_of_two_namesakes_is_asked_for_where_nothing_tells_them_apart(school, principal):
    for name in ("Tổ nhà trẻ", "Tổ mẫu giáo bé"):
        PersonFactory(school=school, full_name="Nguyễn Thị Ánh", group=GroupFactory(school=school, name=name))

    lines = read(
        KIND,
        principal,
        HEADS,
        [1, "Nguyễn Thị Ánh", "", "", "Nữ", "Giáo viên", "", ""],
        [2, "Nguyễn Thị Ánh", "", "", "Nữ", "Giáo viên", "Tổ nhà trẻ", ""],
    )

    assert statuses(lines) == [LOOK, KNOWN]
    assert len(lines[0].choices) == 3


@pytest.mark.parametrize(
    ("recruited", "joined", "left", "status", "why"),
    [
        ("01/09/2030", "", "", LOOK, "Ngày tuyển dụng ở sau hôm nay."),
        ("01/09/2018", "01/09/2012", "", LOOK, "sau ngày về trường hơn một năm"),
        ("01/09/2012", "15/08/2012", "", VALID, ""),
        ("", "", "01/01/1980", ERROR, "phải sau ngày sinh"),
        ("", "01/01/1980", "", ERROR, "phải sau ngày sinh"),
        ("", "01/09/2012", "01/09/2010", ERROR, "không được trước ngày về trường"),
    ],
)
def test_days_that_cannot_be_are_no_valid_row(principal, recruited, joined, left, status, why):
    heads = [*HEADS, "Về trường ngày", "Ngày làm việc cuối"]

    [line] = read(
        KIND, principal, heads, [1, "Lê Thị Lan", "", "12/05/1988", "Nữ", "Giáo viên", "", recruited, joined, left]
    )

    assert line.status == status
    assert why in " ".join(line.messages)


def test_the_preview_says_the_gender_in_words():
    show = next(field.show for field in KIND.fields if field.name == "gender")

    assert (show(Gender.FEMALE), show(Gender.MALE), show(None)) == ("Nữ", "Nam", "")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Phan Thị Không Việc", ERROR),
        ("Tô Thị Hoa", ERROR),
        ("Tổ mẫu giáo lớn", LEFT),
        ("Khối 5", LEFT),
        ("II. Nhà trẻ", LEFT),
        ("BAN GIÁM HIỆU", LEFT),
    ],
)
def test_a_name_alone_is_no_heading(principal, name, status):
    assert statuses(read(KIND, principal, HEADS, [None, name, *[None] * 6])) == [status]
