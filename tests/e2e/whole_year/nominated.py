"""What somebody did this year: her dossier, the word of her tổ, what was checked, what the school was shown."""

from datetime import timedelta

from django.utils import timezone

from nominations.dossiers.models import Dossier, Review
from nominations.feedback.models import Posting
from tests.e2e.road import Road
from thiduakt.school.models import Person

SUMMARY = "Lớp có 35 trẻ, chuyên cần đạt 97,5%; hai giờ dạy được xếp loại tốt cấp trường."
PRAISE = "Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân"


def nominated(road: Road) -> Review:
    page, today = road.become("hieutruong"), timezone.localdate()
    road.open("/dot-xet/")
    road.go("Lập đợt xét", page.get_by_role("main"))
    page.get_by_label("Dự kiến quyết định ngày").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Thời kỳ pháp lý", exact=True).select_option("A_2003")
    page.get_by_label("Lý do chọn thời kỳ pháp lý khác").fill("Thành tích lập khi văn bản này còn hiệu lực.")
    page.get_by_label(PRAISE, exact=True).check()
    road.press("Lưu")
    road.take("Mở đợt xét")
    review = Review.objects.get()
    page = road.become("giaovien")
    road.open(review.get_absolute_url())
    road.go("Lập hồ sơ của tôi", page.get_by_role("main"))
    page.get_by_label("Danh hiệu, hình thức đề nghị").select_option("GK_HT_CN")
    page.get_by_label("Tóm tắt thành tích").fill(SUMMARY)
    road.press("Lập hồ sơ")
    road.press("Nộp cho tổ bình xét")
    return review


def judged_by_the_group(road: Road) -> None:
    page, dossier = road.become("totruong"), Dossier.objects.get()
    road.open("/binh-xet/")
    road.go("Lập cuộc họp")
    road.press("Lập cuộc họp")
    size = page.locator("input[name^=present-]").count()
    page.get_by_label("Địa điểm").fill("Phòng sinh hoạt chuyên môn")
    page.get_by_label("Bắt đầu lúc").fill("14h00")
    page.get_by_label("Thư ký cuộc họp").select_option(str(Person.objects.get(full_name="Vũ Thị Quỳnh Anh").pk))
    page.get_by_label("Ý kiến thảo luận").fill("Nhất trí với bản tự đánh giá của từng người.")
    for name, count in (("voters", size), ("agreed", size), ("against", 0), ("blank", 0)):
        page.locator(f"[name={name}-{dossier.pk}]").fill(str(count))
    road.press("Lưu")
    road.press("Chốt kết quả, chuyển hồ sơ")
    road.told("Đã chốt kết quả.")


def appraised(road: Road) -> None:
    page, dossier = road.become("thuky"), Dossier.objects.get()
    road.open(f"/tham-dinh/ho-so/{dossier.pk}/")
    road.press("Bắt đầu thẩm định")
    for field in page.locator("select[name^=mark-]").all():
        field.select_option("YES")
    road.press("Lưu thẩm định")


def posted(road: Road, review: Review) -> None:
    """The days for which the list hangs on the wall are over at once: only the clock is helped along."""
    page = road.page
    road.open("/cong-khai-ho-so/")
    road.go("Lập danh sách công khai")
    page.get_by_label("Đợt xét").select_option(str(review.pk))
    page.get_by_label("Nơi niêm yết").fill("Bảng tin phòng hội đồng")
    road.press("Lưu")
    road.take("Công khai danh sách")
    Posting.objects.update(posted_on=review.opens_on - timedelta(days=20), until=review.opens_on - timedelta(days=1))
    road.open(Posting.objects.get().get_absolute_url())
    road.go("Kết thúc công khai")
    page.get_by_label("Kết luận sau khi công khai").fill("Không có ý kiến nào; danh sách giữ nguyên.")
    road.press("Kết thúc công khai")
    road.open(f"/tham-dinh/ho-so/{Dossier.objects.get().pk}/")
    road.press("Thẩm định xong")
    road.open(f"/tham-dinh/dot/{review.pk}/")
    road.press("Trình hội đồng tất cả hồ sơ này")
    road.told("Đã trình hội đồng")
