"""Nộp, trả lời của cấp trên, quyết định."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from awards.decisions.models import AwardDecision
from awards.packs.forms import AnswerForm, DecideForm, SendForm
from awards.packs.models import AnswerFile
from awards.packs.queries import decisions_on, unanswered
from awards.packs.services.sending import answer_pack, decide_pack, send_pack
from nominations.dossiers.models import Dossier
from thiduakt.files.downloads import sent_file
from thiduakt.pages import ServedForm

from .pages import OfPack, Page, record_url

NAMED = 3  # of many dossiers without an answer


class OfPackForm(OfPack, ServedForm, FormView):
    template_name = "packs/form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.name, back_url=self.get_success_url(), **kwargs)


class Send(OfPackForm):
    permission = "pack.send"
    form_class = SendForm
    title = "Ghi đã nộp bộ hồ sơ"
    submit_label = "Ghi đã nộp"
    done = "Đã ghi ngày nộp. Bộ tệp đã nộp được giữ nguyên."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pack": self.pack}

    def serve(self, form: SendForm) -> None:
        told = form.cleaned_data
        send_pack(
            self.pack, sent_on=told["sent_on"], shows=bool(told.get("shows")), actor=self.request.user, at=timezone.now()
        )


class AnswerAdd(OfPackForm):
    """By the school, of what came on paper; by the superior itself."""

    permission = "pack.answer"
    form_class = AnswerForm
    submit_label = "Ghi"
    extra_context = {"has_file": True}

    @property
    def title(self) -> str:  # type: ignore[override]
        return "Ghi trả lời của cấp trên" if self.is_of_school else "Tiếp nhận, trả lời nhà trường"

    @property
    def done(self) -> str:  # type: ignore[override]
        return "Đã ghi trả lời của cấp trên." if self.is_of_school else "Đã gửi trả lời cho nhà trường."

    def serve(self, form: AnswerForm) -> None:
        scans = form.cleaned_data["files"]
        answer_pack(self.pack, form.values(), scans, actor=self.request.user, at=timezone.now())


class Decide(OfPackForm):
    """The decision itself is written where all decisions of superiors are; here the pack is tied to it."""

    permission = "pack.send"
    form_class = DecideForm
    title = "Ghi đã có quyết định của cấp trên"
    submit_label = "Ghi đã có quyết định"
    done = "Đã gắn bộ hồ sơ với quyết định của cấp trên."

    @cached_property
    def decisions(self) -> QuerySet[AwardDecision]:
        return decisions_on(self.pack)

    def get_initial(self) -> dict[str, Any]:
        """The newest: what has just been entered."""
        return {"decision": self.decisions.order_by("-pk").first()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "decisions": self.decisions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left = unanswered(self.pack)
        further = record_url(self.pack, self.request.path) if left and self.may("award.record") else ""
        return super().get_context_data(record_url=further, unanswered=self._told(left), **kwargs)

    def _told(self, left: list[Dossier]) -> str:
        """Superiors decide honor by honor, at times: the pack ends once all that went up has its answer."""
        if not left or not self.decisions:
            return ""
        named = ", ".join(str(one.holder) for one in left[:NAMED]) + (", …" if len(left) > NAMED else "")
        return f"Còn {len(left)} hồ sơ: {named}. Cấp trên quyết định tiếp thì thầy/cô ghi các quyết định ấy trước."

    def serve(self, form: DecideForm) -> None:
        decide_pack(self.pack, form.cleaned_data["decision"], actor=self.request.user, at=timezone.now())


class AnswerScan(Page, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seen = self.seen().order_by().values("pk")
        return sent_file(get_object_or_404(AnswerFile.objects.filter(answer__pack__in=seen), pk=pk))
