"""Evidence of the five kinds as it comes damaged, and as somebody would make it who means harm."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import docx
import pikepdf
from PIL import Image

from tests.reliability import mutated_sheets
from tests.reliability.mutated_sheets import DOCTYPE, packed, unpacked

MAGICS = {
    "pdf": b"%PDF-1.7\n", "jpg": b"\xff\xd8\xff\xe0", "png": b"\x89PNG\r\n\x1a\n", "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04", "exe": b"MZ", "html": b"<html><script>alert(1)</script>", "svg": b"<svg onload='alert(1)'/>",
}  # fmt: skip
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
NAMES = (
    "../../etc/passwd.{0}", "..\\..\\x.{0}", "a\x00b.{0}", "x" * 400 + ".{0}", "\u202egpj.{0}", "CON.{0}", ".{0}",
    "a.{0}.exe", "a.exe", "không dấu.{0}", "a\r\nSet-Cookie: x.{0}", "{0}", "Đỗ Thị Đào.{0}",
)  # fmt: skip


class Mutant(NamedTuple):
    kind: str
    name: str
    content: bytes
    is_dangerous: bool = False  # must be refused


def _pdf() -> bytes:
    content = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.add_blank_page()
        file.save(content)
    return content.getvalue()


def _picture(form: str) -> bytes:
    content = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(content, form)
    return content.getvalue()


def _word() -> bytes:
    content = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Báo cáo thành tích của cô Đỗ Thị Đào.")
    document.save(content)
    return content.getvalue()


@cache
def whole() -> dict[str, bytes]:
    """One sound file of each kind."""
    pictures = {"jpg": _picture("JPEG"), "png": _picture("PNG")}
    return {"pdf": _pdf(), **pictures, "docx": _word(), "xlsx": mutated_sheets.whole()}


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """Each kind of file and of damage in turn, always the same ones."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    kinds = list(whole())
    for place in range(count):
        extension = kinds[place % len(kinds)]
        damage = DAMAGES[place // len(kinds) % len(DAMAGES)]
        yield damage(chance, extension, whole()[extension])


def harmful() -> Iterator[Mutant]:
    """What must never be kept: it acts by itself, is two files at once, or is not what its name says."""
    sound = whole()
    for name, key in {"script": "/JavaScript", "launch": "/Launch"}.items():
        yield Mutant(f"pdf, {name}", "a.pdf", _acting_pdf(key), is_dangerous=True)
    yield Mutant("pdf, file inside", "a.pdf", _carrying_pdf(), is_dangerous=True)
    for extension in ("pdf", "jpg", "png"):
        both = sound[extension] + sound["xlsx"]
        yield Mutant(f"{extension} and archive", f"a.{extension}", both, is_dangerous=True)
    for extension, part in MAIN_PARTS.items():
        parts = unpacked(sound[extension])
        told = parts | {part: DOCTYPE.encode() + parts[part]}
        yield Mutant(f"{extension}, document type", f"a.{extension}", packed(told), is_dangerous=True)
        folder = part.partition("/")[0]
        active = parts | {f"{folder}/vbaProject.bin": b"x", f"{folder}/embeddings/oleObject1.bin": b"x"}
        yield Mutant(f"{extension}, macro", f"a.{extension}", packed(active), is_dangerous=True)
    for extension in ("exe", "html", "svg"):
        for pretended in whole():
            told = MAGICS[extension] + b"x" * 500
            yield Mutant(f"{extension} as {pretended}", f"a.{pretended}", told, is_dangerous=True)
        yield Mutant(f"{extension} as itself", f"a.{extension}", MAGICS[extension], is_dangerous=True)
    for one in whole():
        for other in ("pdf", "png", "docx"):
            if one != other:
                yield Mutant(f"{other} as {one}", f"a.{one}", sound[other], is_dangerous=True)


def bombs() -> Iterator[Mutant]:
    """Small files that are large once opened."""
    for side in (20_000, 60_000):
        yield Mutant("png, bomb", "a.png", _huge_png(side), is_dangerous=True)
    for extension, part in MAIN_PARTS.items():
        parts = unpacked(whole()[extension])
        blown = parts | {part: parts[part] + b" " * 200_000_000}
        yield Mutant(f"{extension}, bomb", f"a.{extension}", packed(blown), is_dangerous=True)
        many = parts | {f"x/{place}.xml": b"<x/>" for place in range(2_000)}
        yield Mutant(f"{extension}, many parts", f"a.{extension}", packed(many), is_dangerous=True)


def _acting_pdf(key: str) -> bytes:
    content = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        action = {"/S": pikepdf.Name(key), "/JS" if key == "/JavaScript" else "/F": pikepdf.String("app.alert(1)")}
        file.Root.OpenAction = pikepdf.Dictionary(action)
        file.save(content)
    return content.getvalue()


def _carrying_pdf() -> bytes:
    content = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.attachments["virus.exe"] = b"MZ"
        file.save(content)
    return content.getvalue()


def _huge_png(side: int) -> bytes:
    """A small file that says it is `side` pixels wide and high, and is."""

    def chunk(name: bytes, told: bytes) -> bytes:
        return struct.pack(">I", len(told)) + name + told + struct.pack(">I", zlib.crc32(name + told))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + side // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return MAGICS["png"] + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _bits(chance: random.Random, extension: str, content: bytes) -> Mutant:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return Mutant(f"{extension}, bits", f"a.{extension}", bytes(changed))


def _cut(chance: random.Random, extension: str, content: bytes) -> Mutant:
    return Mutant(f"{extension}, cut", f"a.{extension}", content[: chance.randrange(1, len(content))])


def _head(chance: random.Random, extension: str, content: bytes) -> Mutant:
    magic = chance.choice(list(MAGICS.values()))
    changed = magic + content if chance.random() < 0.5 else magic + content[len(magic) :]
    return Mutant(f"{extension}, head", f"a.{extension}", changed)


def _tail(chance: random.Random, extension: str, content: bytes) -> Mutant:
    end = chance.choice((b"\0" * 70_000, content, chance.randbytes(300)))
    return Mutant(f"{extension}, tail", f"a.{extension}", content + end)


def _middle(chance: random.Random, extension: str, content: bytes) -> Mutant:
    place = chance.randrange(len(content))
    piece = chance.randbytes(chance.randint(1, 200))
    return Mutant(f"{extension}, middle", f"a.{extension}", content[:place] + piece + content[place + len(piece) :])


def _named(chance: random.Random, extension: str, content: bytes) -> Mutant:
    return Mutant(f"{extension}, name", chance.choice(NAMES).format(extension), content)


DAMAGES: tuple[Callable[[random.Random, str, bytes], Mutant], ...] = (_bits, _cut, _head, _tail, _middle, _named)
