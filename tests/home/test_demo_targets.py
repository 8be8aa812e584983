"""Every target that the real plan names stands in the demo, in each of the standings that a visitor should see."""

from collections import Counter

import pytest

from campaigns.campaigns.models import Campaign
from campaigns.targets.models import Evidence, Progress, Target
from tests.factories.pupils import SchoolClassFactory
from thiduakt.audit.chain import breaks
from thiduakt.home import demo
from thiduakt.home.demo_year import targets
from thiduakt.notices.models import Notice
from thiduakt.school.models import School

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def demo_year(at):
    demo.load(at)
    SchoolClassFactory.create_batch(18, school=School.objects.get(code="mngb"), year=2022)
    targets.load(at.replace(year=2026))


def test_each_target_quotes_a_sentence_of_the_plan(demo_year):
    assert Target.objects.count() == 21
    assert not Target.objects.filter(sentence="").exists()
    assert Campaign.objects.count() == 0  # without campaigns they stand by themselves


def test_every_standing_is_there(demo_year):
    assert Counter(Target.objects.values_list("state", flat=True)) == {"ACHIEVED": 11, "OPEN": 8, "MISSED": 1, "DROPPED": 1}
    assert Counter(Progress.objects.values_list("state", flat=True)) == {"ACCEPTED": 17, "WAITING": 2, "RETURNED": 1}


def test_pictures_are_kept_and_nobody_is_told_of_years_ago(demo_year):
    assert Evidence.objects.count() == 8
    assert all(one.read() for one in Evidence.objects.all())
    assert not Notice.objects.exists()
    assert list(breaks()) == []
