"""Kept files: under their hash, written once, read only while whole; on the disk and where there is no disk alike."""

import hashlib
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from environ import Env

from thiduakt.files.media import media_storage
from thiduakt.files.models import KeptFile
from thiduakt.files.storage import FOLDERS, is_whole, place, read, store, store_file, stored

CONTENT = "Bản ký của Đỗ Thị Đào".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.usefixtures("any_storage")
class TestEverywhere:
    def test_what_is_stored_is_read(self):
        assert store(CONTENT, folder="signed") == SHA256
        assert read("signed", SHA256) == CONTENT

    def test_what_is_too_large_to_hold_is_stored_from_its_file(self, tmp_path):
        path = tmp_path / "bo.zip"
        path.write_bytes(CONTENT)
        assert not is_whole("signed", SHA256)

        assert store_file(path, folder="signed") == SHA256
        assert read("signed", SHA256) == CONTENT
        overwrite(b"x")
        assert not is_whole("signed", SHA256)
        store_file(path, folder="signed")
        assert is_whole("signed", SHA256)

    def test_what_was_never_stored_is_not_there(self):
        assert read("signed", SHA256) is None

    def test_a_changed_file_is_not_read(self):
        store(CONTENT, folder="signed")
        overwrite(b"x")

        assert read("signed", SHA256) is None

    def test_a_changed_file_is_mended_by_storing_it_again(self):
        store(CONTENT, folder="signed")
        overwrite(b"x")
        store(CONTENT, folder="signed")

        assert read("signed", SHA256) == CONTENT

    def test_a_file_stored_twice_is_there_once(self):
        store(CONTENT, folder="signed")
        store(CONTENT, folder="signed")
        store(b"another", folder="catalog")

        assert list(stored()) == [("signed", SHA256), ("catalog", hashlib.sha256(b"another").hexdigest())]

    def test_where_nothing_was_stored_nothing_is_listed(self):
        assert list(stored()) == []


def overwrite(content):
    default_storage.delete(place("signed", SHA256))
    default_storage.save(place("signed", SHA256), ContentFile(content))


def test_a_write_that_is_cut_off_leaves_no_file(media_root, monkeypatch):
    monkeypatch.setattr("os.fsync", cut_off)

    with pytest.raises(OSError, match="cut off"):
        store(CONTENT, folder="signed")

    assert read("signed", SHA256) is None
    assert list(stored()) == []


def cut_off(descriptor):
    raise OSError("cut off")


def test_the_disk_is_what_nothing_else_was_said_of(monkeypatch):
    monkeypatch.delenv("MEDIA_BUCKET", raising=False)

    assert media_storage(Env()) == {"BACKEND": "thiduakt.files.storage.LocalStorage"}


def test_a_bucket_is_reached_with_keys_from_a_file(tmp_path, monkeypatch):
    keys = tmp_path / "keys"
    keys.write_text("KHOA\nBI-MAT\n")
    monkeypatch.setenv("MEDIA_BUCKET", "thidua")
    monkeypatch.setenv("MEDIA_ENDPOINT", "https://s3.example")
    monkeypatch.setenv("MEDIA_KEY_FILE", str(keys))

    options = media_storage(Env())["OPTIONS"]

    assert (options["bucket_name"], options["endpoint_url"]) == ("thidua", "https://s3.example")
    assert (options["access_key"], options["secret_key"]) == ("KHOA", "BI-MAT")


@pytest.mark.parametrize("content", [None, "", "chỉ-một-dòng"])
def test_a_bucket_without_its_keys_does_not_start(content, tmp_path, monkeypatch):
    keys = tmp_path / "keys"
    if content is not None:
        keys.write_text(content)
    monkeypatch.setenv("MEDIA_BUCKET", "thidua")
    monkeypatch.setenv("MEDIA_KEY_FILE", str(keys))

    with pytest.raises(ImproperlyConfigured, match="MEDIA_KEY_FILE"):
        media_storage(Env())


def test_the_s3_storage_can_be_built(tmp_path):
    """Its library is installed, and takes the options we give it."""
    keys = tmp_path / "keys"
    keys.write_text("KHOA\nBI-MAT\n")
    code = (
        "import django; django.setup(); from django.core.files.storage import default_storage as s;"
        "print(s.bucket_name, s.endpoint_url, s.default_acl)"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin", "MEDIA_BUCKET": "thidua",
        "MEDIA_ENDPOINT": "https://s3.example", "MEDIA_KEY_FILE": str(keys),
    }  # fmt: skip
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )

    assert result.stdout.split() == ["thidua", "https://s3.example", "private"]


def test_every_kind_of_kept_file_has_a_folder_of_the_store_to_itself():
    folders = [kind.FOLDER for kind in apps.get_models() if issubclass(kind, KeptFile)]

    assert len(folders) >= 7
    assert len(set(folders)) == len(folders)
    assert set(folders) <= set(FOLDERS)
