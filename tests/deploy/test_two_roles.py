"""docs/deploy/postgresql.sql on a server of its own: what the daily role may, and what only the owner may."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from tests.postgres import temporary_server

FOLDER: Path = settings.BASE_DIR / "docs" / "deploy"


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return str(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def address(media):
    """Where a server stands whose roles and database were made by our file."""
    with temporary_server() as url:
        host = url.split("@/", 1)[1].rsplit("/", 1)[0]
        tell(host, "postgres", "DROP DATABASE thiduakt")
        script(host, "postgres", "postgresql.sql", "-v", "owner_password=mot", "-v", "app_password=hai")
        manage(host, "thiduakt_owner", "migrate", "-v0")
        script(host, "thiduakt", "postgresql-audit.sql")
        manage(host, "thiduakt_app", "load_demo", MEDIA_ROOT=media)
        yield host


def tell(host, database, words, user="postgres"):
    connection = psycopg2.connect(host=host, user=user, dbname=database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(words)
    connection.close()


def script(host, database, name, *variables):
    command = ["psql", "-q", "-v", "ON_ERROR_STOP=1", *variables, "-h", host, "-U", "postgres", "-d", database]
    subprocess.run([*command, "-f", str(FOLDER / name)], check=True, capture_output=True, text=True)


def manage(host, user, *arguments, **environment):
    environment = {**os.environ, "DATABASE_URL": f"postgresql://{user}@/{host}/thiduakt", **environment}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True, timeout=120
    )


FORBIDDEN = {
    "the log is not changed": "UPDATE audit_auditevent SET reason = ''",
    "the log is not deleted": "DELETE FROM audit_auditevent",
    "the log is not emptied": "TRUNCATE audit_auditevent",
    "no trigger is taken away": "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    "no table is made": "CREATE TABLE x (y int)",
    "no table is dropped": "DROP TABLE audit_securityevent",
    "no database is made": "CREATE DATABASE x",
}


@pytest.mark.parametrize("words", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_daily_role_may_not(address, words):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        tell(address, "thiduakt", words, user="thiduakt_app")


def test_the_daily_role_runs_the_school(address):
    assert "nguyên vẹn" in manage(address, "thiduakt_app", "audit_verify").stdout


def test_the_owner_backs_up_and_restores_and_the_daily_role_goes_on(address, media, tmp_path):
    (tmp_path / "password").write_text("mat-khau-sao-luu-cua-truong")
    places = {
        "MEDIA_ROOT": media, "BACKUP_ROOT": str(tmp_path / "backup"),
        "BACKUP_PASSWORD_FILE": str(tmp_path / "password"),
    }  # fmt: skip
    manage(address, "thiduakt_owner", "backup", **places)
    (name,) = [path.name for path in (tmp_path / "backup").iterdir() if (path / "manifest").exists()]
    restoring = (
        "import django; django.setup(); from django.utils import timezone;"
        f"from thiduakt.home.upkeep.restore import restore; restore('{name}', at=timezone.now())"
    )
    environment = {
        **os.environ, **places, "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"postgresql://thiduakt_owner@/{address}/thiduakt",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", restoring], env=environment, cwd=settings.BASE_DIR, check=True)

    assert "nguyên vẹn" in manage(address, "thiduakt_app", "audit_verify").stdout
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        tell(address, "thiduakt", FORBIDDEN["the log is not deleted"], user="thiduakt_app")
