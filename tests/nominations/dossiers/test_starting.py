"""From the page of a campaign or a contest to the form of a dossier."""

import pytest
from django.urls import reverse

from nominations.dossiers.models import Dossier
from tests.factories.campaigns import CampaignFactory
from tests.factories.contests import ContestFactory
from tests.factories.dossiers import ReviewFactory
from tests.factories.school import UserFactory
from tests.nominations.dossiers.conftest import SUMMARY, make_review
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db
START = "/ho-so/lap/"
LABEL = "Lập hồ sơ đề nghị"


def page(client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


@pytest.mark.parametrize(("state", "leads"), [("RUNNING", False), ("SUMMED_UP", True), ("CLOSED", True)])
def test_a_campaign_leads_to_a_dossier_once_it_is_summed_up(client, school, teacher, state, leads):
    campaign = CampaignFactory(school=school, state=state)

    link = f'href="{START}?phong-trao={campaign.pk}"'
    assert (link in page(client, teacher, campaign.get_absolute_url())) == leads


@pytest.mark.parametrize(("state", "leads"), [("OPEN", False), ("RESULT", False), ("CLOSED", True)])
def test_a_contest_leads_to_a_dossier_once_its_result_is_published(client, school, teacher, state, leads):
    contest = ContestFactory(school=school, state=state)

    link = f'href="{START}?hoi-thi={contest.pk}"'
    assert (link in page(client, teacher, contest.get_absolute_url())) == leads


def test_whoever_begins_no_dossier_is_not_led_there(client, school):
    campaign, inspector = CampaignFactory(school=school, state="CLOSED"), UserFactory(school=school, roles=[Role.INSPECTOR])

    assert LABEL not in page(client, inspector, campaign.get_absolute_url())
    assert client.get(START).status_code == 403


def test_the_link_ends_in_a_dossier_that_names_the_campaign(client, school, principal, teacher, now):
    campaign = CampaignFactory(school=school, state="CLOSED")
    make_review(principal, now)

    shown = page(client, teacher, f"{START}?phong-trao={campaign.pk}")
    assert str(campaign) in shown
    review = teacher.school.reviews.get()
    address = f"{reverse('dossiers:begin_own', args=[review.pk])}?phong-trao={campaign.pk}"
    assert f'href="{address}"' in shown
    form = client.get(address).content.decode()
    assert f'<option value="{campaign.pk}" selected>' in form
    client.post(address, {"code": "LDTT", "summary": SUMMARY, "campaign": campaign.pk})
    assert Dossier.objects.get().campaign == campaign


def test_the_round_of_the_campaign_stands_first(client, school, principal, teacher, now):
    campaign = CampaignFactory(school=school, state="CLOSED")
    make_review(principal, now, name="Xét cuối năm")
    make_review(principal, now, name="Khen chuyên đề", campaign=campaign)

    asked, plain = page(client, teacher, f"{START}?phong-trao={campaign.pk}"), page(client, teacher, START)
    assert asked.index("Khen chuyên đề") < asked.index("Xét cuối năm")
    assert plain.index("Xét cuối năm") < plain.index("Khen chuyên đề")


@pytest.mark.parametrize("asked", ["phong-trao=x", "phong-trao=999999", f"hoi-thi={'9' * 30}", "hoi-thi=²"])
def test_what_is_not_known_is_passed_over(client, teacher, review, asked):
    shown = page(client, teacher, f"{START}?{asked}")

    assert "Thành tích ở" not in shown
    assert f'href="{reverse("dossiers:begin_own", args=[review.pk])}"' in shown


def test_a_campaign_of_another_school_or_without_a_result_is_not_named(client, teacher, school, stranger):
    for campaign in (CampaignFactory(school=stranger.school, state="CLOSED"), CampaignFactory(school=school, state="DRAFT")):
        assert str(campaign) not in page(client, teacher, f"{START}?phong-trao={campaign.pk}")


def test_without_an_open_round_the_page_says_so(client, teacher, school):
    ReviewFactory(school=school)  # its last day is long over

    shown = page(client, teacher, START)
    assert "Chưa có đợt xét nào đang nhận hồ sơ" in shown


def test_each_is_offered_what_they_may_begin(client, review, teacher, group_head, principal):
    assert "Đề nghị cá nhân" not in page(client, teacher, START)
    assert "Đề nghị cá nhân" in page(client, group_head, START)
    assert "Đề nghị trường" not in page(client, group_head, START)
    assert "Đề nghị trường" in page(client, principal, START)
    client.logout()
    assert client.get(START).status_code == 302
