"""An issued plan of 2023 with what happened in its first five months, counted by hand."""

from datetime import date, datetime

import pytest

from campaigns.campaigns.enums import CampaignState, Launcher
from campaigns.exemplars.enums import ExemplarState
from campaigns.reporting.enums import ReportKind
from campaigns.reporting.services.reports import start_report
from campaigns.targets.enums import TargetState
from tests.factories.campaigns import ActivityFactory, CampaignFactory
from tests.factories.exemplars import ExemplarFactory, exemplar_of
from tests.factories.ledger import GroupEntryFactory, HonorEntryFactory, InitiativeFactory
from tests.factories.plans import make_plan
from tests.factories.targets import TargetFactory
from thiduakt.documents.enums import DocumentState
from thiduakt.ledger.enums import HolderKind


@pytest.fixture
def plan(principal, clerk, at):
    return make_plan(DocumentState.ISSUED, principal=principal, clerk=clerk, at=at)


@pytest.fixture
def happened(plan, school, group, teacher, deputy):
    """3 campaigns (1 over, 1 of a superior, 1 draft beside them), 4 targets, 2 honors of people, 1 of a tổ, 1 initiative."""
    over = CampaignFactory(school=school, plan=plan, state=CampaignState.SUMMED_UP, summary="Cả trường hưởng ứng.")
    CampaignFactory(school=school, plan=plan, state=CampaignState.RUNNING, name="Trường học hạnh phúc")
    above = {"launcher": Launcher.PROVINCE, "launcher_name": "UBND thành phố"}
    CampaignFactory(school=school, state=CampaignState.LAUNCHED, name="Người tốt, việc tốt", **above)
    CampaignFactory(school=school, state=CampaignState.DRAFT, name="Đang soạn")
    CampaignFactory(school=school, state=CampaignState.CLOSED, launches_on=date(2021, 9, 5), sums_up_on=date(2022, 5, 31))
    ActivityFactory(campaign=over, due_on=date(2023, 3, 1), done_on=date(2023, 3, 1))
    ActivityFactory(campaign=over, due_on=date(2023, 4, 1))
    ActivityFactory(campaign=over, due_on=date(2023, 7, 1))
    done = {"settled_on": date(2023, 5, 20), "state": TargetState.ACHIEVED}
    TargetFactory(school=school, group=group, plan=plan, **done)
    TargetFactory(school=school, group=group, plan=plan, name="Hội giảng", **done | {"settled_on": date(2023, 6, 20)})
    missed = {"settled_on": date(2023, 5, 20), "state": TargetState.MISSED, "cause": "Thiếu kinh phí."}
    TargetFactory(school=school, group=group, plan=plan, name="Phòng đọc sách", **missed)
    TargetFactory(school=school, group=group, campaign=over, name="Giờ dạy tốt", due_on=date(2023, 4, 30))
    TargetFactory(school=school, group=group, name="Không thuộc kế hoạch nào")
    HonorEntryFactory(person=teacher.person, year=2022)
    HonorEntryFactory(person=deputy.person, year=2022)
    HonorEntryFactory(person=deputy.person, year=2021)
    GroupEntryFactory(group=group, year=2022)
    InitiativeFactory(school=school, year=2022)
    ExemplarFactory(school=school, state=ExemplarState.PUBLISHED)
    ExemplarFactory(school=school, title="Còn kín")
    exemplar_of(HolderKind.PERSON, teacher.person, title="Chưa đồng ý", state=ExemplarState.RECOGNISED)
    ExemplarFactory(school=school, found_on=date(2022, 12, 31))


@pytest.fixture
def report(plan, happened, principal, at: datetime):
    return start_report(
        plan, kind=ReportKind.MIDTERM, year=2022, starts_on=date(2023, 1, 1), ends_on=date(2023, 5, 31),
        dated_on=at.date(), actor=principal, at=at,
    )  # fmt: skip
