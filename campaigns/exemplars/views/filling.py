"""What is pressed and filled in on the page of an exemplar. A form that is refused comes back with everything typed."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, View

from campaigns.exemplars.enums import Whose
from campaigns.exemplars.flows import EXEMPLAR_FLOW
from campaigns.exemplars.forms import ConsentForm, NoteForm, ReplicationForm
from campaigns.exemplars.models import Consent, ConsentFile, Exemplar
from campaigns.exemplars.services.consenting import OWN_WORD, give_consent, withdraw_consent
from campaigns.exemplars.services.writing import take_step, write_note, write_replication
from thiduakt.files.downloads import sent_file
from thiduakt.pages import Posted, ServedForm
from thiduakt.routes import Ruled

from .page import ExemplarDetail, OfExemplar, consent_ids

DONE = {
    "foster": "Đã đưa vào bồi dưỡng.",
    "recognise": "Đã công nhận điển hình.",
    "publish": "Đã công bố trên trang công khai của trường.",
    "take_down": "Đã gỡ khỏi trang công khai.",
    "end": "Đã kết thúc theo dõi.",
}


class Step(OfExemplar, Posted, View):
    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in EXEMPLAR_FLOW.moves:
            raise Http404
        reason = self.request.POST.get("reason", "")
        take_step(self.exemplar, action, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[action]


class FilledOnPage(ServedForm, ExemplarDetail, FormView):
    """`form_name`: what the page calls the form. Whoever comes by GET looks for the page itself."""

    form_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.exemplar)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.filled = {self.form_name: kwargs["form"]}
        return super().get_context_data(**kwargs)

    def get_success_url(self) -> str:
        return self.exemplar.get_absolute_url()


class Note(FilledOnPage):
    form_class, form_name = NoteForm, "note"
    done = "Đã ghi nhật ký bồi dưỡng."

    def serve(self, form: NoteForm) -> None:
        write_note(self.exemplar, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class Replicate(FilledOnPage):
    permission = "exemplar.manage"
    form_class, form_name = ReplicationForm, "place"
    done = "Đã ghi nơi nhân rộng."

    def serve(self, form: ReplicationForm) -> None:
        write_replication(self.exemplar, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class GiveConsent(FilledOnPage):
    """One's own by the press alone; of a child or a guardian with the day and the paper."""

    done = "Đã ghi đồng ý công bố."

    @cached_property
    def whose(self) -> Whose:
        try:
            return Whose(self.kwargs["whose"].upper())
        except ValueError as unknown:
            raise Http404 from unknown

    @property
    def form_name(self) -> str:  # type: ignore[override]
        return self.whose

    def get_form_class(self) -> type[forms.Form]:
        return forms.Form if self.whose == Whose.PERSON else ConsentForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"auto_id": consent_ids(self.whose)}

    def serve(self, form: forms.Form) -> None:
        at = timezone.now()
        told = form.cleaned_data or {"given_on": timezone.localdate(at), "how": OWN_WORD}
        give_consent(self.exemplar, whose=self.whose, **told, actor=self.request.user, at=at)


class Withdraw(Ruled, Posted, View):
    permission = "exemplar.view"

    @cached_property
    def consent(self) -> Consent:
        seen = Exemplar.objects.visible_to(self.request.user, timezone.localdate()).order_by().values("pk")
        return get_object_or_404(Consent.objects.select_related("exemplar"), pk=self.kwargs["pk"], exemplar__in=seen)

    def get_success_url(self) -> str:
        return self.consent.exemplar.get_absolute_url()

    def act(self) -> str:
        withdraw_consent(self.consent, actor=self.request.user, at=timezone.now())
        return "Đã rút đồng ý. Bài viết không còn trên trang công khai, giấy đồng ý đã xóa."


class ConsentFileDownload(Ruled, View):
    """For whoever manages exemplars: it names a child, a guardian, and bears their signature."""

    permission = "exemplar.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return sent_file(get_object_or_404(ConsentFile, pk=pk, consent__exemplar__school=request.user.school_id))
