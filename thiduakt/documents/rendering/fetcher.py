from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .assets import assets


class ClosedFetcher(URLFetcher):
    """Reads bundled assets and nothing else: any other address stops the print, as an ordinary error would be overlooked."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "asset" or name not in assets():
            raise FatalURLFetchingError(f"Printing may not read {url[:200]}")
        return URLFetcherResponse(url, assets()[name].read_bytes())
