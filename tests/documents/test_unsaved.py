"""What is typed and not saved is told wherever the paper goes on without it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.documents import PlanFactory
from thiduakt.documents.models import Document, ReviewMark, WorkingCopy
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.working_copies import keep
from thiduakt.home.tasks import tasks_of
from thiduakt.workflow import MoveRefusedError

OWN = "Thầy/cô còn nội dung đang gõ lúc"


@pytest.fixture
def draft(school, principal):
    return PlanFactory(school=school, document__signer=principal.person, document__body="<p>Đạt 80%.</p>").document


def typing(document, actor, at, **changes):
    typed = {
        "subject": document.subject,
        "dated_on": f"{document.dated_on:%d/%m/%Y}",
        "signer": str(document.signer_id),
        "bases": document.bases,
        "body": document.body,
        "recipients": document.recipients,
    } | changes
    return keep(document, typed=typed, base=document.version, known=None, actor=actor, at=at)


def page(client, document):
    return client.get(document.get_absolute_url()).content.decode()


def test_nobody_submits_without_what_they_typed_last(draft, principal, at):
    typing(draft, principal, at, body="<p>Đạt 85%.</p>")

    with pytest.raises(MoveRefusedError, match="lưu hoặc bỏ bản đang gõ"):
        submit_document(draft, actor=principal, at=at)

    assert Document.objects.get().state == "DRAFT"


def test_the_refusal_is_shown_on_the_page_that_leads_to_the_text(draft, principal, client, at):
    typing(draft, principal, at, body="<p>Đạt 85%.</p>")
    client.force_login(principal)

    answer = client.post(reverse("documents:step", args=[draft.pk, "submit"]), follow=True).content.decode()

    assert "rồi trình ký." in answer
    assert "Mở để lưu" in answer


def test_what_is_typed_and_says_the_same_holds_nothing_back(draft, principal, at):
    typing(draft, principal, at, subject=f"{draft.subject}\r\n")

    assert submit_document(draft, actor=principal, at=at).state == "SUBMITTED"


def test_what_a_colleague_types_holds_nothing_back_and_is_told_by_name_and_time_alone(draft, principal, deputy, client, at):
    typing(draft, deputy, at, body="<p>Riêng tư.</p>")
    client.force_login(principal)

    submit_document(draft, actor=principal, at=at)

    shown = page(client, draft)
    name = deputy.person.full_name.split()[-1]
    assert f"{name} còn nội dung đang gõ chưa lưu ({timezone.localtime(at):%H:%M %d/%m/%Y})." in shown
    assert OWN not in shown
    assert "Riêng tư" not in shown


def test_what_a_colleague_typed_before_the_last_saving_is_not_told(draft, principal, deputy, client, at):
    typing(draft, deputy, at, body="<p>Đã cũ.</p>")
    edit_draft(draft, changes={"subject": "Công tác năm 2024"}, version=1, actor=principal, at=at)
    client.force_login(principal)

    assert "còn nội dung đang gõ" not in page(client, draft)


def test_home_tells_of_the_own_text(draft, principal, deputy, at):
    typing(draft, principal, at, body="<p>Đạt 85%.</p>")

    assert any(OWN in task.detail for task in tasks_of(principal, at))
    assert not any(OWN in task.detail for task in tasks_of(deputy, at))


def test_saved_text_is_not_told(draft, principal, client, at):
    typing(draft, principal, at)
    client.force_login(principal)

    assert WorkingCopy.objects.exists()
    assert OWN not in page(client, draft)


def test_the_signer_is_told_of_places_that_nobody_has_looked_at(school, principal, client):
    document = PlanFactory(school=school, state="SUBMITTED", document__signer=principal.person).document
    ReviewMark.objects.create(document=document, place=1, reason="Năm cũ.")
    client.force_login(principal)

    shown = page(client, document)

    assert "Còn 1/1 chỗ cần xem lại chưa xem." in shown
    assert "Mở các chỗ cần xem lại" not in shown


def test_whoever_saved_in_another_window_is_not_called_a_colleague(draft, principal, client, at):
    edit_draft(draft, changes={"body": "<p>Đạt 90%.</p>"}, version=1, actor=principal, at=at)
    client.force_login(principal)
    sent = {"version": 1, "subject": draft.subject, "dated_on": f"{draft.dated_on:%d/%m/%Y}", "signer": draft.signer_id}

    answer = client.post(reverse("documents:edit", args=[draft.pk]), sent | {"body": "<p>Đạt 85%.</p>"}).content.decode()

    assert "Bản thầy/cô đã lưu ở cửa sổ khác" in answer
    assert "đồng nghiệp" not in answer
    assert "người khác đã lưu" not in answer


@pytest.mark.parametrize("route", ["edit", "versions", "consult"])
def test_the_pages_around_a_plan_belong_to_the_plans(route, draft, principal, client):
    client.force_login(principal)

    answer = client.get(reverse(f"documents:{route}", args=[draft.pk]))

    current = answer.content.decode().split('aria-current="page"')[0].rsplit("<a", 1)[1]
    assert f'href="{reverse("plans:list")}"' in current
    assert answer.context["trail"][0] == {"label": "Kế hoạch", "url": reverse("plans:list")}


def test_a_replacement_is_named_as_such_once_it_is_issued(school, principal, client, at):
    older = PlanFactory(school=school, state="ISSUED", document__signer=principal.person).document
    newer = PlanFactory(school=school, document__replaces=older, document__signer=principal.person).document
    client.force_login(principal)

    shown = page(client, older)

    assert "Đang soạn văn bản thay thế" in shown
    assert "Được thay thế bởi" not in shown
    for route in ("plans:list", "documents:papers"):
        assert f"Thay thế số {older.notation}" in client.get(reverse(route)).content.decode()
    titles = [task.title for task in tasks_of(principal, at) if newer.subject in task.title]
    assert any(f"thay thế số {older.notation}" in title for title in titles)
