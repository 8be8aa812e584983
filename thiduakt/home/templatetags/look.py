"""Tags and filters of look only: no query, no permission, no rule. Loaded everywhere (settings, `builtins`)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from django import template
from django.core.paginator import Page
from django.template.base import Template, render_value_in_context
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thiduakt.home.wording import VERBS
from thiduakt.vietnamese import grouped
from thiduakt.vietnamese import official_date as in_official_words

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
    "STRUCK": Look("plain", "eraser"),
    "READY": Look("moving", "file-earmark-check"),
    "PRINTED": Look("final", "printer"),
    "WAITING": Look("waiting", "hourglass-split"),
    "TAKEN": Look("good", "check-circle"),
    "NOT_TAKEN": Look("plain", "x-circle"),
    "IN_FORCE": Look("good", "check-circle"),
    "NOT_YET": Look("waiting", "hourglass-split"),
    "ENDED": Look("plain", "clock-history"),
    "ACTIVE": Look("good", "check-circle"),
    "APPROVED": Look("good", "check-circle"),
    "ENDING": Look("waiting", "hourglass-split"),
    "REFUSED": Look("bad", "x-circle"),
    "WITHDRAWN": Look("plain", "arrow-counterclockwise"),
    "CANCELLED": Look("plain", "slash-circle"),
    "LAUNCHED": Look("moving", "flag"),
    "RUNNING": Look("moving", "arrow-right-circle"),
    "SUMMED_UP": Look("good", "clipboard-check"),
    "CLOSED": Look("final", "lock"),
    "SELF": Look("moving", "pencil"),
    "COUNCIL": Look("waiting", "people"),
    "RANKED": Look("good", "list-ol"),
    "JUDGING": Look("waiting", "people"),
    "RESULT": Look("good", "list-ol"),
    "COUNTED": Look("waiting", "list-ol"),
    "SHREDDED": Look("final", "shield-check"),
    "VOID": Look("bad", "slash-circle"),
    "REJUDGED": Look("waiting", "people"),
    "MAPPING": Look("waiting", "layout-three-columns"),
    "READING": Look("moving", "hourglass-split"),
    "CHECKED": Look("waiting", "list-check"),
    "DONE": Look("good", "check-circle"),
    "PLANNED": Look("moving", "calendar-event"),
    "POSTED": Look("moving", "megaphone"),
    "ANSWERED": Look("good", "check-circle"),
    "CONCLUDED": Look("good", "check-circle"),
    "DISCARDED": Look("plain", "slash-circle"),
    "UNDONE": Look("plain", "arrow-counterclockwise"),
    "FAILED": Look("bad", "x-circle"),
    "ACCOUNT_NONE": Look("plain", "circle"),
    "ACCOUNT_OPEN": Look("good", "check-circle"),
    "ACCOUNT_CLOSED": Look("bad", "lock"),
    "OPEN": Look("moving", "play-circle"),
    "ACHIEVED": Look("good", "check-circle"),
    "MISSED": Look("bad", "x-circle"),
    "DROPPED": Look("plain", "slash-circle"),
    "LATE": Look("bad", "alarm"),
    "AT_RISK": Look("waiting", "exclamation-triangle"),
    "ACCEPTED": Look("good", "check-circle"),
    "RETURNED": Look("waiting", "arrow-return-left"),
    "LOCKED": Look("good", "lock"),
    "CONFIRMED": Look("final", "patch-check"),
    "ASKED": Look("waiting", "hourglass-split"),
    "SENT": Look("moving", "send"),
    "SUPPLEMENT": Look("waiting", "arrow-return-left"),
    "DECIDED": Look("final", "check2-all"),
    "AGREED": Look("good", "check-circle"),
    "FOUND": Look("plain", "search"),
    "FOSTERING": Look("moving", "arrow-right-circle"),
    "PUBLISHED": Look("final", "globe"),
    "IDEA": Look("plain", "lightbulb"),
    "TRYING": Look("moving", "arrow-right-circle"),
    "IN_JUDGING": Look("waiting", "people"),
    "RECOGNISED": Look("final", "patch-check"),
    "TO_GROUP": Look("waiting", "people"),
    "GROUP_REFUSED": Look("bad", "x-circle"),
    "APPRAISED": Look("good", "clipboard-check"),
    "TO_COUNCIL": Look("moving", "person-workspace"),
    "AWARDED": Look("final", "award"),
    "NOT_AWARDED": Look("bad", "x-circle"),
    "STANDING": Look("good", "check-circle"),
    "HELD": Look("waiting", "lock"),
    "eligible": Look("good", "check-circle"),
    "not_eligible": Look("plain", "dash-circle"),
    "needs_review": Look("waiting", "question-circle"),
}
UNKNOWN = Look("plain", "circle")

NOTICES = {
    "success": Look("good", "check-circle"),
    "info": Look("moving", "info-circle"),
    "warning": Look("waiting", "exclamation-triangle"),
    "error": Look("bad", "x-octagon"),
}


@register.filter
def verb_label(verb: str) -> str:
    """The words for a verb of the audit log."""
    return VERBS.get(verb, verb)


@register.filter
def notice_look(level: str) -> Look:
    """The look of a message's `level_tag`."""
    return NOTICES.get(level, NOTICES["info"])


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A picture beside words that say the same: hidden from screen readers."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag
@cache
def asset(path: str) -> str:
    """`{% static %}` for the frame of every page, which names a dozen files: looked up once in a process."""
    return static(path)


@register.simple_tag
@lru_cache(maxsize=500)  # of the states of all rooms there are a few dozen; a label may hold a number of days
def state_badge(state: str, label: str) -> SafeString:
    """The state of something, in words with an icon. A tag and not a component: long lists hold one in each row."""
    look = STATES.get(state, UNKNOWN)
    return format_html('<span class="state-badge tone-{}">{} <span>{}</span></span>', look.tone, icon(look.icon), label)


@register.filter
def day(value: date | None) -> str:
    """`05/01/2026`; many times as fast as Django's `date`, for the rows of lists."""
    return f"{value:%d/%m/%Y}" if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """`10:42 05/01/2026`"""
    return f"{value:%H:%M %d/%m/%Y}" if value else ""


@register.filter
def official_date(day: date | None) -> str:
    """`ngày 05 tháng 01 năm 2026`, as official papers write it."""
    return in_official_words(day) if day else ""


register.filter(grouped)


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """First, last and neighbouring pages; the paginator's ellipsis stands for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def drawn_rows(context: Context, row_template: str, rows: Iterable[object]) -> SafeString:
    """The rows of components/table.html as this template draws each: an `include` would look it up anew for every row."""
    drawing = context.template.engine.get_template(row_template)
    inner = context.new()
    with inner.render_context.push_state(drawing):
        return format_html_join("", "{}", _drawn(drawing, inner, rows))


def _drawn(drawing: Template, inner: Context, rows: Iterable[object]) -> Iterator[tuple[str]]:
    for row in rows:
        inner["row"] = row
        yield (drawing.nodelist.render(inner),)


@register.simple_tag(takes_context=True)
def plain_rows(context: Context, columns: Sequence[dict[str, str]], rows: Iterable[Iterable[object]]) -> SafeString:
    """The rows of components/table.html, each cell as `{{ cell }}` would print it: in one call, for lists are long."""
    cells = format_html_join(
        "", '<td{} data-label="{}">{}</td>', ((_aligned(column), column["title"], "{}") for column in columns[1:])
    )
    printed = (_printed(row, len(columns), context) for row in rows)
    return format_html_join("", f'<tr><th scope="row">{{}}</th>{cells}</tr>', printed)


def _printed(row: Iterable[object], width: int, context: Context) -> list[str]:
    cells = [render_value_in_context(cell, context) for cell in row]
    if len(cells) != width:
        raise ValueError(f"A row of {len(cells)} cells in a table of {width} columns.")
    return cells


def _aligned(column: dict[str, str]) -> str:
    return format_html(' class="align-{}"', column["align"]) if column.get("align") else ""
