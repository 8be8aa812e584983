"""The road of a dossier, from the round that is opened to what the council has said."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.services import road
from thiduakt.home import demo
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

SUMMARY = "Chuyên cần của lớp đạt 97%, 2 giờ dạy tốt cấp trường."


@pytest.fixture
def demo_school(live_server) -> None:
    demo.load(timezone.now())


def seen(walk, address):
    walk.open(address)
    walk.look()


def as_user(walk, name):
    walk.sign_out()
    walk.sign_in(name)


def step(page, walk, name):
    """A step that says first what cannot be undone."""
    page.get_by_text(f"{name}…", exact=True).click()
    page.locator("details[open]").get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name=name, exact=True))


def test_the_road_of_a_dossier(walk, demo_school):
    page, today = walk.page, timezone.localdate()
    walk.sign_in("hieutruong")
    seen(walk, "/dot-xet/")
    seen(walk, "/dot-xet/them/")
    page.get_by_label("Dự kiến quyết định ngày").fill(f"{today + timedelta(days=30):%d/%m/%Y}")
    page.get_by_label("Lao động tiên tiến", exact=True).check()
    page.get_by_label("Chiến sĩ thi đua cơ sở", exact=True).check()
    walk.follow(page.get_by_role("button", name="Lưu"))
    review = Review.objects.get()
    step(page, walk, "Mở đợt xét")
    expect(page.get_by_text("Đã mở đợt xét", exact=False)).to_be_visible()
    for place in ("", "gia-han/", "tu-dang-ky/", "de-nghi/ca-nhan/", "de-nghi/ngoai-truong/"):
        seen(walk, f"/dot-xet/{review.pk}/{place}")

    as_user(walk, "giaovien")
    seen(walk, f"/dot-xet/{review.pk}/cua-toi/")
    page.get_by_label("Tóm tắt thành tích").fill(SUMMARY)
    walk.follow(page.get_by_role("button", name="Lập hồ sơ"))
    expect(page.get_by_label("Tóm tắt thành tích")).to_have_value(SUMMARY)
    page.get_by_label("Danh hiệu, hình thức đề nghị").select_option("LDTT")
    walk.follow(page.get_by_role("button", name="Lập hồ sơ"))
    dossier = Dossier.objects.get()
    walk.look()
    walk.follow(page.get_by_role("button", name="Nộp cho tổ bình xét"))
    expect(page.get_by_text("Đã nộp hồ sơ cho tổ bình xét.")).to_be_visible()
    walk.look()

    as_user(walk, "totruong")
    seen(walk, f"/ho-so/{dossier.pk}/tra-lai/")
    page.get_by_label("Tóm tắt thành tích").check()
    page.get_by_label("Cần bổ sung gì, vì sao").fill("Ghi thêm số liệu của học kỳ II.")
    walk.follow(page.get_by_role("button", name="Trả lại"))

    as_user(walk, "giaovien")
    seen(walk, f"/ho-so/{dossier.pk}/sua/")
    expect(page.get_by_label("Danh hiệu, hình thức đề nghị")).to_be_disabled()
    page.get_by_label("Tóm tắt thành tích").fill(f"{SUMMARY} Học kỳ II thêm 3 buổi ngoại khóa.")
    walk.follow(page.get_by_role("button", name="Lưu"))
    walk.follow(page.get_by_role("button", name="Nộp cho tổ bình xét"))

    _before_the_council(dossier)
    as_user(walk, "hieutruong")
    seen(walk, f"/ho-so/?dot={review.pk}")
    walk.open(f"/dot-xet/{review.pk}/")
    step(page, walk, "Ngừng nhận hồ sơ")
    step(page, walk, "Hội đồng bắt đầu họp, khóa hồ sơ")
    seen(walk, f"/ho-so/{dossier.pk}/")
    walk.follow(page.get_by_role("button", name="Hội đồng đề nghị khen thưởng"))
    expect(page.get_by_text("Hội đồng đề nghị khen", exact=False).first).to_be_visible()
    walk.look()
    walk.open(f"/dot-xet/{review.pk}/")
    walk.follow(page.get_by_role("button", name="Kết thúc đợt xét"))
    expect(page.get_by_text("Đã kết thúc đợt xét.")).to_be_visible()
    seen(walk, "/ho-so/")


def _before_the_council(dossier: Dossier) -> None:
    """What the tổ and the appraisers do on pages of their own."""
    head, principal = (User.objects.get(username=name) for name in ("totruong", "hieutruong"))
    at = timezone.now()
    road.group_pass(dossier, actor=head, at=at)
    road.appraise(dossier, actor=principal, at=at)
    road.to_council(dossier, actor=principal, at=at)
