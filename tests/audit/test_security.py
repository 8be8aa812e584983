"""The security log is written wherever something concerns the doors, and forgets after twelve months."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from tests.factories.school import PASSWORD
from thiduakt.audit.models import SecurityEvent, SecurityKind
from thiduakt.audit.security import security_event

pytestmark = pytest.mark.django_db


def events(kind):
    return SecurityEvent.objects.filter(kind=kind)


def test_an_event_names_the_account_and_its_school(teacher, at):
    security_event("sign_in", user=teacher, address="203.0.113.7", at=at, detail="Chrome trên máy Windows")

    event = SecurityEvent.objects.get()
    assert (event.school_id, event.user_id, event.user_name) == (teacher.school_id, teacher.pk, "Đỗ Thị Đào")
    assert (event.address, event.detail, event.at) == ("203.0.113.7", "Chrome trên máy Windows", at)


def test_an_unknown_kind_is_refused(teacher, at):
    with pytest.raises(ValueError, match="khong_biet"):
        security_event("khong_biet", user=teacher, at=at)
    with pytest.raises(IntegrityError):
        SecurityEvent.objects.create(at=at, kind="khong_biet")


def test_every_kind_fits_its_column():
    assert max(len(kind) for kind in SecurityKind.values) <= 30


def test_a_refusal_is_told_with_the_rule_that_was_asked(client, teacher):
    client.force_login(teacher)

    client.get(reverse("school:account_list"), headers={"X-Request-ID": "thu-12345678"})

    event = events("denied").get()
    assert (event.user_id, event.detail, event.request_id) == (teacher.pk, "account.view", "thu-12345678")
    assert event.address == "127.0.0.1"


def test_a_list_that_leaves_is_told(client, principal):
    client.force_login(principal)

    client.get(reverse("school:person_excel"))

    assert events("exported").get().detail == "staff.view"


def test_a_page_that_may_be_seen_is_not_told(client, principal):
    client.force_login(principal)
    client.get(reverse("school:person_list"))

    assert not events("denied").exists()


def test_a_wrong_password_is_told_and_what_was_typed_is_not_kept(client, teacher):
    client.post(reverse("login"), {"username": teacher.username, "password": "Sai-mat-khau-99"})
    client.post(reverse("login"), {"username": PASSWORD, "password": "x"})  # the password in the wrong field

    refused = events("sign_in_refused").order_by("pk")
    assert [event.user_id for event in refused] == [teacher.pk, None]
    columns = [field.name for field in SecurityEvent._meta.fields]
    said = str(list(SecurityEvent.objects.values_list(*columns)))
    assert "Sai-mat-khau-99" not in said
    assert PASSWORD not in said


def test_after_twelve_months_the_log_forgets(teacher, capsys):
    now = timezone.now()
    security_event("sign_in", user=teacher, at=now - timedelta(days=367))
    security_event("sign_in", user=teacher, at=now - timedelta(days=365))

    call_command("clear_security_log")

    assert [event.at for event in SecurityEvent.objects.all()] == [now - timedelta(days=365)]
    assert "Đã xóa 1 dòng." in capsys.readouterr().out
