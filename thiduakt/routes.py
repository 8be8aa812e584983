"""Every route has a rule. A view names its permission; a system check refuses to start with a route that names none."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from thiduakt.permissions import RULES, may

PUBLIC = "public"  # anybody, signed in or not
SIGNED_IN = "signed_in"  # anybody with an account, about themselves


class Ruled:
    """A class-based view whose `permission` is a key of the table, PUBLIC or SIGNED_IN.

    This asks whether the person may take the action at all; which rows it reaches is for `visible_to` and the services.
    """

    permission = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super().as_view(**initkwargs)  # type: ignore[misc]
        view.login_required = cls.permission != PUBLIC  # read by Django's LoginRequiredMiddleware
        return view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user  # signed in: the middleware has seen to it
        if self.permission not in {PUBLIC, SIGNED_IN} and not may(user, self.permission, on=timezone.localdate()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def routes(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every (path, view) below `patterns`."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def rule_of(view: Any) -> str:
    """The permission a view names, or an empty string."""
    return getattr(getattr(view, "view_class", view), "permission", "")


@register()
def every_route_has_a_rule(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    known = {*RULES, PUBLIC, SIGNED_IN}
    found = list(routes(get_resolver().url_patterns))
    errors: list[CheckMessage] = [
        Error(f"The route /{path} names no rule of the permission table.", id="thiduakt.E001")
        for path, view in found
        if rule_of(view) not in known
    ]
    used = {rule_of(view) for _, view in found} | set(_used_without_a_route_of_their_own())
    errors += [Error(f"The rule {action} guards no route.", id="thiduakt.E002") for action in RULES if action not in used]
    return errors


def _used_without_a_route_of_their_own() -> tuple[str, ...]:
    """Rules asked inside a route that several of them share: the draft or the issued plan, the steps of a paper."""
    return "plan.view_draft", "document.sign"
