"""The measure of justice: who the honors of a year went to, beside how many there are of them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.ledger import GroupEntryFactory, HonorEntryFactory, ending
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.ledger.justice import Part, measure, percent

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(school, group):
    """Four in the tổ, one manager outside; two honors in the tổ to one person, one to the manager, one to the tổ."""
    people = [PersonFactory(school=school, group=group, full_name=name) for name in ("An", "Bình", "Đào", "Ước")]
    manager = PersonFactory(school=school, is_manager=True, full_name="Hoàng Thị Phương")
    HonorEntryFactory(person=people[0], code="LDTT")
    HonorEntryFactory(person=people[0], code="CSTDCS")
    HonorEntryFactory(person=manager)
    GroupEntryFactory(group=group)
    HonorEntryFactory(person=people[1], year=2019)
    ending(HonorEntryFactory(person=people[2], year=2022))
    return [*people, manager]


def test_it_counts_collectives_managers_and_groups(school, staff):
    meter = measure(school.pk, 2022, span=3)

    assert (meter.honors, meter.collectives, meter.individuals) == (4, 1, 3)
    hands, managers = meter.hands
    assert (hands.people, hands.people_share, hands.honored, hands.honors, hands.honors_share) == (4, "80,0%", 1, 2, "66,7%")
    assert (managers.people, managers.honors) == (1, 1)
    assert [(part.label, part.people) for part in meter.groups] == [("Tổ mẫu giáo lớn", 4), ("Không thuộc tổ nào", 1)]


def test_who_has_had_nothing_for_years_is_named_the_longest_first(school, staff):
    found = measure(school.pk, 2022, span=3).unhonored
    assert [(one.person.full_name, one.last) for one in found] == [("Đào", None), ("Ước", None), ("Bình", 2019)]
    assert [one.person.full_name for one in measure(school.pk, 2022, span=5).unhonored] == ["Đào", "Ước"]


def test_who_came_in_between_has_not_waited(school, group):
    PersonFactory(school=school, group=group, joined_on=date(2021, 9, 1))
    assert measure(school.pk, 2022, span=3).unhonored == ()
    assert len(measure(school.pk, 2022, span=2).unhonored) == 1


def test_a_share_of_nothing_is_none():
    assert (percent(0, 0), percent(0, 4), percent(1, 3), percent(2, 3)) == ("–", "0,0%", "33,3%", "66,7%")


@pytest.mark.parametrize(
    ("people", "honors", "told"),
    [
        (4, 9, "nhiều hơn tỷ lệ người"),  # 4,4% of the people, 9,9% of the honors
        (20, 25, "ngang tỷ lệ người"),  # 1,25 times
        (20, 26, "nhiều hơn tỷ lệ người"),
        (25, 20, "ngang tỷ lệ người"),  # 0,8 times
        (25, 19, "ít hơn tỷ lệ người"),
        (3, 0, "ít hơn tỷ lệ người"),
        (2, 9, "quá ít người để so"),
        (0, 0, "–"),
    ],
)
def test_shares_are_compared_by_how_many_times_the_one_is_the_other(people, honors, told):
    assert Part("Tổ", people, 91, min(people, honors), honors, 91).comparison == told


def test_another_school_is_not_counted(school, staff):
    HonorEntryFactory()
    assert measure(school.pk, 2022, span=1).honors == 4


@pytest.mark.parametrize("role", ["principal", "secretary", "deputy", "clerk", "inspector"])
def test_who_reads_the_whole_ledger_reads_it(client, request, role, staff):
    client.force_login(request.getfixturevalue(role))
    shown = client.get(f"{reverse('ledger:justice')}?nam=2022&so_nam=3")
    assert "có 4 lượt khen: 1 lượt cho tập thể (25,0%)" in " ".join(shown.content.decode().split())


def test_it_says_that_people_are_counted_by_their_present_group(client, secretary, staff):
    client.force_login(secretary)
    shown = client.get(f"{reverse('ledger:justice')}?nam=2022").content.decode()
    assert "Mỗi người được tính vào tổ hiện nay, kể cả khi xem năm học đã qua." in shown


@pytest.mark.parametrize("route", ["justice", "justice_excel", "unhonored_excel"])
@pytest.mark.parametrize("role", ["teacher", "group_head", "technician"])
def test_who_reads_a_part_of_it_does_not(client, request, role, route):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse(f"ledger:{route}")).status_code == 403


def test_of_an_empty_ledger_it_says_what_to_do(client, secretary):
    client.force_login(secretary)
    assert "chưa có lượt khen nào trong sổ" in client.get(reverse("ledger:justice")).content.decode()


def test_its_files_hold_numbers_as_numbers(client, secretary, staff):
    client.force_login(secretary)
    rows = rows_of(client.get(f"{reverse('ledger:justice_excel')}?nam=2022"))
    assert rows[0][:3] == ["Người trực tiếp làm việc", 5, "83,3%"]
    named = rows_of(client.get(f"{reverse('ledger:unhonored_excel')}?nam=2022&so_nam=3"))
    assert [row[1] for row in named] == ["Trần Thị Ngọc Bích", "Đào", "Ước", "Bình"]


def rows_of(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]


def test_it_asks_as_much_of_a_large_school_as_of_a_small_one(school, staff, django_assert_num_queries):
    with django_assert_num_queries(5):
        measure(school.pk, 2022, span=3)
    for _ in range(5):
        HonorEntryFactory(person=PersonFactory(school=school, group=GroupFactory(school=school)))
    with django_assert_num_queries(5):
        measure(school.pk, 2022, span=3)
