"""The ledger in a real browser: a teacher's record at a glance, an honor entered, one revoked after its uses were seen."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.ledger import AuthorFactory, HonorEntryFactory, UseFactory, YearRatingFactory
from thiduakt.home import demo
from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import Person

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Thị Phương Khánh Đào"


@pytest.fixture
def teacher(live_server, at) -> Person:
    """The teacher of the demo school, three years CSTĐCS and then CSTĐ Thành phố."""
    demo.load(at)
    person = Person.objects.get(user__username="giaovien")
    for year in (2020, 2021, 2022):
        YearRatingFactory(person=person, year=year, rating="HTXS")
        honor = HonorEntryFactory(person=person, year=year, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
        UseFactory(author=AuthorFactory(person=person, initiative__year=year), entry=honor)
    HonorEntryFactory(person=person, code="CSTD_TP", honor_name="Chiến sĩ thi đua Thành phố", holder_name=LONG_NAME)
    return person


def test_a_secretary_opens_a_teacher_s_record(walk, teacher):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/so-khen-thuong/")
    walk.look()
    page.get_by_label("Tìm theo tên, danh hiệu, số quyết định; không cần gõ dấu").fill("chien si thanh pho")
    walk.follow(page.get_by_role("button", name="Tìm"))
    walk.follow(page.get_by_role("link", name=LONG_NAME))
    walk.look()

    years = page.locator(".year-strip > li")
    expect(years).to_have_count(5)
    expect(years.last).to_contain_text("Chiến sĩ thi đua Thành phố")
    expect(years.last).to_contain_text("Đã dùng cho Chiến sĩ thi đua cơ sở 2022–2023")
    expect(years.first).to_contain_text("Chưa ghi")


def test_an_honor_is_entered_and_a_refused_form_keeps_its_words(walk, teacher):
    page = walk.page
    walk.sign_in("vanthu")
    walk.open("/so-khen-thuong/ghi/")
    walk.look()
    page.get_by_label("Tìm theo tên, không cần gõ dấu").fill(teacher.full_name)
    walk.follow(page.get_by_role("button", name="Tìm"))
    walk.follow(page.locator("main").get_by_role("link", name=teacher.full_name).first)
    walk.look()
    page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option("Lao động tiên tiến")
    page.get_by_label("Năm học có thành tích").select_option("2021–2022")
    page.get_by_label("Số quyết định").fill("88/QĐ-UBND")
    walk.follow(page.get_by_role("button", name="Ghi vào sổ"))
    expect(page.get_by_text("Cần ghi ngày quyết định.").first).to_be_visible()
    expect(page.get_by_label("Số quyết định")).to_have_value("88/QĐ-UBND")
    walk.look()
    page.get_by_label("Ngày quyết định").fill("30/6/2022")
    page.get_by_label("Người, cơ quan quyết định").fill("Chủ tịch UBND quận Long Biên")
    walk.follow(page.get_by_role("button", name="Ghi vào sổ"))
    expect(page.get_by_text("Đã ghi Lao động tiên tiến năm học 2021–2022")).to_be_visible()
    walk.look()


def test_a_line_is_revoked_once_it_was_seen_what_leans_on_it(walk, teacher):
    page = walk.page
    line = HonorEntry.objects.get(person=teacher, year=2021)
    walk.sign_in("thuky")
    walk.open(f"/so-khen-thuong/{line.pk}/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Ghi hủy, thu hồi"))
    expect(page.get_by_role("link", name=re.compile("Chiến sĩ thi đua Thành phố năm học 2022–2023"))).to_be_visible()
    walk.look()
    page.get_by_label("a) gian dối trong kê khai").check()
    page.get_by_label("Nội dung cụ thể").fill("Sáng kiến sao chép.")
    page.get_by_label("Số quyết định hủy").fill("15/QĐ-UBND")
    page.get_by_label("Ngày quyết định hủy").fill("20/9/2023")
    walk.follow(page.get_by_role("button", name="Ghi hủy, thu hồi"))
    expect(page.get_by_text("cần người có thẩm quyền xem lại")).to_be_visible()
    walk.look()
    walk.open(f"/so-khen-thuong/vien-chuc/{teacher.pk}/")
    expect(page.locator(".record-year s")).to_have_text("Chiến sĩ thi đua cơ sở")
    expect(page.get_by_text("Cần xem lại: có thể dựa vào")).to_be_visible()
    walk.look()


def test_a_teacher_reads_the_own_record(walk, teacher):
    walk.sign_in("giaovien")
    walk.open("/so-khen-thuong/")

    expect(walk.page.get_by_role("heading", level=1)).to_contain_text(teacher.full_name)
    expect(walk.page.get_by_role("link", name="Ghi khen thưởng")).to_have_count(0)
    walk.look()
