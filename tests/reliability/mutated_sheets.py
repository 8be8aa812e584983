"""Excel files as they come damaged, and as somebody would make them who means harm."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from openpyxl import Workbook

from tests.factories.intake import DAO_2021, HONOR_HEADS

SHEET, STRINGS, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"
PARTS = (SHEET, STRINGS, BOOK, STYLES, "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "_rels/.rels")
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SCHEMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
MAGICS = (b"", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG\r\n", b"MZ", b"\xef\xbb\xbf", b"PK\x05\x06")
# What a number, a place, a kind of cell may be made to say.
ODD = (
    "1E400", "-1", "9" * 5000, "NaN", "1e309", "", "A99999999", "XFD1048576", "A0", "ZZZZZ1", "-0.0", "2958466", "0.5",
    "_x0000_", "&#9;", "s", "b", "e", "str", "inlineStr", "n", "d", "2022-13-45", "#REF!", "99999999999999999999",
)  # fmt: skip
ACTIVE = (
    "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml",
    "customUI/customUI.xml",
)  # fmt: skip


class Mutant(NamedTuple):
    kind: str
    content: bytes
    is_dangerous: bool = False  # must be refused


def whole() -> bytes:
    """A sheet of forty honors, with real days and numbers in it."""
    book = Workbook()
    sheet = book.active
    sheet.append(HONOR_HEADS)
    for place in range(40):
        name, honor, year, number, _, issuer = DAO_2021
        sheet.append([name, honor, year, f"{place}/{number}", date(2022, 6, 5), issuer])
    content = io.BytesIO()
    book.save(content)
    return packed(_with_shared_strings(unpacked(content.getvalue())))


def _with_shared_strings(parts: dict[str, bytes]) -> dict[str, bytes]:
    """As Excel keeps texts: each once, in a part of their own."""
    inline = re.compile(r'<c( r="\w+"[^>]*) t="inlineStr"><is><t>([^<]*)</t></is></c>')
    sheet, places = parts[SHEET].decode(), {}
    for words in inline.findall(sheet):
        places.setdefault(words[1], len(places))
    parts[SHEET] = inline.sub(lambda cell: f'<c{cell[1]} t="s"><v>{places[cell[2]]}</v></c>', sheet).encode()
    shared = "".join(f"<si><t>{words}</t></si>" for words in places)
    parts[STRINGS] = f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{SCHEMA}">{shared}</sst>'.encode()
    told = f'<Override PartName="/{STRINGS}" ContentType="{STRINGS_TYPE}"/>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", f"{told}</Types>".encode())
    return parts


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """Each kind in turn, always the same ones."""
    chance, content = random.Random(seed), whole()  # noqa: S311 - nothing secret hangs on it
    parts = unpacked(content)
    for place in range(count):
        kind, make = KINDS[place % len(KINDS)]
        if make in {_bits, _cut, _head, _tail}:
            yield Mutant(kind, make(chance, content))
        else:
            yield Mutant(kind, packed(make(chance, dict(parts))), kind in DANGEROUS)


def bombs() -> Iterator[Mutant]:
    """The first one alone fills the memory of whoever opens it unguarded, and at once."""
    parts = unpacked(whole())
    yield Mutant("bomb of blanks", packed(parts | {STYLES: parts[STYLES] + b" " * 300_000_000}), is_dangerous=True)
    strings = f'<sst xmlns="{SCHEMA}">'.encode() + b"<si><t>a</t></si>" * 3_000_000 + b"</sst>"
    yield Mutant("bomb of strings", packed(parts | {STRINGS: strings}), is_dangerous=True)
    row = b'<row><c t="n"><v>1</v></c></row>' * 1_500_000
    sheet = f'<worksheet xmlns="{SCHEMA}"><sheetData>'.encode() + row + b"</sheetData></worksheet>"
    yield Mutant("bomb of rows", packed(parts | {SHEET: sheet}), is_dangerous=True)
    yield Mutant(
        "very many parts", packed(parts | {f"xl/x{place}.xml": b"<x/>" for place in range(2000)}), is_dangerous=True
    )
    names = b"<definedNames>" + b'<definedName name="a">S!$A$1</definedName>' * 200_000 + b"</definedNames></workbook>"
    book = parts[BOOK].replace(b"</workbook>", names)
    yield Mutant("bomb of names", packed(parts | {BOOK: book}), is_dangerous=True)
    types = parts["[Content_Types].xml"].replace(BOOK.encode(), b"xl/worksheets/sheet2.xml")
    disguised = parts | {"[Content_Types].xml": types, "xl/worksheets/sheet2.xml": book}
    yield Mutant("bomb of names in a sheet's place", packed(disguised), is_dangerous=True)
    xf = b'<cellXfs count="1">' + b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 900_000 + b"</cellXfs>"
    styles = re.sub(rb"<cellXfs.*?</cellXfs>", lambda _: xf, parts[STYLES], flags=re.DOTALL)
    yield Mutant("bomb of styles", packed(parts | {STYLES: styles}), is_dangerous=True)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def _bits(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def _head(chance: random.Random, content: bytes) -> bytes:
    magic = chance.choice(MAGICS)
    return magic + content if chance.random() < 0.5 else magic + content[len(magic) :]


def _tail(chance: random.Random, content: bytes) -> bytes:
    return content + chance.choice((b"\0" * 70_000, content, b"%PDF-1.7\n%%EOF", chance.randbytes(300)))


def _letters(chance: random.Random, parts: dict[str, bytes]) -> dict[str, bytes]:
    """Bytes changed within a part: the zip stays sound."""
    name = chance.choice(PARTS)
    part = bytearray(parts[name])
    for _ in range(chance.randint(1, 8)):
        part[chance.randrange(len(part))] = chance.randrange(256)
    return parts | {name: bytes(part)}


def _values(chance: random.Random, parts: dict[str, bytes]) -> dict[str, bytes]:
    """Attributes and contents that say something else."""
    name = chance.choice((SHEET, STRINGS, BOOK, STYLES))
    part = parts[name].decode()
    spots = list(re.finditer(r'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)', part))
    for spot in sorted(chance.sample(spots, min(len(spots), chance.randint(1, 6))), key=lambda one: -one.start()):
        part = part[: spot.start()] + chance.choice(ODD) + part[spot.end() :]
    return parts | {name: part.encode()}


def _tags(chance: random.Random, parts: dict[str, bytes]) -> dict[str, bytes]:
    """Elements doubled, dropped, or one within another."""
    name = chance.choice((SHEET, STRINGS, BOOK, STYLES))
    part = parts[name].decode()
    tags = list(re.finditer(r"<[^>?]+>", part))
    spot = chance.choice(tags)
    put = chance.choice(("", spot[0] * chance.randint(2, 3000), f"{spot[0]}<x>" * 400, "<v>1</v>" * 3000))
    return parts | {name: (part[: spot.start()] + put + part[spot.end() :]).encode()}


def _missing(chance: random.Random, parts: dict[str, bytes]) -> dict[str, bytes]:
    del parts[chance.choice([name for name in PARTS if name in parts])]
    return parts


def _names(chance: random.Random, parts: dict[str, bytes]) -> dict[str, bytes]:
    odd = chance.choice(("../../../../tmp/x", "/etc/passwd", "xl\\..\\x", "x" * 500, "xl/" + "a/" * 200, "\x01", "CON"))
    return {odd if chance.random() < 0.3 and name == STYLES else name: part for name, part in parts.items()} | {odd: b"x"}


def _doctype(chance: random.Random, parts: dict[str, bytes]) -> dict[str, bytes]:
    name = chance.choice((SHEET, STRINGS, BOOK, STYLES))
    part = re.sub(r"^<\?xml.*?\?>", "", parts[name].decode())
    encoding = chance.choice(("utf-8", "utf-16", "utf-16-le", "cp037"))
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-le")}"?>'
    if encoding == "cp037":  # read by its own table after a declaration that anybody can read
        return parts | {name: declared.encode() + (DOCTYPE + part).encode("cp037", "ignore")}
    return parts | {name: f"{declared}{DOCTYPE}{part}".encode(encoding)}


def _active(chance: random.Random, parts: dict[str, bytes]) -> dict[str, bytes]:
    return parts | {chance.choice(ACTIVE): b"<x/>"}


KINDS: tuple[tuple[str, Callable], ...] = (
    ("bits", _bits), ("cut", _cut), ("head", _head), ("tail", _tail), ("letters", _letters), ("values", _values),
    ("tags", _tags), ("missing", _missing), ("names", _names), ("doctype", _doctype), ("active", _active),
    ("values", _values), ("letters", _letters), ("tags", _tags),
)  # fmt: skip
DANGEROUS = {"doctype", "active"}
