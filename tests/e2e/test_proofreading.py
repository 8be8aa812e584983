"""The proof-reader beside the editor and on its own page: every warning leads to its words."""

import pytest
from playwright.sync_api import Page, expect

from campaigns.plans.models import Plan
from tests.e2e.walk import AT_A_DESK, Walk
from thiduakt.home import demo

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True), AT_A_DESK]


@pytest.fixture
def plan(live_server, at, walk) -> Plan:
    """The plan of 2023 with its own slips, and its writer signed in."""
    demo.load(at)
    walk.sign_in("hieutruong")
    return Plan.objects.get()


def open_panel(walk: Walk, plan: Plan) -> None:
    walk.open(f"/van-ban/{plan.pk}/sua/")
    walk.page.locator("#proofreading > summary").click()


def row(page: Page, reason: str):
    return page.locator("#proofreading li").filter(has_text=reason).first


def test_a_warning_finds_its_words_in_the_editor(walk, plan):
    open_panel(walk, plan)

    row(walk.page, "ngày Quốc khánh là 02/9").get_by_role("button", name="Tìm").click()

    walk.page.wait_for_function("String(getSelection()).includes('02/')")
    walk.look()


def test_a_proposal_takes_the_place_of_the_words(walk, plan):
    open_panel(walk, plan)

    row(walk.page, "Có lẽ là “chú trọng”").get_by_role("button", name="Thay bằng").click()

    expect(walk.page.locator(".ProseMirror")).not_to_contain_text("Chủ trọng")
    expect(walk.page.locator(".ProseMirror")).to_contain_text("Chú trọng khen thưởng thành tích theo công trạng")


def test_the_list_follows_the_typing(walk, plan):
    open_panel(walk, plan)
    page = walk.page
    page.locator("#id_subject").fill("Công tác thi đua, khen thưởng năm 2023 của trường xuất xắc")

    expect(row(page, "Viết đúng là “xuất sắc”")).to_be_visible()


def test_a_place_is_set_aside_without_leaving_the_editor(walk, plan):
    open_panel(walk, plan)
    page = walk.page
    place = row(page, "Có lẽ là “mỉm cười”")

    place.get_by_role("button", name="Bỏ qua").click()

    expect(page.locator("#proofreading li").filter(has_text="Có lẽ là “mỉm cười”")).to_have_count(0)
    assert plan.document.review_marks.filter(settled_at__isnull=False).count() == 1


def test_the_page_of_the_paper_leads_to_the_list_and_the_list_to_the_words(walk, plan):
    page = walk.page
    walk.open(plan.get_absolute_url())
    walk.follow(page.get_by_role("link", name="Xem từng chỗ"))
    walk.look()

    walk.follow(page.locator("li").filter(has_text="Có lẽ là “nhân tố”").get_by_role("link", name="Đến chỗ này"))

    expect(page.locator(".ProseMirror")).to_be_visible()
    page.wait_for_function("String(getSelection()).includes('nhanh tố')")


def test_what_is_proofread_can_be_read(walk, plan):
    walk.open("/van-ban/may-soat/")

    expect(walk.page.get_by_text("Ngày lễ, ngày kỷ niệm ghi sai ngày.")).to_be_visible()
    walk.look()
