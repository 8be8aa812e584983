"""Schools and people. Nothing is guessed: what a test does not say has one plain value."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from thiduakt.permissions import Role
from thiduakt.school.enums import Gender, Level, RoleState
from thiduakt.school.models import Delegation, Group, Letterhead, Person, RoleAssignment, School, SchoolYear, User
from thiduakt.vietnamese import sort_key

PASSWORD = "Mat-khau-thu-2026"
LONG_AGO = date(2015, 1, 1)


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School
        skip_postgeneration_save = True

    code = factory.Sequence("truong-{}".format)
    name = "Trường Mầm non Giang Biên"
    level = Level.KINDERGARTEN

    @factory.post_generation
    def letterhead(self, create, extracted, **kwargs):
        LetterheadFactory(school=self, **kwargs)


class LetterheadFactory(DjangoModelFactory):
    class Meta:
        model = Letterhead

    school = factory.SubFactory(SchoolFactory)
    valid_from = LONG_AGO
    parent_lines = "PHÒNG GD&ĐT QUẬN LONG BIÊN"
    issuer_lines = "TRƯỜNG MẦM NON GIANG BIÊN"
    place = "Giang Biên"
    office_code = "MNGB"


class SchoolYearFactory(DjangoModelFactory):
    class Meta:
        model = SchoolYear

    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2022, 9, 5)
    ends_on = date(2023, 5, 31)


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence("Tổ mẫu giáo {}".format)
    sort_key = factory.LazyAttribute(lambda group: sort_key(group.name))


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    school = factory.SubFactory(SchoolFactory)
    full_name = "Đỗ Thị Đào"
    gender = Gender.FEMALE
    post = "Giáo viên"


class UserFactory(DjangoModelFactory):
    """`UserFactory(school=…, roles=[Role.CLERK])`: an account whose person holds these roles since long ago."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        school = None
        full_name = "Đỗ Thị Đào"
        group = None

    username = factory.Sequence("nguoidung{}".format)
    person = factory.Maybe(
        "school",
        yes_declaration=factory.SubFactory(
            PersonFactory,
            school=factory.SelfAttribute("..school"),
            full_name=factory.SelfAttribute("..full_name"),
            group=factory.SelfAttribute("..group"),
        ),
        no_declaration=factory.SubFactory(PersonFactory, full_name=factory.SelfAttribute("..full_name")),
    )
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or ():
            RoleAssignmentFactory(school=self.school, person=self.person, role=role)


class RoleAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    school = factory.SelfAttribute("person.school")
    person = factory.SubFactory(PersonFactory)
    role = Role.TEACHER
    starts_on = LONG_AGO
    basis = "Quyết định số 15/QĐ-MNGB"
    state = RoleState.ACTIVE


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = Delegation

    school = factory.SelfAttribute("person.school")
    person = factory.SubFactory(PersonFactory)
    action = "document.sign"
    starts_on = LONG_AGO
    ends_on = date(2030, 12, 31)
    basis = "Giấy ủy quyền số 01/GUQ-MNGB"
