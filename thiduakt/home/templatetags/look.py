"""Tags and filters of look only: no query, no permission, no rule. Loaded everywhere (settings, `builtins`)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thiduakt.documents.wording import official_date as in_official_words
from thiduakt.home.wording import VERBS

register = template.Library()


class Look(NamedTuple):
    tone: str  # a class `tone-…` of static/css/components.css
    icon: str  # a name of Bootstrap Icons


# One code means one look, whichever the object: the words beside it come from the object's own label.
STATES = {
    "DRAFT": Look("plain", "pencil-square"),
    "PROPOSED": Look("waiting", "hourglass-split"),
    "CONSULTING": Look("moving", "chat-left-text"),
    "SUBMITTED": Look("waiting", "hourglass-split"),
    "SIGNED": Look("good", "pen"),
    "ISSUED": Look("final", "patch-check"),
    "REPLACED": Look("plain", "arrow-repeat"),
    "REVOKED": Look("bad", "slash-circle"),
    "ACTIVE": Look("good", "check-circle"),
    "APPROVED": Look("good", "check-circle"),
    "ENDING": Look("waiting", "hourglass-split"),
    "REFUSED": Look("bad", "x-circle"),
    "CANCELLED": Look("plain", "slash-circle"),
    "ACCOUNT_NONE": Look("plain", "circle"),
    "ACCOUNT_OPEN": Look("good", "check-circle"),
    "ACCOUNT_CLOSED": Look("bad", "lock"),
}
UNKNOWN = Look("plain", "circle")

NOTICES = {
    "success": Look("good", "check-circle"),
    "info": Look("moving", "info-circle"),
    "warning": Look("waiting", "exclamation-triangle"),
    "error": Look("bad", "x-octagon"),
}


@register.filter
def state_look(state: str) -> Look:
    return STATES.get(state, UNKNOWN)


@register.filter
def verb_label(verb: str) -> str:
    """The words for a verb of the audit log."""
    return VERBS.get(verb, verb)


@register.filter
def notice_look(level: str) -> Look:
    """The look of a message's `level_tag`."""
    return NOTICES.get(level, NOTICES["info"])


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture beside words that say the same: hidden from screen readers."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.filter
def official_date(day: date | None) -> str:
    """`ngày 05 tháng 01 năm 2026`, as official papers write it."""
    return in_official_words(day) if day else ""


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """First, last and neighbouring pages; the paginator's ellipsis stands for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def beside(columns: Iterable[object], cells: Iterable[object]) -> Iterable[tuple[object, object]]:
    """Each cell of a row with its column."""
    return zip(columns, cells, strict=True)
