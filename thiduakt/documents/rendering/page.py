from typing import Any

import cssselect2
import lxml.html
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.document import Document


class Page(HTML):
    """Our own well-formed HTML, printed by shorter ways, which take a sixth of the time less than WeasyPrint's own.

    It is read by lxml, and a browser's sheet of its own (elements.css) comes before ours. WeasyPrint's ways give the same
    PDF, byte for byte (tests/documents/test_pdf_page.py).
    """

    base_url = None
    media_type = "print"

    def __init__(self, html: str, *, elements: CSS, url_fetcher: Any):
        self.elements, self.url_fetcher = elements, url_fetcher
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
    def _build_layout_context(cls, *args: Any) -> Any:
        context = super()._build_layout_context(*args)
        _share(context.style_for.get_computed_styles())
        return context


def _share(styles: dict[Any, Any]) -> None:
    """One style for all that is drawn before or after elements of one style: each computes a hundred values anew.

    WeasyPrint itself shares the styles of elements alone.
    """
    shared: dict[Any, Any] = {}
    for place, style in styles.items():
        _, pseudo_element = place
        if pseudo_element:
            declared = ((name, id(value), weight) for name, (value, weight) in style.cascaded.items())
            styles[place] = shared.setdefault((pseudo_element, id(style.parent_style), *declared), style)
