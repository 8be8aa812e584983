"""WordprocessingML as it stands in the standard (ISO/IEC 29500-1): `W.p(...)` is `<w:p>`, `w(val=1)` is `w:val="1"`.

The order of children inside an element matters to Word.
"""

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from lxml.builder import ElementMaker

__all__ = ["Element", "W", "twips", "w"]

W = ElementMaker(namespace=nsmap["w"], nsmap={prefix: nsmap[prefix] for prefix in "rw"}, makeelement=oxml_parser.makeelement)


def w(**attributes: object) -> dict[str, str]:
    return {f"{{{nsmap['w']}}}{name}": str(value) for name, value in attributes.items()}


def twips(millimetres: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(millimetres / 25.4 * 1440)
