"""Letters over a mail server that answers, refuses, hangs up or is not there: none is lost, none comes twice."""

from datetime import timedelta

import pytest
from django.core import mail

from tests.factories.notices import NoticeFactory, PreferenceFactory
from tests.factories.school import UserFactory
from tests.notices.mail_server import running
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice, Preference
from thiduakt.notices.services.posting import STUCK, post_digests, post_urgent

pytestmark = pytest.mark.django_db
URGENT = NoticeKind.REGISTRATION_RETURNED
EVERYBODY = ["an@truong.example", "binh@truong.example", "chi@truong.example"]


@pytest.fixture
def server(settings):
    with running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        yield server


@pytest.fixture
def people(school):
    """Three teachers who get mail."""
    return [
        PreferenceFactory(person=UserFactory(school=school).person, email=address).person for address in EVERYBODY
    ]  # fmt: skip


def nothing_due(preference):
    return []


def post_all(at):
    return post_urgent(at) + post_digests(at, nothing_due)


def tell_all(people, kind):
    for person in people:
        NoticeFactory(person=person, kind=kind, subject="Đăng ký thi đua của thầy/cô", url="/dang-ky/7/")


def test_a_digest_arrives_with_its_marks(server, people, at):
    NoticeFactory(person=people[0], subject="Phát động phong trào “Đổi mới”", url="/phong-trao/1/")

    assert post_digests(at, nothing_due) == 1

    letter = server.letters[0]
    assert letter["Subject"].strip() == "Thi đua, khen thưởng: việc ngày 05/10/2023"
    assert "Phát động phong trào “Đổi mới” http://127.0.0.1:8000/phong-trao/1/" in letter.get_content()


@pytest.mark.parametrize("kind", [URGENT, NoticeKind.CAMPAIGN_LAUNCHED], ids=["urgent", "digest"])
def test_an_address_that_is_refused_keeps_its_letter_and_holds_up_nobody(server, people, at, kind):
    tell_all(people, kind)
    server.refused = {"binh@truong.example"}

    assert post_all(at) == 2
    assert Notice.objects.filter(mailed_at__isnull=True).get().person == people[1]
    server.refused = set()

    assert [post_all(at + timedelta(minutes=5)), post_all(at + timedelta(minutes=10))] == [1, 0]
    assert server.told() == EVERYBODY


@pytest.mark.parametrize("kind", [URGENT, NoticeKind.CAMPAIGN_LAUNCHED], ids=["urgent", "digest"])
def test_while_the_server_is_down_every_letter_waits(server, people, at, kind, settings):
    tell_all(people, kind)
    settings.EMAIL_PORT = 1  # nobody listens there

    assert post_all(at) == 0
    assert Notice.objects.filter(mailed_at__isnull=True).count() == 3
    settings.EMAIL_PORT = server.port

    assert post_all(at + timedelta(minutes=5)) == 3
    assert server.told() == EVERYBODY


@pytest.mark.parametrize("kind", [URGENT, NoticeKind.CAMPAIGN_LAUNCHED], ids=["urgent", "digest"])
def test_a_server_that_hangs_up_gets_the_rest_later_and_nothing_twice(server, people, at, kind):
    tell_all(people, kind)
    server.hangs_up_after = 1

    assert post_all(at) == 1
    server.hangs_up_after = None

    assert post_all(at + timedelta(minutes=5)) == 2
    assert server.told() == EVERYBODY


def test_who_had_the_letter_of_the_day_gets_no_other_that_day(server, people, at):
    def due(preference):
        return ["- 10/10/2023: Góp ý dự thảo"]

    assert [post_digests(at, due), post_digests(at + timedelta(hours=2), due)] == [3, 0]
    assert post_digests(at + timedelta(days=1), due) == 3


@pytest.mark.parametrize(("kind", "post"), [
    (URGENT, post_urgent), (NoticeKind.CAMPAIGN_LAUNCHED, lambda at: post_digests(at, nothing_due)),
], ids=["urgent", "digest"])  # fmt: skip
def test_two_turns_at_once_send_one_letter(people, at, kind, post, monkeypatch):
    NoticeFactory(person=people[0], kind=kind)
    send, seconds = mail.EmailMessage.send, []

    def while_another_turn_begins(message):
        seconds.append(post(at))
        return send(message)

    monkeypatch.setattr(mail.EmailMessage, "send", while_another_turn_begins)

    assert (post(at), seconds) == (1, [0])
    assert len(mail.outbox) == 1


def test_a_turn_that_died_over_a_letter_does_not_keep_it(people, at):
    NoticeFactory(person=people[0], kind=URGENT, taken_at=at)

    assert [post_urgent(at + STUCK), post_urgent(at + STUCK + timedelta(minutes=1))] == [0, 1]


def test_no_address_stands_in_the_log(server, people, at, caplog):
    tell_all(people, URGENT)
    server.refused = set(EVERYBODY)

    post_urgent(at)

    assert "did not take a letter" in caplog.text
    assert "truong.example" not in caplog.text
    assert Preference.objects.filter(digest_on__isnull=True).count() == 3
