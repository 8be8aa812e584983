"""Files that leave: whatever is in them, it cannot act in our origin."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from .models import KeptFile
from .storage import is_whole, place

# What a file may do in the reader's browser: nothing.
SANDBOX = "sandbox; default-src 'none'"


def download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file to be saved."""
    return _file(content, name=name, content_type=content_type, as_attachment=True)


def shown(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file of our own making that the browser shows in place: a PDF, a picture of a page."""
    return _file(content, name=name, content_type=content_type, as_attachment=False)


def sent_file(file: KeptFile, *, name: str = "") -> HttpResponse:
    """A picture of our own drawing is shown in place; what came from outside is saved, and opens elsewhere. 404: lost."""
    content = file.read()
    if content is None:
        raise Http404
    serve = shown if file.is_picture else download
    return serve(content, name=name or file.original_name, content_type=file.content_type)


def streamed_file(file: KeptFile) -> StreamingHttpResponse:
    """To be saved, of any size: looked through once for being whole, then sent piece by piece. 404: lost."""
    if not is_whole(file.FOLDER, file.sha256):
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=file.original_name),
        "Content-Length": str(file.size),
        "Content-Security-Policy": SANDBOX,
    }
    return StreamingHttpResponse(_pieces(file), content_type=file.content_type, headers=headers)


def _pieces(file: KeptFile) -> Iterator[bytes]:
    with default_storage.open(place(file.FOLDER, file.sha256)) as content:
        yield from content.chunks()


def _file(content: bytes, *, name: str, content_type: str, as_attachment: bool) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment, name),
        "Content-Security-Policy": SANDBOX,
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
