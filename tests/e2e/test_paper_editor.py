"""The editor in a real browser: what is typed and pasted becomes the closed schema, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from campaigns.plans.models import Plan
from tests.e2e import clipboards
from tests.e2e.walk import AT_A_DESK
from thiduakt.documents.richtext import clean
from thiduakt.home import demo

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True), AT_A_DESK]

PASTED = (
    '<h1 style="color:red">Phần từ Word</h1><p class="MsoNormal" style="font-size:20pt"><span style="color:blue">Xanh '
    '<b>đậm</b></span> <a href="http://x">liên kết</a><img src="x" onerror="alert(1)"></p><script>alert(2)</script>'
)


@pytest.fixture
def editor(walk, live_server, at) -> Page:
    """The editor of the demo's plan, emptied, with the writer's cursor in it."""
    demo.load(at)
    walk.sign_in("hieutruong")
    walk.open(f"/van-ban/{Plan.objects.get().pk}/sua/")
    page = walk.page
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.wait_for_timeout(500)  # seven pages shorter: until the page rests, a press and its release may meet two places
    return page


def expect_text(page: Page, wanted: str | re.Pattern[str]) -> None:
    """What the editor would send: it learns of what was typed a moment later."""
    expect(page.locator("#id_body")).to_have_value(wanted)


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

    expect_text(
        editor,
        "<h2>MỤC ĐÍCH</h2><h3>Yêu cầu</h3><h4>Yêu cầu chung</h4>"
        "<ul><li><p>Gạch một</p><ul><li><p>cộng</p></li></ul></li></ul><ol><li><p>điểm</p></li></ol>",
    )
    walk.look()


def paste(page: Page, html: str) -> None:
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.querySelector(".ProseMirror").dispatchEvent(paste);
        }""",
        html,
    )


@pytest.mark.parametrize(
    ("copied", "wanted"),
    [
        (clipboards.WORD, clipboards.FROM_WORD),
        (clipboards.LIBREOFFICE, clipboards.FROM_LIBREOFFICE),
        (clipboards.GOOGLE_DOCS, clipboards.FROM_GOOGLE_DOCS),
    ],
    ids=["Word", "LibreOffice", "Google Docs"],
)
def test_what_is_copied_from_an_office_program_becomes_a_paper(copied, wanted, editor):
    paste(editor, copied)

    expect_text(editor, wanted)


def test_what_is_pasted_comes_in_the_closed_schema(editor):
    paste(editor, PASTED)

    pasted = "<h2>Phần từ Word</h2><p>Xanh <strong>đậm</strong> liên kết</p>"
    expect_text(editor, pasted)
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
    editor.context.clear_cookies(name="sessionid")
    save = editor.get_by_role("button", name="Lưu", exact=True)

    save.click()
    expect(editor.locator("#save-trouble")).to_contain_text("Phiên làm việc đã hết.")
    expect_text(editor, re.compile("Gõ khi phiên đã hết[.]"))

    editor.context.add_cookies(cookies)
    walk.follow(save)
    expect(editor.get_by_text("Đã lưu lúc")).to_be_visible()
    assert "Gõ khi phiên đã hết." in Plan.objects.get().document.body


def test_save_pressed_twice_saves_once(editor, walk):
    editor.keyboard.type("Bấm hai lần.")
    with editor.expect_event("load"):
        editor.get_by_role("button", name="Lưu", exact=True).dblclick()

    expect(editor.get_by_text("Đã lưu lúc")).to_be_visible()
    expect(editor.get_by_text("Lần gửi này trùng")).to_have_count(0)


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

    expect_text(editor, "<ul><li><p>Gạch một</p></li></ul><h2>Mục đích</h2>")


def test_a_heading_is_made_of_a_dash_line_by_keys(editor):
    type_nested_dashes(editor)
    editor.keyboard.press("Control+Alt+3")
    expect_text(editor, "<ul><li><p>Gạch một</p></li></ul><h3>Mục đích</h3>")

    editor.keyboard.press("Control+Alt+3")
    expect_text(editor, "<ul><li><p>Gạch một</p></li></ul><p>Mục đích</p>")


def test_what_hung_below_a_dash_line_stays_a_list_below_the_heading(editor):
    type_nested_dashes(editor)
    editor.keyboard.press("ArrowUp")
    editor.get_by_role("button", name="1. Mục", exact=True).click()

    expect_text(editor, "<h3>Gạch một</h3><ul><li><p>Mục đích</p></li></ul>")


def test_a_table_holds_no_heading(editor):
    editor.get_by_role("button", name="Bảng", exact=True).click()

    expect(editor.get_by_role("button", name="I. Phần")).to_have_attribute("aria-disabled", "true")


def test_on_a_phone_the_way_to_save_takes_one_row(walk, live_server, at):
    demo.load(at)
    walk.page.set_viewport_size({"width": 360, "height": 740})
    walk.sign_in("hieutruong")
    walk.open(f"/van-ban/{Plan.objects.get().pk}/sua/")

    height = walk.page.locator(".save-bar").evaluate("bar => bar.offsetHeight")
    assert height <= 76  # pixels: one row of buttons
    walk.look()


def test_a_number_typed_in_a_dash_line_makes_a_heading(editor):
    type_nested_dashes(editor)
    editor.keyboard.press("Enter")
    editor.keyboard.type("II. NỘI DUNG")

    expect_text(editor, "<ul><li><p>Gạch một</p><ul><li><p>Mục đích</p></li></ul></li></ul><h2>NỘI DUNG</h2>")


def test_a_table_is_made_filled_and_changed_with_keys_alone(editor):
    page, press = editor, editor.keyboard.press
    press_tool(page, "Bảng")
    page.keyboard.type("Danh hiệu")
    press("Tab")
    page.keyboard.type("Chỉ tiêu")
    press_tool(page, "Bớt cột")
    press_tool(page, "Thêm dòng")
    for _ in range(6):
        press("Tab")
    page.keyboard.type("Ô cuối")
    press("ArrowDown")
    press("ArrowDown")
    page.keyboard.type("Sau bảng.")

    expect_text(page, re.compile("<p>Sau bảng[.]</p>$"))
    text = page.locator("#id_body").input_value()
    assert text.count("<tr>") == 4
    assert "Danh hiệu" in text


def press_tool(page: Page, name: str) -> None:
    """The tool by keys alone: to the bar, along it, and Enter."""
    page.keyboard.press("Alt+F10")
    expect(page.locator("#editor-tools [tabindex='0']")).to_be_focused()
    tool = page.locator("#editor-tools").get_by_role("button", name=name, exact=True)
    for _ in range(30):
        if tool.evaluate("tool => tool === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()  # in the next frame: what is typed before that is lost


def test_a_spot_is_found_and_its_words_replaced_in_the_text_and_in_a_field(editor):
    editor.keyboard.type("Ngày Quốc khánh 02/ tại trường.")
    editor.evaluate(
        """() => {
            const place = document.getElementById("draft-form");
            const button = (label, data) => {
                const made = document.createElement("button");
                made.type = "button";
                made.textContent = label;
                Object.assign(made.dataset, data);
                place.before(made);
            };
            button("Tìm trong bài", {find: "Quốc khánh 02/"});
            button("Thay trong bài", {find: "02/", replace: "02/9", field: "body"});
            button("Thay ở trích yếu", {find: "2023", replace: "2024", field: "subject"});
            button("Đến căn cứ", {field: "bases"});
            button("Không có", {find: "chữ không có ở đâu"});
            document.dispatchEvent(new Event("spots:changed"));
        }"""
    )
    press = lambda name: editor.get_by_role("button", name=name).click()  # noqa: E731

    expect(editor.get_by_text("Không có", exact=True)).to_be_hidden()
    press("Tìm trong bài")
    editor.wait_for_function("getSelection().toString() === 'Quốc khánh 02/'")
    press("Thay trong bài")
    expect_text(editor, re.compile("Quốc khánh 02/9 tại trường[.]"))
    press("Thay ở trích yếu")
    expect(editor.get_by_label("Trích yếu", exact=True)).to_have_value(re.compile("2024$"))
    press("Đến căn cứ")
    editor.wait_for_function("document.activeElement.closest('#id_bases') !== null")


def test_the_address_can_name_the_spot(walk, live_server, at):
    demo.load(at)
    walk.sign_in("hieutruong")
    walk.open(f"/van-ban/{Plan.objects.get().pk}/sua/?o=body&tim=phong trào thi đua")

    walk.page.wait_for_function("getSelection().toString() === 'phong trào thi đua'")
