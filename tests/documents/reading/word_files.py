"""Word files as offices make them: the same words typed in several habits, and small files for one peculiarity each."""

import io
import re
import zipfile
from html import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

# The labels of the plan of 2023, and the level of the list that draws them.
LEVELS = (
    (re.compile(r"[IVX]+\. "), 0, 7),
    (re.compile(r"\d\. "), 1, 7),
    (re.compile(r"\d\.\d\. "), 2, 7),
    (re.compile(r"- "), 0, 8),
    (re.compile(r"\+ "), 1, 8),
)
NUMBERING = f"""
<w:numbering {nsdecls("w")}>
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="2">
    <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="3">
    <w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0D8;"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num>
  <w:num w:numId="9"><w:abstractNumId w:val="3"/></w:num>
  <w:num w:numId="10">
    <w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>
  </w:num>
</w:numbering>"""


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def typed(text: str) -> bytes:
    """Every line a paragraph, numbers typed, empty lines between."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def with_lists(text: str) -> bytes:
    """Numbers and dashes drawn by Word, no empty lines."""
    document = _numbered()
    for line in filter(str.strip, text.split("\n")):
        for label, level, listing in LEVELS:
            if match := label.match(line):
                _append(document, paragraph(escape(line[match.end() :]), listed(listing, level)))
                break
        else:
            document.add_paragraph(line)
    return saved(document)


def with_columns(text: str, *, issuing: list[str], stating: list[str], signing: list[str], after: str = "") -> bytes:
    """Head and end in tables without borders, each of the first paragraphs of `text` in its cell."""
    document = docx.Document()
    lines = list(filter(str.strip, text.split("\n")))
    end = next(at for at, line in enumerate(lines) if line.startswith("Nơi nhận"))
    _columns(document, [*issuing, lines[0]], [*stating, lines[1]])
    for line in lines[2:end]:
        document.add_paragraph(line)
    _columns(document, lines[end:-1], [*signing, lines[-1]])
    if after:
        _append(document, after)
    return saved(document)


def of_xml(*blocks: str, **parts: str) -> bytes:
    """A file whose body is these paragraphs and tables; `footnotes="…"` and the like add a part."""
    document = _numbered()
    for block in blocks:
        _append(document, block)
    return with_parts(saved(document), **parts)


def with_parts(file: bytes, **parts: str) -> bytes:
    """The file with more parts beside its text, related to it by their names."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", "".join(map(_relation, parts)).encode() + b"</Relationships>")
            target.writestr(name, content)
        for kind, xml in parts.items():
            target.writestr(f"word/{kind}.xml", f"<w:{kind} {nsdecls('w')}>{xml}</w:{kind}>")
    return result.getvalue()


def paragraph(words: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def runs(*parts: str) -> str:
    """A paragraph of words and of elements between them."""
    inner = "".join(part if part.startswith("<") else f"<w:t>{part}</w:t>" for part in parts)
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def listed(listing: int, level: int) -> str:
    """The properties of a paragraph in one of the lists above."""
    return f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{listing}'/></w:numPr></w:pPr>"


def _numbered() -> Document:
    document = docx.Document()
    element = document.part.numbering_part.element
    for child in [*element]:
        element.remove(child)
    element.extend([*parse_xml(NUMBERING)])
    for last in document.element.body.findall(qn("w:sectPr")):
        document.element.body.remove(last)
    return document


def _append(document: Document, block: str) -> None:
    document.element.body.append(parse_xml(block.replace(">", f" {nsdecls('w', 'm', 'wp')}>", 1)))


def _columns(document: Document, left: list[str], right: list[str]) -> None:
    row = document.add_table(1, 2).rows[0]
    for cell, lines in zip(row.cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def _relation(kind: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="more-{kind}" Type="{base}/{kind}" Target="{kind}.xml"/>'
