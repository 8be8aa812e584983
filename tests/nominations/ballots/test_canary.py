"""A choice that was cast is looked for wherever a server keeps something: it lies nowhere but sealed in the box.

The canary is the name of the person on the only line, which no other text holds, and what was said of them: the fields and
the values of the form as they were sent.
"""

import logging
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.views.debug import ExceptionReporter

from nominations.ballots.services import voting
from tests.factories.ballots import make_vote
from tests.factories.school import PASSWORD, SchoolFactory
from thiduakt.audit.models import AuditEvent, SecurityEvent
from thiduakt.home.upkeep.backup import make_backup
from thiduakt.home.upkeep.sealed import unseal
from thiduakt.logs import JsonLines, NothingTyped

pytestmark = pytest.mark.django_db(transaction=True)

CHOICE = "line-0=1"  # as a form sends it
FIELD = "line-0"


@pytest.fixture
def vote(settings, tmp_path):
    settings.BACKUP_ROOT = tmp_path / "backup"
    settings.BACKUP_PASSWORD_FILE = str(tmp_path / "password")
    Path(settings.BACKUP_PASSWORD_FILE).write_text("mat-khau-sao-luu-cua-truong")
    vote = make_vote(SchoolFactory())
    vote.open()
    return vote


def browser(vote) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(vote.electors[3])
    return client


def every_cell() -> str:
    """All that the database holds, bytes as they are."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            told += [repr(bytes(cell) if isinstance(cell, memoryview) else cell) for row in cursor for cell in row]
    return "\n".join(told)


def casts(vote) -> Client:
    client = browser(vote)
    said = {"line-0": 1, "line-1": 0}
    review = client.post(reverse("ballots:card", args=[vote.poll.pk]), {**said, "password": PASSWORD})
    (form,) = [one for one in lxml.html.fromstring(review.content).forms if "proof" in one.fields]
    answer = client.post(reverse("ballots:cast", args=[vote.poll.pk]), {**said, "proof": form.fields["proof"]})
    assert "Phiếu đã vào hòm." in answer.content.decode()
    return client


def test_no_log_event_session_or_cell_holds_a_choice(vote, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        client = casts(vote)

    lines = "\n".join(JsonLines().format(record) for record in caplog.records)
    events = " ".join(str(vars(one)) for model in (AuditEvent, SecurityEvent) for one in model.objects.all())
    sessions = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    for kept in (lines, events, sessions, str(client.cookies), every_cell()):
        assert FIELD not in kept
        assert CHOICE not in kept


def test_no_address_holds_a_choice(vote) -> None:
    """No form of these pages goes by GET, and none of their links carries what was chosen."""
    said = {"line-0": 1, "line-1": 0, "password": PASSWORD}
    card = browser(vote).post(reverse("ballots:card", args=[vote.poll.pk]), said)
    page = lxml.html.fromstring(card.content)
    (form,) = [one for one in page.forms if FIELD in one.fields]
    assert (form.method, form.action) == ("POST", reverse("ballots:cast", args=[vote.poll.pk]))
    assert not [link for _, _, link, _ in page.iterlinks() if FIELD in link]


def test_a_report_of_an_error_while_casting_holds_no_choice(vote, caplog, monkeypatch) -> None:
    reports = []

    def breaks(*args, **kwargs):
        error = RuntimeError()
        reports.append(error)
        raise error

    monkeypatch.setattr(voting, "seal", breaks)
    client = browser(vote)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse("ballots:cast", args=[vote.poll.pk]), {"line-0": 1, "line-1": 0, "password": PASSWORD})
    assert answer.status_code == 500

    request = answer.wsgi_request
    request.exception_reporter_filter = NothingTyped()
    report = ExceptionReporter(request, RuntimeError, reports[0], reports[0].__traceback__)
    lines = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert "RuntimeError" in lines
    for kept in (lines, answer.content.decode(), report.get_traceback_text(), *(one.body for one in mail.outbox)):
        assert CHOICE not in kept
        assert "Choice.AGREE" not in kept
        assert PASSWORD not in kept
    assert "line-0 = '********************'" in report.get_traceback_text()
    assert vote.reread().box_count == 0


def test_a_backup_holds_neither_a_choice_nor_a_key_of_the_server(vote, settings) -> None:
    casts(vote)
    make_backup(timezone.now())
    held = b"".join(
        b"".join(unseal(path)) for path in settings.BACKUP_ROOT.rglob("*") if path.is_file() and path.name != "salt"
    )
    assert held
    for secret in (CHOICE, FIELD, django_settings.BALLOT_KEY):
        assert secret.encode() not in held


def test_the_canary_would_be_seen(vote) -> None:
    """A session that keeps what was posted is what these tests are there to find."""
    client = casts(vote)
    session = client.session
    session["kept"] = {FIELD: "1"}
    session.save()
    assert FIELD in " ".join(str(one.get_decoded()) for one in Session.objects.all())
