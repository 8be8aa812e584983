"""Contests, past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, Criterion, Entry, Judge, JudgeSheet, Mark
from tests.factories.school import PersonFactory, SchoolFactory
from thiduakt.school.models import Kinship, User

WHEN = datetime(2023, 9, 10, 2, tzinfo=UTC)


class ContestFactory(DjangoModelFactory):
    class Meta:
        model = Contest

    school = factory.SubFactory(SchoolFactory)
    name = "Hội thi giáo viên giỏi cấp trường"
    opens_on = date(2023, 9, 1)
    closes_on = date(2023, 9, 30)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    contest = factory.SubFactory(ContestFactory)
    text = "Nội dung"
    max_points = Decimal(10)


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    contest = factory.SubFactory(ContestFactory)
    number = factory.Sequence(lambda n: 101 + n % 899)
    title = "Giờ học làm quen với toán"
    author = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..contest.school"))
    sent_at = WHEN


class JudgeFactory(DjangoModelFactory):
    class Meta:
        model = Judge

    contest = factory.SubFactory(ContestFactory)
    person = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..contest.school"))


class SheetFactory(DjangoModelFactory):
    class Meta:
        model = JudgeSheet


def sheet(judge: Judge, entry: Entry, points: Any = None) -> JudgeSheet:
    """Sent with these points for the first criterion, or waiting where there are none."""
    made = SheetFactory(judge=judge, entry=entry, sent_at=None if points is None else WHEN)
    if points is not None:
        Mark.objects.create(sheet=made, criterion=judge.contest.criteria.first(), points=Decimal(str(points)))
    return made


def kin(one: User, other: User) -> Kinship:
    return Kinship.objects.create(
        person=one.person, relative=other.person, relation="chị chồng", declared_by=one, declared_at=WHEN
    )


def judged_contest(school: Any, *people: Any, **told: Any) -> Contest:
    """Being judged by these people, on one criterion of ten points; no entry yet."""
    contest = ContestFactory(school=school, **{"state": ContestState.JUDGING, **told})
    CriterionFactory(contest=contest)
    for person in people:
        JudgeFactory(contest=contest, person=person)
    return contest
