"""The files of one paper: PDF, Word, pictures of its pages, signed copies."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.documents import policies
from thiduakt.documents.forms import SignedCopyForm
from thiduakt.documents.models import Document, SignedCopy
from thiduakt.documents.output import file_name, page_folder, paper_file
from thiduakt.documents.services.signed_copies import add_signed_copy
from thiduakt.files.downloads import download, shown
from thiduakt.pages import Posted
from thiduakt.routes import SIGNED_IN, Ruled

from .drawn import drawn
from .steps import VisibleDocuments


class PaperFile(VisibleDocuments, View):
    """`?ban=de-ky` is the clean print that is signed by hand."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        document = self.get_object()
        for_signing = request.GET.get("ban") == "de-ky"
        if for_signing and not policies.can_print_for_signing(request.user, document, timezone.now()):
            raise PermissionDenied
        draw = partial(paper_file, document, for_signing=for_signing)
        return drawn(request, form, draw, name=file_name(document), back=document)


class PageImage(VisibleDocuments, View):
    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        try:
            path = page_folder(self.get_object()) / f"{number}.png"
        except ValidationError as refusal:
            raise Http404(refusal) from refusal
        if not path.is_file():
            raise Http404
        return shown(path.read_bytes(), name=path.name, content_type="image/png")


class SignedCopyUpload(Posted, VisibleDocuments, View):
    permission = "document.issue"

    def get_success_url(self) -> str:
        return self.get_object().get_absolute_url()

    def act(self) -> str:
        form = SignedCopyForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            raise ValidationError(form.errors["file"])
        upload = form.cleaned_data["file"]
        copy = add_signed_copy(
            self.get_object(), name=upload.name, content=upload.read(), actor=self.request.user, at=timezone.now()
        )
        return f"Đã lưu bản ký “{copy}”."


class SignedCopyFile(Ruled, SingleObjectMixin, View):
    permission = SIGNED_IN

    def get_queryset(self) -> QuerySet[SignedCopy]:
        documents = Document.objects.visible_to(self.request.user, timezone.localdate())
        return SignedCopy.objects.filter(document__in=documents).select_related("document")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        copy = self.get_object()
        content = copy.read()
        if content is None:
            return render(request, "documents/screens/signed_copy_lost.html", {"copy": copy}, status=404)
        return download(content, name=copy.original_name, content_type=copy.content_type)
