"""What publications ask of whoever publishes, and of nobody else."""

from datetime import date, timedelta

import pytest

from awards.publications.models import Publication
from thiduakt.documents.models import Document
from thiduakt.home.tasks import tasks_of
from thiduakt.home.tasks.publications import RECENT, URGES

pytestmark = pytest.mark.django_db


def told(user, at):
    return [(task.label, task.title) for task in tasks_of(user, at) if task.label in URGES.values()]


def test_a_new_decision_waits_to_be_published(decision, line, clerk, principal, teacher, deputy, at):
    day = Document.objects.get(pk=decision.document_id).issued_on
    moment = at.replace(year=day.year, month=day.month, day=day.day)

    for user, waits in ((clerk, True), (principal, True), (teacher, False), (deputy, False)):
        assert told(user, moment) == ([(URGES["begin"], str(decision))] if waits else [])
    assert told(clerk, moment + RECENT + timedelta(days=1)) == []


def test_what_was_drawn_up_waits_until_it_is_public_or_its_days_are_over(draft, clerk, at):
    assert told(clerk, at) == [(URGES["publish"], draft.title)]

    Publication.objects.update(shown_until=date(2023, 1, 1), shown_from=date(2023, 1, 1))

    assert told(clerk, at) == []


def test_what_tells_of_nobody_asks_nothing(draft, clerk, at):
    draft.decision.lines.all().delete()

    assert told(clerk, at) == []
