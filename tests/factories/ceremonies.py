"""Ceremonies, past the services: what a test does not say has one plain value."""

from datetime import date, time

import factory
from factory.django import DjangoModelFactory

from awards.ceremonies.models import Ceremony, Guest, ProgramItem, Recipient, Turn
from tests.factories.decisions import AwardLineFactory
from tests.factories.school import PersonFactory, SchoolFactory


class CeremonyFactory(DjangoModelFactory):
    """Of the day of the tests, 05/10/2023, without any decision."""

    class Meta:
        model = Ceremony

    school = factory.SubFactory(SchoolFactory)
    name = "Lễ tổng kết, trao thưởng năm học 2022–2023"
    held_on = date(2023, 10, 5)
    starts_at = time(8)
    place = "Sân trường"
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class ProgramItemFactory(DjangoModelFactory):
    class Meta:
        model = ProgramItem

    ceremony = factory.SubFactory(CeremonyFactory)
    position = factory.LazyAttribute(lambda item: item.ceremony.program.count() + 1)
    title = "Trao thưởng"
    who = "Hiệu trưởng"
    minutes = 10


class GuestFactory(DjangoModelFactory):
    class Meta:
        model = Guest

    ceremony = factory.SubFactory(CeremonyFactory)
    position = factory.LazyAttribute(lambda guest: guest.ceremony.guests.count() + 1)
    name = "Ngô Quang Ẩn"
    post = "Trưởng phòng Giáo dục và Đào tạo"


class TurnFactory(DjangoModelFactory):
    class Meta:
        model = Turn

    ceremony = factory.SubFactory(CeremonyFactory)
    position = factory.LazyAttribute(lambda turn: turn.ceremony.turns.count() + 1)
    name = "Giấy khen của Hiệu trưởng"
    handed_by = "Hiệu trưởng"


class RecipientFactory(DjangoModelFactory):
    """Of a person, by a decision in force of the ceremony's school."""

    class Meta:
        model = Recipient

    ceremony = factory.SubFactory(CeremonyFactory)
    line = factory.SubFactory(
        AwardLineFactory, decision__school=factory.SelfAttribute("...ceremony.school"), decision__state="IN_FORCE"
    )
    position = factory.LazyAttribute(lambda one: one.ceremony.recipients.count() + 1)
