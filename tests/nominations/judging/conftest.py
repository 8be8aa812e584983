from datetime import UTC, datetime

import pytest

from nominations.judging.models import Entry, Round
from tests.factories.judging import EntryFactory, SolutionFactory, judged_round, sheet
from tests.factories.school import UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import School, User

WHY = "Giải pháp chưa nêu được điểm mới so với năm trước."


@pytest.fixture
def when() -> datetime:
    """Within the days of the round that the factories make."""
    return datetime(2024, 4, 20, 2, tzinfo=UTC)


@pytest.fixture
def author(school: School) -> User:
    return UserFactory(school=school, full_name="Nguyễn Thị Ánh Tuyết", roles=[Role.TEACHER])


@pytest.fixture
def member(school: School) -> User:
    return UserFactory(school=school, full_name="Đặng Thị Ước", roles=[Role.COUNCIL_MEMBER, Role.TEACHER])


@pytest.fixture
def turn(school: School, principal: User, teacher: User, member: User) -> Round:
    """Judged by the principal in the chair, the teacher and the member."""
    return judged_round(school, principal.person, teacher.person, member.person)


@pytest.fixture
def entry(turn: Round, author: User) -> Entry:
    """One solution; the chair and the teacher have sent 7,3 and 8 points, the member nothing yet."""
    solution = SolutionFactory(school=turn.school, person=author.person, name="Vườn cổ tích của bé", state="IN_JUDGING")
    made = EntryFactory(round=turn, solution=solution)
    chair, teacher, member = turn.judges.order_by("pk")
    sheet(chair, made, "7.3")
    sheet(teacher, made, 8)
    sheet(member, made)
    return made
