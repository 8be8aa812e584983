"""What production refuses to start with. Each case is a process of its own: settings are read once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.migrated import a_copy

GOOD = {
    "THIDUAKT_MODE": "production",
    "ALLOWED_HOSTS": "thidua.example",
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "thiduakt.settings",
}


def start(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python with the environment of a well configured server, but for the `changes`; None takes a name away."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {name: value for name, value in {**kept, **GOOD, **changes}.items() if value is not None}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def read_settings(**changes: str | None) -> subprocess.CompletedProcess[str]:
    return start("-c", "import thiduakt.settings", **changes)


@pytest.fixture
def key(tmp_path: Path) -> str:
    path = tmp_path / "key"
    path.write_text("k3" * 25 + "\n")
    return str(path)


def test_production_starts_with_a_key_and_a_host(key):
    assert read_settings(SECRET_KEY_FILE=key).returncode == 0


def test_a_key_that_was_replaced_stands_on_the_next_line(tmp_path):
    path = tmp_path / "keys"
    path.write_text("n3" * 25 + "\n" + "k3" * 25 + "\n")

    told = start("-c", "from thiduakt.settings import *; print(SECRET_KEY, SECRET_KEY_FALLBACKS)", SECRET_KEY_FILE=str(path))

    assert told.stdout == f"{'n3' * 25} ['{'k3' * 25}']\n"


def test_cookies_of_production_belong_to_this_host_and_to_no_script(key):
    names = "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_NAME CSRF_COOKIE_SECURE"
    told = start("-c", f"from thiduakt.settings import *; print({', '.join(names.split())})", SECRET_KEY_FILE=key)

    assert told.stdout == "__Host-phien True True __Host-csrf True\n"


@pytest.mark.parametrize(("mode", "enforced"), [("production", "True"), ("demo", "False"), ("test", "False")])
def test_the_second_factor_is_put_off_nowhere_but_where_one_tries(key, mode, enforced):
    told = start(
        "-c", "from thiduakt.settings import *; print(SECOND_FACTOR_ENFORCED)", SECRET_KEY_FILE=key, THIDUAKT_MODE=mode
    )

    assert told.stdout == f"{enforced}\n"


def test_production_is_what_an_empty_environment_means(key):
    started = read_settings(SECRET_KEY_FILE=key, THIDUAKT_MODE=None, ALLOWED_HOSTS=None)

    assert "Chưa có ALLOWED_HOSTS" in started.stderr


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"SECRET_KEY_FILE": None}, "Chưa có SECRET_KEY_FILE"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "Chưa có SECRET_KEY_FILE"),
        ({"ALLOWED_HOSTS": None}, "Chưa có ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "DEBUG không được bật"),
        ({"THIDUAKT_MODE": "prodution"}, "THIDUAKT_MODE phải là"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_production_refuses_to_start_half_configured(key, changes, refusal):
    started = read_settings(**{"SECRET_KEY_FILE": key, **changes})

    assert started.returncode != 0
    assert refusal in started.stderr


def test_production_refuses_a_key_of_49_characters(tmp_path):
    short = tmp_path / "key"
    short.write_text("k" * 49 + "\n")

    started = read_settings(SECRET_KEY_FILE=str(short))

    assert started.returncode != 0
    assert "quá ngắn" in started.stderr


def test_the_key_of_demo_and_tests_never_reaches_production(key):
    printed = start("-c", "import thiduakt.settings as s; print(s.SECRET_KEY)", SECRET_KEY_FILE=key)

    assert printed.stdout.strip() == "k3" * 25


def test_djangos_own_deployment_check_finds_nothing(tmp_path):
    path = tmp_path / "key"
    path.write_text("aB3$xZ9!kQ7@mN5%pL1&rT8*vW2(yU4)hG6-jF0_dS" * 2)

    checked = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY_FILE=str(path))

    assert checked.returncode == 0, checked.stderr


@pytest.fixture
def demo_database(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, key: str) -> dict[str, str]:
    """The environment of a server whose database was filled by the demo."""
    environment = {"DATABASE_URL": a_copy(tmp_path_factory, "demo"), "MEDIA_ROOT": str(tmp_path)}
    assert start("manage.py", "load_demo", THIDUAKT_MODE="demo", **environment).returncode == 0
    return {**environment, "SECRET_KEY_FILE": key}


def test_the_server_refuses_to_start_beside_a_demo_account(demo_database):
    started = start("-c", "import thiduakt.wsgi", **demo_database)

    assert "tài khoản dùng thử" in started.stderr
    assert started.returncode != 0


def test_the_server_starts_once_the_demo_accounts_are_closed(demo_database):
    close = (
        "from thiduakt.wsgi import application; from thiduakt.school.models import User; "
        "User.objects.update(is_active=False)"
    )
    assert start("-c", close, THIDUAKT_MODE="demo", **demo_database).returncode == 0

    assert start("-c", "import thiduakt.wsgi", **demo_database).returncode == 0


def test_a_command_says_in_one_line_what_is_not_configured():
    refused = start("manage.py", "migrate", SECRET_KEY_FILE=None)

    assert refused.returncode == 1
    assert refused.stderr.startswith("Chưa có SECRET_KEY_FILE")
    assert len(refused.stderr.splitlines()) == 1
