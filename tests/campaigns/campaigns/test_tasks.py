from datetime import UTC, date, datetime

import pytest

from tests.factories.campaigns import ActivityFactory, CampaignFactory, ready_campaign
from thiduakt.home.deadlines import deadlines_of
from thiduakt.home.tasks import tasks_of
from thiduakt.home.tasks.campaigns import URGES

pytestmark = pytest.mark.django_db
AT = datetime(2023, 6, 2, 8, 0, tzinfo=UTC)


def labels(user):
    return [task.label for task in tasks_of(user, AT) if task.label in URGES.values()]


def test_an_activity_waits_for_whoever_was_given_it(school, teacher, group_head):
    ActivityFactory(campaign__school=school, campaign__state="RUNNING", person=teacher.person)
    ActivityFactory(campaign__school=school, campaign__state="SUMMED_UP", person=teacher.person)

    assert labels(teacher) == [URGES["activity"]]
    assert labels(group_head) == []


def test_an_activity_of_the_group_waits_for_its_head(school, group, teacher, group_head):
    ActivityFactory(campaign__school=school, campaign__state="RUNNING", person=None, group=group)

    assert labels(group_head) == [URGES["activity"]]
    assert labels(teacher) == []


def test_the_principal_launches_what_is_complete_and_sums_up_what_is_due(school, principal, secretary):
    ready_campaign(school=school)
    CampaignFactory(school=school)
    CampaignFactory(school=school, state="RUNNING", summary="Đạt.")

    assert labels(principal) == [URGES["launch"], URGES["sum_up"]]
    assert labels(secretary) == []


def test_many_campaigns_to_close_are_one_line(school, principal):
    CampaignFactory.create_batch(3, school=school, state="SUMMED_UP")

    (task,) = (task for task in tasks_of(principal, AT) if task.label == URGES["close"])

    assert (task.title, task.url) == ("3 phong trào", "/phong-trao/?trang-thai=SUMMED_UP")


def test_the_day_of_an_activity_stands_in_the_calendar_of_whoever_was_given_it(school, teacher, group_head):
    activity = ActivityFactory(campaign__school=school, campaign__state="RUNNING", person=teacher.person)

    assert [one.day for one in deadlines_of(teacher, date(2022, 11, 1))] == [activity.due_on]
    assert deadlines_of(teacher, date(2022, 11, 19)) == []
    assert deadlines_of(group_head, date(2022, 11, 1)) == []
