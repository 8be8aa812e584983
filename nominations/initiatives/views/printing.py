"""What the authors print and sign."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from nominations.initiatives.printing import NAMES, paper_file
from thiduakt.documents.views.drawn import drawn

from .pages import OfSolution


class PaperFile(OfSolution, View):
    """The request or the description, as it stands today."""

    paper = ""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        draw = partial(paper_file, self.solution, self.paper, dated=self.today)
        return drawn(request, form, draw, name=NAMES[self.paper], back=self.solution)
