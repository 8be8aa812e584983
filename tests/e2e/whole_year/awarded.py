"""The decision, and what hangs on it: certificate, money, the page that anybody reads."""

from urllib.parse import urlsplit

from django.utils import timezone

from awards.certificates.models import Certificate
from awards.decisions.models import AwardDecision
from awards.rewards.models import Payment
from nominations.dossiers.models import Review
from tests.awards.certificates.looking import codes_of, lines_of, pages_of
from tests.e2e.road import Road
from tests.e2e.walk import PHONE

TEACHER = "Lưu Thị Hồng Ước"


def decided(road: Road, review: Review) -> None:
    """From what the council concluded; the number brings the line into the ledger and makes the certificate."""
    road.become("thuky")
    road.open(f"/khen-thuong/lap/dot-xet/{review.pk}/")
    road.press("Lập quyết định")
    road.press("Soạn văn bản quyết định")
    decision = AwardDecision.objects.get()
    road.fill_in_bases()
    road.press("Trình ký")
    road.sign(decision.document)
    road.number(decision.document)
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
