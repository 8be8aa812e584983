"""Thành phần: what the law of each level says, and what a school is reminded of."""

from datetime import date

import pytest

from nominations.councils.composition import calls_for_renewal, changes_told, faults_of, law_of, notes_on
from nominations.councils.enums import CouncilKind, CouncilState, SeatFunction
from nominations.councils.queries import proposed_seats, standing_seats
from tests.factories.councils import CouncilFactory, SeatFactory, nine, seat
from tests.factories.school import GroupFactory, PersonFactory, SchoolFactory, UserFactory
from thiduakt.permissions import Role
from thiduakt.school.enums import Level

pytestmark = pytest.mark.django_db
DAY = date(2023, 9, 6)


@pytest.mark.parametrize(
    ("level", "basis", "presides"),
    [
        (Level.KINDERGARTEN, "TT 52/2020/TT-BGDĐT, Điều 11.1", True),
        (Level.PRIMARY, "TT 28/2020/TT-BGDĐT, Điều 12", False),
        (Level.LOWER_SECONDARY, "TT 32/2020/TT-BGDĐT, Điều 12", False),
        (Level.UPPER_SECONDARY, "TT 32/2020/TT-BGDĐT, Điều 12", False),
    ],
)
def test_each_level_has_its_statute(level, basis, presides) -> None:
    law = law_of(CouncilFactory(school=SchoolFactory(level=level)))
    assert (law.basis, law.must_be_odd, law.principal_presides) == (basis, True, presides)


@pytest.mark.parametrize(
    "told", [{"kind": CouncilKind.INITIATIVES}, {"year": 2018, "state": CouncilState.DRAFT}]
)  # fmt: skip
def test_no_statute_speaks_of_other_councils_or_earlier_years(told) -> None:
    assert law_of(CouncilFactory(**told)) is None


@pytest.mark.parametrize(("count", "refused"), [(7, False), (8, True), (9, False), (10, True)])
def test_the_number_is_odd_where_the_statute_says_so(school, count, refused) -> None:
    council = CouncilFactory(school=school, state=CouncilState.DRAFT)
    functions = [SeatFunction.CHAIR, SeatFunction.SECRETARY]
    for place in range(count):
        seat(council, PersonFactory(school=school), functions[place] if place < 2 else SeatFunction.MEMBER)
    faults = faults_of(council, proposed_seats(council))
    assert any("số lẻ (TT 52/2020/TT-BGDĐT, Điều 11.1)" in fault for fault in faults) is refused
    assert len(faults) == refused


def test_a_council_for_initiatives_may_be_of_any_number(school) -> None:
    council = CouncilFactory(school=school, kind=CouncilKind.INITIATIVES, state=CouncilState.DRAFT)
    for function in (SeatFunction.CHAIR, SeatFunction.SECRETARY):
        seat(council, PersonFactory(school=school), function)
    assert faults_of(council, proposed_seats(council)) == []


def test_a_list_without_heads_or_without_anybody_is_no_council(school) -> None:
    council = CouncilFactory(school=school, state=CouncilState.DRAFT)
    assert faults_of(council, []) == ["Chưa có thành viên nào."]
    seat(council, PersonFactory(school=school))
    assert faults_of(council, proposed_seats(council)) == ["Chưa có Chủ tịch.", "Chưa có Thư ký."]


def test_whoever_else_presides_in_a_kindergarten_is_told_of(school, principal, deputy, secretary) -> None:
    council = nine(school, chair=deputy, secretary=secretary)
    notes = notes_on(council, standing_seats(council), DAY)
    assert "Chủ tịch hội đồng là Nguyễn Thị Ánh, không phải Hiệu trưởng (TT 52/2020/TT-BGDĐT, Điều 11.1)." in notes
    assert "Hiệu trưởng Hoàng Thị Phương chưa có trong hội đồng." in notes


def test_each_to_without_anybody_is_named_and_refuses_nothing(school, principal, secretary, group_head) -> None:
    other = GroupFactory(school=school, name="Tổ nhà trẻ")
    council = nine(school, chair=principal, secretary=secretary)
    assert "Chưa có ai của Tổ mẫu giáo lớn." in notes_on(council, standing_seats(council), DAY)
    assert faults_of(council, standing_seats(council)) == []
    empty = [note for note in notes_on(council, standing_seats(council), DAY) if str(other) in note]
    assert empty == []
    held = council.seats.last()
    held.stands_for = "Đại diện tổ mẫu giáo lớn"
    held.save()
    assert "Chưa có ai của Tổ mẫu giáo lớn." not in notes_on(council, standing_seats(council), DAY)


@pytest.mark.parametrize(
    ("told", "body"),
    [("Bí thư Chi đoàn", "Đoàn Thanh niên"), ("Chủ tịch Công đoàn", "Công đoàn"), ("Đại diện cấp ủy", "cấp ủy chi bộ")],
)
def test_a_body_is_known_by_what_is_written_of_it(school, principal, secretary, told, body) -> None:
    council = nine(school, chair=principal, secretary=secretary)
    asked = f"Chưa thấy ai đại diện {body}. Nếu đã có, thầy/cô ghi ở ô “Đại diện cho”."
    assert asked in notes_on(council, standing_seats(council), DAY)
    held = council.seats.last()
    held.stands_for = told
    held.save()
    assert asked not in notes_on(council, standing_seats(council), DAY)


def test_who_is_no_longer_in_the_list_is_asked_for_one_by_one(school, principal, secretary) -> None:
    before = nine(school, chair=principal, secretary=secretary)
    gone = before.seats.get(person__full_name="Chu Thị Sen").person
    gone.left_on = date(2024, 5, 31)
    gone.save()
    council = CouncilFactory(school=school, year=2024, state=CouncilState.DRAFT)
    for held in before.seats.exclude(person__full_name__in=("Chu Thị Sen", "Lê Thị Thu Hằng")):
        seat(council, held.person, held.function)
    day = date(2024, 9, 5)
    notes = [note for note in notes_on(council, proposed_seats(council), day) if "không có trong danh sách này" in note]
    assert notes == [
        f"{before} có Lê Thị Thu Hằng, Ủy viên: không có trong danh sách này.",
        f"{before} có Chu Thị Sen, Ủy viên, nay đã thôi làm việc ở trường: không có trong danh sách này.",
    ]


def test_a_deputy_of_the_school_who_sits_nowhere_is_told_of(school, principal, secretary) -> None:
    UserFactory(school=school, full_name="Đỗ Thị Ước", roles=[Role.DEPUTY])
    council = nine(school, chair=principal, secretary=secretary)
    assert "Phó hiệu trưởng Đỗ Thị Ước chưa có trong hội đồng." in notes_on(council, standing_seats(council), DAY)


def test_a_new_list_tells_who_comes_who_goes_and_who_becomes_something_else(school, principal, deputy, secretary) -> None:
    council = nine(school, chair=principal, secretary=secretary)
    before = standing_seats(council)
    assert changes_told(before, before) == ["Chưa có ai thêm, ai thôi, ai đổi chức danh."]
    newcomer = PersonFactory(school=school, full_name="Tạ Thị Ngân")
    after = [
        SeatFactory.build(council=council, person=one.person, function=one.function) for one in before[:-1]
    ]  # fmt: skip
    after[2].function = SeatFunction.MEMBER
    after.append(SeatFactory.build(council=council, person=newcomer))
    assert changes_told(before, after) == [
        "Thôi: Chu Thị Sen, Ủy viên.",
        "Nguyễn Thị Ánh Tuyết: Phó Chủ tịch thành Ủy viên.",
        "Thêm: Tạ Thị Ngân, Ủy viên.",
    ]


def test_a_new_school_year_calls_for_a_new_list_and_so_does_who_has_left() -> None:
    council = CouncilFactory(begins_on=DAY)
    gone = seat(council, PersonFactory(school=council.school, full_name="Đỗ Thị Đào", left_on=date(2024, 3, 1)))
    assert list(calls_for_renewal(council, [gone], date(2024, 2, 1))) == []
    (left,) = calls_for_renewal(council, [gone], date(2024, 8, 31))
    (year, again) = calls_for_renewal(council, [gone], date(2024, 9, 1))
    assert (left, again) == ("Đỗ Thị Đào đã thôi làm việc ở trường. Thầy/cô chọn người thay.", left)
    assert year.startswith("Danh sách này lập từ năm học 2023–2024. Đầu năm học, thầy/cô kiện toàn")
