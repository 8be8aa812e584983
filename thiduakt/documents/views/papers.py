"""The files of one paper: PDF, Word, pictures of its pages, signed copies."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.documents import policies
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.forms import SignedCopyForm
from thiduakt.documents.models import Document, SignedCopy
from thiduakt.documents.output import CONTENT_TYPES, file_name, page_folder, paper_file
from thiduakt.documents.services.signed_copies import add_signed_copy
from thiduakt.routes import SIGNED_IN, Ruled

from .steps import VisibleDocuments

# What a file from outside may do in the reader's browser: nothing (security.md, T58).
HARMLESS = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


class PaperFile(VisibleDocuments, View):
    """The PDF opens in the browser, Word is saved. `?ban=de-ky` is the clean print that is signed by hand."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        document = self.get_object()
        if form not in CONTENT_TYPES:
            raise Http404
        for_signing = request.GET.get("ban") == "de-ky"
        if for_signing and not may_print_for_signing(request.user, document):
            raise PermissionDenied
        try:
            content = paper_file(document, form, for_signing=for_signing)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(document)
        name = file_name(document, form)
        disposition = content_disposition_header(as_attachment=form != "pdf", filename=name)
        headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)


def may_print_for_signing(user: Any, document: Document) -> bool:
    """Nobody signs what may still change."""
    is_settled = document.state in {DocumentState.SUBMITTED, DocumentState.SIGNED}
    return is_settled and policies.sees_drafts(user, document, timezone.now())


class PageImage(VisibleDocuments, View):
    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        try:
            path = page_folder(self.get_object()) / f"{number}.png"
        except ValidationError as refusal:
            raise Http404(refusal) from refusal
        if not path.is_file():
            raise Http404
        return HttpResponse(path.read_bytes(), content_type="image/png")


class SignedCopyUpload(VisibleDocuments, View):
    permission = "document.issue"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.get_object()
        form = SignedCopyForm(request.POST, request.FILES)
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                copy = add_signed_copy(
                    document, name=upload.name, content=upload.read(), actor=request.user, at=timezone.now()
                )
                messages.success(request, f"Đã lưu bản ký “{copy}”.")
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
        else:
            messages.error(request, " ".join(form.errors["file"]))
        return redirect(document)


class SignedCopyFile(Ruled, SingleObjectMixin, View):
    permission = SIGNED_IN

    def get_queryset(self) -> QuerySet[SignedCopy]:
        documents = Document.objects.visible_to(self.request.user, timezone.localdate())
        return SignedCopy.objects.filter(document__in=documents)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        copy = self.get_object()
        headers = HARMLESS | {
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=copy.original_name)
        }
        return HttpResponse(copy.file.read_bytes(), content_type=copy.content_type, headers=headers)
