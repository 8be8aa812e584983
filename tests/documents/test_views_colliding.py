"""Two people at one paper: what each typed goes together, or is asked about."""

import re

import pytest

from tests.documents.writing import address, edit
from thiduakt.documents.models import Document, SavedDraft, WorkingCopy
from thiduakt.documents.services.drafting import save_draft


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
