"""A whole year's end through the browser, under the law of 2003 and under that of 2025.

A title for a person and one above it, the title of a tổ, a commendation at once and one for a pupil, from the day the round
opens to the day the council has spoken; by the people of the school, each from the page that their work leads them to.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, Review
from nominations.feedback.models import PostedLine, Posting
from tests.e2e.road import Road
from tests.e2e.walk import Walk
from tests.factories.dossiers import ReviewFactory
from tests.factories.ledger import AuthorFactory, YearRatingFactory
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.targets import photo
from thiduakt.home import demo
from thiduakt.ledger.enums import Merit
from thiduakt.ledger.years import year_on
from thiduakt.school.models import Person, User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

TITLES = ("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở", "Tập thể lao động tiên tiến")
UNPROVEN = "Có đăng ký thi đua"
OF_PUPIL = "Giấy khen của Hiệu trưởng cho người học (cá nhân)"
INITIATIVE = "Một số biện pháp giúp trẻ 5–6 tuổi làm quen chữ cái qua trò chơi dân gian"
SAVED = "Chiều nay cô sơ cứu kịp thời một cháu bị hóc hạt nhãn trong giờ ăn; cháu đã an toàn, gia đình gửi thư cảm ơn."
WHO = "Lưu Thị Hồng Ước, giáo viên Tổ mẫu giáo lớn, quê quán Hà Nội, Đại học Sư phạm, ngành Giáo dục mầm non."
WRITTEN = "Lớp có 35 trẻ, chuyên cần đạt 97,5%; hai giờ dạy được xếp loại tốt cấp trường. "


@pytest.fixture
def road(walk: Walk, live_server) -> Road:
    """A school with what its books say of the teacher who is nominated: a rating, a recognised initiative, a class."""
    demo.load(timezone.now())
    teacher, year = User.objects.get(username="giaovien").person, year_on(timezone.localdate())
    YearRatingFactory(person=teacher, year=year, rating="HTXS")
    AuthorFactory(person=teacher, initiative__name=INITIATIVE, initiative__year=year)
    taught = SchoolClassFactory(school=teacher.school, name="Lớp mẫu giáo lớn A1", year=year)
    taught.teachers.add(teacher)
    PupilFactory(school=teacher.school, full_name="Đỗ Nguyễn Bảo Ân", in_class=taught)
    return Road(walk.page, walk.address, walk.axe)


@pytest.mark.parametrize(
    ("regime", "width"), [("A_2003", 1280), ("B2_2022_ND152", 360)], ids=["A-desk", "B2-phone"], indirect=["width"]
)
def test_a_round_from_the_first_page_to_the_word_of_the_council(road, regime, tmp_path: Path):
    review = opened_by_the_principal(road, regime)
    at_once = short_round(review)
    written_by_the_teacher(road, review, tmp_path)
    proposed_by_the_head(road, review, at_once)
    voted_in_the_group(road)
    appraised_and_given_back(road)
    mended_by_the_teacher(road)
    waived = regime == "A_2003"
    appraised(road, review, waived=waived)
    posted(road, review)
    if waived:
        let_pass_by_the_principal(road)
    complained_of_by_a_colleague(road)
    answered_and_sent_on(road, review, at_once)
    concluded(road, review, at_once)
    assert set(Dossier.objects.values_list("state", flat=True)) == {S.AWARDED, S.NOT_AWARDED}


def opened_by_the_principal(road: Road, regime: str) -> Review:
    page, today = road.page, timezone.localdate()
    road.sign_in("hieutruong")
    road.open("/dot-xet/")
    road.go("Lập đợt xét", page.get_by_role("main"))
    page.get_by_label("Dự kiến quyết định ngày").fill(f"{today + timedelta(days=30):%d/%m/%Y}")
    page.get_by_label("Thời kỳ pháp lý", exact=True).select_option(regime)
    page.get_by_label("Lý do chọn thời kỳ pháp lý khác").fill("Thành tích lập khi văn bản này còn hiệu lực.")
    for name in (*TITLES, OF_PUPIL):
        page.get_by_label(name, exact=True).check()
    road.look()
    road.press("Lưu")
    road.look()
    road.take("Mở đợt xét")
    road.told("Đã mở đợt xét")
    return Review.objects.get()


def short_round(review: Review) -> Review:
    """The second round, begun the same way: straight to the school."""
    return ReviewFactory(
        school=review.school, name="Khen thưởng đột xuất: cứu trẻ bị hóc dị vật", year=review.year, merit=Merit.SUDDEN,
        opens_on=review.opens_on, closes_on=review.closes_on, decides_on=review.decides_on, regime=review.regime,
        is_short=True, honors=["GK_HT_CN"],
    )  # fmt: skip


def written_by_the_teacher(road: Road, review: Review, folder: Path) -> None:
    page = road.become("giaovien")
    road.open("/")
    road.look()
    road.follow(page.get_by_role("link", name=re.compile("Lập hồ sơ đề nghị khen thưởng")))
    road.look()
    begin(road, "Lập hồ sơ của tôi", "LDTT")
    handed_in_from_two_tabs(road)
    road.open(review.get_absolute_url())
    begin(road, "Lập hồ sơ của tôi", "CSTDCS", INITIATIVE)
    road.look()
    road.go("Chưa viết báo cáo thành tích.")
    road.press("Bắt đầu viết")
    page.get_by_role("textbox", name=re.compile("SƠ LƯỢC LÝ LỊCH")).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(WHO)
    results = page.get_by_role("textbox", name=re.compile("Thành tích đạt được của cá nhân"))
    results.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f" {WRITTEN * 5}")
    road.look()
    road.press("Lưu và xong")
    road.look()
    road.open(Dossier.objects.get(code="CSTDCS").get_absolute_url())
    road.go("Chưa có minh chứng nào.")
    picture = folder / "gio-day-tot.jpg"
    picture.write_bytes(photo(size=(640, 480)))
    page.get_by_label("Nội dung minh chứng").fill("Giờ dạy tốt cấp trường")
    page.get_by_label("Tệp minh chứng").set_input_files(picture)
    road.press("Gửi")
    road.go("Quay lại hồ sơ")
    road.told("Đã đủ để nộp.")
    road.press("Nộp cho tổ bình xét")
    road.open(review.get_absolute_url())
    begin(road, "Đề nghị học sinh", "GK_HS_CN", holder="Đỗ Nguyễn Bảo Ân")
    road.press("Nộp hồ sơ lên trường")
    road.told("Đã nộp hồ sơ lên trường.")


def handed_in_from_two_tabs(road: Road) -> None:
    """The page that was open all the while hands nothing in again, and says so."""
    other = Road(road.page.context.new_page(), road.address, road.axe)
    other.open(Dossier.objects.get().get_absolute_url())
    road.press("Nộp cho tổ bình xét")
    other.press("Nộp cho tổ bình xét")
    other.told("Hồ sơ vừa có người thay đổi.")
    other.look()
    other.page.close()


def begin(road: Road, link: str, code: str, *ticked: str, holder: str = "", summary: str = WRITTEN, day: str = "") -> None:
    page = road.page
    road.go(link, page.get_by_role("main"))
    if holder:
        page.get_by_label("Đề nghị cho").select_option(label=holder)
    page.get_by_label("Danh hiệu, hình thức đề nghị").select_option(code)
    page.get_by_label("Tóm tắt thành tích").fill(summary)
    if day:
        page.get_by_label("Ngày lập thành tích").fill(day)
    for name in ticked:
        page.get_by_label(re.compile(re.escape(name))).check()
    road.look()
    road.press("Lập hồ sơ")
    road.told("Đã lập hồ sơ.")


def proposed_by_the_head(road: Road, review: Review, at_once: Review) -> None:
    page = road.become("totruong")
    road.open(review.get_absolute_url())
    begin(road, "Đề nghị tổ", "TTLDTT", holder="Tổ mẫu giáo lớn")
    road.press("Nộp cho tổ bình xét")
    road.open(at_once.get_absolute_url())
    today = f"{timezone.localdate():%d/%m/%Y}"
    nominee = "Lưu Thị Hồng Ước, Tổ mẫu giáo lớn"
    begin(road, "Đề nghị cá nhân", "GK_HT_CN", holder=nominee, summary=SAVED, day=today)
    road.press("Nộp hồ sơ lên trường")
    road.told("Đã nộp hồ sơ lên trường.")
    road.look()
    expect(page.get_by_role("list", name="Các bước của hồ sơ").get_by_text("Tổ bình xét")).to_have_count(0)


def voted_in_the_group(road: Road) -> None:
    page = road.page
    road.open("/")
    road.look()
    road.open("/binh-xet/")
    road.go("Lập cuộc họp")
    road.press("Lập cuộc họp")
    size = page.locator("input[name^=present-]").count()
    page.get_by_label("Địa điểm").fill("Phòng sinh hoạt chuyên môn")
    page.get_by_label("Bắt đầu lúc").fill("14h00")
    page.get_by_label("Thư ký cuộc họp").select_option(str(Person.objects.get(full_name="Vũ Thị Quỳnh Anh").pk))
    page.get_by_label("Ý kiến thảo luận").fill("Nhất trí với bản tự đánh giá của từng người.")
    for dossier in Dossier.objects.filter(state=S.TO_GROUP):
        for name, count in (("voters", size), ("agreed", size), ("against", 0), ("blank", 0)):
            page.locator(f"[name={name}-{dossier.pk}]").fill(str(count))
    road.look()
    road.press("Lưu")
    road.look()
    road.press("Chốt kết quả, chuyển hồ sơ")
    road.told("Đã chốt kết quả.")
    road.press("Soạn biên bản")
    road.told("Đã soạn biên bản từ cuộc họp.")


def appraised_and_given_back(road: Road) -> None:
    page = road.become("thuky")
    road.open("/")
    road.look()
    road.open("/tham-dinh/")
    road.look()
    dossier = Dossier.objects.get(code="CSTDCS")
    road.open(f"/tham-dinh/ho-so/{dossier.pk}/")
    road.look()
    road.press("Bắt đầu thẩm định")
    page.locator("[name=mark-report]").select_option("NO")
    page.locator("[name=note-report]").fill("Báo cáo chưa ghi số liệu học kỳ II.")
    road.press("Lưu thẩm định")
    road.go("Trả lại để bổ sung")
    road.look()
    road.press("Trả lại")
    road.told("Đã trả lại hồ sơ")


def mended_by_the_teacher(road: Road) -> None:
    page = road.become("giaovien")
    road.open("/")
    road.look()
    road.follow(page.get_by_role("main").get_by_role("link", name=re.compile("trả lại|bổ sung", re.IGNORECASE)).first)
    road.look()
    road.go("Bổ sung mục bị trả lại: Báo cáo thành tích.")
    results = page.get_by_role("textbox", name=re.compile("Thành tích đạt được của cá nhân"))
    results.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("Học kỳ II: chuyên cần 98,1%.")
    road.press("Lưu và xong")
    road.open(Dossier.objects.get(code="CSTDCS").get_absolute_url())
    road.press("Nộp hồ sơ lên trường")
    road.told("Đã nộp hồ sơ lên trường.")


def appraised(road: Road, review: Review, *, waived: bool) -> None:
    """All but the one of which a condition has to be let pass."""
    page = road.become("thuky")
    for dossier in Dossier.objects.filter(state=S.SUBMITTED).order_by("pk"):
        road.open(f"/tham-dinh/ho-so/{dossier.pk}/")
        left = UNPROVEN if waived and dossier.code == "LDTT" else ""
        for field in page.locator("select[name^=mark-]").all():
            if not left or left not in field.evaluate("field => field.labels[0].innerText"):
                field.select_option("YES")
        road.press("Lưu thẩm định")
        road.look()
        if left:
            road.follow(page.get_by_role("link", name=re.compile(f"Đề xuất bỏ qua.*{left}")))
            page.get_by_label("Lý do").fill("Đăng ký bằng giấy nộp tổ trưởng, đã có xác nhận.")
            road.press("Gửi đề xuất")
            continue
        road.press("Thẩm định xong")
        road.told("Đã thẩm định xong hồ sơ")


def posted(road: Road, review: Review) -> None:
    page = road.page
    road.open("/cong-khai-ho-so/")
    road.go("Lập danh sách công khai")
    page.get_by_label("Đợt xét").select_option(str(review.pk))
    page.get_by_label("Nơi niêm yết").fill("Bảng tin phòng hội đồng")
    road.press("Lưu")
    road.look()
    road.press("Soạn thông báo")
    road.open(Posting.objects.get().get_absolute_url())
    road.take("Công khai danh sách")
    road.told("Đã công khai danh sách.")


def let_pass_by_the_principal(road: Road) -> None:
    page = road.become("hieutruong")
    road.open("/")
    road.look()
    road.follow(page.get_by_role("link", name=re.compile("Duyệt bỏ qua một điều kiện")).first)
    road.take("Duyệt bỏ qua điều kiện")
    road.told("Đã duyệt bỏ qua điều kiện.")


def complained_of_by_a_colleague(road: Road) -> None:
    page = road.become("uyvien")
    road.open("/")
    road.look()
    road.open(Posting.objects.get().get_absolute_url())
    road.look()
    road.go("Gửi phản ánh")
    page.get_by_label("Về trường hợp").select_option(str(PostedLine.objects.get(dossier__code="CSTDCS").pk))
    page.get_by_label(re.compile("Kiến nghị, khiếu nại")).check()
    page.get_by_label("Nội dung").fill("Sáng kiến nêu trong hồ sơ có phần giống sáng kiến của tổ tôi năm trước.")
    road.look()
    road.press("Gửi phản ánh")
    road.told("Đã gửi phản ánh.")


def answered_and_sent_on(road: Road, review: Review, at_once: Review) -> None:
    page, dossier = road.become("thuky"), Dossier.objects.get(code="CSTDCS")
    road.open(dossier.get_absolute_url())
    road.told("Tạm dừng xét")
    road.open(Posting.objects.get().get_absolute_url())
    road.follow(page.get_by_role("table", name="Phản ánh").get_by_role("link").first)
    page.get_by_label(re.compile("Giải trình")).check()
    page.get_by_label("Trả lời").fill("Hội đồng sáng kiến đã đối chiếu hai bản, nội dung khác nhau.")
    road.look()
    road.press("Trả lời")
    Posting.objects.update(posted_on=review.opens_on - timedelta(days=20), until=review.opens_on - timedelta(days=1))
    road.open(Posting.objects.get().get_absolute_url())
    road.go("Kết thúc công khai")
    page.get_by_label("Kết luận sau khi công khai").fill("Một khiếu nại, đã giải trình; danh sách giữ nguyên.")
    road.press("Kết thúc công khai")
    road.told("Đã kết thúc công khai.")
    for waiting in Dossier.objects.filter(state=S.SUBMITTED):
        road.open(f"/tham-dinh/ho-so/{waiting.pk}/")
        road.press("Thẩm định xong")
    for one in (review, at_once):
        road.open(f"/tham-dinh/dot/{one.pk}/")
        road.press("Trình hội đồng tất cả hồ sơ này")
        road.told("Đã trình hội đồng")
    road.open(f"/tham-dinh/dot/{review.pk}/")
    road.look()


def concluded(road: Road, review: Review, at_once: Review) -> None:
    page = road.become("hieutruong")
    road.open("/")
    road.look()
    for one in (review, at_once):
        road.open(one.get_absolute_url())
        road.take("Ngừng nhận hồ sơ")
        road.take("Hội đồng bắt đầu họp, khóa hồ sơ")
        for dossier in Dossier.objects.filter(review=one).order_by("pk"):
            road.open(dossier.get_absolute_url())
            if dossier.code == "TTLDTT":
                page.get_by_text("Hội đồng không đề nghị…", exact=True).click()
                page.locator("details[open]").get_by_label("Lý do").fill(
                    "Tỷ lệ cá nhân đạt Lao động tiên tiến của tổ chưa đủ."
                )
                road.press("Hội đồng không đề nghị")
            else:
                road.press("Hội đồng đề nghị khen thưởng")
        road.look()
        road.open(one.get_absolute_url())
        road.press("Kết thúc đợt xét")
        road.told("Đã kết thúc đợt xét.")
    road.look()
