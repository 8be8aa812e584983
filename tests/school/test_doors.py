"""There is no other way in: no reset by mail (T43), no password that somebody could know beforehand (T46)."""

import re

import pytest
from django.conf import settings as written
from django.core.management import call_command
from django.urls import get_resolver

from tests.factories.school import UserFactory
from tests.school.signing_in import LOGIN, said, sign_in
from thiduakt.home import demo
from thiduakt.routes import routes
from thiduakt.school.checks import no_demo_account_in_production
from thiduakt.school.models import User

FOUNDED = (
    "found_school", "--code", "mnad", "--name", "Trường Mầm non Ánh Dương", "--level", "KINDERGARTEN", "--parent", "UBND",
    "--issuer", "TRƯỜNG MẦM NON ÁNH DƯƠNG", "--place", "Việt Hưng", "--office-code", "MNAD",
    "--principal", "Nguyễn Thị Ánh", "nữ", "hieutruong", "--technician", "Lê Văn Đức", "nam", "quantri",
)  # fmt: skip


def test_nobody_resets_a_password_without_being_signed_in():
    open_to_all = {path for path, view in routes(get_resolver().url_patterns) if not getattr(view, "login_required", True)}

    assert not [path for path in open_to_all if "mat-khau" in path or "reset" in path]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "testserver.evil.example", "testserver@evil.example"])
def test_a_request_that_names_another_host_is_refused(client, db, host):
    assert client.get(LOGIN, HTTP_HOST=host).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_HOST", "HTTP_X_HOST", "HTTP_FORWARDED"])
def test_a_header_that_names_another_host_is_believed_by_no_slip(client, technician, teacher, header):
    client.force_login(technician)

    page = said(client.post(f"/nha-truong/tai-khoan/{teacher.person_id}/dat-lai-mat-khau/", **{header: "evil.example"}))

    assert "Phiếu tài khoản" in page
    assert "evil.example" not in page
    assert "http://testserver/" in page


def test_the_login_page_tells_whom_to_ask(client, db):
    assert "báo người quản trị kỹ thuật của trường để được đặt lại" in said(client.get(LOGIN))


def test_a_new_school_starts_with_passwords_that_nobody_knew(db, capsys):
    call_command(*FOUNDED)
    printed = capsys.readouterr().out

    passwords = re.findall(r"[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}", printed)
    assert len(set(passwords)) == 2
    for user in User.objects.all():
        assert user.must_change_password
        assert not any(user.check_password(known) for known in written_passwords())


def written_passwords():
    """Everything in the documentation and the sample data that could be a password."""
    places = [written.BASE_DIR / "README.md", *(written.BASE_DIR / "docs").glob("*.md"), *demo.FOLDER.glob("*.json")]
    words = set().union(*(set(re.findall(r"[\w.@!-]{8,}", place.read_text())) for place in places))
    assert demo.PASSWORD in words
    return sorted(words)


def test_no_password_stands_in_the_sample_data():
    """Neither one to read nor one hashed: accounts of the demo get theirs when they are made, marked as such."""
    for place in (written.BASE_DIR / "fixtures").rglob("*.json"):
        assert not re.search(r'"password"|argon2|pbkdf2|thi-dua-giang-bien', place.read_text()), place


@pytest.mark.django_db
def test_production_refuses_to_start_beside_an_account_of_the_demo(settings):
    user = UserFactory()
    settings.IS_PRODUCTION = True
    assert no_demo_account_in_production(None, databases=["default"]) == []
    User.objects.filter(pk=user.pk).update(is_demo=True)

    (error,) = no_demo_account_in_production(None, databases=["default"])
    assert error.id == "school.E001"


def test_an_empty_school_lets_nobody_in(client, db):
    for username in ("admin", "root", "quantri", "hieutruong", "test"):
        for password in ("admin", "password", "123456", demo.PASSWORD, ""):
            assert sign_in(client, username, password).status_code == 200
