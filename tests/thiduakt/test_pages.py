"""Long lists: counted in one query and no further than anybody looks, and still walked to their end."""

import pytest
from django.db.models import Q
from django.urls import reverse

from tests.factories.school import PersonFactory
from thiduakt import pages
from thiduakt.pages import Tally, tallies, tallies_by
from thiduakt.school.models import Person

pytestmark = pytest.mark.django_db
ENOUGH = 100  # in the place of a thousand


@pytest.fixture
def many(school, principal, monkeypatch):
    """249 people and the principal."""
    monkeypatch.setattr(pages, "COUNTED", ENOUGH)
    PersonFactory.create_batch(249, school=school)


@pytest.fixture
def show(client, principal):
    def get(**query):
        client.force_login(principal)
        return client.get(reverse("school:person_list"), query)

    return get


def said(response):
    page = response.content.decode().partition('<div class="pages">')[2].partition("</p>")[0]
    return " ".join(page.replace("<p>", "").split())


def test_every_condition_is_counted_in_one_query(school, principal, django_assert_num_queries):
    PersonFactory.create_batch(4, school=school, post="Kế toán")

    with django_assert_num_queries(1):
        found = tallies(Person.objects.all(), {"all": Q(), "books": Q(post="Kế toán"), "nobody": Q(pk__in=[])})

    assert found == {"all": Tally(5), "books": Tally(4), "nobody": Tally(0)}


@pytest.mark.parametrize(("most", "tally"), [(2, Tally(2, is_more=True)), (3, Tally(3)), (4, Tally(3))])
def test_it_is_counted_so_far_and_no_further(most, tally, school):
    PersonFactory.create_batch(3, school=school)

    assert tallies(Person.objects.all(), {"": Q()}, most=most) == {"": tally}


def test_an_empty_table_has_none_of_anything():
    assert tallies(Person.objects.all(), {"": Q()}) == {"": Tally(0)}


def test_rows_that_nobody_may_see_are_none(school):
    PersonFactory(school=school)

    assert tallies(Person.objects.none(), {"": Q()}) == {"": Tally(0)}


def test_each_value_is_counted_in_one_query_as_its_condition_is(school, principal, django_assert_num_queries):
    PersonFactory.create_batch(4, school=school, post="Kế toán")
    PersonFactory.create_batch(2, school=school, post="100%")
    people, posts = Person.objects.filter(school=school, left_on__isnull=True), ["Kế toán", "100%", "Không ai"]

    with django_assert_num_queries(1):
        found = tallies_by(people, "post", posts, most=3)

    assert found == {"": Tally(3, is_more=True), "Kế toán": Tally(3, is_more=True), "100%": Tally(2), "Không ai": Tally(0)}
    assert found == tallies(people, {"": Q(), **{post: Q(post=post) for post in posts}}, most=3)


def test_of_rows_that_nobody_may_see_each_value_has_none(school):
    PersonFactory(school=school, post="Kế toán")

    assert tallies_by(Person.objects.none(), "post", ["Kế toán"]) == {"": Tally(0), "Kế toán": Tally(0)}


def test_a_long_list_says_that_there_is_more(many, show):
    page = show()

    assert said(page) == "Từ 1 đến 50 trong hơn 100 người."
    assert "hơn 100" in page.content.decode().partition('class="tabs"')[2].partition("</nav>")[0]


def test_a_large_number_is_written_in_groups_of_three(school, show, monkeypatch):
    from thiduakt.home.templatetags.look import grouped

    assert grouped(50_000) == "50.000"


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (1, "Từ 1 đến 50 trong hơn 100 người."),
        (2, "Từ 51 đến 100 trong hơn 200 người."),
        (4, "Từ 151 đến 200 trong 250 người."),
        (5, "Từ 201 đến 250 trong 250 người."),
    ],
)
def test_there_is_always_a_page_to_go_on_to_until_the_end(page, sentence, many, show):
    response = show(page=page)

    assert said(response) == sentence
    assert len(response.context["object_list"]) == 50
    assert response.context["page_obj"].has_next() == (page < 5)


@pytest.mark.parametrize("page", ["6", "0", "-1", "x", "9" * 40, "²"])
def test_a_page_that_is_not_there_is_not_found(page, many, show):
    assert show(page=page).status_code == 404


def test_the_last_page_that_is_counted_to_is_full(many, show):
    assert len(show(page="last").context["object_list"]) == 50
