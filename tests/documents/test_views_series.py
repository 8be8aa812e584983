from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories.documents import DocumentFactory
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.models import NumberSeries, SeriesOpening
from thiduakt.documents.services.openings import propose_opening

LIST, PROPOSE = "documents:series", "documents:series_propose"
YEAR = timezone.localdate().year
TYPED = {
    "year": str(YEAR), "series": "KH", "last": "41", "last_date": f"02/01/{YEAR}", "mode": "AUTO", "reason": "Sổ giấy."
}  # fmt: skip


@pytest.fixture
def opening(clerk):
    return propose_opening(
        year=YEAR, series="KH", last=41, last_date=date(YEAR, 1, 2), mode=SeriesMode.AUTO, reason="Sổ giấy.",
        actor=clerk, at=timezone.now(),
    )  # fmt: skip


def decide(client, opening, action, **data):
    return client.post(reverse("documents:series_decide", args=[opening.pk, action]), data)


def test_the_list_shows_where_each_series_stands(clerk, client):
    NumberSeries.objects.create(school=clerk.school, year=2023, series="KH", last=7, last_date=date(2023, 10, 4))
    client.force_login(clerk)

    page = client.get(reverse(LIST)).content.decode()

    for text in ("Kế hoạch (KH)", "07", "04/10/2023", "hệ thống cấp số liên tục"):
        assert text in page


def test_series_of_another_school_are_nowhere(stranger, opening, client):
    client.force_login(stranger)

    response = client.get(reverse(LIST))

    assert (response.status_code, list(response.context["openings"])) == (200, [])


def test_the_clerk_proposes(clerk, client):
    client.force_login(clerk)

    response = client.post(reverse(PROPOSE), TYPED)

    assert response.url == reverse(LIST)
    assert (SeriesOpening.objects.get().last, SeriesOpening.objects.get().state) == (41, "PROPOSED")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"last_date": ""}, "Cần ngày của số cuối"),
        ({"last_date": f"31/12/{YEAR - 1}"}, f"phải thuộc năm {YEAR}"),
        ({"reason": ""}, "Lý do"),
        ({"series": "XX"}, "Dãy số"),
    ],
)
def test_a_wrong_proposal_keeps_what_was_typed(fault, sentence, clerk, client):
    client.force_login(clerk)

    page = client.post(reverse(PROPOSE), TYPED | fault).content.decode()

    assert sentence.lower() in page.lower()
    assert 'value="41"' in page
    assert not SeriesOpening.objects.exists()


@pytest.mark.parametrize("who", ["principal", "deputy", "teacher", "technician", "superior"])
def test_others_propose_nothing(who, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse(PROPOSE), TYPED).status_code == 403


def test_the_principal_approves(opening, principal, client):
    client.force_login(principal)
    assert "Duyệt" in client.get(reverse(LIST)).content.decode()

    decide(client, opening, "approve")

    assert NumberSeries.objects.get().last == 41


def test_a_refusal_without_reason_is_said(opening, principal, client):
    client.force_login(principal)

    response = decide(client, opening, "refuse")

    assert "lý do" in str(next(iter(get_messages(response.wsgi_request))))
    assert SeriesOpening.objects.get().state == "PROPOSED"


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("deputy", 403), ("teacher", 403), ("stranger", 404)])
def test_others_decide_nothing(who, status, opening, request, client):
    client.force_login(request.getfixturevalue(who))

    assert decide(client, opening, "approve").status_code == status
    assert not NumberSeries.objects.exists()


def test_an_unknown_decision_is_a_404(opening, principal, client):
    client.force_login(principal)

    assert decide(client, opening, "delete").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_opening_and_for_three(count, clerk, principal, client, django_assert_num_queries):
    for series in ("KH", "QĐ", "BC")[:count]:
        propose_opening(
            year=YEAR, series=series, last=0, last_date=None, mode=SeriesMode.AUTO, reason="Sổ giấy.",
            actor=clerk, at=timezone.now(),
        )  # fmt: skip
    client.force_login(principal)

    # session, user, roles, openings, series, school year
    with django_assert_num_queries(6):
        page = client.get(reverse(LIST)).content.decode()

    assert page.count("Đặng Thị Thu Hằng đề xuất") == count
    assert page.count("Không duyệt…") == count


def test_a_series_that_has_given_a_number_is_not_started_again(opening, principal, client, school):
    DocumentFactory(school=school, state="ISSUED", year=YEAR)
    client.force_login(principal)

    response = decide(client, opening, "approve")

    assert "đã cấp số" in str(next(iter(get_messages(response.wsgi_request))))
    assert SeriesOpening.objects.get().state == "PROPOSED"


def test_a_reason_that_is_too_long_is_said(opening, principal, client):
    client.force_login(principal)

    response = decide(client, opening, "refuse", reason="Sổ giấy thiếu. " * 100)

    assert "tối đa 1000 ký tự" in str(next(iter(get_messages(response.wsgi_request))))


def test_who_lands_on_a_decision_after_signing_in_is_led_to_the_series(opening, principal, client):
    client.force_login(principal)

    assert client.get(reverse("documents:series_decide", args=[opening.pk, "approve"])).url == reverse(LIST)
    assert SeriesOpening.objects.get().state == "PROPOSED"
