"""Two heads of one tổ at once, and a registration that is sent while the round is closed: one waits for the other."""

import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from campaigns.registrations.models import GroupList, Registration
from campaigns.registrations.services.consolidating import give_back, lock_list
from campaigns.registrations.services.rounds import close_round
from tests.factories.registrations import make_registration, make_round
from tests.factories.school import UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import User

pytestmark = pytest.mark.django_db(transaction=True)
HELD = 0.5  # seconds that the first one keeps its locks: the second is at the door by then


def one_after_the_other(first, second):
    """`first` holds its transaction open while `second` runs in a thread; the refusals of `second`."""
    begun, refusals, broken = threading.Event(), [], []

    def hold():
        with transaction.atomic():
            first()
            begun.set()
            time.sleep(HELD)
        connection.close()

    def follow():
        begun.wait(10)
        try:
            second()
        except ValidationError as refusal:
            refusals.extend(refusal.messages)
        except Exception as error:  # noqa: BLE001  (told to the test)
            broken.append(error)
        connection.close()

    threads = [threading.Thread(target=hold), threading.Thread(target=follow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    return refusals


@pytest.fixture
def turn(principal, group_head, at):
    return make_round(principal=principal, at=at)


def again(user):
    """As another request reads it."""
    return User.objects.get(pk=user.pk)


def test_what_one_head_gives_back_the_other_does_not_lock_unseen(turn, group, school, group_head, at):
    deputy_head = UserFactory(school=school, group=group, full_name="Lê Thị Ổi", roles=[Role.GROUP_HEAD])
    teachers = [UserFactory(school=school, group=group, roles=[Role.TEACHER]) for _ in range(2)]
    wanting, whole = (make_registration(turn, user, at) for user in teachers)
    seen = GroupList.objects.get(round=turn, group=group)
    why = "Ghi rõ tên sáng kiến định làm năm nay."

    refusals = one_after_the_other(
        lambda: give_back(
            wanting, fields=["initiative"], reason=why, until=at.date(), version=wanting.version, actor=again(group_head),
            at=at,
        ),
        lambda: lock_list(seen, version=seen.version, actor=again(deputy_head), at=at),
    )  # fmt: skip

    assert refusals == ["Danh sách vừa thay đổi sau khi thầy/cô mở trang. Thầy/cô xem lại rồi bấm lần nữa."]
    states = dict(Registration.objects.values_list("pk", "state"))
    assert states == {wanting.pk: "RETURNED", whole.pk: "SENT"}


def test_two_heads_who_lock_at_once_lock_it_once(turn, group, school, group_head, teacher, at):
    deputy_head = UserFactory(school=school, group=group, full_name="Lê Thị Ổi", roles=[Role.GROUP_HEAD])
    make_registration(turn, teacher, at)
    seen = GroupList.objects.get(round=turn, group=group)

    refusals = one_after_the_other(
        lambda: lock_list(seen, version=seen.version, actor=again(group_head), at=at),
        lambda: lock_list(seen, version=seen.version, actor=again(deputy_head), at=at),
    )

    assert len(refusals) == 1
    seen.refresh_from_db()
    assert (seen.state, seen.locked_by) == ("LOCKED", group_head)


def test_what_is_sent_while_the_round_is_closed_comes_too_late(turn, principal, teacher, at):
    refusals = one_after_the_other(
        lambda: close_round(turn, actor=again(principal), at=at),
        lambda: make_registration(turn, again(teacher), at),
    )

    assert "đã khóa" in refusals[0]
    assert not Registration.objects.exists()
