import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from campaigns.plans.models import Plan
from tests.factories.school import UserFactory
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Consultation
from thiduakt.home import demo
from thiduakt.permissions import Role
from thiduakt.school.models import School, User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def load_demo(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(lasting) -> str:
    """What the command prints; the demo is loaded once for all who ask."""
    return load_demo()


def test_the_demo_school_has_the_plan_of_2023_as_a_draft(printed):
    plan = Plan.objects.get(year=2023)
    assert plan.document.state == DocumentState.DRAFT
    assert plan.document.signer.full_name == "Hoàng Thị Phương"
    assert str(plan.school_year) == "2022–2023"


def test_a_second_plan_is_being_consulted_on_with_one_comment_answered_and_one_not(printed):
    consultation = Consultation.objects.get()
    assert consultation.document.state == DocumentState.CONSULTING
    assert sorted(consultation.comments.values_list("state", flat=True)) == ["TAKEN", "WAITING"]
    assert consultation.readers.filter(read_at__isnull=False).count() == 3


def test_there_is_an_account_for_each_of_the_thirteen_roles(printed, at):
    held = set().union(*(user.roles_on(at.date()) for user in User.objects.filter(is_demo=True)))
    assert held == set(Role)


def test_the_printed_accounts_open_the_demo(printed):
    for username, name, _ in demo.accounts():
        assert username in printed
        assert name in printed
    assert User.objects.get(username="hieutruong").check_password(demo.PASSWORD)


def test_a_second_run_keeps_what_is_there(printed):
    Plan.objects.update(source_text="đã sửa")

    load_demo("--if-empty")

    assert Plan.objects.get(year=2023).source_text == "đã sửa"


def test_data_is_not_loaded_twice_by_accident(printed):
    with pytest.raises(CommandError, match="--reset"):
        load_demo()


def test_an_account_opened_in_the_demo_hinders_nobody(printed):
    UserFactory(school=School.objects.get(code="mngb"))

    assert "hieutruong" in load_demo("--if-empty")


def test_production_takes_no_demo_data(monkeypatch):
    monkeypatch.setattr(settings, "IS_PRODUCTION", True)

    with pytest.raises(CommandError, match="production"):
        load_demo()
