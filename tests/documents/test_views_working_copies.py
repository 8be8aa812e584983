"""What is typed and not saved: kept for its writer alone, and never lost on the way."""

import re

import pytest

from tests.documents.writing import address, edit, keep, typed
from tests.factories.documents import DocumentFactory
from thiduakt.documents import policies
from thiduakt.documents.models import Document, WorkingCopy
from thiduakt.documents.services.drafting import save_draft


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
