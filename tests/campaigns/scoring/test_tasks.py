from datetime import UTC, datetime

import pytest

from tests.factories.school import GroupFactory, UserFactory
from tests.factories.scoring import MarkFactory, SubjectFactory, ready_sheet
from thiduakt.home.tasks import tasks_of
from thiduakt.home.tasks.scoring import URGES
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db
AT = datetime(2023, 5, 15, 8, 0, tzinfo=UTC)


def details(user):
    return [(task.label, task.detail) for task in tasks_of(user, AT) if task.label in URGES.values()]


def test_the_head_is_asked_for_the_groups_own_points(group, group_head, teacher, principal):
    ready_sheet(group, state="SELF")

    assert details(group_head) == [(URGES["self"], "cho Tổ mẫu giáo lớn")]
    assert details(teacher) == details(principal) == []


def test_the_council_is_asked_until_every_point_is_given_and_then_to_make_it_known(group, principal, group_head):
    sheet = ready_sheet(group, state="COUNCIL")
    first, second = sheet.items.all()
    MarkFactory(subject=sheet.subjects.get(), item=first, council_points=1)

    assert details(principal) == [(URGES["council"], "đã chấm 1/2 ô điểm")]
    assert details(group_head) == []
    MarkFactory(subject=sheet.subjects.get(), item=second, council_points=1)
    assert details(principal) == [(URGES["rank"], "các tổ trong trường")]


def test_a_member_is_not_asked_to_score_the_own_group(school, group):
    head = UserFactory(school=school, roles=[Role.COUNCIL_MEMBER, Role.GROUP_HEAD], group=group)
    sheet = ready_sheet(group, state="COUNCIL")
    assert details(head) == []

    SubjectFactory(sheet=sheet, group=GroupFactory(school=school))

    assert details(head) == [(URGES["council"], "đã chấm 0/2 ô điểm")]


def test_once_everybody_has_sent_the_sheet_waits_for_who_leads_it(group, secretary, teacher):
    sheet = ready_sheet(group, state="SELF")
    assert details(secretary) == []

    sheet.subjects.update(sent_at=AT)

    assert details(secretary) == [(URGES["collect"], "các tổ trong trường")]
    assert details(teacher) == []
