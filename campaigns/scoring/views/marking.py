"""Chấm điểm: one subject's own points beside the council's."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import FormView, View

from campaigns.scoring.enums import SheetState as S
from campaigns.scoring.forms import MarksForm
from campaigns.scoring.models import Item, Mark, Subject
from campaigns.scoring.policies import barred, can_score_self, may_score
from campaigns.scoring.services.marks import give_back, score_by_council, score_self
from thiduakt.pages import Posted, ServedForm, titles

from .pages import OfSubject

SHUT = "Bảng không ở bước này, hoặc điểm đã gửi; chỉ xem được ở trang của bảng."
SEND = "gui"  # the name of the button that sends the own points


class Marking(OfSubject, ServedForm, FormView):
    form_class = MarksForm
    template_name = "scoring/marks.html"
    is_council = False

    @cached_property
    def subject(self) -> Subject:
        subject = super().subject
        user, now = self.request.user, timezone.now()
        allowed = may_score(user, subject.sheet, now) if self.is_council else can_score_self(user, subject, now)
        if not allowed:
            raise PermissionDenied
        return subject

    @cached_property
    def why_barred(self) -> str:
        return barred(self.request.user, [self.subject]).get(self.subject.pk, "") if self.is_council else ""

    @property
    def title(self) -> str:
        return f"{'Hội đồng chấm' if self.is_council else 'Tự chấm'}: {self.subject}"

    @cached_property
    def items(self) -> list[Item]:
        return list(self.sheet.items.all())

    @cached_property
    def marks(self) -> dict[int, Mark]:
        return {mark.item_id: mark for mark in self.subject.marks.all()}

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"items": self.items, "marks": self.marks, "is_council": self.is_council}
        return {**super().get_form_kwargs(), **told, "initial": {"version": self.subject.version}}

    def serve(self, form: MarksForm) -> None:
        told, version, now = form.told(), form.cleaned_data["version"], timezone.now()
        if self.is_council:
            score_by_council(self.subject, told, version=version, actor=self.request.user, at=now)
            self.done = f"Đã lưu điểm hội đồng chấm {self.subject}."
            return
        is_sent = SEND in self.request.POST
        score_self(self.subject, told, is_sent=is_sent, version=version, actor=self.request.user, at=now)
        self.done = "Đã gửi điểm tự chấm." if is_sent else "Đã lưu điểm tự chấm, chưa gửi."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        heads = ("Tiêu chí", "Điểm tối đa", *(("Tự chấm",) if self.is_council else ()))
        words = ("Hội đồng chấm", "Lý do nếu khác") if self.is_council else ("Tự chấm", "Minh chứng")
        return context | {
            "subject": self.subject,
            "sheet": self.sheet,
            "is_council": self.is_council,
            "columns": titles(*heads, *words),
            "rows": context["form"].rows(),
            "send": SEND,
            # What was typed stays on the page, whatever happened meanwhile.
            "is_open": context["form"].is_bound or self._takes_points(),
            "why_shut": self.why_barred or SHUT,
            "back_url": self.get_success_url(),
        }

    def _takes_points(self) -> bool:
        if self.is_council:
            return self.sheet.state == S.COUNCIL and not self.why_barred
        return self.sheet.state == S.SELF and not self.subject.sent_at


class SelfMarking(Marking):
    """Whoever is scored; of a cluster whoever manages the sheet, whose rule this page shares."""

    permission = "score.view"


class CouncilMarking(Marking):
    permission = "score.council"
    is_council = True


class GiveBack(OfSubject, Posted, View):
    permission = "score.manage"

    def get_success_url(self) -> str:
        return self.sheet.get_absolute_url()

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        give_back(self.subject, reason=reason, actor=self.request.user, at=timezone.now())
        return f"Đã trả lại điểm tự chấm của {self.subject}."
