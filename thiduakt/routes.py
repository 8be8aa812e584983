"""Every route has a rule. A view names its permission; a system check refuses to start with a route that names none."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, register_converter, reverse
from django.utils import timezone
from django.views.generic import View

from thiduakt.once.receiving import received_once
from thiduakt.permissions import RULES, may

PUBLIC = "public"  # anybody, signed in or not
SIGNED_IN = "signed_in"  # anybody with an account, about themselves
SOME_KEY = 10**17  # such a number stands nowhere else in an address
# Rules asked inside a route that several of them share: the draft or the issued paper of each kind, the steps of a paper,
# a field that not every reader of the page sees.
WITHOUT_A_ROUTE = (
    "plan.view_draft",
    "plan.comment",
    "decision.draft",
    "decision.end",
    "minutes.view",
    "minutes.draft",
    "minutes.sign",
    "minutes.end",
    "submittal.view",
    "submittal.draft",
    "submittal.end",
    "announcement.view",
    "announcement.draft",
    "feedback.read",
    "feedback.answer",
    "document.sign",
    "birth.view",
    "exemplar.publish",
    "score.self",
    "dossier.propose",
    "dossier.pupil",
    "ballot.view",
)


class Id:
    """`<id:pk>`: a key or a number as both databases can hold it. What is longer never was the address of anything."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Id, "id")


@cache
def address(route: str) -> str:
    """`reverse(route)`, for what every page shows: looked up once in a process."""
    return reverse(route)


def row_address(route: str, *keys: Any) -> str:
    """`reverse(route, args=keys)`, for the rows of a list: the last key is the row's, a route is looked up but once."""
    return _form_of(route, *keys[:-1]).format(keys[-1])


@lru_cache(maxsize=1000)
def _form_of(route: str, *above: Any) -> str:
    return reverse(route, args=[*above, SOME_KEY]).replace(str(SOME_KEY), "{}")


class Ruled:
    """A class-based view whose `permission` is a key of the table, PUBLIC or SIGNED_IN.

    This asks whether the person may take the action at all; which rows it reaches is for `visible_to` and the services.
    """

    permission = ""
    once = True  # False: one page posts here again and again, and may
    leaves_trace = True  # False: nothing tells that somebody was here, or when (a secret vote)

    def __init_subclass__(cls) -> None:
        """Behind Django's own `View` it would never be asked."""
        super().__init_subclass__()
        if View in cls.__mro__ and cls.__mro__.index(View) < cls.__mro__.index(Ruled):
            raise TypeError(f"{cls.__name__} names a generic view before the page whose rule it has.")

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super().as_view(**initkwargs)  # type: ignore[misc]
        view.login_required = rule_of(view) != PUBLIC  # read by LoginWall
        return view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user  # signed in: the middleware has seen to it
        if self.permission not in {PUBLIC, SIGNED_IN} and not may(user, self.permission, on=timezone.localdate()):
            raise PermissionDenied
        answer = partial(super().dispatch, request, *args, **kwargs)  # type: ignore[misc]
        return received_once(request, answer) if self.once else answer()


def routes(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every (path, view) below `patterns`."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def rule_of(view: Any) -> str:
    """The permission a view names, or its route for it; or an empty string."""
    given = getattr(view, "view_initkwargs", {})
    return given.get("permission", getattr(getattr(view, "view_class", view), "permission", ""))


@register()
def every_route_has_a_rule(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    known = {*RULES, PUBLIC, SIGNED_IN}
    found = list(routes(get_resolver().url_patterns))
    errors: list[CheckMessage] = [
        Error(f"The route /{path} names no rule of the permission table.", id="thiduakt.E001")
        for path, view in found
        if rule_of(view) not in known
    ]
    used = {rule_of(view) for _, view in found} | set(WITHOUT_A_ROUTE)
    errors += [Error(f"The rule {action} guards no route.", id="thiduakt.E002") for action in RULES if action not in used]
    return errors
