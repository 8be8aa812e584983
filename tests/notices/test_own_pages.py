"""One's own notices: read by nobody else, marked by a button, and how they come."""

import pytest
from django.urls import reverse

from tests.factories.notices import NoticeFactory, PreferenceFactory
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Preference

pytestmark = pytest.mark.django_db
LIST, PREFERENCE = "/thong-bao/", "/thong-bao/cach-nhan/"


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def notice(teacher):
    return NoticeFactory(person=teacher.person, url="/ke-hoach/")


def test_the_list_shows_what_was_told_and_not_read(client, teacher, notice):
    client.force_login(teacher)
    assert "Dạy tốt – Học tốt" in text(client.get(LIST))


def test_a_notice_that_is_read_stands_in_the_other_tab(client, teacher, notice, at):
    type(notice).objects.update(read_at=at)
    client.force_login(teacher)
    shown = [("Dạy tốt" in text(client.get(address))) for address in (LIST, LIST + "?tab=tat-ca")]
    assert shown == [False, True]


def test_without_any_notice_the_page_says_so(client, teacher):
    client.force_login(teacher)
    assert "Không có thông báo nào" in text(client.get(LIST))


@pytest.mark.parametrize("other", ["principal", "group_head", "stranger", "technician"])
def test_nobody_else_sees_or_opens_it(other, client, notice, request):
    client.force_login(request.getfixturevalue(other))
    assert "Dạy tốt" not in text(client.get(LIST + "?tab=tat-ca"))
    assert client.post(reverse("notices:open", args=[notice.pk])).status_code == 404


def test_opening_marks_it_as_read_and_leads_on(client, teacher, notice):
    client.force_login(teacher)
    response = client.post(reverse("notices:open", args=[notice.pk]))
    notice.refresh_from_db()
    assert (response.url, notice.read_at is not None) == ("/ke-hoach/", True)


def test_a_link_marks_nothing(client, teacher, notice):
    client.force_login(teacher)
    client.get(reverse("notices:open", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_at_once_and_only_the_own(client, teacher, notice, clerk):
    foreign = NoticeFactory(person=clerk.person)
    client.force_login(teacher)
    client.post(reverse("notices:read_all"))
    notice.refresh_from_db()
    foreign.refresh_from_db()
    assert (notice.read_at is not None, foreign.read_at) == (True, None)


def test_not_signed_in_nothing_is_shown(client, notice):
    assert client.get(LIST).url.startswith("/dang-nhap/")


def test_the_list_costs_the_same_for_three(client, teacher, notice, django_assert_num_queries):
    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            client.get(LIST)
        return len(found)

    client.force_login(teacher)
    queries()
    one = queries()
    NoticeFactory.create_batch(2, person=teacher.person)
    assert queries() == one


def test_home_says_how_many_are_unread(client, teacher, notice):
    client.force_login(teacher)
    assert "1 thông báo chưa đọc" in text(client.get("/"))


def test_the_preference_is_kept(client, teacher):
    client.force_login(teacher)
    typed = {"email": "dao@truong.example", "muted": [NoticeKind.CAMPAIGN_LAUNCHED.value]}
    client.post(PREFERENCE, typed)
    kept = Preference.objects.get(person=teacher.person)
    assert (kept.email, kept.wants_digest, kept.muted) == ("dao@truong.example", False, ["CAMPAIGN_LAUNCHED"])


def test_a_wrong_address_is_told_and_kept_in_the_form(client, teacher):
    client.force_login(teacher)
    response = client.post(PREFERENCE, {"email": "dao@truong"})
    assert not Preference.objects.exists()
    assert 'value="dao@truong"' in text(response)


def test_what_blocks_somebody_is_not_among_what_can_be_muted(client, teacher):
    client.force_login(teacher)
    page = text(client.get(PREFERENCE))
    assert ["đăng ký bị trả lại" in page, "phát động phong trào" in page] == [False, True]


def test_the_excel_holds_what_the_tab_shows(client, teacher, notice):
    client.force_login(teacher)
    assert client.get(reverse("notices:excel")).status_code == 200


class TestCalendar:
    @pytest.fixture
    def address(self, client, teacher):
        client.force_login(teacher)
        page = client.post(reverse("notices:new_calendar"))
        client.logout()
        return page.context["address"].removeprefix("http://testserver")

    def test_the_address_opens_without_a_password(self, client, address):
        response = client.get(address)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"BEGIN:VCALENDAR" in response.content

    def test_a_new_address_closes_the_older_one(self, client, teacher, address):
        client.force_login(teacher)
        client.post(reverse("notices:new_calendar"))
        assert client.get(address).status_code == 404

    def test_an_address_never_given_is_no_page(self, client, teacher):
        PreferenceFactory(person=teacher.person, calendar_hash="")
        assert [client.get(f"/lich/{word}.ics").status_code for word in ("x", "a" * 32)] == [404, 404]

    def test_who_has_left_the_school_has_no_calendar_any_more(self, client, teacher, address):
        teacher.person.left_on = "2023-01-31"
        teacher.person.save()
        assert client.get(address).status_code == 404

    def test_the_address_itself_is_stored_nowhere(self, teacher, address):
        word = address.removeprefix("/lich/").removesuffix(".ics")
        assert word not in Preference.objects.get(person=teacher.person).calendar_hash

    def test_a_deadline_stands_on_its_day(self, client, teacher, address, monkeypatch):
        from datetime import date

        from thiduakt.home import calendar
        from thiduakt.home.deadlines import Deadline

        due = Deadline(date(2031, 5, 20), "Đăng ký thi đua; hạn cuối", "/dang-ky/", "round-1")
        monkeypatch.setattr(calendar, "deadlines_of", lambda user, on: [due])
        feed = client.get(address).content.decode()
        assert "DTSTART;VALUE=DATE:20310520" in feed
        assert "SUMMARY:Đăng ký thi đua\\; hạn cuối" in feed
