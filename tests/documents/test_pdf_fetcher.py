"""Printing reaches neither the network nor the disk, whatever the HTML asks for."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from thiduakt.documents.rendering.engine import html_to_pdf
from thiduakt.documents.rendering.fetcher import ClosedFetcher

CANARY = "CHIMHOANGYEN"

# {web} is an address of the listening server, {file} one of the secret file, {path} its path.
PAYLOADS = {
    "picture": "<img src='{web}/a.png'>",
    "picture from a file": "<img src='{file}'>",
    "picture by srcset": "<img srcset='{web}/a.png 2x' src='{web}/b.png'>",
    "object": "<object data='{web}/a.svg'></object>",
    "object from a file": "<object data='{file}' type='image/svg+xml'></object>",
    "embed": "<embed src='{web}/a.svg'>",
    "frame": "<iframe src='{file}'></iframe>",
    "style sheet": "<link rel=stylesheet href='{web}/a.css'>",
    "style sheet from a file": "<link rel=stylesheet href='{file}'>",
    "attachment": "<link rel=attachment href='{file}'>",
    "attachment from the network": "<link rel=attachment href='{web}/a'>",
    "attachment by anchor": "<a rel=attachment href='{file}'>a</a>",
    "import": "<style>@import url({web}/a.css);</style>",
    "import from a file": "<style>@import '{file}';</style>",
    "face": "<style>@font-face{{font-family:x;src:url({web}/a.ttf)}}p{{font-family:x}}</style><p>a</p>",
    "face from a file": "<style>@font-face{{font-family:x;src:url({file})}}p{{font-family:x}}</style><p>a</p>",
    "background": "<p style='background:url({web}/a.png)'>a</p>",
    "background by attribute": "<body background='{web}/a.png'>",
    "generated picture": "<style>p::before{{content:url({web}/a.png)}}</style><p>a</p>",
    "bullet": "<ul style='list-style-image:url({web}/a.png)'><li>a</li></ul>",
    "border": "<p style='border:5px solid;border-image:url({web}/a.png) 30'>a</p>",
    "page background": "<style>@page{{background:url({file})}}</style>",
    "picture in a drawing": "<svg width=9 height=9><image href='{web}/a.png' width=9 height=9 /></svg>",
    "drawing used by a drawing": "<svg width=9 height=9><use href='{web}/a.svg#x' /></svg>",
    "drawing as data": "<img src='data:image/svg+xml,<svg><image href=%22{web}/a%22/></svg>'>",
    "picture as data": "<img src='data:image/png;base64,iVBORw0KGgo='>",
    "base": "<base href='{web}/'><img src='a.png'>",
    "base of files": "<base href='file:///'><img src='{path}'>",
    "relative": "<img src='../../../../../../..{path}'>",
    "absolute path": "<img src='{path}'>",
    "no scheme": "<img src='//{host}/a.png'>",
    "asset that leaves its folder": "<img src='asset:../../../../..{path}'>",
    "upper-case scheme": "<img src='FILE://{path}'>",
    "other protocol": "<img src='ftp://{host}/a.png'>",
}


class Listener(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/again")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture(scope="module")
def web() -> Iterator[tuple[str, list[str]]]:
    """(host and port, the paths that were asked for)."""
    Listener.asked = []
    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", Listener.asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.svg"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='600' height='50'><text y='30'>{CANARY}</text></svg>"
    path.write_text(drawing, encoding="utf-8")
    return path


def has_canary(pdf: bytes) -> bool:
    """Among the letters that are drawn, or in an attached file."""
    with pikepdf.open(BytesIO(pdf)) as document:
        attached = [file.get_file().read_bytes() for file in document.attachments.values()]
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = "".join(page.get_textpage().get_text_range() for page in document)
    return CANARY in drawn or any(CANARY.encode() in content for content in attached)


@pytest.mark.parametrize("name", PAYLOADS)
def test_nothing_is_read(name: str, web: tuple[str, list[str]], secret: Path) -> None:
    host, asked = web
    page = PAYLOADS[name].format(web=f"http://{host}", host=host, file=secret.as_uri(), path=secret)
    try:
        pdf = html_to_pdf(f"<!doctype html><html lang=vi><body>{page}</body></html>")
    except FatalURLFetchingError:
        pdf = None
    assert asked == []
    assert pdf is None or not has_canary(pdf)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/a", "file:///etc/passwd", "data:text/plain,a", "asset:", "asset:/etc/passwd", "qr:"]
)
def test_other_addresses_stop_the_print(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        ClosedFetcher().fetch(url)


def test_blocked_picture_stops_the_print_instead_of_leaving_a_hole() -> None:
    with pytest.raises(FatalURLFetchingError):
        html_to_pdf("<img src='http://127.0.0.1:9/a.png'>")


def test_faces_are_served() -> None:
    response = ClosedFetcher().fetch("asset:LiberationSerif-Bold")
    assert response.read()[:4] == b"\x00\x01\x00\x00"


def test_a_code_is_drawn_and_asks_nobody(web: tuple[str, list[str]]) -> None:
    host, asked = web
    pdf = html_to_pdf(f"<img src='qr:http://{host}/a'>")
    assert pdf.startswith(b"%PDF-")
    assert asked == []


def test_a_code_that_no_phone_reads_stops_the_print() -> None:
    with pytest.raises(FatalURLFetchingError):
        ClosedFetcher().fetch(f"qr:{'a' * 301}")


def test_an_open_fetcher_would_have_been_noticed(web: tuple[str, list[str]], secret: Path) -> None:
    """Proves the traps: WeasyPrint's own fetcher asks the server and prints the file."""
    host, asked = web
    HTML(string=f"<img src='http://{host}/trap.png'>").write_pdf()
    assert "/trap.png" in asked
    asked.clear()
    assert has_canary(HTML(string=f"<img src='{secret.as_uri()}'>").write_pdf())
    assert has_canary(HTML(string=f"<link rel=attachment href='{secret.as_uri()}'>").write_pdf())
