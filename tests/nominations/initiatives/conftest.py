"""A teacher with a solution, the head of the tổ, a co-author, somebody of another tổ."""

import pytest

from tests.factories.initiatives import make_ready, make_solution, make_submitted
from tests.factories.school import GroupFactory, UserFactory
from tests.factories.targets import upload
from thiduakt.permissions import Role


@pytest.fixture
def solution(teacher, at):
    """An idea."""
    return make_solution(teacher, at)


@pytest.fixture
def ready(solution, teacher, group_head, at):
    """With all that submitting asks for."""
    return make_ready(solution, teacher, group_head, at, files=[upload()])


@pytest.fixture
def submitted(teacher, group_head, at):
    return make_submitted(teacher, group_head, at, files=[upload()])


@pytest.fixture
def colleague(school, group):
    """Of the same tổ."""
    return UserFactory(school=school, full_name="Đặng Thị Ý", group=group, roles=[Role.TEACHER])


@pytest.fixture
def outsider(school):
    """Of the school, and of another tổ: sees nothing of this one."""
    other = GroupFactory(school=school, name="Tổ nhà trẻ")
    return UserFactory(school=school, full_name="Vũ Thị Êm", group=other, roles=[Role.TEACHER])
