"""What the rule of ratings says to the numbers of a year, and the numbers of a collective."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.ledger import YearRatingFactory
from tests.factories.school import PersonFactory
from thiduakt.catalog.enums import Confidence, RuleFamily, RuleState
from thiduakt.catalog.models import Rule
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import CollectiveYear, YearRating

pytestmark = pytest.mark.django_db


def url(name, row=None, **query):
    return reverse(f"ledger:{name}", args=[row.pk] if row else [], query=query or None)


# The rule of ratings


@pytest.fixture
def rule(db):
    Rule.objects.filter(family=RuleFamily.RATING).delete()
    return Rule.objects.create(
        family=RuleFamily.RATING, key="rating", name="Xếp loại", valid_from=date(2020, 8, 20),
        confidence=Confidence.VERIFIED, state=RuleState.APPROVED, basis="NĐ 233/2026/NĐ-CP, Điều 12",
        values={"htxs_cap_percent": 20, "htxs_cap_percent_if_unit_htxs": 25},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("excellent", "good", "of_school", "warns"),
    [(1, 5, "", False), (2, 5, "", True), (1, 4, "", True), (1, 4, "HTXS", False), (1, 0, "", True), (0, 0, "", False)],
)
def test_too_many_excellent_ones_are_warned_of_and_never_blocked(
    client, school, secretary, rule, excellent, good, of_school, warns
):
    for rating in ["HTXS"] * excellent + ["HTT"] * good:
        YearRatingFactory(person=PersonFactory(school=school), rating=rating)
    if of_school:
        YearRating.objects.create(school=school, holder_kind=HolderKind.SCHOOL, year=2022, rating=of_school)
    client.force_login(secretary)

    page = client.get(url("rating_grid", nam=2022))

    assert ("Quá tỷ lệ hoàn thành xuất sắc" in page.text) is warns
    more = {f"p{secretary.person_id}-rating": "HTXS"}
    assert client.post(url("rating_grid", nam=2022), more).status_code == 302


def test_the_warning_says_the_numbers_and_the_source(client, school, secretary, rule):
    for rating in ["HTXS"] * 3 + ["HTT"] * 7:
        YearRatingFactory(person=PersonFactory(school=school), rating=rating)
    client.force_login(secretary)

    sentence = client.get(url("rating_grid", nam=2022)).context["warning"]

    assert sentence.startswith("Có 3 người hoàn thành xuất sắc, 7 người hoàn thành tốt. Theo NĐ 233/2026/NĐ-CP, Điều 12, ")
    assert "không quá 20% số hoàn thành tốt, tức là không quá 1 người" in sentence


# Numbers of a collective


def test_numbers_are_kept_and_edited(client, school, group, secretary):
    client.force_login(secretary)
    address = url("group_numbers", group, nam=2022)

    assert client.post(address, {"size": 12, "completed": "", "version": 1}).url == url("collective_grid", nam=2022)
    client.post(url("school_numbers", nam=2022), {"size": 45, "completed": 45, "version": 1})
    client.post(address, {"size": 12, "completed": 12, "version": 1})

    told = sorted((str(one.group), one.size, one.completed) for one in CollectiveYear.objects.all())
    assert told == [("None", 45, 45), ("Tổ mẫu giáo lớn", 12, 12)]


def test_numbers_that_nobody_wrote_are_counted_from_the_list(client, school, group, secretary, teacher):
    YearRatingFactory(person=teacher.person)
    other = PersonFactory(school=school, group=group, full_name="Nguyễn Thị Ánh")
    client.force_login(secretary)

    def counted():
        lines = [row["line"] for row in client.get(url("collective_grid", nam=2022)).context["sections"][0]["rows"]]
        return {str(line.holder): tuple(line.counted) for line in lines}

    assert counted() == {"Trường Mầm non Giang Biên": (3, None), "Tổ mẫu giáo lớn": (2, None)}
    YearRatingFactory(person=other, rating="KHT")
    assert counted()["Tổ mẫu giáo lớn"] == (2, 1)
    form = client.get(url("group_numbers", group, nam=2022)).context["form"]
    assert (form["size"].value(), form["completed"].value()) == (2, 1)


@pytest.mark.parametrize(("size", "completed"), [("", ""), ("-1", ""), ("5", "6"), ("x", ""), ("9" * 30, "")])
def test_numbers_that_cannot_be_are_refused(client, group, secretary, size, completed):
    client.force_login(secretary)

    page = client.post(url("group_numbers", group, nam=2022), {"size": size, "completed": completed, "version": 1})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not CollectiveYear.objects.exists()


@pytest.mark.parametrize(("year", "status"), [("", 404), ("x", 404), ("20222", 404), ("0001", 200), ("9999", 200)])
def test_a_year_that_is_none_is_not_found_or_refused(client, group, secretary, year, status):
    client.force_login(secretary)

    assert client.post(url("group_numbers", group, nam=year), {"size": "5", "version": 1}).status_code == status
    assert not CollectiveYear.objects.exists()


def test_the_clerk_writes_numbers_and_does_not_change_them(client, school, group, clerk):
    client.force_login(clerk)
    address = url("group_numbers", group, nam=2022)

    assert client.post(address, {"size": 12, "version": 1}).status_code == 302
    assert client.post(address, {"size": 13, "version": 1}).status_code == 403
    assert CollectiveYear.objects.get().size == 12
