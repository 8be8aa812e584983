"""One dossier: its page, the steps of its writers, what it is given back for, what the council concluded."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from nominations.dossiers.caps import ListCap, caps_of
from nominations.dossiers.duplicates import same_honor, same_merit
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.flows import DOSSIER_FLOW
from nominations.dossiers.forms import ReturnForm
from nominations.dossiers.models import Dossier
from nominations.dossiers.pausing import pauses_told
from nominations.dossiers.policies import can_return, can_write, due_day, why_close, why_shut
from nominations.dossiers.services.pausing import CAN_PAUSE, pause, resume
from nominations.dossiers.services.road import award, give_back, hand_in, refuse, withdraw
from nominations.dossiers.showing import judgements_of, lacks_of, law_of, road_of, strip_of
from nominations.dossiers.telling import OF_ROOMS
from thiduakt.audit.models import AuditEvent
from thiduakt.catalog.models import Regime
from thiduakt.pages import Posted, ServedForm, version_of
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.vietnamese import capitalized
from thiduakt.workflow import Move

from .pages import OfDossier

WRITERS_STEPS = ("hand_in", "submit", "withdraw")
APPRAISED_IN = (S.SUBMITTED, S.APPRAISED, S.TO_COUNCIL)
COUNCILS_STEPS = ("award", "refuse")
PAUSE = Move(
    "pause", "Tạm dừng xét", (), "", CAN_PAUSE, needs_reason=True,
    warning="Không ai xét tiếp hồ sơ cho đến khi thầy/cô bấm Xét tiếp; người lập hồ sơ được báo và đọc lý do này. Việc đang "
    "xác minh, kỷ luật thầy/cô không ghi ở đây mà ghi ở sổ khen thưởng: hồ sơ tự dừng theo sổ.",
)  # fmt: skip
RESUME = Move("resume", "Xét tiếp", (), "", CAN_PAUSE)
QUIET = {"withdraw": "quiet", "refuse": "secondary", "pause": "secondary"}  # beside the step that is waited for
DONE = {
    "hand_in": "Đã nộp hồ sơ cho tổ bình xét.", "submit": "Đã nộp hồ sơ lên trường.", "withdraw": "Đã rút hồ sơ.",
    "award": "Đã ghi: hội đồng đề nghị khen thưởng.", "refuse": "Đã ghi: hội đồng không đề nghị.",
    "pause": "Đã tạm dừng xét hồ sơ.", "resume": "Đã bỏ lý do tạm dừng.",
}  # fmt: skip


class DossierPage(OfDossier, TemplateView):
    permission = "dossier.view"
    template_name = "dossiers/dossier.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.dossier)

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user, at = self.dossier, self.request.user, timezone.now()
        writes = can_write(user, one, at) and one.state in S.WRITTEN
        shut = why_shut(one.review, one, at) if writes else ""
        frozen, live = judgements_of(one, user, self.today)
        return super().get_context_data(
            road=road_of(one),
            pauses=pauses_told([one], user, self.today).get(one.pk, []),
            facts=[*_facts(one), *(fact for tell in OF_ROOMS for fact in tell(one, user, at))],
            strip=strip_of(one, user, self.today),
            is_person=one.holder_kind == NomineeKind.PERSON,
            lacks=list(lacks_of(one)) if writes else [],
            writes=writes,
            shut=shut,
            until=due_day(one, self.today) if writes and not shut else None,
            edit_url=self._address("edit"),
            pages=list(self._pages(writes=writes and not shut)),
            frozen=frozen,
            live=live,
            law=law_of(one),
            waivers=[waiver.sentence for waiver in one.waivers.standing()] if frozen else [],
            twins=[*same_honor(one), *same_merit(one)] if one.state not in S.ENDED else [],
            caps=self._caps(),
            files=one.files.all(),
            moves=list(self._moves(at)),
            return_url=self._return_url(at),
            close=why_close(user, one) if self._has_to_act() else "",
            events=AuditEvent.objects.about(one).order_by("-seq")[:100],
            **kwargs,
        )

    def _pausing(self, at: datetime) -> Move | None:
        """To stop it by hand, or to let it go on."""
        one = self.dossier
        if not (one.paused_on or one.state in S.IN_HAND) or not CAN_PAUSE(self.request.user, one, at):
            return None
        return RESUME if one.paused_on else PAUSE

    def _moves(self, at: datetime) -> Iterator[dict[str, Any]]:
        one = self.dossier
        for move in DOSSIER_FLOW.open_to(self.request.user, one, at):
            if move.name in {*WRITERS_STEPS, *COUNCILS_STEPS}:
                url = self._address("conclude" if move.name in COUNCILS_STEPS else "step")
                yield {"move": move, "blockers": move.blockers(one), "url": url, "tone": QUIET.get(move.name, "")}
        if move := self._pausing(at):
            yield {"move": move, "blockers": [], "url": self._address("pause"), "tone": QUIET.get(move.name, "")}

    def _return_url(self, at: datetime) -> str:
        lies_there = self.dossier.state in DOSSIER_FLOW.moves["return"].sources
        return self._address("give_back") if lies_there and can_return(self.request.user, self.dossier, at) else ""

    def _pages(self, *, writes: bool) -> Iterator[dict[str, str]]:
        one = self.dossier
        if writes:
            yield {"label": "Sửa phần chung", "url": self._address("edit"), "icon": "pencil"}
        yield {"label": "Báo cáo thành tích", "url": self._address("report_text"), "icon": "file-earmark-text"}
        yield {"label": "Minh chứng", "url": self._address("evidence"), "icon": "paperclip"}
        if one.state in APPRAISED_IN and self.may("dossier.appraise"):
            url = reverse("appraisals:dossier", args=[one.pk])  # of the room above
            yield {"label": "Thẩm định", "url": url, "icon": "clipboard-check"}
        for form in ("pdf", "zip"):
            label = f"Tải bộ hồ sơ ({form.upper()})"
            yield {"label": label, "url": self._address("package", form), "icon": "file-earmark-arrow-down"}

    def _address(self, route: str, *more: str) -> str:
        return reverse(f"dossiers:{route}", args=[self.dossier.pk, *more])

    def _caps(self) -> list[ListCap]:
        if not scopes(self.request.user, self.permission, self.today) & WHOLE_SCHOOL:
            return []
        return [cap for cap in caps_of(self.dossier.review) if cap.code == self.dossier.code]

    def _has_to_act(self) -> bool:
        return self.dossier.state in S.IN_HAND and self.may("dossier.return")


class Step(OfDossier, Posted, View):
    """What its writers do with it."""

    permission = "dossier.view"

    def get_success_url(self) -> str:
        return self.dossier.get_absolute_url()

    def act(self) -> str:
        action = self.request.POST.get("action", "")
        if action not in WRITERS_STEPS:
            raise Http404
        step = withdraw if action == "withdraw" else hand_in
        moved = step(self.dossier, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        if action != "withdraw":
            action = "hand_in" if moved.state == S.TO_GROUP else "submit"
        return DONE[action]


class Conclude(OfDossier, Posted, View):
    """What the council said of it."""

    permission = "dossier.record"

    def get_success_url(self) -> str:
        return self.dossier.get_absolute_url()

    def act(self) -> str:
        action, reason = self.request.POST.get("action", ""), self.request.POST.get("reason", "")
        if action not in COUNCILS_STEPS:
            raise Http404
        if action == "award":
            award(self.dossier, actor=self.request.user, at=timezone.now())
        else:
            refuse(self.dossier, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[action]


class Pause(OfDossier, Posted, View):
    """By hand, until somebody lets it go on."""

    permission = "dossier.pause"

    def get_success_url(self) -> str:
        return self.dossier.get_absolute_url()

    def act(self) -> str:
        action, asked = self.request.POST.get("action", ""), {"actor": self.request.user, "at": timezone.now()}
        match action:
            case "pause":
                pause(self.dossier, reason=self.request.POST.get("reason", ""), **asked)
            case "resume":
                resume(self.dossier, **asked)
            case _:
                raise Http404
        return DONE[action]


class GiveBack(OfDossier, ServedForm, FormView):
    permission = "dossier.return"
    form_class = ReturnForm
    template_name = "dossiers/form_page.html"
    lead = "Chỉ những mục thầy/cô đánh dấu mở lại cho người lập hồ sơ bổ sung."
    submit_label = "Trả lại"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Trả lại hồ sơ: {self.dossier.holder}"

    def get_success_url(self) -> str:
        return self.dossier.get_absolute_url()

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.dossier.version, "until": self.today + timedelta(days=5)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_return(self.request.user, self.dossier, timezone.now()):
            raise PermissionDenied
        return super().get_context_data(**kwargs)

    def serve(self, form: ReturnForm) -> None:
        told = form.cleaned_data
        give_back(
            self.dossier, fields=told["flagged"], reason=told["reason"], until=told["until"], version=told["version"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.done = f"Đã trả lại hồ sơ của {self.dossier.holder}."


def _facts(one: Dossier) -> Iterator[dict[str, Any]]:
    review = one.review
    yield {"label": "Đợt xét", "value": review.name, "url": review.get_absolute_url()}
    yield {"label": "Năm học, loại hình", "value": f"{review.year_name}, {review.get_merit_display()}"}
    yield {"label": "Thời kỳ pháp lý", "value": str(Regime.objects.filter(code=review.regime).first() or "")}
    told = f"{one.outsider}, {one.outsider.unit}" if one.outsider else str(one.holder)
    yield {"label": capitalized(one.get_holder_kind_display()), "value": told}
    if one.team and one.team_id != one.group_id:
        yield {"label": "Tổ bình xét", "value": one.team}
    if one.merit_on:
        yield {"label": "Ngày lập thành tích", "value": f"{one.merit_on:%d/%m/%Y}"}
    for label, source in (("Phong trào", one.campaign), ("Hội thi", one.contest)):
        if source:
            yield {"label": label, "value": source, "url": source.get_absolute_url()}
    if one.registration:
        yield {"label": "Bản đăng ký", "value": one.registration.round, "url": one.registration.get_absolute_url()}
    if initiatives := [str(work) for work in one.initiatives.all()]:
        yield {"label": "Sáng kiến dùng để xét", "value": "; ".join(initiatives)}
    if one.twin_reason:
        yield {"label": "Lý do đề nghị thêm cho cùng thành tích", "value": one.twin_reason}
    yield {"label": "Người lập", "value": f"{one.written_by}, {timezone.localtime(one.written_at):%d/%m/%Y}"}
    if one.handed_in_at:
        late = ", nộp sau hạn" if one.is_late else ""
        yield {"label": "Nộp lúc", "value": f"{timezone.localtime(one.handed_in_at):%H:%M %d/%m/%Y}{late}"}
