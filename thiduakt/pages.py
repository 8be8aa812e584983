"""What the pages of every room share: what an address asks for, tabs of a list, forms and buttons that one service takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import EmptyResultSet, ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import IntegerField, Q, QuerySet, Subquery, TextChoices
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme

from thiduakt.forms import VersionField
from thiduakt.once.refused import keep_reason
from thiduakt.permissions import may
from thiduakt.routes import Ruled, address
from thiduakt.vietnamese import capitalized, one_line
from thiduakt.workflow import StaleError

SEARCHED = 100  # characters: longer than any name or subject that somebody would type to find it
MORE = "them-dong"  # the name of the button that saves and comes back for further rows
PLACE = "thiduakt.place"  # no header of a request has such a name
COUNTED = 1000  # rows that a list counts at a time: whoever looks at the first pages of a long one need not wait for more


def set_place(request: HttpRequest, address: str) -> None:
    """The page belongs where `address` is, wherever its own address stands."""
    request.META[PLACE] = address


def place(request: HttpRequest) -> str:
    """Where the navigation shows this page."""
    return request.META.get(PLACE, request.path)


def asked_words(request: HttpRequest) -> str:
    """What a list is searched for: `?q=`."""
    return one_line(request.GET.get("q", ""))[:SEARCHED].strip()


def asked_key(request: HttpRequest, name: str) -> int:
    """Of the row that the address names by `?name=`; 0, which none has, where it names none or one too long."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def asked_next(request: HttpRequest) -> str:
    """The page of ours that `next` leads on to; empty where it names none."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else ""


def titles(*names: str) -> list[dict[str, str]]:
    """The columns of a table without numbers."""
    return [{"title": name} for name in names]


class RoomPage(Ruled):
    """A page of a room: what it is called, and the pages above it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    title: Any = ""
    lead: Any = ""
    submit_label = "Lưu"
    above: tuple[tuple[str, str], ...] = ()  # (label, route) of what stands above every page of the room
    nav_entry = ""  # the route of the navigation's entry, where the address does not tell it

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        if self.nav_entry:
            set_place(request, address(self.nav_entry))

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def may(self, action: str) -> bool:
        return may(self.request.user, action, on=self.today)  # type: ignore[arg-type]

    def trail(self) -> list[dict[str, str]]:
        return [{"label": label, "url": reverse(route)} for label, route in self.above]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"title": self.title, "lead": self.lead, "trail": self.trail(), "submit_label": self.submit_label}
        return super().get_context_data(**told | kwargs)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are; `is_more`: at least so many, the rest was not counted."""

    count: int
    is_more: bool = False


class _Size(Subquery):
    """How many rows a query finds. Sliced, it stops at the end of the slice."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> "_Size":
        """Nothing in it speaks of the query around it."""
        return self


def tallies(rows: QuerySet, conditions: Mapping[str, Q], *, most: int = COUNTED) -> dict[str, Tally]:
    """Of each condition how many `rows` meet it, counted to `most`: all of them in one query."""
    rows = rows.order_by().values("pk")
    sizes = [_Size(rows.filter(condition)[: most + 1]) for condition in conditions.values()]
    counted = rows.model._base_manager.order_by().values_list(*sizes)[:1]  # a table without any row has none to count either
    counts = next(iter(counted), [0] * len(sizes))
    return {name: Tally(min(count or 0, most), (count or 0) > most) for name, count in zip(conditions, counts, strict=True)}


def tallies_by(rows: QuerySet, field: str, values: Iterable[str], *, most: int = COUNTED) -> dict[str, Tally]:
    """Of each value of `field` how many `rows` have it, and how many there are at all (""), counted to `most` in one query.

    What `tallies` finds for as many conditions; `rows` are put into words once and not for each, which a list is slow by.
    """
    try:
        sql, params = rows.order_by().values("pk", field).query.sql_with_params()
    except EmptyResultSet:
        return dict.fromkeys(("", *values), Tally(0))
    held = f" WHERE {connection.ops.quote_name(field)} = %s"
    asked = {"": ("", params), **{value: (held, (*params, value)) for value in values}}
    sizes = (f"(SELECT 1 FROM ({sql}) AS found{of} LIMIT {most + 1}) AS counted" for of, _ in asked.values())  # noqa: S608
    counts_asked = ", ".join(f"(SELECT COUNT(*) FROM {size})" for size in sizes)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts_asked}", [param for _, given in asked.values() for param in given])
        counts = cursor.fetchone()
    return {name: Tally(min(count, most), count > most) for name, count in zip(asked, counts, strict=True)}


def tabs(
    labels: dict[str, str], counts: Mapping[str, Tally], current: str, query: QueryDict, *, name: str = "tab"
) -> Iterator[dict[str, Any]]:
    """Status tabs that keep what else was asked of the list (`query`), but not its page. The tab "" asks for nothing."""
    kept = query.copy()
    kept.pop("page", None)
    for key, label in labels.items():
        kept.pop(name, None)
        if key:
            kept[name] = key
        tally = counts[key]
        yield {
            "label": label,
            "count": tally.count,
            "is_more": tally.is_more,
            "url": f"?{kept.urlencode()}",
            "is_current": key == current,
        }


class TalliedPaginator(Paginator):
    """Knows its count beforehand, and whether more rows follow than were counted."""

    is_more = False


class Tallied:
    """A list that is counted once for its tabs and its pages, and no further than `COUNTED` rows beyond the page shown."""

    request: HttpRequest
    paginate_by: Any = 50
    paginator_class: Any = TalliedPaginator
    tab = ""

    @cached_property
    def found(self) -> QuerySet:
        """As asked, in every tab."""
        return self.get_queryset()  # type: ignore[attr-defined]

    def counted(self) -> QuerySet:
        """As many rows as `found`, where others are counted faster; `in_tabs` speaks of these."""
        return self.found

    def in_tabs(self) -> Mapping[str, Q]:
        """The condition of each tab; a list without tabs has the one that asks for nothing."""
        return {"": Q()}

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        return tallies(self.counted(), self.in_tabs(), most=self.counted_to())

    def counted_to(self) -> int:
        """The next whole thousand after the page that is asked for, so that there is always a page to go on to."""
        page = self.request.GET.get("page", "")
        last = int(page) * self.paginate_by if page.isdecimal() and len(page) < 6 else 0
        return COUNTED * (1 + last // COUNTED)

    def get_paginator(self, *args: Any, **kwargs: Any) -> TalliedPaginator:
        paginator = super().get_paginator(*args, **kwargs)  # type: ignore[misc]
        tally = self.tallies[self.tab]
        paginator.count, paginator.is_more = tally.count, tally.is_more
        return paginator


class ByState:
    """The part of a list that the address names, `trang-thai` and `q`: the page and the sheet show the same."""

    request: HttpRequest
    states: type[TextChoices]

    @property
    def tab(self) -> str:
        asked = self.request.GET.get("trang-thai", "")
        return asked if asked in self.states.values else ""

    @property
    def tab_name(self) -> str:
        """For a sheet, which says what it was narrowed to."""
        return self._labels()[self.tab] if self.tab else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), **{state: Q(state=state) for state in self.states.values}}

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """Of a Tallied list."""
        rows, most = self.counted(), self.counted_to()  # type: ignore[attr-defined]
        return tallies_by(rows, "state", self.states.values, most=most)

    def list_context(self, *, excel: str) -> dict[str, Any]:
        """For a Tallied list: its tabs, what was searched for, and where the sheet of it is."""
        query = self.request.GET
        return {
            "tabs": list(tabs(self._labels(), self.tallies, self.tab, query, name="trang-thai")),
            "words": self.words,
            "kept": [("trang-thai", self.tab)] if self.tab else [],
            "is_narrowed": bool(self.words or self.tab),
            "excel_url": f"{excel}?{query.urlencode()}",
        }

    def _labels(self) -> dict[str, str]:
        return {"": "Tất cả", **{state.value: capitalized(str(state.label)) for state in self.states}}


def version_of(request: HttpRequest) -> int:
    """Of the row as the page with the button showed it."""
    return VersionField().clean(request.POST.get("version", ""))


def add_refusal(form: Any, refusal: ValidationError) -> None:
    """Each sentence of a service beside its field, and above the form where the form has no such field.

    Where somebody else saved in the meantime, what was typed stays: having been told, the person may save over it.
    """
    if isinstance(refusal, StaleError):
        form.data = form.data.copy()
        form.data["version"] = refusal.version
    for name, errors in refusal.update_error_dict({}).items():
        form.add_error(name if name in form.fields else None, errors)


class ServedForm:
    """A form view whose input one service takes; what the service refuses is shown in the form."""

    request: HttpRequest
    done = ""  # the sentence shown afterwards
    success_url = ""

    def get_success_url(self) -> str:
        return str(self.success_url)

    def serve(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.serve(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form, refusal=refusal))  # type: ignore[attr-defined]
        return self.answer()

    def answer(self) -> HttpResponse:
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())


class Posted:
    """A button: posts to one service, then goes back to the page it stood on, and says there what was refused.

    A reason that was typed stands beside the button again (components/move_form.html).

    Who comes by GET has pressed it in a lost session and signed in again: the page it stood on is what they look for.
    """

    request: HttpRequest
    success_url = ""  # where it leads to once it is done, if not back

    def get_success_url(self) -> str:
        """The page it stood on."""
        raise NotImplementedError

    def act(self) -> str:
        """Call the service; returns the sentence to show."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.get_success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except ValidationError as refusal:
            keep_reason(request)
            for sentence in refusal.messages:
                messages.error(request, sentence)
        return redirect(self.success_url or self.get_success_url())
