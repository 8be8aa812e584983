"""Classes and pupils."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories.school import SchoolFactory
from thiduakt.school.enums import Gender
from thiduakt.school.models import ClassMember, Pupil, SchoolClass


class SchoolClassFactory(DjangoModelFactory):
    class Meta:
        model = SchoolClass

    school = factory.SubFactory(SchoolFactory)
    year = 2023
    name = factory.Sequence("Lớp A{}".format)


class PupilFactory(DjangoModelFactory):
    """`PupilFactory(school=…, in_class=…)`: a pupil, in that class too."""

    class Meta:
        model = Pupil
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    full_name = "Nguyễn Ngọc Bảo An"
    gender = Gender.FEMALE
    born_on = date(2018, 3, 5)

    @factory.post_generation
    def in_class(self, create, extracted, **kwargs):
        if extracted:
            ClassMember.objects.create(pupil=self, school_class=extracted)
