"""What of a year is copied into the next one: by the service of each room, a year on, and never twice."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from awards.closing.carrying.carriers import CARRIERS
from awards.closing.readiness import Year
from awards.closing.services.opening import begin_year
from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from campaigns.registrations.models import Registration, Round
from campaigns.scoring.models import ScoreSheet
from campaigns.targets.models import Target
from nominations.councils.models import Council
from nominations.dossiers.models import Dossier, Review
from tests.factories.campaigns import ready_campaign
from tests.factories.councils import CouncilFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.plans import make_plan
from tests.factories.registrations import make_round
from tests.factories.school import GroupFactory, PersonFactory
from tests.factories.scoring import ItemFactory, SheetFactory
from tests.factories.targets import work
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.enums import DocumentState
from thiduakt.school.models import SchoolYear

from .conftest import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(school, calendar, principal, secretary, clerk, at) -> Year:
    """With one row of each kind."""
    plan = make_plan(DocumentState.ISSUED, principal=principal, clerk=clerk, at=at.replace(month=2, day=15))
    campaign = ready_campaign(school=school, name="Thi đua chào mừng năm học 2022–2023", plan=plan)
    work(
        school=school, plan=plan, campaign=campaign, name="Hội thi cấp trường năm 2023", group=None,
        person=PersonFactory(school=school), starts_on=date(2023, 1, 9), due_on=date(2023, 4, 28),
    )  # fmt: skip
    ItemFactory(sheet=SheetFactory(school=school, year=YEAR))
    CouncilFactory(school=school, year=YEAR)
    days = {"opens_on": date(2022, 9, 12), "closes_on": date(2022, 10, 15)}
    turn = Round(school=school, year=YEAR, name="Đăng ký thi đua năm học 2022–2023", **days)
    turn.save()
    review = ReviewFactory(
        school=school, year=YEAR, name="Đợt xét cuối năm học 2022–2023", round=turn, honors=["LDTT"], state="DONE",
        opens_on=date(2023, 5, 4), closes_on=date(2023, 5, 20), decides_on=date(2023, 6, 1), regime="A_2003",
    )  # fmt: skip
    DossierFactory(review=review, state="AWARDED")
    return Year(school, YEAR)


def keys(year: Year) -> list[str]:
    return [item.key for carrier in CARRIERS for item in carrier.find(year)]


def begun(year: Year, actor, at, *chosen: str):
    return begin_year(year.school, YEAR, chosen or keys(year), actor=actor, at=at)


def test_everything_that_is_ticked_stands_a_year_later_as_a_draft(year, principal, at):
    outcomes = begun(year, principal, at)
    assert [one.refusal for one in outcomes] == [""] * 8
    assert SchoolYear.objects.filter(starts_on=date(2023, 9, 5), ends_on=date(2024, 5, 31)).exists()
    plan = Plan.objects.get(year=2024)
    assert (plan.document.state, plan.document.subject) == ("DRAFT", "Công tác thi đua, khen thưởng năm 2024")
    campaign = Campaign.objects.get(cloned_from__isnull=False)
    assert (campaign.name, campaign.state) == ("Thi đua chào mừng năm học 2023–2024", "DRAFT")
    assert (campaign.launches_on, campaign.sums_up_on) == (date(2023, 9, 5), date(2024, 5, 31))
    assert campaign.criteria.count() == 1
    target = Target.objects.get(due_on=date(2024, 4, 28))
    assert (target.name, target.plan, target.campaign) == ("Hội thi cấp trường năm 2024", plan, campaign)
    sheet = ScoreSheet.objects.get(year=2023)
    assert (sheet.state, sheet.items.count()) == ("DRAFT", 1)
    assert Council.objects.get(year=2023).state == "DRAFT"
    turn = Round.objects.get(year=2023)
    assert (turn.name, turn.closes_on, turn.state) == ("Đăng ký thi đua năm học 2023–2024", date(2023, 10, 15), "DRAFT")
    review = Review.objects.get(year=2023)
    assert (review.name, review.round, review.state) == ("Đợt xét cuối năm học 2023–2024", turn, "DRAFT")
    assert list(review.honors.values_list("code", flat=True)) == ["LDTT"]


def test_targets_of_one_name_and_day_are_copied_each_for_its_owner(school, calendar, principal, at):
    told = {"name": "Mỗi tổ có một chuyên đề", "starts_on": date(2022, 10, 3), "due_on": date(2023, 4, 28), "person": None}
    first, second = (work(school=school, group=GroupFactory(school=school), **told) for _ in range(2))
    begin_year(school, YEAR, [f"target-{first.pk}"], actor=principal, at=at)
    begin_year(school, YEAR, [f"target-{first.pk}", f"target-{second.pk}"], actor=principal, at=at)
    made = Target.objects.filter(due_on=date(2024, 4, 28))
    assert sorted(made.values_list("group", flat=True)) == sorted([first.group_id, second.group_id])


def test_a_campaign_that_was_copied_years_ahead_is_offered_for_the_next_one(school, calendar, principal, at):
    older = ready_campaign(school=school, name="Dạy tốt – Học tốt")
    ahead = {"launches_on": date(2025, 9, 5), "sums_up_on": date(2026, 5, 31)}
    ready_campaign(school=school, name="Dạy tốt – Học tốt", cloned_from=older, **ahead)
    (outcome,) = begin_year(school, YEAR, [f"campaign-{older.pk}"], actor=principal, at=at)
    assert outcome.made.sums_up_on == date(2024, 5, 31)


def test_registrations_and_dossiers_are_never_copied(year, principal, at):
    begun(year, principal, at)
    assert not Registration.objects.exists()
    assert list(Dossier.objects.values_list("review__year", flat=True)) == [YEAR]


def test_pressed_twice_it_is_copied_once(year, principal, at):
    chosen = keys(year)
    begun(year, principal, at, *chosen)
    assert begun(year, principal, at, *chosen) == []
    assert all(item.made for carrier in CARRIERS for item in carrier.find(year))
    assert (Plan.objects.count(), Campaign.objects.count(), Round.objects.count(), Review.objects.count()) == (2, 2, 2, 2)
    assert (Target.objects.count(), ScoreSheet.objects.count(), Council.objects.count()) == (2, 2, 2)
    assert AuditEvent.objects.filter(verb="year.begin").count() == 1


def test_only_what_is_ticked_is_copied_and_the_rest_may_follow(year, principal, at):
    begun(year, principal, at, next(key for key in keys(year) if key.startswith("campaign-")))
    assert (Campaign.objects.count(), Plan.objects.count(), Round.objects.count()) == (2, 1, 1)
    begun(year, principal, at)
    assert (Campaign.objects.count(), Plan.objects.count(), Round.objects.count()) == (2, 2, 2)


def test_what_one_room_refuses_is_told_and_stops_nothing_else(year, principal, at):
    SchoolYear.objects.create(school=year.school, starts_on=date(2023, 8, 1), ends_on=date(2023, 12, 31))
    outcomes = {one.item.key.split("-")[0]: one for one in begun(year, principal, at)}
    assert "trùng thời gian" in outcomes["school_year"].refusal
    assert outcomes["school_year"].made is None
    assert outcomes["plan"].made


def test_what_is_another_persons_work_is_left_to_them(year, secretary, at):
    begun(year, secretary, at)
    assert (Campaign.objects.count(), Review.objects.count()) == (2, 2)
    assert (SchoolYear.objects.count(), Plan.objects.count()) == (1, 1)


def test_who_may_not_open_a_year_copies_nothing(year, clerk, teacher, at):
    for user in (clerk, teacher):
        with pytest.raises(PermissionDenied):
            begun(year, user, at)
    assert Campaign.objects.count() == 1


def test_without_a_tick_it_says_so(year, principal, at):
    with pytest.raises(ValidationError, match="Chưa chọn gì"):
        begin_year(year.school, YEAR, [], actor=principal, at=at)


def test_keys_of_another_school_or_of_nothing_copy_nothing(year, other_school, principal, at):
    strange = ready_campaign(school=other_school)
    assert begun(year, principal, at, f"campaign-{strange.pk}", "campaign-", "khac-1") == []
    assert Campaign.objects.count() == 2


def test_a_round_that_was_opened_by_hand_under_the_same_name_is_recognised(year, principal, at):
    make_round(principal=principal, at=at, state="DRAFT")
    begun(year, principal, at, *[key for key in keys(year) if key.startswith("round-")])
    assert Round.objects.filter(year=2023).count() == 1


def test_a_target_whose_owner_cannot_check_it_any_more_is_told(year, principal, at):
    Target.objects.update(checker=PersonFactory(school=year.school, full_name="Chu Thị Sen"))
    (outcome,) = begun(year, principal, at, *[key for key in keys(year) if key.startswith("target-")])
    assert "Chu Thị Sen không phải là thành viên hội đồng" in outcome.refusal
