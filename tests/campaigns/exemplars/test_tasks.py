"""What exemplars ask of somebody, and by when."""

from datetime import date

import pytest

from campaigns.exemplars.enums import ExemplarState as S
from campaigns.exemplars.enums import Whose
from tests.factories.exemplars import ExemplarFactory, agreed, exemplar_of
from thiduakt.home.deadlines import deadlines_of
from thiduakt.home.tasks import tasks_of
from thiduakt.ledger.enums import HolderKind

pytestmark = pytest.mark.django_db


def told(user, at):
    return [(task.label, task.title) for task in tasks_of(user, at)]


def test_the_person_is_asked_until_they_agree_and_then_whoever_publishes(teacher, clerk, deputy, at):
    one = exemplar_of(HolderKind.PERSON, teacher.person, state=S.RECOGNISED)
    assert told(teacher, at) == [("Đồng ý hay không việc công bố về mình", "Góc đọc sách của bé")]
    assert told(clerk, at) == []

    agreed(one, Whose.PERSON, teacher)

    assert told(teacher, at) == []
    assert told(clerk, at) == [("Công bố điển hình đã đủ bài và đồng ý", "Góc đọc sách của bé")]
    assert told(deputy, at) == []


def test_whoever_fosters_is_told_and_has_the_day_in_the_calendar(school, teacher, deputy, at):
    ExemplarFactory(school=school, state=S.FOSTERING, fostered_by=teacher.person, due_on=date(2023, 12, 31))

    assert told(teacher, at) == [("Bồi dưỡng điển hình", "Góc đọc sách của bé")]
    assert [one.title for one in deadlines_of(teacher, at.date())] == ["Bồi dưỡng điển hình: Góc đọc sách của bé"]
    assert deadlines_of(teacher, date(2024, 1, 1)) == []
    assert deadlines_of(deputy, at.date()) == []
