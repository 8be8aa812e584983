"""Meetings and appraisals of the demo school: what each tổ voted, one being written down, what was found."""

import pytest
from django.utils import timezone

from nominations.appraisals.models import Appraisal, Waiver
from nominations.meetings.enums import MeetingState
from nominations.meetings.models import GroupMeeting, Vote
from nominations.meetings.queries import missing_of
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import appraisals, dossiers, initiatives, meetings, registrations

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_every_to_has_voted_and_one_meeting_is_being_written() -> None:
    at = timezone.now()
    demo.load(at)
    demo_history.load(at)
    for room in (registrations, initiatives, dossiers, meetings, appraisals):
        room.load(at)
    concluded = GroupMeeting.objects.filter(state=MeetingState.CONCLUDED)
    assert concluded.count() > 3
    assert not any("chủ trì" in said for meeting in concluded for said in missing_of(meeting))
    votes = list(Vote.objects.filter(meeting__in=concluded))
    assert all(vote.outcome.has_passed for vote in votes)
    assert {(vote.led_by_id or vote.meeting.chair_id) == vote.dossier.person_id for vote in votes} == {False}
    written = GroupMeeting.objects.get(state=MeetingState.DRAFT)
    assert written.votes.filter(agreed__isnull=False).count() == 1
    assert Appraisal.objects.exists()
    assert {one.state for one in Waiver.objects.all()} == {"APPROVED", "PROPOSED"}
    approved = Waiver.objects.get(state="APPROVED")
    assert approved.dossier.waived == [approved.key]
    assert approved.decided_by != approved.proposed_by
