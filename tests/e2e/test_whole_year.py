"""The demo school's whole year, from its real plan to a printed certificate that a parent's phone can check.

Each step is taken in the browser by whose task it is. What the walks of the single rooms look at closely is walked only.
"""

import re
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from awards.certificates.models import Certificate
from awards.decisions.models import AwardDecision
from awards.rewards.models import Payment
from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from campaigns.registrations.models import GroupList, Registration, Round
from nominations.councils.models import Council
from nominations.dossiers.models import Dossier, Review
from nominations.feedback.models import Posting
from nominations.sessions.models import CouncilSession, Item
from tests.awards.certificates.looking import codes_of, lines_of, pages_of
from tests.e2e.road import Road
from tests.e2e.walk import AT_A_DESK, PHONE, Walk
from tests.factories.ledger import YearRatingFactory
from thiduakt.documents.models import Document
from thiduakt.home import demo
from thiduakt.ledger.years import year_on
from thiduakt.school.models import Person, User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

CAMPAIGN = "Thi đua cao điểm kỷ niệm 20 năm Ngày thành lập quận Long Biên"
SUMMARY = "Lớp có 35 trẻ, chuyên cần đạt 97,5%; hai giờ dạy được xếp loại tốt cấp trường."
PRAISE = "Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân"
TEACHER = "Lưu Thị Hồng Ước"

PAPERS = ["van-ban/01-BB-HDTDKT", "van-ban/01-QD-MNGB"]  # numbered within the days of this school year


@pytest.fixture
def road(walk: Walk, live_server) -> Road:
    """The school as it begins: its people, and its plan of 2023 as the system read it from the real text."""
    demo.load(timezone.now())
    teacher = User.objects.get(username="giaovien").person
    YearRatingFactory(person=teacher, year=year_on(timezone.localdate()), rating="HTXS")
    return Road(walk.page, walk.address, walk.axe)


@AT_A_DESK
def test_the_whole_year_from_the_plan_to_the_certificate(road):
    planned(road)
    launched(road)
    registered(road)
    founded(road)
    review = nominated(road)
    judged_by_the_group(road)
    appraised(road)
    posted(road, review)
    met(road, review)
    recorded(road)
    decided(road, review)
    checked_on_a_phone(road, printed(road))
    paid(road)
    published(road)
    looked_back_on(road)


def planned(road: Road) -> None:
    """Read from the real text, signed, numbered as the first plan of its year."""
    page, plan = road.page, Plan.objects.get()
    road.sign_in("hieutruong")
    road.open(plan.document.get_absolute_url())
    road.press("Trình ký")
    signed(road, plan.document)
    numbered(road, plan.document, on="15/02/2023")
    assert Document.objects.get(pk=plan.pk).notation == "01/KH-MNGB"
    expect(page.locator(".state-badge").first).to_have_text("đã ban hành")


def numbered(road: Road, paper: Document, *, on: str = "") -> None:
    page = road.become("vanthu")
    road.open(paper.get_absolute_url())
    page.get_by_text("Cấp số, ban hành…", exact=True).click()
    if on:
        expect(page.get_by_label("Ngày ban hành")).to_have_value(on)
        page.get_by_label("Lý do ghi ngày đã qua").fill(f"Văn bản ký trên giấy từ ngày {on}.")
    page.get_by_label("Tôi đã đọc").check()
    road.press("Cấp số, ban hành")


def launched(road: Road) -> None:
    page, today = road.become("hieutruong"), timezone.localdate()
    road.open("/phong-trao/")
    road.follow(page.get_by_role("link", name="Soạn phong trào").first)
    page.get_by_label("Tên phong trào").fill(CAMPAIGN)
    page.get_by_label("Thuộc kế hoạch").select_option(str(Plan.objects.get().pk))
    page.get_by_label("Ngày phát động").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Ngày tổng kết").fill(f"{today + timedelta(days=30):%d/%m/%Y}")
    page.get_by_label("Mục đích, yêu cầu").fill("Trường học xanh – sạch – đẹp – văn minh – hạnh phúc.")
    page.get_by_label("Nội dung", exact=True).fill("100% các lớp thực hiện văn hóa chào “cúi đầu, mỉm cười, khoanh tay”.")
    page.locator("#id_criteria-0-text").fill("Lớp thực hiện văn hóa chào trong và ngoài trường")
    page.locator("#id_criteria-0-yardstick").fill("18/18 lớp")
    page.locator("#id_activities-0-name").fill("Hội thi nhà giáo Long Biên tâm huyết, sáng tạo cấp trường")
    page.locator("#id_activities-0-group").select_option("Tổ mẫu giáo lớn")
    page.locator("#id_activities-0-due_on").fill(f"{today + timedelta(days=20):%d/%m/%Y}")
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
    """By a decision that the principal signed on paper at the beginning of the year."""
    page = road.become("thuky")
    road.open("/hoi-dong/lap/")
    road.press("Lập hội đồng")
    page.locator("[name=members-4-stands_for]").fill("Tổ mẫu giáo lớn, Chủ tịch Công đoàn")
    road.press("Lưu")
    council = Council.objects.get()
    road.become("hieutruong")
    road.open(f"{council.get_absolute_url()}ghi-nhan/")
    page.get_by_label("Số, ngày của quyết định").fill("Quyết định số 45/QĐ-MNGB")
    page.get_by_label("Có hiệu lực từ ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    road.press("Ghi nhận")
    road.told("Quyết định đã ghi nhận")


def nominated(road: Road) -> Review:
    page, today = road.become("hieutruong"), timezone.localdate()
    road.open("/dot-xet/")
    road.go("Lập đợt xét", page.get_by_role("main"))
    page.get_by_label("Dự kiến quyết định ngày").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Thời kỳ pháp lý", exact=True).select_option("A_2003")
    page.get_by_label("Lý do chọn thời kỳ pháp lý khác").fill("Thành tích lập khi văn bản này còn hiệu lực.")
    page.get_by_label(PRAISE, exact=True).check()
    road.press("Lưu")
    road.take("Mở đợt xét")
    review = Review.objects.get()
    page = road.become("giaovien")
    road.open(review.get_absolute_url())
    road.go("Lập hồ sơ của tôi", page.get_by_role("main"))
    page.get_by_label("Danh hiệu, hình thức đề nghị").select_option("GK_HT_CN")
    page.get_by_label("Tóm tắt thành tích").fill(SUMMARY)
    road.press("Lập hồ sơ")
    road.press("Nộp cho tổ bình xét")
    return review


def judged_by_the_group(road: Road) -> None:
    page, dossier = road.become("totruong"), Dossier.objects.get()
    road.open("/binh-xet/")
    road.go("Lập cuộc họp")
    road.press("Lập cuộc họp")
    size = page.locator("input[name^=present-]").count()
    page.get_by_label("Địa điểm").fill("Phòng sinh hoạt chuyên môn")
    page.get_by_label("Bắt đầu lúc").fill("14h00")
    page.get_by_label("Thư ký cuộc họp").select_option(str(Person.objects.get(full_name="Vũ Thị Quỳnh Anh").pk))
    page.get_by_label("Ý kiến thảo luận").fill("Nhất trí với bản tự đánh giá của từng người.")
    for name, count in (("voters", size), ("agreed", size), ("against", 0), ("blank", 0)):
        page.locator(f"[name={name}-{dossier.pk}]").fill(str(count))
    road.press("Lưu")
    road.press("Chốt kết quả, chuyển hồ sơ")
    road.told("Đã chốt kết quả.")


def appraised(road: Road) -> None:
    page, dossier = road.become("thuky"), Dossier.objects.get()
    road.open(f"/tham-dinh/ho-so/{dossier.pk}/")
    road.press("Bắt đầu thẩm định")
    for field in page.locator("select[name^=mark-]").all():
        field.select_option("YES")
    road.press("Lưu thẩm định")


def posted(road: Road, review: Review) -> None:
    """The days for which the list hangs on the wall are over at once: only the clock is helped along."""
    page = road.page
    road.open("/cong-khai-ho-so/")
    road.go("Lập danh sách công khai")
    page.get_by_label("Đợt xét").select_option(str(review.pk))
    page.get_by_label("Nơi niêm yết").fill("Bảng tin phòng hội đồng")
    road.press("Lưu")
    road.take("Công khai danh sách")
    Posting.objects.update(posted_on=review.opens_on - timedelta(days=20), until=review.opens_on - timedelta(days=1))
    road.open(Posting.objects.get().get_absolute_url())
    road.go("Kết thúc công khai")
    page.get_by_label("Kết luận sau khi công khai").fill("Không có ý kiến nào; danh sách giữ nguyên.")
    road.press("Kết thúc công khai")
    road.open(f"/tham-dinh/ho-so/{Dossier.objects.get().pk}/")
    road.press("Thẩm định xong")
    road.open(f"/tham-dinh/dot/{review.pk}/")
    road.press("Trình hội đồng tất cả hồ sơ này")
    road.told("Đã trình hội đồng")


def met(road: Road, review: Review) -> None:
    """Called, opened, voted by a show of hands, concluded; the round of dossiers ends with it."""
    page, today = road.page, timezone.localdate()
    road.open("/phien-hop/lap/")
    page.get_by_label("Đợt xét").select_option(str(review.pk))
    page.get_by_label("Nội dung chính").fill("Xét khen thưởng cuối năm học")
    page.get_by_label("Ngày họp").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Bắt đầu lúc").fill("00h00")
    page.get_by_label("Địa điểm").fill("Phòng hội đồng")
    road.press("Lập phiên họp")
    road.take("Mời họp")
    session = CouncilSession.objects.get()
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


def voted(road: Road, item: Item) -> None:
    page, session = road.become("thuky"), item.session
    members = session.council.seats.count()
    road.open(f"/phien-hop/muc/{item.pk}/")
    page.get_by_label("Cách biểu quyết").select_option("HANDS")
    for label, number in (("Đồng ý*", members), ("Không đồng ý*", 0), ("Không có ý kiến*", 0)):
        page.get_by_label(label, exact=True).fill(str(number))
    road.press("Ghi kết quả")
    page.get_by_label("Ý kiến thảo luận").fill("Các thành viên nhất trí với kết quả thẩm định.")
    road.press("Ghi ý kiến")
    road.take("Kết luận")
    road.become("hieutruong")
    road.open(f"{session.get_absolute_url()}ket-thuc/")
    page.get_by_label("Kết thúc lúc").fill("23h59")
    road.press("Kết thúc phiên họp")
    road.told("Đã kết thúc phiên họp.")
    road.open(item.dossier.review.get_absolute_url())
    road.press("Kết thúc đợt xét")


def recorded(road: Road) -> None:
    """The minutes: from the session's own facts, confirmed by who led and who wrote, signed, numbered."""
    session = CouncilSession.objects.get()
    road.become("thuky")
    road.open(session.get_absolute_url())
    road.press("Soạn biên bản")
    road.press("Trình ký")
    for username in ("thuky", "hieutruong"):
        road.become(username)
        road.open(session.get_absolute_url())
        road.press("Xác nhận biên bản")
    session.refresh_from_db()
    signed(road, session.minutes)
    numbered(road, session.minutes)
    session.refresh_from_db()
    assert session.state == "CLOSED"


def decided(road: Road, review: Review) -> None:
    """From what the council concluded; the number brings the line into the ledger and makes the certificate."""
    road.become("thuky")
    road.open(f"/khen-thuong/lap/dot-xet/{review.pk}/")
    road.press("Lập quyết định")
    road.press("Soạn văn bản quyết định")
    decision = AwardDecision.objects.get()
    filled(road)
    road.press("Trình ký")
    signed(road, decision.document)
    numbered(road, decision.document)
    decision.refresh_from_db()
    assert decision.state == "IN_FORCE"
    road.open("/so-khen-thuong/")
    road.told(TEACHER)


def printed(road: Road) -> str:
    """The clerk takes the certificate home as a PDF; what a phone reads off it."""
    page, decision = road.page, AwardDecision.objects.get()
    road.open(f"/giay-khen/quyet-dinh/{decision.pk}/")
    road.press("In giấy khen")
    with page.expect_download() as download:
        page.evaluate(
            "url => { const link = document.createElement('a'); link.href = url; link.download = ''; link.click() }",
            page.get_by_role("link", name="Mở tệp PDF").get_attribute("href"),
        )
    pdf = download.value.path().read_bytes()
    assert any(TEACHER in line for line in lines_of(pdf))
    assert [(round(width), round(height)) for width, height in pages_of(pdf)] == [(297, 210)]
    road.press("Ghi là đã in xong")
    road.told("Đã ghi là in xong.")
    (read,) = codes_of(pdf)
    return read


def checked_on_a_phone(road: Road, read: str) -> None:
    """By whoever holds the paper, without an account: the line of the decision, and that it stands."""
    page, walked, path = road.page, road.page.viewport_size, urlsplit(read).path
    assert path == Certificate.objects.get().check_path
    road.sign_out()
    page.set_viewport_size({"width": PHONE, "height": 800})
    road.open(path)
    road.told(TEACHER)
    road.told("Còn hiệu lực")
    road.look()
    page.set_viewport_size(walked)


def paid(road: Road) -> None:
    """The accountant opens the fund of the year and marks what was paid; the teacher says that it came."""
    page = road.become("ketoan")
    road.open("/tien-thuong/quy/mo/")
    page.get_by_label("Dự toán giao, trích lập").fill("20.000.000")
    road.press("Mở quỹ")
    decision = AwardDecision.objects.get()
    road.open(f"/tien-thuong/quyet-dinh/{decision.pk}/")
    page.get_by_label("Tất cả các khoản chưa chi").check()
    page.get_by_label("Ngày chi").fill(f"{timezone.localdate():%d/%m/%Y}")
    road.press("Ghi đã chi")
    road.become("giaovien")
    road.open(Payment.objects.get().get_absolute_url())
    road.look()
    road.press("Tôi đã nhận tiền thưởng")
    assert Payment.objects.get().confirmed_at


def published(road: Road) -> None:
    """On the page of the school that anybody reads."""
    page, decision = road.become("hieutruong"), AwardDecision.objects.get()
    road.open(f"/cong-bo/soan/?quyet-dinh={decision.pk}")
    road.press("Lưu")
    road.take("Công bố")
    road.follow(page.get_by_role("link", name="Mở trang người ngoài xem"))
    address = page.url
    road.sign_out()
    page.goto(address)
    road.told(TEACHER)


def looked_back_on(road: Road) -> None:
    """What the year gave, and that nothing of it is left but its last day."""
    page, number = road.become("hieutruong"), year_on(timezone.localdate())
    road.open(f"/thong-ke/?nam={number}")
    expect(page.get_by_role("table", name="Theo danh hiệu, hình thức")).to_contain_text("Giấy khen")
    road.open(f"/khep-nam/nam/{number}/")
    expect(page.get_by_text("Phải xong trước khi khép năm")).to_have_count(0)
    road.told("chưa khép được trước đó.")
    road.look()
    road.press("Lập tệp lưu trữ")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"luu-tru-.*[.]zip")).click()
    with zipfile.ZipFile(download.value.path()) as package:
        papers = [name for name in package.namelist() if name.startswith("van-ban/")]
    assert [re.sub(r"-[0-9]+[.]pdf$", "", name) for name in sorted(papers)] == PAPERS


def filled(road: Road) -> None:
    """What the draft could not know of its bases."""
    road.go("Sửa nội dung")
    for line in road.page.locator("[name=bases]").all():
        if "[CẦN BỔ SUNG" in (typed := line.input_value()):
            line.fill(re.sub(r" *\[CẦN BỔ SUNG[^]]*\]", "", typed))
    road.press("Lưu và xem bản in")


def signed(road: Road, paper: Document) -> None:
    page = road.become("hieutruong")
    road.open(paper.get_absolute_url())
    page.get_by_text("Ký…", exact=True).click()
    page.get_by_label("Tôi đã đọc").check()
    road.press("Ký")
