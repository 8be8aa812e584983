"""Who is kin: said once, by one of the two, known to both and to nobody else."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tests.factories.contests import kin
from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import Kinship, User, kin_of
from thiduakt.school.services.kinship import declare_kin, withdraw_kin

pytestmark = pytest.mark.django_db
AT = datetime(2023, 9, 10, 2, tzinfo=UTC)
PAGE = "/nha-truong/nguoi-than/"


def test_said_by_one_it_holds_for_both(teacher: User, group_head: User, clerk: User) -> None:
    declare_kin(group_head.person, relation="  chị   ruột ", actor=teacher, at=AT)
    people = (teacher.person_id, group_head.person_id, clerk.person_id)
    assert kin_of(people) == {
        teacher.person_id: {group_head.person_id},
        group_head.person_id: {teacher.person_id},
        clerk.person_id: set(),
    }
    assert Kinship.objects.get().relation == "chị ruột"


def test_the_log_does_not_tell_of_whom(teacher: User, group_head: User) -> None:
    declare_kin(group_head.person, relation="chị ruột", actor=teacher, at=AT)
    event = AuditEvent.objects.get(verb="kin.declare")
    assert "Hương" not in f"{event.changes} {event.object_label} {event.reason}"


def test_it_is_not_said_twice_from_either_side(teacher: User, group_head: User) -> None:
    declare_kin(group_head.person, relation="chị ruột", actor=teacher, at=AT)
    for actor, other in ((teacher, group_head), (group_head, teacher)):
        with pytest.raises(ValidationError, match="đã được khai"):
            declare_kin(other.person, relation="em", actor=actor, at=AT)


def test_nobody_is_kin_of_oneself_nor_of_another_school(teacher: User, stranger: User) -> None:
    with pytest.raises(ValidationError, match="một người khác"):
        declare_kin(teacher.person, relation="tôi", actor=teacher, at=AT)
    with pytest.raises(PermissionDenied):
        declare_kin(stranger.person, relation="chị", actor=teacher, at=AT)


def test_whoever_declared_it_withdraws_it_and_nobody_else(teacher: User, group_head: User) -> None:
    said = kin(teacher, group_head)
    with pytest.raises(PermissionDenied):
        withdraw_kin(said, actor=group_head, at=AT)
    withdraw_kin(said, actor=teacher, at=AT)
    assert not Kinship.objects.exists()


def test_both_read_it_and_the_principal_does_not(client: Client, teacher: User, group_head: User, principal: User) -> None:
    kin(teacher, group_head)
    for user, is_told in ((teacher, True), (group_head, True), (principal, False)):
        client.force_login(user)
        assert ("chị chồng" in client.get(PAGE).content.decode()) is is_told


def test_it_is_declared_and_withdrawn_on_the_page(client: Client, teacher: User, group_head: User) -> None:
    client.force_login(teacher)
    client.post(PAGE, {"relative": group_head.person_id, "relation": "chị ruột"})
    said = Kinship.objects.get()
    client.post(reverse("school:kin_withdraw", args=[said.pk]))
    assert not Kinship.objects.exists()


def test_a_refused_form_keeps_what_was_typed(client: Client, teacher: User) -> None:
    client.force_login(teacher)
    assert "con dâu" in client.post(PAGE, {"relative": "", "relation": "con dâu"}).content.decode()


def test_strangers_and_those_not_signed_in_withdraw_nothing(
    client: Client, teacher: User, group_head: User, principal: User
) -> None:
    url = reverse("school:kin_withdraw", args=[kin(teacher, group_head).pk])
    assert client.post(url).status_code == 302
    client.force_login(principal)
    assert client.post(url).status_code == 404
    client.force_login(group_head)
    assert client.post(url).status_code == 403
    assert Kinship.objects.exists()
