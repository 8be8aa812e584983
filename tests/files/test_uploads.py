"""Files that arrive: told by their bytes, refused where they could act by themselves."""

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from django.core.exceptions import ValidationError

from tests.reliability.mutated_sheets import BOOK, SHEET, STYLES, packed, unpacked, whole
from thiduakt.files import uploads
from thiduakt.files.uploads import check_docx, check_size, check_xlsx, shown_name

RELATIONS = "word/_rels/document.xml.rels"


def word_file(**parts):
    """A Word file as Word writes it, with these parts put in or in the place of its own."""
    plain = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH công tác thi đua, khen thưởng năm 2023")
    document.save(plain)
    changed = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            if content is not None:
                target.writestr(name, content)
    return changed.getvalue()


def relation(kind, target):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )


def test_a_word_file_is_let_in():
    check_docx(word_file())


def test_a_link_to_a_page_is_no_harm():
    check_docx(word_file(**{RELATIONS: relation("hyperlink", "https://hanoi.gov.vn")}))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word/vbaProject.bin": b"x"}, "mã lệnh"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "tệp nhúng"),
        ({"word/activeX/activeX1.xml": b"x"}, "mã lệnh"),
        ({RELATIONS: relation("attachedTemplate", "http://169.254.169.254/x.dotm")}, "ở ngoài tệp"),
        ({RELATIONS: relation("image", "\\\\may-chu\\anh.png")}, "ở ngoài tệp"),
        ({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'}, "ở ngoài tệp"),
        ({"word/document.xml": None}, "không phải là Word"),
        ({f"word/media/{n}.png": b"x" for n in range(501)}, "quá nhiều phần"),
        ({"word/media/bomb.bin": bytes(30 * 1024 * 1024)}, "quá lớn"),
    ],
)
def test_a_word_file_that_could_act_is_refused(parts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_docx(word_file(**parts))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "không phải là Word"),
        (b"%PDF-1.7", "không phải là Word"),
        (uploads.OLE + bytes(100), "có mật khẩu"),
        (b"PK\x03\x04" + bytes(100), "bị hỏng"),
    ],
)
def test_what_is_no_word_file_is_refused(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_docx(content)


def test_any_cut_of_a_word_file_is_refused_or_read():
    whole = word_file()
    for length in range(0, len(whole), 997):
        with pytest.raises(ValidationError):
            check_docx(whole[:length])


def test_every_flipped_byte_gets_a_sentence_or_passes():
    whole = bytearray(word_file())
    for place in range(0, len(whole), 211):
        whole[place] ^= 0xFF
        with suppress(ValidationError):
            check_docx(bytes(whole))
        whole[place] ^= 0xFF


@pytest.mark.parametrize(
    ("size", "sentence"),
    [(0, "Tệp rỗng"), (10 * uploads.MEGABYTE + 1, "Tệp nặng 10,1 MB, chỉ nhận tệp tới 10 MB. Quét lại.")],
)
def test_a_file_too_heavy_or_empty_is_refused(size, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_size(size, limit=10 * uploads.MEGABYTE, advice="Quét lại.")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/Bản ký.pdf", "Bản ký.pdf"), ("C:\\Tài liệu\\a\u202e\x00.pdf", "a.pdf"), ("x" * 300, "x" * 200)],
)
def test_a_name_is_shown_without_its_path(name, shown):
    assert shown_name(name) == shown


def test_what_stands_around_the_cells_may_not_be_heavy():
    parts = unpacked(whole())
    many = b'<definedName name="a">S!$A$1</definedName>' * 15_000
    with pytest.raises(ValidationError, match="quá lớn"):
        check_xlsx(packed(parts | {BOOK: parts[BOOK].replace(b"</workbook>", many + b"</workbook>")}))
    cells = b'<row><c t="n"><v>1</v></c></row>' * 15_000
    check_xlsx(packed(parts | {SHEET: parts[SHEET].replace(b"</sheetData>", cells + b"</sheetData>")}))


@pytest.mark.parametrize("blanks", [10, 300_000, 2_000_000])
@pytest.mark.parametrize("form", ["utf-8", "utf-16"])
def test_no_blanks_hide_what_lies_outside(blanks, form):
    """A tag is looked at whole, wherever the pieces of its part end."""
    for xml in (
        f"{' ' * blanks}<!DOCTYPE x><x/>",
        f'<x><Relationship Id="r" {" " * blanks}Type="t/image" Target="http://x" TargetMode="External"/></x>',
        f"<x>{' ' * (uploads.PIECE - 8)}<!DOCTYPE x></x>",
    ):
        with pytest.raises(ValidationError, match="ở ngoài tệp"):
            check_xlsx(packed(unpacked(whole()) | {STYLES: xml.encode(form)}, zipfile.ZIP_STORED))
