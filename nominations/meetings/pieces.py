"""What a whole dossier holds of the tổ, the issued minutes or until there are any the vote as it stands; whose a poll is."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from nominations.ballots.enums import UNUSED
from nominations.ballots.models import Poll
from nominations.ballots.rooms import Place
from nominations.dossiers.models import Dossier
from nominations.dossiers.pieces import Piece
from thiduakt.documents.models import Document
from thiduakt.documents.output import paper_file
from thiduakt.documents.rendering.sandbox import render
from thiduakt.school.models import User

from .enums import MeetingState
from .models import GroupMeeting, Vote
from .policies import can_lead
from .queries import attendances_of, rule_of

FILE = "02-bien-ban-hop-to.pdf"


def minutes_of(dossier: Dossier, reader: User, at: datetime) -> Iterator[Piece]:
    """Of the last concluded meeting that voted on it and that the reader may see."""
    on = timezone.localdate(at)
    seen = GroupMeeting.objects.visible_to(reader, on).filter(state=MeetingState.CONCLUDED)
    votes = Vote.objects.filter(dossier=dossier, meeting__in=seen, is_passed__isnull=False)
    beside = ("meeting__group", "meeting__chair", "meeting__secretary", "meeting__minutes", "led_by")
    vote = votes.select_related(*beside).order_by("-meeting__held_on", "-meeting__pk").first()
    if vote is None:
        return
    minutes = vote.meeting.minutes
    if minutes and minutes.is_numbered and Document.objects.visible_to(reader, on).filter(pk=minutes.pk).exists():
        yield Piece.printed(f"Biên bản họp tổ số {minutes.notation}", FILE, paper_file(minutes, "pdf"))
    else:
        yield Piece.printed("Kết quả họp tổ (biên bản chưa ban hành)", FILE, _vote_pdf(dossier, vote))


def meeting_of_poll(poll: Poll, reader: User, at: datetime) -> Iterator[Place]:
    for meeting in GroupMeeting.objects.visible_to(reader, timezone.localdate(at)).filter(polls=poll):
        url = meeting.get_absolute_url()
        leads = meeting.is_draft and can_lead(reader, meeting, at)
        drops = leads and poll.state in UNUSED and meeting.votes.filter(poll=poll).exists()
        yield Place(
            label="Họp tổ bình xét", value=meeting, url=url, back_label="Về cuộc họp", back_url=url if leads else "",
            drop_url=reverse("meetings:drop_poll", args=[meeting.pk, poll.pk]) if drops else "",
        )  # fmt: skip


def _vote_pdf(dossier: Dossier, vote: Vote) -> bytes:
    attendances = attendances_of(vote.meeting)
    told = {
        "dossier": dossier,
        "vote": vote,
        "meeting": vote.meeting,
        "members": len(attendances),
        "absent": [one for one in attendances if not one.is_present],
        "rule": rule_of(vote.meeting).sentence,
    }
    return render(render_to_string("meetings/print_vote.html", told))
