"""What ceremonies ask of whoever prepares them, and of nobody else."""

from datetime import date, timedelta

import pytest

from awards.ceremonies.models import Ceremony, Recipient
from thiduakt.home.tasks import tasks_of
from thiduakt.home.tasks.ceremonies import URGES

pytestmark = pytest.mark.django_db


def told(user, at):
    return [(task.label, task.url) for task in tasks_of(user, at) if task.label in URGES.values()]


@pytest.mark.parametrize(
    ("day", "urge"),
    [(date(2023, 10, 19), "prepare"), (date(2023, 10, 20), None), (date(2023, 10, 5), "write"), (date(2023, 9, 1), "write")],
)
def test_a_ceremony_is_prepared_when_it_is_near_and_written_down_when_it_was(ceremony, secretary, teacher, at, day, urge):
    Ceremony.objects.update(held_on=day)

    assert told(secretary, at) == ([(URGES[urge], ceremony.get_absolute_url())] if urge else [])
    assert told(teacher, at) == []


def test_what_the_absent_are_still_to_receive_is_not_forgotten(ceremony, clerk, people, at):
    Recipient.objects.update(handing="HANDED", handed_on=date(2023, 10, 5))
    Ceremony.objects.update(state="DONE")
    assert told(clerk, at) == []

    Recipient.objects.filter(pk=people[0].pk).update(handing="LATER", handed_on=None)

    assert told(clerk, at + timedelta(30)) == [(URGES["bring"], ceremony.get_absolute_url())]
