"""Ratings, initiatives and pupils in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.factories.pupils import PupilFactory, SchoolClassFactory
from thiduakt.home import demo
from thiduakt.ledger.models import YearRating
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
GRID = "/so-khen-thuong/xep-loai/"


@pytest.fixture
def demo_school(live_server, at) -> None:
    demo.load(at)


def test_who_is_not_rated_is_rated_by_keyboard_and_one_rating_is_corrected(walk, demo_school):
    page = walk.page
    walk.sign_in("thuky")
    walk.open(f"{GRID}?nam=2022&loai=chua")
    walk.look()
    ratings = YearRating.objects.count()

    page.get_by_label("Xếp loại của", exact=False).first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    walk.follow(page.get_by_role("button", name="Ghi các dòng đã chọn"))
    expect(page.get_by_text("Đã ghi xếp loại cho 1 dòng.")).to_be_visible()
    assert YearRating.objects.count() == ratings + 1
    walk.look()

    walk.follow(page.get_by_role("link", name="Sửa xếp loại").first)
    walk.look()
    page.get_by_label("Xếp loại", exact=False).first.select_option("Hoàn thành nhiệm vụ")
    page.get_by_label("Lý do sửa").fill("Ghi nhầm dòng.")
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text("Đã sửa xếp loại của", exact=False)).to_be_visible()


def test_an_initiative_is_written_with_two_authors(walk, demo_school):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/so-khen-thuong/sang-kien/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Ghi sáng kiến"))
    page.get_by_label("Tên sáng kiến, đề tài").fill("Trò chơi dân gian trong giờ đón trẻ")
    page.get_by_label("Cấp công nhận").select_option("truong")
    for place, share in ((0, "60"), (1, "30")):
        page.locator(f"#id_author{place}").select_option(index=place + 1)
        page.locator(f"#id_share{place}").fill(share)
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text("phải cộng lại thành 100; hiện cộng lại là 90", exact=False).first).to_be_visible()
    walk.look()
    page.locator("#id_share1").fill("40")
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text("Đã ghi sáng kiến.")).to_be_visible()
    walk.look()


def test_a_pupil_is_found_and_a_class_looked_at(walk, demo_school):
    page = walk.page
    school = User.objects.get(username="vanthu").school
    PupilFactory(school=school, pupil_code="HS001", in_class=SchoolClassFactory(school=school, name="A1"))
    walk.sign_in("vanthu")
    walk.open("/nha-truong/lop/")
    walk.look()
    walk.follow(page.get_by_role("link", name="A1", exact=True))
    walk.look()
    walk.open("/nha-truong/hoc-sinh/?q=bao an")
    walk.look()
    walk.follow(page.locator("tbody th a").first)
    walk.look()
