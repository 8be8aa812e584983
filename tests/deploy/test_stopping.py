"""gunicorn with our own file, told to stop while it answers: what has begun is answered, nothing new is taken."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "docs" / "deploy"
PATIENCE = 30  # seconds


@pytest.fixture
def port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def server(port, tmp_path):
    """Serves tests/deploy/slow.py as docs/deploy/gunicorn.conf.py says, but for the address."""
    command = [sys.executable, "-m", "gunicorn", "thiduakt.wsgi", "--bind", f"127.0.0.1:{port}"]
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.deploy.slowly_served", "MEDIA_ROOT": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
    }  # fmt: skip
    with subprocess.Popen([*command, "--config", FOLDER / "gunicorn.conf.py"], env=environment) as process:
        try:
            wait_for(lambda: answers(port))
            yield process
        finally:
            process.kill()


def wait_for(is_there):
    until = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < until
        time.sleep(0.05)


def answers(port):
    try:
        get(port, "/khong-co/")
    except OSError:
        return False
    return True


def get(port, address):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", address, headers={"Host": "localhost"})
    return connection.getresponse()


@pytest.mark.parametrize(
    ("told_to", "is_answered"), [(signal.SIGTERM, True), (signal.SIGQUIT, False)], ids=["in order", "at once"]
)
def test_what_has_begun_is_answered_before_the_server_stops_in_order(server, port, tmp_path, told_to, is_answered):
    told = []

    def ask():
        with contextlib.suppress(OSError, http.client.HTTPException):
            told.append(get(port, "/cham/").read().decode())

    asking = threading.Thread(target=ask)
    asking.start()
    wait_for((tmp_path / "begun").exists)

    server.send_signal(told_to)
    server.wait(PATIENCE)
    asking.join(PATIENCE)

    assert (told == ["Đã xong."]) is is_answered
    assert server.returncode == 0
    assert not answers(port)
