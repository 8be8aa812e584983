"""What each saving changed is known from the moment it is kept."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.documents import DocumentFactory, PlanFactory
from tests.factories.school import UserFactory
from thiduakt.documents.content import NOTHING
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import SavedDraft
from thiduakt.documents.richtext import clean
from thiduakt.documents.services.drafting import create_draft, edit_draft, restore_draft, save_draft

BODY = "<h2>MỤC ĐÍCH</h2><p>Phát huy kết quả.</p><h2>NỘI DUNG</h2><p>Đạt 80%.</p>"
HIGHER = BODY.replace("80%", "90%")


@pytest.fixture
def draft(principal, at):
    return create_draft(Kind.PLAN, subject="Công tác", dated_on=at.date(), body=BODY, actor=principal, at=at)


def kept():
    return list(SavedDraft.objects.order_by("number").values_list("number", "changed"))


@pytest.mark.django_db
def test_a_saving_keeps_the_names_of_what_it_changed(draft, principal, at):
    edit_draft(draft, changes={"body": HIGHER, "bases": ["Luật Thi đua;"]}, version=1, actor=principal, at=at)

    assert kept() == [(1, []), (2, ["căn cứ", "mục II"])]


@pytest.mark.django_db
def test_a_merged_saving_keeps_what_it_changed_of_the_saving_before(draft, principal, deputy, at):
    edit_draft(draft, changes={"body": HIGHER}, version=1, actor=deputy, at=at)
    save_draft(draft, changes={"subject": "Công tác năm 2023", "body": BODY}, version=1, actor=principal, at=at)

    assert kept() == [(1, []), (2, ["mục II"]), (3, ["trích yếu"])]


@pytest.mark.django_db
def test_what_is_brought_back_keeps_what_came_back(draft, principal, at):
    edited = edit_draft(draft, changes={"body": HIGHER}, version=1, actor=principal, at=at)
    restore_draft(edited, 1, version=2, actor=principal, at=at)

    assert kept() == [(1, []), (2, ["mục II"]), (3, ["mục II"])]


@pytest.mark.django_db
def test_a_text_from_before_the_first_saving_is_the_first(school, principal, at):
    document = DocumentFactory(school=school, body=BODY, created_by=principal.person)
    edit_draft(document, changes={"body": HIGHER}, version=document.version, actor=principal, at=at)

    assert [changed for _, changed in kept()] == [[], ["mục II"]]


@pytest.mark.django_db
def test_the_list_reads_no_content_and_costs_the_same_for_one_saving_and_three(draft, principal, at, client):
    PlanFactory(document=draft, school=draft.school)
    client.force_login(principal)
    address = reverse("documents:versions", args=[draft.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    edit_draft(draft, changes={"body": HIGHER}, version=1, actor=principal, at=at)
    edit_draft(draft, changes={"bases": ["Luật Thi đua;"]}, version=2, actor=principal, at=at)
    with CaptureQueriesContext(connection) as three:
        rows = client.get(address).context["rows"]

    assert [row["changed"] for row in rows] == ["Căn cứ.", "Mục II.", "Bản đầu tiên."]
    assert len(one) == len(three)
    assert not [query["sql"] for query in three if 'documents_saveddraft"."content' in query["sql"]]


@pytest.mark.django_db
def test_the_last_row_of_a_page_is_compared_with_the_first_of_the_next(draft, principal, at, client):
    PlanFactory(document=draft, school=draft.school)
    for number in range(1, 52):
        edit_draft(draft, changes={"subject": f"Lần {number}"}, version=number, actor=principal, at=at)
    client.force_login(principal)
    rows = client.get(reverse("documents:versions", args=[draft.pk])).context["rows"]

    assert rows[-1]["saving"].number == 3
    assert rows[-1]["changes_url"].endswith("?truoc=2&sau=3")
    assert rows[-1]["changed"] == "Trích yếu."


@pytest.mark.any_database
@pytest.mark.django_db
def test_older_savings_are_told_what_they_changed():
    user = UserFactory()
    first, other = DocumentFactory(school=user.person.school), DocumentFactory(school=user.person.school)
    for document, number, content in (
        (first, 1, NOTHING | {"body": BODY}),
        (other, 1, NOTHING),
        (first, 4, NOTHING | {"body": HIGHER}),
        (other, 2, NOTHING | {"subject": "Đỗ Thị Đào"}),
        (first, 5, NOTHING | {"body": HIGHER, "recipients": ["Lưu: VT."]}),
    ):
        row = {"document_id": document.pk, "saved_by_id": user.pk, "saved_at": timezone.now()}
        SavedDraft.objects.create(number=number, content=content, **row)

    import_module("thiduakt.documents.migrations.0005_saved_draft_changed").tell_what_changed(apps, None)

    savings = SavedDraft.objects.order_by("document_id", "number").values_list("document_id", "number", "changed")
    assert list(savings) == [
        (first.pk, 1, []),
        (first.pk, 4, ["mục II"]),
        (first.pk, 5, ["nơi nhận"]),
        (other.pk, 1, []),
        (other.pk, 2, ["trích yếu"]),
    ]


def test_lines_between_paragraphs_are_no_change():
    written = "<h2>MỤC ĐÍCH</h2>\n<ul>\n <li><p>Phát <em>huy</em> <strong>tốt</strong>\n</p></li>\n</ul>\n\n<p>Cuối.</p>\n"

    assert clean(written) == "<h2>MỤC ĐÍCH</h2><ul><li><p>Phát <em>huy</em> <strong>tốt</strong></p></li></ul><p>Cuối.</p>"
