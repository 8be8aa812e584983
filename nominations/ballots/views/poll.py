"""The page of one vote: what everybody in it may know, and the steps of those who conduct it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView, View

from nominations.ballots.enums import COUNTED, PollState
from nominations.ballots.flows import POLL_FLOW
from nominations.ballots.models import Poll
from nominations.ballots.policies import can_conduct, can_read_result, can_vote
from nominations.ballots.queries import CHANGED, electors_of, has_tally, has_voted, participation, tally_of
from nominations.ballots.rooms import OF_ROOMS
from nominations.ballots.services.conducting import (
    close_poll,
    confirm_poll,
    count_poll,
    open_poll,
    shred_poll,
    void_poll,
)
from thiduakt.pages import Posted, titles, version_of
from thiduakt.school.services.accounts import check_own_password

from .pages import OfPoll

DROP = {
    "name": "drop", "label": "Bỏ cuộc bỏ phiếu này",
    "warning": "Hồ sơ trong cuộc bỏ phiếu trở lại chưa biểu quyết: bỏ phiếu lại, hoặc chọn cách khác.",
}  # fmt: skip
WAITS = {
    "open": ("opening_by", "{} đã xác nhận mở hòm phiếu, chờ thêm một người giữ việc khác."),
    "count": ("counting_by", "{} đã xác nhận kiểm phiếu, chờ thêm một người nữa; một trong hai là người kiểm phiếu."),
    "void": ("voiding_by", "{} đề nghị hủy cuộc bỏ phiếu này, chờ thêm một người giữ việc khác. Lý do: {}"),
}


class PollDetail(OfPoll, TemplateView):
    template_name = "ballots/poll.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.poll)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        poll, user, now = self.poll, self.request.user, timezone.now()
        places = [place for room in OF_ROOMS for place in room(poll, user, now)]
        is_official, is_elector = can_conduct(user, poll, now), user.person_id in poll.content.electors
        return super().get_context_data(
            poll=poll,
            facts=[*places, *_facts(poll)],
            actions=[{"label": one.back_label, "url": one.back_url, "tone": "secondary"} for one in places if one.back_url],
            drops=[one.drop_url for one in places if one.drop_url],
            drop=DROP,
            columns=titles("Cá nhân, tập thể", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Không tham gia"),
            lines=poll.content.open_to(user.person_id),
            results=list(_results(poll, user.person_id)) if can_read_result(user, poll, now) else [],
            changed=CHANGED if poll.state in COUNTED and not poll.is_whole else "",
            receipts=poll.receipts if is_official or is_elector else None,
            card_url=reverse("ballots:card", args=[poll.pk]) if self._may_vote() else "",
            voted=is_elector and has_voted(poll, user.person_id),
            electors=electors_of(poll) if is_official else [],
            waits=list(_waits(poll)) if is_official else [],
            steps=list(self._steps()) if is_official else [],
            **kwargs,
        )

    def _may_vote(self) -> bool:
        user, poll = self.request.user, self.poll
        return poll.state == PollState.OPEN and can_vote(user, poll, timezone.now()) and not has_voted(poll, user.person_id)

    def _steps(self) -> Iterator[dict[str, Any]]:
        """What this official can press now; what was pressed by them already is told, not asked again."""
        poll, person, now = self.poll, self.request.user.person, timezone.now()
        moves = {move.name: move for move in POLL_FLOW.open_to(self.request.user, poll, now)}
        if poll.state == PollState.OPEN and poll.is_full:
            moves = {"count": POLL_FLOW.moves["count"], **moves}
        for name, move in moves.items():
            first = getattr(poll, WAITS[name][0]) if name in WAITS else None
            is_done = first == person or (name == "confirm" and poll.confirmed_by.filter(pk=person.pk).exists())
            if not is_done and not (name == "shred" and poll.keep_days and self.today <= poll.kept_until):
                asks_reason = move.needs_reason and first is None
                yield {"move": move, "asks_reason": asks_reason, "blockers": move.blockers(poll)}


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PollStep(OfPoll, Posted, View):
    """One step of an official, with the own password: a browser left open opens no box."""

    permission = "ballot.conduct"

    def act(self) -> str:
        name, user, now = self.request.POST.get("action", ""), self.request.user, timezone.now()
        if name not in POLL_FLOW.moves:
            raise ValidationError("Không có bước này.")
        check_own_password(user, self.request.POST.get("password", ""), "password", now)
        told: dict[str, Any] = {"actor": user, "at": now}
        match name:
            case "open":
                done = open_poll(self.poll, version=version_of(self.request), **told)
            case "void":
                done = void_poll(self.poll, reason=self.request.POST.get("reason", ""), **told)
            case _:
                steps = {"close": close_poll, "count": count_poll, "confirm": confirm_poll, "shred": shred_poll}
                done = steps[name](self.poll, **told)
        return f"Đã ghi nhận. Cuộc bỏ phiếu đang ở trạng thái “{done.get_state_display()}”."


def _facts(poll: Poll) -> Iterator[dict[str, Any]]:
    yield {"label": "Chủ tọa", "value": poll.chair}
    yield {"label": "Thư ký", "value": poll.secretary}
    yield {"label": "Kiểm phiếu", "value": ", ".join(map(str, poll.tellers.all()))}
    yield {"label": "Tỷ lệ phiếu", "value": poll.content.rule}
    if poll.content.least:
        yield {"label": "Phải có ít nhất", "value": f"{poll.content.least} người bỏ phiếu thì mới kiểm phiếu"}
    yield {"label": "Đã bỏ phiếu", "value": f"{participation(poll)} người bầu"}
    for label, day in (("Ngày mở", poll.opened_on), ("Ngày đóng", poll.closed_on), ("Ngày xác nhận", poll.confirmed_on)):
        if day:
            yield {"label": label, "value": f"{day:%d/%m/%Y}"}
    if poll.manifest_hash:
        yield {"label": "Mã nội dung đã chốt", "value": poll.manifest_hash[:16]}
    if poll.state == PollState.VOID:
        yield {"label": "Lý do hủy", "value": poll.void_reason}


def _results(poll: Poll, person_id: int) -> Iterator[dict[str, Any]]:
    """Without the lines that this person takes no part in."""
    if has_tally(poll):
        tally = tally_of(poll)
        for one in poll.content.open_to(person_id):
            yield {"candidate": one, "tally": tally[one.key]}


def _waits(poll: Poll) -> Iterator[str]:
    step = {PollState.DRAFT: "open", PollState.CLOSED: "count"}.get(PollState(poll.state), "")
    if step and (first := getattr(poll, WAITS[step][0])):
        yield WAITS[step][1].format(first)
    if poll.voiding_by and poll.state in POLL_FLOW.moves["void"].sources:
        yield WAITS["void"][1].format(poll.voiding_by, poll.void_reason)
    if poll.state == PollState.COUNTED:
        confirmed = set(poll.confirmed_by.values_list("pk", flat=True))
        waiting = [one for one in (poll.chair, poll.secretary, *poll.tellers.all()) if one.pk not in confirmed]
        yield f"Chờ xác nhận kết quả: {', '.join(map(str, waiting))}."
