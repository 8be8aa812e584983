"""Giấy khen, many in one file: the border with the heading is drawn once, each certificate only writes its own words on it.

Real text in the embedded faces of the other papers; some three milliseconds each, where a page laid out by itself takes
seventy.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pikepdf
from django.template.loader import render_to_string

from thiduakt.documents.paper import Certificate
from thiduakt.documents.rendering.sandbox import render
from thiduakt.documents.wording import MOTTO, STATE_NAME
from thiduakt.vietnamese import nfc

from .codes import code_operators
from .fitting import Fitted, in_height, in_lines, on_one_line
from .pen import Pen
from .places import BLACK, CODE, OF_BLANKS, RED, TYPED, Place, texts_of

SAMPLE = "BẢN XEM THỬ"
TOLD_EVERY = 50  # sheets, to whoever follows the progress
EMBLEM_Y, EMBLEM_HEIGHT = 25, 18
LONG = 200  # letters of an achievement that needs the room of the gaps
BOTTOM = 143  # where the decision and the signature begin
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; `address` is what its QR code leads to, none where it is empty."""

    certificate: Certificate
    address: str = ""


def plain_pdf(sheets: Sequence[Sheet], *, title: str, emblem: bytes | None = None, tell: Told | None = None) -> bytes:
    """On white paper: border, heading and words."""
    pen = Pen(title)
    for done, sheet in enumerate(sheets, 1):
        with pen.page():
            _write_plain(pen, sheet.certificate, emblem)
            _write_code(pen, sheet.address)
        if tell and done % TOLD_EVERY == 0:
            tell(done)
    place = OF_BLANKS[CODE]
    codes = (_code(sheet, place) for sheet in sheets)
    return _joined(pen.finish(), codes, background(has_emblem=emblem is not None))


def overprint_pdf(
    sheets: Sequence[Sheet],
    places: Mapping[str, Place],
    *,
    title: str,
    shift: tuple[float, float] = (0, 0),
    tell: Told | None = None,
) -> bytes:
    """On blanks that a printing house has made: the words alone, each at its place."""
    pen = Pen(title, shift)
    for done, sheet in enumerate(sheets, 1):
        with pen.page():
            _write_fields(pen, sheet.certificate, places)
        if tell and done % TOLD_EVERY == 0:
            tell(done)
    return _joined(pen.finish(), (_code(sheet, places.get(CODE), shift) for sheet in sheets))


@cache
def background(*, has_emblem: bool) -> bytes:
    """The border, Quốc hiệu and Tiêu ngữ: the same on every certificate of every school."""
    words = {"state_name": STATE_NAME, "motto": MOTTO, "emblem": has_emblem}
    return render(render_to_string("certificates/blank.html", words))


def _write_plain(pen: Pen, certificate: Certificate, emblem: bytes | None) -> None:
    """One text below the other, the gaps as the room allows."""
    if certificate.is_draft:
        pen.across(SAMPLE)
    texts = texts_of(certificate)
    gap: float = 1 if emblem or len(texts["achievement"]) > LONG else 3
    if emblem:
        pen.picture(emblem, EMBLEM_Y, EMBLEM_HEIGHT)
    y = _write_award(pen, certificate, has_emblem=emblem is not None)
    place = OF_BLANKS["recipient"]
    y = pen.write(_fitted(place, "recipient", texts["recipient"]), place, y + gap)
    place = OF_BLANKS["description"]
    if texts["description"]:
        y = pen.write(in_lines(texts["description"], place.width, 1, place.size, 14, place.style), place, y + gap)
    place, room = OF_BLANKS["achievement"], BOTTOM - y - gap - 2
    pen.write(in_height(texts["achievement"], place.width, room, place.size, place.least, place.style), place, y + gap)
    _write_bottom(pen, texts)


def _write_award(pen: Pen, certificate: Certificate, *, has_emblem: bool) -> float:
    """Who awards what, in red, black and red; where it ends."""
    wide = OF_BLANKS["recipient"]
    y, largest = (60.0, 46) if has_emblem else (48.0, 54)
    for text, size, colour, gap in (
        (certificate.awarding_title, 19, RED, 0),
        (certificate.verb, 18, BLACK, 1),
        (certificate.title, largest, RED, 0),
    ):
        place = Place(wide.x, 0, wide.width, size, colour=colour)
        y = pen.write(on_one_line(nfc(text).upper(), place.width, size, 12, "Bold"), place, y + gap)
    return y


def _write_bottom(pen: Pen, texts: Mapping[str, str]) -> None:
    """Left the decision, right the signature."""
    y: float = BOTTOM
    for name in ("decision", "roll"):
        y = pen.write(_fitted(OF_BLANKS[name], name, texts[name]), OF_BLANKS[name], y)
    y = BOTTOM
    for name in ("dated", "capacity"):
        y = pen.write(_fitted(OF_BLANKS[name], name, texts[name]), OF_BLANKS[name], y)
    pen.write(_fitted(OF_BLANKS["signer"], "signer", texts["signer"]), OF_BLANKS["signer"])


def _write_code(pen: Pen, address: str) -> None:
    """Beside the QR code, for whoever has no camera at hand: what is typed on the page that looks it up."""
    if address:
        told = f"Mã tra cứu:\n{address.rstrip('/').rpartition('/')[2]}"
        pen.write(in_lines(told, TYPED.width, TYPED.lines, TYPED.size, TYPED.size, TYPED.style), TYPED)


def _write_fields(pen: Pen, certificate: Certificate, places: Mapping[str, Place]) -> None:
    for name, text in texts_of(certificate).items():
        if text and name in places:
            pen.write(_fitted(places[name], name, text), places[name])


def _fitted(place: Place, name: str, text: str) -> Fitted:
    """A name stays on one line as long as it can be read; what is typed in lines keeps them."""
    if name == "recipient":
        return on_one_line(text, place.width, place.size, min(place.least, place.size), place.style)
    return in_lines(text, place.width, place.lines, place.size, min(place.least, place.size), place.style)


def _code(sheet: Sheet, place: Place | None, shift: tuple[float, float] = (0, 0)) -> bytes:
    if place is None or not sheet.address:
        return b""
    return code_operators(sheet.address, place.x + shift[0], place.y + shift[1], place.width)


def _joined(written: bytes, codes: Iterable[bytes], below: bytes | None = None) -> bytes:
    """The written pages with their codes, all over the one page `below`, which the file holds once."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(written)) as pdf:
        blank = None
        if below:
            with pikepdf.open(io.BytesIO(below)) as drawn:
                blank = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
        for page, code in zip(pdf.pages, codes, strict=True):
            if blank is not None:
                page.add_resource(blank, pikepdf.Name.XObject, pikepdf.Name.Blank)
                page.contents_add(b"q /Blank Do Q", prepend=True)
            if code:
                page.contents_add(code)
        pdf.save(result, deterministic_id=True)
    return result.getvalue()
