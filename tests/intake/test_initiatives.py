from datetime import UTC, date, datetime

import pytest

from tests.factories.school import PersonFactory
from tests.intake.sheets import read, statuses, written
from thiduakt.intake.enums import RowStatus
from thiduakt.intake.kinds.initiatives import Initiatives
from thiduakt.ledger.enums import InitiativeKind, InitiativeLevel
from thiduakt.ledger.models import Initiative, InitiativeAuthor

pytestmark = pytest.mark.django_db
VALID, LOOK, ERROR, KNOWN, LEFT = RowStatus
KIND = Initiatives()
HEADS = ["STT", "Tên SKKN", "Họ và tên tác giả", "Mã GV", "Tỷ lệ", "Năm học", "Cấp", "Quyết định công nhận", "Loại"]
NAME = "Một số biện pháp giúp trẻ 5–6 tuổi yêu thích đọc sách"


def row(authors="Đỗ Thị Đào", *, name=NAME, code="", share="", year="2021-2022", level="cấp quận", decision="", kind=""):
    return [1, name, authors, code, share, year, level, decision, kind]


@pytest.fixture
def dao(school):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào", staff_code="GV001")


@pytest.fixture
def anh(school):
    return PersonFactory(school=school, full_name="Nguyễn Thị Ánh")


def shares():
    rows = InitiativeAuthor.objects.order_by("initiative", "-share", "pk")
    return [(author.person.full_name, author.share) for author in rows]


def test_an_initiative_with_its_authors_and_its_decision_in_one_cell(dao, anh, secretary):
    decision = "QĐ số 1234/QĐ-UBND ngày 20/5/2022 của UBND quận Long Biên"

    done = written(KIND, secretary, HEADS, row("Đỗ Thị Đào (60%), Nguyễn Thị Ánh (40%)", decision=decision))

    initiative = Initiative.objects.get()
    assert done == {"sáng kiến ghi mới": 1}
    assert (initiative.name, initiative.year, initiative.level) == (NAME, 2021, InitiativeLevel.COMMUNE)
    assert (initiative.decision_number, initiative.decided_on) == ("1234/QĐ-UBND", date(2022, 5, 20))
    assert (initiative.issuer, initiative.kind) == ("UBND quận Long Biên", InitiativeKind.INITIATIVE)
    assert shares() == [("Đỗ Thị Đào", 60), ("Nguyễn Thị Ánh", 40)]


def test_a_line_for_each_author_makes_one_initiative(dao, anh, secretary):
    rows = [row("Đỗ Thị Đào", share="60%"), row("Nguyễn Thị Ánh", share=0.4), row("Nguyễn Thị Ánh", name="Đề tài khác")]

    assert written(KIND, secretary, HEADS, *rows) == {"sáng kiến ghi mới": 2}
    assert shares() == [("Đỗ Thị Đào", 60), ("Nguyễn Thị Ánh", 40), ("Nguyễn Thị Ánh", 100)]


def test_two_who_each_wrote_one_of_the_same_name_have_one_each(dao, anh, secretary):
    assert written(KIND, secretary, HEADS, row("Đỗ Thị Đào"), row("Nguyễn Thị Ánh")) == {"sáng kiến ghi mới": 2}


def test_a_second_run_changes_nothing(dao, anh, secretary):
    rows = [
        row("Đỗ Thị Đào (60%), Nguyễn Thị Ánh (40%)"),
        row("Đỗ Thị Đào", name="Hai", share=50),
        row("Nguyễn Thị Ánh", name="Hai", share=50),
    ]
    written(KIND, secretary, HEADS, *rows)

    assert statuses(read(KIND, secretary, HEADS, *rows)) == [KNOWN, KNOWN, KNOWN]
    assert (Initiative.objects.count(), InitiativeAuthor.objects.count()) == (2, 4)


def test_the_same_line_twice_is_one_initiative(dao, secretary):
    lines = read(KIND, secretary, HEADS, row(), row(name=NAME.upper()))

    assert (statuses(lines), lines[1].messages) == (
        [VALID, KNOWN],
        ["Giống dòng 2.", "Ghi cho: Đỗ Thị Đào, mã GV001, Giáo viên."],
    )


def test_equal_shares_are_confirmed_by_a_person(dao, anh, secretary):
    told = row("Đỗ Thị Đào và Nguyễn Thị Ánh")

    asked, confirmed = (read(KIND, secretary, HEADS, told, chosen=chosen) for chosen in ({}, {2: "yes"}))

    assert (statuses(asked), statuses(confirmed)) == ([LOOK], [VALID])


def test_shares_over_several_lines_must_make_a_hundred(dao, anh, secretary):
    lines = read(KIND, secretary, HEADS, row("Đỗ Thị Đào", share=60), row("Nguyễn Thị Ánh", share=30))

    assert statuses(lines) == [ERROR, ERROR]
    assert "cộng lại là 90 %" in lines[0].messages[0]


def test_where_one_author_cannot_be_found_none_of_the_lines_is_written(dao, secretary):
    lines = read(KIND, secretary, HEADS, row("Đỗ Thị Đào", share=60), row("Nguyễn Văn Vắng", share=40))

    assert statuses(lines) == [ERROR, ERROR]


def test_a_namesake_among_the_authors_is_resolved_by_hand(school, dao, anh, secretary):
    other = PersonFactory(school=school, full_name="Đỗ Thị Đào", post="Nhân viên")
    told = row("Đỗ Thị Đào (60%), Nguyễn Thị Ánh (40%)")

    asked = read(KIND, secretary, HEADS, told)
    written(KIND, secretary, HEADS, told, chosen={2: str(other.pk)})

    assert (statuses(asked), {choice.id for choice in asked[0].choices}) == ([LOOK], {str(dao.pk), str(other.pk)})
    assert {author.person for author in InitiativeAuthor.objects.all()} == {other, anh}


def test_two_namesakes_in_one_line_go_to_lines_of_their_own(school, dao, anh, secretary):
    PersonFactory(school=school, full_name="Đỗ Thị Đào")
    PersonFactory(school=school, full_name="Nguyễn Thị Ánh")

    [line] = read(KIND, secretary, HEADS, row("Đỗ Thị Đào (60%), Nguyễn Thị Ánh (40%)"))

    assert line.status == ERROR
    assert line.messages == [
        "Chưa rõ Đỗ Thị Đào và Nguyễn Thị Ánh là ai trong trường. Thầy/cô ghi mỗi tác giả một dòng, có mã viên chức."
    ]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (row("Nguyễn Văn Vắng"), "Trường không có viên chức tên Nguyễn Văn Vắng."),
        (row("Đỗ Thị Đào (60%), Nguyễn Thị Ánh (50%)"), "cộng lại là 110 %"),
        (row(name=""), "Thiếu tên sáng kiến, đề tài."),
        (row(level="A"), "Cấp công nhận: “A” không rõ là cấp nào."),
        (row(decision="123/QĐ-UBND ngày 20/5/2027"), "Ngày quyết định không được sau hôm nay."),
        (row(year="2030-2031"), "Năm học này chưa bắt đầu."),
    ],
)
def test_a_faulty_row_says_what_is_wrong(dao, anh, secretary, told, why):
    [line] = read(KIND, secretary, HEADS, told)

    assert line.status == ERROR
    assert why in " ".join(line.messages)


def test_in_january_the_school_year_of_next_autumn_has_not_begun(monkeypatch, dao, secretary):
    monkeypatch.setattr("tests.intake.sheets.AT", datetime(2023, 1, 10, tzinfo=UTC))

    lines = read(KIND, secretary, HEADS, row(year="2022-2023"), row(year="2023-2024"))

    assert statuses(lines) == [VALID, ERROR]


def test_many_lines_ask_the_database_no_more_than_few(dao, secretary, django_assert_num_queries):
    with django_assert_num_queries(2):
        read(KIND, secretary, HEADS, row())
    with django_assert_num_queries(2):
        read(KIND, secretary, HEADS, *(row(name=f"Biện pháp thứ {number}") for number in range(30)))


def test_an_author_with_a_remark_is_asked_about(dao, anh, secretary):
    together = "Đỗ Thị Đào (60%), Nguyễn Thị Ánh (nhỡ) (40%)"

    lines = read(KIND, secretary, HEADS, row("Nguyễn Thị Ánh (nhỡ)"), row(together, year="2020-2021"))

    assert statuses(lines) == [LOOK, LOOK]
    assert all("“Nguyễn Thị Ánh (nhỡ)” có ghi chú bên cạnh tên" in line.messages[-1] for line in lines)
    assert next(field.show for field in KIND.fields if field.name == "year")(2023) == "2023–2024"
