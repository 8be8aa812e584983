"""The first road, walked in a real browser: from the draft that was read from the real text to the issued PDF."""

import io
import re
from datetime import date

import pdfplumber
import pytest
from playwright.sync_api import expect

from campaigns.plans.models import Plan
from tests.documents.checker import check_pdf, expectation
from tests.e2e.walk import IN_BOTH_WIDTHS
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.output import paper_file
from thiduakt.documents.paper import Paper
from thiduakt.home import demo

pytestmark = pytest.mark.django_db(transaction=True)
ADDED = "Nhà trường công khai kết quả khen thưởng trên bảng tin."
# The published text cites a plan as 05/KH_PGDDT; it is printed as it was typed.
SLIP_OF_THE_SOURCE = "C25"


@pytest.fixture
def plan(live_server, at) -> Plan:
    demo.load(at)
    return Plan.objects.get()


@IN_BOTH_WIDTHS
def test_from_the_read_draft_to_an_issued_paper(walk, plan):
    page = walk.page
    walk.come_in("hieutruong")
    walk.look()

    walk.follow(page.get_by_role("link", name=re.compile("Soạn tiếp và trình ký")))
    walk.look()
    walk.follow(page.get_by_role("link", name="Sửa nội dung"))
    write_at_the_start(page, ADDED)
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu và xem bản in"))
    expect(page.locator("#ban-in img")).to_have_count(7)

    walk.follow(page.get_by_role("button", name="Trình ký"))
    walk.look()
    page.get_by_text("Ký…", exact=True).click()
    expect(page.get_by_label("Ngày ký")).to_have_value("15/02/2023")
    walk.look()
    page.get_by_label("Tôi đã đọc").check()
    walk.follow(page.get_by_role("button", name="Ký", exact=True))
    expect(page.locator(".state-badge")).to_have_text("đã ký")
    walk.look()
    walk.sign_out()

    walk.sign_in("vanthu")
    walk.follow(page.get_by_role("link", name=re.compile("Cấp số và ban hành")))
    page.get_by_text("Cấp số, ban hành…", exact=True).click()
    expect(page.get_by_label("Ngày ban hành")).to_have_value("15/02/2023")
    expect(page.get_by_text("Số tiếp theo của năm 2023: 01/KH-MNGB")).to_be_visible()
    page.get_by_label("Lý do ghi ngày đã qua").fill("Văn bản ký trên giấy từ ngày 15/02/2023.")
    page.get_by_label("Tôi đã đọc").check()
    walk.look()
    walk.follow(page.get_by_role("button", name="Cấp số, ban hành"))
    expect(page.locator(".state-badge")).to_have_text("đã ban hành")
    walk.look()
    with page.expect_download() as download:
        page.evaluate(
            "url => { const link = document.createElement('a'); link.href = url; link.download = ''; link.click() }",
            f"/van-ban/{plan.pk}/tep.pdf",
        )
    pdf = download.value.path().read_bytes()

    walk.open("/van-ban/so-di/")
    expect(page.get_by_text("01/KH-MNGB").first).to_be_visible()
    expect(page.get_by_role("link", name="Ghi sổ")).to_be_in_viewport(ratio=1)
    walk.look()
    assert_issued(plan, pdf)


def test_a_draft_is_thrown_away_after_a_second_thought(walk, plan):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{plan.pk}/")
    dialog = page.get_by_role("dialog", name="Bỏ bản nháp này?")

    page.get_by_role("link", name="Bỏ bản nháp").click()
    expect(dialog).to_be_visible()
    walk.look()
    dialog.get_by_role("link", name="Đóng").click()
    expect(dialog).to_be_hidden()
    assert Plan.objects.exists()

    page.get_by_role("link", name="Bỏ bản nháp").click()
    walk.follow(dialog.get_by_role("button", name="Bỏ bản nháp"))
    expect(page.get_by_text("Đã bỏ bản nháp.")).to_be_visible()
    walk.look()
    assert not Plan.objects.exists()


def write_at_the_start(page, sentence: str) -> None:
    editor = page.locator(".ProseMirror")
    editor.click()
    page.wait_for_timeout(100)  # a moment after it gets the focus the editor puts the cursor back to where the click was
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text(sentence)
    page.keyboard.press("Enter")


def assert_issued(plan: Plan, pdf: bytes) -> None:
    document = plan.document
    document.refresh_from_db()
    assert document.state == DocumentState.ISSUED
    assert document.notation == "01/KH-MNGB"
    assert document.issued_on == date(2023, 2, 15)
    assert pdf == paper_file(document, "pdf")
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        words = " ".join((opened.pages[0].extract_text() or "").split())
    assert ADDED in words
    paper = Paper.from_dict(document.snapshot["paper"])
    faults = [fault for fault in check_pdf(pdf, expects=expectation(paper)) if fault.point != SLIP_OF_THE_SOURCE]
    assert faults == []
