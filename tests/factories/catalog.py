"""Texts of the library: a school's own unless told otherwise."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories.school import SchoolFactory
from thiduakt.catalog.enums import ChangeKind, TextKind
from thiduakt.catalog.models import LegalChange, LegalText


class LegalTextFactory(DjangoModelFactory):
    """`LegalTextFactory(school=None, …)` is a text of the state."""

    class Meta:
        model = LegalText

    school = factory.SubFactory(SchoolFactory)
    kind = TextKind.PLAN
    number = factory.Sequence(lambda n: f"{n + 500}/KH-PGDĐT")
    name = "về công tác thi đua, khen thưởng năm 2023"
    issuer = "Phòng Giáo dục và Đào tạo quận Long Biên"
    issued_on = date(2023, 2, 15)
    in_force_from = factory.SelfAttribute("issued_on")


class LegalChangeFactory(DjangoModelFactory):
    class Meta:
        model = LegalChange

    newer = factory.SubFactory(LegalTextFactory)
    older = factory.SubFactory(LegalTextFactory)
    kind = ChangeKind.REPLACES
