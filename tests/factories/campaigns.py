"""Campaigns, past the services: what a test does not say has one plain value."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from campaigns.campaigns.enums import Form, Launcher
from campaigns.campaigns.models import Activity, Campaign, Criterion, Reward
from tests.factories.school import PersonFactory, SchoolFactory


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = Campaign

    school = factory.SubFactory(SchoolFactory)
    name = "Dạy tốt – Học tốt"
    form = Form.REGULAR
    launcher = Launcher.SCHOOL
    launches_on = date(2022, 9, 5)
    sums_up_on = date(2023, 5, 31)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    campaign = factory.SubFactory(CampaignFactory)
    text = "Giờ dạy xếp loại tốt"
    yardstick = "từ 80%"


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    campaign = factory.SubFactory(CampaignFactory)
    name = "Hội giảng 20/11"
    person = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..campaign.school"))
    due_on = date(2022, 11, 18)


class RewardFactory(DjangoModelFactory):
    class Meta:
        model = Reward

    campaign = factory.SubFactory(CampaignFactory)
    what = "Giấy khen của hiệu trưởng"


def ready_campaign(**told) -> Campaign:
    """A draft with all that the law asks before it is launched."""
    campaign = CampaignFactory(aims="Dạy tốt hơn.", content="Dự giờ, hội giảng.", **told)
    CriterionFactory(campaign=campaign)
    ActivityFactory(campaign=campaign)
    return campaign
