"""The list of warnings: as a page, for the typed text, and setting one aside."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.documents.consulting import consult
from tests.factories.documents import PlanFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.models import Document
from thiduakt.documents.proofreading.collect import proofread

pytestmark = pytest.mark.django_db
WRONG = "<p>Đề nghị bổ xung hồ sơ, phong trào “ Dạy tốt”./.</p>"


@pytest.fixture
def plan(principal):
    return PlanFactory(school=principal.school, document__body=WRONG, document__signer=principal.person)


@pytest.fixture
def key(plan):
    return next(finding.key for finding in proofread(plan.document) if finding.rule.code == "misspelt")


def address(name, plan):
    return reverse(f"documents:{name}", args=[plan.pk])


def typed(plan, body):
    document = plan.document
    return {
        "version": document.version,
        "subject": document.subject,
        "dated_on": f"{document.dated_on:%d/%m/%Y}",
        "body": body,
    }


def test_the_page_says_why_and_leads_to_the_words(plan, principal, client):
    client.force_login(principal)

    page = client.get(address("proofreading", plan)).content.decode()

    assert "Viết đúng là “bổ sung”." in page
    assert f"{address('edit', plan)}?o=body&amp;tim=" in page


def test_a_clean_paper_is_said_to_be_clean(plan, principal, client):
    Document.objects.filter(pk=plan.pk).update(body="<h2>NỘI DUNG</h2><p>Các tổ chuyên môn đăng ký./.</p>", bases=[])
    client.force_login(principal)

    assert "Máy soát không thấy chỗ nào" in client.get(address("proofreading", plan)).content.decode()


def test_the_typed_text_is_read_and_not_stored(plan, principal, client):
    client.force_login(principal)

    answer = client.post(address("proofreading", plan), typed(plan, "<p>Đạt thành tích xuất xắc./.</p>"))

    assert "Viết đúng là “xuất sắc”." in answer.content.decode()
    assert "bổ xung" not in answer.content.decode()
    assert Document.objects.get(pk=plan.pk).body == WRONG


def test_a_form_that_cannot_be_read_is_answered_without_a_list(plan, principal, client):
    client.force_login(principal)

    assert client.post(address("proofreading", plan), {"dated_on": "hôm nay"}).status_code == 422


def test_who_may_not_edit_does_not_proofread_typed_text(plan, clerk, client):
    client.force_login(clerk)

    assert client.post(address("proofreading", plan), typed(plan, WRONG)).status_code == 403
    assert "Bỏ qua" not in client.get(address("proofreading", plan)).content.decode()


def test_who_is_asked_for_an_opinion_reads_the_draft_and_not_its_warnings(plan, principal, teacher, key, client):
    consult(principal, teacher, document=plan.document, at=timezone.now())
    client.force_login(teacher)

    assert client.get(address("proofreading", plan)).status_code == 403
    assert client.post(address("proofreading", plan), typed(plan, WRONG)).status_code == 403
    assert client.post(address("proofreading_set_aside", plan), {"key": key}).status_code == 403


@pytest.mark.parametrize("name", ["proofreading", "proofreading_set_aside"])
def test_a_stranger_finds_nothing(name, plan, stranger, key, client):
    client.force_login(stranger)

    assert client.get(address("proofreading", plan)).status_code == 404
    assert client.post(address(name, plan), {"key": key}).status_code == 404


@pytest.mark.parametrize("name", ["proofreading", "proofreading_set_aside"])
def test_who_is_not_signed_in_is_sent_to_the_door(name, plan, client):
    assert client.post(address(name, plan)).url.startswith(reverse("login"))


def test_a_signed_paper_is_not_proofread(principal, client):
    plan = PlanFactory(school=principal.school, state="ISSUED", document__signer=principal.person)
    client.force_login(principal)

    assert client.get(address("proofreading", plan)).status_code == 302


def test_what_is_set_aside_is_not_told_again(plan, principal, key, client):
    client.force_login(principal)

    client.post(address("proofreading_set_aside", plan), {"key": key})

    assert key not in [finding.key for finding in proofread(plan.document)]
    mark = plan.document.review_marks.get()
    assert (mark.passage, mark.proposal, mark.settled_by) == ("Đề nghị bổ xung hồ sơ,", "Đề nghị bổ sung hồ sơ,", principal)
    assert AuditEvent.objects.about(plan.document).filter(verb="document.set_aside").count() == 1


def test_setting_aside_twice_stores_one_mark(plan, principal, key, client):
    client.force_login(principal)
    for _ in range(2):
        client.post(address("proofreading_set_aside", plan), {"key": key})

    assert plan.document.review_marks.count() == 1


def test_what_is_not_in_the_stored_text_cannot_be_set_aside(plan, principal, client):
    client.force_login(principal)

    answer = client.post(address("proofreading_set_aside", plan), {"key": "khong-co"})

    assert "không có trong bản đã lưu" in str(next(iter(get_messages(answer.wsgi_request))))
    assert plan.document.review_marks.count() == 0


def test_a_colleague_who_may_not_edit_sets_nothing_aside(plan, clerk, key, client):
    client.force_login(clerk)

    assert client.post(address("proofreading_set_aside", plan), {"key": key}).status_code == 403


def test_nothing_is_set_aside_once_it_is_submitted(plan, principal, key, client):
    Document.objects.filter(pk=plan.pk).update(state="SUBMITTED")
    client.force_login(principal)

    answer = client.post(address("proofreading_set_aside", plan), {"key": key})

    assert "không soát bản nháp nữa" in str(next(iter(get_messages(answer.wsgi_request))))


def test_who_comes_by_get_sees_the_list(plan, principal, client):
    client.force_login(principal)

    assert client.get(address("proofreading_set_aside", plan)).url == address("proofreading", plan)


def test_the_rules_are_listed_for_everybody(teacher, client):
    client.force_login(teacher)

    page = client.get(reverse("documents:proofreading_rules")).content.decode()

    assert "Ngày lễ, ngày kỷ niệm ghi sai ngày." in page
    assert "NĐ 30/2020/NĐ-CP, Phụ lục II" in page


def test_the_summary_counts_the_places(plan, principal):
    from thiduakt.documents.views.proofreading import proofreading_summary

    summary = proofreading_summary(plan.document)

    assert summary == {"held": 0, "told": len(proofread(plan.document)), "url": address("proofreading", plan)}


def test_what_holds_the_paper_back_is_told_from_what_is_only_told(plan, principal, client):
    Document.objects.filter(pk=plan.document_id).update(
        bases=["Căn cứ Thông tư số 07/2026/TT-BGDĐT ngày 15 tháng 02 năm 2026 của Bộ trưởng [CẦN BỔ SUNG: trích yếu]."]
    )
    client.force_login(principal)
    page = client.get(plan.document.get_absolute_url()).text
    assert "Còn 1 chỗ [CẦN BỔ SUNG] phải điền trước khi trình ký." in page
    assert "Thư viện chưa có trích yếu của Thông tư số 07/2026/TT-BGDĐT." in page
    listed = client.get(address("proofreading", plan)).text
    assert "Phải điền hoặc xóa trước khi trình ký." in listed
    assert "Bổ sung trích yếu trong Thư viện" in listed
