import io

import openpyxl
import pytest
from django.urls import reverse

from tests.factories.documents import PlanFactory

LIST = "plans:list"


@pytest.fixture
def show(client, principal):
    client.force_login(principal)
    return lambda **query: client.get(reverse(LIST), query)


def subjects(response):
    return {plan.document.subject for plan in response.context["plan_list"]}


def test_the_technician_has_no_plans(technician, client):
    client.force_login(technician)

    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(reverse("plans:list_excel")).status_code == 403


def test_nobody_without_an_account_sees_the_list(client, db):
    assert client.get(reverse(LIST)).status_code == 302


def test_an_empty_list_tells_drafters_how_to_begin(show):
    page = show().content.decode()

    assert "Chưa có kế hoạch nào" in page
    assert reverse("plans:import") in page


def test_an_empty_list_promises_readers_nothing_they_cannot_do(teacher, client):
    client.force_login(teacher)

    page = client.get(reverse(LIST)).content.decode()

    assert "Chưa có kế hoạch nào" in page
    assert reverse("plans:import") not in page


def test_tabs_count_what_is_there(school, show):
    PlanFactory.create_batch(2, school=school)
    PlanFactory(school=school, state="ISSUED")

    response = show(**{"trang-thai": "ISSUED"})

    assert [(tab["label"], tab["count"]) for tab in response.context["tabs"]] == [
        ("Tất cả", 3),
        ("Nháp", 2),
        ("Đã ban hành", 1),
    ]
    assert len(response.context["plan_list"]) == 1


@pytest.mark.parametrize("state", ["NONSENSE", "", "issued"])
def test_an_unknown_tab_is_all(state, school, show):
    PlanFactory(school=school)

    assert len(show(**{"trang-thai": state}).context["plan_list"]) == 1


def test_search_needs_no_marks_and_keeps_the_tab(school, show):
    PlanFactory(school=school, document__subject="Đăng ký thi đua")
    PlanFactory(school=school, document__subject="Hội giảng mùa xuân")

    response = show(q="DANG ky", **{"trang-thai": "DRAFT"})

    assert subjects(response) == {"Đăng ký thi đua"}
    assert '<input type="hidden" name="trang-thai" value="DRAFT">' in response.content.decode()


def test_nothing_found_offers_the_whole_list(school, show):
    PlanFactory(school=school)

    assert "Xem tất cả" in show(q="khong co that").content.decode()


def test_another_school_is_nowhere(school, other_school, show, client):
    PlanFactory(school=other_school, state="ISSUED", document__subject="Chuyện Ánh Dương")
    PlanFactory(school=school)

    assert "Ánh Dương" not in show().content.decode()
    assert "Ánh Dương" not in show(q="anh duong").context["plan_list"]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("plans:list_excel")).content)).active
    assert "Ánh Dương" not in str(list(sheet.iter_rows(values_only=True)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(count, school, show, django_assert_num_queries):
    PlanFactory.create_batch(count, school=school)

    # session, user, roles, counts, page, school year
    with django_assert_num_queries(6):
        response = show()

    assert len(response.context["plan_list"]) == count


@pytest.mark.parametrize("route", ["plans:list", "plans:clone_choice", "documents:papers"])
def test_no_list_reads_whole_papers(route, school, principal, client, django_assert_max_num_queries):
    PlanFactory(school=school)
    client.force_login(principal)

    with django_assert_max_num_queries(9) as captured:
        client.get(reverse(route))

    read = " ".join(query["sql"] for query in captured)
    for column in ("body", "bases", "addressees", "recipients", "signed_paper", "snapshot", "source_text"):
        assert f'"{column}"' not in read


def test_a_long_list_has_pages(school, show):
    PlanFactory.create_batch(51, school=school)

    assert len(show().context["plan_list"]) == 50
    assert len(show(page=2).context["plan_list"]) == 1


def test_excel_holds_what_is_shown(school, show, client):
    PlanFactory(school=school, state="ISSUED", document__subject="=1+1")
    PlanFactory(school=school)

    content = client.get(reverse("plans:list_excel"), {"trang-thai": "ISSUED"}).content

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [row[2] for row in rows] == ["=1+1"]
    assert sheet.cell(5, 3).data_type == "s"


def test_a_hostile_subject_stays_text(school, show):
    PlanFactory(school=school, document__subject="<script>alert(1)</script>{{ 7*7 }}")

    page = show().content.decode()

    assert "<script>alert(1)" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize(
    "query", [{"q": "kế\x00hoạch"}, {"q": "thi đua " * 1100}, {"trang-thai": "\x00"}, {"page": "9" * 5000}, {"page": "abc"}]
)
def test_nothing_typed_into_the_address_breaks_the_list(query, school, show, client):
    PlanFactory(school=school)

    assert show(**query).status_code == (404 if "page" in query else 200)
    assert client.get(reverse("plans:list_excel"), query).status_code == 200


def test_a_search_is_cut_to_what_a_search_can_be(school, show):
    PlanFactory(school=school, document__subject="Đăng ký thi đua")

    response = show(q="  thi \x07 đua " + "x" * 3000)

    assert response.context["words"] == "thi đua " + "x" * 92
