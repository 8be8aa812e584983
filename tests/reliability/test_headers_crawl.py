"""The crawl at a size for every day: as nobody, as the principal and as a teacher; and red where a guard is taken away."""

import pytest
from django.test import Client

from tests.reliability.headers_crawl import TWINS, crawl, faults, world
from thiduakt.home import views
from thiduakt.school.models import User

pytestmark = pytest.mark.django_db


def test_every_answer_bears_its_headers_and_no_get_changes_anything():
    world()

    result = crawl([None, User.objects.get(username="hieutruong"), User.objects.get(username="giaovien")])

    assert result["faults"] == []
    assert result["pages"] > 200


@pytest.mark.parametrize("name", TWINS)
def test_the_crawl_can_go_red(name, principal):
    sabotage, fault = TWINS[name]
    with sabotage():
        result = crawl([principal], most=3)

    assert any(fault in told for told in result["faults"]), result


def crash(*arguments, **named):
    raise RuntimeError("Đỗ Thị Đào")


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("get", "/khong-co/", "testserver", 404),
        ("get", "/nhat-ky/", "testserver", 403),
        ("post", "/nhat-ky/", "testserver", 403),
        ("get", "/", "evil.example", 400),
        ("get", "/", "testserver", 500),
        ("get", "/van-ban/1/", "testserver", 404),
    ],
)
def test_an_error_bears_the_headers_too(method, path, host, status, clerk, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    if status == 500:
        monkeypatch.setattr(views.Home, "get", crash)

    response = getattr(client, method)(path, headers={"Host": host})

    assert response.status_code == status
    assert [fault for fault in faults(response) if not fault.startswith("status")] == []
    assert "Đào" not in response.text


def test_a_form_without_its_token_is_refused_with_the_headers(principal):
    client = Client(enforce_csrf_checks=True)
    client.force_login(principal)

    response = client.post("/dang-xuat/")

    assert response.status_code == 403
    assert list(faults(response)) == []
