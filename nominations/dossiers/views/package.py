"""The whole dossier to take along: one PDF, or one archive."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View

from nominations.dossiers.services.packing import bound, package_name, packed
from thiduakt.files.downloads import download
from thiduakt.files.uploads import PDF_TYPE

from .pages import OfDossier

MAKERS = {"pdf": (bound, PDF_TYPE), "zip": (packed, "application/zip")}


class Package(OfDossier, View):
    permission = "dossier.view"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        if form not in MAKERS:
            raise Http404
        make, content_type = MAKERS[form]
        try:
            content = make(self.dossier, reader=request.user, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.dossier)
        return download(content, name=package_name(self.dossier, form), content_type=content_type)
