"""The page of one contest: to each what is theirs to do, and to nobody what is not theirs to know yet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from campaigns.campaigns.policies import can_see
from campaigns.contests.enums import ContestState
from campaigns.contests.flows import CONTEST_FLOW
from campaigns.contests.forms import JudgeForm
from campaigns.contests.models import Contest, Entry, Judge, JudgeSheet
from campaigns.contests.policies import can_enter, can_manage, oversees, sees_result
from campaigns.contests.queries import authors_told, counted_sheets, possible_judges, progress
from campaigns.contests.services.contests import not_closed_yet
from thiduakt.marks import Aggregation, Progress, points_told
from thiduakt.pages import titles
from thiduakt.permissions import may
from thiduakt.school.models import User
from thiduakt.vietnamese import capitalized
from thiduakt.workflow import Move

from .pages import OfContest

PROPOSING = "dossiers:start"  # the page, in a room above, where somebody is proposed for an honor


class ContestDetail(OfContest, TemplateView):
    template_name = "contests/detail.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    @property
    def title(self) -> str:
        return self.contest.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contest, user, at = self.contest, self.request.user, timezone.now()
        manages = can_manage(user, contest, at)
        own = list(contest.entries.of(user.person_id).select_related("author", "contest"))
        sheets = counted_sheets(contest) if contest.state == ContestState.JUDGING or contest.is_counted else []
        mine = [sheet for sheet in sheets if sheet.judge.person_id == user.person_id]
        kept = manages and contest.state in ContestState.EDITABLE
        return super().get_context_data(
            contest=contest,
            facts=list(_facts(contest, user, at)),
            criteria=[[one.text, points_told(one.max_points)] for one in contest.criteria.all()],
            criterion_columns=[{"title": "Tiêu chí"}, {"title": "Điểm tối đa", "align": "right"}],
            own=[{"entry": one, "authors": authors_told(one)} for one in own],
            enter_url=reverse("contests:enter", args=[contest.pk]) if can_enter(user, contest, at) else "",
            result_url=reverse("contests:result", args=[contest.pk]) if sees_result(user, contest, at) else "",
            proposing_url=self._proposing_url(),
            mine=[_mine(sheet) for sheet in mine],
            left=sum(sheet.sent_at is None for sheet in mine),
            manages=manages,
            actions=[
                {"label": "Sửa", "url": reverse("contests:edit", args=[contest.pk]), "icon": "pencil", "tone": "secondary"}
            ]
            if kept
            else [],
            discard={"name": "discard", "label": "Bỏ bản soạn", "warning": "Bản soạn bị xóa hẳn."} if kept else None,
            steps=[self._step(move) for move in CONTEST_FLOW.open_to(user, contest, at)],
            **(self._organising(sheets) if manages else {}),
            **kwargs,
        )

    def _proposing_url(self) -> str:
        """Once its result is published."""
        if self.contest.state != ContestState.CLOSED or not may(self.request.user, "dossier.own", on=timezone.localdate()):
            return ""
        return f"{reverse(PROPOSING)}?hoi-thi={self.contest.pk}"

    def _step(self, move: Move) -> dict[str, Any]:
        early = not_closed_yet(self.contest, timezone.now()) if move.name == "judge" else []
        url = reverse("contests:step", args=[self.contest.pk, move.name])
        return {"move": move, "url": url, "blockers": [*early, *move.blockers(self.contest)]}

    def _organising(self, sheets: list[JudgeSheet]) -> dict[str, Any]:
        """Judges, and unless this person judges as well, the entries and who has marked which."""
        contest, user = self.contest, self.request.user
        far = {one.judge.pk: one for one in progress(contest, sheets)}
        watches = oversees(user, contest, timezone.now())
        judges = list(contest.judges.select_related("person"))
        may_change = contest.state in ContestState.WITH_JUDGES
        entries = _entries(contest) if watches else []
        is_judged = contest.state == ContestState.JUDGING
        return {
            "judges": [
                {
                    "judge": judge,
                    "standing": _standing(judge, far.get(judge.pk), is_judged=is_judged, watches=watches),
                    "move": _release(judge, is_judged=is_judged) if may_change and not judge.excused_at else None,
                    "url": reverse("contests:judge_release", args=[judge.pk]),
                }
                for judge in judges
            ],
            "judge_form": JudgeForm(people=possible_judges(contest, timezone.localdate())) if may_change else None,
            "watches": watches,
            "entries": [{"entry": one, "authors": authors_told(one)} for one in entries],
            "entry_columns": titles("Mã số", "Bài dự thi", "Người dự thi", "Gửi lúc"),
            "matrix": list(_matrix(judges, entries, sheets)) if is_judged and watches else [],
            "matrix_columns": titles("Bài", *(str(judge) for judge in judges if not judge.excused_at)),
        }


def _facts(contest: Contest, user: User, at: datetime) -> Iterator[dict[str, Any]]:
    yield {"label": "Hình thức", "value": capitalized(contest.get_kind_display())}
    yield {"label": "Nhận bài", "value": f"{contest.opens_on:%d/%m/%Y} – hết ngày {contest.closes_on:%d/%m/%Y}"}
    if contest.campaign and can_see(user, contest.campaign, at):
        yield {"label": "Phong trào", "value": contest.campaign, "url": contest.campaign.get_absolute_url()}
    yield {"label": "Cách tính điểm", "value": capitalized(str(Aggregation(contest.aggregation).label))}
    if contest.pass_mark is not None:
        yield {"label": "Điểm đạt", "value": f"từ {points_told(contest.pass_mark)}"}
    if contest.send_up:
        yield {"label": "Gửi lên cấp trên", "value": f"{contest.send_up} bài"}


def _mine(sheet: JudgeSheet) -> dict[str, Any]:
    entry = sheet.entry
    told = "Đã gửi" if sheet.sent_at else "Đang chấm" if sheet.version > 1 else "Chưa chấm"
    return {"sheet": sheet, "number": entry.number, "name": entry.title, "told": told}


def _entries(contest: Contest) -> list[Entry]:
    return list(contest.entries.standing().select_related("author", "contest").prefetch_related("co_authors"))


def _release(judge: Judge, *, is_judged: bool) -> Move:
    """Named after the judge: there is one such form for each on the page."""
    label = "Cho thôi chấm" if is_judged else "Bỏ tên"
    return Move(f"release-{judge.pk}", label, (), "", lambda *args: True, needs_reason=is_judged)


def _standing(judge: Judge, far: Progress | None, *, is_judged: bool, watches: bool) -> str:
    if judge.excused_at:
        return f"Thôi chấm {judge.excused_at:%d/%m/%Y}: {judge.excuse}"
    if not is_judged or far is None:
        return ""
    if far.is_done:
        return "Đã gửi hết phiếu"
    return f"Đã gửi {far.sent}/{far.count} phiếu" if watches else "Chưa gửi hết phiếu"


def _matrix(judges: list[Judge], entries: list[Entry], sheets: list[JudgeSheet]) -> Iterator[list[str]]:
    """Who has marked which entry: never with what."""
    sent = {(sheet.judge_id, sheet.entry_id): sheet.sent_at is not None for sheet in sheets}
    words = {True: "đã chấm", False: "chưa", None: "không chấm"}
    for entry in entries:
        cells = [words[sent.get((judge.pk, entry.pk))] for judge in judges if not judge.excused_at]
        yield [str(entry.number), *cells]
