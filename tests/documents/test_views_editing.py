"""The room where a draft is written: who may enter, what is saved, and what is drawn of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.documents.writing import address, edit, keep, preview, typed
from tests.factories.documents import DocumentFactory, PlanFactory, RegisterEntryFactory
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.models import Document, WorkingCopy
from thiduakt.permissions import Role
from thiduakt.workflow import perform


def test_saving_stores_every_field(document, drafter, deputy):
    edit(
        drafter, document, subject="Công tác năm 2024", dated_on="08/01/2024", signer=deputy.person_id,
        bases=["Căn cứ hai;", "", "Căn cứ một;"], body="<p>Mới <b>đậm</b></p>", recipients=["Tổ văn phòng", "Lưu: VT"],
    )  # fmt: skip

    stored = Document.objects.get()
    assert (stored.subject, stored.signer, f"{stored.dated_on:%d/%m/%Y}") == (
        "Công tác năm 2024",
        deputy.person,
        "08/01/2024",
    )
    assert (stored.bases, stored.recipients) == (["Căn cứ hai;", "Căn cứ một;"], ["Tổ văn phòng", "Lưu: VT"])
    assert stored.body == "<p>Mới đậm</p>"


@pytest.mark.parametrize(("button", "leads_on"), [({}, False), ({"show": "1"}, True)])
def test_after_saving_one_is_where_one_wanted_to_be(button, leads_on, document, drafter):
    wanted = document.get_absolute_url() if leads_on else address(document)

    assert edit(drafter, document, **button).url == wanted


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"subject": "x" * 501}, "500"),
        ({"dated_on": "mai"}, "ngày"),
        ({"body": "<p>" + "a" * 60_001 + "</p>"}, "quá giới hạn 60.000 ký tự"),
        ({"body": "<ul><li>" * 30 + "x" + "</li></ul>" * 30}, "lồng nhau quá 20 lớp"),
        ({"subject": ""}, "Trích yếu"),
        ({"recipients": ["Tổ văn phòng"] * 61}, "Có 61 dòng, nhiều nhất là 60."),
        ({"recipients": ["Lưu: VT", "x" * 1001]}, "Dòng 2 dài 1001 ký tự, nhiều nhất là 1000."),
    ],
)
def test_a_refused_save_loses_nothing(fault, sentence, document, drafter):
    page = edit(drafter, document, **{"bases": ["Căn cứ đang gõ dở;"]} | fault).content.decode()

    assert sentence in page
    assert "Căn cứ đang gõ dở;" in page
    assert Document.objects.get().bases == document.bases


def test_a_signer_who_may_not_sign_is_not_offered(document, school, drafter):
    stranger = PersonFactory(school=school, full_name="Đỗ Thị Đào")

    page = edit(drafter, document, signer=stranger.pk).content.decode()

    assert "Đỗ Thị Đào" not in page
    assert Document.objects.get().signer == document.signer


@pytest.mark.parametrize(
    ("who", "status"), [("deputy", 200), ("clerk", 403), ("teacher", 404), ("technician", 404), ("stranger", 404)]
)
@pytest.mark.parametrize("route", ["edit", "preview", "working_copy", "working_copy_drop"])
def test_only_drafters_of_the_school_edit(route, who, status, document, request, client):
    client.force_login(request.getfixturevalue(who))

    answer = client.post(address(document, route), typed(document, subject="Khác"), follow=True)

    assert answer.status_code == status
    assert client.get(address(document)).status_code == status
    assert (Document.objects.get().subject == "Khác") == (route == "edit" and status == 200)
    assert WorkingCopy.objects.exists() == (route == "working_copy" and status == 200)


@pytest.mark.parametrize("route", ["edit", "preview", "working_copy", "working_copy_drop", "versions", "compare"])
def test_who_is_not_signed_in_is_led_to_the_door(route, document, client):
    assert client.post(address(document, route), typed(document)).url.startswith(reverse("login"))


@pytest.mark.parametrize(("route", "status"), [("preview", 405), ("working_copy", 405), ("working_copy_drop", 302)])
def test_what_is_posted_to_is_not_read(route, status, document, drafter):
    assert drafter.get(address(document, route)).status_code == status


def test_whoever_drafts_at_the_superior_edits_no_paper_of_a_school_below(school, superior_body, client):
    above = UserFactory(school=superior_body, roles=[Role.SUPERIOR, Role.PRINCIPAL])
    sent_up = PlanFactory(school=school, state="ISSUED").document
    RegisterEntryFactory(document=sent_up, sent_up_on=timezone.localdate())
    client.force_login(above)

    assert client.get(address(sent_up)).status_code == 403


@pytest.mark.parametrize("state", ["SUBMITTED", "SIGNED", "ISSUED"])
def test_what_is_before_the_signer_is_neither_edited_nor_kept(state, school, principal, drafter):
    document = PlanFactory(school=school, state=state, document__signer=principal.person).document

    assert drafter.get(address(document)).url == document.get_absolute_url()
    assert "không sửa được nữa" in edit(drafter, document, subject="Khác").content.decode()
    assert "không sửa được nữa" in keep(drafter, document, subject="Khác").json()["refusal"]


def test_what_was_typed_waits_until_the_paper_is_a_draft_again(saved, principal, drafter, at):
    keep(drafter, saved, subject="Đang gõ")
    perform(DOCUMENT_FLOW, saved, "submit", actor=principal, at=at)

    assert "Bản thầy/cô đang gõ vẫn được giữ" in drafter.get(address(saved), follow=True).content.decode()

    perform(DOCUMENT_FLOW, saved, "withdraw", actor=principal, at=at)
    assert drafter.get(address(saved)).context["form"]["subject"].value() == "Đang gõ"


def test_hostile_text_comes_back_harmless(document, drafter):
    hostile = "</textarea><script>alert(1)</script><p onclick='x()'>Chữ</p><img src=x onerror=alert(1)>"
    edit(
        drafter,
        document,
        body=hostile,
        subject='"><script>alert(2)</script>',
        bases=["</textarea><script>alert(3)</script>"],
    )

    page = drafter.get(address(document)).content.decode()

    assert "<script>alert" not in page
    assert Document.objects.get().body == "<p>Chữ</p>"


def test_the_preview_draws_what_is_typed_and_stores_nothing(document, drafter):
    page = preview(drafter, document, body="<p>Chưa lưu.</p>" * 120).content.decode()

    assert page.count("data:image/png;base64,") > 1
    assert Document.objects.get().body == document.body


def test_the_preview_says_what_is_wrong(document, drafter):
    assert "quá giới hạn" in preview(drafter, document, body="a" * 60_001).content.decode()
    assert "Chưa có thể thức văn bản" in preview(drafter, document, dated_on="01/01/2001").content.decode()


def test_characters_that_cannot_be_seen_are_not_kept(document, drafter):
    edit(
        drafter, document, subject="Công\x00 tác\x08 năm\x0b2024\ufffe", bases=["Căn\x00 cứ\x1fmột;\x85"],
        recipients=["Lưu:\tVT\x07"],
    )  # fmt: skip

    stored = Document.objects.get()
    assert stored.subject.split() == ["Công", "tác", "năm", "2024"]
    assert (stored.bases, stored.recipients) == (["Căn cứ một;"], ["Lưu: VT"])


def test_lines_that_are_far_too_many_are_not_drawn(document, drafter):
    page = preview(drafter, document, bases=["Căn cứ Luật Thi đua, khen thưởng; " * 20] * 61).content.decode()

    assert "Có 61 dòng" in page
    assert "data:image" not in page


def test_the_way_back_from_the_editor_stands_in_the_breadcrumbs(document, drafter):
    steps = [step["url"] for step in drafter.get(address(document)).context["trail"]]

    assert steps == [reverse("plans:list"), document.get_absolute_url()]


def test_a_paper_that_is_addressed_to_somebody_asks_to_whom(document, drafter):
    assert "addressees" not in drafter.get(address(document)).context["form"].fields

    letter = DocumentFactory(school=document.school, signer=document.signer, addressees=["Ban giám hiệu"])

    assert 'id="id_addressees"' in drafter.get(address(letter)).content.decode()
    edit(drafter, letter, addressees=["Phòng GD&ĐT"])
    letter.refresh_from_db()
    assert letter.addressees == ["Phòng GD&ĐT"]
