"""Meetings of tổ, past the services: the people of the tổ are not brought in, a test names those it needs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from nominations.ballots.enums import Choice
from nominations.ballots.models import Poll
from nominations.ballots.services.conducting import close_poll, confirm_poll, count_poll, open_poll
from nominations.ballots.services.voting import cast
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from nominations.meetings.models import Attendance, GroupMeeting, Vote
from nominations.meetings.services.meetings import Presence, Told, begin_meeting, conclude, save_meeting
from nominations.meetings.services.polls import begin_poll
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.permissions import Role
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


NAMES = ("Bùi Thị Ước", "Đặng Thị Ý", "Lê Thị Ân", "Ngô Thị Oanh", "Trịnh Thị Úc", "Vũ Thị Êm")


@dataclass
class Voting:
    """A tổ that sits together, all with accounts: the head presides, the first of the others writes, the second counts."""

    meeting: GroupMeeting
    head: User
    others: list[User]
    dossier: Dossier  # of the third of them
    at: datetime = AT

    @property
    def secretary(self) -> User:
        return self.others[0]

    @property
    def teller(self) -> User:
        return self.others[1]

    def write(self, votes: dict[int, dict[str, Any]] | None = None, **more: Any) -> GroupMeeting:
        kept = {"secretary": self.secretary.person, **more}
        version = GroupMeeting.objects.get(pk=self.meeting.pk).version
        written = told(self.meeting, votes or {}, **kept)
        self.meeting = save_meeting(self.meeting, written, version=version, actor=self.head, at=self.at)
        return self.meeting

    def begin(self) -> Poll:
        """On every dossier of the meeting."""
        dossiers = [vote.dossier for vote in self.meeting.votes.all()]
        return begin_poll(self.meeting, dossiers, [self.teller.person], actor=self.head, at=self.at)

    def open(self, poll: Poll) -> Poll:
        open_poll(poll, actor=self.head, at=self.at)
        return open_poll(poll, actor=self.secretary, at=self.at)

    def voted(self, poll: Poll, against: int = 0) -> Poll:
        """All have voted, `against` of them no; counted, and confirmed by who conducted it."""
        opened = self.open(poll)
        for place, user in enumerate([*self.others, self.head]):
            said = Choice.AGAINST if place < against else Choice.AGREE
            if lines := opened.content.open_to(user.person_id):
                cast(opened, {one.key: said for one in lines}, actor=user, at=self.at)
        closed = close_poll(opened, actor=self.head, at=self.at)
        for official in (self.teller, self.secretary):
            closed = count_poll(closed, actor=official, at=self.at)
        for official in (self.head, self.secretary, self.teller):
            closed = confirm_poll(closed, actor=official, at=self.at)
        return closed


def voting(review: Review, head: User, *, others: int = 6, at: datetime = AT) -> Voting:
    group = head.person.group
    users = [UserFactory(school=review.school, full_name=name, group=group, roles=[Role.TEACHER]) for name in NAMES[:others]]
    dossier = waiting_dossier(review, users[2].person)
    meeting = begin_meeting(review, group, held_on=timezone.localdate(at), actor=head, at=at)
    sitting = Voting(meeting, head, users, dossier, at)
    sitting.write()
    return sitting
