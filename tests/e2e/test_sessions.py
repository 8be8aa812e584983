"""Nine members on phones: one heard in writing, one who takes no part, the principal a nominee; and what is on the wall."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nominations.ballots.models import Poll
from nominations.dossiers.models import Dossier
from nominations.sessions.services.papers import begin_record
from nominations.sessions.services.running import end_session, open_session
from nominations.sessions.services.voting import check_counts, conclude, enter_counts, write_discussion
from tests.e2e.walk import PHONE
from tests.factories.dossiers import ReviewFactory
from tests.factories.school import PersonFactory, SchoolFactory, UserFactory
from tests.factories.sessions import Table, attend, called, paper, ready_dossier
from tests.factories.targets import photo
from thiduakt.documents.services.consulting import submit_document
from thiduakt.home.demo import PASSWORD
from thiduakt.permissions import Role

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
NOTE = "Là chị em họ của người được xét."
WHY = "Thành tích chưa nổi trội so với đồng nghiệp."


@pytest.fixture
def table(live_server) -> Table:
    """Called for today, on the dossiers of a teacher and of the principal."""
    now, today = timezone.now(), timezone.localdate()
    school = SchoolFactory()
    chair = UserFactory(school=school, full_name="Hoàng Thị Phương", roles=[Role.PRINCIPAL, Role.TEACHER])
    secretary = UserFactory(school=school, full_name="Trần Thị Ngọc Bích", roles=[Role.SECRETARY, Role.TEACHER])
    days = {"opens_on": today - timedelta(days=30), "closes_on": today, "decides_on": today}
    review = ReviewFactory(school=school, name="Đợt xét cuối năm học", state="CLOSED", **days)
    ready_dossier(review, PersonFactory(school=school, full_name="Phùng Thị Ước"), code="CSTDCS")
    ready_dossier(review, chair.person, code="LDTT")
    sitting = called(school, review, chair=chair, secretary=secretary, at=now, held_on=today, starts_at=time(0))
    for user in (chair, secretary, sitting.deputy, *sitting.tellers, *sitting.members):
        user.set_password(PASSWORD)
        user.save()
    return sitting


def enter(walk, user, path: str) -> None:
    walk.sign_out()
    walk.sign_in(user.username)
    walk.open(path)


def press(walk, label: str) -> None:
    """A step that says what cannot be undone."""
    box = walk.page.locator("details").filter(has=walk.page.get_by_text(f"{label}…", exact=True))
    box.locator("summary").click()
    if (understood := box.get_by_label("Tôi đã đọc và hiểu điều này.")).count():
        understood.check()
    walk.follow(box.get_by_role("button", name=label, exact=True))


def test_nine_members_meet_with_one_in_writing_one_who_takes_no_part_and_the_principal_a_nominee(walk, table):
    page, session = walk.page, table.session.get_absolute_url()
    enter(walk, table.members[0], session)
    walk.look()
    expect(page.get_by_role("link", name="Chiến sĩ thi đua cơ sở: Phùng Thị Ước")).to_be_visible()
    row = page.locator("tr").filter(has_text="Phùng Thị Ước")
    walk.follow(row.get_by_role("link", name="Khai xung đột lợi ích"))
    walk.look()
    page.get_by_label("Quan hệ, lợi ích liên quan").fill(NOTE)
    walk.follow(page.get_by_role("button", name="Khai", exact=True))
    expect(page.get_by_text("Phùng Thị Ước")).to_have_count(0)
    walk.look()

    enter(walk, table.secretary, f"{session}diem-danh/")
    absent = table.seat(table.members[-1])
    for choice in page.get_by_role("combobox").all():
        choice.select_option("PRESENT")
    page.locator(f"#id_presence-{absent.pk}").select_option("WRITTEN")
    page.locator(f"#id_reason-{absent.pk}").fill("Đi công tác")
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu điểm danh"))

    enter(walk, table.chair, session)
    expect(page.get_by_text("Có mặt 8/9, cho ý kiến bằng văn bản 1, vắng 0.")).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    walk.follow(page.get_by_role("button", name="Không tham gia").first)
    press(walk, "Khai mạc phiên họp")
    expect(page.get_by_text("Đã khai mạc phiên họp.")).to_be_visible()

    own, other = (Dossier.objects.get(code=code) for code in ("LDTT", "CSTDCS"))
    enter(walk, table.secretary, f"/phien-hop/muc/{table.item(own).pk}/")
    expect(page.get_by_text("Phó Chủ tịch Nguyễn Thị Ánh Tuyết điều hành thay Chủ tịch.")).to_be_visible()
    page.get_by_label("Cách biểu quyết").select_option("HANDS")
    for label, number in (("Đồng ý*", "4"), ("Không đồng ý*", "3"), ("Không có ý kiến*", "1")):
        page.get_by_label(label, exact=True).fill(number)
    walk.follow(page.get_by_role("button", name="Ghi kết quả"))
    expect(page.get_by_text("Cần 5/9 phiếu, đạt 4/9: KHÔNG THÔNG QUA (thiếu 1)").first).to_be_visible()
    walk.look()
    page.locator("summary").filter(has_text="Kết luận…").click()
    page.get_by_label("Lý do").fill(WHY)
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Kết luận", exact=True))

    item = f"/phien-hop/muc/{table.item(other).pk}/"
    walk.open(f"{item}y-kien-van-ban/")
    page.get_by_label(str(absent)).select_option("yes")
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    for teller, address in zip(table.tellers, (f"{item}ket-qua/", f"{item}nhap-lai/"), strict=True):
        enter(walk, teller, address)
        for name, number in {"handed_out": 7, "collected": 7, "agreed": 7, "against": 0, "blank": 0}.items():
            page.locator(f"#id_{name}").fill(str(number))
        walk.look()
        walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    enter(walk, table.secretary, item)
    expect(page.get_by_text("Cần 8/9 phiếu, đạt 8/9: THÔNG QUA").first).to_be_visible()
    press(walk, "Kết luận")
    walk.open(f"{session}trinh-chieu/?muc={table.item(other).pk}")
    expect(page.get_by_text("Cần 8/9 phiếu, đạt 8/9: THÔNG QUA")).to_be_visible()
    walk.look()

    enter(walk, table.members[0], session)
    expect(page.get_by_text("KHÔNG THÔNG QUA (thiếu 1)")).to_be_visible()
    expect(page.get_by_text("8/9: THÔNG QUA")).to_have_count(0)
    enter(walk, table.chair, f"{session}ket-thuc/")
    page.get_by_label("Kết thúc lúc").fill("23h59")
    walk.look()
    walk.follow(page.get_by_role("button", name="Kết thúc phiên họp"))
    expect(page.get_by_text("Đã kết thúc phiên họp.")).to_be_visible()
    walk.look()
    assert {one.state for one in Dossier.objects.all()} == {"AWARDED", "NOT_AWARDED"}


def test_a_teller_attaches_what_was_signed_reads_the_record_and_confirms_it(walk, table):
    page, session, now = walk.page, table.session, timezone.now()
    attend(table, at=now)
    open_session(session, actor=table.chair, at=now)
    item, teller = table.item(Dossier.objects.get(code="CSTDCS")), table.tellers[0]
    enter_counts(item, "PAPER", paper(9), actor=teller, at=now)
    check_counts(item, paper(9), actor=table.tellers[1], at=now)
    conclude(item, actor=table.secretary, at=now)
    session.items.update(discussion="Nhất trí.")
    end_session(session, time(23, 59), actor=table.chair, at=now)
    submit_document(begin_record(session, actor=table.secretary, at=now), actor=table.secretary, at=now)

    enter(walk, teller, session.get_absolute_url())
    walk.follow(page.get_by_role("link", name="Đính kèm bản chụp biên bản kiểm phiếu"))
    walk.look()
    sheet = {"name": "kiem-phieu.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.get_by_label("Bản chụp biên bản kiểm phiếu").set_input_files([sheet])
    walk.follow(page.get_by_role("button", name="Đính kèm"))
    expect(page.get_by_role("link", name="Bản chụp kiểm phiếu: kiem-phieu.jpg")).to_be_visible()
    walk.look()
    expect(page.get_by_role("link", name="Đọc biên bản (PDF)")).to_be_visible()
    walk.follow(page.get_by_role("button", name="Xác nhận biên bản"))
    expect(page.get_by_text(f"{teller.person}: đã xác nhận")).to_be_visible()
    expect(page.get_by_role("button", name="Xác nhận biên bản")).to_have_count(0)
    walk.look()


def steps(walk, poll: Poll, official, step: str) -> None:
    """One step of a secret vote, with the own password."""
    enter(walk, official, poll.get_absolute_url())
    section = walk.page.locator("section").filter(has=walk.page.get_by_role("heading", name=step, exact=True))
    section.get_by_label("Mật khẩu của thầy/cô").fill(PASSWORD)
    walk.follow(section.get_by_role("button", name=step))


def votes(walk, poll: Poll, member) -> None:
    page = walk.page
    enter(walk, member, "/")
    walk.follow(page.get_by_role("link", name=str(poll)).first)
    page.get_by_label("Đồng ý", exact=True).check()
    page.get_by_label("Mật khẩu của thầy/cô").fill(PASSWORD)
    walk.follow(page.get_by_role("button", name="Xem lại phiếu trước khi gửi"))
    walk.follow(page.get_by_role("button", name="Gửi phiếu"))
    expect(page.get_by_text("Phiếu đã vào hòm.")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE], ids=["phone"], indirect=True)
def test_a_sealed_vote_goes_from_the_item_to_the_conclusion_and_the_records(walk, table):
    page, session, now = walk.page, table.session.get_absolute_url(), timezone.now()
    attend(table, at=now)
    own, other = (Dossier.objects.get(code=code) for code in ("LDTT", "CSTDCS"))
    enter(walk, table.chair, session)
    press(walk, "Khai mạc phiên họp")
    write_discussion(table.item(own), "Để lại phiên sau: chờ minh chứng.", actor=table.secretary, at=now)

    item = f"/phien-hop/muc/{table.item(other).pk}/"
    enter(walk, table.secretary, item)
    walk.follow(page.get_by_role("link", name="Bỏ phiếu kín trên hệ thống…"))
    page.get_by_label("Chiến sĩ thi đua cơ sở: Phùng Thị Ước").check()
    walk.look()
    walk.follow(page.get_by_role("button", name="Lập cuộc bỏ phiếu"))
    poll = Poll.objects.get()
    for official in (table.chair, table.secretary):
        steps(walk, poll, official, "Mở hòm phiếu")
    for member in (table.chair, table.secretary, table.deputy, *table.tellers, *table.members):
        votes(walk, poll, member)
    enter(walk, table.secretary, item)
    expect(page.get_by_text("THÔNG QUA")).to_have_count(0)
    for official in (table.tellers[0], table.chair):
        steps(walk, poll, official, "Kiểm phiếu")
    for official in (table.chair, table.secretary, *table.tellers):
        steps(walk, poll, official, "Xác nhận kết quả")
    expect(page.get_by_text("Thu về 9 trên 9 phiếu.")).to_be_visible()

    enter(walk, table.secretary, item)
    expect(page.get_by_text("Cần 8/9 phiếu, đạt 9/9: THÔNG QUA").first).to_be_visible()
    walk.look()
    press(walk, "Kết luận")
    other.refresh_from_db()
    assert other.state == "AWARDED"
    enter(walk, table.chair, f"{session}ket-thuc/")
    page.get_by_label("Kết thúc lúc").fill("23h59")
    walk.follow(page.get_by_role("button", name="Kết thúc phiên họp"))

    enter(walk, table.secretary, session)
    walk.look()
    walk.follow(page.get_by_role("button", name="Soạn biên bản kiểm phiếu"))
    expect(page.get_by_text("Đã soạn biên bản kiểm phiếu.")).to_be_visible()
    walk.look()
    walk.open(session)
    walk.follow(page.get_by_role("button", name="Soạn biên bản", exact=True))
    body = table.session.__class__.objects.get().minutes.body
    assert "Bỏ phiếu kín trên hệ thống: 9 đồng ý, 0 không đồng ý, 0 không có ý kiến" in body
    assert "Cần 8/9 phiếu, đạt 9/9: THÔNG QUA" in body
    assert "Hội đồng để lại phiên sau 01 hồ sơ" in body
