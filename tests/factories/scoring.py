"""Score sheets, past the services: what a test does not say has one plain value."""

import factory
from factory.django import DjangoModelFactory

from campaigns.scoring.models import Item, Mark, ScoreSheet, Subject
from tests.factories.school import PersonFactory, SchoolFactory


class SheetFactory(DjangoModelFactory):
    class Meta:
        model = ScoreSheet

    school = factory.SubFactory(SchoolFactory)
    year = 2022
    title = "Bảng chấm điểm các tổ"
    total = 100
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = Item

    sheet = factory.SubFactory(SheetFactory)
    text = factory.Sequence("Tiêu chí {}".format)
    position = factory.Sequence(lambda number: number % 1000)
    max_points = 50


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject

    sheet = factory.SubFactory(SheetFactory)


class MarkFactory(DjangoModelFactory):
    class Meta:
        model = Mark


def ready_sheet(group, **told) -> ScoreSheet:
    """Two items of 50 points for one tổ."""
    sheet = SheetFactory(school=group.school, **told)
    ItemFactory.create_batch(2, sheet=sheet)
    SubjectFactory(sheet=sheet, group=group)
    return sheet
