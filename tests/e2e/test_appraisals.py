"""A tổ meets, counts and concludes; the school appraises, lets a condition pass, and sends the list on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, Review
from tests.factories.appraisals import answer, before_the_school
from tests.factories.dossiers import ReviewFactory
from tests.factories.meetings import waiting_dossier
from thiduakt.home import demo
from thiduakt.school.models import Person, School, User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
REASON = "Về trường do điều động giữa năm học, hoàn thành tốt nhiệm vụ."


@pytest.fixture
def review(live_server, at) -> Review:
    demo.load(at)
    today = timezone.localdate()
    return ReviewFactory(
        school=School.objects.get(code="mngb"), name="Xét thi đua cuối năm", opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=9), decides_on=today + timedelta(days=30),
    )  # fmt: skip


def members(review: Review) -> list[Person]:
    head = User.objects.get(username="totruong").person
    others = Person.objects.filter(group=head.group, left_on=None).exclude(user__username__in=("totruong", "thuky"))
    return list(others.order_by("pk"))


def test_a_to_meets_and_concludes(walk, review):
    page, people = walk.page, members(review)
    passed, fallen = (waiting_dossier(review, person) for person in people[:2])
    walk.sign_in("totruong")
    walk.open("/binh-xet/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Lập cuộc họp").first)
    walk.look()
    walk.follow(page.get_by_role("button", name="Lập cuộc họp"))
    page.get_by_label("Địa điểm").fill("Phòng sinh hoạt chuyên môn")
    page.get_by_label("Bắt đầu lúc").fill("14h00")
    page.get_by_label("Thư ký cuộc họp").select_option(str(people[2].pk))
    page.get_by_label("Ý kiến thảo luận").fill("Nhất trí với bản tự đánh giá.")
    size = len(people) + 2  # with the head and the secretary of the council
    for dossier, agreed in ((passed, size), (fallen, 1)):
        for name, count in (("voters", size), ("agreed", agreed), ("against", size - agreed), ("blank", 0)):
            page.locator(f"[name={name}-{dossier.pk}]").fill(str(count))
    walk.look()
    walk.follow(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text(f"đạt {size}/{size}: ĐỀ NGHỊ", exact=False)).to_be_visible()
    walk.look()
    walk.follow(page.get_by_role("button", name="Chốt kết quả, chuyển hồ sơ"))
    expect(page.get_by_text("Đã chốt kết quả.", exact=False)).to_be_visible()
    walk.look()
    assert [Dossier.objects.get(pk=one.pk).state for one in (passed, fallen)] == [S.SUBMITTED, S.GROUP_REFUSED]
    walk.follow(page.get_by_role("link", name="Ghi sai, họp lại"))
    walk.look()
    walk.follow(page.get_by_role("link", name="Quay lại"))
    walk.follow(page.get_by_role("button", name="Soạn biên bản"))
    expect(page.get_by_text("Đã soạn biên bản từ cuộc họp.", exact=False)).to_be_visible()


def test_the_school_appraises_lets_a_condition_pass_and_sends_the_list_on(walk, review):
    page, people = walk.page, members(review)
    whole = before_the_school(review, people[0])
    missed = before_the_school(review, people[1], answer("service", met=False, test="service_months"))
    walk.sign_in("thuky")
    walk.open("/tham-dinh/")
    walk.look()
    walk.follow(page.get_by_role("table").get_by_role("link", name=str(whole.holder)))
    walk.look()
    page.locator("[name=mark-minutes]").select_option("YES")
    walk.follow(page.get_by_role("button", name="Lưu thẩm định"))
    walk.look()
    walk.follow(page.get_by_role("button", name="Thẩm định xong"))
    expect(page.get_by_text("Đã thẩm định xong hồ sơ", exact=False)).to_be_visible()
    walk.follow(page.get_by_role("link", name="Đề xuất bỏ qua"))
    walk.look()
    page.get_by_label("Lý do").fill(REASON)
    walk.follow(page.get_by_role("button", name="Gửi đề xuất"))
    walk.look()
    walk.sign_out()

    walk.sign_in("hieutruong")
    walk.follow(page.get_by_role("link", name="Duyệt bỏ qua một điều kiện").first)
    page.get_by_text("Duyệt bỏ qua điều kiện…").click()
    page.get_by_label("Tôi đã đọc và hiểu điều này.").first.check()
    walk.look()
    walk.follow(page.get_by_role("button", name="Duyệt bỏ qua điều kiện", exact=True))
    expect(page.get_by_text("Đã duyệt bỏ qua điều kiện.")).to_be_visible()
    assert Dossier.objects.get(pk=missed.pk).waived == ["service"]
    walk.open(f"/tham-dinh/dot/{review.pk}/")
    walk.look()
    walk.follow(page.get_by_role("button", name="Trình hội đồng tất cả hồ sơ này"))
    expect(page.get_by_text("Đã trình hội đồng 1 hồ sơ.")).to_be_visible()
    walk.look()
    walk.open("/tham-dinh/thanh-phan/")
    walk.look()
    walk.follow(page.get_by_role("link", name="Lao động tiên tiến").first)
    walk.look()
