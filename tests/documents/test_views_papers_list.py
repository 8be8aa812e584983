"""Văn bản: the list of every paper that one may see, and the page of a paper without a room of its own."""

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.documents.consulting import consult, draft_of
from tests.factories.documents import DocumentFactory, PlanFactory
from thiduakt.documents.models import Document

pytestmark = pytest.mark.usefixtures("blank_pages")
LIST = "/van-ban/"


@pytest.fixture
def paper(principal):
    def make(kind="QĐ", state="ISSUED", **values):
        given = {"signer": principal.person, "created_by": principal.person} | values
        if kind == "KH":
            return PlanFactory(
                school=principal.school, state=state, **{f"document__{name}": value for name, value in given.items()}
            ).document
        return DocumentFactory(school=principal.school, kind=kind, state=state, **given)

    return make


def titles(response):
    return [document.subject for document in response.context["papers"]]


def test_each_sees_what_the_rules_open(paper, principal, clerk, teacher, client):
    paper("KH", "DRAFT", subject="Kế hoạch nháp")
    paper("QĐ", "DRAFT", subject="Quyết định nháp")
    paper("QĐ", "ISSUED", subject="Quyết định đã ban hành")

    for user, expected in (
        (principal, {"Kế hoạch nháp", "Quyết định nháp", "Quyết định đã ban hành"}),
        (clerk, {"Kế hoạch nháp", "Quyết định nháp", "Quyết định đã ban hành"}),
        (teacher, {"Quyết định đã ban hành"}),
    ):
        client.force_login(user)
        assert set(titles(client.get(LIST))) == expected


@pytest.mark.parametrize(("who", "status"), [("technician", 403), ("stranger", 200), ("superior", 200)])
def test_others_see_nothing_of_it(who, status, paper, request, client):
    paper()
    client.force_login(request.getfixturevalue(who))

    response = client.get(LIST)

    assert response.status_code == status
    assert status == 403 or titles(response) == []


def test_it_is_narrowed_by_state_kind_and_words_without_marks(paper, teacher, client):
    paper("KH", subject="Công tác thi đua")
    paper("QĐ", subject="Về việc thu hồi Kế hoạch số 01/KH-MNGB")
    paper("QĐ", "REVOKED", subject="Về việc tặng giấy khen")
    client.force_login(teacher)

    assert titles(client.get(LIST, {"q": "thu hoi"})) == ["Về việc thu hồi Kế hoạch số 01/KH-MNGB"]
    assert titles(client.get(LIST, {"loai": "KH"})) == ["Công tác thi đua"]
    assert titles(client.get(LIST, {"trang-thai": "REVOKED"})) == ["Về việc tặng giấy khen"]
    response = client.get(LIST, {"loai": "QĐ"})
    assert [(tab["label"], tab["count"]) for tab in response.context["tabs"]] == [
        ("Tất cả", 2), ("Đã ban hành", 1), ("Đã thu hồi", 1),
    ]  # fmt: skip
    assert len(titles(client.get(LIST, {"loai": "x", "trang-thai": "x"}))) == 3


def test_the_sheet_holds_what_is_shown(paper, teacher, client, tmp_path):
    paper("QĐ", subject="=cmd()", place=7)
    paper("KH", subject="Công tác thi đua")
    client.force_login(teacher)
    (tmp_path / "x.xlsx").write_bytes(client.get(f"{LIST}danh-sach.xlsx", {"loai": "QĐ"}).content)

    rows = list(openpyxl.load_workbook(tmp_path / "x.xlsx").active.iter_rows(min_row=5, values_only=True))

    assert [row[:4] for row in rows] == [("Quyết định", "07/QĐ-MNGB", "=cmd()", "đã ban hành")]


@pytest.mark.parametrize(
    ("asked", "sentence"), [({}, "Chưa có văn bản nào"), ({"q": "không có"}, "Không có văn bản nào như vậy")]
)
def test_an_empty_list_says_why(asked, sentence, teacher, client):
    client.force_login(teacher)

    assert sentence in client.get(LIST, asked).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_paper_and_for_three(count, paper, teacher, client, django_assert_num_queries):
    for _ in range(count):
        paper()
    client.force_login(teacher)

    # session, user, roles, counts, the rows, school year
    with django_assert_num_queries(6):
        response = client.get(LIST)

    assert len(titles(response)) == count


def test_the_list_has_a_stable_order(paper, teacher, client):
    made = [paper().pk for _ in range(3)]
    client.force_login(teacher)

    assert [document.pk for document in client.get(LIST).context["papers"]] == made[::-1]


@pytest.mark.parametrize("path", [LIST, f"{LIST}danh-sach.xlsx"])
def test_a_list_is_only_looked_at(path, teacher, client):
    assert client.get(path).url.startswith("/dang-nhap/")
    client.force_login(teacher)
    assert client.post(path).status_code == 405


# The page of a decision


def page(document):
    return reverse("documents:document", args=[document.pk])


@pytest.mark.parametrize(("who", "status"), [("teacher", 200), ("technician", 404), ("stranger", 404), ("superior", 404)])
def test_who_reads_an_issued_decision(who, status, paper, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(page(paper())).status_code == status


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("secretary", 200), ("teacher", 404), ("stranger", 404)])
def test_who_reads_the_draft_of_a_decision(who, status, paper, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(page(paper(state="DRAFT"))).status_code == status


def test_a_decision_is_not_consulted_on(paper, principal, client):
    client.force_login(principal)

    response = client.get(page(paper(state="DRAFT")))

    assert [box.move.name for box in response.context["steps"]] == ["submit"]


def test_both_papers_lead_to_each_other(paper, principal, teacher, client):
    older = paper("KH", "REVOKED", place=1)
    decision = paper("QĐ", revokes=older, place=4)
    client.force_login(teacher)

    there = {fact["label"]: (str(fact["value"]), fact.get("url")) for fact in client.get(page(decision)).context["facts"]}
    back = client.get(older.get_absolute_url()).context["facts"]

    assert there["Thu hồi"] == ("Kế hoạch số 01/KH-MNGB ngày 04/10/2023", older.get_absolute_url())
    newer = next(fact for fact in back if fact["label"] == "Bị thu hồi bởi")
    assert (newer["value"], newer["url"]) == ("Quyết định số 04/QĐ-MNGB ngày 04/10/2023", page(decision))


def test_readers_do_not_learn_of_the_draft_that_will_revoke(paper, principal, teacher, client):
    older = paper("KH")
    decision = paper("QĐ", "DRAFT", revokes=older)
    client.force_login(teacher)

    assert page(decision) not in client.get(older.get_absolute_url()).content.decode()


def test_an_issued_plan_offers_the_decision_that_revokes_it(paper, principal, client):
    client.force_login(principal)
    older = paper("KH")
    assert "Soạn quyết định thu hồi" in client.get(older.get_absolute_url()).content.decode()

    response = client.post(reverse("documents:revoke", args=[older.pk]))

    decision = Document.objects.get(revokes=older)
    assert response.url == reverse("documents:edit", args=[decision.pk])
    assert "Soạn quyết định thu hồi" not in client.get(older.get_absolute_url()).content.decode()
    refused = client.post(reverse("documents:revoke", args=[older.pk]))
    assert "đang soạn" in str(list(get_messages(refused.wsgi_request))[-1])


@pytest.mark.parametrize(
    ("who", "status"), [("deputy", 403), ("clerk", 403), ("teacher", 403), ("technician", 404), ("stranger", 404)]
)
def test_others_revoke_nothing(who, status, paper, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("documents:revoke", args=[paper("KH").pk])).status_code == status
    assert not Document.objects.filter(kind="QĐ").exists()


def test_the_draft_of_a_decision_is_discarded(paper, principal, client):
    client.force_login(principal)
    decision = paper("QĐ", "DRAFT")

    response = client.post(reverse("documents:discard", args=[decision.pk]))

    assert response.url == LIST
    assert not Document.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("clerk", 302), ("teacher", 404), ("stranger", 404)])
def test_who_discards_the_draft_of_a_decision(who, status, paper, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("documents:discard", args=[paper("QĐ", "DRAFT").pk])).status_code == status
    assert Document.objects.exists() is (status == 404)


def test_a_plan_is_discarded_in_its_own_room_only(principal, client):
    client.force_login(principal)
    document = draft_of(principal)

    assert client.post(reverse("documents:discard", args=[document.pk])).status_code == 404
    assert Document.objects.exists()


def test_a_draft_goes_with_what_was_said_about_it(principal, teacher, client, at):
    consultation = consult(principal, teacher, at=at)
    client.force_login(principal)
    client.post(reverse("documents:step", args=[consultation.document.pk, "end_consultation"]))

    client.post(reverse("plans:discard", args=[consultation.document.pk]))

    assert not Document.objects.exists()


@pytest.mark.parametrize("route", ["discard", "revoke"])
def test_a_button_is_only_posted_to(route, paper, principal, client):
    older = paper("KH")
    address = reverse(f"documents:{route}", args=[older.pk])

    assert client.get(address).url.startswith("/dang-nhap/")
    client.force_login(principal)
    assert client.get(address).url == older.get_absolute_url()
    assert client.delete(address).status_code == 405
