"""The page of one round: to each what is theirs to do, and to nobody what is not theirs to know yet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from nominations.judging.enums import RoundState, Verdict
from nominations.judging.flows import ROUND_FLOW
from nominations.judging.forms import JudgeForm
from nominations.judging.models import Appeal, Entry, Judge, Round, Sheet
from nominations.judging.policies import can_appeal, can_manage, is_judge, last_day_to_appeal, watches
from nominations.judging.queries import (
    Line,
    Progress,
    authors_told,
    counted_sheets,
    possible_judges,
    progress,
    result,
    waiting_solutions,
)
from nominations.judging.services.rounds import too_early
from thiduakt.pages import titles
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User
from thiduakt.vietnamese import capitalized
from thiduakt.workflow import Move

from .pages import OfRound


def sees_result(user: User, turn: Round, at: datetime) -> bool:
    """The totals and conclusions of all: who sets it up or judged it; once concluded, also who reads all solutions."""
    if not turn.has_result:
        return False
    if watches(user, turn, at) or is_judge(user, turn):
        return True
    reads_all = bool(scopes(user, "solution.view", timezone.localdate(at)) & WHOLE_SCHOOL)
    return turn.state == RoundState.CONCLUDED and reads_all


class RoundPage(OfRound, TemplateView):
    template_name = "judging/round.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    @property
    def title(self) -> str:
        return self.turn.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turn, user, at = self.turn, self.request.user, timezone.now()
        manages = can_manage(user, turn, at)
        sheets = counted_sheets(turn) if turn.state != RoundState.DRAFT else []
        mine = [sheet for sheet in sheets if sheet.judge.person_id == user.person_id]
        kept = manages and turn.state in RoundState.EDITABLE
        return super().get_context_data(
            turn=turn,
            facts=list(_facts(turn)),
            mine=[_mine(sheet) for sheet in mine],
            mine_pdf=reverse("judging:judge_sheets", args=[mine[0].judge_id]) if len(mine) > 1 else "",
            left=sum(sheet.sent_at is None for sheet in mine),
            own=list(self._own(at)),
            result_url=reverse("judging:results", args=[turn.pk]) if sees_result(user, turn, at) else "",
            blank_url=reverse("judging:blank_sheet", args=[turn.pk]) if turn.criteria_set and (manages or mine) else "",
            manages=manages,
            actions=[{"label": "Sửa", "url": reverse("judging:edit", args=[turn.pk]), "icon": "pencil", "tone": "secondary"}]
            if kept
            else [],
            discard={"name": "discard", "label": "Bỏ đợt chấm", "warning": "Đợt chấm bị xóa hẳn."} if kept else None,
            steps=[self._step(move) for move in ROUND_FLOW.open_to(user, turn, at)],
            **(self._setting_up(sheets) if manages else {}),
            **kwargs,
        )

    def _step(self, move: Move) -> dict[str, Any]:
        early = too_early(self.turn, timezone.now()) if move.name == "open" else []
        url = reverse("judging:step", args=[self.turn.pk, move.name])
        edit_url = reverse("judging:edit", args=[self.turn.pk])
        return {"move": move, "url": url, "blockers": [*early, *move.blockers(self.turn)], "edit_url": edit_url}

    def _own(self, at: datetime) -> Iterator[dict[str, Any]]:
        """What this person wrote, once it is concluded; the certificate once its decision is issued."""
        turn, user = self.turn, self.request.user
        if turn.state != RoundState.CONCLUDED:
            return
        own = set(turn.entries.by_author(user.person_id).values_list("pk", flat=True))
        if not own:
            return
        others = set(turn.entries.exclude(pk__in=own).values_list("pk", flat=True))
        for line in result(turn, but=others):
            yield _own_line(line, user, at)

    def _setting_up(self, sheets: list[Sheet]) -> dict[str, Any]:
        """The council, and while it is judged who has judged what: never with what."""
        turn = self.turn
        shown = [sheet for sheet in sheets if sheet.entry_id not in self.closed]
        far = {one.judge.pk: one for one in progress(turn, sheets)}
        judges = list(turn.judges.filter(appeal__isnull=True).select_related("person"))
        is_judged = turn.state == RoundState.OPEN
        may_change = turn.state in RoundState.WITH_JUDGES
        entries = _entries(turn, self.closed) if is_judged else []
        standing = [judge for judge in judges if judge.excused_at is None]
        return {
            "judges": [_judge(judge, far.get(judge.pk), is_judged=is_judged, may_change=may_change) for judge in judges],
            "judge_form": JudgeForm(people=possible_judges(turn, self.today)) if may_change else None,
            "matrix": list(_matrix(standing, entries, shown)),
            "matrix_columns": titles("Giải pháp", *(str(judge) for judge in standing), ""),
            "new_ones": waiting_solutions(turn).count() if is_judged else 0,
            "take_in": {"name": "take_in", "label": "Đưa thêm vào đợt chấm"},
            "extend_url": reverse("judging:extend", args=[turn.pk]) if is_judged else "",
            "appeals": list(self._appeals()),
        }

    def _appeals(self) -> Iterator[dict[str, Any]]:
        found = Appeal.objects.filter(entry__round=self.turn).exclude(entry__in=self.closed)
        for one in found.select_related("entry__solution"):
            yield {"appeal": one, "url": one.get_absolute_url()}


def _facts(turn: Round) -> Iterator[dict[str, Any]]:
    yield {"label": "Năm học", "value": turn.year_name}
    url = turn.body.get_absolute_url() if turn.body else ""
    yield {"label": "Hội đồng", "value": turn.body or turn.council, "url": url}
    rules = turn.criteria_set
    mark = "" if rules is None or rules.is_verified else f" ({rules.get_confidence_display()})"
    yield {"label": "Bộ tiêu chí", "value": f"{rules}{mark}" if rules else "chưa chọn"}
    yield {"label": "Chấm", "value": f"{turn.opens_on:%d/%m/%Y} – hết ngày {turn.closes_on:%d/%m/%Y}"}
    yield {"label": "Thành viên đồng ý", "value": capitalized(turn.get_agreement_display())}
    last = last_day_to_appeal(turn)
    days = f"trong {turn.appeal_days} ngày kể từ ngày kết luận" if turn.appeal_days else "không nhận"
    yield {"label": "Đề nghị xem xét lại", "value": f"đến hết ngày {last:%d/%m/%Y}" if last else days}


def _mine(sheet: Sheet) -> dict[str, Any]:
    told = "Đã gửi" if sheet.sent_at else "Đang chấm" if sheet.version > 1 else "Chưa chấm"
    if sheet.judge.appeal_id:
        told = f"Chấm lại: {told.lower()}"
    return {"sheet": sheet, "name": str(sheet.entry.solution), "told": told}


def _own_line(line: Line, user: User, at: datetime) -> dict[str, Any]:
    entry = line.entry
    appeal = entry.appeals.first()
    author = next(one for one in entry.solution.authors.all() if one.person_id == user.person_id)
    is_certified = entry.solution.ledger_initiative_id and entry.decision and entry.decision.is_numbered
    return {
        "line": line,
        "entry": entry,
        "authors": authors_told(entry.solution),
        "is_refused": entry.verdict == Verdict.REFUSED,
        "appeal_url": reverse("judging:appeal_add", args=[entry.pk]) if can_appeal(user, entry, at) else "",
        "sent_appeal": appeal if appeal and appeal.person_id == user.person_id else None,
        "certificate_url": reverse("judging:certificate", args=[entry.pk, author.pk]) if is_certified else "",
    }


def _entries(turn: Round, closed: set[int]) -> list[Entry]:
    return list(turn.entries.exclude(pk__in=closed).select_related("solution"))


def _judge(judge: Judge, far: Progress | None, *, is_judged: bool, may_change: bool) -> dict[str, Any]:
    standing = ""
    if judge.excused_at:
        standing = f"thôi chấm {judge.excused_at:%d/%m/%Y}: {judge.excuse}"
    elif is_judged and far:
        standing = "đã gửi hết phiếu" if far.is_done else "chưa gửi hết phiếu"
    label = "Cho thôi chấm" if is_judged else "Bỏ tên"
    move = Move(f"release-{judge.pk}", label, (), "", lambda *args: True, needs_reason=is_judged)
    return {
        "judge": judge,
        "standing": standing,
        "move": move if may_change and not judge.excused_at else None,
        "url": reverse("judging:release", args=[judge.pk]),
    }


def _matrix(judges: list[Judge], entries: list[Entry], sheets: list[Sheet]) -> Iterator[dict[str, Any]]:
    """Who has judged which solution: never with what. One that nobody has sent anything about may still be put back."""
    sent = {(sheet.judge_id, sheet.entry_id): sheet.sent_at is not None for sheet in sheets}
    words = {True: "đã gửi", False: "chưa", None: "không chấm"}
    for entry in entries:
        is_judged = any(done for (_, key), done in sent.items() if key == entry.pk)
        back = Move(f"back-{entry.pk}", "Đưa ra", (), "", lambda *args: True, needs_reason=True)
        yield {
            "entry": entry,
            "cells": [(str(judge), words[sent.get((judge.pk, entry.pk))]) for judge in judges],
            "back": None if is_judged else back,
            "url": reverse("judging:put_back", args=[entry.pk]),
        }
