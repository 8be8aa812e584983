from typing import Any

import cssselect2
import lxml.html
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.document import Document

KEPT = 1000  # styles between papers: all that our sheets make of the usual ones are some hundreds


class Page(HTML):
    """Our own well-formed HTML, printed by shorter ways, which take a fifth of the time less than WeasyPrint's own.

    It is read by lxml, a browser's sheet of its own (elements.css) comes before ours, and `styles`, which belong to these
    sheets, are kept from one paper to the next. WeasyPrint's ways give the same PDF, byte for byte
    (tests/documents/test_pdf_page.py).
    """

    base_url = None
    media_type = "print"

    def __init__(self, html: str, *, elements: CSS, styles: dict[Any, Any], url_fetcher: Any):
        self.elements, self.styles, self.url_fetcher = elements, styles, url_fetcher
        root = lxml.html.document_fromstring(html)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def render(self, font_config: Any, counter_style: Any, color_profiles: Any, **options: Any) -> Document:
        options = {**DEFAULT_OPTIONS, **options}
        return _Drawing._render(self, font_config, counter_style, color_profiles, options)  # noqa: SLF001 - no other way in

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002 - WeasyPrint's own signature
        return [self.elements]


class _Drawing(Document):
    @classmethod
    def _build_layout_context(cls, html: Page, *args: Any) -> Any:
        context = super()._build_layout_context(html, *args)
        _share(context.style_for.get_computed_styles(), html.styles)
        return context


def _share(styles: dict[Any, Any], known: dict[Any, Any]) -> None:
    """One style for all that is declared alike, in this paper and in those before: each computes a hundred values anew.

    WeasyPrint itself shares the styles of the elements of one paper alone.
    """
    if len(known) > KEPT:
        known.clear()
    shared: dict[int, Any] = {}  # what stands for a style, by its id; parents come before their children
    for place, style in list(styles.items()):
        if id(style) not in shared:
            _, pseudo_element = place
            declared = (
                (name, str(value) if name == "lang" else id(value), weight)
                for name, (value, weight) in style.cascaded.items()
            )
            parent = shared.get(id(style.parent_style))
            shared[id(style)] = known.setdefault((pseudo_element, id(parent), *declared), style)
        styles[place] = shared[id(style)]
