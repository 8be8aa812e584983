"""What stands in the way of a session is told before anybody waits for it, and leads to where it is mended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.ballots.models import Poll
from nominations.councils.enums import CouncilKind
from nominations.dossiers.models import Review
from nominations.sessions.flows import why_not_opened
from nominations.sessions.services.drafting import FIELDS, Told, add_matter, begin_session, save_session
from nominations.sessions.services.voting import begin_poll
from tests.factories.councils import nine
from tests.factories.sessions import AT, Table, attend, called, closed_review, drafted, opened, ready_dossier, values
from thiduakt.school.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(school, principal, secretary) -> Table:
    """Held today, so that its pages can be asked."""
    now, today = timezone.now(), timezone.localdate()
    review = closed_review(school, opens_on=today - timedelta(days=30), closes_on=today, decides_on=today)
    ready_dossier(review, code="LDTT")
    return opened(school, review, chair=principal, secretary=secretary, at=now, held_on=today)


def test_a_round_that_still_receives_is_closed_before_its_session_opens(
    school, review, dossier, principal, secretary
) -> None:
    table = called(school, review, chair=principal, secretary=secretary)
    attend(table)
    assert why_not_opened(table.session) == []
    Review.objects.filter(pk=review.pk).update(state="OPEN")
    ready_dossier(review, state="SUBMITTED")
    table.session.refresh_from_db()
    told = why_not_opened(table.session)
    assert told == [
        "Đóng nhận hồ sơ của đợt xét “Đợt xét cuối năm học” trước đã: bấm “Ngừng nhận hồ sơ” ở trang của đợt.",
        "Còn 1 hồ sơ chưa trình hội đồng: thầy/cô thẩm định rồi trình, hoặc trả lại.",
    ]
    assert {one.url for one in told} == {review.get_absolute_url()}


def test_the_way_to_the_round_stands_under_the_button(client, school, review, dossier, principal, secretary) -> None:
    session = called(school, review, chair=principal, secretary=secretary).session
    Review.objects.filter(pk=review.pk).update(state="OPEN")
    client.force_login(principal)
    told = client.get(session.get_absolute_url()).content.decode()
    assert f'<a href="{review.get_absolute_url()}">Đóng nhận hồ sơ của đợt xét' in told
    assert "Đợt xét cuối năm học, đang nhận hồ sơ" in told


def test_of_another_round_the_agenda_holds_its_dossiers_and_the_other_matters(
    school, review, dossier, light, principal, secretary
) -> None:
    session = drafted(school, review, chair=principal, secretary=secretary).session
    add_matter(session, "Thông qua quy chế", actor=secretary, at=AT)
    other = closed_review(school, name="Đợt xét đột xuất")
    waiting = ready_dossier(other, code="LDTT")
    kept = {name: getattr(session, name) for name in FIELDS}
    session = save_session(session, Told(values=kept | {"review": other}), version=session.version, actor=secretary, at=AT)
    assert [item.dossier or item.title for item in session.items.all()] == ["Thông qua quy chế", waiting]
    session = save_session(session, Told(values=kept | {"review": None}), version=session.version, actor=secretary, at=AT)
    assert [item.title for item in session.items.all()] == ["Thông qua quy chế"]


def test_who_cannot_vote_is_named_before_a_poll_is_begun(client, live) -> None:
    address = reverse("sessions:poll", args=[live.session.pk])
    client.force_login(live.secretary)
    told = client.get(address).content.decode()
    assert "Chưa làm được bước này" not in told
    assert "Lập cuộc bỏ phiếu" in told
    User.objects.filter(pk=live.members[0].pk).update(is_active=False)
    told = client.get(address).content.decode()
    assert f"{live.members[0].person} có mặt nhưng chưa có tài khoản đang dùng." in told
    assert "Lập cuộc bỏ phiếu" not in told
    told = client.post(address, {"items": live.session.items.get().pk}).content.decode()
    assert "chưa có tài khoản đang dùng" in told
    assert not Poll.objects.exists()


def test_a_poll_leads_back_to_the_console_and_is_given_up_there(client, live) -> None:
    item = live.session.items.get()
    poll = begin_poll(live.session, [item], actor=live.secretary, at=timezone.now())
    drop, console = reverse("sessions:drop_poll", args=[item.pk]), reverse("sessions:console", args=[live.session.pk])
    client.force_login(live.members[0])
    told = client.get(poll.get_absolute_url()).content.decode()
    assert drop not in told
    assert console not in told
    client.force_login(live.secretary)
    told = client.get(poll.get_absolute_url()).content.decode()
    assert drop in told
    assert console in told
    assert "Bỏ cuộc bỏ phiếu này" in told
    client.post(drop, {"action": "drop"})
    assert not Poll.objects.exists()


def test_a_council_of_other_matters_is_asked_for_no_round(client, school, principal, secretary) -> None:
    council = nine(school, chair=principal, secretary=secretary, kind=CouncilKind.INITIATIVES)
    now = timezone.now()
    session = begin_session(council, None, values=values(held_on=timezone.localdate()), actor=secretary, at=now)
    client.force_login(secretary)
    address = reverse("sessions:edit", args=[session.pk])
    assert 'name="review"' not in client.get(address).content.decode()
    typed = {
        "kind": "END", "title": "Xét sáng kiến", "held_on": f"{timezone.localdate():%d/%m/%Y}", "starts_at": "8h00",
        "place": "Phòng họp", "version": session.version,
    }  # fmt: skip
    client.post(address, typed)
    session.refresh_from_db()
    assert (session.title, session.review) == ("Xét sáng kiến", None)
