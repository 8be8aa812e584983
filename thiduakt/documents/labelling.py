"""Numbers, dashes and letters typed into a text for print: drawn by CSS, each costs a box and three styles of its own."""

import lxml.html
from lxml.html import HtmlElement

from .richtext import HEADINGS, Kind, Numbering, bullet


def labelled(html: str) -> str:
    """`html` as `richtext.clean` leaves it, with the labels that `richtext.blocks` tells of."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    numbering = Numbering()
    for element in root.iter(*HEADINGS, "li"):
        if element.tag != "li":
            _begin(element, numbering.label(Kind(element.tag)))
        elif len(element) and element[0].tag == "p":
            _begin(element[0], bullet(element)[1])
    return (root.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in root)


def _begin(element: HtmlElement, label: str) -> None:
    element.text = f"{label} {element.text or ''}"
