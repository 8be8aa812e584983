"""A decision of the school's superior is published, read on a phone without an account, handed over at a ceremony."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from awards.ceremonies.models import Ceremony
from awards.publications.models import Publication
from nominations.dossiers.enums import NomineeKind
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from thiduakt.home import demo
from thiduakt.school.models import Person, School

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def decision(live_server, at):
    """With a teacher, and a pupil of whom nobody has agreed to anything yet."""
    demo.load(at)
    school = School.objects.get(code="mngb")
    told = {"origin": "SUPERIOR", "state": "IN_FORCE", "name": "Công nhận danh hiệu thi đua năm học 2023–2024"}
    decision = AwardDecisionFactory(school=school, **told)
    AwardLineFactory(decision=decision, person=Person.objects.get(full_name="Tạ Thị Ngân"))
    pupil = PupilFactory(school=school, in_class=SchoolClassFactory(school=school, name="Lớp A1"))
    of = {"holder_kind": NomineeKind.PUPIL, "person": None, "pupil": pupil, "holder_name": str(pupil), "unit": "Lớp A1"}
    AwardLineFactory(decision=decision, **of, code="GK_HS_CN")
    return decision


def test_a_result_is_published_and_read_without_an_account(walk, decision):
    page = walk.page
    walk.sign_in("vanthu")
    walk.open("/cong-bo/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Soạn bản công bố").first)
    page.get_by_label("Công bố gì").select_option(label=str(decision))
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text("Một học sinh lớp A1")).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("link", name="Ghi đồng ý"))
    page.get_by_label("Đồng ý ngày").fill("01/10/2023")
    page.get_by_label("Đồng ý bằng gì, giấy lưu ở đâu").fill("Phiếu ký, lưu hồ sơ lớp")
    for box in page.get_by_role("checkbox").all():
        box.check()
    walk.look()
    walk.follow(page.get_by_role("button", name="Ghi đồng ý"))
    expect(page.get_by_text("Nguyễn Ngọc Bảo An")).to_be_visible()
    page.get_by_text("Công bố…").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Công bố", exact=True))
    one = Publication.objects.get()
    walk.sign_out()
    walk.open("/cong-khai/mngb/")
    walk.look()
    walk.follow(page.get_by_role("link", name=one.title))
    expect(page.get_by_text("Nguyễn Ngọc Bảo An")).to_be_visible()
    walk.look()

    walk.sign_in("vanthu")
    walk.open("/cong-bo/dong-y/")
    walk.look()
    walk.follow(page.get_by_role("button", name="Rút đồng ý").first)
    walk.sign_out()
    walk.open(f"/cong-khai/mngb/khen-thuong/{one.pk}/")
    expect(page.get_by_text("Một học sinh lớp A1")).to_be_visible()
    expect(page.get_by_text("Nguyễn Ngọc Bảo An")).to_have_count(0)


def test_a_ceremony_is_prepared_and_marked_on_the_phone(walk, decision):
    page = walk.page
    walk.sign_in("thuky")
    walk.open("/le-trao-thuong/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Lập lễ trao thưởng").first)
    page.get_by_label("Tên buổi lễ").fill("Lễ trao thưởng")
    page.get_by_label("Ngày tổ chức").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Địa điểm").fill("Sân trường")
    page.get_by_label(str(decision)).check()
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu"))
    walk.look()
    walk.follow(page.get_by_role("button", name="Đưa xuống dưới: Đón tiếp đại biểu, ổn định tổ chức"))
    walk.follow(page.get_by_role("link", name="Sửa chương trình"))
    page.locator("[name=rows-0-minutes]").fill("20")
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_text("08:00 – 08:20")).to_be_visible()
    walk.follow(page.get_by_role("link", name="Ghi từng người").first)
    page.get_by_role("combobox").first.select_option(label="Vắng, trao sau")
    walk.look()
    walk.follow(page.get_by_role("button", name="Ghi kết quả"))
    expect(page.get_by_role("heading", name="Trao sau cho người vắng")).to_be_visible()
    walk.follow(page.get_by_role("button", name="Đã trao đủ lượt này").first)
    page.get_by_text("Ghi đã tổ chức…").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").check()
    walk.follow(page.get_by_role("button", name="Ghi đã tổ chức", exact=True))
    walk.look()
    assert Ceremony.objects.get().state == "DONE"
