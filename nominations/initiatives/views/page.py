"""The page of a solution, with its road, what is missing, and every part of it; and the steps taken there."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.flows import SOLUTION_FLOW, what_is_missing
from nominations.initiatives.forms import ExtendForm, ReturnForm
from nominations.initiatives.models import Author, Replication, Solution, Trial
from nominations.initiatives.policies import (
    KEPT_AWAY,
    can_answer,
    can_attest,
    can_confirm_trial,
    can_lead,
    can_manage,
    can_remove_replication,
    can_replicate,
    can_write,
    is_close,
)
from nominations.initiatives.queries import LIKENESS, USUAL_AUTHORS, checklist, uses_of
from nominations.initiatives.services.holding import why_shut
from nominations.initiatives.services.solutions import extend, give_back, submit, withdraw
from nominations.initiatives.telling import OF_ROOMS
from nominations.writings.queries import body_of, missing_sections
from thiduakt.audit.models import AuditEvent
from thiduakt.pages import Posted, titles, version_of
from thiduakt.vietnamese import capitalized

from .pages import OfSolution, Page, SolutionForm, place_of

ROAD = (S.IDEA, S.TRYING, S.SUBMITTED, S.IN_JUDGING, S.RECOGNISED)
STEPS = ("submit", "withdraw")
DONE = {"submit": "Đã nộp đơn yêu cầu công nhận sáng kiến.", "withdraw": "Đã rút giải pháp."}


class SolutionPage(OfSolution, TemplateView):
    template_name = "initiatives/solution.html"

    @property
    def title(self) -> str:
        return self.solution.name

    def trail(self) -> list[dict[str, str]]:
        return Page.trail(self)

    @cached_property
    def at(self) -> datetime:
        return timezone.now()

    @cached_property
    def writes(self) -> bool:
        return can_write(self.request.user, self.solution, self.at)

    @cached_property
    def manages(self) -> bool:
        return can_manage(self.request.user, self.solution, self.at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user, at, manages = self.solution, self.request.user, self.at, self.manages
        authors = list(one.authors.select_related("person", "solution").prefetch_related("agreements__uploaded_by__person"))
        is_open = one.state in S.WRITTEN
        return super().get_context_data(
            road=list(road(one)),
            facts=[*_facts(one), *(fact for tell in OF_ROOMS for fact in tell(one, user, at))],
            checks=list(self._checks()) if is_open else [],
            authors=[self._author(author) for author in authors],
            asks_about_number=len(authors) > USUAL_AUTHORS,
            trials=[self._trial(trial) for trial in _trials(one)],
            evidence=[file for file in one.files.all() if not file.trial_id and not file.replication_id],
            removes_evidence=self._is_open(Part.EVIDENCE),
            links=list(self._links()),
            papers=list(_papers(one)),
            steps=list(self._steps()),
            return_url=reverse("initiatives:return", args=[one.pk]) if manages and one.state == S.SUBMITTED else "",
            extend_url=reverse("initiatives:extend", args=[one.pk]) if manages and one.state == S.RETURNED else "",
            kept_away=self._kept_away(),
            replications=[self._replication(row) for row in _replications(one)],
            replicate_url=reverse("initiatives:replicate", args=[one.pk]) if can_replicate(user, one, at) else "",
            uses=list(uses_of(one)) if one.ledger_initiative_id else [],
            events=AuditEvent.objects.about(one).order_by("-seq")[:100],
            figure_columns=titles("Chỉ số", "Đơn vị", "Trước", "Sau"),
            body=body_of(one.writing),
            description_missing=len(missing_sections(one.writing)),
            **kwargs,
        )

    def _checks(self) -> Iterator[dict[str, Any]]:
        for check in checklist(self.solution):
            yield {
                "check": check,
                "url": place_of(check.part, self.solution) if self.writes or check.part == LIKENESS else "",
            }

    def _is_open(self, part: Part) -> bool:
        """To be written by this person now."""
        return self.writes and not why_shut(self.solution, part, self.at)

    def _author(self, author: Author) -> dict[str, Any]:
        answers = (
            author.declined_at is None and author.confirmed_at is None and can_answer(self.request.user, author, self.at)
        )
        is_open = not why_shut(self.solution, Part.AUTHORS, self.at)
        waits = author.confirmed_at is None or bool(author.agreements.all())
        attests = waits and can_attest(self.request.user, author, self.at)
        return {
            "author": author,
            "agreements": list(author.agreements.all()),
            "answer_url": reverse("initiatives:answer", args=[author.pk]) if answers and is_open else "",
            "attest_url": reverse("initiatives:attest", args=[author.pk]) if attests and is_open else "",
        }

    def _trial(self, trial: Trial) -> dict[str, Any]:
        edits = self._is_open(Part.TRIALS)
        is_open = self.solution.state in S.WRITTEN and trial.confirmed_at is None
        confirms = is_open and can_confirm_trial(self.request.user, self.solution, self.at)
        return {
            "trial": trial,
            "files": list(trial.files.all()),
            "figures": [[one["name"], one["unit"], one["before"], one["after"]] for one in trial.figures],
            "edit_url": reverse("initiatives:trial_edit", args=[trial.pk]) if edits else "",
            "remove_url": reverse("initiatives:trial_remove", args=[trial.pk]) if edits else "",
            "confirm_url": reverse("initiatives:trial_confirm", args=[trial.pk]) if confirms else "",
        }

    def _replication(self, row: Replication) -> dict[str, Any]:
        removes = can_remove_replication(self.request.user, row, self.at)
        url = reverse("initiatives:replication_remove", args=[row.pk]) if removes else ""
        return {"row": row, "files": list(row.files.all()), "remove_url": url}

    def _links(self) -> Iterator[dict[str, str]]:
        """Where its parts are written, as long as they are open."""
        leads = can_lead(self.request.user, self.solution, self.at)
        labels = {
            Part.FACTS: ("Sửa thông tin", "pencil"), Part.AUTHORS: ("Sửa tác giả", "people"),
            Part.DESCRIPTION: ("Viết mô tả", "file-earmark-text"), Part.TRIALS: ("Ghi lần áp dụng thử", "clipboard-plus"),
            Part.EVIDENCE: ("Nộp minh chứng", "paperclip"),
        }  # fmt: skip
        for part, (label, icon) in labels.items():
            if self._is_open(part) and (part != Part.AUTHORS or leads):
                yield {"label": label, "icon": icon, "url": place_of(part, self.solution)}
        if self.solution.state not in S.BEGUN:
            url = reverse("initiatives:description_revisions", args=[self.solution.pk])
            yield {"label": "Các lần lưu mô tả", "icon": "clock-history", "url": url}
        yield {"label": "So trùng", "icon": "files", "url": place_of(LIKENESS, self.solution)}

    def _steps(self) -> Iterator[dict[str, Any]]:
        one = self.solution
        for move in SOLUTION_FLOW.open_to(self.request.user, one, self.at):
            if move.name in STEPS:
                blockers = what_is_missing(one) if move.name == "submit" else []
                url, tone = reverse("initiatives:step", args=[one.pk]), "primary" if move.name == "submit" else "danger"
                yield {"move": move, "is_blocked": bool(blockers), "url": url, "tone": tone}

    def _kept_away(self) -> str:
        user, one = self.request.user, self.solution
        waits = one.state in S.REACHED and one.state not in {S.RECOGNISED, S.REFUSED}
        is_kept = waits and not self.manages and self.may("solution.manage") and is_close(user.person_id, one)
        return KEPT_AWAY if is_kept else ""


class TakeStep(OfSolution, Posted, View):
    """What whoever leads it does: submits, withdraws."""

    permission = "solution.own"

    def act(self) -> str:
        action, version = self.request.POST.get("action", ""), version_of(self.request)
        user, at = self.request.user, timezone.now()
        if action not in STEPS:
            raise Http404
        if action == "submit":
            submit(self.solution, version=version, actor=user, at=at)
        else:
            withdraw(self.solution, reason=self.request.POST.get("reason", ""), version=version, actor=user, at=at)
        return DONE[action]


class Managed(OfSolution, SolutionForm, FormView):
    """By whoever manages solutions, and is close to none of its authors."""

    permission = "solution.manage"

    @cached_property
    def solution(self) -> Solution:
        solution = super().solution
        if not can_manage(self.request.user, solution, timezone.now()):
            raise PermissionDenied(KEPT_AWAY)
        return solution

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.solution.version}


class GiveBack(Managed):
    form_class = ReturnForm
    title = "Trả lại để bổ sung"
    submit_label = "Trả lại"
    done = "Đã trả lại; các tác giả nhận được thông báo kèm lý do."

    def serve(self, form: ReturnForm) -> None:
        give_back(self.solution, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class Extend(Managed):
    form_class = ExtendForm
    title = "Gia hạn bổ sung"
    submit_label = "Gia hạn"
    done = "Đã gia hạn; các tác giả nhận được thông báo."

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "until": self.solution.returned_until}

    def serve(self, form: ExtendForm) -> None:
        extend(self.solution, **form.cleaned_data, actor=self.request.user, at=timezone.now())


def road(one: Solution) -> Iterator[dict[str, str]]:
    """Where it stands; what was given back stands where it was submitted, what was refused where it was judged."""
    stand = {S.RETURNED: S.SUBMITTED, S.REFUSED: S.RECOGNISED, S.WITHDRAWN: S.IDEA}.get(S(one.state), S(one.state))
    place = ROAD.index(stand)
    for number, state in enumerate(ROAD):
        standing = "done" if number < place or one.state == S.RECOGNISED else "current" if number == place else "todo"
        label = one.get_state_display() if standing == "current" else state.label
        yield {"label": capitalized(str(label)), "state": standing, "detail": ""}


def _facts(one: Solution) -> Iterator[dict[str, Any]]:
    yield {"label": "Năm học", "value": one.year_name}
    yield {"label": "Loại", "value": capitalized(one.get_kind_display())}
    yield {"label": "Đề nghị công nhận ở", "value": capitalized(one.get_level_display())}
    yield {"label": "Lĩnh vực áp dụng", "value": one.field}
    yield {"label": "Áp dụng lần đầu ngày", "value": f"{one.first_applied_on:%d/%m/%Y}" if one.first_applied_on else ""}
    yield {"label": "Tổ", "value": one.group}
    if one.from_registration:
        registration = one.from_registration
        yield {"label": "Từ bản đăng ký", "value": registration.round.name, "url": registration.get_absolute_url()}
    if one.submitted_at:
        yield {"label": "Nộp đơn lúc", "value": f"{timezone.localtime(one.submitted_at):%H:%M %d/%m/%Y}"}
    if one.ledger_initiative:
        kept = one.ledger_initiative
        told = f"{capitalized(kept.get_level_display())}, {kept.decision_number or 'chưa có số quyết định'}"
        yield {"label": "Đã công nhận", "value": told}


def _trials(one: Solution) -> Any:
    return one.trials.select_related("school_class", "group", "confirmed_by__person").prefetch_related("files")


def _replications(one: Solution) -> Any:
    return one.replications.select_related("logged_by__person", "solution").prefetch_related("files")


def _papers(one: Solution) -> Iterator[dict[str, str]]:
    """What is printed: the request and the description, in both forms."""
    for route, label in (("request", "Đơn yêu cầu công nhận"), ("description", "Báo cáo mô tả sáng kiến")):
        yield {
            "label": label,
            "pdf": reverse(f"initiatives:{route}_file", args=[one.pk, "pdf"]),
            "docx": reverse(f"initiatives:{route}_file", args=[one.pk, "docx"]),
        }
