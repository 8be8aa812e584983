from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

Handler = Callable[[HttpRequest], HttpResponse]


class ChangePasswordFirst:
    """Whoever still has a temporary password sees nothing but the page to change it."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        open_paths = {reverse("school:change_password"), reverse("logout")}
        user = request.user
        if user.is_authenticated and user.must_change_password and request.path not in open_paths:
            return redirect("school:change_password")
        return self.get_response(request)


class NoStore:
    """Pages of somebody who is signed in stay in no cache: the next person at a shared machine cannot page back to them."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response
