from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.campaigns.flows import before_launch
from campaigns.campaigns.models import Campaign
from campaigns.campaigns.services.cloning import clone_campaigns, moved
from campaigns.campaigns.services.papers import begin_paper
from campaigns.campaigns.services.writing import (
    FIELDS,
    Told,
    add_campaign,
    discard_campaign,
    report_activity,
    save_campaign,
    take_step,
    write_summary,
)
from tests.factories.campaigns import ActivityFactory, CampaignFactory, CriterionFactory, RewardFactory, ready_campaign
from tests.factories.catalog import LegalTextFactory
from tests.factories.school import GroupFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.models import Document
from thiduakt.documents.richtext import clean
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
AT = datetime(2022, 10, 3, 8, 0, tzinfo=UTC)


def values(campaign, **changes):
    return {name: getattr(campaign, name) for name in FIELDS} | changes


def test_a_draft_is_stored_with_its_parts_in_order(school, secretary):
    told = Told(
        values=values(CampaignFactory.build(school=school)),
        criteria=[{"text": "Hai"}, {"text": "Một", "points": 10}],
        activities=[{"name": "Hội giảng", "person": secretary.person}],
        rewards=[{"what": "Giấy khen", "count": 2}],
    )

    campaign = add_campaign(told, actor=secretary, at=AT)

    assert [one.text for one in campaign.criteria.all()] == ["Hai", "Một"]
    assert campaign.activities.get().person == secretary.person
    assert campaign.rewards.get().count == 2
    assert AuditEvent.objects.filter(verb="campaign.add").count() == 1


def test_a_row_keeps_its_identity_when_it_is_changed_and_goes_when_it_is_not_told(school, principal):
    campaign = CampaignFactory(school=school)
    kept, gone = CriterionFactory(campaign=campaign, text="Cũ"), CriterionFactory(campaign=campaign)
    told = Told(values=values(campaign), criteria=[{"text": "Mới"}, {"id": kept.pk, "text": "Đã sửa"}])

    save_campaign(campaign, told, version=1, actor=principal, at=AT)

    kept.refresh_from_db()
    assert (kept.text, kept.position) == ("Đã sửa", 2)
    assert not campaign.criteria.filter(pk=gone.pk).exists()


def test_a_row_of_another_campaign_is_never_taken_over(school, principal):
    campaign, foreign = CampaignFactory(school=school), CriterionFactory(campaign__school=school, text="Của người khác")
    told = Told(values=values(campaign), criteria=[{"id": foreign.pk, "text": "Lấy mất"}])

    save_campaign(campaign, told, version=1, actor=principal, at=AT)

    foreign.refresh_from_db()
    assert foreign.text == "Của người khác"


def test_who_saves_over_somebody_is_told_and_nothing_is_stored(school, principal):
    campaign = CampaignFactory(school=school)
    save_campaign(campaign, Told(values=values(campaign, name="Tên một")), version=1, actor=principal, at=AT)

    with pytest.raises(StaleError) as refused:
        save_campaign(campaign, Told(values=values(campaign, name="Tên hai")), version=1, actor=principal, at=AT)

    assert refused.value.version == 2
    assert Campaign.objects.get().name == "Tên một"


def test_what_the_law_asks_is_named_before_launching(school, principal):
    campaign = CampaignFactory(school=school)

    with pytest.raises(MoveRefusedError) as refused:
        take_step(campaign, "launch", actor=principal, at=AT)

    assert len(refused.value.messages) == 4
    assert [missing.field for missing in before_launch(campaign)] == [
        "aims", "content", "criteria-0-text", "activities-0-name",
    ]  # fmt: skip


def test_a_superiors_campaign_asks_for_its_paper_and_the_response_instead(school, principal):
    told = {"launcher": "COMMUNE", "launcher_name": "UBND quận Long Biên"}
    campaign = CampaignFactory(school=school, **told)
    with pytest.raises(MoveRefusedError, match="văn bản của cấp trên"):
        take_step(campaign, "launch", actor=principal, at=AT)
    Campaign.objects.update(superior_paper=LegalTextFactory(school=school), response="Hưởng ứng.")

    assert take_step(campaign, "launch", actor=principal, at=AT).state == "LAUNCHED"


def test_everybody_but_the_principal_is_told_of_a_launch(school, principal, teacher):
    campaign = ready_campaign(school=school)

    take_step(campaign, "launch", actor=principal, at=AT)

    assert Notice.objects.filter(person=teacher.person).count() == 1
    assert not Notice.objects.filter(person=principal.person).exists()


def test_it_is_not_summed_up_without_its_results(school, principal, secretary):
    campaign = CampaignFactory(school=school, state="RUNNING")
    with pytest.raises(MoveRefusedError, match="kết quả tổng kết"):
        take_step(campaign, "sum_up", actor=principal, at=AT)
    write_summary(campaign, summary="Đạt.", version=1, actor=secretary, at=AT)

    take_step(campaign, "sum_up", actor=principal, at=AT)
    assert take_step(campaign, "close", actor=principal, at=AT).state == "CLOSED"


@pytest.mark.parametrize("action", ["launch", "begin", "sum_up", "close", "take_back", "reopen"])
def test_the_secretary_writes_but_takes_no_step(school, secretary, action):
    with pytest.raises(PermissionDenied):
        take_step(ready_campaign(school=school), action, reason="x", actor=secretary, at=AT)


def test_what_is_launched_is_not_edited(school, principal):
    campaign = CampaignFactory(school=school, state="LAUNCHED")

    with pytest.raises(MoveRefusedError):
        save_campaign(campaign, Told(values=values(campaign)), version=1, actor=principal, at=AT)
    with pytest.raises(MoveRefusedError):
        discard_campaign(campaign, actor=principal, at=AT)


def test_its_owner_tells_what_came_of_an_activity(school, teacher, group_head, stranger):
    activity = ActivityFactory(campaign__school=school, campaign__state="RUNNING", person=teacher.person)

    report_activity(activity, done_on=date(2022, 10, 1), result="Xong tốt.", version=1, actor=teacher, at=AT)

    activity.refresh_from_db()
    assert (activity.done_on, activity.result) == (date(2022, 10, 1), "Xong tốt.")
    for other in (group_head, stranger):
        with pytest.raises(PermissionDenied):
            report_activity(activity, done_on=None, result="", version=1, actor=other, at=AT)


def test_the_head_tells_what_came_of_an_activity_of_the_group(school, group, group_head, teacher):
    activity = ActivityFactory(campaign__school=school, campaign__state="RUNNING", person=None, group=group)
    with pytest.raises(PermissionDenied):
        report_activity(activity, done_on=None, result="", version=1, actor=teacher, at=AT)

    assert report_activity(activity, done_on=date(2022, 10, 3), result="", version=1, actor=group_head, at=AT).done_on


def test_two_who_tell_of_one_activity_do_not_write_over_each_other(school, teacher, principal):
    activity = ActivityFactory(campaign__school=school, campaign__state="RUNNING", person=teacher.person)
    report_activity(activity, done_on=None, result="Đang làm.", version=1, actor=teacher, at=AT)

    with pytest.raises(StaleError):
        report_activity(activity, done_on=None, result="", version=1, actor=principal, at=AT)


def test_nothing_is_done_tomorrow(school, principal):
    activity = ActivityFactory(campaign__school=school, campaign__state="RUNNING")

    with pytest.raises(ValidationError, match="sau hôm nay"):
        report_activity(activity, done_on=date(2022, 10, 4), result="", version=1, actor=principal, at=AT)


def test_some_groups_are_named_where_some_take_part(school, principal, other_school):
    asked = values(CampaignFactory.build(school=school), participants="GROUPS")
    with pytest.raises(ValidationError, match="chọn các tổ"):
        add_campaign(Told(values=asked), actor=principal, at=AT)
    with pytest.raises(PermissionDenied):
        add_campaign(Told(values=asked, groups=[GroupFactory(school=other_school)]), actor=principal, at=AT)


def test_the_paper_says_what_the_campaign_says_and_marks_what_is_open(school, principal):
    campaign = ready_campaign(
        school=school, measures="Đôn đốc hằng tháng.", budget=2_000_000, budget_source="quỹ thi đua, khen thưởng"
    )  # fmt: skip
    RewardFactory(campaign=campaign, what="giấy khen", count=3, recipients="cá nhân", amount=300_000)

    paper = begin_paper(campaign, actor=principal, at=AT)

    assert paper.kind == "KH"
    assert "Dạy tốt – Học tốt" in paper.subject
    for words in ("Dạy tốt hơn.", "Giờ dạy xếp loại tốt (từ 80%)", "Hội giảng 20/11", "Đôn đốc hằng tháng."):
        assert words in paper.body
    assert "<li><p>03 giấy khen cho cá nhân, mỗi suất 300.000 đồng</p></li>" in paper.body
    assert "Kinh phí dự kiến: 2.000.000 đồng, từ quỹ thi đua, khen thưởng." in paper.body
    assert paper.body == clean(paper.body)
    with pytest.raises(MoveRefusedError, match="đã có văn bản"):
        begin_paper(campaign, actor=principal, at=AT)


def test_a_paper_that_is_not_issued_holds_back_the_launch(school, principal):
    campaign = ready_campaign(school=school)
    begin_paper(campaign, actor=principal, at=AT)

    with pytest.raises(MoveRefusedError, match="chưa ban hành"):
        take_step(campaign, "launch", actor=principal, at=AT)


def test_a_discarded_draft_takes_the_draft_of_its_paper_along(school, principal):
    campaign = ready_campaign(school=school)
    begin_paper(campaign, actor=principal, at=AT)

    discard_campaign(campaign, actor=principal, at=AT)

    assert not Campaign.objects.exists()
    assert not Document.objects.exists()


def test_several_are_copied_at_once_with_their_days_moved_and_without_what_came_of_them(school, secretary):
    one = CampaignFactory(school=school, name="Chào mừng năm 2023", state="SUMMED_UP", summary="Đạt.", response="x")
    CriterionFactory(campaign=one)
    ActivityFactory(campaign=one, done_on=date(2022, 11, 1), result="Xong.")
    RewardFactory(campaign=one)
    two = CampaignFactory(school=school, launches_on=date(2024, 2, 29), sums_up_on=date(2024, 3, 8))

    copies = clone_campaigns([one, two], years=1, parts=["criteria", "activities"], actor=secretary, at=AT)

    assert [copy.state for copy in copies] == ["DRAFT", "DRAFT"]
    assert (copies[0].launches_on, copies[1].launches_on) == (date(2023, 9, 5), date(2025, 2, 28))
    assert copies[0].summary == copies[0].response == ""
    activity = copies[0].activities.get()
    assert (activity.due_on, activity.done_on, activity.result) == (date(2023, 11, 18), None, "")
    assert not copies[0].rewards.exists()
    assert copies[0].cloned_from == one


def test_the_days_are_shown_before_they_are_moved(school):
    assert moved(CampaignFactory(school=school), 2).launches_on == date(2024, 9, 5)


@pytest.mark.parametrize("years", [0, 6])
def test_days_are_moved_by_one_year_to_five(school, secretary, years):
    with pytest.raises(ValidationError):
        clone_campaigns([CampaignFactory(school=school)], years=years, parts=[], actor=secretary, at=AT)


def test_nobody_copies_from_another_school(other_school, secretary):
    with pytest.raises(PermissionDenied):
        clone_campaigns([CampaignFactory(school=other_school)], years=1, parts=[], actor=secretary, at=AT)
