"""A campaign from its first line to its launch, and the points of a tổ from its own to its rank, in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from thiduakt.home import demo

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def the_school(live_server) -> None:
    demo.load(timezone.now())


def press(walk, name: str) -> None:
    walk.follow(walk.page.get_by_role("button", name=name, exact=True))


def understood(walk, name: str) -> None:
    """A step that cannot be undone is opened, read, then taken."""
    walk.page.locator("summary", has_text=name).click()
    walk.page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.look()
    press(walk, name)


def test_a_campaign_is_written_launched_and_copied(walk, the_school):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open("/phong-trao/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Soạn phong trào").first)
    page.get_by_label("Tên phong trào").fill("Đón Xuân 2027")
    page.get_by_label("Ngày phát động").fill("04/01/2027")
    page.get_by_label("Ngày tổng kết").fill("03/02/2027")
    walk.look()
    press(walk, "Lưu")
    expect(page.get_by_text("Chưa ghi mục đích, yêu cầu.")).to_be_visible()
    walk.look()

    walk.follow(page.get_by_role("link", name="Cần ít nhất một tiêu chí"))
    page.get_by_label("Mục đích, yêu cầu").fill("Vui, an toàn.")
    page.get_by_label("Nội dung", exact=True).fill("Hội chợ Xuân của bé.")
    page.locator("#id_criteria-0-text").fill("Lớp có gian hàng")
    page.locator("#id_criteria-0-yardstick").fill("18/18 lớp")
    page.locator("#id_activities-0-name").fill("Hội chợ Xuân")
    page.locator("#id_activities-0-group").select_option("Tổ mẫu giáo lớn")
    page.locator("#id_activities-0-due_on").fill("20/01/2027")
    walk.follow(page.get_by_role("button", name="Lưu và thêm dòng trống").first)
    expect(page.locator("#id_criteria-3-text")).to_be_visible()
    press(walk, "Lưu")
    press(walk, "Phát động")
    expect(page.get_by_text("Đã phát động phong trào.")).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("link", name="Chép sang năm sau"))
    expect(page.get_by_text("04/01/2028")).to_be_visible()
    walk.look()
    press(walk, "Chép thành bản soạn")
    expect(page.get_by_text("Đã chép 1 phong trào")).to_be_visible()
    walk.open("/phong-trao/thong-ke/?nam=2027")
    expect(page.get_by_text("Tổng số 1 phong trào")).to_be_visible()
    walk.look()


def test_a_group_scores_itself_and_is_scored_and_ranked(walk, the_school):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open("/cham-diem/moi/")
    page.get_by_label("Tên bảng").fill("Chấm điểm các tổ")
    page.get_by_label("Tổ mẫu giáo lớn").check()
    page.locator("#id_items-0-text").fill("Trẻ an toàn")
    page.locator("#id_items-0-max_points").fill("100")
    walk.look()
    press(walk, "Lưu")
    walk.look()
    understood(walk, "Mở cho tự chấm")
    walk.sign_out()

    walk.sign_in("totruong")
    walk.follow(page.get_by_role("link", name="Chấm điểm các tổ"))
    walk.follow(page.get_by_role("link", name="Tự chấm cho Tổ mẫu giáo lớn"))
    page.get_by_label("Điểm: Trẻ an toàn").fill("98,5")
    walk.look()
    press(walk, "Gửi điểm tự chấm")
    expect(page.get_by_text("Đã gửi điểm tự chấm.")).to_be_visible()
    walk.sign_out()

    walk.sign_in("hieutruong")
    walk.open("/cham-diem/")
    walk.follow(page.get_by_role("link", name="Chấm điểm các tổ"))
    walk.look()
    press(walk, "Chuyển hội đồng chấm")
    walk.follow(page.get_by_role("link", name="Chấm Tổ mẫu giáo lớn"))
    page.get_by_label("Điểm: Trẻ an toàn").fill("97")
    press(walk, "Lưu điểm hội đồng")
    expect(page.get_by_text("thầy/cô ghi lý do khác điểm tự chấm").first).to_be_visible()
    walk.look()
    page.get_by_label("Lý do nếu khác điểm tự chấm: Trẻ an toàn").fill("Một trẻ ngã nhẹ.")
    press(walk, "Lưu điểm hội đồng")
    press(walk, "Xếp hạng, công bố điểm")
    expect(page.get_by_text("hội đồng chấm thấp hơn 1,5").first).to_be_visible()
    walk.look()
