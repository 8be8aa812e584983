"""Việc của tôi: what waits is shown to whoever can do it, and to nobody else."""

import pytest
from django.utils import timezone

from tests.factories.decisions import AwardDecisionFactory
from tests.factories.rewards import EstimateFactory, PaymentFactory, RecoveryFactory, to_pay
from thiduakt.home.tasks import tasks_of
from thiduakt.home.tasks.rewards import URGES

pytestmark = pytest.mark.django_db
PEOPLE = ("principal", "deputy", "clerk", "secretary", "technician", "group_head", "teacher", "accountant", "inspector")


@pytest.fixture
def asked(request):
    """Who is asked for it."""

    def act(urge: str) -> set[str]:
        now = timezone.now()
        users = {who: request.getfixturevalue(who) for who in PEOPLE}
        return {who for who, user in users.items() if any(task.label == URGES[urge] for task in tasks_of(user, now))}

    return act


def test_the_accountant_is_asked_to_pay(asked, school):
    to_pay(school)
    assert asked("pay") == {"accountant"}


def test_what_is_of_no_decision_in_force_is_not_asked_for(asked, school):
    PaymentFactory(line__decision=AwardDecisionFactory(school=school, state="CANCELLED"))
    assert asked("pay") == set()


def test_the_accountant_is_asked_to_take_back(asked, school):
    RecoveryFactory(line__decision__school=school)
    assert asked("recover") == {"accountant"}


def test_the_principal_is_asked_to_approve(asked, school):
    EstimateFactory(school=school, review__school=school, state="SUBMITTED")
    assert asked("approve") == {"principal"}


def test_whoever_was_paid_is_asked_whether_it_came(asked, teacher):
    PaymentFactory(
        line__person=teacher.person, line__decision__school=teacher.school, paid_on=timezone.localdate(), manner="CASH"
    )
    assert asked("confirm") == {"teacher"}
