"""The figures of the year in a real browser: read, narrowed, and taken into the draft of a report."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.documents import DocumentFactory
from thiduakt.documents.kinds import Kind
from thiduakt.home import demo, demo_history
from thiduakt.school.models import Person

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ten_years(live_server) -> None:
    demo.load(timezone.now())
    demo_history.load(timezone.now())


def test_the_principal_reads_the_figures_of_a_year(walk, ten_years):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open("/thong-ke/?nam=2022")
    expect(page.get_by_role("figure", name="Số lượt khen từng năm")).to_be_visible()
    walk.look()
    page.get_by_label("Tổ", exact=True).select_option("Tổ nhà trẻ")
    walk.follow(page.get_by_role("button", name="Xem"))
    expect(page.get_by_role("heading", name="Theo danh hiệu, hình thức")).to_be_visible()
    walk.look()
    for name in ("Đăng ký và kết quả", "Trực tiếp, nữ, lần đầu", "Kịp thời", "Biểu 0601–0603"):
        walk.follow(page.get_by_role("link", name=name, exact=True).first)
        walk.look()
    walk.follow(page.get_by_role("link", name="Biểu 0603", exact=True))
    expect(page.get_by_role("heading", name="Biểu 0603.N/BNV-TĐKT")).to_be_visible()
    walk.look()


def test_figures_are_taken_into_a_report(walk, ten_years):
    page = walk.page
    head = Person.objects.get(user__username="hieutruong")
    told = {"kind": Kind.REPORT, "created_by": head, "dated_on": timezone.localdate().replace(year=2023, month=6, day=5)}
    report = DocumentFactory(school=head.school, **told)
    walk.sign_in("hieutruong")
    walk.open(f"/van-ban/{report.pk}/sua/")
    walk.follow(page.get_by_role("button", name="Thêm phụ lục").first)
    expect(page.get_by_text("Đã đưa thống kê khen thưởng vào phụ lục của báo cáo.")).to_be_visible()
    walk.look()
