import io

import pytest
from django.core.management import CommandError, call_command

from thiduakt.audit.chain import breaks
from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead, School, User

pytestmark = pytest.mark.django_db

ARGUMENTS = (
    *("--code", "mnad", "--name", "Trường Mầm non Ánh Dương", "--level", "KINDERGARTEN"),
    *("--parent", "ỦY BAN NHÂN DÂN", "--parent", "PHƯỜNG VIỆT HƯNG", "--issuer", "TRƯỜNG MẦM NON ÁNH DƯƠNG"),
    *("--place", "Việt Hưng", "--office-code", "MNAD", "--since", "2025-07-01"),
    *("--principal", "Nguyễn Thị Ánh", "nữ", "Hieu Truong", "--technician", "Lê Văn Đức", "nam", "quantri"),
)


def found(*arguments: str) -> str:
    out = io.StringIO()
    call_command("found_school", *arguments, stdout=out)
    return out.getvalue()


def test_a_school_starts_with_a_principal_and_a_technician(at):
    found(*ARGUMENTS)

    roles = {user.username: user.roles_on(at.date().replace(year=2026)) for user in User.objects.all()}
    assert roles == {"hieutruong": {Role.PRINCIPAL, Role.TEACHER}, "quantri": {Role.TECHNICIAN, Role.TEACHER}}
    assert Letterhead.objects.get().parent_lines == "ỦY BAN NHÂN DÂN\nPHƯỜNG VIỆT HƯNG"
    assert list(breaks()) == []


def test_the_printed_passwords_open_the_accounts_and_must_be_changed():
    printed = found(*ARGUMENTS)

    for user in User.objects.all():
        password = next(line.split()[1] for line in printed.splitlines() if line.split()[0] == user.username)
        assert user.check_password(password)
        assert user.must_change_password
        assert not user.is_demo


def test_a_code_is_given_once():
    found(*ARGUMENTS)

    with pytest.raises(CommandError, match="đã tồn tại"):
        found(*ARGUMENTS)

    assert School.objects.count() == 1


def test_a_gender_is_told_in_vietnamese():
    with pytest.raises(CommandError, match="nữ hoặc nam"):
        found(*ARGUMENTS, "--principal", "Nguyễn Thị Ánh", "f", "hieutruong")
