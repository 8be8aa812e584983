"""Who is eligible, and why, in a real browser: the secretary looks at the school, a teacher at herself."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from thiduakt.home import demo, demo_history

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ten_years(live_server) -> None:
    demo.load(timezone.now())
    demo_history.load(timezone.now())


def test_the_secretary_goes_from_the_school_to_one_teacher(walk, ten_years):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/du-dieu-kien/")
    expect(page.get_by_role("heading", name="Ai đủ điều kiện năm học 2022–2023")).to_be_visible()
    walk.look()

    walk.follow(page.get_by_role("link", name="Chiến sĩ thi đua cơ sở", exact=True))
    expect(page.get_by_text("hội đồng lựa chọn")).to_be_visible()
    walk.look()
    page.get_by_label("Kết quả").select_option("Chưa đủ điều kiện")
    walk.follow(page.get_by_role("button", name="Xem"))
    walk.look()
    walk.follow(page.locator("tbody th a").first)
    expect(page.get_by_text("Còn thiếu").first).to_be_attached()
    walk.look()

    page.get_by_label("Xem thử").select_option("Xem thử luật từ 01/10/2026 (tạm theo quy định trước)")
    walk.follow(page.get_by_role("button", name="Xem"))
    expect(page.get_by_text("Văn bản của thời kỳ này chưa được nhập").first).to_be_visible()
    walk.look()


def test_a_teacher_reads_about_herself_with_the_keyboard(walk, ten_years):
    page = walk.page
    walk.sign_in("giaovien")
    walk.open("/du-dieu-kien/")
    expect(page.get_by_role("heading", name="Giải thích cho tôi")).to_be_visible()
    first = page.locator("details.explained").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first.get_by_text("Căn cứ").first).to_be_visible()
    walk.look()


def test_the_principal_reads_the_measure_of_justice(walk, ten_years):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open("/du-dieu-kien/?tab=tap-the")
    walk.look()
    walk.follow(page.get_by_role("link", name="Thước đo công bằng"))
    expect(page.get_by_role("heading", name="Các tổ")).to_be_visible()
    walk.look()
