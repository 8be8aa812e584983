"""The page of one meeting: what was written down, what it comes to, what is still missing."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from nominations.ballots.enums import UNUSED
from nominations.ballots.models import Poll
from nominations.meetings.flows import MEETING_FLOW
from nominations.meetings.models import GroupMeeting, Vote
from nominations.meetings.policies import can_lead
from nominations.meetings.queries import (
    AGAIN,
    RULE_SOURCE,
    VoteRule,
    attendances_of,
    counted_of,
    free_of,
    outcome_now,
    retakable,
    rule_of,
    votes_of,
)
from thiduakt.documents.models import Document
from thiduakt.pages import titles

from .pages import OfMeeting


class MeetingDetail(OfMeeting, TemplateView):
    template_name = "meetings/detail.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"{self.meeting.group} họp bình xét"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        attendances, votes, rule = attendances_of(meeting), votes_of(meeting), rule_of(meeting)
        leads = can_lead(self.request.user, meeting, timezone.now())
        whole = counted_of(attendances, rule)
        move = MEETING_FLOW.moves["conclude"]
        return super().get_context_data(
            meeting=meeting,
            facts=list(_facts(meeting, rule)),
            source=RULE_SOURCE,
            present=sum(one.is_present for one in attendances),
            members=len(attendances),
            absent=[one for one in attendances if not one.is_present],
            columns=titles("Cá nhân, tập thể", "Danh hiệu, hình thức", "Biểu quyết", "Kết quả"),
            rows=[_row(vote, whole, rule) for vote in votes],
            polls=list(self._polls(leads=leads)),
            actions=self._actions(votes) if leads else [],
            move=move if leads and meeting.is_draft else None,
            blockers=move.blockers(meeting) if leads and meeting.is_draft else [],
            discard={"name": "discard", "label": "Bỏ cuộc họp này", "warning": "Những gì đã ghi bị xóa hẳn."}
            if leads and meeting.is_draft and not meeting.polls.exists()
            else None,
            papers=list(self._papers(leads=leads)),
            begins_minutes=leads and not meeting.is_draft and meeting.minutes is None,
            again=leads and not meeting.is_draft and retakable(meeting).exists(),
            later=list(meeting.corrected_by.all()),
            **kwargs,
        )

    def _actions(self, votes: list[Vote]) -> list[dict[str, str]]:
        if not self.meeting.is_draft:
            return []
        found = [{"label": "Ghi cuộc họp", "url": reverse("meetings:edit", args=[self.meeting.pk]), "icon": "pencil"}]
        if free_of(votes):
            url = reverse("meetings:poll", args=[self.meeting.pk])
            found.append({"label": "Bỏ phiếu kín trên hệ thống", "url": url, "icon": "envelope-paper"})
        return found

    def _polls(self, *, leads: bool) -> Iterator[dict[str, Any]]:
        """Each is led to by whoever may see it; what came to nothing is left by its head."""
        seen = set(Poll.objects.visible_to(self.request.user, self.today).values_list("pk", flat=True))
        voted = {vote.poll_id for vote in self.meeting.votes.all()}
        drop = {"name": "drop", "label": AGAIN, "warning": "Hồ sơ trong cuộc bỏ phiếu này trở lại chưa biểu quyết."}
        for poll in self.meeting.polls.order_by("pk"):
            drops = leads and self.meeting.is_draft and poll.state in UNUSED and poll.pk in voted
            url = reverse("meetings:drop_poll", args=[self.meeting.pk, poll.pk])
            yield {"poll": poll, "is_seen": poll.pk in seen, "drop": drop if drops else None, "drop_url": url}

    def _papers(self, *, leads: bool) -> Iterator[dict[str, str]]:
        """What can be read or printed: minutes and letter by whoever may see them, what is filled in by hand by its head."""
        meeting = self.meeting
        if meeting.minutes and Document.objects.visible_to(self.request.user, self.today).filter(pk=meeting.minutes.pk):
            yield {"label": "Biên bản họp tổ", "url": meeting.minutes.get_absolute_url(), "icon": "file-text"}
        if meeting.is_draft and leads:
            yield self._paper("In biên bản để ghi tay", "blank_minutes")
            yield self._paper("In phiếu biểu quyết", "slips")
        if not meeting.is_draft and meeting.votes.filter(is_passed=True).exists():
            yield self._paper("Tờ trình của tổ (PDF)", "submittal", "pdf")
            yield self._paper("Tờ trình của tổ (Word)", "submittal", "docx")

    def _paper(self, label: str, route: str, *args: str) -> dict[str, str]:
        return {"label": label, "url": reverse(f"meetings:{route}", args=[self.meeting.pk, *args]), "icon": "printer"}


def _facts(meeting: GroupMeeting, rule: VoteRule) -> Iterator[dict[str, Any]]:
    yield {"label": "Đợt xét", "value": meeting.review, "url": meeting.review.get_absolute_url()}
    hours = [f"{hour:%H giờ %M}" for hour in (meeting.starts_at, meeting.ends_at) if hour]
    yield {"label": "Thời gian", "value": f"{' – '.join(hours)} ngày {meeting.held_on:%d/%m/%Y}".strip()}
    yield {"label": "Địa điểm", "value": meeting.place}
    chair = f"{meeting.chair or ''}"
    yield {"label": "Chủ trì", "value": f"{chair} ({meeting.chair_reason})" if meeting.chair_reason else chair}
    yield {"label": "Thư ký", "value": meeting.secretary}
    yield {"label": "Tỷ lệ để được đề nghị", "value": rule.sentence}
    if meeting.corrects:
        yield {"label": "Họp lại", "value": meeting.corrects, "url": meeting.corrects.get_absolute_url()}
        yield {"label": "Lý do họp lại", "value": meeting.corrects_why}


def _row(vote: Vote, whole: int, rule: VoteRule) -> dict[str, Any]:
    count, outcome = vote.count, vote.outcome or outcome_now(vote.count, whole, rule)
    told = "Đang bỏ phiếu kín trên hệ thống" if vote.poll else "Chưa có số phiếu"
    if count:
        told = (
            f"{vote.get_manner_display().capitalize()}: {count.voters} người biểu quyết, {count.agreed} đồng ý, "
            f"{count.against} không đồng ý, {count.blank} phiếu trắng"
        )
    left = "Chờ kiểm phiếu" if vote.poll and vote.meeting.is_draft else "Để lại lần họp sau"
    return {
        "vote": vote, "dossier": vote.dossier, "told": told, "outcome": outcome, "left": left, "notes": list(_notes(vote))
    }  # fmt: skip


def _notes(vote: Vote) -> Iterator[str]:
    if vote.is_out:
        yield "Người được xét ra ngoài khi biểu quyết."
    if vote.led_by:
        yield f"{vote.led_by} chủ trì phần này."
    if vote.remarks:
        yield vote.remarks
