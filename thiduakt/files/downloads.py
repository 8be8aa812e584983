"""Files that leave: whatever is in them, it cannot act in our origin."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# What a file may do in the reader's browser: nothing.
SANDBOX = "sandbox; default-src 'none'"


def download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file to be saved."""
    return _file(content, name=name, content_type=content_type, as_attachment=True)


def shown(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file of our own making that the browser shows in place: a PDF, a picture of a page."""
    return _file(content, name=name, content_type=content_type, as_attachment=False)


def _file(content: bytes, *, name: str, content_type: str, as_attachment: bool) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment, name),
        "Content-Security-Policy": SANDBOX,
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
