"""The cast: one school, its people by what they do, and strangers. Fixtures, brought in by conftest."""

import pytest

from tests.factories.school import GroupFactory, SchoolFactory, UserFactory
from thiduakt.permissions import Role
from thiduakt.school.enums import Level
from thiduakt.school.models import Group, School, User


@pytest.fixture
def superior_body(db: None) -> School:
    return SchoolFactory(name="Phòng Giáo dục và Đào tạo quận Long Biên", level=Level.AUTHORITY)


@pytest.fixture
def school(superior_body: School) -> School:
    return SchoolFactory(superior=superior_body)


@pytest.fixture
def other_school(superior_body: School) -> School:
    return SchoolFactory(name="Trường Mầm non Ánh Dương", superior=superior_body)


@pytest.fixture
def group(school: School) -> Group:
    return GroupFactory(school=school, name="Tổ mẫu giáo lớn")


@pytest.fixture
def principal(school: School) -> User:
    return UserFactory(school=school, full_name="Hoàng Thị Phương", roles=[Role.PRINCIPAL, Role.COUNCIL_CHAIR])


@pytest.fixture
def deputy(school: School) -> User:
    return UserFactory(school=school, full_name="Nguyễn Thị Ánh", roles=[Role.DEPUTY])


@pytest.fixture
def clerk(school: School) -> User:
    return UserFactory(school=school, full_name="Đặng Thị Thu Hằng", roles=[Role.CLERK])


@pytest.fixture
def secretary(school: School) -> User:
    return UserFactory(school=school, full_name="Trần Thị Ngọc Bích", roles=[Role.SECRETARY])


@pytest.fixture
def technician(school: School) -> User:
    return UserFactory(school=school, full_name="Lê Văn Đức", roles=[Role.TECHNICIAN])


@pytest.fixture
def group_head(school: School, group: Group) -> User:
    return UserFactory(school=school, full_name="Phạm Thị Hương", group=group, roles=[Role.GROUP_HEAD, Role.TEACHER])


@pytest.fixture
def teacher(school: School, group: Group) -> User:
    return UserFactory(school=school, full_name="Đỗ Thị Đào", group=group, roles=[Role.TEACHER])


@pytest.fixture
def accountant(school: School) -> User:
    return UserFactory(school=school, full_name="Vũ Thị Yến", roles=[Role.ACCOUNTANT])


@pytest.fixture
def inspector(school: School) -> User:
    return UserFactory(school=school, full_name="Bùi Thị Ước", roles=[Role.INSPECTOR, Role.TEACHER])


@pytest.fixture
def superior(superior_body: School) -> User:
    return UserFactory(school=superior_body, full_name="Ngô Quang Ẩn", roles=[Role.SUPERIOR])


@pytest.fixture
def stranger(other_school: School) -> User:
    """The principal of another school: all rights there, none here."""
    return UserFactory(school=other_school, full_name="Hoàng Thị Phương", roles=[Role.PRINCIPAL])
