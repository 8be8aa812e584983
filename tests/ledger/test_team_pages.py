"""A long list of the whole school is leafed through one tổ at a time: the grid of ratings, and who is eligible."""

import pytest
from django.urls import reverse

from tests.factories.ledger import YearRatingFactory
from tests.factories.school import GroupFactory, PersonFactory
from tests.ledger.pages import sheet
from thiduakt.ledger.forms.teams import PAGEFUL
from thiduakt.ledger.models import YearRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(school, group):
    """A school of three tổ and a head without one, too many for one page."""
    teams = [group, GroupFactory(school=school, name="Tổ mẫu giáo bé"), GroupFactory(school=school, name="Tổ nhà trẻ")]
    for place in range(PAGEFUL):
        PersonFactory(school=school, group=teams[place % 3], full_name=f"Người {place:02}")
    return teams


def url(name, **query):
    return reverse(f"ledger:{name}", query={"nam": 2022, **query})


def lines(page):
    return [row["line"].holder for section in page.context["sections"] for row in section["rows"]]


def test_a_long_grid_opens_with_the_first_team_and_leads_to_the_next(client, secretary, many):
    client.force_login(secretary)

    opened = client.get(url("rating_grid"), follow=True)

    assert opened.redirect_chain == [(url("rating_grid", to=0), 302)]
    assert [str(one) for one in lines(opened)] == ["Trần Thị Ngọc Bích"]
    assert opened.context["leaf"] == (None, (str(many[1].pk), "Tổ mẫu giáo bé"))
    onward = client.get(url("rating_grid", to=many[0].pk))
    assert onward.context["leaf"] == ((str(many[1].pk), "Tổ mẫu giáo bé"), (str(many[2].pk), "Tổ nhà trẻ"))
    assert {one.group for one in lines(onward)} == {many[0]}


def test_the_whole_school_is_still_one_page(client, secretary, many):
    client.force_login(secretary)

    whole = client.get(url("rating_grid", to=""))

    assert len(lines(whole)) == PAGEFUL + 1
    assert whole.context["leaf"] is None
    assert client.post(url("rating_grid", to=""), {}).url == url("rating_grid", to="")


def test_a_short_grid_is_not_cut(client, secretary, teacher):
    client.force_login(secretary)

    assert lines(client.get(url("rating_grid"))) == [secretary.person, teacher.person]


def test_what_was_chosen_is_written_before_the_next_team_is_shown(client, secretary, many):
    person = many[0].people.first()
    client.force_login(secretary)
    here = url("rating_grid", to=many[0].pk)
    assert f'name="sang" value="{many[2].pk}"' in " ".join(client.get(here).text.split())

    answer = client.post(here, {f"p{person.pk}-rating": "HTT", "sang": many[2].pk})

    assert YearRating.objects.get().person == person
    assert answer.url == url("rating_grid", to=many[2].pk)


def test_a_refused_team_stays_with_all_that_was_chosen(client, secretary, many):
    one, two = many[0].people.all()[:2]
    client.force_login(secretary)
    typed = {f"p{one.pk}-rating": "HTT", f"p{two.pk}-registered": "1", "sang": many[2].pk}

    page = client.post(url("rating_grid", to=many[0].pk), typed)

    assert "Thầy/cô chọn xếp loại cùng với việc đăng ký thi đua." in page.text
    assert page.context["form"][f"p{one.pk}-rating"].value() == "HTT"
    assert not YearRating.objects.exists()


def test_a_button_leads_to_no_team_of_another_school(client, secretary, many, other_school):
    other = GroupFactory(school=other_school)
    client.force_login(secretary)
    here = url("rating_grid", to=many[0].pk)

    for odd in (other.pk, "x", "-1"):
        assert client.post(here, {"sang": odd}).url == here


def test_the_file_of_a_team_holds_that_team(client, secretary, many):
    client.force_login(secretary)

    rows = sheet(client, url("rating_excel", to=0))

    assert "Không thuộc tổ nào" in rows[1][0]
    assert [row[1] for row in rows[4:]] == ["Trần Thị Ngọc Bích"]


def test_too_many_excellent_are_told_whichever_team_is_shown(client, secretary, many):
    for person in many[0].people.all():
        YearRatingFactory(person=person, year=2022, rating="HTXS")
    client.force_login(secretary)

    for to in ("", "0", many[1].pk):
        assert "Quá tỷ lệ hoàn thành xuất sắc" in client.get(url("rating_grid", to=to)).text


def test_a_group_head_is_offered_the_own_team_only(client, group_head, many):
    client.force_login(group_head)

    page = client.get(url("rating_grid", to=0))

    assert [label for _, label in page.context["filters"].fields["to"].choices] == ["Tất cả các tổ", "Tổ mẫu giáo lớn"]
    assert {one.group for one in lines(page)} == {many[0]}


def names(response):
    return {row["name"] for row in response.context["rows"]}


def test_a_long_list_opens_with_the_first_team(client, secretary, many):
    client.force_login(secretary)
    YearRatingFactory(person=many[0].people.first())

    opened = client.get(url("eligible", ma="LDTT"), follow=True)

    assert opened.redirect_chain == [(url("eligible", ma="LDTT", to=0), 302)]
    assert names(opened) == {"Trần Thị Ngọc Bích"}
    assert opened.context["leaf"] == (None, (str(many[1].pk), "Tổ mẫu giáo bé"))
    assert "to=0" in opened.context["actions"][0]["url"]


def test_the_counts_of_a_team_s_page_are_those_of_the_whole_school(client, secretary, many):
    YearRatingFactory(person=many[0].people.first())
    client.force_login(secretary)

    whole, team = (client.get(url("eligible", to=to)) for to in ("", many[1].pk))

    assert len(names(whole)) == PAGEFUL + 1
    assert names(team) == {f"Người {place:02}" for place in range(1, PAGEFUL, 3)}
    assert team.context["summary"]
    assert [row["counts"] for row in team.context["summary"]] == [row["counts"] for row in whole.context["summary"]]


@pytest.mark.parametrize("asked", [{"q": "nguoi"}, {"ket_qua": "needs_review"}, {"tab": "tap-the"}, {"to": ""}])
def test_who_looks_for_somebody_is_shown_the_whole_school(client, secretary, many, asked):
    client.force_login(secretary)

    answer = client.get(url("eligible", **asked))

    assert answer.status_code == 200
    assert answer.context["leaf"] is None


def test_a_short_list_is_not_cut(client, secretary, teacher):
    client.force_login(secretary)

    assert client.get(url("eligible")).status_code == 200
