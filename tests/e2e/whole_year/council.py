"""The council meets: one vote in a sealed box, what it came to, and the record of it."""

from django.utils import timezone
from playwright.sync_api import expect

from nominations.ballots.enums import Choice
from nominations.ballots.models import Poll
from nominations.ballots.services.voting import cast
from nominations.dossiers.models import Review
from nominations.sessions.models import CouncilSession, Item
from tests.e2e.road import Road
from thiduakt.home.demo import PASSWORD
from thiduakt.school.models import User

VOTER = "totruong"


def met(road: Road, review: Review) -> None:
    """Called with its teller, opened, voted in secret, concluded; the round of dossiers ends with it."""
    page, today = road.page, timezone.localdate()
    road.open("/phien-hop/lap/")
    page.get_by_label("Đợt xét").select_option(str(review.pk))
    page.get_by_label("Nội dung chính").fill("Xét khen thưởng cuối năm học")
    page.get_by_label("Ngày họp").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Bắt đầu lúc").fill("00h00")
    page.get_by_label("Địa điểm").fill("Phòng hội đồng")
    road.press("Lập phiên họp")
    session = CouncilSession.objects.get()
    road.open(f"{session.get_absolute_url()}sua/")
    page.get_by_label("Bùi Thị Thanh Thủy, Ủy viên").check()
    road.press("Lưu")
    road.take("Mời họp")
    road.open(f"{session.get_absolute_url()}diem-danh/")
    for choice in page.get_by_role("combobox").all():
        choice.select_option("PRESENT")
    road.press("Lưu điểm danh")
    road.become("hieutruong")
    road.open(review.get_absolute_url())
    road.take("Ngừng nhận hồ sơ")
    road.take("Hội đồng bắt đầu họp, khóa hồ sơ")
    road.open(session.get_absolute_url())
    road.take("Khai mạc phiên họp")
    item = Item.objects.get(dossier__isnull=False)
    voted(road, item)
    concluded(road, item)


def voted(road: Road, item: Item) -> None:
    """Opened by two, counted by two, confirmed by three. One member votes at the browser; what the others do is the same."""
    page = road.become("thuky")
    road.open(f"/phien-hop/muc/{item.pk}/")
    road.go("Bỏ phiếu kín trên hệ thống…")
    page.get_by_label(str(item.dossier)).check()
    road.press("Lập cuộc bỏ phiếu")
    poll = Poll.objects.get()
    conducted(road, poll, "Mở hòm phiếu", "hieutruong", "thuky")
    road.become(VOTER)
    road.open(f"{poll.get_absolute_url()}phieu/")
    page.get_by_label("Đồng ý", exact=True).check()
    page.get_by_label("Mật khẩu của thầy/cô").fill(PASSWORD)
    road.press("Xem lại phiếu trước khi gửi")
    road.press("Gửi phiếu")
    road.told("Phiếu đã vào hòm.")
    for member in User.objects.filter(person__in=poll.electors.all()).exclude(username=VOTER):
        cast(Poll.objects.get(), {str(item.pk): Choice.AGREE}, actor=member, at=timezone.now())
    conducted(road, poll, "Kiểm phiếu", "uyvien", "hieutruong")
    conducted(road, poll, "Xác nhận kết quả", "hieutruong", "thuky", "uyvien")
    expect(page.get_by_text("Thu về 9 trên 9 phiếu.")).to_be_visible()


def conducted(road: Road, poll: Poll, step: str, *officials: str) -> None:
    """Each with the own password."""
    for official in officials:
        page = road.become(official)
        road.open(poll.get_absolute_url())
        section = page.locator("section").filter(has=page.get_by_role("heading", name=step, exact=True))
        section.get_by_label("Mật khẩu của thầy/cô").fill(PASSWORD)
        road.press(step, section)


def concluded(road: Road, item: Item) -> None:
    page = road.become("thuky")
    road.open(f"/phien-hop/muc/{item.pk}/")
    page.get_by_label("Ý kiến thảo luận").fill("Các thành viên nhất trí với kết quả thẩm định.")
    road.press("Ghi ý kiến")
    road.take("Kết luận")
    road.become("hieutruong")
    road.open(f"{item.session.get_absolute_url()}ket-thuc/")
    page.get_by_label("Kết thúc lúc").fill("23h59")
    road.press("Kết thúc phiên họp")
    road.told("Đã kết thúc phiên họp.")
    road.open(item.dossier.review.get_absolute_url())
    road.press("Kết thúc đợt xét")


def recorded(road: Road) -> None:
    """The minutes: from the session's own facts, confirmed by who led, wrote and counted, signed, numbered."""
    session = CouncilSession.objects.get()
    road.become("thuky")
    road.open(session.get_absolute_url())
    road.press("Soạn biên bản")
    road.press("Trình ký")
    for username in ("thuky", "hieutruong", "uyvien"):
        road.become(username)
        road.open(session.get_absolute_url())
        road.press("Xác nhận biên bản")
    session.refresh_from_db()
    road.sign(session.minutes)
    road.number(session.minutes)
    session.refresh_from_db()
    assert session.state == "CLOSED"
