from io import BytesIO
from urllib.parse import unquote

import segno
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .assets import assets

LONGEST_CODE = 300  # characters: what a phone still reads from a printed square of 3 cm


class ClosedFetcher(URLFetcher):
    """Reads bundled assets and draws QR codes (`qr:` and the text of the code), and nothing else.

    Any other address stops the print, as an ordinary error would be overlooked.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme == "asset" and name in assets():
            return URLFetcherResponse(url, assets()[name].read_bytes())
        if scheme == "qr" and 0 < len(name) <= LONGEST_CODE:
            return URLFetcherResponse(url, _code(unquote(name)), {"Content-Type": "image/svg+xml"})
        raise FatalURLFetchingError(f"Printing may not read {url[:200]}")


def _code(text: str) -> bytes:
    drawn = BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0, svgclass=None, lineclass=None)
    return drawn.getvalue()
