"""The page that makes the next plan out of an older one."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.plans.models import Plan
from tests.factories.documents import PlanFactory, RegisterEntryFactory
from tests.factories.school import UserFactory
from thiduakt.permissions import Role

IMPORT, CHOICE = "plans:import", "plans:clone_choice"


@pytest.fixture
def drafter(client, principal):
    client.force_login(principal)
    return client


@pytest.fixture
def older(school, principal):
    return PlanFactory(
        school=school,
        state="ISSUED",
        document__signer=principal.person,
        document__body="<p>Mở đầu năm 2023.</p><h2>NỘI DUNG</h2><p>Thi đua năm 2023.</p><h2>TỔ CHỨC</h2><p>Các tổ làm.</p>",
    )


def clone(client, plan, **changes):
    typed = {
        "year": "2024",
        "subject": "Công tác năm 2024",
        "dated_on": "15/02/2024",
        "parts": ["can-cu", "phan-0", "phan-1", "phan-2", "noi-nhan"],
    }
    return client.post(reverse("plans:clone", args=[plan.pk]), typed | changes)


def test_the_plans_of_the_school_are_offered_newest_first(older, school, principal, drafter):
    newer = PlanFactory(school=school, year=2024, document__signer=principal.person)

    page = drafter.get(reverse(CHOICE))

    assert list(page.context["plan_list"]) == [newer, older]
    assert reverse("plans:clone", args=[older.pk]) in page.content.decode()


def test_without_a_plan_the_way_to_import_is_shown(drafter):
    assert reverse(IMPORT) in drafter.get(reverse(CHOICE)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_costs_the_same_for_one_plan_and_for_three(count, school, drafter, django_assert_max_num_queries):
    PlanFactory.create_batch(count, school=school)

    with django_assert_max_num_queries(12) as queries:
        drafter.get(reverse(CHOICE))

    again = PlanFactory.create_batch(2, school=school)
    with django_assert_max_num_queries(len(queries)):
        drafter.get(reverse(CHOICE))
    assert again


def test_the_form_begins_a_year_later_with_every_part(older, drafter):
    form = drafter.get(reverse("plans:clone", args=[older.pk])).context["form"]

    assert form["year"].value() == 2024
    assert form["dated_on"].value() == date(2024, 10, 4)
    assert form["subject"].value() == "Công tác thi đua, khen thưởng năm 2024"
    assert form["parts"].value() == ["can-cu", "phan-0", "phan-1", "phan-2", "noi-nhan"]


def test_the_draft_opens_in_the_editor_with_its_marks(older, drafter):
    response = clone(drafter, older)

    plan = Plan.objects.exclude(pk=older.pk).get()
    assert response.url == reverse("documents:edit", args=[plan.pk])
    assert plan.document.body == older.document.body
    page = drafter.get(response.url).content.decode()
    assert "Thay bằng “Thi đua năm 2024.”" in page


def test_only_the_chosen_parts_are_taken(older, drafter):
    clone(drafter, older, parts=["phan-2"])

    document = Plan.objects.exclude(pk=older.pk).get().document
    assert document.body == "<h2>TỔ CHỨC</h2><p>Các tổ làm.</p>"
    assert (document.bases, document.recipients) == ([], [])


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"parts": []}, "Chưa chọn phần nào"),
        ({"year": "2023"}, "Kế hoạch cũ cũng là của năm 2023"),
        ({"year": "1999"}, "từ 2000 đến 2100"),
        ({"dated_on": "31/02/2024"}, "Ngày dự kiến ban hành"),
        ({"subject": "x" * 501}, "500"),
        ({"parts": ["phan-99"]}, "phan-99"),
    ],
)
def test_a_refused_clone_keeps_what_was_typed(fault, sentence, older, drafter):
    page = clone(drafter, older, **({"subject": "Trích yếu đang gõ"} | fault)).content.decode()

    assert sentence in page
    assert page.count('role="alert"') == 1
    assert "subject" in fault or "Trích yếu đang gõ" in page
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("deputy", 302), ("clerk", 403), ("secretary", 403), ("teacher", 403), ("technician", 403), ("stranger", 404)],
)
def test_who_may_clone(who, status, older, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("plans:clone", args=[older.pk])).status_code == (200 if status == 302 else status)
    assert clone(client, older).status_code == status
    assert Plan.objects.count() == (2 if status == 302 else 1)


def test_whoever_is_not_signed_in_is_asked_to(older, client):
    for address in (reverse(CHOICE), reverse("plans:clone", args=[older.pk])):
        assert client.get(address).url.startswith(reverse("login"))
        assert client.post(address).url.startswith(reverse("login"))


def test_the_list_of_plans_to_copy_is_only_read(drafter):
    assert drafter.post(reverse(CHOICE)).status_code == 405


def test_a_plan_of_a_school_below_is_not_cloned(older, superior_body, client):
    above = UserFactory(school=superior_body, roles=[Role.SUPERIOR, Role.PRINCIPAL])
    RegisterEntryFactory(document=older.document, sent_up_on=timezone.localdate())
    client.force_login(above)

    assert clone(client, older).status_code == 404


def test_a_day_far_from_the_new_year_is_warned_of(older, drafter):
    assert "cách xa năm của kế hoạch (2030)" in drafter.get(clone(drafter, older, year="2030").url).content.decode()
