"""One dossier as it is appraised, and the steps of whoever appraises it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.appraisals.checking import UNREAD, Ground, has_private_grounds
from nominations.appraisals.enums import Mark, WaiverState
from nominations.appraisals.flows import WAIVER_FLOW
from nominations.appraisals.forms import MarkForm
from nominations.appraisals.models import Waiver
from nominations.appraisals.policies import can_appraise, can_propose, knows_private, why_not_waived
from nominations.appraisals.queries import neighbours
from nominations.appraisals.services.appraising import BY_WHO_MAY_KNOW, finish, save_marks
from nominations.appraisals.times import CODE, dues_of
from nominations.dossiers.duplicates import INITIATIVE_USED, same_honor, same_merit, used_up
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.flows import DOSSIER_FLOW
from nominations.dossiers.forms import ReturnForm
from nominations.dossiers.models import Dossier
from nominations.dossiers.pausing import pauses_told
from nominations.dossiers.policies import can_return, why_close
from nominations.dossiers.services import road
from thiduakt.pages import Posted, ServedForm, version_of
from thiduakt.workflow import Move

from .pages import OfDossier
from .queue import waited

FINISH = Move(
    "finish", "Thẩm định xong", (), "", lambda *args: True,
    warning="Hồ sơ chuyển sang danh sách chờ trình hội đồng.",
)  # fmt: skip
STEPS = {"take_back": road.take_back, "from_council": road.from_council}
DONE = {
    "take_back": "Hồ sơ trở lại chờ thẩm định.",
    "from_council": "Đã rút hồ sơ khỏi danh sách trình hội đồng.",
}


class Appraise(OfDossier, ServedForm, FormView):
    """Read by all who appraise; of the own dossier and that of kin it says why one only reads."""

    form_class = MarkForm
    template_name = "appraisals/dossier.html"
    done = "Đã lưu phần thẩm định."

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Thẩm định: {self.dossier.holder}"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_form_kwargs(self) -> dict[str, Any]:
        read = self.read
        return {
            **super().get_form_kwargs(), "points": read.points, "grounds": read.grounds, "appraisal": read.appraisal,
        }  # fmt: skip

    def serve(self, form: MarkForm) -> None:
        told = form.cleaned_data
        save_marks(
            self.dossier, form.marks(), note=told["note"], version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, read, user, at = self.dossier, self.read, self.request.user, timezone.now()
        before, after = neighbours(one, user, self.today) if one.state == S.SUBMITTED else (None, None)
        works = one.state == S.SUBMITTED and can_appraise(user, one, at)
        context = super().get_context_data(**kwargs)
        return context | {
            "dossier": one,
            "close": why_close(user, one),
            "pauses": pauses_told([one], user, self.today).get(one.pk, []),
            "works": works,
            "before": _link(before),
            "after": _link(after),
            "facts": list(self._facts()),
            "points": read.points,
            "later": [point for point in read.points if point.item.is_later],
            "grounds": [self._ground(ground, at) for ground in read.grounds],
            "appraisal": read.appraisal,
            "twins": [*same_honor(one), *same_merit(one)],
            "used_up": self._used_up(at),
            "waivers": [self._waiver(waiver, at) for waiver in self._waivers],
            "finish": FINISH if works else None,
            "blockers": self._blockers(at) if works else [],
            "version": read.appraisal.version if read.appraisal else 0,
            "return_url": reverse("appraisals:give_back", args=[one.pk])
            if can_return(user, one, at) and one.state in DOSSIER_FLOW.moves["return"].sources
            else "",
            "moves": [
                {"move": move, "url": reverse("appraisals:step", args=[one.pk, move.name]), "blockers": move.blockers(one)}
                for move in DOSSIER_FLOW.open_to(user, one, at)
                if move.name in STEPS
            ],
        }

    def _facts(self) -> Iterator[dict[str, Any]]:
        one = self.dossier
        yield {"label": "Danh hiệu, hình thức", "value": one.honor_name}
        yield {"label": "Đợt xét", "value": one.review, "url": one.review.get_absolute_url()}
        if one.handed_in_at:
            handed, days = timezone.localdate(one.handed_in_at), waited(one, self.today)
            late = ", nộp sau hạn" if one.is_late else ""
            yield {"label": "Nộp", "value": f"{handed:%d/%m/%Y}{f', đã {days} ngày' if days else ''}{late}"}
        if one.code == CODE and (due := dues_of([one.review]).get(one.review_id)):
            yield {"label": "Hạn thẩm định", "value": due.sentence}
        if one.team:
            yield {"label": "Tổ", "value": one.team}
        yield {"label": "Toàn bộ hồ sơ", "value": "Mở hồ sơ", "url": one.get_absolute_url()}

    def _ground(self, ground: Ground, at: datetime) -> dict[str, Any]:
        """With the way to let it pass, where it holds the dossier back and two people may."""
        is_told = ground.key != UNREAD  # of what nobody has read there is nothing to let pass: a person looks
        is_open = self.dossier.state == S.SUBMITTED and not ground.is_settled
        may_ask = is_told and is_open and not why_not_waived(ground.answer)
        asks = may_ask and can_propose(self.request.user, self.dossier, at) and ground.key not in self._asked_for
        url = reverse("appraisals:propose", args=[self.dossier.pk, ground.key]) if asks else ""
        never = "" if ground.is_settled else why_not_waived(ground.answer)
        return {"ground": ground, "waive_url": url, "never": never}

    @property
    def _asked_for(self) -> set[str]:
        return {one.key for one in self._waivers if one.state == WaiverState.PROPOSED}

    @cached_property
    def _waivers(self) -> list[Waiver]:
        rows = self.dossier.waivers.select_related("proposed_by", "decided_by", "dossier__person", "dossier__review")
        return list(rows)

    def _waiver(self, waiver: Waiver, at: datetime) -> dict[str, Any]:
        moves = WAIVER_FLOW.open_to(self.request.user, waiver, at)
        steps = [{"move": move, "url": reverse("appraisals:waiver_step", args=[waiver.pk, move.name])} for move in moves]
        return {"waiver": waiver, "steps": steps}

    def _used_up(self, at: datetime) -> dict[str, Any] | None:
        used = [] if INITIATIVE_USED in self.dossier.waived else used_up(self.dossier)
        if not used:
            return None
        asks = can_propose(self.request.user, self.dossier, at) and INITIATIVE_USED not in self._asked_for
        is_open = self.dossier.state == S.SUBMITTED
        url = reverse("appraisals:propose", args=[self.dossier.pk, INITIATIVE_USED]) if asks and is_open else ""
        return {"sentences": used, "waive_url": url}

    def _blockers(self, at: datetime) -> list[str]:
        if has_private_grounds(self.read.assessment) and not knows_private(self.request.user, self.dossier, at):
            return [BY_WHO_MAY_KNOW]
        return [*self.read.held_back, *DOSSIER_FLOW.moves["appraise"].blockers(self.dossier)]


def _link(dossier: Dossier | None) -> dict[str, str] | None:
    return {"label": str(dossier), "url": reverse("appraisals:dossier", args=[dossier.pk])} if dossier else None


class Open(OfDossier, Posted, View):
    """Bắt đầu thẩm định: from now on its writers cannot withdraw it."""

    def act(self) -> str:
        road.open_file(self.dossier, actor=self.request.user, at=timezone.now())
        return "Đã bắt đầu thẩm định hồ sơ."


class Finish(OfDossier, Posted, View):
    """On to the next one that waits."""

    after = ""

    def get_success_url(self) -> str:
        return self.after or super().get_success_url()

    def act(self) -> str:
        at = timezone.now()
        _, following = neighbours(self.dossier, self.request.user, self.today)
        finish(self.dossier, version=version_of(self.request), actor=self.request.user, at=at)
        self.after = reverse("appraisals:dossier", args=[following.pk]) if following else reverse("appraisals:queue")
        return f"Đã thẩm định xong hồ sơ của {self.dossier.holder}."


class Step(OfDossier, Posted, View):
    """Back by one step, with the reason."""

    def act(self) -> str:
        step = self.kwargs["action"]
        if step not in STEPS:
            raise Http404
        reason = self.request.POST.get("reason", "")
        STEPS[step](self.dossier, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[step]


class GiveBack(OfDossier, ServedForm, FormView):
    """“Cần sửa gì”: begun from what was marked as not there."""

    permission = "dossier.return"
    form_class = ReturnForm
    template_name = "appraisals/give_back.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Trả lại hồ sơ: {self.dossier.holder}"

    def get_initial(self) -> dict[str, Any]:
        points = [point for point in self.read.points if point.mark == Mark.NO]
        return {
            "version": self.dossier.version,
            "until": self.today + timedelta(days=5),
            "flagged": sorted({point.part for point in points}),
            "reason": "\n".join(f"- {point.why.rstrip('.')}." for point in points),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_return(self.request.user, self.dossier, timezone.now()):
            raise PermissionDenied
        return super().get_context_data(back_url=self.here, dossier=self.dossier, **kwargs)

    def get_success_url(self) -> str:
        return reverse("appraisals:queue")

    def serve(self, form: ReturnForm) -> None:
        told = form.cleaned_data
        road.give_back(
            self.dossier, fields=told["flagged"], reason=told["reason"], until=told["until"], version=told["version"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.done = f"Đã trả lại hồ sơ của {self.dossier.holder}."
