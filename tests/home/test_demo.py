import io
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from campaigns.plans.models import Plan
from tests.factories.school import UserFactory
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Consultation
from thiduakt.files.storage import store, stored
from thiduakt.home import demo
from thiduakt.permissions import Role
from thiduakt.school.models import School, User

pytestmark = pytest.mark.django_db


def load_demo(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def test_the_demo_school_has_the_plan_of_2023_as_a_draft():
    load_demo()

    plan = Plan.objects.get(year=2023)
    assert plan.document.state == DocumentState.DRAFT
    assert plan.document.signer.full_name == "Hoàng Thị Phương"
    assert str(plan.school_year) == "2022–2023"


def test_a_second_plan_is_being_consulted_on_with_one_comment_answered_and_one_not():
    load_demo()

    consultation = Consultation.objects.get()
    assert consultation.document.state == DocumentState.CONSULTING
    assert sorted(consultation.comments.values_list("state", flat=True)) == ["TAKEN", "WAITING"]
    assert consultation.readers.filter(read_at__isnull=False).count() == 3


def test_there_is_an_account_for_each_of_the_thirteen_roles(at):
    load_demo()

    held = set().union(*(user.roles_on(at.date()) for user in User.objects.filter(is_demo=True)))
    assert held == set(Role)


def test_the_printed_accounts_open_the_demo():
    printed = load_demo()

    for username, name, _ in demo.accounts():
        assert username in printed
        assert name in printed
    assert User.objects.get(username="hieutruong").check_password(demo.PASSWORD)


def test_a_second_run_keeps_what_is_there():
    load_demo()
    Plan.objects.update(source_text="đã sửa")

    load_demo("--if-empty")

    assert Plan.objects.get(year=2023).source_text == "đã sửa"


def test_data_is_not_loaded_twice_by_accident():
    load_demo()

    with pytest.raises(CommandError, match="--reset"):
        load_demo()


def test_a_real_school_is_never_overwritten():
    UserFactory()

    with pytest.raises(CommandError, match="tài khoản thật"):
        load_demo("--reset")

    assert School.objects.count() == 1


def test_an_account_opened_in_the_demo_hinders_nobody():
    load_demo()
    UserFactory(school=School.objects.get(code="mngb"))

    assert "hieutruong" in load_demo("--if-empty")


def test_production_takes_no_demo_data(monkeypatch):
    monkeypatch.setattr(settings, "IS_PRODUCTION", True)

    with pytest.raises(CommandError, match="production"):
        load_demo()


@pytest.mark.django_db(transaction=True)
def test_reset_leaves_nothing_of_what_was_tried_although_nothing_can_be_deleted(client, settings):
    """One reset for all that must be gone: it takes down and sets up every table, the dearest thing a test can ask for."""
    load_demo()
    Plan.objects.update(source_text="đã sửa")
    own = UserFactory(school=School.objects.get(code="mngb"))
    for _ in range(6):
        client.post(reverse("login"), {"username": "hieutruong", "password": "sai"})
    given = {"username": "hieutruong", "password": demo.PASSWORD}
    assert client.post(reverse("login"), given).status_code == 200
    for folder in ("issued", "signed", "catalog"):
        store(b"of the demo", folder=folder)
    (settings.PICTURES_ROOT / "1").mkdir(parents=True)

    assert "hieutruong" in load_demo("--reset")

    assert Plan.objects.get(year=2023).source_text != "đã sửa"
    assert not User.objects.filter(username=own.username).exists()
    assert client.post(reverse("login"), given).status_code == 302
    assert sha256(b"of the demo").hexdigest() not in {digest for _, digest in stored()}
    assert not settings.PICTURES_ROOT.exists()
