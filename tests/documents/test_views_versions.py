"""Các lần lưu: who reads them, what they show, how one comes back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.documents import PlanFactory
from thiduakt.documents.content import content_of
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, SavedDraft
from thiduakt.documents.services.drafting import create_draft, edit_draft

BODY = "<h2>MỤC ĐÍCH</h2><p>Phát huy kết quả.</p><h2>NỘI DUNG</h2><p>Đạt 80%.</p>"


@pytest.fixture
def document(principal, deputy, at):
    """Three savings: made by the principal, changed by the deputy in section II, and by the principal in căn cứ."""
    made = create_draft(
        Kind.PLAN,
        subject="Công tác năm 2023",
        dated_on=at.date(),
        body=BODY,
        signer=principal.person,
        actor=principal,
        at=at,
    )
    edit_draft(made, changes={"body": BODY.replace("80%", "90%")}, version=1, actor=deputy, at=at)
    PlanFactory(document=made, school=made.school)
    return edit_draft(made, changes={"bases": ["Luật Thi đua;"]}, version=2, actor=principal, at=at)


@pytest.fixture
def reader(client, principal):
    client.force_login(principal)
    return client


def versions(document):
    return reverse("documents:versions", args=[document.pk])


def comparison(document, before, after):
    return f"{reverse('documents:compare', args=[document.pk])}?truoc={before}&sau={after}"


def restoring(document, number):
    return reverse("documents:restore", args=[document.pk, number])


def test_each_saving_says_who_saved_when_and_what_changed(document, reader):
    rows = reader.get(versions(document)).context["rows"]

    assert [(row["saving"].number, str(row["saving"].saved_by), row["changed"]) for row in rows] == [
        (3, "Hoàng Thị Phương", "Căn cứ."),
        (2, "Nguyễn Thị Ánh", "Mục II."),
        (1, "Hoàng Thị Phương", "Bản đầu tiên."),
    ]


def test_two_savings_are_compared_in_whatever_order_they_are_named(document, reader):
    for address in (comparison(document, 1, 3), comparison(document, 3, 1)):
        page = reader.get(address).content.decode()

        assert "80<" in page.partition("<del>")[2]
        assert "Luật Thi đua;" in page.partition("Căn cứ</h2>")[2]
        assert "Khôi phục lần lưu 1" in page


def test_the_first_saving_is_compared_with_an_empty_sheet(document, reader):
    assert "Trang trống" in reader.get(comparison(document, 0, 1)).content.decode()


@pytest.mark.parametrize(("before", "after"), [(1, 9), ("x", 1), ("9" * 30, 1), ("", ""), (-1, 1)])
def test_a_saving_that_never_was_is_not_found(before, after, document, reader):
    assert reader.get(comparison(document, before, after)).status_code == 404


def test_an_older_saving_comes_back_as_a_new_one(document, reader):
    page = reader.post(restoring(document, 1), {"version": "3"}, follow=True).content.decode()

    assert "Khôi phục lần lưu 1." in page
    stored = Document.objects.get()
    assert (stored.body, stored.bases, stored.version) == (BODY, [], 4)
    assert SavedDraft.objects.filter(document=document).count() == 4


@pytest.mark.parametrize("version", ["2", "", "x", "9" * 30])
def test_nothing_is_restored_over_a_save_that_was_not_seen(version, document, reader):
    page = reader.post(restoring(document, 1), {"version": version}, follow=True).content.decode()

    assert "Có người vừa lưu bản khác" in page
    assert Document.objects.get().version == 3


@pytest.mark.parametrize("state", ["SUBMITTED", "SIGNED", "ISSUED"])
def test_what_is_before_the_signer_is_read_and_not_restored(state, school, principal, reader, at):
    document = PlanFactory(school=school, state=state, document__signer=principal.person).document
    SavedDraft.objects.create(document=document, number=1, content=content_of(document), saved_by=principal, saved_at=at)

    assert "Lần lưu 1" in reader.get(versions(document)).content.decode()
    assert "Khôi phục" not in reader.get(comparison(document, 0, 1)).content.decode()
    assert "không sửa được nữa" in reader.post(restoring(document, 1), {"version": "1"}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("who", "reads", "restores"), [("deputy", 200, 200), ("clerk", 200, 403), ("teacher", 404, 404), ("stranger", 404, 404)]
)
def test_who_reads_drafts_reads_how_they_came_about(who, reads, restores, document, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(versions(document)).status_code == reads
    assert client.get(comparison(document, 1, 2)).status_code == reads
    assert client.post(restoring(document, 1), {"version": "3"}, follow=True).status_code == restores


def test_who_reads_an_issued_paper_does_not_read_its_drafts(school, teacher, client):
    document = PlanFactory(school=school, state="ISSUED").document
    client.force_login(teacher)

    assert client.get(versions(document)).status_code == 403


def test_restoring_is_posted(document, reader):
    assert reader.get(restoring(document, 1)).url == versions(document)
    assert Document.objects.get().version == 3


def test_a_paper_from_before_has_no_savings_and_says_so(school, reader):
    document = PlanFactory(school=school).document

    assert "Chưa có lần lưu nào" in reader.get(versions(document)).content.decode()


def test_more_savings_cost_no_more_queries(document, principal, reader, at, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        reader.get(versions(document))
    for number in range(3, 12):
        edit_draft(document, changes={"subject": f"Lần {number}"}, version=number, actor=principal, at=at)

    with django_assert_num_queries(len(few)):
        assert len(reader.get(versions(document)).context["rows"]) == 12


def test_the_list_goes_on_over_pages(document, principal, reader, at):
    for number in range(3, 60):
        edit_draft(document, changes={"subject": f"Lần {number}"}, version=number, actor=principal, at=at)

    last = reader.get(f"{versions(document)}?page=2").context["rows"]

    assert [row["saving"].number for row in last] == list(range(10, 0, -1))
    assert last[-1]["changed"] == "Bản đầu tiên."
