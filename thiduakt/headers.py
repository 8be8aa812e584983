"""Headers that every answer bears, whoever made it: a page, a redirect, an error, a file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStore:
    """No answer stays in a cache: the next person at a shared machine cannot page back to it.

    Static files, the same for everybody, come with a word on caching of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response
