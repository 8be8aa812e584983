"""A file sent to judges who are not to know whose it is says nothing of its author, and shows the same pages."""

import io
import re
import zipfile

import docx
import pikepdf
import pytest

from thiduakt.files.nameless import nameless
from thiduakt.files.uploads import DOCX_TYPE, PDF_TYPE, check_docx, check_pdf

AUTHOR = "Nguyễn Thị Ánh Tuyết"
INITIALS = "NTAT"
NUMBERED = '<w:ins w:id="1" w:author="{0}" w:date="2023-09-01T08:00:00Z" xmlns:w="{1}"/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf() -> bytes:
    """Info, XMP, a note that somebody made, and a field of a form, whose name is no author's."""
    made = pikepdf.new()
    page = made.add_blank_page()
    made.docinfo["/Author"] = AUTHOR
    with made.open_metadata() as told:
        told["dc:creator"] = [AUTHOR]
    note = {"/Type": "/Annot", "/Subtype": "/Text", "/Rect": [0, 0, 9, 9], "/T": AUTHOR, "/Contents": "Hay"}
    field = {"/Type": "/Annot", "/Subtype": "/Widget", "/Rect": [0, 0, 9, 9], "/T": "o-1", "/FT": "/Tx"}
    page.Annots = pikepdf.Array([made.make_indirect(pikepdf.Dictionary(note)), pikepdf.Dictionary(field)])
    page.PieceInfo = pikepdf.Dictionary(Who=pikepdf.Dictionary(Private=AUTHOR))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def word() -> bytes:
    """Core properties, a company, a comment, a tracked change and the list of people."""
    document = docx.Document()
    paragraph = document.add_paragraph("Một buổi sáng ở lớp.")
    document.core_properties.author = document.core_properties.last_modified_by = AUTHOR
    document.add_comment(paragraph.runs, text="Xem lại", author=AUTHOR, initials=INITIALS)
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/people.xml", f'<w15:person w15:author="{AUTHOR}"/>')
        package.writestr("word/footnotes.xml", NUMBERED.format(AUTHOR, WORD).encode("utf-16"))
        package.writestr("docProps/custom.xml", f"<Properties>{AUTHOR}</Properties>")
    return made.getvalue()


def spoken(content: bytes) -> str:
    """Everything that a PDF holds, as text."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        told = [repr(opened.trailer)]
        for obj in opened.objects:
            told.append(repr(obj))
            if isinstance(obj, pikepdf.Stream):
                told.append(obj.read_bytes().decode("utf-8", "replace"))
    return "\n".join(told)


def test_a_pdf_says_nothing_of_its_author() -> None:
    assert AUTHOR in spoken(pdf())

    kept = nameless(pdf(), PDF_TYPE)

    check_pdf(kept)
    assert AUTHOR not in spoken(kept)
    with pikepdf.open(io.BytesIO(kept)) as opened:
        assert [str(one.get("/T", "")) for one in opened.pages[0].Annots] == ["", "o-1"]
        assert len(opened.pages) == 1


def test_what_an_earlier_version_of_a_pdf_said_goes_too() -> None:
    begun = pikepdf.new()
    begun.add_blank_page()
    written = io.BytesIO()
    begun.save(written)
    added = b"\n99 0 obj\n<< /Author (Anh Tuyet) >>\nendobj\n"

    assert b"Anh Tuyet" in written.getvalue() + added
    assert b"Anh Tuyet" not in nameless(written.getvalue() + added, PDF_TYPE)


def test_a_word_file_says_nothing_of_its_author() -> None:
    kept = nameless(word(), DOCX_TYPE)

    check_docx(kept)
    with zipfile.ZipFile(io.BytesIO(kept)) as package:
        for name in package.namelist():
            content = package.read(name)
            told = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8", "replace")
            assert AUTHOR not in told, name
            assert INITIALS not in told, name
    opened = docx.Document(io.BytesIO(kept))
    assert [paragraph.text for paragraph in opened.paragraphs] == ["Một buổi sáng ở lớp."]
    assert [(one.author, one.text) for one in opened.comments] == [("Người dự thi", "Xem lại")]


@pytest.mark.parametrize("content_type", ["image/png", "text/plain"])
def test_what_is_neither_stays_as_it_is(content_type: str) -> None:
    assert nameless(b"abc", content_type) == b"abc"


def test_the_same_file_is_kept_under_one_hash() -> None:
    assert nameless(pdf(), PDF_TYPE) == nameless(pdf(), PDF_TYPE)
    assert re.match(rb"%PDF-", nameless(pdf(), PDF_TYPE))
