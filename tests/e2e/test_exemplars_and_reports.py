"""An exemplar from its finding to the page everybody may read, and a report from its figures to the editor."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.walk import Walk
from thiduakt.home import demo, demo_history, demo_year

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tried(live_server):
    """The school to try, with its year."""
    now = timezone.now()
    demo.load(now)
    demo_history.load(now)
    demo_year.load(now)


def test_an_exemplar_is_told_of_and_a_published_one_is_read_by_everybody(walk: Walk, tried):
    walk.sign_in("thuky")
    walk.open("/dien-hinh/")
    walk.look()
    walk.follow(walk.page.get_by_role("link", name="Giới thiệu điển hình"))
    walk.look()
    walk.page.get_by_label("Điển hình là").select_option("Trường")
    walk.page.get_by_label("Tên điển hình").fill("Cả trường đọc sách")
    walk.page.locator("#id_kind").select_option("Tập thể")
    walk.page.get_by_label("Việc làm, thành tích").fill("Mỗi sáng một trang sách.")
    walk.follow(walk.page.get_by_role("button", name="Lưu"))
    expect(walk.page.get_by_text("Chưa chọn người bồi dưỡng.")).to_be_visible()
    walk.look()
    walk.follow(walk.page.get_by_role("link", name="Chưa chọn người bồi dưỡng."))
    walk.look()
    walk.open("/dien-hinh/?trang-thai=PUBLISHED")
    walk.follow(walk.page.get_by_role("link", name="Vườn rau của bé"))
    walk.look()
    walk.sign_out()

    walk.open("/cong-khai/mngb/")
    walk.look()
    walk.follow(walk.page.get_by_role("link", name="Vườn rau của bé"))
    walk.look()


def test_a_report_is_drafted_from_the_figures_of_the_year(walk: Walk, tried):
    walk.sign_in("thuky")
    walk.open("/bao-cao/")
    walk.look()
    walk.follow(walk.page.get_by_role("link", name="Soạn báo cáo"))
    walk.look()
    walk.open("/bao-cao/")
    walk.follow(walk.page.get_by_role("link", name="Sơ kết công tác"))
    walk.look()
    walk.follow(walk.page.get_by_role("link", name="Lấy lúc"))
    walk.look()
    walk.follow(walk.page.get_by_role("button", name="Lấy lại số liệu"))
    expect(walk.page.get_by_text("Đã lấy lại số liệu.")).to_be_visible()
    walk.look()
