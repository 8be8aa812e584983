"""Who signs in, what role they hold, and two whom only their work tells apart."""

import pytest

from tests.factories.school import PersonFactory, UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import RoleAssignment


@pytest.fixture
def phuong(school):
    return UserFactory(school=school, full_name="Hoàng Thị Phương", username="phuonght", roles=[Role.PRINCIPAL])


@pytest.fixture
def dao(school):
    return UserFactory(school=school, username="daodt", roles=[Role.TEACHER])


@pytest.fixture
def held(secretary):
    return RoleAssignment.objects.get(person=secretary.person)


@pytest.fixture
def daos(school, group):
    """Two of one name in one group: told apart by nothing but their work."""
    return [PersonFactory(school=school, group=group, post=post) for post in ("Giáo viên", "Nhân viên nuôi dưỡng")]
