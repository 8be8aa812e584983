"""What the pages share on which the savings of a text are listed and compared: a paper here, a report in a room above."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from thiduakt.vietnamese import capitalized, listed

DIGITS = 10  # no saving has a number so long
SHOWN = 6  # names of what changed, in the list


def compared(savings: QuerySet, request: HttpRequest) -> Sequence[Any]:
    """The two that `?truoc=2&sau=5` names, the earlier first; None for 0, the empty sheet before the first one."""
    typed = [request.GET.get(name, "") for name in ("truoc", "sau")]
    if not all(one.isdecimal() and len(one) < DIGITS for one in typed):
        raise Http404
    numbers = sorted(map(int, typed))
    found = {saving.number: saving for saving in savings.filter(number__in=numbers)}
    if {*numbers} - {0} - found.keys():
        raise Http404
    return [found.get(number) for number in numbers]


def numbered(savings: QuerySet, number: int) -> Any:
    """The one with this number, however long the number that the address names; a 404 where there is none."""
    return get_object_or_404(savings, number=min(number, 10 ** (DIGITS - 1)))


def rows_of(savings: QuerySet, page: Page, *, newest: int, compare_url: str) -> list[dict[str, Any]]:
    """Those of one page of all the `savings`, newest first, each with where it is compared with the one before it."""
    shown = list(page.object_list)
    after = savings.values_list("number", flat=True)[page.end_index()] if page.has_next() else 0
    return [
        {
            "saving": saving,
            "number": str(saving.number),
            "changed": told(saving.changed) if before else "Bản đầu tiên.",
            "changes_url": f"{compare_url}?truoc={before}&sau={saving.number}",
            "newest_url": f"{compare_url}?truoc={saving.number}&sau={newest}" if saving.number != newest else "",
        }
        for saving, before in zip(shown, [*(one.number for one in shown[1:]), after], strict=False)
    ]


def told(names: list[str]) -> str:
    """A few of the names and how many more there are; nothing where only a note tells what the saving is."""
    shown = names if len(names) <= SHOWN else [*names[: SHOWN - 1], f"{len(names) - SHOWN + 1} chỗ khác"]
    return capitalized(f"{listed(shown)}.") if names else ""
