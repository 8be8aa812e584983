"""Discipline, open cases and leave leave no trace on any page, file, count or filter of those who may not know of them."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.ledger import (
    AuthorFactory,
    DisciplineFactory,
    HonorEntryFactory,
    LeaveFactory,
    VerificationFactory,
    YearRatingFactory,
)
from tests.factories.school import UserFactory
from thiduakt.catalog.models import Regime
from thiduakt.eligibility import Verdict
from thiduakt.ledger.assessing import assess_collectives, assess_people, review_day
from thiduakt.ledger.models import YearRating
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db
MADE_ANEW = re.compile(r"[\w-]{24,}")  # tokens of forms
MATTERS = {
    "a discipline of the year": lambda person: DisciplineFactory(person=person, kind="canh_cao"),
    "one that this law does not mind": lambda person: DisciplineFactory(person=person, kind="khien_trach", ended_on=None),
    "one that runs over from an earlier year": lambda person: DisciplineFactory(
        person=person, kind="cach_chuc", decided_on=date(2020, 10, 3), ended_on=date(2024, 10, 3)
    ),
    "one of an earlier year": lambda person: DisciplineFactory(
        person=person, decided_on=date(2019, 10, 3), ended_on=date(2020, 1, 3)
    ),
    "an open case": lambda person: VerificationFactory(person=person),
    "a case that is closed": lambda person: VerificationFactory(person=person, closed_on=date(2023, 6, 1)),
    "leave of the year": lambda person: LeaveFactory(person=person),
    "leave that explains a year without a title": lambda person: LeaveFactory(
        person=person, starts_on=date(2020, 9, 1), ends_on=date(2021, 5, 31)
    ),
}


@pytest.fixture
def council_member(school):
    return UserFactory(school=school, full_name="Lý Thị Ngà", roles=[Role.COUNCIL_MEMBER, Role.TEACHER])


@pytest.fixture
def member(school, group, teacher, group_head):
    """Of a tổ whose books of the year are complete; one title is missing in the middle of her run."""
    for user in (teacher, group_head):
        user.person.recruited_on = date(2010, 9, 1)
        user.person.save()
        for year in range(2018, 2023):
            YearRatingFactory(person=user.person, year=year, rating="HTXS", registered=True)
        for year in (2018, 2019, 2021, 2022):
            for code, name in (("LDTT", "Lao động tiên tiến"), ("CSTDCS", "Chiến sĩ thi đua cơ sở")):
                HonorEntryFactory(person=user.person, year=year, code=code, honor_name=name)
        AuthorFactory(person=user.person, initiative__level="tinh")
    for holder in ({"group": group, "holder_kind": "GROUP"}, {"holder_kind": "SCHOOL"}):
        YearRating.objects.create(school=school, year=2022, rating="HTT", **holder)
    return teacher.person


def addresses(person):
    """Every page and file that tells of a person, of a tổ, or of many."""
    plain = [
        "entries", "entries_excel", "school_record", "school_record_excel", "rating_grid", "rating_excel",
        "collective_grid", "collective_excel", "initiative_list", "initiative_excel", "transfer_list", "transfer_excel",
        "explained_mine", "explained_mine_excel", "explained_school", "explained_school_excel", "justice", "justice_excel",
        "unhonored_excel",
    ]  # fmt: skip
    of_holder = {"person": person.pk, "group": person.group_id}
    yield from (f"{reverse(f'ledger:{name}')}?nam=2022" for name in plain)
    for holder, pk in of_holder.items():
        for name in (f"{holder}_record", f"{holder}_record_excel", f"explained_{holder}", f"explained_{holder}_excel"):
            yield f"{reverse(f'ledger:{name}', args=[pk])}?nam=2022"
    for kind in ("ky-luat", "nghi", "xac-minh"):
        yield reverse("ledger:fact_list", args=[kind])
        yield reverse("ledger:fact_excel", args=[kind])
    asked = ["", "ma=LDTT", "ma=CSTDCS", "ma=CSTD_TP", "q=dao", "ma=LDTT&thoi_ky=B2_2022_ND152", "tab=tap-the&ma=TTLDTT"]
    asked += [f"ma=CSTD_TP&ket_qua={verdict}" for verdict in Verdict]
    for name in ("eligible", "eligible_excel"):
        yield from (f"{reverse(f'ledger:{name}')}?nam=2022&{one}" for one in asked)
    yield from (reverse("home"), reverse("school:person_list"), reverse("school:person_detail", args=[person.pk]))


def read(client, address):
    response = client.get(address)
    if response.status_code == 200 and ".xlsx" in address:
        sheet = load_workbook(BytesIO(response.content)).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()]
    return response.status_code, MADE_ANEW.sub("", response.content.decode()) if response.status_code == 200 else ""


def all_read(client, user, person):
    client.force_login(user)
    return {address: read(client, address) for address in addresses(person)}


def colleague_of(teacher):
    return UserFactory(school=teacher.school, full_name="Ngô Thị Ước", group=teacher.person.group, roles=[Role.TEACHER])


@pytest.mark.any_database
@pytest.mark.parametrize("role", ["deputy", "group_head", "council_member", "colleague"])
def test_no_matter_of_a_member_changes_a_word_of_what_others_read(client, request, member, teacher, role):
    reader = colleague_of(teacher) if role == "colleague" else request.getfixturevalue(role)
    before = all_read(client, reader, member)
    for happens in MATTERS.values():
        happens(member)
    after = all_read(client, reader, member)
    assert [address for address in before if before[address] != after[address]] == []


@pytest.mark.any_database
def test_who_may_know_reads_of_it(client, member, secretary):
    """Else the test above would see nothing whatever happened."""
    before = all_read(client, secretary, member)
    MATTERS["an open case"](member)
    after = all_read(client, secretary, member)
    changed = {address.split("?")[0] for address in before if before[address] != after[address]}
    assert {
        reverse("ledger:eligible"), reverse("ledger:explained_person", args=[member.pk]),
        reverse("ledger:explained_group", args=[member.group_id]), reverse("ledger:person_record", args=[member.pk]),
    } <= changed  # fmt: skip


@pytest.mark.parametrize("matter", MATTERS)
def test_every_year_and_law_answers_as_if_it_had_not_been(school, member, matter):
    asked = [
        (year, regime) for year in (2019, 2020, 2022) for regime in (None, *Regime.objects.values_list("code", flat=True))
    ]
    before = [answers(school, member, *one) for one in asked]
    MATTERS[matter](member)
    assert [answers(school, member, *one) for one in asked] == before


def answers(school, member, year, regime):
    ask = {"period": year, "on": review_day(year, date(2026, 11, 22)), "regime": regime}
    people = assess_people(school.pk, people=[member], knows=set(), **ask)
    return [row.assessments for row in [*people, *assess_collectives(school.pk, knows_all=False, **ask)]]
