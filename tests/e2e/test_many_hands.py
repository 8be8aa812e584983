"""Several people, several machines, one draft: what is typed keeps itself, and nobody overwrites anybody."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns.plans.models import Plan
from tests.e2e.walk import AT_A_DESK, Walk, until
from thiduakt.documents.models import Document, WorkingCopy
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.home import demo
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True), AT_A_DESK]
BODY = "<h2>MỤC ĐÍCH</h2><p>Phát huy kết quả.</p><h2>NỘI DUNG</h2><p>Thi đua dạy tốt.</p>"


@pytest.fixture
def draft(live_server, at) -> Document:
    demo.load(at)
    document = Plan.objects.get().document
    principal = User.objects.get(username="hieutruong")
    return edit_draft(document, changes={"body": BODY}, version=document.version, actor=principal, at=at)


@pytest.fixture
def colleague(browser: Browser, walk: Walk):
    """The deputy at another machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    other = Walk(context.new_page(), walk.address, walk.axe)
    other.sign_in("phohieutruong")
    yield other
    context.close()


def open_editor(walk: Walk, draft: Document) -> Page:
    walk.open(f"/van-ban/{draft.pk}/sua/")
    expect(walk.page.locator(".ProseMirror")).to_be_visible()
    return walk.page


def write_after(page: Page, words: str, added: str) -> None:
    paragraph = page.locator(".ProseMirror p", has_text=words)
    paragraph.click()
    page.wait_for_timeout(100)  # a moment after it gets the focus the editor puts the cursor back to where the click was
    page.keyboard.press("End")
    page.keyboard.type(added)


def save(walk: Walk) -> None:
    walk.follow(walk.page.get_by_role("button", name="Lưu", exact=True))


def test_what_is_typed_keeps_itself_and_is_there_after_the_session_is_lost(walk, draft):
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    write_after(page, "Phát huy", " Chưa bấm Lưu.")
    expect(page.get_by_text(re.compile(r"Đã tự lưu lúc \d\d:\d\d\."))).to_be_visible()
    walk.look()
    assert Document.objects.get(pk=draft.pk).body == BODY

    page.context.clear_cookies()
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    expect(page.get_by_text(re.compile("Thầy/cô có bản đang gõ lúc .* chưa lưu."))).to_be_visible()
    expect(page.locator(".ProseMirror")).to_contain_text("Chưa bấm Lưu.")
    walk.look()

    save(walk)
    assert "Chưa bấm Lưu." in Document.objects.get(pk=draft.pk).body
    assert not WorkingCopy.objects.exists()


def test_what_was_typed_in_the_last_second_is_kept_on_leaving(walk, draft):
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    write_after(page, "Phát huy", " Gõ rồi đi ngay.")
    walk.open("/")
    until(WorkingCopy.objects.exists)  # sent on leaving, and answered to nobody
    page = open_editor(walk, draft)

    expect(page.locator(".ProseMirror")).to_contain_text("Gõ rồi đi ngay.")


def test_a_lost_session_is_told_while_typing_and_loses_nothing(walk, draft):
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    write_after(page, "Phát huy", " Phiên đã hết.")
    expect(page.get_by_text("Phiên làm việc đã hết.")).to_be_visible()

    page.context.add_cookies(cookies)
    page.keyboard.type(" Đăng nhập lại.")
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible()
    expect(page.get_by_text("Phiên làm việc đã hết.")).to_be_hidden()


def test_what_was_typed_can_be_dropped(walk, draft):
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    write_after(page, "Phát huy", " Thôi.")
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible()
    page = open_editor(walk, draft)
    page.get_by_text("Bỏ bản đang gõ…").click()
    walk.look()
    walk.follow(page.get_by_role("button", name="Bỏ bản đang gõ"))

    expect(page.locator(".ProseMirror")).not_to_contain_text("Thôi.")


def test_what_was_typed_further_since_it_was_opened_again_is_dropped_too(walk, draft):
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    write_after(page, "Phát huy", " Thôi.")
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible()
    page = open_editor(walk, draft)
    write_after(page, "Thôi.", " Thôi hẳn.")
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible()
    page.get_by_text("Bỏ bản đang gõ…").click()
    walk.follow(page.get_by_role("button", name="Bỏ bản đang gõ"))

    expect(page.get_by_text("Đã bỏ bản đang gõ")).to_be_visible()
    expect(page.locator(".ProseMirror")).not_to_contain_text("Thôi.")
    assert not WorkingCopy.objects.exists()


def test_a_paper_that_a_colleague_submitted_meanwhile_is_told_and_the_text_stays(walk, draft, at):
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    submit_document(draft, actor=User.objects.get(username="phohieutruong"), at=at)
    write_after(page, "Phát huy", " Muộn một bước.")
    save(walk)

    expect(page.get_by_text(re.compile("đã trình ký.*không sửa được nữa")).first).to_be_visible()
    expect(page.locator(".ProseMirror")).to_contain_text("Muộn một bước.")
    walk.look()


def test_two_people_in_two_sections_do_not_collide(walk, draft, colleague):
    walk.sign_in("hieutruong")
    page, other = open_editor(walk, draft), open_editor(colleague, draft)
    write_after(other, "Thi đua dạy tốt", " Học tốt.")
    expect(other.get_by_text("Đã tự lưu lúc")).to_be_visible()
    write_after(page, "Phát huy", " Năm 2022.")
    expect(page.get_by_text(re.compile(r"Cô Tuyết đang sửa \(\d\d:\d\d\)\."))).to_be_visible()
    save(colleague)
    save(walk)

    expect(page.get_by_text("Đã gộp với phần cô Tuyết vừa sửa: mục II.")).to_be_visible()
    body = Document.objects.get(pk=draft.pk).body
    assert "Học tốt." in body
    assert "Năm 2022." in body


def test_two_people_in_one_section_choose_and_lose_nothing(walk, draft, colleague):
    walk.sign_in("hieutruong")
    page, other = open_editor(walk, draft), open_editor(colleague, draft)
    write_after(other, "Thi đua dạy tốt", " Học tốt.")
    save(colleague)
    write_after(page, "Thi đua dạy tốt", " Làm tốt.")
    save(walk)

    expect(page.get_by_role("heading", name="Chọn bản giữ lại")).to_be_visible()
    walk.look()
    assert "Làm tốt." not in Document.objects.get(pk=draft.pk).body
    page.get_by_label("Giữ cả hai").check()
    walk.follow(page.get_by_role("button", name="Lưu bản đã chọn"))

    body = Document.objects.get(pk=draft.pk).body
    assert "Học tốt." in body
    assert "Làm tốt." in body


def test_savings_are_compared_and_brought_back(walk, draft, at):
    principal = User.objects.get(username="hieutruong")
    changed = BODY.replace("dạy tốt", "dạy tốt, học tốt")
    edit_draft(draft, changes={"body": changed}, version=draft.version, actor=principal, at=at)
    walk.sign_in("hieutruong")
    page = open_editor(walk, draft)
    walk.follow(page.get_by_role("link", name="Các lần lưu"))
    walk.look()
    walk.follow(page.get_by_role("link", name="So với bản hiện nay").first)
    expect(page.locator("main section ins")).to_contain_text("học tốt")
    walk.look()
    walk.follow(page.get_by_role("button", name="Khôi phục lần lưu này"))

    expect(page.get_by_text(f"Khôi phục lần lưu {draft.version}.")).to_be_visible()
    assert Document.objects.get(pk=draft.pk).body == BODY


def test_without_script_everything_is_a_form(browser, live_server, walk, draft, width):
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800}, locale="vi-VN")
    plain = Walk(context.new_page(), walk.address, walk.axe)
    plain.sign_in("hieutruong")
    plain.open(f"/van-ban/{draft.pk}/sua/")
    page = plain.page
    page.locator("#id_body").fill(BODY.replace("dạy tốt", "học tốt"))
    plain.follow(page.get_by_role("button", name="Lưu nháp"))
    expect(page.get_by_text(re.compile(r"Đã tự lưu lúc \d\d:\d\d\. Thầy/cô bấm Lưu"))).to_be_visible()
    plain.follow(page.get_by_role("button", name="Lưu", exact=True).last)
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()
    context.close()

    assert "học tốt" in Document.objects.get(pk=draft.pk).body
