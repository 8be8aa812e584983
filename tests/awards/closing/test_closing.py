"""A year is closed, stays as it was, and is opened again for a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from awards.closing.enums import ClosingState
from awards.closing.models import YearClosing
from awards.closing.readiness import CHECKS, Year, open_matters
from awards.closing.services.closing import close_year, reopen_year
from awards.decisions.services.drafting import discard_decision
from campaigns.campaigns.models import Campaign
from campaigns.campaigns.services.writing import discard_campaign
from campaigns.targets.models import Target
from campaigns.targets.services.targets import remove_target
from nominations.dossiers.models import Review
from nominations.dossiers.services.reviews import hold_review, save_review
from tests.factories.campaigns import CampaignFactory
from tests.factories.decisions import AwardDecisionFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.targets import TargetFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.workflow import MoveRefusedError

from .conftest import YEAR

pytestmark = pytest.mark.django_db
WHY = "Chỉ tiêu này chuyển sang năm học sau."


def unfinished(school, **told) -> Target:
    return TargetFactory(school=school, starts_on=date(2022, 10, 1), due_on=date(2023, 5, 1), **told)


def test_a_year_without_open_matters_is_closed_on_the_day(school, calendar, principal, at):
    row = close_year(school, YEAR, actor=principal, at=at)
    assert (row.state, row.closed_on, row.closed_by) == (ClosingState.CLOSED, date(2023, 7, 10), principal)
    assert (row.left_open, row.reason) == ([], "")
    assert AuditEvent.objects.get(verb="year.close").object_label == "Năm thi đua 2022–2023"


def test_nobody_but_the_principal_closes_a_year(school, deputy, secretary, clerk, technician, at):
    for user in (deputy, secretary, clerk, technician):
        with pytest.raises(PermissionDenied), transaction.atomic():
            close_year(school, YEAR, actor=user, at=at)
    assert not YearClosing.objects.exists()


def test_a_year_is_not_closed_before_its_last_day_is_over(school, calendar, principal, at):
    with pytest.raises(MoveRefusedError, match="Năm học kết thúc ngày 31/05/2023"):
        close_year(school, YEAR, actor=principal, at=at.replace(month=5, day=31))
    assert not YearClosing.objects.exists()
    close_year(school, YEAR, actor=principal, at=at.replace(month=6, day=1))


def test_a_year_that_the_school_wrote_down_no_days_for_ends_with_august(school, principal, at):
    with pytest.raises(MoveRefusedError, match="31/08/2023"):
        close_year(school, YEAR, actor=principal, at=at)


@pytest.mark.parametrize("state", ["OPEN", "CLOSED", "HELD"])
def test_a_round_that_is_not_over_stops_the_closing(school, calendar, principal, at, state):
    ReviewFactory(school=school, year=YEAR, state=state)
    with pytest.raises(MoveRefusedError, match="Đợt xét khen thưởng chưa kết thúc: 1"):
        close_year(school, YEAR, reason=WHY, actor=principal, at=at)
    assert not YearClosing.objects.exists()


def test_a_dossier_that_was_handed_in_stops_the_closing_and_a_draft_does_not(school, calendar, principal, at):
    review = ReviewFactory(school=school, year=YEAR, state="DONE")
    DossierFactory(review=review, state="DRAFT")
    sent = DossierFactory(review=review, state="SUBMITTED")
    with pytest.raises(MoveRefusedError, match="Hồ sơ đã nộp chưa có kết luận: 1"):
        close_year(school, YEAR, reason=WHY, actor=principal, at=at)
    sent.delete()
    row = close_year(school, YEAR, reason=WHY, actor=principal, at=at)
    assert row.left_open == ["Hồ sơ còn là bản nháp, chưa nộp: 1."]


def test_what_may_stay_open_is_left_for_a_reason_and_both_are_kept(school, calendar, principal, at):
    unfinished(school)
    with pytest.raises(ValidationError, match="ghi lý do vẫn khép năm"):
        close_year(school, YEAR, actor=principal, at=at)
    row = close_year(school, YEAR, reason=f"  {WHY} ", actor=principal, at=at)
    assert row.left_open == ["Chỉ tiêu chưa có kết luận: 1."]
    assert row.reason == WHY


def test_a_reason_longer_than_is_kept_is_refused_whole(school, calendar, principal, at):
    unfinished(school)
    with pytest.raises(ValidationError, match="1000 ký tự"):
        close_year(school, YEAR, reason="d" * 1001, actor=principal, at=at)


def test_a_year_is_closed_once(school, principal, closed, at):
    with pytest.raises(MoveRefusedError, match="đã khép"):
        close_year(school, YEAR, actor=principal, at=at)


def test_what_belongs_to_a_closed_year_changes_no_more(school, calendar, principal, at):
    campaign = CampaignFactory(school=school, sums_up_on=date(2023, 5, 20))
    review = ReviewFactory(school=school, year=YEAR, state="DRAFT")
    target = unfinished(school)
    close_year(school, YEAR, reason=WHY, actor=principal, at=at)
    for change in (
        lambda: discard_campaign(campaign, actor=principal, at=at),
        lambda: remove_target(target, actor=principal, at=at),
        lambda: hold_review(review, actor=principal, at=at),
    ):
        with pytest.raises(ValidationError, match="Năm thi đua 2022–2023 đã khép ngày 10/07/2023"):
            change()
    assert (Campaign.objects.count(), Target.objects.count()) == (1, 1)


def test_a_decision_of_a_closed_year_may_be_corrected_and_a_draft_stays_as_it_is(school, principal, closed, at):
    older = AwardDecisionFactory(school=school, year=YEAR, state="IN_FORCE")
    correction = AwardDecisionFactory(school=school, year=YEAR, state="DRAFT", origin="HERE", replaces=older)
    discard_decision(correction, actor=principal, at=at)
    with pytest.raises(ValidationError, match="Năm thi đua 2022–2023 đã khép"):
        discard_decision(
            AwardDecisionFactory(school=school, year=YEAR, state="DRAFT", origin="HERE"), actor=principal, at=at
        )


def test_nothing_new_is_begun_in_a_closed_year(school, principal, closed, at):
    row = ReviewFactory.build(school=school, year=YEAR, state="DRAFT", created_by=principal.person, regime="")
    with pytest.raises(ValidationError, match="đã khép"):
        save_review(row, ["LDTT"], version=1, actor=principal, at=at)
    assert not Review.objects.exists()


def test_other_years_and_other_schools_are_not_touched(school, other_school, principal, closed, at):
    later = ReviewFactory.build(school=school, year=YEAR + 1, state="DRAFT", created_by=principal.person, regime="")
    save_review(later, ["LDTT"], version=1, actor=principal, at=at)
    assert Review.objects.get().year == YEAR + 1
    assert not YearClosing.objects.filter(school=other_school).exists()


def test_a_year_is_opened_again_for_a_reason_that_stays_on_record(school, principal, closed, at):
    later = at + timedelta(days=3)
    with pytest.raises(MoveRefusedError, match="lý do"):
        reopen_year(closed, reason=" ", actor=principal, at=later)
    row = reopen_year(closed, reason="Ghi sót kết quả hội thi.", actor=principal, at=later)
    assert (row.state, row.reopened_on, row.reopen_reason) == ("OPEN", date(2023, 7, 13), "Ghi sót kết quả hội thi.")
    assert AuditEvent.objects.get(verb="year.reopen").reason == "Ghi sót kết quả hội thi."
    campaign = CampaignFactory(school=school, sums_up_on=date(2023, 5, 20))
    discard_campaign(campaign, actor=principal, at=later)
    assert close_year(school, YEAR, actor=principal, at=later).is_closed


def test_nobody_but_the_principal_opens_a_year_again(closed, secretary, at):
    with pytest.raises(PermissionDenied):
        reopen_year(closed, reason="Ghi sót.", actor=secretary, at=at)


def test_links_lead_only_to_what_the_reader_may_open(school, principal, clerk, at):
    review = ReviewFactory(school=school, year=YEAR, state="DONE")
    DossierFactory(review=review, state="SUBMITTED", person__full_name="Đỗ Thị Đào")
    (seen,) = open_matters(Year(school, YEAR), reader=principal, on=at.date())
    (hidden,) = open_matters(Year(school, YEAR), reader=clerk, on=at.date())
    assert (seen.count, len(seen.links)) == (1, 1)
    assert (hidden.count, hidden.links) == (1, [])


def test_every_check_asks_its_rows_without_a_fault(school):
    assert [check.rows(Year(school, YEAR)).count() for check in CHECKS] == [0] * len(CHECKS)
