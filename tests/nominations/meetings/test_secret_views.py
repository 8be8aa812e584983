"""The pages of a tổ's sealed poll: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nominations.ballots.models import Poll
from nominations.meetings.models import GroupMeeting
from tests.factories.dossiers import ReviewFactory
from tests.factories.meetings import Voting, voting
from tests.factories.school import GroupFactory, UserFactory
from thiduakt.home.tasks import tasks_of
from thiduakt.permissions import Role
from thiduakt.school.models import School, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(school: School, group_head: User) -> Voting:
    now = timezone.now()
    today = timezone.localdate(now)
    days = {"opens_on": today - timedelta(days=9), "closes_on": today, "decides_on": today + timedelta(days=30)}
    return voting(ReviewFactory(school=school, **days), group_head, at=now)


def poll_url(sitting: Voting) -> str:
    return reverse("meetings:poll", args=[sitting.meeting.pk])


def drop_url(sitting: Voting, poll: Poll) -> str:
    return reverse("meetings:drop_poll", args=[sitting.meeting.pk, poll.pk])


def typed(sitting: Voting) -> dict[str, object]:
    return {"dossiers": [sitting.dossier.pk], "tellers": [sitting.teller.person_id]}


def test_the_head_begins_a_poll_on_the_page_and_is_led_to_it(client: Client, sitting: Voting) -> None:
    client.force_login(sitting.head)
    page = client.get(sitting.meeting.get_absolute_url()).content.decode()
    assert poll_url(sitting) in page
    asked = client.get(poll_url(sitting)).content.decode()
    assert str(sitting.dossier.holder) in asked
    answer = client.post(poll_url(sitting), typed(sitting))
    poll = Poll.objects.get()
    assert answer.url == poll.get_absolute_url()
    page = client.get(sitting.meeting.get_absolute_url()).content.decode()
    assert "Đang bỏ phiếu kín trên hệ thống" in page
    assert f'href="{poll.get_absolute_url()}"' in page
    assert f'href="{poll_url(sitting)}"' not in page
    assert drop_url(sitting, poll) in page
    assert f"agreed-{sitting.dossier.pk}" not in client.get(
        reverse("meetings:edit", args=[sitting.meeting.pk])
    ).content.decode()  # fmt: skip


def test_a_refused_poll_keeps_what_was_chosen(client: Client, sitting: Voting) -> None:
    client.force_login(sitting.head)
    told = client.post(poll_url(sitting), {"dossiers": [sitting.dossier.pk]}).content.decode()
    assert "chọn ít nhất một người kiểm phiếu" in told
    assert f'value="{sitting.dossier.pk}"' in told
    User.objects.filter(pk=sitting.others[4].pk).update(is_active=False)
    told = client.post(poll_url(sitting), typed(sitting)).content.decode()
    assert "chưa có tài khoản đang dùng" in told
    assert not Poll.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("colleague", 403), ("head", 404), ("stranger", 404), ("nobody", 302)])
def test_nobody_else_begins_or_drops_a_poll(client: Client, sitting: Voting, school, stranger, who, status) -> None:
    poll = sitting.begin()
    other = UserFactory(school=school, group=GroupFactory(school=school, name="Tổ nhà trẻ"), roles=[Role.GROUP_HEAD])
    user = {"colleague": sitting.others[3], "head": other, "stranger": stranger, "nobody": None}[who]
    if user:
        client.force_login(user)
    found = {client.post(poll_url(sitting), typed(sitting)).status_code}
    found.add(client.post(drop_url(sitting, poll)).status_code)
    assert found <= {status, 403}
    assert Poll.objects.get() == poll


def test_a_poll_is_dropped_by_a_post_alone_and_never_once_it_is_open(client: Client, sitting: Voting) -> None:
    poll = sitting.begin()
    client.force_login(sitting.head)
    assert client.get(drop_url(sitting, poll)).url == sitting.meeting.get_absolute_url()
    assert Poll.objects.get() == poll
    sitting.open(poll)
    told = client.post(drop_url(sitting, poll), follow=True).content.decode()
    assert "Hòm phiếu đã mở, không bỏ được." in told
    assert client.post(reverse("meetings:drop_poll", args=[sitting.meeting.pk, poll.pk + 1])).status_code == 404


def test_a_poll_that_was_never_opened_is_dropped_on_the_page(client: Client, sitting: Voting) -> None:
    client.force_login(sitting.head)
    told = client.post(drop_url(sitting, sitting.begin()), follow=True).content.decode()
    assert "Đã bỏ cuộc bỏ phiếu kín." in told
    assert poll_url(sitting) in told
    assert not Poll.objects.exists()


def test_once_all_have_confirmed_the_page_shows_the_count_and_concludes_with_it(client: Client, sitting: Voting) -> None:
    sitting.voted(sitting.begin(), against=1)
    client.force_login(sitting.head)
    told = client.get(sitting.meeting.get_absolute_url()).content.decode()
    assert "Bỏ phiếu kín trên hệ thống: 7 người biểu quyết, 6 đồng ý, 1 không đồng ý, 0 phiếu trắng" in told
    meeting = GroupMeeting.objects.get()
    client.post(reverse("meetings:conclude", args=[meeting.pk]), {"version": meeting.version})
    assert client.post(poll_url(sitting), typed(sitting)).status_code == 200
    assert Poll.objects.count() == 1
    client.force_login(sitting.others[5])
    assert "đạt 6/7: ĐỀ NGHỊ" in client.get(meeting.get_absolute_url()).content.decode()


def test_every_elector_is_asked_to_vote_among_the_own_tasks(sitting: Voting) -> None:
    sitting.open(sitting.begin())
    told = [task.label for task in tasks_of(sitting.others[4], timezone.now())]
    assert "Bỏ phiếu kín" in told


def test_the_page_of_a_meeting_asks_no_more_for_three_polls_than_for_one(client: Client, sitting: Voting) -> None:
    client.force_login(sitting.head)
    asked = []
    for _ in range(2):
        sitting.meeting.polls.add(*[Poll.objects.create(**_poll(sitting)) for _ in range(1 + len(asked))])
        client.get(sitting.meeting.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(sitting.meeting.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]


def _poll(sitting: Voting) -> dict[str, object]:
    people = {"chair": sitting.head.person, "secretary": sitting.secretary.person}
    return {"school_id": sitting.meeting.school_id, "title": "Bỏ phiếu", "manifest": {}, **people}
