"""The log: one line for each request, that names nobody and repeats nothing of what was typed."""

import json
import logging
import sys

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.school import PASSWORD
from thiduakt.logs import JsonLines, NothingTyped, PlainLines
from thiduakt.tracing import RequestLog, current, pseudonym


class Lines(logging.Handler):
    """Formats while the request lasts, as a handler of the server does."""

    def __init__(self, formatter):
        super().__init__()
        self.setFormatter(formatter)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def lines():
    handler, logger = Lines(JsonLines()), logging.getLogger("thiduakt.request")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler.lines
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.django_db
def test_a_request_leaves_one_line(client, principal, lines):
    client.force_login(principal)
    lines.clear()

    client.get(reverse("school:person_list"), {"q": "Đỗ Thị Đào"})

    told = json.loads(lines[-1])
    assert len(lines) == 1
    assert (told["route"], told["method"], told["status"]) == ("school:person_list", "GET", 200)
    assert told["user"] == pseudonym(principal.pk)
    assert told["roles"] == ["CT", "HT"]
    assert told["queries"] > 3
    assert told["ms"] >= told["db_ms"] >= 0
    assert told["time"][-6:] == "+07:00"


@pytest.mark.django_db
def test_the_line_holds_no_name_no_address_and_nothing_typed(client, principal, lines):
    client.force_login(principal)
    client.get(reverse("school:person_list"), {"q": "Đỗ Thị Đào"})
    client.post(reverse("login"), {"username": "phuonght", "password": PASSWORD})
    client.get("/khong-co/Đỗ-Thị-Đào/\r\nlevel=ERROR")

    said = "".join(lines)
    for secret in ("Đào", "Phương", principal.username, "phuonght", PASSWORD, "q=", "vien-chuc", "khong-co"):
        assert secret not in said
    assert all(json.loads(line)["event"] == "request" for line in lines)


@pytest.mark.django_db
def test_the_id_of_a_request_is_taken_and_given_back(client, lines):
    answer = client.get(reverse("login"), headers={"X-Request-ID": "a1b2c3d4-e5"})

    assert answer["X-Request-ID"] == json.loads(lines[-1])["request_id"] == "a1b2c3d4-e5"


@pytest.mark.parametrize("given", ["", "ngắn", "x" * 65, "a1b2c3d4\r\nSet-Cookie: x", "<script>12345"])
def test_an_id_that_could_be_anything_is_not_taken(given):
    request = RequestFactory().get("/", headers={"X-Request-ID": given} if given else {})
    answer = RequestLog(lambda request: HttpResponse(current().request_id))(request)

    assert answer["X-Request-ID"] == answer.content.decode() != given
    assert len(answer["X-Request-ID"]) == 32


def test_a_name_of_a_site_that_is_not_ours_is_told_without_the_name(client, django_logs):
    client.get("/suc-khoe/song", headers={"Host": "evil.example"})

    (told,) = map(json.loads, django_logs)
    assert (told["logger"], told["event"]) == ("django.security.DisallowedHost", "request")
    assert "evil" not in "".join(django_logs)


def test_a_form_without_its_token_is_told_by_the_reason(django_logs):
    Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "phuonght"})

    (told,) = map(json.loads, django_logs)
    assert (told["logger"], told["event"]) == ("django.security.csrf", "CSRF cookie not set.")


@pytest.fixture
def django_logs():
    handler, logger = Lines(JsonLines()), logging.getLogger("django.security")
    logger.addHandler(handler)
    yield handler.lines
    logger.removeHandler(handler)


def test_outside_of_a_request_there_is_no_id():
    assert current().request_id == ""


def test_an_exception_is_told_by_its_kind_and_its_way_only():
    told = json.loads(JsonLines().format(record_of_a_crash()))

    assert told["exception"][0] == "ValueError"
    assert "crash" in told["exception"][-1]
    assert "Đỗ Thị Đào" not in json.dumps(told, ensure_ascii=False)


def test_a_person_reads_a_plain_line_and_the_whole_trace():
    line = PlainLines().format(record_of_a_crash())

    assert line.splitlines()[0].endswith("ERROR hỏng logger=thử")
    assert "Traceback" in line


def record_of_a_crash() -> logging.LogRecord:
    try:
        crash()
    except ValueError:
        return logging.LogRecord("thử", logging.ERROR, __file__, 1, "hỏng", None, sys.exc_info())
    raise AssertionError


def crash():
    raise ValueError("Đỗ Thị Đào")


def test_a_report_of_an_error_holds_nothing_typed():
    request = RequestFactory().post("/", {"subject": "Đỗ Thị Đào", "password": PASSWORD})
    report = NothingTyped()

    assert set(report.get_post_parameters(request).values()) == {report.cleansed_substitute}
    frame = sys._getframe()
    assert {value for _, value in report.get_traceback_frame_variables(request, frame)} == {report.cleansed_substitute}
