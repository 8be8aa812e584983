"""An entry from a phone; a writing contest judged by numbers, counted, awarded and told; somebody says who is kin."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, Entry
from tests.factories.contests import ContestFactory, CriterionFactory
from tests.factories.targets import photo
from thiduakt.home import demo
from thiduakt.home.demo_year import contests
from thiduakt.school.models import School

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def judged(live_server, at) -> Contest:
    demo.load(at)
    contests.load(at)
    return Contest.objects.get(state=ContestState.JUDGING)


def test_an_entry_is_sent_with_a_picture(walk, judged, tmp_path: Path):
    page, today = walk.page, timezone.localdate()
    school = School.objects.get(code="mngb")
    contest = ContestFactory(school=school, state="OPEN", opens_on=today, closes_on=today + timedelta(days=9))
    CriterionFactory(contest=contest)
    picture = tmp_path / "do-choi.jpg"
    picture.write_bytes(photo(size=(640, 480)))

    walk.sign_in("giaovien")
    walk.open("/hoi-thi/")
    walk.look()
    walk.follow(page.get_by_role("link", name=contest.name))
    walk.look()
    walk.follow(page.get_by_role("link", name="Gửi bài dự thi"))
    page.get_by_label("Tên bài, tên tiết mục").fill("Đồ chơi từ nắp chai")
    page.get_by_label("Bài dự thi", exact=True).set_input_files(picture)
    walk.look()
    walk.follow(page.get_by_role("button", name="Gửi bài"))
    expect(page.get_by_text("Đã gửi bài dự thi.")).to_be_visible()
    walk.look()
    assert Entry.objects.filter(contest=contest).count() == 1

    walk.open("/nha-truong/bao-ve/")
    walk.follow(page.get_by_role("link", name="Khai báo người thân"))
    page.get_by_label("Người thân").select_option(index=1)
    page.get_by_label("Quan hệ").fill("chị ruột")
    walk.look()
    walk.follow(page.get_by_role("button", name="Khai báo"))
    expect(page.get_by_text("Đã ghi quan hệ người thân.")).to_be_visible()
    walk.look()


def test_a_writing_contest_from_the_last_sheet_to_the_result(walk, judged):
    page = walk.page
    walk.sign_in("uyvien")
    walk.follow(page.get_by_role("main").get_by_role("link", name="Cuộc thi viết về gương").first)
    walk.look()
    walk.follow(page.get_by_role("link", name="Bài mã số").first)
    for place in range(3):
        for field in page.locator("input[name^=points-]").all():
            field.fill("1")
        walk.follow(page.get_by_role("button", name="Lưu và tính tổng"))
        expect(page.get_by_text("Tổng đã lưu: 3 trên 10 điểm.")).to_be_visible()
        if not place:
            walk.look()
        walk.follow(page.get_by_role("button", name="Gửi phiếu, không sửa nữa"))
    expect(page.get_by_text("Đã gửi hết phiếu.")).to_be_visible()
    walk.sign_out()

    walk.sign_in("thuky")
    walk.open(judged.get_absolute_url())
    walk.look()
    expect(page.get_by_text("Còn 1 giám khảo chưa gửi hết phiếu chấm.", exact=False)).to_be_visible()
    waiting = page.get_by_role("listitem").filter(has_text="Đã gửi 0/3 phiếu")
    waiting.locator("summary").click()
    waiting.get_by_label("Lý do").fill("Đi công tác")
    walk.follow(waiting.get_by_role("button", name="Cho thôi chấm"))
    page.locator("summary").filter(has_text="Tổng hợp kết quả").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Tổng hợp kết quả"))
    walk.follow(page.get_by_role("link", name="Xem kết quả"))
    page.get_by_label("Giải của bài", exact=False).first.fill("Giải Nhất")
    page.get_by_label("lên cấp trên", exact=False).first.check()
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text("Đã lưu giải và bài gửi cấp trên.")).to_be_visible()
    walk.open(judged.get_absolute_url())
    page.locator("summary").filter(has_text="Công bố kết quả").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Công bố kết quả"))
    walk.look()
    judged.refresh_from_db()
    assert judged.state == ContestState.CLOSED
