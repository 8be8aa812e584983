"""A criteria set and a round looked at; the last sheets sent, counted, concluded; the papers of it; an author asks again."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nominations.judging.enums import RoundState
from nominations.judging.models import Appeal, Round, Sheet
from nominations.judging.services.marking import mark
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import initiatives, judging, registrations
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
WHY = "Giải pháp chưa nêu được điểm mới so với những năm trước."


@pytest.fixture
def judged(live_server, at) -> Round:
    demo.load(at)
    demo_history.load(at)
    for room in (registrations, initiatives, judging):
        room.load(timezone.now())
    return Round.objects.get(state=RoundState.OPEN)


def send_the_others(turn: Round, but: str) -> None:
    for sheet in Sheet.objects.filter(judge__round=turn, sent_at__isnull=True).select_related("judge__round"):
        user = User.objects.get(person=sheet.judge.person_id)
        if user.username != but:
            points = {one.pk: one.max_points - Decimal(5) for one in turn.criteria_set.criteria.all()}
            mark(sheet, points, agrees=True, is_sent=True, version=sheet.version, actor=user, at=timezone.now())


def test_a_set_is_written_and_a_round_looked_at(walk, judged):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/cham-sang-kien/")
    walk.look()
    walk.follow(page.get_by_role("main").get_by_role("link", name="Bộ tiêu chí"))
    walk.look()
    walk.follow(page.get_by_role("main").get_by_role("link", name="Lập bộ tiêu chí"))
    page.get_by_label("Tên bộ tiêu chí").fill("Hướng dẫn chấm của quận")
    page.get_by_label("Tiêu chí", exact=True).first.fill("Tính mới")
    page.get_by_label("Điểm tối đa").first.fill("40")
    expect(page.get_by_text("40", exact=False).first).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_text("Tổng điểm tối đa là 40, không phải 100.")).to_be_visible()
    walk.look()
    walk.open(judged.get_absolute_url())
    walk.look()
    walk.open(f"{judged.get_absolute_url()}gia-han/")
    walk.look()
    walk.open("/cham-sang-kien/cap-tren/")
    walk.look()
    walk.open("/cham-sang-kien/cap-tren/trinh/")
    walk.look()


def test_a_round_from_the_last_sheet_to_what_the_author_asks(walk, judged):
    page = walk.page
    send_the_others(judged, but="phohieutruong")
    walk.sign_in("phohieutruong")
    walk.follow(page.get_by_role("main").get_by_role("link", name="Chấm sáng kiến năm học").first)
    walk.follow(page.locator("section.panel li a").first)
    walk.look()
    page.locator("summary").filter(has_text="Đọc mô tả").click()
    walk.look()
    for field in page.locator("input[name^=points-]").all():
        field.fill("10")
    page.get_by_label("Đề nghị công nhận", exact=True).check()
    walk.follow(page.get_by_role("button", name="Lưu và tính tổng"))
    expect(page.get_by_text("Tổng đã lưu: 40 trên 100 điểm.")).to_be_visible()
    walk.follow(page.get_by_role("button", name="Gửi phiếu, không sửa nữa"))
    expect(page.get_by_text("Đã gửi hết phiếu.")).to_be_visible()
    walk.look()
    page.locator("summary").filter(has_text="Tổng hợp điểm").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Tổng hợp điểm"))
    walk.sign_out()

    walk.sign_in("hieutruong")
    walk.open(f"{judged.get_absolute_url()}ket-qua/")
    walk.look()
    page.get_by_label("Kết luận:", exact=False).first.select_option("REFUSED")
    page.get_by_label("Lý do:", exact=False).first.fill(WHY)
    walk.follow(page.get_by_role("button", name="Lưu kết luận"))
    expect(page.get_by_text("Đã lưu kết luận.")).to_be_visible()
    walk.open(judged.get_absolute_url())
    page.locator("summary").filter(has_text="Kết luận đợt chấm").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Kết luận đợt chấm"))
    walk.sign_out()

    walk.sign_in("uyvien")
    walk.open(judged.get_absolute_url())
    walk.look()
    walk.follow(page.get_by_role("link", name="Đề nghị xem xét lại"))
    walk.look()
    page.get_by_label("Lý do đề nghị").fill("Cách làm của chúng tôi khác hẳn những năm trước.")
    walk.follow(page.get_by_role("button", name="Lưu"))
    walk.look()
    walk.sign_out()

    walk.sign_in("hieutruong")
    walk.open(Appeal.objects.get().get_absolute_url())
    walk.look()
    page.get_by_label("Kết luận sau khi xem xét").select_option("RECOGNISED")
    page.get_by_label("Trả lời tác giả").fill("Hội đồng thấy điểm mới đã được nêu rõ.")
    walk.follow(page.get_by_role("button", name="Gửi trả lời"))
    walk.look()
    walk.open(f"{judged.get_absolute_url()}ket-qua/")
    walk.follow(page.get_by_role("button", name="Lập quyết định công nhận"))
    expect(page.get_by_text("công nhận sáng kiến cấp trường", exact=False).first).to_be_visible()
    walk.open(f"{judged.get_absolute_url()}ket-qua/")
    walk.look()
