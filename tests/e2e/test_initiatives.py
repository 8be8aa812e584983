"""A solution from the idea to the request: written, tried, confirmed by the tổ, compared, given back, replicated."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nominations.initiatives.models import Solution
from tests.factories.initiatives import describe
from tests.factories.targets import photo
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import initiatives
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo_school(live_server) -> None:
    at = timezone.now()
    demo.load(at)
    demo_history.load(at)
    initiatives.load(at)


def seen(walk, address):
    walk.open(address)
    walk.look()


def test_the_road_of_a_solution(walk, demo_school):
    page, at = walk.page, timezone.now()
    walk.sign_in("giaovien")
    seen(walk, "/sang-kien/cua-toi/")
    walk.follow(page.get_by_role("link", name="Đăng ký ý tưởng").first)
    walk.look()
    page.get_by_label("Tên giải pháp").fill("Hộp thư cảm xúc giúp trẻ gọi tên nỗi buồn, niềm vui")
    page.get_by_label("Lĩnh vực áp dụng").fill("Giáo dục tình cảm, kỹ năng xã hội")
    page.get_by_label("Áp dụng lần đầu ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    walk.follow(page.get_by_role("button", name="Đăng ký ý tưởng"))
    expect(page.get_by_text("Chưa ghi lần áp dụng thử nào.").first).to_be_visible()
    walk.look()
    solution = Solution.objects.get(name__startswith="Hộp thư")
    place = f"/sang-kien/{solution.pk}/"
    for part in ("sua/", "mo-ta/", "minh-chung/", "so-trung/"):
        seen(walk, f"{place}{part}")
    describe(solution, User.objects.get(username="giaovien"), at)

    seen(walk, f"{place}ap-dung/")
    page.get_by_label("Nơi khác", exact=True).fill("Lớp A1")
    page.get_by_label("Từ ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    row = page.get_by_role("group", name="Dòng 1", exact=True)
    row.get_by_label("Chỉ số").fill("Trẻ gọi tên cảm xúc")
    row.get_by_label("Trước").fill("8")
    row.get_by_label("Sau", exact=True).fill("25")
    page.get_by_label("Ảnh, tệp minh chứng").set_input_files(
        [{"name": "hop-thu.jpg", "mimeType": "image/jpeg", "buffer": photo()}]
    )
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_text("chờ tổ trưởng, tổ phó xác nhận")).to_be_visible()
    seen(walk, f"{place}tac-gia/")
    walk.open(f"{place}so-trung/")
    walk.follow(page.get_by_role("button", name="So ngay"))
    walk.look()

    walk.sign_out()
    walk.sign_in("totruong")
    walk.open(place)
    page.get_by_label("Ý kiến (nếu có)").fill("Đã dự hai buổi.")
    walk.follow(page.get_by_role("button", name="Xác nhận đã áp dụng"))
    expect(page.get_by_text("Đã xác nhận lần áp dụng thử.")).to_be_visible()
    walk.look()

    walk.sign_out()
    walk.sign_in("giaovien")
    walk.open(place)
    page.get_by_text("Nộp đơn yêu cầu công nhận…").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").first.check()
    walk.follow(page.get_by_role("button", name="Nộp đơn yêu cầu công nhận"))
    expect(page.get_by_text("Đã nộp đơn yêu cầu công nhận sáng kiến.")).to_be_visible()
    walk.look()

    walk.sign_out()
    walk.sign_in("phohieutruong")
    seen(walk, "/sang-kien/")
    seen(walk, f"{place}tra-lai/")
    page.get_by_label("Kết quả áp dụng thử").check()
    page.get_by_label("Cần bổ sung gì").fill("Ghi thêm số liệu của lớp thứ hai.")
    page.get_by_label("Bổ sung xong trước hết ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    walk.follow(page.get_by_role("button", name="Trả lại"))
    expect(page.get_by_text("Ghi thêm số liệu của lớp thứ hai.").first).to_be_visible()
    walk.look()

    walk.sign_out()
    walk.sign_in("giaovien")
    copied = Solution.objects.get(name__startswith="Góc sách trước cửa lớp")
    seen(walk, f"/sang-kien/{copied.pk}/so-trung/")
    walk.follow(page.get_by_role("link", name="Xây dựng góc thư viện mở", exact=False))
    expect(page.locator("mark").first).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("link", name="Ghi giải trình"))
    walk.look()

    walk.sign_out()
    walk.sign_in("thuky")
    recognised = Solution.objects.get(name="Trồng rau cùng bé")
    seen(walk, f"/sang-kien/{recognised.pk}/")
    seen(walk, f"/sang-kien/{recognised.pk}/nhan-rong/")
    seen(walk, "/sang-kien/?q=khong-co-gi-nhu-vay")
