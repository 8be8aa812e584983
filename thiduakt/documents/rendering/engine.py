"""HTML into PDF bytes, in this process. No Django model is imported, so that the child process of sandbox.py stays small.

WeasyPrint is imported inside functions: a web process must not pay its 0.7 s and 60 MB.
"""

import atexit
import gc
from functools import cache, partial
from typing import Any

from .assets import FOLDER

STYLE_SHEETS = ("paper.css", "page.css", "certificate.css", "register.css", "form.css", "figures.css")
COLUMN_WIDTHS = "".join(f".w{percent} {{ width: {percent}% }}" for percent in range(101))


def html_to_pdf(html: str) -> bytes:
    """The same HTML gives the same bytes. An address that is no bundled asset raises `FatalURLFetchingError`."""
    page, look = _shared()
    was_enabled = gc.isenabled()
    gc.disable()  # looking for garbage among the boxes of a layout takes a fifth to a third of the time, and finds none
    try:
        return page(html).write_pdf(**look)
    finally:
        if was_enabled:
            gc.enable()


@cache
def _shared() -> tuple[Any, dict[str, Any]]:
    """What reads a page, and what `write_pdf` needs besides: sheets are parsed, styles worked out and faces loaded once."""
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

    from .fetcher import ClosedFetcher
    from .page import Page

    fetcher = ClosedFetcher()
    known = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
    elements = CSS(string=_sheet("elements.css"), url_fetcher=fetcher)
    look = CSS(string="".join([*map(_sheet, STYLE_SHEETS), COLUMN_WIDTHS]), url_fetcher=fetcher, **known)
    return partial(Page, elements=elements, styles={}, url_fetcher=fetcher), {"stylesheets": [look], **known}


def _sheet(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


atexit.register(_shared.cache_clear)  # a font configuration left to the very end cannot tidy up after itself
