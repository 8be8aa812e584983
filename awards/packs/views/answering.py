"""Nộp, trả lời của cấp trên, quyết định."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from awards.packs.forms import AnswerForm, DecideForm, SendForm
from awards.packs.models import AnswerFile
from awards.packs.queries import decisions_on
from awards.packs.services.sending import answer_pack, decide_pack, send_pack
from thiduakt.files.downloads import sent_file
from thiduakt.pages import ServedForm

from .pages import OfPack, Page


class OfPackForm(OfPack, ServedForm, FormView):
    template_name = "packs/form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.pack, back_url=self.get_success_url(), **kwargs)


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
    permission = "pack.answer"
    form_class = AnswerForm
    title = "Ghi trả lời của cấp trên"
    submit_label = "Ghi"
    done = "Đã ghi trả lời của cấp trên."
    extra_context = {"has_file": True}

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

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "decisions": decisions_on(self.pack)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = ",".join(str(key) for key in self.pack.lines.values_list("dossier", flat=True))
        record_url = f"{reverse('decisions:superior')}?ho-so={keys}" if self.may("award.record") else ""
        return super().get_context_data(record_url=record_url, **kwargs)

    def serve(self, form: DecideForm) -> None:
        decide_pack(self.pack, form.cleaned_data["decision"], actor=self.request.user, at=timezone.now())


class AnswerScan(Page, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seen = self.seen().order_by().values("pk")
        return sent_file(get_object_or_404(AnswerFile.objects.filter(answer__pack__in=seen), pk=pk))
