"""The road of registering, from the round that is opened to the list that the council confirms."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.registrations.models import GroupList, Registration, Round
from thiduakt.home import demo

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo_school(live_server) -> None:
    demo.load(timezone.now())


def seen(walk, address):
    walk.open(address)
    walk.look()


def test_the_road_of_a_round(walk, demo_school):
    page, today = walk.page, timezone.localdate()
    walk.sign_in("hieutruong")
    seen(walk, "/dang-ky/dot/them/")
    page.get_by_label("Hạn chót", exact=False).fill(f"{today + timedelta(days=7):%d/%m/%Y}")
    walk.follow(page.get_by_role("button", name="Lưu"))
    turn = Round.objects.get()
    page.get_by_text("Mở đợt đăng ký…").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Mở đợt đăng ký"))
    expect(page.get_by_text("Đã mở đợt đăng ký", exact=False)).to_be_visible()
    for place in ("", "danh-sach/", "tong-hop/", "tien-do/", "nhac/", "gia-han/", "ket-qua/"):
        seen(walk, f"/dang-ky/dot/{turn.pk}/{place}")
    seen(walk, "/dang-ky/")

    walk.sign_out()
    walk.sign_in("giaovien")
    walk.open("/dang-ky/cua-toi/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Đăng ký", exact=True).first)
    walk.look()
    page.get_by_label("Chỉ tiêu cam kết").fill("Bảo đảm an toàn tuyệt đối cho trẻ.")
    walk.follow(page.get_by_role("button", name="Gửi đăng ký"))
    expect(page.get_by_text("ít nhất một danh hiệu", exact=False).first).to_be_visible()
    expect(page.get_by_label("Chỉ tiêu cam kết")).to_have_value("Bảo đảm an toàn tuyệt đối cho trẻ.")
    walk.look()
    page.get_by_label("Lao động tiên tiến", exact=True).check()
    walk.follow(page.get_by_role("button", name="Gửi đăng ký"))
    expect(page.get_by_text("Đã gửi bản đăng ký.")).to_be_visible()
    walk.look()

    registration = Registration.objects.get()
    row = GroupList.objects.get(round=turn, group=registration.team)
    walk.sign_out()
    walk.sign_in("totruong")
    seen(walk, f"/dang-ky/{registration.pk}/tra-lai/")
    page.get_by_label("Sáng kiến dự kiến").check()
    page.get_by_label("Cần sửa gì, vì sao").fill("Ghi rõ tên sáng kiến định làm năm nay.")
    walk.follow(page.get_by_role("button", name="Trả lại"))

    walk.sign_out()
    walk.sign_in("giaovien")
    walk.open(f"/dang-ky/dot/{turn.pk}/cua-toi/")
    expect(page.get_by_text("Phạm Thị Hương Giang ghi: Ghi rõ tên sáng kiến", exact=False)).to_be_visible()
    expect(page.get_by_label("Chỉ tiêu cam kết")).to_be_disabled()
    walk.look()
    page.get_by_label("Sáng kiến dự kiến").fill("Trò chơi dân gian trong giờ đón trẻ")
    walk.follow(page.get_by_role("button", name="Gửi đăng ký"))

    walk.sign_out()
    walk.sign_in("totruong")
    seen(walk, row.get_absolute_url())
    walk.follow(page.get_by_role("button", name="Chốt danh sách của tổ"))
    expect(page.get_by_text("Đã chốt danh sách của tổ.")).to_be_visible()

    walk.sign_out()
    walk.sign_in("hieutruong")
    walk.open(turn.get_absolute_url())
    page.get_by_text("Khóa đợt đăng ký…").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Khóa đợt đăng ký"))
    seen(walk, f"/dang-ky/dot/{turn.pk}/xac-nhan/")
    walk.follow(page.get_by_role("button", name="Hội đồng xác nhận danh sách"))
    expect(page.get_by_text("Hội đồng đã xác nhận danh sách", exact=False).first).to_be_visible()
    seen(walk, f"/dang-ky/dot/{turn.pk}/ket-qua/")
    seen(walk, registration.get_absolute_url())
