"""The editor in a real browser: what is typed and pasted becomes the closed schema, and nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from campaigns.models import Plan
from thiduakt.documents.richtext import clean
from thiduakt.home import demo

pytestmark = pytest.mark.django_db(transaction=True)

PASTED = (
    '<h1 style="color:red">Phần từ Word</h1><p class="MsoNormal" style="font-size:20pt"><span style="color:blue">Xanh '
    '<b>đậm</b></span> <a href="http://x">liên kết</a><img src="x" onerror="alert(1)"></p><script>alert(2)</script>'
)


@pytest.fixture
def editor(walk, live_server, at) -> Page:
    """The editor of the demo's plan, emptied, with the writer's cursor in it."""
    demo.load(at)
    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{Plan.objects.get().pk}/sua/")
    page = walk.page
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.wait_for_timeout(500)  # seven pages shorter: until the page rests, a press and its release may meet two places
    return page


def text_of(page: Page) -> str:
    return page.locator("#id_body").input_value()


def test_typed_numbers_and_dashes_become_structure(editor, walk):
    for line in ("I. MỤC ĐÍCH", "1. Yêu cầu", "1.1. Yêu cầu chung"):
        editor.keyboard.type(line)
        editor.keyboard.press("Enter")
    editor.keyboard.type("- Gạch một")
    editor.keyboard.press("Enter")
    editor.keyboard.press("Tab")
    editor.keyboard.type("cộng")
    for _ in range(3):
        editor.keyboard.press("Enter")
    editor.keyboard.type("a) điểm")

    assert text_of(editor) == (
        "<h2>MỤC ĐÍCH</h2><h3>Yêu cầu</h3><h4>Yêu cầu chung</h4>"
        "<ul><li><p>Gạch một</p><ul><li><p>cộng</p></li></ul></li></ul><ol><li><p>điểm</p></li></ol>"
    )
    walk.look()


def test_what_is_pasted_comes_in_the_closed_schema(editor):
    editor.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.querySelector(".ProseMirror").dispatchEvent(paste);
        }""",
        PASTED,
    )

    pasted = text_of(editor)
    assert pasted == "<h2>Phần từ Word</h2><p>Xanh <strong>đậm</strong> liên kết</p>"
    assert clean(pasted) == pasted


def test_the_keyboard_reaches_the_tools_and_leaves_the_editor(editor):
    editor.keyboard.press("Alt+F10")
    expect(editor.get_by_role("button", name="I. Phần")).to_be_focused()
    editor.keyboard.press("ArrowRight")
    expect(editor.get_by_role("button", name="1. Mục")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(editor.locator(".ProseMirror")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(editor.locator("#preview > summary")).to_be_focused()


def test_the_preview_follows_what_is_typed(editor):
    editor.keyboard.type("Chưa lưu gì cả.")
    editor.locator("#preview > summary").click()
    expect(editor.locator("#preview-pages img")).to_have_count(1)


def test_a_lost_session_loses_no_text(editor, walk):
    editor.keyboard.type("Gõ khi phiên đã hết.")
    cookies = editor.context.cookies()
    editor.context.clear_cookies()
    save = editor.get_by_role("button", name="Lưu", exact=True)

    save.click()
    expect(editor.get_by_text("Phiên làm việc đã hết.")).to_be_visible()
    assert "Gõ khi phiên đã hết." in text_of(editor)

    editor.context.add_cookies(cookies)
    save.click()
    expect(editor.get_by_text("Đã lưu lúc")).to_be_visible()
    assert "Gõ khi phiên đã hết." in Plan.objects.get().document.body


def type_nested_dashes(page: Page) -> None:
    page.keyboard.type("- Gạch một")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Mục đích")


def test_a_heading_is_made_of_a_dash_line_by_its_button(editor):
    type_nested_dashes(editor)
    part = editor.get_by_role("button", name="I. Phần")

    expect(part).to_have_attribute("aria-disabled", "false")
    part.click()

    assert text_of(editor) == "<ul><li><p>Gạch một</p></li></ul><h2>Mục đích</h2>"


def test_a_heading_is_made_of_a_dash_line_by_keys(editor):
    type_nested_dashes(editor)
    editor.keyboard.press("Control+Alt+3")
    assert text_of(editor) == "<ul><li><p>Gạch một</p></li></ul><h3>Mục đích</h3>"

    editor.keyboard.press("Control+Alt+3")
    assert text_of(editor) == "<ul><li><p>Gạch một</p></li></ul><p>Mục đích</p>"


def test_what_hung_below_a_dash_line_stays_a_list_below_the_heading(editor):
    type_nested_dashes(editor)
    editor.keyboard.press("ArrowUp")
    editor.get_by_role("button", name="1. Mục", exact=True).click()

    assert text_of(editor) == "<h3>Gạch một</h3><ul><li><p>Mục đích</p></li></ul>"


def test_a_table_holds_no_heading(editor):
    editor.get_by_role("button", name="Bảng", exact=True).click()

    expect(editor.get_by_role("button", name="I. Phần")).to_have_attribute("aria-disabled", "true")


def test_every_doubt_is_shown_and_found_only_where_the_text_has_it(walk, live_server, at):
    demo.load(at)
    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{Plan.objects.get().pk}/sua/")
    doubts = walk.page.locator(".doubts li")

    assert doubts.count() == len(Plan.objects.get().doubts)
    assert walk.page.locator(".doubts ul").evaluate("list => list.scrollHeight <= list.clientHeight")
    expect(doubts.filter(has_text="nâng cao chất lượng").get_by_role("button", name="Tìm")).to_be_visible()
    expect(doubts.filter(has_text="01 /KH-MNGB").first.get_by_role("button", name="Tìm")).to_be_hidden()


def test_on_a_phone_the_way_to_save_takes_one_row(walk, live_server, at):
    demo.load(at)
    walk.page.set_viewport_size({"width": 360, "height": 740})
    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{Plan.objects.get().pk}/sua/")

    height = walk.page.locator(".save-bar").evaluate("bar => bar.offsetHeight")
    assert height <= 76  # pixels: one row of buttons
    walk.look()
