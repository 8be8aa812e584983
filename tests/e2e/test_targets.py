"""From a sentence of the plan to a target, to pictures from a phone, to the council's check."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from campaigns.plans.models import Plan
from campaigns.targets.models import Evidence, Target
from tests.factories.pupils import SchoolClassFactory
from tests.factories.targets import photo
from thiduakt.home import demo
from thiduakt.school.models import School

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
SENTENCE = "100% các lớp thực hiện chủ đề"


@pytest.fixture
def plan(live_server, at) -> Plan:
    """The real plan of 2023, and the eighteen classes of its school year."""
    demo.load(at)
    SchoolClassFactory.create_batch(18, school=School.objects.get(code="mngb"), year=2022)
    return Plan.objects.get()


def test_a_sentence_a_target_a_picture_a_check(walk, plan, tmp_path: Path):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{plan.pk}/")
    walk.follow(page.get_by_role("link", name="Chỉ tiêu trong kế hoạch"))
    walk.look()
    sentence = page.get_by_role("listitem").filter(has_text=SENTENCE).last
    walk.follow(sentence.get_by_role("link", name="Lập chỉ tiêu"))
    expect(page.get_by_label("Con số phải đạt")).to_have_value("100")
    page.get_by_label("Cách đo").select_option("DONE")
    expect(page.get_by_label("Con số phải đạt")).to_be_hidden()
    page.get_by_label("Cách đo").select_option("SHARE")
    expect(page.get_by_label("Con số phải đạt")).to_be_visible()
    page.get_by_label("Tổ hoặc người thực hiện").select_option(label="Tổ mẫu giáo lớn")
    page.get_by_label("Người kiểm tra").select_option(label="Bùi Thị Thanh Thủy")
    page.get_by_label("Thời hạn").fill("06/11/2023")
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu chỉ tiêu"))
    target = Target.objects.get()
    assert (target.denominator, target.counted_on) == (18, date(2023, 2, 15))
    walk.look()
    walk.follow(page.locator(".quoted").get_by_role("link"))
    expect(page.locator(f"#chi-tieu-{target.pk}")).to_be_visible()
    walk.sign_out()

    walk.sign_in("totruong")
    walk.open(f"/chi-tieu/{target.pk}/ket-qua/")
    walk.look()
    taken, forged = tmp_path / "lop-a1.jpg", tmp_path / "lop-a2.png"
    taken.write_bytes(photo(size=(640, 480)))
    forged.write_bytes(b"<html><script>alert(1)</script></html>")
    page.get_by_label("Kết quả đến nay (lớp)").fill("18")
    page.get_by_label("Tính đến ngày").fill("20/10/2023")
    page.get_by_label("Đã làm được gì").fill("Đủ 18 lớp đã trang trí.")
    page.get_by_label("Chụp ảnh").set_input_files(taken)
    page.get_by_label("Chọn ảnh, tệp có sẵn").set_input_files(forged)
    walk.follow(page.get_by_role("button", name="Gửi kết quả"))
    expect(page.get_by_text("lop-a2.png: Tệp ảnh bị hỏng", exact=False)).to_be_visible()
    expect(page.get_by_label("Đã làm được gì")).to_have_value("Đủ 18 lớp đã trang trí.")
    walk.look()
    walk.sign_out()

    walk.sign_in("uyvien")
    walk.follow(page.get_by_role("link", name=SENTENCE).first)
    picture = page.get_by_role("img", name="Minh chứng: lop-a1.jpg")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 640)
    assert b"DienThoaiCuaDao" not in (Evidence.objects.get().read() or b"")
    walk.look()
    walk.follow(page.get_by_role("button", name="Xác nhận kết quả"))
    expect(page.get_by_text("Đã xác nhận kết quả, chỉ tiêu đạt.")).to_be_visible()
    walk.look()
    walk.open("/chi-tieu/nam/?nam=2023")
    walk.look()
    walk.open("/chi-tieu/")
    walk.look()
