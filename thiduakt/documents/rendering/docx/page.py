"""Sections: the sheet, its margins, and the page number in the top margin. Each part of a paper counts its own pages."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from thiduakt.documents.richtext import Run

from .package import FONT
from .text import CENTRED, look, paragraph, spacer
from .xml import Element, W, w

SHORT, LONG = 11906, 16838  # A4, in twips
TOP, RIGHT, BOTTOM, LEFT = 1134, 851, 1134, 1701  # 20, 15, 20 and 30 mm
HEADER = 567  # 10 mm
TEXT_WIDTH, LANDSCAPE_WIDTH = SHORT - LEFT - RIGHT, LONG - LEFT - RIGHT

DRAFT_MARK = f"""
<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas>
      <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
      <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
      <v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
      <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
    </v:formulas>
    <v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
            o:connectangles="270,180,90,0"/>
    <v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="draft" type="#_x0000_t136" fillcolor="#d9d9d9" stroked="f" o:allowincell="f"
           style="position:absolute;width:430pt;height:64pt;rotation:320;z-index:-251658752;
                  mso-position-horizontal:center;mso-position-horizontal-relative:margin;
                  mso-position-vertical:center;mso-position-vertical-relative:margin">
    <v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt;font-weight:bold" string="BẢN DỰ THẢO"/>
  </v:shape>
</w:pict>"""


@dataclass(frozen=True, slots=True)
class Section:
    content: Sequence[Element]
    landscape: bool = False


def lay_out(document: Document, sections: Sequence[Section], *, is_draft: bool) -> None:
    """Fills the document. Page 1 of every section bears no number."""
    mark = [W.r(parse_xml(DRAFT_MARK))] if is_draft else []
    number = W.fldSimple(w(instr="PAGE"), W.r(look(Run(), 14), W.t("2")))
    first, others = _header(document, mark), _header(document, [number, *mark])
    body = document.element.body
    body.clear()
    for section in sections:
        body.extend(_apart(section.content))
        properties = _properties(first, others, landscape=section.landscape)
        if section is sections[-1]:
            body.append(properties)
        else:
            body[-1].pPr.append(properties)


def _apart(content: Sequence[Element]) -> Iterator[Element]:
    """Word joins tables that touch, and wants a paragraph at the end."""
    for position, element in enumerate(content, start=1):
        yield element
        following = content[position:]
        if _is_table(element) and (not following or _is_table(following[0])):
            yield spacer(keep=bool(following))


def _is_table(element: Element) -> bool:
    return element.tag == qn("w:tbl")


def _header(document: Document, content: Sequence[Element]) -> str:
    part, relationship = document.part.add_header_part()
    line = paragraph([], CENTRED)
    line.extend(copy.deepcopy([*content]))
    part.element[:] = [line]
    return relationship


def _properties(first: str, others: str, *, landscape: bool) -> Element:
    size = w(w=LONG, h=SHORT, orient="landscape") if landscape else w(w=SHORT, h=LONG)
    return W.sectPr(
        W.headerReference(w(type="first"), {qn("r:id"): first}),
        W.headerReference(w(type="default"), {qn("r:id"): others}),
        W.type(w(val="nextPage")),
        W.pgSz(size),
        W.pgMar(w(top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=HEADER, footer=HEADER, gutter=0)),
        W.pgNumType(w(start=1)),
        W.titlePg(),
    )
