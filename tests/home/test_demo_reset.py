"""The demo taken away, and loaded anew: where no demo lasts for the whole module."""

from hashlib import sha256

import pytest
from django.core.management import CommandError
from django.urls import reverse

from campaigns.plans.models import Plan
from tests.factories.school import UserFactory
from tests.home.test_demo import load_demo
from thiduakt.files.storage import store, stored
from thiduakt.home import demo
from thiduakt.school.models import School, User


@pytest.mark.django_db
def test_a_real_school_is_never_overwritten():
    UserFactory()

    with pytest.raises(CommandError, match="tài khoản thật"):
        load_demo("--reset")

    assert School.objects.count() == 1


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
