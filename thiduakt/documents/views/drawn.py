"""The file of a paper, whatever room draws it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from thiduakt.documents.output import CONTENT_TYPES
from thiduakt.files.downloads import download, shown


def drawn(request: HttpRequest, form: str, draw: Callable[[str], bytes], *, name: str, back: Any) -> HttpResponse:
    """The PDF opens in the browser, Word is saved; another form is a 404. What cannot be drawn is said at `back`."""
    if form not in CONTENT_TYPES:
        raise Http404
    try:
        content = draw(form)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(back)
    serve = shown if form == "pdf" else download
    return serve(content, name=f"{name}.{form}", content_type=CONTENT_TYPES[form])
