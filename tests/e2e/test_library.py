"""The library in a real browser: the list, a text of one's own, and căn cứ picked while a paper is written."""

import re

import pytest
from playwright.sync_api import expect

from campaigns.plans.models import Plan
from tests.e2e.walk import Walk
from thiduakt.home import demo

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
DECREE_98 = (
    "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều của "
    "Luật Thi đua, khen thưởng;"
)
DECREE_152 = (
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền trong lĩnh "
    "vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng;"
)
LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"


@pytest.fixture
def plan(live_server, at) -> Plan:
    demo.load(at)
    return Plan.objects.get()


def lines_of(page) -> list[str]:
    return [box.input_value() for box in page.locator("#id_bases textarea").all() if box.input_value()]


def test_the_list_on_another_day(walk, plan):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open("/thu-vien/")
    walk.look()

    page.get_by_label("Vào ngày").fill("01/05/2024")
    walk.follow(page.get_by_role("button", name="Xem"))
    expect(page.get_by_role("link", name="Nghị định số 98/2023/NĐ-CP")).to_be_visible()
    walk.follow(page.get_by_role("link", name=re.compile("^Hết hiệu lực")))
    walk.look()
    walk.follow(page.get_by_role("link", name="Nghị định số 91/2017/NĐ-CP").first)
    walk.look()


def test_a_text_is_added_corrected_and_withdrawn(walk, plan):
    page = walk.page
    walk.sign_in("vanthu")
    walk.open("/thu-vien/")
    walk.follow(page.get_by_role("link", name="Thêm văn bản"))
    walk.look()
    page.get_by_label("Loại văn bản").select_option("Kế hoạch")
    page.get_by_label("Số, ký hiệu").fill("12/KH-UBND")
    page.get_by_label("Trích yếu").fill("về công tác thi đua, khen thưởng năm 2026")
    page.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân phường Việt Hưng")
    page.get_by_label("Ngày ban hành").fill("31/02/2026")
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_label("Trích yếu")).to_have_value("về công tác thi đua, khen thưởng năm 2026")
    walk.look()
    page.get_by_label("Ngày ban hành").fill("20/01/2026")
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text("Đã thêm Kế hoạch số 12/KH-UBND vào thư viện.")).to_be_visible()
    walk.look()

    page.get_by_text("Rút khỏi thư viện…").click()
    page.get_by_label("Lý do").fill("Thêm nhầm.")
    walk.look()
    walk.follow(page.get_by_role("button", name="Rút khỏi thư viện"))
    expect(page.get_by_text("Đã rút khỏi thư viện", exact=True)).to_be_visible()
    walk.look()


def test_bases_are_picked_in_place_and_an_old_one_gives_way(walk, plan):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open(f"/van-ban/{plan.pk}/sua/")
    first = lines_of(page)
    page.locator("#id_dated_on").fill("06/05/2024")
    page.get_by_text("Chọn từ thư viện").click()
    expect(page.get_by_label(DECREE_98)).to_be_visible()
    walk.look()

    page.get_by_role("searchbox", name="Tìm văn bản làm căn cứ").fill("98/2023")
    expect(page.get_by_label(LAW)).to_be_hidden()
    page.get_by_label(DECREE_98).check()
    page.get_by_role("button", name="Thêm căn cứ đã chọn").click()
    expect(page.locator("#id_bases textarea").first).to_have_value(DECREE_98)
    assert lines_of(page) == [DECREE_98, *first]

    page.locator("#id_dated_on").fill("22/11/2026")
    replace = page.get_by_role("button", name="Thay bằng Nghị định số 152/2025/NĐ-CP")
    expect(replace).to_be_visible()
    walk.look()
    replace.click()
    expect(page.locator("#id_bases textarea").first).to_have_value(DECREE_152)
    expect(replace).to_be_hidden()
    assert lines_of(page) == [DECREE_152, *first]


def test_without_javascript_a_press_brings_the_form_back_with_the_lines(browser, live_server, plan, client):
    """Signed in by a cookie: what is asked here is the page of the paper alone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    client.force_login(demo.User.objects.get(username="hieutruong"))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    walk = Walk(page, live_server.url, axe="")
    walk.open(f"/van-ban/{plan.pk}/sua/")
    page.locator("#id_dated_on").fill("06/05/2024")
    page.locator("#id_subject").fill("Lời đã gõ, chưa lưu")
    page.get_by_text("Chọn từ thư viện").click()
    page.get_by_role("searchbox", name="Tìm văn bản làm căn cứ").fill("98/2023")
    walk.follow(page.get_by_role("button", name="Tìm", exact=True))
    page.get_by_label(DECREE_98).check()
    walk.follow(page.get_by_role("button", name="Thêm căn cứ đã chọn"))

    expect(page.locator("#id_bases textarea").first).to_have_value(DECREE_98)
    expect(page.locator("#id_subject")).to_have_value("Lời đã gõ, chưa lưu")
    plan.document.refresh_from_db()
    assert DECREE_98 not in plan.document.bases
    assert plan.document.subject != "Lời đã gõ, chưa lưu"
    context.close()
