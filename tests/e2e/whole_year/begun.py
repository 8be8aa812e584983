"""The year begins: its plan, a campaign of it, what everybody registers, the council in office."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.campaigns.classes import Period
from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from campaigns.registrations.models import GroupList, Registration, Round
from nominations.councils.models import Council
from tests.e2e.road import Road
from thiduakt.documents.models import Document
from thiduakt.ledger.years import year_on

CAMPAIGN = "Thi đua cao điểm kỷ niệm 20 năm Ngày thành lập quận Long Biên"
PLAN_2023 = settings.BASE_DIR / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt"


def planned(road: Road) -> None:
    """The real text of 2023 is brought in, read, looked at, signed, and numbered as the first plan of its year."""
    page = road.page
    road.become("hieutruong")
    road.open("/ke-hoach/nhap/")
    page.get_by_label("Hoặc chọn tệp Word").set_input_files(PLAN_2023)
    road.press("Đọc văn bản")
    expect(page.get_by_text("I. MỤC ĐÍCH, YÊU CẦU:").first).to_be_visible()
    road.press("Tạo bản nháp")
    expect(page.locator(".ProseMirror")).to_contain_text("Phát huy kết quả đã đạt được")
    plan = Plan.objects.get()
    road.open(plan.document.get_absolute_url())
    road.press("Trình ký")
    road.sign(plan.document)
    road.number(plan.document, on="15/02/2023")
    expect(page.locator(".state-badge").first).to_have_text("đã ban hành")
    assert Document.objects.get(pk=plan.pk).notation == "01/KH-MNGB"


def launched(road: Road) -> None:
    page, today = road.become("hieutruong"), timezone.localdate()
    ends_on = min(today + timedelta(days=30), Period.SCHOOL.days(year_on(today))[1])  # a matter of this school year
    road.open("/phong-trao/")
    road.follow(page.get_by_role("link", name="Soạn phong trào").first)
    page.get_by_label("Tên phong trào").fill(CAMPAIGN)
    page.get_by_label("Thuộc kế hoạch").select_option(str(Plan.objects.get().pk))
    page.get_by_label("Ngày phát động").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Ngày tổng kết").fill(f"{ends_on:%d/%m/%Y}")
    page.get_by_label("Mục đích, yêu cầu").fill("Trường học xanh – sạch – đẹp – văn minh – hạnh phúc.")
    page.get_by_label("Nội dung", exact=True).fill("100% các lớp thực hiện văn hóa chào “cúi đầu, mỉm cười, khoanh tay”.")
    page.locator("#id_criteria-0-text").fill("Lớp thực hiện văn hóa chào trong và ngoài trường")
    page.locator("#id_criteria-0-yardstick").fill("18/18 lớp")
    page.locator("#id_activities-0-name").fill("Hội thi nhà giáo Long Biên tâm huyết, sáng tạo cấp trường")
    page.locator("#id_activities-0-group").select_option("Tổ mẫu giáo lớn")
    page.locator("#id_activities-0-due_on").fill(f"{ends_on:%d/%m/%Y}")
    road.press("Lưu")
    road.press("Phát động")
    road.told("Đã phát động phong trào.")
    assert Campaign.objects.get().state == "LAUNCHED"


def registered(road: Road) -> None:
    page, today = road.page, timezone.localdate()
    road.open("/dang-ky/dot/them/")
    page.get_by_label("Hạn chót", exact=False).fill(f"{today + timedelta(days=7):%d/%m/%Y}")
    road.press("Lưu")
    road.take("Mở đợt đăng ký")
    page = road.become("giaovien")
    road.open("/dang-ky/cua-toi/")
    road.go("Đăng ký", page.get_by_role("main"))
    page.get_by_label("Lao động tiên tiến", exact=True).check()
    page.get_by_label("Chỉ tiêu cam kết").fill("Bảo đảm an toàn tuyệt đối cho trẻ.")
    road.press("Gửi đăng ký")
    road.told("Đã gửi bản đăng ký.")
    turn, team = Round.objects.get(), Registration.objects.get().team
    road.become("totruong")
    road.open(GroupList.objects.get(round=turn, group=team).get_absolute_url())
    road.press("Chốt danh sách của tổ")
    road.become("hieutruong")
    road.open(turn.get_absolute_url())
    road.take("Khóa đợt đăng ký")
    road.open(f"/dang-ky/dot/{turn.pk}/xac-nhan/")
    road.press("Hội đồng xác nhận danh sách")
    road.told("Hội đồng đã xác nhận danh sách")


def founded(road: Road) -> None:
    """By its decision, which puts the council in office on the day that it is issued."""
    page = road.become("thuky")
    road.open("/hoi-dong/lap/")
    road.press("Lập hội đồng")
    page.locator("[name=members-4-stands_for]").fill("Tổ mẫu giáo lớn, Chủ tịch Công đoàn")
    road.press("Lưu")
    road.press("Soạn quyết định thành lập")
    road.fill_in_bases()
    road.press("Trình ký")
    council = Council.objects.get()
    road.sign(council.decision)
    road.number(council.decision)
    road.open(council.get_absolute_url())
    road.told("Đang hoạt động")
