"""The law of a day, as a secretary proposes something new in it and the principal approves it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.walk import Walk
from thiduakt.home import demo, demo_history

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/danh-muc/", "/danh-muc/?ngay=15/6/2023&tab=tap-the", "/danh-muc/?ngay=1/1/2015", "/danh-muc/khen-thuong/CSTDCS/",
    "/danh-muc/khen-thuong/NTVT/?ngay=15/6/2023", "/danh-muc/khen-thuong/LDTT/de-xuat/", "/danh-muc/quy-dinh/",
    "/danh-muc/quy-dinh/?tab=bo-phieu", "/danh-muc/quy-dinh/?tab=xep-loai", "/danh-muc/quy-dinh/?tab=thoi-han",
    "/danh-muc/de-ngo/", "/danh-muc/de-ngo/public_days/", "/danh-muc/chua-doi-chieu/", "/danh-muc/de-xuat/",
    "/danh-muc/thoi-ky/C_2026_amended/da-nhap/",
)  # fmt: skip


def test_a_secretary_proposes_and_the_principal_approves(walk: Walk):
    demo.load(timezone.now())
    walk.sign_in("thuky")
    for path in PAGES:
        walk.open(path)
        walk.look()

    walk.open("/danh-muc/khen-thuong/LDTT/")
    walk.follow(walk.page.get_by_role("link", name="Đề xuất quy định mới"))
    walk.page.locator("#id_basis").fill("Luật 06/2026/QH16, Điều 1")
    walk.page.get_by_label("Hệ số tiền thưởng (lần lương cơ sở)").fill("0,5")
    for part in ("tiêu chuẩn", "thẩm quyền", "hệ số", "bỏ phiếu"):
        walk.page.get_by_label(f"Mức đối chiếu {part}").select_option("Theo nguồn nhắc lại")
    walk.follow(walk.page.get_by_role("button", name="Gửi đề xuất"))
    expect(walk.page.get_by_text("0,5 lần lương cơ sở.")).to_be_visible()
    walk.look()
    walk.sign_out()

    walk.sign_in("hieutruong")
    walk.follow(walk.page.get_by_role("link", name="Lao động tiên tiến").first)
    walk.look()
    walk.follow(walk.page.get_by_role("button", name="Duyệt", exact=True))
    expect(walk.page.get_by_text("Đã duyệt: Lao động tiên tiến")).to_be_visible()
    walk.open("/danh-muc/khen-thuong/LDTT/")
    expect(walk.page.get_by_text("1.270.000 đồng.")).to_be_visible()
    walk.look()


def approve(walk: Walk, name: str) -> None:
    """As the principal does, from the list of tasks."""
    walk.sign_out()
    walk.sign_in("hieutruong")
    walk.follow(walk.page.get_by_role("link", name=name).first)
    walk.look()
    walk.follow(walk.page.get_by_role("button", name="Duyệt", exact=True))
    expect(walk.page.get_by_text("Đã duyệt:").first).to_be_visible()
    walk.sign_out()
    walk.sign_in("thuky")


def say_it_was_read(walk: Walk) -> None:
    walk.page.get_by_label("Áp dụng từ ngày").fill("01/10/2026")
    for part in ("tiêu chuẩn", "thẩm quyền", "hệ số", "bỏ phiếu"):
        walk.page.get_by_label(f"Mức đối chiếu {part}").select_option("Đã đối chiếu nguyên văn")


def test_a_law_that_was_not_read_is_entered_by_the_school(walk: Walk):
    """Conditions added and joined, a new title, the regime said to be read; then somebody is surely eligible under it."""
    demo.load(timezone.now())
    demo_history.load(timezone.now())
    page = walk.page
    walk.sign_in("thuky")
    verdicts = "/du-dieu-kien/?nam=2022&thoi_ky=C_2026_amended&ma=LDTT&ket_qua=eligible"
    walk.open("/danh-muc/khen-thuong/LDTT/de-xuat/")
    say_it_was_read(walk)
    walk.follow(page.get_by_role("button", name="Gửi đề xuất"))
    approve(walk, "Lao động tiên tiến")

    walk.open("/danh-muc/khen-thuong/CSTDCS/de-xuat/")
    page.get_by_label("Loại điều kiện").select_option("Thời gian công tác")
    walk.follow(page.get_by_role("button", name="Thêm điều kiện"))
    walk.look()
    page.locator("#id_x0-at_least").fill("12")
    page.locator("#id_x0-text").fill("Công tác từ đủ 12 tháng")
    page.locator("#id_x0-basis").fill("Luật 06/2026/QH16, Điều 1 khoản 3")
    page.get_by_label("Nhóm này phải đạt").select_option("Tất cả các điều kiện")
    say_it_was_read(walk)
    walk.follow(page.get_by_role("button", name="Đọc thử thành lời"))
    expect(page.get_by_text("Thời gian công tác: ít nhất 12 tháng.")).to_be_visible()
    expect(page.get_by_text("Tất cả các điều kiện sau:")).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("button", name="Gửi đề xuất").first)
    approve(walk, "Chiến sĩ thi đua cơ sở")

    walk.open("/danh-muc/")
    walk.follow(page.get_by_role("link", name="Đề xuất danh hiệu, hình thức mới"))
    page.get_by_label("Tên danh hiệu, hình thức").fill("Nhà giáo tiêu biểu Thủ đô")
    for label, chosen in (
        ("Loại", "Danh hiệu riêng của địa phương"), ("Tặng cho", "Cá nhân"), ("Cấp", "Tỉnh, Thành phố"), ("Kỳ xét", "năm"),
        ("Cách biểu quyết", "Bỏ phiếu."),
    ):  # fmt: skip
        page.get_by_label(label, exact=False).and_(page.locator("select")).first.select_option(chosen)
    page.locator("#id_basis").fill("QĐ 12/2026/QĐ-UBND, Điều 3")
    page.get_by_label("Thẩm quyền quyết định").fill("Chủ tịch UBND Thành phố")
    say_it_was_read(walk)
    walk.look()
    walk.follow(page.get_by_role("button", name="Gửi đề xuất"))
    walk.look()
    approve(walk, "Nhà giáo tiêu biểu Thủ đô")

    walk.open(verdicts)
    expect(page.get_by_text("Văn bản của thời kỳ này chưa được nhập").first).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(0)
    walk.open("/danh-muc/thoi-ky/C_2026_amended/da-nhap/")
    page.get_by_label("Áp dụng từ ngày").fill("01/10/2026")
    page.get_by_label("Căn cứ").fill("Luật 06/2026/QH16")
    page.get_by_label("Đã đọc ở đâu").fill("Công báo; đã nhập Lao động tiên tiến, Chiến sĩ thi đua cơ sở.")
    walk.follow(page.get_by_role("button", name="Gửi đề xuất"))
    approve(walk, "Đã nhập nội dung")

    walk.open(verdicts)
    expect(page.get_by_text("Văn bản của thời kỳ này chưa được nhập")).to_have_count(0)
    expect(page.locator("tbody tr")).not_to_have_count(0)
    walk.look()


def test_a_proposal_is_taken_back(walk: Walk):
    demo.load(timezone.now())
    walk.sign_in("thuky")
    walk.open("/danh-muc/de-ngo/public_days/")
    walk.page.get_by_label("7 ngày").check()
    walk.page.get_by_label("Vì sao, ai quyết định").fill("Hội đồng thống nhất.")
    walk.follow(walk.page.get_by_role("button", name="Gửi đề xuất"))
    walk.follow(walk.page.locator("table a").first)
    walk.page.locator("summary", has_text="Rút đề xuất").click()
    walk.look()
    walk.page.get_by_label("Tôi đã đọc và hiểu điều này").check()
    walk.follow(walk.page.get_by_role("button", name="Rút đề xuất", exact=True))
    expect(walk.page.get_by_text("Đã rút đề xuất:").first).to_be_visible()
    walk.look()
