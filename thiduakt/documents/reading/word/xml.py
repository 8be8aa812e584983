"""WordprocessingML by its names in the standard (ISO/IEC 29500-1)."""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

__all__ = ["OFF", "WRAPPERS", "Element", "W", "inside", "is_on", "number", "value"]

OFF = {"0", "false", "off", "none"}  # what a switch says that is turned off
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# What wraps paragraphs, rows, cells or runs and prints nothing itself.
WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple")
)
WRAPPERS |= {W + "dir", W + "bdo"}


def value(element: Element | None, name: str, attribute: str = "val") -> str | None:
    """`w:val` of the child `w:name`; None where there is no such child, "" where it has no value."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(W + attribute, "")


def is_on(element: Element | None, name: str) -> bool | None:
    """A switch such as <w:b/> or <w:b w:val="0"/>; None where it is not said."""
    said = value(element, name)
    return None if said is None else said not in OFF


def number(text: str | None) -> int | None:
    """What is no number, or no plausible one, was not said."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def inside(element: Iterable[Element]) -> Iterator[Element]:
    """The children, those of the wrappers in their place."""
    for child in element:
        if child.tag in WRAPPERS:
            yield from inside(child)
        else:
            yield child
