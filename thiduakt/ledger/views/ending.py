"""Hủy, gạch bỏ a line: the page first tells what leans on it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from thiduakt.ledger.enums import EntryKind
from thiduakt.ledger.forms.entries import RevokeForm, StrikeForm
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.services.ending import revoke, strike
from thiduakt.ledger.uses import uses_of
from thiduakt.pages import ServedForm

from .pages import Page, decision


class EntryEnd(ServedForm, Page, FormView):
    """What the two ways of ending a line share."""

    permission = "ledger.correct"
    template_name = "ledger/end.html"
    lead = ""
    submit_label = ""

    @cached_property
    def entry(self) -> HonorEntry:
        return get_object_or_404(self._found(), pk=self.kwargs["pk"])

    def _found(self) -> QuerySet[HonorEntry]:
        found = HonorEntry.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return found.filter(kind=EntryKind.HONOR).select_related("person", "ended_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if hasattr(self.entry, "ended_by"):
            messages.info(request, "Dòng này đã được hủy hoặc gạch bỏ.")
            return redirect(self.entry)
        return super().get(request, *args, **kwargs)

    def trail(self) -> list[dict[str, str]]:
        entry = self.entry
        return [*super().trail(), {"label": f"{entry.honor_name}, {entry.holder_name}", "url": entry.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.entry.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            entry=self.entry,
            decision=decision(self.entry),
            uses=uses_of(self.entry),
            lead=self.lead,
            submit_label=self.submit_label,
            **kwargs,
        )


class EntryRevoke(EntryEnd):
    title = "Hủy, thu hồi khen thưởng"
    lead = "Theo quyết định hủy của người có thẩm quyền. Dòng cũ còn nguyên trong sổ, được gạch ngang."
    submit_label = "Ghi hủy, thu hồi"
    form_class = RevokeForm
    done = "Đã ghi hủy, thu hồi. Thầy/cô xem lại các dòng dựa vào dòng này, nếu có."

    def get_initial(self) -> dict[str, Any]:
        return {"issuer": self.entry.issuer}

    def serve(self, form: RevokeForm) -> None:
        revoke(self.entry, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class EntryStrike(EntryEnd):
    title = "Gạch bỏ dòng ghi sai"
    lead = "Chỉ dùng khi dòng này chưa từng có thật, ví dụ ghi nhầm người. Khen thưởng bị hủy thì ghi theo quyết định hủy."
    submit_label = "Gạch bỏ"
    form_class = StrikeForm
    done = "Đã gạch bỏ dòng ghi sai."

    def serve(self, form: StrikeForm) -> None:
        strike(self.entry, **form.cleaned_data, actor=self.request.user, at=timezone.now())
