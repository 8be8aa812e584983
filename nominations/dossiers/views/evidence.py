"""Minh chứng của hồ sơ: sent from a phone or a computer, looked at, taken away while the dossier is written."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from nominations.dossiers.enums import Part
from nominations.dossiers.models import Dossier, DossierFile
from nominations.dossiers.services.evidence import MOST_FILES, OF_A_DOSSIER, add_files, remove_file
from thiduakt.files.downloads import sent_file
from thiduakt.files.evidence import ACCEPTED
from thiduakt.files.uploads import MEGABYTE
from thiduakt.forms import Files, Text
from thiduakt.pages import Posted, ServedForm

from .pages import Page
from .writing import OfPart

FILES_HELP = (
    "Ảnh JPG, PNG; tệp PDF, Word (.docx), Excel (.xlsx); mỗi tệp tới 10 MB, chọn nhiều tệp một lần, "
    f"cả hồ sơ tới {MOST_FILES} tệp. Vị trí, ngày giờ, tên máy trong ảnh được xóa."
)


class EvidenceForm(forms.Form):
    caption = Text(label="Nội dung minh chứng", required=False, max_length=300)
    files = Files(label="Tệp minh chứng")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ACCEPTED

    def clean_files(self) -> list[Any]:
        if not self.cleaned_data["files"]:
            raise forms.ValidationError("Thầy/cô chưa chọn tệp.")
        return self.cleaned_data["files"]


class Evidence(ServedForm, OfPart, FormView):
    """The list for whoever sees the dossier; the form for whoever writes it now."""

    permission = "dossier.view"
    template_name = "dossiers/evidence.html"
    form_class = EvidenceForm
    title = "Minh chứng"

    def get_success_url(self) -> str:
        return reverse("dossiers:evidence", args=[self.dossier.pk])

    def serve(self, form: EvidenceForm) -> None:
        told = form.cleaned_data
        refusals = add_files(
            self.dossier, told["files"], caption=told["caption"], actor=self.request.user, at=timezone.now()
        )
        if not (kept := len(told["files"]) - len(refusals)):
            raise ValidationError({"files": refusals})
        self.done = f"Đã nhận {kept} tệp."
        for sentence in refusals:
            messages.error(self.request, sentence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files, shut = list(self.dossier.files.all()), self.why_shut(Part.EVIDENCE)
        return super().get_context_data(
            files=files,
            shut=shut,
            removes=not shut,
            held=sum(one.size for one in files),
            files_help=FILES_HELP,
            room=OF_A_DOSSIER // MEGABYTE,
            **kwargs,
        )


class OfFile(Page):
    """The file that the address names, of a dossier that this person may see."""

    permission = "dossier.own"

    @cached_property
    def file(self) -> DossierFile:
        seen = Dossier.objects.visible_to(self.request.user, self.today)
        found = DossierFile.objects.filter(dossier__in=seen.order_by().values("pk"))
        return get_object_or_404(found.select_related("dossier__review"), pk=self.kwargs["pk"])


class EvidenceFile(OfFile, View):
    permission = "dossier.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return sent_file(self.file)


class EvidenceRemove(OfFile, Posted, View):
    def get_success_url(self) -> str:
        return reverse("dossiers:evidence", args=[self.file.dossier_id])

    def act(self) -> str:
        remove_file(self.file, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ “{self.file.original_name}”."
