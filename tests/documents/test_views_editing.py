"""The room where a draft is written: saving, keeping what is typed, and two people at one paper."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.documents import DocumentFactory, PlanFactory, RegisterEntryFactory
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.documents import policies
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.models import Document, SavedDraft, WorkingCopy
from thiduakt.documents.services.drafting import edit_draft, save_draft
from thiduakt.permissions import Role
from thiduakt.workflow import perform

PURPOSE = "<h2>MỤC ĐÍCH</h2><p>Phát huy kết quả.</p>"
TASKS = "<h2>NỘI DUNG</h2><p>Thi đua dạy tốt.</p>"


@pytest.fixture
def drafter(client, principal):
    client.force_login(principal)
    return client


@pytest.fixture
def document(school, principal):
    return PlanFactory(school=school, document__signer=principal.person, document__body=PURPOSE + TASKS).document


@pytest.fixture
def saved(document, principal, at):
    """The document after a first save: version 2, with its savings on record."""
    return edit_draft(document, changes={"subject": "Công tác năm 2023"}, version=1, actor=principal, at=at)


def typed(document, **changes):
    return {
        "version": document.version,
        "subject": document.subject,
        "dated_on": f"{document.dated_on:%d/%m/%Y}",
        "signer": document.signer_id or "",
        "bases": document.bases,
        "body": document.body,
        "recipients": document.recipients,
    } | changes


def address(document, route="edit"):
    return reverse(f"documents:{route}", args=[document.pk])


def edit(client, document, **changes):
    return client.post(address(document), typed(document, **changes))


def keep(client, document, **changes):
    return client.post(address(document, "working_copy"), typed(document, **changes))


def preview(client, document, **changes):
    return client.post(address(document, "preview"), typed(document, **changes))


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

    assert steps == [reverse("campaigns:plan_list"), document.get_absolute_url()]


def test_a_paper_that_is_addressed_to_somebody_asks_to_whom(document, drafter):
    assert "addressees" not in drafter.get(address(document)).context["form"].fields

    letter = DocumentFactory(school=document.school, signer=document.signer, addressees=["Ban giám hiệu"])

    assert 'id="id_addressees"' in drafter.get(address(letter)).content.decode()
    edit(drafter, letter, addressees=["Phòng GD&ĐT"])
    letter.refresh_from_db()
    assert letter.addressees == ["Phòng GD&ĐT"]


# Two people at one paper


def test_changes_in_two_sections_go_together_and_say_so(saved, deputy, drafter, at):
    save_draft(saved, changes={"body": saved.body.replace("dạy tốt", "dạy tốt, học tốt")}, version=2, actor=deputy, at=at)

    page = drafter.get(edit(drafter, saved, body=saved.body.replace("Phát huy", "Tiếp tục phát huy")).url).content.decode()

    assert "Đã gộp với phần cô Ánh vừa sửa: mục II." in page
    stored = Document.objects.get()
    assert "dạy tốt, học tốt" in stored.body
    assert "Tiếp tục phát huy" in stored.body
    assert SavedDraft.objects.first().note == "Gộp với lần lưu 3."


def collide(client, saved, deputy, at):
    """The deputy has saved one number, the person of `client` another in the same sentence: the page that asks."""
    theirs = saved.body.replace("Thi đua", "Đẩy mạnh thi đua")
    save_draft(saved, changes={"body": theirs}, version=2, actor=deputy, at=at)
    return edit(client, saved, body=saved.body.replace("dạy tốt", "dạy tốt, học tốt"), subject="Của hiệu trưởng")


def sent_again(page, **choices):
    """What the page that asks sends when its button is pressed."""
    found = re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', page.content.decode())
    values: dict[str, list[str]] = {}
    for name, value in page.context["sent"]:
        values.setdefault(name, []).append(value)
    assert {name for name, _ in found} >= set(values)
    return values | choices


def test_one_section_in_two_ways_is_shown_side_by_side_and_nothing_is_stored(saved, deputy, drafter, principal, at):
    page = collide(drafter, saved, deputy, at)

    text = page.content.decode()
    assert "Bản của cô Ánh" in text
    assert "Mục II. NỘI DUNG" in text
    assert re.search(r"<mark>.*?Đẩy mạnh", text)
    assert re.search(r"<mark>.*?học tốt", text)
    assert Document.objects.get().subject == "Công tác năm 2023"
    assert "học tốt" in WorkingCopy.objects.get(user=principal).content["body"]


@pytest.mark.parametrize(
    ("choice", "sentences"),
    [
        ("mine", ["Thi đua dạy tốt, học tốt."]),
        ("theirs", ["Đẩy mạnh thi đua dạy tốt."]),
        ("both", ["Thi đua dạy tốt, học tốt.", "Đẩy mạnh thi đua dạy tốt."]),
    ],
)
def test_what_is_chosen_is_saved(choice, sentences, saved, deputy, drafter, at):
    page = collide(drafter, saved, deputy, at)
    [conflict] = page.context["conflicts"]

    answer = drafter.post(address(saved), sent_again(page, **{conflict["field"]: choice}))

    assert answer.url == address(saved)
    stored = Document.objects.get()
    assert re.findall(r"<p>(.*?)</p>", stored.body)[1:] == sentences
    assert stored.subject == "Của hiệu trưởng"
    assert not WorkingCopy.objects.exists()


def test_without_a_choice_the_question_comes_again(saved, deputy, drafter, at):
    page = collide(drafter, saved, deputy, at)

    again = drafter.post(address(saved), sent_again(page))

    assert len(again.context["conflicts"]) == 1
    assert Document.objects.get().version == 3


def test_a_third_save_in_between_is_asked_about_anew(saved, deputy, drafter, at):
    page = collide(drafter, saved, deputy, at)
    [seen] = page.context["conflicts"]
    now = Document.objects.get()
    save_draft(now, changes={"body": now.body.replace("Đẩy mạnh", "Phát động")}, version=3, actor=deputy, at=at)

    again = drafter.post(address(saved), sent_again(page, **{seen["field"]: "mine"}))

    [conflict] = again.context["conflicts"]
    assert "Phát động" in again.content.decode()
    assert "Phát động" in Document.objects.get().body
    drafter.post(address(saved), sent_again(again, **{conflict["field"]: "both"}))
    body = Document.objects.get().body
    assert "học tốt" in body
    assert "Phát động" in body


def test_both_texts_of_a_field_are_asked_about(saved, deputy, drafter, at):
    save_draft(saved, changes={"subject": "Của phó hiệu trưởng"}, version=2, actor=deputy, at=at)

    page = edit(drafter, saved, subject="Của hiệu trưởng")

    assert "Của <mark>" in page.content.decode().replace("phó", "")
    assert [choice["value"] for choice in page.context["conflicts"][0]["choices"]] == ["mine", "theirs"]


@pytest.mark.parametrize("version", ["", "abc", "-5", "9999999999", "9" * 30, "9" * 5000])
def test_a_lost_version_overwrites_nothing(version, saved, drafter):
    page = edit(drafter, saved, subject="Của hiệu trưởng", version=version)

    assert "Chọn bản giữ lại" in page.content.decode()
    assert Document.objects.get().version == 2


# What is typed and not saved


def test_what_is_typed_is_kept_for_its_writer_alone(saved, drafter, deputy):
    answer = keep(drafter, saved, body="<p>Đang gõ</p>", dated_on="31/02/", subject="")

    assert answer.json()["sentence"].startswith("Đã tự lưu lúc ")
    assert Document.objects.get().version == 2
    page = drafter.get(address(saved))
    assert "chưa lưu." in page.content.decode()
    form = page.context["form"]
    assert (form["body"].value(), form["dated_on"].value(), form["subject"].value()) == ("<p>Đang gõ</p>", "31/02/", "")
    drafter.force_login(deputy)
    assert drafter.get(address(saved)).context["form"]["body"].value() == saved.body


@pytest.mark.parametrize("version", ["", "abc", "-5", "9999999999", "9" * 30])
def test_a_version_that_never_was_is_kept_as_an_old_one(version, saved, drafter):
    assert keep(drafter, saved, subject="Đang gõ", version=version).json()["kept"]

    assert WorkingCopy.objects.get().base == 0
    assert drafter.get(address(saved)).context["form"]["subject"].value() == "Đang gõ"


def test_a_save_ends_what_was_kept(saved, drafter):
    kept = keep(drafter, saved, subject="Đang gõ").json()["kept"]

    edit(drafter, saved, subject="Đã gõ xong", kept=kept)

    assert not WorkingCopy.objects.exists()


def test_what_was_typed_before_a_colleague_saved_goes_together_on_saving(saved, deputy, drafter, at):
    kept = keep(drafter, saved, body=saved.body.replace("Phát huy", "Tiếp tục phát huy")).json()["kept"]
    save_draft(saved, changes={"body": saved.body.replace("dạy tốt", "dạy tốt, học tốt")}, version=2, actor=deputy, at=at)

    page = drafter.get(address(saved))
    assert "hai bản được gộp lại" in page.content.decode()
    form = page.context["form"]
    edit(drafter, saved, version=form["version"].value(), body=form["body"].value(), kept=kept)

    body = Document.objects.get().body
    assert "Tiếp tục phát huy" in body
    assert "học tốt" in body


def test_another_window_of_the_same_person_is_not_overwritten(saved, drafter):
    first = keep(drafter, saved, subject="Cửa sổ một").json()["kept"]

    refused = keep(drafter, saved, subject="Cửa sổ hai").json()
    assert "ở cửa sổ hoặc máy khác" in refused["refusal"]
    edit(drafter, saved, subject="Cửa sổ hai")

    assert WorkingCopy.objects.get().content["subject"] == "Cửa sổ một"
    assert keep(drafter, saved, subject="Cửa sổ một, gõ tiếp", kept=first).json()["kept"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"body": "<p>" + "ạ" * 60_001 + "</p>"}, "quá giới hạn 60.000 ký tự"),
        ({"bases": ["Căn cứ;"] * 61}, "Có 61 dòng"),
        ({"subject": "x" * 1001}, "Dài 1001 ký tự"),
    ],
)
def test_too_much_is_refused_and_what_was_kept_before_stays(fault, sentence, saved, drafter):
    kept = keep(drafter, saved, subject="Vừa phải").json()["kept"]

    assert sentence in keep(drafter, saved, kept=kept, **fault).json()["refusal"]
    assert WorkingCopy.objects.get().content["subject"] == "Vừa phải"


def test_what_was_kept_can_be_dropped(saved, drafter):
    kept = keep(drafter, saved, subject="Thôi không gõ nữa").json()["kept"]

    answer = drafter.post(address(saved, "working_copy_drop"), {"kept": kept}, follow=True)

    assert "Đã bỏ bản đang gõ" in answer.content.decode()
    assert not WorkingCopy.objects.exists()


def test_what_another_window_kept_since_is_not_dropped_and_that_is_said(saved, drafter):
    older = keep(drafter, saved, subject="Đang gõ").json()["kept"]
    keep(drafter, saved, subject="Gõ tiếp", kept=older)

    answer = drafter.post(address(saved, "working_copy_drop"), {"kept": older}, follow=True)

    assert "Đã bỏ bản đang gõ" not in answer.content.decode()
    assert "vừa tự lưu bản mới hơn" in answer.content.decode()
    assert WorkingCopy.objects.get().content["subject"] == "Gõ tiếp"


def test_the_notice_offers_to_drop_exactly_what_it_shows(saved, drafter):
    keep(drafter, saved, subject="Đang gõ")
    shown = re.search(r'name="kept" value="([^"]+)">\s*<p>Những gì', drafter.get(address(saved)).content.decode())

    drafter.post(address(saved, "working_copy_drop"), {"kept": shown[1].replace("&#x2B;", "+")})

    assert not WorkingCopy.objects.exists()


def test_without_script_a_button_keeps_what_is_typed(saved, drafter):
    answer = drafter.post(address(saved), typed(saved, subject="Đang gõ", keep="1"), follow=True)

    assert "Thầy/cô bấm Lưu để đưa vào văn bản chung." in answer.content.decode()
    assert answer.context["form"]["subject"].value() == "Đang gõ"
    assert Document.objects.get().subject == "Công tác năm 2023"


def test_what_cannot_be_kept_without_script_stays_in_the_page(saved, drafter):
    page = drafter.post(address(saved), typed(saved, bases=["Căn cứ;"] * 61, subject="Đang gõ", keep="1"))

    assert "Có 61 dòng" in page.content.decode()
    assert page.context["form"]["subject"].value() == "Đang gõ"


def test_who_types_is_told_to_others_and_not_to_oneself(saved, deputy, drafter, client):
    keep(drafter, saved, subject="Đang gõ")
    assert drafter.get(address(saved)).context["presence"] == ""

    client.force_login(deputy)

    assert re.fullmatch(r"Cô Phương đang sửa \(\d\d:\d\d\)\.", client.get(address(saved)).context["presence"])
    assert "Cô Phương đang sửa" in keep(client, saved, subject="Cùng gõ").json()["presence"]


def test_a_press_in_the_library_panel_saves_nothing(saved, drafter):
    page = edit(drafter, saved, subject="Đang gõ", basis_press="search", tim_can_cu="thi dua")

    assert page.status_code == 200
    assert page.context["form"]["subject"].value() == "Đang gõ"
    assert Document.objects.get().version == 2


@pytest.mark.parametrize(
    ("route", "pressed"),
    [("edit", {}), ("edit", {"keep": "1"}), ("working_copy", {}), ("preview", {})],
    ids=["saved", "kept without script", "kept", "drawn"],
)
def test_a_draft_that_goes_in_that_very_moment_is_told_of_and_what_was_typed_stays(
    drafter, principal, monkeypatch, route, pressed
):
    document = DocumentFactory(school=principal.school, created_by=principal.person)
    can_edit = policies.can_edit

    def asked_just_before(actor, asked, at):
        answer = can_edit(actor, asked, at)
        Document.objects.filter(pk=document.pk).delete()
        return answer

    monkeypatch.setattr(policies, "can_edit", asked_just_before)
    answer = drafter.post(address(document, route), typed(document, subject="Vừa gõ xong", **pressed))

    said = answer.json()["refusal"] if route == "working_copy" else answer.content.decode()
    assert answer.status_code == 200
    assert "Văn bản này không còn nữa" in said
    assert "Vừa gõ xong" in said or route != "edit"
