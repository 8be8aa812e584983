"""The law of a day, as a secretary proposes something new in it and the principal approves it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.walk import Walk
from thiduakt.home import demo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("law_of_the_state")]
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
