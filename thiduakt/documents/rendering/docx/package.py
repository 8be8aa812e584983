"""The file itself: a blank document with our own styles and settings, and bytes that depend on nothing but the paper."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from thiduakt.documents.paper import Paper
from thiduakt.vietnamese import one_line

FONT = "Times New Roman"
FONTS = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"'
LOOK = f'<w:rFonts {FONTS}/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/>'
STYLES = f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>{LOOK}</w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/></w:pPr><w:rPr>{LOOK}</w:rPr>
  </w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/>
  </w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal">
    <w:name w:val="Normal Table"/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>
  </w:style>
  <w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>
</w:styles>"""
# Mode 15: as Word 2013 and later lay out. The first setting keeps a justified line before a line break from being stretched.
SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:defaultTabStop w:val="720"/>
  <w:compat>
    <w:doNotExpandShiftReturn/>
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="vi-VN" w:eastAsia="vi-VN"/>
  <w:decimalSymbol w:val=","/>
  <w:listSeparator w:val=";"/>
</w:settings>"""
KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
}
UNDATED = date(2000, 1, 1)  # the day a paper without a date says it was made on: files must not differ by the clock
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def blank_document(paper: Paper) -> Document:
    """Nothing of python-docx's template is left: no theme, no list numbering, no English, no styles but the plainest."""
    document = docx.Document()
    for relationships in (document.part.rels, document.part.package.rels):
        for name in [name for name, relation in relationships.items() if relation.reltype not in KEPT]:
            del relationships[name]
    _replace_content(document.styles.element, STYLES)
    _replace_content(document.settings.element, SETTINGS)
    _describe(document, paper)
    return document


def _replace_content(element: BaseOxmlElement, xml: str) -> None:
    for child in [*element]:
        element.remove(child)
    element.extend([*parse_xml(xml)])


def _describe(document: Document, paper: Paper) -> None:
    made = datetime.combine(paper.dated or UNDATED, time(), UTC)
    properties = document.core_properties
    properties.title = one_line(paper.subject)
    properties.language = "vi-VN"
    properties.author = properties.last_modified_by = one_line(paper.issuer_name)
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = made


def saved(document: Document) -> bytes:
    """The document's bytes, packed again without the time of packing."""
    packed = io.BytesIO()
    document.save(packed)
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
