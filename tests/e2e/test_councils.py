"""The secretary makes the council, its decision puts it in office, and one of its members is replaced."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nominations.councils.models import Council
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.home import demo
from thiduakt.school.models import Person, User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school(live_server, at) -> None:
    demo.load(at)


def issued(paper: Document) -> None:
    """Signed by the principal, numbered by the clerk: pages of papers, which have walks of their own."""
    at = timezone.now()
    principal, clerk = (User.objects.get(username=name) for name in ("hieutruong", "vanthu"))
    today = timezone.localdate(at)
    bases = [line.replace(" [CẦN BỔ SUNG: ngày ban hành]", "") for line in paper.bases]
    edited = edit_draft(paper, changes={"bases": bases}, version=paper.version, actor=principal, at=at)
    submit_document(edited, actor=principal, at=at)
    signed = sign_document(edited, signed_on=today, actor=principal, at=at)
    issue_document(signed, issued_on=today, actor=clerk, at=at)


def test_a_council_is_made_put_in_office_and_renewed(walk, school):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/hoi-dong/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Lập hội đồng").first)
    walk.look()
    walk.follow(page.get_by_role("button", name="Lập hội đồng"))
    expect(page.get_by_text("Chưa thấy ai đại diện Công đoàn", exact=False)).to_be_visible()
    page.locator("[name=members-4-stands_for]").fill("Tổ mẫu giáo lớn, Chủ tịch Công đoàn")
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    walk.look()
    walk.follow(page.get_by_role("button", name="Soạn quyết định thành lập"))
    council = Council.objects.get()
    assert council.seats.count() == 9
    issued(council.decision)
    walk.open(council.get_absolute_url())
    expect(page.get_by_text("Đang hoạt động")).to_be_visible()
    expect(page.get_by_text("Tổ mẫu giáo lớn, Chủ tịch Công đoàn").first).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("link", name="Kiện toàn hội đồng"))
    page.get_by_label("Lý do kiện toàn").fill("Bà Chu Thị Sen nghỉ hưu.")
    walk.look()
    walk.follow(page.get_by_role("button", name="Lập lần kiện toàn"))
    newcomer = Person.objects.get(full_name="Tạ Thị Ngân")
    page.locator("[name=members-8-person]").select_option(str(newcomer.pk))
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_role("heading", name="Kiện toàn đang lập")).to_be_visible()
    expect(page.get_by_text("Tạ Thị Ngân").first).to_be_visible()
    walk.look()
