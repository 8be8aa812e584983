"""Who has agreed to be named: recorded from the page of a publication, looked up and withdrawn from the list."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView, View

from awards.publications.forms import ConsentsForm
from awards.publications.models import ConsentFile, PupilConsent
from awards.publications.queries import pupils_of, signed_with
from awards.publications.services.consenting import record_consents, withdraw_consent
from campaigns.exemplars.enums import Whose
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.files.downloads import sent_file
from thiduakt.pages import Posted, ServedForm, Tallied, asked_words, titles
from thiduakt.vietnamese import capitalized, listed

from .pages import OfPublication, Page

NAME = "Đồng ý nêu tên học sinh"
COLUMNS = (
    Column("STT", 6), Column("Học sinh", 30), Column("Của ai", 28), Column("Đồng ý ngày", 14), Column("Bằng, lưu ở", 50),
    Column("Người ghi", 26), Column("Rút lại ngày", 14),
)  # fmt: skip


class ConsentsRecord(OfPublication, ServedForm, FormView):
    title = "Ghi đồng ý của học sinh"
    lead = "Em nào đủ đồng ý của em và của cha, mẹ (người giám hộ) mới được nêu tên; rút lại lúc nào cũng được."
    submit_label = "Ghi đồng ý"
    template_name = "publications/consents_of.html"
    form_class = ConsentsForm
    done = "Đã ghi đồng ý."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pupils": pupils_of(self.publication)}

    def serve(self, form: ConsentsForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("given_on", "how", "files")}
        record_consents(self.publication, form.given(), **told, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.publication.get_absolute_url(), **kwargs)


class ChosenConsents(Page):
    @cached_property
    def words(self) -> str:
        return asked_words(self.request)

    def get_queryset(self) -> QuerySet[PupilConsent]:
        seen = PupilConsent.objects.visible_to(self.request.user, self.today).matching(self.words)
        return (
            seen.select_related("pupil", "recorded_by__person")
            .prefetch_related("sheet__files")
            .order_by("-recorded_at", "-pk")
        )


class ConsentList(ChosenConsents, Tallied, ListView):
    template_name = "publications/consents.html"
    title = NAME

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        excel = f"{reverse('publications:consents_excel')}?{self.request.GET.urlencode()}"
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Học sinh", "Của ai", "Đồng ý ngày", "Bằng, lưu ở", "Người ghi", "Rút lại"),
            "words": self.words,
            "excel_url": excel,
            "is_narrowed": bool(self.words),
        }


class ConsentListExcel(ChosenConsents, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, searched(self.words), on=self.today)
        rows = ([number, *_cells(one)] for number, one in enumerate(self.get_queryset(), start=1))
        return download(workbook("ĐỒNG Ý NÊU TÊN HỌC SINH", told, list(COLUMNS), rows), "dong-y-neu-ten-hoc-sinh")


class ConsentFileShown(Page, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seen = ConsentFile.objects.visible_to(request.user, self.today)
        return sent_file(get_object_or_404(seen, pk=pk))


class ConsentWithdraw(Page, Posted, View):
    @cached_property
    def consent(self) -> PupilConsent:
        seen = PupilConsent.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(seen.select_related("pupil"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        """The list, where the pupil stands."""
        return f"{reverse('publications:consents')}?{urlencode({'q': self.consent.pupil.full_name})}"

    def act(self) -> str:
        withdraw_consent(self.consent, actor=self.request.user, at=timezone.now())
        told = "Đã rút đồng ý. Từ lúc này em không được nêu tên ở bản công bố nào."
        if signed := signed_with(self.consent.pupil):
            names = listed([f"“{one}”" for one in signed])
            told += f" Thông báo về {names} đã trình ký còn tên em nên không cấp số được nữa: thầy/cô trả lại văn bản."
        return told


def _cells(one: PupilConsent) -> list[Any]:
    withdrawn = timezone.localdate(one.withdrawn_at) if one.withdrawn_at else None
    return [str(one.pupil), capitalized(Whose(one.whose).label), one.given_on, one.how, str(one.recorded_by), withdrawn]
