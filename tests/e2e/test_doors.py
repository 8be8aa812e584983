"""Coming in with a phone, printing slips, seeing where one is signed in: in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.school.signing_in import Phone
from thiduakt.home import demo

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
SECRET = re.compile(r"(?:[A-Z2-7]{4} ?){8}")


@pytest.fixture(autouse=True)
def school(live_server, at):
    demo.load(at)


def type_password(walk, username: str) -> None:
    walk.open("/dang-nhap/")
    walk.page.get_by_label("Tên đăng nhập").fill(username)
    walk.page.get_by_label("Mật khẩu", exact=True).fill(demo.PASSWORD)
    walk.follow(walk.page.get_by_role("button", name="Đăng nhập"))


def test_the_principal_sets_her_phone_up_and_comes_in_with_it(walk):
    page = walk.page
    type_password(walk, "hieutruong")
    expect(page.get_by_role("link", name="Để sau")).to_be_visible()
    expect(page.get_by_alt_text("Mã QR")).to_be_visible()
    walk.look()
    phone = Phone(SECRET.search(page.locator(".secret").inner_text())[0].replace(" ", ""))
    page.get_by_label("Mã đang hiện trong ứng dụng").fill(phone.code(steps=-1))
    walk.follow(page.get_by_role("button", name="Xác nhận mã"))
    expect(page.locator(".recovery-codes code")).to_have_count(10)
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    walk.look()
    walk.follow(page.get_by_role("link", name="Đã cất xong, tiếp tục"))
    expect(page).to_have_url(f"{walk.address}/")

    walk.sign_out()
    type_password(walk, "hieutruong")
    expect(page.get_by_role("heading", name="Nhập mã xác thực")).to_be_visible()
    walk.look()
    page.keyboard.type("000000")  # the field has the focus
    walk.follow(page.get_by_role("button", name="Đăng nhập"))
    expect(page.get_by_text("Mã chưa đúng hoặc đã dùng rồi.").first).to_be_visible()
    walk.look()
    page.get_by_label("Mã xác thực").fill(phone.code())
    walk.follow(page.get_by_role("button", name="Đăng nhập"))
    expect(page).to_have_url(f"{walk.address}/")

    walk.sign_out()
    type_password(walk, "hieutruong")
    page.get_by_label("Mã xác thực").fill(codes[0])
    walk.follow(page.get_by_role("button", name="Đăng nhập"))
    walk.open("/nha-truong/bao-ve/")
    expect(page.get_by_text("Còn 9 mã dự phòng")).to_be_visible()
    walk.look()


def test_a_place_left_open_is_ended_from_here(walk):
    walk.come_in("giaovien")
    walk.sign_out()
    walk.come_in("giaovien")
    walk.open("/nha-truong/bao-ve/")
    expect(walk.page.get_by_text("Chrome trên máy Linux")).to_have_count(2)
    walk.look()

    walk.follow(walk.page.get_by_role("button", name="Kết thúc", exact=True))

    expect(walk.page.get_by_text("Chrome trên máy Linux")).to_have_count(1)
    expect(walk.page.get_by_text("Đã kết thúc phiên đăng nhập.")).to_be_visible()


def test_slips_for_everybody_are_printed_in_one_go(walk):
    page = walk.page
    walk.sign_in("quantri")
    walk.open("/nha-truong/tai-khoan/")
    walk.follow(page.get_by_role("link", name="Mở tài khoản, in phiếu cho nhiều người"))
    walk.look()
    chosen = page.get_by_role("checkbox").count()
    page.get_by_role("link", name="Chọn tất cả").click()
    page.get_by_role("checkbox").first.uncheck()
    walk.follow(page.get_by_role("button", name="Mở tài khoản và lập phiếu"))

    expect(page.locator(".slip")).to_have_count(chosen - 1)
    expect(page.get_by_role("button", name="In phiếu")).to_be_visible()
    walk.look()


def test_a_password_may_be_looked_at_while_it_is_typed(walk):
    walk.open("/dang-nhap/")
    field = walk.page.get_by_label("Mật khẩu", exact=True)
    field.fill("một câu dài")

    walk.page.get_by_role("button", name="Hiện mật khẩu").click()
    expect(field).to_have_attribute("type", "text")
    walk.look()
    walk.page.get_by_role("button", name="Ẩn mật khẩu").click()
    expect(field).to_have_attribute("type", "password")


def test_whoever_guessed_too_often_is_told_until_when(walk):
    for _ in range(5):
        walk.open("/dang-nhap/")
        walk.page.get_by_label("Tên đăng nhập").fill("giaovien")
        walk.page.get_by_label("Mật khẩu", exact=True).fill("đoán thử xem sao")
        walk.follow(walk.page.get_by_role("button", name="Đăng nhập"))

    expect(walk.page.get_by_text("Đã nhập sai quá nhiều lần. Thầy/cô thử lại sau")).to_be_visible()
    walk.look()


def test_where_it_is_no_trial_the_principal_sets_it_up_before_anything_else(walk, settings):
    settings.SECOND_FACTOR_ENFORCED = True
    page = walk.page
    walk.open("/dang-nhap/?next=/ke-hoach/")
    page.get_by_label("Tên đăng nhập").fill("hieutruong")
    page.get_by_label("Mật khẩu", exact=True).fill(demo.PASSWORD)
    walk.follow(page.get_by_role("button", name="Đăng nhập"))
    expect(page.get_by_text("cần cài đặt trước khi làm việc")).to_be_visible()
    expect(page.get_by_role("link", name="Để sau")).to_have_count(0)
    walk.open("/ke-hoach/")
    expect(page.get_by_role("heading", name="Cài đặt xác thực hai bước")).to_be_visible()
    walk.look()

    phone = Phone(SECRET.search(page.locator(".secret").inner_text())[0].replace(" ", ""))
    page.get_by_label("Mã đang hiện trong ứng dụng").fill(phone.code())
    walk.follow(page.get_by_role("button", name="Xác nhận mã"))
    walk.follow(page.get_by_role("link", name="Đã cất xong, tiếp tục"))

    expect(page).to_have_url(f"{walk.address}/ke-hoach/")
