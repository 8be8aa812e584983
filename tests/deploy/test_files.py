"""The example files of docs/deploy: their own programs read them where this machine has them; they fit the settings."""

import re
import runpy
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import reverse

FOLDER: Path = settings.BASE_DIR / "docs" / "deploy"
UNITS = sorted(path.name for path in (*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")))


class Repeated(dict):
    """systemd lets a name stand several times."""

    def __setitem__(self, key, value):
        if key in self and isinstance(value, list):
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


def unit(name):
    parser = RawConfigParser(strict=False, dict_type=Repeated, interpolation=None)
    parser.optionxform = str
    parser.read(FOLDER / name)
    return parser


@pytest.mark.parametrize("name", UNITS)
def test_systemd_reads_the_unit(name):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not on this machine")
    result = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(FOLDER / name)], capture_output=True, text=True, check=False
    )
    # The programs they start are not installed where this test runs.
    faults = [
        line for line in result.stderr.splitlines() if "is not executable" not in line and "Cannot add dep" not in line
    ]

    assert faults == []


def test_the_nightly_chores_are_commands_that_exist():
    text = (FOLDER / "thiduakt-nightly.service").read_text()

    chores = re.findall(r"manage\.py (\w+)", text)
    assert chores == [
        "audit_verify",
        "backup",
        "clear_security_log",
        "clearsessions",
        "clear_print_files",
        "remind_targets",
        "shred_ballots",
    ]
    assert set(chores) <= set(get_commands())


def test_the_service_stops_after_its_requests_have_ended():
    service, server = unit("thiduakt.service")["Service"], runpy.run_path(str(FOLDER / "gunicorn.conf.py"))

    assert int("".join(service["TimeoutStopSec"])) > server["graceful_timeout"]
    assert server["worker_class"] == "sync"
    assert server["workers"] >= 2
    assert server["accesslog"] is None  # it would write addresses with what was searched for


def test_nginx_leaves_room_for_the_largest_file_and_hands_on_what_we_read():
    text = (FOLDER / "nginx.conf").read_text()

    assert text.count("{") == text.count("}")
    assert "client_max_body_size 64m;" in text
    for header in ("Host $host", "X-Forwarded-Proto $scheme", "X-Forwarded-For $remote_addr", "X-Request-ID $request_id"):
        assert f"proxy_set_header {header};" in text
    assert "$request_body" not in text
    assert "~^/bo-phieu/ 0;" in text  # who voted when is nobody's business
    assert "$args" not in text
    assert "$request_uri" not in text.split("log_format")[1].split(";")[0]
    assert reverse("ready").startswith("/suc-khoe/")


def test_nginx_reads_its_file(tmp_path):
    if not shutil.which("nginx"):
        pytest.skip("nginx is not on this machine")
    site = re.sub(r"ssl_certificate.*\n", "", (FOLDER / "nginx.conf").read_text()).replace("443 ssl", "4443")
    (tmp_path / "nginx.conf").write_text(f"events {{}}\nhttp {{\n{site}\n}}")
    subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], check=True)


def test_the_example_of_the_environment_names_what_the_settings_read():
    names = [line.split("=")[0] for line in (FOLDER / "env.example").read_text().splitlines()]
    known = (settings.BASE_DIR / "thiduakt" / "settings.py").read_text()

    assert [name for name in names if f'"{name}"' not in known] == []


def test_every_file_is_spoken_of():
    told = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    names = {path.name for path in FOLDER.iterdir() if path.is_file()} - {"env.example"}

    assert [name for name in sorted(names) if name not in told and f"`{Path(name).suffix}`" not in told] == []


def test_connections_are_kept_and_asked_before_use():
    from thiduakt.database import connection_options

    options = connection_options("django.db.backends.postgresql")
    assert (options["CONN_MAX_AGE"], options["CONN_HEALTH_CHECKS"]) == (60, True)
