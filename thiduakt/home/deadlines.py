"""Thời hạn: the days by which this person has to have done something. A function for each room that sets any."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Q

from campaigns.campaigns.queries import open_activities
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.exemplars.enums import ExemplarState
from campaigns.exemplars.models import Exemplar
from campaigns.targets.enums import TargetState
from campaigns.targets.models import Target
from thiduakt.documents.models import Consultation
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.models import User


@dataclass(frozen=True, slots=True)
class Deadline:
    day: date
    title: str
    url: str
    key: str  # tells it from every other one, today and tomorrow


def deadlines_of(user: User, on: date) -> list[Deadline]:
    """Those of today and later, the nearest first."""
    found = [deadline for source in SOURCES for deadline in source(user, on)]
    return sorted(found, key=lambda deadline: (deadline.day, deadline.key))


def consultation_deadlines(user: User, on: date) -> Iterator[Deadline]:
    asking = Consultation.objects.open_to_reader(user, on).filter(closes_on__gte=on)
    for asked in asking.select_related("document"):
        title = f"Góp ý dự thảo: {asked.document.subject}"
        yield Deadline(asked.closes_on, title, asked.get_absolute_url(), f"consultation-{asked.pk}")


def activity_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """What campaigns that run ask of the person, and of the tổ she is in."""
    if not may(user, "campaign.view", on=on):
        return
    for one in open_activities(user).filter(due_on__gte=on):
        if one.due_on:
            yield Deadline(
                one.due_on, f"Hoạt động phong trào: {one.name}", one.campaign.get_absolute_url(), f"activity-{one.pk}"
            )


def contest_deadlines(user: User, on: date) -> Iterator[Deadline]:
    if not may(user, "contest.enter", on=on):
        return
    for contest in Contest.objects.visible_to(user, on).filter(state=ContestState.OPEN, closes_on__gte=on):
        title = f"Hạn gửi bài: {contest.name}"
        yield Deadline(contest.closes_on, title, contest.get_absolute_url(), f"contest-{contest.pk}")


def target_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """Of what the person was given, and of the tổ's targets for whoever reports them."""
    own = Q(person=user.person_id)
    if Scope.GROUP in scopes(user, "target.report", on) and user.group_id:
        own |= Q(group=user.group_id)
    for target in Target.objects.visible_to(user, on).filter(own, state=TargetState.OPEN, due_on__gte=on):
        yield Deadline(target.due_on, f"Hạn chỉ tiêu: {target.name}", target.get_absolute_url(), f"target-{target.pk}")


def exemplar_deadlines(user: User, on: date) -> Iterator[Deadline]:
    given = Exemplar.objects.filter(school=user.school_id, fostered_by=user.person_id, state=ExemplarState.FOSTERING)
    for one in given.filter(due_on__gte=on):
        day = cast(date, one.due_on)  # those without a day are not found
        yield Deadline(day, f"Bồi dưỡng điển hình: {one.title}", one.get_absolute_url(), f"exemplar-{one.pk}")


SOURCES = (target_deadlines, activity_deadlines, consultation_deadlines, contest_deadlines, exemplar_deadlines)
