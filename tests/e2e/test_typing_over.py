"""What is selected is typed over, and the page stays quiet: the browser's own editing would bring styles that it forbids."""

import pytest
from playwright.sync_api import Page, expect

from campaigns.plans.models import Plan
from thiduakt.documents.models import Document
from thiduakt.home import demo

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", [1280])]

OPENING = "<h2>MỤC ĐÍCH</h2><p><strong>Toàn trường</strong> phát huy kết quả.</p>"
TABLE = (
    "<table><tbody><tr><th><p>Việc</p></th><th><p>Hạn</p></th></tr>"
    "<tr><td><p>{}</p></td><td><p>15/10</p></td></tr></tbody></table>"
)
END = "<p>Cuối cùng.</p>"
WORDS = "Đỗ Thị Đào"


@pytest.fixture
def editor(walk, live_server, at) -> Page:
    """The editor of the demo's plan, with a heading, a paragraph, a table and a paragraph in it."""
    demo.load(at)
    plan = Plan.objects.get()
    Document.objects.filter(pk=plan.document_id).update(body=OPENING + TABLE.format("Chuyên đề") + END)
    walk.sign_in("hieutruong")
    walk.open(f"/van-ban/{plan.pk}/sua/")
    walk.page.locator(".ProseMirror").click()
    return walk.page


@pytest.fixture(params=["keys", "no keys"])
def write(request, editor):
    """By keys, and as input methods and dictation do it: the words at once."""
    return editor.keyboard.type if request.param == "keys" else editor.keyboard.insert_text


def select(page: Page, first: str, last: str) -> None:
    """From the fourth letter of what holds `first` to the fourth of what holds `last`."""
    page.evaluate(
        """words => {
            const [first, last] = words.map((word) => {
                const texts = document.createTreeWalker(document.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) if (texts.currentNode.data.includes(word)) return texts.currentNode;
            });
            getSelection().setBaseAndExtent(first, 3, last, 3);
        }""",
        [first, last],
    )
    page.wait_for_timeout(100)  # the editor learns of it a moment later


def expect_text(page: Page, wanted: str) -> None:
    """What the editor would send: it learns of what was typed a moment later."""
    expect(page.locator("#id_body")).to_have_value(wanted)


def test_a_paragraph(editor, write):
    editor.locator(".ProseMirror").get_by_text("Cuối cùng.").click(click_count=3)
    write(WORDS)

    expect_text(editor, OPENING + TABLE.format("Chuyên đề") + f"<p>{WORDS}</p>")


def test_a_cell_of_a_table(editor, write):
    editor.locator(".ProseMirror").get_by_text("Chuyên đề").click(click_count=3)
    write(WORDS)

    expect_text(editor, OPENING + TABLE.format(WORDS) + END)


def test_a_heading_and_the_paragraph_after_it(editor, write):
    select(editor, "MỤC ĐÍCH", " phát huy")
    write(WORDS)

    expect_text(editor, f"<h2>MỤC{WORDS}át huy kết quả.</h2>" + TABLE.format("Chuyên đề") + END)


def test_the_whole_text(editor, write):
    editor.keyboard.press("Control+A")
    write(WORDS)

    expect_text(editor, f"<h2>{WORDS}</h2>")


def test_what_a_menu_deletes_of_two_paragraphs(editor):
    select(editor, "MỤC ĐÍCH", " phát huy")
    devtools = editor.context.new_cdp_session(editor)
    devtools.send("Input.dispatchKeyEvent", {"type": "keyDown", "commands": ["delete"]})  # the command without its key

    expect_text(editor, "<h2>MỤCát huy kết quả.</h2>" + TABLE.format("Chuyên đề") + END)
