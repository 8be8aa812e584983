"""What the authors print and sign."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import View

from nominations.initiatives.printing import NAMES, paper_file
from thiduakt.documents.output import CONTENT_TYPES
from thiduakt.files.downloads import download, shown

from .pages import OfSolution


class PaperFile(OfSolution, View):
    """The request or the description, as it stands today."""

    paper = ""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        if form not in CONTENT_TYPES:
            raise Http404
        try:
            content = paper_file(self.solution, self.paper, form, dated=self.today)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.solution)
        serve = shown if form == "pdf" else download
        return serve(content, name=f"{NAMES[self.paper]}.{form}", content_type=CONTENT_TYPES[form])
