"""Ways to spoil a paper on its way to the PDF, so that the checker has something to find."""

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf

from tests.documents.checker.fonts import fonts_of, unicode_of
from thiduakt.documents.paper import Certificate, Paper
from thiduakt.documents.rendering.engine import html_to_pdf
from thiduakt.documents.rendering.html import certificate_html, paper_html
from thiduakt.documents.rendering.pdf import paper_pdf

Mutation = Callable[[Any], bytes]


def html_of(paper: Paper | Certificate) -> str:
    return paper_html(paper) if isinstance(paper, Paper) else certificate_html(paper)


def css(rules: str) -> Mutation:
    """Prints with these rules over the style sheets."""
    return lambda paper: html_to_pdf(html_of(paper).replace("</head>", f"<style>{rules}</style></head>"))


def html(old: str, new: str) -> Mutation:
    """Prints with one piece of the HTML replaced."""

    def printed(paper: Paper | Certificate) -> bytes:
        page = html_of(paper)
        assert old in page, f"{old!r} is not in the page"
        return html_to_pdf(page.replace(old, new))

    return printed


def changed(**values: Any) -> Mutation:
    """Prints another paper than the one expected."""
    return lambda paper: html_to_pdf(html_of(replace(paper, **values)))


def body(old: str, new: str) -> Mutation:
    def printed(paper: Paper) -> bytes:
        assert old in paper.body, f"{old!r} is not in the body"
        return paper_pdf(replace(paper, body=paper.body.replace(old, new)))

    return printed


def decomposed(paper: Paper) -> bytes:
    """Letters and their marks apart, as some systems of the kind store file names and texts."""
    return html_to_pdf(unicodedata.normalize("NFD", html_of(paper)))


def damaged(paper: Paper) -> bytes:
    """Points to where its table of contents is not: readers repair this in silence."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(html_to_pdf(html_of(paper)))) as pdf:
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"startxref\n\d+", b"startxref\n7", saved.getvalue())


def file(edit: Callable[[pikepdf.Pdf], None]) -> Mutation:
    """Prints as it should be, then edits the bytes."""

    def printed(paper: Paper | Certificate) -> bytes:
        with pikepdf.open(io.BytesIO(html_to_pdf(html_of(paper)))) as pdf:
            edit(pdf)
            saved = io.BytesIO()
            pdf.save(saved)
        return saved.getvalue()

    return printed


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def with_other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Văn bản 1"


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["danh-sach.txt"] = b"danh sach"


def with_link(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    pdf.pages[0]["/Annots"] = pdf.make_indirect(pikepdf.Array([link]))


def with_type3(pdf: pikepdf.Pdf) -> None:
    drawn = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(a=drawn), Encoding=pikepdf.Dictionary(Differences=[97, pikepdf.Name.a]),
        FirstChar=97, LastChar=97, Widths=[1000],
    )  # fmt: skip
    pdf.pages[0].add_resource(font, pikepdf.Name.Font)


def without_unicode(pdf: pikepdf.Pdf) -> None:
    del next(fonts_of(pdf))["/ToUnicode"]


def without_font_file(pdf: pikepdf.Pdf) -> None:
    descriptor = next(fonts_of(pdf))["/DescendantFonts"][0]["/FontDescriptor"]
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def with_swapped_glyphs(pdf: pikepdf.Pdf) -> None:
    """Extracts what it should, and prints two letters for each other."""
    font = next(font for font in fonts_of(pdf) if {"a", "o"} <= set(unicode_of(font).values()))
    cmap = font["/ToUnicode"].read_bytes()
    for old, new in ((b"> <0061>", b"> <swap>"), (b"> <006f>", b"> <0061>"), (b"> <swap>", b"> <006f>")):
        assert old in cmap
        cmap = cmap.replace(old, new)
    font["/ToUnicode"].write(cmap)


def with_a_letter_unknown(pdf: pikepdf.Pdf) -> None:
    font = next(font for font in fonts_of(pdf) if "a" in unicode_of(font).values())
    font["/ToUnicode"].write(re.sub(rb"<\w+> <0061>\n", b"", font["/ToUnicode"].read_bytes()))


def on_a5(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].mediabox = [0, 0, 420, 595]


def with_picture(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    image = pdf.make_stream(
        b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )  # fmt: skip
    name = page.add_resource(image, pikepdf.Name.XObject)
    page.contents_add(f"q 60 0 0 12 200 400 cm {name} Do Q".encode())


def with_second_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
