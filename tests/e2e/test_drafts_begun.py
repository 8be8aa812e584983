"""A draft out of a Word file, and out of last year's plan; then the places to look at, one after another."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.plans.models import Plan
from tests.documents.reading.word_files import with_lists
from tests.e2e.walk import AT_A_DESK
from tests.factories.plans import make_plan
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document, ReviewMark
from thiduakt.home import demo
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True), AT_A_DESK]

PLAN_2023 = "fixtures/demo/ke-hoach-01-KH-MNGB-2023.txt"


@pytest.fixture
def principal(walk, live_server, at):
    demo.load(at)
    walk.sign_in("hieutruong")
    return User.objects.get(username="hieutruong")


def button(page, name):
    return page.get_by_role("button", name=name)


def test_a_word_file_becomes_a_draft(walk, principal, settings):
    text = (settings.BASE_DIR / PLAN_2023).read_text()
    walk.open("/ke-hoach/nhap/")
    walk.look()
    walk.page.get_by_label("Hoặc chọn tệp Word").set_input_files(
        {"name": "ke-hoach.docx", "mimeType": "application/octet-stream", "buffer": with_lists(text)}
    )
    walk.follow(button(walk.page, "Đọc văn bản"))

    expect(walk.page.get_by_text("I. MỤC ĐÍCH, YÊU CẦU:").first).to_be_visible()
    walk.look()
    walk.follow(button(walk.page, "Tạo bản nháp").first)

    expect(walk.page.locator(".ProseMirror")).to_contain_text("Phát huy kết quả đã đạt được")
    walk.look()


def test_a_file_that_is_none_is_explained_beside_its_field(walk, principal):
    walk.open("/ke-hoach/nhap/")
    walk.page.get_by_label("Hoặc chọn tệp Word").set_input_files(
        {"name": "ke-hoach.docx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 hong"}
    )
    walk.follow(button(walk.page, "Đọc văn bản"))

    expect(walk.page.get_by_text("Tệp Word bị hỏng hoặc thiếu").first).to_be_visible()
    walk.look()


def test_last_years_plan_is_taken_over_and_looked_through(walk, principal):
    plan = Plan.objects.get()
    walk.open("/ke-hoach/")
    walk.follow(walk.page.get_by_role("link", name="Soạn từ kế hoạch cũ"))
    walk.look()
    walk.follow(walk.page.get_by_role("link", name=re.compile("Chép kế hoạch này")))
    walk.look()
    walk.page.get_by_label(re.compile("TỔ CHỨC THỰC HIỆN")).uncheck()
    walk.follow(button(walk.page, "Tạo bản nháp"))

    newer = Document.objects.exclude(pk=plan.pk).get()
    assert "TỔ CHỨC THỰC HIỆN" not in newer.body
    panel = walk.page.locator("#cho-can-xem-lai")
    count = ReviewMark.objects.filter(document=newer).count()
    expect(panel.locator("summary").first).to_contain_text(f"0/{count} chỗ đã xem")
    walk.look()

    walk.page.locator(".ProseMirror").press("Control+End")
    walk.page.keyboard.type("Chữ đang gõ dở.")
    mark = ReviewMark.objects.filter(document=newer, field="body").exclude(proposal="").first()
    row = panel.locator(f".review-list > li[value='{mark.place}']")
    row.get_by_role("button", name=re.compile("Thay bằng")).click()

    expect(panel.locator("summary").first).to_contain_text(f"1/{count} chỗ đã xem")
    expect(walk.page.locator(".ProseMirror")).to_contain_text(mark.proposal[:60])
    expect(walk.page.locator(".ProseMirror")).to_contain_text("Chữ đang gõ dở.")
    assert mark.proposal not in Document.objects.get(pk=newer.pk).body
    walk.look()


def test_the_keyboard_alone_goes_through_the_places(walk, principal):
    newer = make_plan(DocumentState.DRAFT, principal=principal, at=timezone.now())
    for place in (1, 2, 3):
        ReviewMark.objects.create(document=newer.document, place=place, reason=f"Lý do {place}")
    walk.open(f"/van-ban/{newer.pk}/sua/")
    panel = walk.page.locator("#cho-can-xem-lai")

    button(panel, "Đã xem chỗ 1").focus()
    walk.page.keyboard.press("Enter")
    expect(button(panel, "Đã xem chỗ 2")).to_be_focused()
    walk.page.keyboard.press("Enter")
    expect(button(panel, "Đã xem chỗ 3")).to_be_focused()

    assert ReviewMark.objects.filter(settled_by=principal).count() == 2
    walk.look()


def test_the_year_of_a_draft_has_a_page_of_its_own(walk, principal):
    plan = Plan.objects.get()
    walk.open(plan.get_absolute_url())
    walk.follow(walk.page.get_by_role("link", name="Đổi năm"))
    walk.look()
    walk.page.get_by_label("Năm của kế hoạch").fill("2030")
    walk.follow(button(walk.page, "Lưu"))

    expect(walk.page.get_by_text("cách xa năm của kế hoạch (2030)").first).to_be_visible()
    walk.look()
