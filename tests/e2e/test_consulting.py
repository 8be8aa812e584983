"""Two roads around a plan, in a real browser: it is consulted on before it is submitted, and revoked after it was issued."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.plans.models import Plan
from tests.factories.documents import PlanFactory
from thiduakt.documents.models import Comment, Document
from thiduakt.home import demo
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(live_server, at) -> Plan:
    demo.load(at)
    return Plan.objects.get()


def test_a_draft_is_consulted_on_and_submitted(walk, plan):
    page = walk.page
    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{plan.pk}/")
    walk.follow(page.get_by_role("link", name="Lấy ý kiến…"))
    walk.look()
    ask(page, walk)
    expect(page.get_by_text("Chưa có ý kiến nào")).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("button", name="Nhắc người chưa đọc"))
    expect(page.get_by_text("người chưa đọc; việc này")).to_be_visible()
    walk.sign_out()

    walk.sign_in("giaovien")
    walk.look()
    walk.follow(page.get_by_role("link", name=re.compile("Đọc dự thảo đang lấy ý kiến")))
    walk.look()
    walk.follow(page.get_by_role("link", name=re.compile(r"Góp ý đoạn này I\. ")))
    page.get_by_label("Ý kiến của thầy/cô").fill("Nên tách mục đích và yêu cầu.")
    walk.look()
    walk.follow(page.get_by_role("button", name="Gửi ý kiến"))
    expect(page.get_by_text("Nên tách mục đích và yêu cầu.")).to_be_in_viewport()
    page.get_by_label("Ý kiến của thầy/cô").fill("Nhất trí với dự thảo.")
    walk.follow(page.get_by_role("button", name="Gửi ý kiến"))
    walk.look()
    walk.sign_out()

    walk.sign_in("phohieutruong")
    walk.follow(page.get_by_role("link", name=re.compile("Trả lời ý kiến góp ý")))
    walk.look()
    walk.follow(page.get_by_role("link", name=re.compile("Tổng hợp ý kiến, hạn")))
    expect(page.locator(".comment")).to_have_count(2)
    answered = page.locator(".comment", has_text="Nên tách mục đích")
    answered.get_by_text("Trả lời…").click()
    answered.get_by_label("Trả lời, nêu lý do").fill("Đã tách thành hai mục.")
    walk.look()
    walk.follow(answered.get_by_role("button", name="Tiếp thu", exact=True))
    expect(page.get_by_text("Đã tiếp thu ý kiến")).to_be_visible()
    walk.look()
    walk.sign_out()

    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{plan.pk}/")
    expect(page.get_by_text("Còn 1 ý kiến chưa trả lời.")).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("button", name="Trình ký"))
    expect(page.locator(".state-badge").first).to_have_text("đã trình ký")
    walk.sign_out()

    walk.sign_in("giaovien")
    walk.follow(page.get_by_role("link", name="đã được trả lời"))
    expect(page.get_by_text("Đã tách thành hai mục.")).to_be_visible()
    walk.look()
    assert Comment.objects.filter(seen_at__isnull=False).count() == 1


def ask(page, walk) -> None:
    page.get_by_label("Cả trường").check()
    page.get_by_label("Nội dung xin ý kiến").fill("Xin ý kiến về chỉ tiêu thi đua của từng tổ.")
    day = timezone.localdate() + timedelta(days=5)
    page.get_by_label("Hạn góp ý").fill(f"{day:%d/%m/%Y}")
    walk.follow(page.get_by_role("button", name="Gửi xin ý kiến"))


def test_an_issued_plan_is_revoked_by_a_decision(walk, plan):
    principal, page = User.objects.get(username="hieutruong"), walk.page
    older = PlanFactory(
        school=principal.school, state="ISSUED", document__created_by=principal.person, document__place=3,
    ).document  # fmt: skip
    walk.sign_in("hieutruong")
    walk.open(f"/ke-hoach/{older.pk}/")
    walk.follow(page.get_by_role("button", name="Soạn quyết định thu hồi"))
    walk.look()
    decision = Document.objects.get(revokes=older)
    decision.body = decision.body.replace("[CẦN BỔ SUNG: lý do thu hồi]", "chỉ tiêu không còn phù hợp")
    decision.save()
    walk.open(f"/van-ban/{decision.pk}/")
    walk.look()
    walk.follow(page.get_by_role("button", name="Trình ký"))
    page.get_by_text("Ký…", exact=True).click()
    page.get_by_label("Tôi đã đọc").check()
    walk.follow(page.get_by_role("button", name="Ký", exact=True))
    walk.sign_out()

    walk.sign_in("vanthu")
    walk.follow(page.get_by_role("link", name=re.compile("Cấp số và ban hành")))
    page.get_by_text("Cấp số, ban hành…", exact=True).click()
    page.get_by_label("Tôi đã đọc").check()
    walk.follow(page.get_by_role("button", name="Cấp số, ban hành"))
    walk.open("/van-ban/")
    expect(page.get_by_text("Về việc thu hồi Kế hoạch số 03/KH-MNGB")).to_be_visible()
    walk.look()
    walk.open(f"/ke-hoach/{older.pk}/")
    expect(page.get_by_text("Bị thu hồi bởi")).to_be_visible()
    walk.follow(page.get_by_role("link", name="Quyết định số 01/QĐ-MNGB"))
    expect(page.get_by_role("link", name="Kế hoạch số 03/KH-MNGB")).to_be_visible()
    walk.look()
