"""The watchdog's pages and `doctor`: what is well, what is not, and who is told which."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from tests.factories.ballots import make_vote
from thiduakt.audit.models import Chore, Upkeep
from thiduakt.audit.upkeep import done, fingerprint, note_key
from thiduakt.home.upkeep import readiness

GB = 1024**3


@pytest.fixture
def well_kept(db):
    for chore in (Chore.BACKUP, Chore.AUDIT_VERIFY):
        done(chore, at=timezone.now())
    note_key(at=timezone.now())


def ready(client, **headers):
    return client.get(reverse("ready"), headers=headers)


def test_the_addresses_are_those_the_watchdog_knows():
    assert [reverse(name) for name in ("alive", "ready")] == ["/suc-khoe/song", "/suc-khoe/san-sang"]


def test_to_be_alive_asks_the_database_nothing(client):
    """Without the mark of the database this test may not touch it."""
    assert client.get(reverse("alive")).text == "ok\n"


@pytest.mark.usefixtures("well_kept")
def test_a_well_kept_server_is_ready(client):
    response = ready(client)

    assert response.status_code == 200
    assert response.text.count("✔") == len(response.text.splitlines()) == 7


@pytest.mark.django_db
def test_a_server_that_was_never_backed_up_is_not_ready(client):
    response = ready(client)

    assert response.status_code == 503
    assert "✘ Sao lưu: chưa làm lần nào." in response.text


@pytest.mark.usefixtures("well_kept")
@pytest.mark.parametrize(("chore", "name"), [(Chore.BACKUP, "Sao lưu"), (Chore.AUDIT_VERIFY, "Kiểm tra chuỗi nhật ký")])
@pytest.mark.parametrize(("hours", "status"), [(25.9, 200), (26.1, 503)])
def test_a_chore_is_fresh_for_26_hours(client, chore, name, hours, status):
    done(chore, at=timezone.now() - timedelta(hours=hours))
    response = ready(client)

    assert response.status_code == status
    assert (f"✘ {name}" in response.text) == (status == 503)


@pytest.mark.usefixtures("well_kept")
@pytest.mark.parametrize(("free", "status"), [(10, 200), (9, 503)])
def test_a_tenth_of_the_disk_must_be_free(client, monkeypatch, free, status):
    usage = SimpleNamespace(total=100 * GB, free=free * GB)
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda place: usage)

    assert ready(client).status_code == status


@pytest.mark.usefixtures("well_kept")
def test_another_key_is_noticed(client, settings):
    settings.SECRET_KEY = "another" * 10

    assert "✘ Khóa bí mật" in ready(client).text


@pytest.mark.usefixtures("well_kept")
def test_another_ballot_key_is_noticed_while_a_box_holds_ballots(client, settings, school):
    vote, key = make_vote(school), settings.BALLOT_KEY
    settings.BALLOT_KEY = "another" * 10
    assert ready(client).status_code == 200

    settings.BALLOT_KEY = key
    vote.open()
    assert ready(client).status_code == 200
    for other in ("another" * 10, ""):
        settings.BALLOT_KEY = other
        assert "✘ Khóa hòm phiếu" in ready(client).text


@pytest.mark.usefixtures("well_kept")
def test_a_key_changed_in_order_is_known_from_then_on(client, settings):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 10
    settings.SECRET_KEY_FALLBACKS = [old]
    assert ready(client).status_code == 200

    note_key(at=timezone.now())
    settings.SECRET_KEY_FALLBACKS = []

    assert ready(client).status_code == 200
    assert Upkeep.objects.get(chore=Chore.KEY).detail == fingerprint("another" * 10)


@pytest.mark.usefixtures("well_kept")
def test_a_migration_that_was_not_run_is_noticed(client, monkeypatch):
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda executor, targets: [("audit.0009", False)])

    assert "✘ Cấu trúc dữ liệu: còn 1 bước chưa chạy (migrate)." in ready(client).text


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_and_is_no_crash(client, monkeypatch):
    def refuse():
        raise OperationalError("password of the database")

    monkeypatch.setattr(readiness.School.objects, "count", refuse)
    response = ready(client)

    assert response.status_code == 503
    assert "✘ Cơ sở dữ liệu: không trả lời (OperationalError)." in response.text
    assert "password" not in response.text


@pytest.mark.django_db
def test_from_elsewhere_only_the_verdict_is_seen(client, settings):
    settings.TRUSTED_PROXIES = 1

    response = ready(client, **{"X-Forwarded-For": "203.0.113.7"})

    assert (response.status_code, response.text) == (503, "chưa sẵn sàng\n")


@pytest.mark.django_db
def test_nobody_makes_themselves_local(client, settings):
    settings.TRUSTED_PROXIES = 1

    assert "✘" not in ready(client, **{"X-Forwarded-For": "127.0.0.1, 203.0.113.7"}).text


@pytest.mark.django_db
def test_the_verified_chain_is_remembered(capsys):
    call_command("audit_verify")

    assert Upkeep.objects.get().chore == Chore.AUDIT_VERIFY
