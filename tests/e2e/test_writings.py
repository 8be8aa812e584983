"""A report is written in the browser, section after section, by keyboard; nothing typed is lost; outlines of the school."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from nominations.dossiers.models import Dossier
from nominations.writings.models import Outline
from nominations.writings.services.writing import save_writing
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.targets import photo
from thiduakt.home import demo
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dossier(live_server, at) -> Dossier:
    demo.load(at)
    teacher, today = User.objects.get(username="giaovien"), timezone.localdate()
    days = {"opens_on": today, "closes_on": today, "decides_on": today}
    review = ReviewFactory(school=teacher.school, name="Xét cuối năm", created_by=teacher.person, **days)
    return DossierFactory(review=review, person=teacher.person, written_by=teacher)


def address(route: str, dossier: Dossier) -> str:
    return reverse(f"dossiers:{route}", args=[dossier.pk])


def test_a_report_from_the_first_press_to_the_print(walk, dossier, tmp_path: Path):
    page = walk.page
    walk.sign_in("giaovien")
    walk.open(address("report_text", dossier))
    walk.look()
    walk.follow(page.get_by_role("link", name="Viết báo cáo"))
    walk.look()
    walk.follow(page.get_by_role("button", name="Bắt đầu viết"))
    walk.look()

    results = page.get_by_role("textbox", name=re.compile("Thành tích đạt được của cá nhân"))
    results.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Lớp có 35 trẻ, chuyên cần 97,5%.")
    expect(page.locator("#save-state")).to_contain_text("Đã tự lưu lúc")
    page.keyboard.press("Alt+F10")
    expect(page.locator("#editor-tools [tabindex='0']")).to_be_focused()
    page.keyboard.press("Escape")
    expect(results).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sau-ket_qua")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name=re.compile("Sáng kiến"))).to_be_focused()

    page.reload()
    expect(page.get_by_text("chưa lưu.", exact=False).first).to_be_visible()
    expect(results).to_contain_text("97,5%")
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()
    assert "97,5%" in Dossier.objects.get().report.sections["ket_qua"]

    walk.follow(page.get_by_role("link", name="Các lần lưu"))
    walk.look()
    walk.follow(page.get_by_role("button", name="So sánh"))
    expect(page.get_by_text("Lớp có 35 trẻ").first).to_be_visible()
    walk.look()
    walk.open(address("report_text", dossier))
    expect(page.get_by_text("cần ít nhất 80 chữ")).to_be_visible()
    walk.look()

    picture = tmp_path / "giay-khen.jpg"
    picture.write_bytes(photo(size=(640, 480)))
    walk.open(address("evidence", dossier))
    walk.look()
    page.get_by_label("Nội dung minh chứng").fill("Giấy khen hội thi")
    page.get_by_label("Tệp minh chứng").set_input_files(picture)
    walk.follow(page.get_by_role("button", name="Gửi", exact=True))
    expect(page.get_by_role("img", name="Minh chứng: Giấy khen hội thi")).to_be_visible()
    walk.look()


def test_two_texts_of_one_section_stand_side_by_side(walk, dossier):
    page = walk.page
    walk.sign_in("giaovien")
    walk.open(address("report_begin", dossier))
    walk.follow(page.get_by_role("button", name="Bắt đầu viết"))
    report = Dossier.objects.get().report
    head = User.objects.get(username="hieutruong")
    save_writing(report, {"ket_qua": "<p>Hiệu trưởng viết.</p>"}, base_version=1, actor=head, at=timezone.now())

    page.get_by_role("textbox", name=re.compile("Thành tích đạt được của cá nhân")).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Cô giáo viết.")
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_role("heading", name="Chọn bản giữ lại")).to_be_visible()
    walk.look()
    page.get_by_label("Giữ cả hai").check()
    walk.follow(page.get_by_role("button", name="Lưu bản đã chọn"))
    report.refresh_from_db()
    assert report.sections["ket_qua"] == "<p>Cô giáo viết.</p><p>Hiệu trưởng viết.</p>"


def test_the_school_makes_an_outline_of_its_own(walk, dossier):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open("/mau-bao-cao/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Báo cáo thành tích cá nhân"))
    walk.look()
    walk.follow(page.get_by_role("button", name="Lập mẫu riêng"))
    walk.look()
    page.get_by_label("Tên mẫu").fill("Báo cáo theo mẫu của phường")
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_role("heading", name="Báo cáo theo mẫu của phường")).to_be_visible()
    walk.look()
    assert Outline.objects.get(name="Báo cáo theo mẫu của phường").school.code == "mngb"
