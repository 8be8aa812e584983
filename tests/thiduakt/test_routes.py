import re

import pytest
from django.urls import get_resolver, path
from django.views.generic import TemplateView

from thiduakt.permissions import RULES
from thiduakt.routes import PUBLIC, SIGNED_IN, WITHOUT_A_ROUTE, Id, Ruled, every_route_has_a_rule, routes, rule_of


class NoRule(TemplateView):
    pass


class Misspelt(Ruled, TemplateView):
    permission = "plan.veiw"


class Open(Ruled, TemplateView):
    permission = PUBLIC


class Closed(Ruled, TemplateView):
    permission = "plan.view"


class Urls:
    """Stands in for the module of addresses."""

    def __init__(self, *patterns):
        self.url_patterns = list(patterns)


def ids(monkeypatch, *patterns):
    monkeypatch.setattr("thiduakt.routes.get_resolver", lambda: Urls(*get_resolver().url_patterns, *patterns))
    return [(error.id, error.msg) for error in every_route_has_a_rule(None)]


def test_every_route_of_the_project_has_a_rule_and_every_rule_a_route():
    assert every_route_has_a_rule(None) == []


def test_a_view_without_a_rule_is_found(monkeypatch):
    assert ids(monkeypatch, path("quen/", NoRule.as_view())) == [
        ("thiduakt.E001", "The route /quen/ names no rule of the permission table.")
    ]


def test_a_misspelt_rule_is_found(monkeypatch):
    assert [error for error, _ in ids(monkeypatch, path("sai/", Misspelt.as_view()))] == ["thiduakt.E001"]


def test_a_plain_function_without_a_rule_is_found(monkeypatch):
    assert [error for error, _ in ids(monkeypatch, path("ham/", lambda request: None))] == ["thiduakt.E001"]


def test_a_rule_without_a_route_is_found(monkeypatch):
    monkeypatch.setattr("thiduakt.routes.get_resolver", Urls)
    guarded = set(RULES) - set(WITHOUT_A_ROUTE)

    assert [error.id for error in every_route_has_a_rule(None)] == ["thiduakt.E002"] * len(guarded)


def test_only_public_views_are_open_without_signing_in():
    """Django's LoginRequiredMiddleware reads `login_required`; without the attribute it asks for a login."""
    assert Open.as_view().login_required is False
    assert Closed.as_view().login_required is True


def test_the_public_routes_are_these():
    """Whoever opens another page to everybody says so here."""
    public = {route for route, view in routes(get_resolver().url_patterns) if rule_of(view) == PUBLIC}

    assert public == {
        "dang-nhap/",
        "dang-nhap/ma-xac-thuc/",
        "dang-xuat/",
        "suc-khoe/song",
        "suc-khoe/san-sang",
        "mau-giao-dien/",
        "lich/<str:word>.ics",  # the word is the key
        "cong-khai/<slug:code>/",
        "cong-khai/<slug:code>/<id:pk>/",
        "cong-khai/<slug:code>/dien-hinh/",
        "cong-khai/<slug:code>/khen-thuong/<id:pk>/",
        "tra-cuu/",
        "tra-cuu/<str:token>/",  # the token is the key
    }


@pytest.mark.django_db
def test_every_other_route_sends_a_stranger_to_the_login_page(client):
    asked = 0
    for route, view in routes(get_resolver().url_patterns):
        if rule_of(view) == PUBLIC:
            continue
        address = "/" + re.sub(r"<slug:\w+>", "a", re.sub(r"<id:\w+>", "1", route))
        for method in (client.get, client.post):
            response = method(address)
            assert (response.status_code, response.url) == (302, f"/dang-nhap/?next={address}"), address
            asked += 1

    assert asked > 60


def test_numbers_in_addresses_are_as_long_as_a_key_can_be():
    """Django's `<int:…>` takes any number of digits, and SQLite stumbles over what it cannot hold."""
    parts = {part for route, _ in routes(get_resolver().url_patterns) for part in re.findall(r"<(.*?)>", route)}

    assert {part.partition(":")[0] for part in parts} == {"id", "slug", "str"}
    assert re.fullmatch(Id.regex, "9" * 18)
    assert not re.fullmatch(Id.regex, "9" * 19)


def test_views_about_oneself_are_few():
    """What is open to everybody who is signed in is about themselves, or asks the table row by row."""
    own = {route for route, view in routes(get_resolver().url_patterns) if rule_of(view) == SIGNED_IN}

    assert {"", "nha-truong/mat-khau/"} <= own


def test_a_rule_that_would_never_be_asked_stops_the_start():
    with pytest.raises(TypeError, match="names a generic view before the page"):
        type("Passed", (TemplateView, Ruled), {"permission": "plan.view"})
