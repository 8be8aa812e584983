"""What may be given to the reader, and how it refuses the rest."""

import codecs

import pytest
from django.core.exceptions import ValidationError

from thiduakt.documents.reading import read_paper

PAPER = (
    "KẾ HOẠCH\nCông tác thi đua năm 2023\n\nTrường Mầm non Hoa Sen phát động thi đua như sau:\n- Đỗ Thị Đào phụ trách./.\n"
)
TCVN3 = "KÕ ho¹ch c«ng t¸c thi ®ua, khen th­ëng n¨m häc 2022 - 2023 cña tr­êng MÇm non Giang Biªn ®­îc thùc hiÖn nh­ sau"
VNI = "Keá hoaïch coâng taùc thi ñua, khen thöôûng naêm hoïc 2022 - 2023 cuûa tröôøng Maàm non Giang Bieân ñöôïc thöïc hieän"


@pytest.mark.parametrize(
    "data",
    [
        PAPER.encode(),
        codecs.BOM_UTF8 + PAPER.encode(),
        codecs.BOM_UTF16_LE + PAPER.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PAPER.encode("utf-16-be"),
        PAPER.replace("\n", "\r\n").encode(),
        PAPER.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows lines", "old mac lines"],
)
def test_a_file_reads_like_the_pasted_text(data):
    assert read_paper(data) == read_paper(PAPER)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Chưa có nội dung."),
        (" \n\u00a0\n\u200b", "Chưa có nội dung."),
        ("Kế hoạch thi đua", "Văn bản quá ngắn"),
        ("thi đua " * 150_000, "Văn bản lớn hơn 1 MB."),
        (b"thi dua " * 300_000, "Văn bản lớn hơn 1 MB."),
        (PAPER.encode("utf-16-le"), "Tệp không được lưu bằng bảng mã UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "Tệp không được lưu bằng bảng mã UTF-8"),
        (b"thi \xffua " * 20, "Tệp không được lưu bằng bảng mã UTF-8"),
        (b"thi\x00dua " * 20, "Tệp không được lưu bằng bảng mã UTF-8"),
        (TCVN3.encode("cp1252"), "Văn bản được gõ bằng bảng mã cũ TCVN3 (ABC)"),
        (TCVN3, "Văn bản được gõ bằng bảng mã cũ TCVN3 (ABC)"),
        (VNI.encode("cp1252"), "Văn bản được gõ bằng bảng mã cũ VNI Windows"),
        (VNI, "Văn bản được gõ bằng bảng mã cũ VNI Windows"),
        (b"PK\x03\x04" + bytes(50), "Tệp Word bị hỏng"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "Đây là tệp Word cũ (.doc)"),
        (b"%PDF-1.7 " * 20, "Đây là tệp PDF"),
        (b"{\\rtf1 thi dua " * 20, "Đây là tệp RTF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(ValidationError) as refusal:
        read_paper(data)

    assert refusal.value.message.startswith(sentence)


def test_a_text_with_foreign_words_is_not_taken_for_an_old_encoding():
    reading = read_paper(
        "Nhà trường hợp tác với Île-de-France, Österreich, São Tomé, Ñuñoa và công ty ABC® trong phong trào thi đua."
    )

    assert "Österreich" in reading.body


def test_a_text_without_diacritics_is_read():
    reading = read_paper("Ke hoach cong tac thi dua, khen thuong nam hoc 2023 cua nha truong./.")

    assert reading.body == "<p>Ke hoach cong tac thi dua, khen thuong nam hoc 2023 cua nha truong./.</p>"


def test_a_character_nobody_can_print_is_shown_as_a_doubt():
    reading = read_paper(PAPER.replace("phụ trách", "ph\ue123 trách"))

    assert [doubt.line_number for doubt in reading.doubts if "ký tự không đọc được" in doubt.reason] == [5]
