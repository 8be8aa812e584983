"""A plan with sentences that are targets, the tổ they are given to, the council's member who checks."""

from datetime import date

import pytest

from campaigns.targets.services.reporting import report_progress
from tests.factories.plans import make_plan
from tests.factories.pupils import SchoolClassFactory
from tests.factories.school import UserFactory
from tests.factories.targets import TargetFactory, upload
from thiduakt.documents.models import Document
from thiduakt.permissions import Role

SHARE = "100% các lớp thực hiện chủ đề trường học hạnh phúc."
CONTEST = "Tổ chức hội thi cấp trường và chọn 01 giáo viên dự thi cấp quận."
BODY = (
    f"<h2>NỘI DUNG</h2><h3>Chỉ tiêu</h3><ul><li><p>{SHARE}</p></li><li><p>{CONTEST}</p></li></ul><p>Dạy tốt, học tốt./.</p>"
)


@pytest.fixture
def member(school):
    return UserFactory(school=school, full_name="Bùi Thị Thủy", roles=[Role.COUNCIL_MEMBER, Role.TEACHER])


@pytest.fixture
def plan(principal, at):
    """A draft of 2023."""
    plan = make_plan(principal=principal, at=at)
    Document.objects.filter(pk=plan.pk).update(body=BODY)
    plan.document.refresh_from_db()
    return plan


@pytest.fixture
def classes(school):
    """Eighteen, of the school year that the days of 2023 from September on lie in."""
    return SchoolClassFactory.create_batch(18, school=school, year=2023)


@pytest.fixture
def target(school, group, member):
    """Of the tổ that group_head heads and teacher is of; member checks it."""
    return TargetFactory(school=school, group=group, checker=member.person, due_on=date(2023, 12, 31))


@pytest.fixture
def progress(target, group_head, at):
    return report_progress(target, as_of=date(2023, 10, 1), value=12, files=[upload()], actor=group_head, at=at).progress
