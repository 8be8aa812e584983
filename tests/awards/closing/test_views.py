"""The pages of closing: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.closing.models import Retention, YearArchive, YearClosing
from awards.closing.services.closing import close_year
from campaigns.campaigns.models import Campaign
from tests.factories.campaigns import CampaignFactory, ready_campaign
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.school import SchoolFactory, UserFactory
from tests.factories.targets import work
from thiduakt.permissions import Role
from thiduakt.school.models import SchoolYear

from .conftest import YEAR

pytestmark = pytest.mark.django_db
LIST = "/khep-nam/"
PAGE = f"/khep-nam/nam/{YEAR}/"
POSTS = ("khep/", "mo-lai/", "luu-tru/", "nam-sau/")
WHY = "Chỉ tiêu chuyển sang năm học sau."


@pytest.fixture
def stranger():
    return UserFactory(school=SchoolFactory(name="Trường Mầm non Ánh Dương"), roles=[Role.PRINCIPAL])


def unfinished(school):
    return work(school=school, name="Hội giảng", starts_on=date(2022, 10, 1), due_on=date(2023, 5, 1))


def test_a_year_is_closed_and_opened_again_on_its_page(client, calendar, school, principal):
    target = unfinished(school)
    client.force_login(principal)
    page = client.get(PAGE).content.decode()
    assert "Chỉ tiêu chưa có kết luận: 1" in page
    assert target.get_absolute_url() in page
    told = client.post(f"{PAGE}khep/", {"reason": WHY}, follow=True).content.decode()
    assert "Đã khép năm thi đua 2022–2023." in told
    assert "Chỉ tiêu chưa có kết luận: 1." in told
    assert WHY in told
    told = client.post(f"{PAGE}mo-lai/", {"reason": "Ghi sót kết quả."}, follow=True).content.decode()
    assert "Đã mở lại năm thi đua 2022–2023." in told
    assert "Ghi sót kết quả." in told


def test_what_stops_the_closing_is_told_and_the_reason_typed_stands_again(client, calendar, school, principal):
    unfinished(school)
    review = ReviewFactory(school=school, year=YEAR, state="OPEN", name="Đợt xét cuối năm")
    client.force_login(principal)
    page = client.get(PAGE).content.decode()
    assert "Phải xong trước khi khép năm" in page
    assert review.get_absolute_url() in page
    told = client.post(f"{PAGE}khep/", {"reason": WHY, "action": "close"}, follow=True).content.decode()
    assert "Đợt xét khen thưởng chưa kết thúc: 1." in told
    assert WHY in told
    assert not YearClosing.objects.filter(state="CLOSED").exists()


def test_a_closed_year_cannot_be_closed_nor_an_open_one_opened(client, closed, principal):
    client.force_login(principal)
    assert "đã khép" in client.post(f"{PAGE}khep/", follow=True).content.decode()
    assert client.post("/khep-nam/nam/2023/mo-lai/", {"reason": "x"}).status_code == 404
    YearClosing.objects.update(state="OPEN")
    told = client.post(f"{PAGE}mo-lai/", {"reason": "Ghi sót."}, follow=True).content.decode()
    assert "Đang ở trạng thái “đang mở”" in told


def test_colleagues_read_and_do_not_close(client, calendar, deputy, secretary, clerk, inspector):
    for user in (deputy, secretary, clerk, inspector):
        client.force_login(user)
        assert client.get(LIST).status_code == 200
        page = client.get(PAGE).content.decode()
        assert "Khép năm thi đua…" not in page
        assert "Lập tệp lưu trữ</button>" not in page
        for place in ("khep/", "mo-lai/", "luu-tru/"):
            assert client.post(f"{PAGE}{place}", {"reason": WHY}).status_code == 403
        for place in ("thoi-han-luu/", "ban-giao/"):
            assert client.get(f"{LIST}{place}").status_code == 403
    assert not YearClosing.objects.exists()


def test_who_keeps_no_year_sees_nothing(client, calendar, teacher, accountant, technician, superior):
    for user in (teacher, accountant, technician, superior):
        client.force_login(user)
        for address in (LIST, PAGE, f"{PAGE}nam-sau/", f"{LIST}ban-giao/"):
            assert client.get(address).status_code == 403


def test_nobody_signed_in_is_sent_to_the_door(client, calendar):
    for address in (LIST, PAGE, f"{LIST}ban-giao/", f"{PAGE}nam-sau/"):
        assert client.get(address).url.startswith("/dang-nhap/")


def test_a_year_that_the_school_does_not_know_is_not_found(client, calendar, principal, stranger):
    client.force_login(principal)
    for number in (1999, 2021, 2099, 10**17):
        assert client.get(f"/khep-nam/nam/{number}/").status_code == 404
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}khep/").status_code == 404


def test_by_get_a_button_leads_back_to_the_page(client, calendar, principal):
    client.force_login(principal)
    for place in ("khep/", "mo-lai/", "luu-tru/"):
        assert client.get(f"{PAGE}{place}").url == PAGE
    assert not YearClosing.objects.exists()
    assert client.put(f"{PAGE}khep/").status_code == 405
    assert client.post(PAGE).status_code == 405


@pytest.mark.database
def test_an_archive_is_made_and_taken_home(client, calendar, principal, clerk, stranger, teacher):
    client.force_login(principal)
    told = client.post(f"{PAGE}luu-tru/", follow=True).content.decode()
    archive = YearArchive.objects.get()
    assert "Đã lập tệp lưu trữ, tải được ở trang này." in told
    address = reverse("closing:archive", args=[archive.pk])
    assert address in told
    client.force_login(clerk)
    answer = client.get(address)
    assert "index.html" in zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(teacher)
    assert client.get(address).status_code == 403


def test_an_archive_that_cannot_be_made_says_so_at_once(client, calendar, principal, monkeypatch):
    monkeypatch.setattr("awards.closing.services.archiving.store_file", lambda *args, **kwargs: 1 / 0)
    client.force_login(principal)
    told = client.post(f"{PAGE}luu-tru/", follow=True).content.decode()
    assert "Chưa lập được tệp lưu trữ: Máy chủ gặp lỗi khi lập tệp." in told


def test_what_was_left_open_is_told_once_after_the_closing(client, school, calendar, principal):
    unfinished(school)
    client.force_login(principal)
    assert "Việc còn dở trong năm" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}khep/", {"reason": "Chuyển sang năm sau."})
    told = client.get(PAGE).content.decode()
    assert "Việc còn dở trong năm" not in told
    assert told.count("Chỉ tiêu chưa có kết luận: 1.") == 1


def test_an_older_year_that_stands_open_is_told_and_stops_nothing(client, school, calendar, principal):
    SchoolYear.objects.create(school=school, starts_on=date(2021, 9, 6), ends_on=date(2022, 5, 31))
    client.force_login(principal)
    assert "2021–2022. Thầy/cô nên khép lần lượt" in client.get(PAGE).content.decode()
    close_year(school, 2021, actor=principal, at=timezone.now())
    assert "nên khép lần lượt" not in client.get(PAGE).content.decode()


def test_a_next_year_that_is_over_is_told_before_anything_is_copied(client, school, calendar, principal):
    CampaignFactory(school=school)
    client.force_login(principal)
    assert "Năm học đã qua" in client.get(f"{PAGE}nam-sau/").content.decode()
    SchoolYear.objects.create(school=school, starts_on=date(2023, 9, 5), ends_on=timezone.localdate())
    assert "Năm học đã qua" not in client.get(f"{PAGE}nam-sau/").content.decode()


def test_an_archive_that_is_being_made_tells_how_far_it_is_and_looks_again(client, calendar, school, principal, at):
    YearArchive.objects.create(school=school, year=YEAR, asked_by=principal, asked_at=at, done_count=3, file_count=9)
    client.force_login(principal)
    answer = client.get(PAGE)
    assert "Đang lập: 3 trong 9 tệp." in answer.content.decode()
    assert answer["Refresh"] == "2"
    assert client.get(reverse("closing:archive", args=[YearArchive.objects.get().pk])).status_code == 404


def test_terms_are_written_and_what_was_typed_stays_when_somebody_else_saved(client, school, principal):
    client.force_login(principal)
    address = reverse("closing:retention")
    assert "Thông tư 10/2022/TT-BNV chưa được đối chiếu" in client.get(address).content.decode()
    told = client.post(address, {"terms": "Biên bản: 10 năm.", "version": 1}, follow=True).content.decode()
    assert "Đã lưu thời hạn lưu hồ sơ." in told
    again = client.post(address, {"terms": "Biên bản: 20 năm.", "version": 1}).content.decode()
    assert "Có người vừa lưu" in again
    assert "Biên bản: 20 năm." in again
    assert Retention.objects.get().terms == "Biên bản: 10 năm."


def test_the_next_year_is_begun_on_its_page(client, calendar, school, principal):
    campaign = ready_campaign(school=school, name="Dạy tốt – Học tốt")
    client.force_login(principal)
    page = client.get(f"{PAGE}nam-sau/").content.decode()
    assert "Mở năm học 2023–2024" in page
    assert "Ngày mới: 05/09/2023 – 31/05/2024" in page
    assert "Bản đăng ký thi đua của từng người, từng tổ." in page
    told = client.post(f"{PAGE}nam-sau/", {"keys": [f"campaign-{campaign.pk}"]}, follow=True).content.decode()
    assert "Đã sao chép 1 mục sang năm học 2023–2024." in told
    made = Campaign.objects.get(cloned_from=campaign)
    assert made.get_absolute_url() in told
    again = client.post(f"{PAGE}nam-sau/", {"keys": [f"campaign-{campaign.pk}"]}, follow=True).content.decode()
    assert "đều được sao chép từ trước" in again
    assert "Chưa chọn gì" in client.post(f"{PAGE}nam-sau/").content.decode()


def test_a_refused_tick_is_told_beside_its_name(client, calendar, school, principal):
    target = unfinished(school)
    target.checker = UserFactory(school=school, full_name="Chu Thị Sen").person
    target.save()
    client.force_login(principal)
    told = client.post(f"{PAGE}nam-sau/", {"keys": [f"target-{target.pk}"]}, follow=True).content.decode()
    assert "Chưa sao chép “Hội giảng”: Chu Thị Sen không phải là thành viên hội đồng" in told


def test_the_hand_over_tells_accounts_roles_and_what_is_open(client, calendar, principal, clerk):
    client.force_login(principal)
    page = client.get(f"{LIST}ban-giao/").content.decode()
    assert "Văn thư" in page
    assert str(clerk.person) in page
    assert "2022–2023" in page


@pytest.mark.database
@pytest.mark.parametrize("address", [LIST, PAGE, f"{PAGE}nam-sau/"])
def test_a_page_asks_the_same_for_one_row_and_for_three(client, calendar, school, principal, address):
    client.force_login(principal)

    def more():
        CampaignFactory(school=school)
        unfinished(school)
        DossierFactory(review=ReviewFactory(school=school, year=YEAR, state="DONE"), state="SUBMITTED")

    more()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    more()
    more()
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one)


def test_a_page_of_a_closed_year_says_so_in_every_room(client, closed, school, principal):
    review = ReviewFactory(school=school, year=YEAR, state="DONE")
    pages = [CampaignFactory(school=school), review, DossierFactory(review=review, state="AWARDED"), unfinished(school)]
    client.force_login(principal)
    for row in pages:
        assert "Năm thi đua 2022–2023 đã khép ngày 10/07/2023" in client.get(row.get_absolute_url()).content.decode()
    YearClosing.objects.update(state="OPEN")
    for row in pages:
        assert "đã khép ngày" not in client.get(row.get_absolute_url()).content.decode()


def test_the_head_of_the_page_names_the_year_of_today(client, calendar, principal):
    client.force_login(principal)
    assert f"Năm {timezone.localdate().year}" in client.get(PAGE).content.decode()
