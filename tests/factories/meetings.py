"""Meetings of tổ, past the services: the people of the tổ are not brought in, a test names those it needs."""

from datetime import UTC, date, datetime, time
from typing import Any

import factory
from factory.django import DjangoModelFactory

from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from nominations.meetings.models import Attendance, GroupMeeting, Vote
from nominations.meetings.services.meetings import Presence, Told, begin_meeting, conclude, save_meeting
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.school import PersonFactory
from thiduakt.school.models import Group, User

HELD_ON = date(2023, 10, 18)
AT = datetime(2023, 10, 18, 9, tzinfo=UTC)
WHEN = datetime(2023, 10, 2, 8, tzinfo=UTC)


class GroupMeetingFactory(DjangoModelFactory):
    class Meta:
        model = GroupMeeting

    review = factory.SubFactory(ReviewFactory)
    school = factory.SelfAttribute("review.school")
    held_on = HELD_ON
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(GroupMeetingFactory)


class VoteFactory(DjangoModelFactory):
    class Meta:
        model = Vote

    meeting = factory.SubFactory(GroupMeetingFactory)


def waiting_dossier(review: Review, person: Any, **told: Any) -> Dossier:
    """Handed in, and waiting for the tổ of the person."""
    values = {"state": DossierState.TO_GROUP, "handed_in_at": WHEN, "team": person.group, "person": person, **told}
    return DossierFactory(review=review, **values)


def counts(agreed: int, against: int = 0, blank: int = 0, *, voters: int | None = None, **told: Any) -> dict[str, Any]:
    return {
        "manner": "HANDS", "is_out": False, "led_by": None, "remarks": "", "agreed": agreed, "against": against,
        "blank": blank, "voters": agreed + against + blank if voters is None else voters, **told,
    }  # fmt: skip


def told(
    meeting: GroupMeeting, votes: dict[int, dict[str, Any]], *, away: dict[int, str] | None = None, **more: Any
) -> Told:
    """All is written that the minutes ask for; the chair is who began the meeting."""
    values = {
        "held_on": meeting.held_on, "starts_at": time(14), "ends_at": time(15, 30), "place": "Phòng họp",
        "chair": meeting.chair, "chair_reason": "", "secretary": None, "discussion": "Nhất trí.", **more,
    }  # fmt: skip
    presence = {key: Presence(is_present=False, reason=why) for key, why in (away or {}).items()}
    return Told(values=values, presence=presence, votes=votes)


def concluded(
    review: Review, group: Group, votes: dict[int, dict[str, Any]], *, actor: User, secretary: Any, at: datetime = AT
) -> GroupMeeting:
    """A meeting brought to its end by the services."""
    meeting = begin_meeting(review, group, held_on=at.date(), actor=actor, at=at)
    written = told(meeting, votes, secretary=secretary)
    saved = save_meeting(meeting, written, version=meeting.version, actor=actor, at=at)
    return conclude(saved, version=saved.version, actor=actor, at=at)
