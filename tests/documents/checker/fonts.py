"""Compares what is drawn with what it claims to be: embedded outlines against Debian's Liberation Serif 2."""

import io
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

FOLDERS = (Path("/usr/share/fonts/truetype/liberation2"), Path("/usr/share/fonts/truetype/liberation"))
NOWHERE = "\0"  # what ReportLab maps its .notdef to; point A4 sees to it that no page says it
LIGATURES = {"fi": "ﬁ", "fl": "ﬂ"}

Outline = tuple[tuple[str, tuple], ...]


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every font dictionary in use, whether a page or a form inside it names it."""
    seen = set()
    for page in pdf.pages:
        for resources in _resources(page.obj):
            for font in resources.get("/Font", {}).values():
                if font.objgen not in seen:
                    seen.add(font.objgen)
                    yield font


def _resources(owner: pikepdf.Object) -> Iterator[pikepdf.Object]:
    resources = owner.get("/Resources", {})
    yield resources
    for form in resources.get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form":
            yield from _resources(form)


def base_name(font: pikepdf.Dictionary) -> str:
    return re.sub(r"^[A-Z]{6}\+", "", str(font.get("/BaseFont", "/"))[1:])


def descendant(font: pikepdf.Dictionary) -> pikepdf.Dictionary:
    return font["/DescendantFonts"][0] if "/DescendantFonts" in font else font


def font_file(font: pikepdf.Dictionary) -> bytes | None:
    descriptor = descendant(font).get("/FontDescriptor", {})
    stream = next((descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor), None)
    return stream.read_bytes() if stream is not None else None


def unicode_of(font: pikepdf.Dictionary) -> dict[int, str]:
    """Character code to text, read from the ToUnicode map."""
    return _mapping(font["/ToUnicode"].read_bytes())


@cache
def _mapping(data: bytes) -> dict[int, str]:
    cmap = data.decode("ascii", "replace")
    assert "beginbfrange" not in cmap, "this reader knows only bfchar"
    mapping = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f ]*)>", block):
            mapping[int(code, 16)] = _utf16(text)
    return mapping


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits.replace(" ", "")).decode("utf-16-be", "replace")


def untrue_glyphs(font: pikepdf.Dictionary) -> list[str]:
    """The texts of a font whose embedded outline is not the outline of that character in the reference font."""
    data = font_file(font)
    if data is None:
        return []
    return _untrue(data, font["/ToUnicode"].read_bytes(), base_name(font), font["/Subtype"] == "/Type0")


@cache
def _untrue(data: bytes, cmap: bytes, name: str, codes_are_glyphs: bool) -> list[str]:
    """`codes_are_glyphs`: a code is the glyph's index; else the font's own cmap tells, as in one-byte fonts."""
    embedded = TTFont(io.BytesIO(data), lazy=True)
    reference = reference_font(name)
    glyphs = embedded.getGlyphSet()
    names = dict(enumerate(embedded.getGlyphOrder())) if codes_are_glyphs else _names_by_code(embedded)
    return [
        text
        for code, text in _mapping(cmap).items()
        if text != NOWHERE and (code not in names or _drawing(glyphs, names[code]) != reference.get(_one_character(text)))
    ]


def _one_character(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return LIGATURES.get(composed, composed)


def _names_by_code(embedded: TTFont) -> dict[int, str]:
    tables = [table.cmap for table in embedded["cmap"].tables]
    return {code & 0xFF: name for table in tables for code, name in table.items()}


def _drawing(glyphs: dict, name: str) -> Outline:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return tuple((operator, tuple(points)) for operator, points in pen.value)


class _Reference:
    """The outlines of one face of Liberation Serif, by character."""

    def __init__(self, path: Path) -> None:
        self.font = TTFont(path, lazy=True)
        assert self.font["head"].fontRevision >= 2, "Liberation Serif 1 has no Vietnamese letters."
        self.names = self.font.getBestCmap()
        self.glyphs = self.font.getGlyphSet()
        self.drawings: dict[str, Outline | None] = {}

    def get(self, character: str) -> Outline | None:
        if character not in self.drawings:
            name = self.names.get(ord(character)) if len(character) == 1 else None
            self.drawings[character] = _drawing(self.glyphs, name) if name else None
        return self.drawings[character]


def reference_font(name: str) -> _Reference:
    style = ("Bold" if "Bold" in name else "") + ("Italic" if "Italic" in name or "Oblique" in name else "")
    return _reference(style or "Regular")


@cache
def _reference(style: str) -> _Reference:
    for folder in FOLDERS:
        path = folder / f"LiberationSerif-{style}.ttf"
        if path.exists():
            return _Reference(path)
    raise AssertionError("Liberation Serif 2 is not installed: apt-get install fonts-liberation2")
