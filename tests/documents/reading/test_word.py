"""Word files: the real plan in the habits of several offices, and every peculiarity of Word that holds words."""

import unicodedata
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from tests.documents import samples
from thiduakt.documents.paper import Paper
from thiduakt.documents.reading import open_source, read_paper, source_from_html
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.richtext import blocks, clean, plain_text

from .printing import kept_words, printed_plan, source_words
from .test_real_plan import SOURCE
from .test_source import TCVN3
from .word_files import listed, of_xml, paragraph, runs, typed, with_columns, with_lists

TEXT = SOURCE.read_text()
HEAD = {
    "issuing": ["PHÒNG GD&ĐT QUẬN LONG BIÊN", "TRƯỜNG MẦM NON GIANG BIÊN"],
    "stating": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    "signing": ["HIỆU TRƯỞNG"],
}
OFFICES = {
    "typed numbers": typed(TEXT),
    "Word lists": with_lists(TEXT),
    "typed on a Mac": typed(unicodedata.normalize("NFD", TEXT)),
}


@pytest.mark.parametrize("file", OFFICES.values(), ids=OFFICES)
def test_the_real_plan_is_read_word_for_word_and_in_its_order(file):
    assert printed_plan(read_paper(file)) == TEXT.split()


@pytest.mark.parametrize("file", OFFICES.values(), ids=OFFICES)
def test_the_real_plan_has_the_structure_of_its_text(file):
    assert blocks(read_paper(file).body) == blocks(read_paper(TEXT).body)


def test_head_and_end_in_tables_without_borders_are_read_where_they_stand():
    reading = read_paper(with_columns(TEXT, **HEAD))

    assert (reading.parent_lines, reading.issuer_lines) == (tuple(HEAD["issuing"][:1]), tuple(HEAD["issuing"][1:]))
    assert (reading.number, reading.symbol, reading.place) == (1, "KH-MNGB", "Giang Biên")
    assert (reading.signer_capacity, reading.signer_name) == (("HIỆU TRƯỞNG",), "Hoàng Thị Phương")
    assert reading.recipients == ("Hội đồng TDKT trường MNGB", "Các tổ chuyên môn", "Lưu: VT, Hồ sơ TDKT")
    assert blocks(reading.body) == blocks(read_paper(TEXT).body)
    assert kept_words(reading) == source_words(" ".join([TEXT, *HEAD["issuing"], *HEAD["stating"], *HEAD["signing"]]))


PAPERS = {
    "the plan": samples.plan(),
    "a letter": samples.letter(),
    "a decision": replace(samples.award_decision(), appendices=()),
    "looks and tables": replace(
        samples.plan(),
        body="<h2>NỘI DUNG</h2><h3>Chỉ <em>tiêu</em></h3>"
        "<p>Một <strong>chữ <u>đậm</u></strong>, m<sup>2</sup><br>Dòng sau.</p>"
        '<table><thead><tr><th rowspan="2">TT</th><th colspan="2">Danh hiệu</th></tr>'
        "<tr><th>Cá nhân</th><th>Tập thể</th></tr></thead>"
        "<tbody><tr><td>1</td><td>Lao động tiên tiến<p>Đỗ Thị Đào</p></td><td>Tổ <em>mẫu giáo</em></td></tr></tbody>"
        "</table><ul><li>Ý một<ul><li>Ý nhỏ</li></ul></li><li>Ý hai</li></ul><ol><li>Mục a;</li><li>Mục b./.</li></ol>",
    ),
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_our_own_word_file_is_read_back_as_the_same_paper(paper: Paper):
    paper = replace(paper, body=clean(paper.body))

    reading = read_paper(paper_docx(paper))

    assert blocks(reading.body) == blocks(paper.body)
    for part in ("kind", "number", "symbol", "place", "dated", "issuer_lines", "bases", "recipients", "addressees"):
        assert getattr(reading, part) == getattr(paper, part), part
    assert reading.subject.split() == paper.subject.split()
    assert reading.signer_name == paper.signatures[0].right.name


def notes_of(*xml: str, **parts: str) -> list[str]:
    return list(open_source(of_xml(*map(str, xml), **parts)).notes)


def text_of(*xml: str, **parts: str) -> str:
    return open_source(of_xml(*xml, **parts)).text


def test_lists_are_numbered_as_word_prints_them():
    places = [
        (7, 0),
        (7, 1),
        (7, 2),
        (7, 1),
        (7, 0),
        (7, 1),
        (10, 1),
        (10, 1),
        (9, 0),
        (9, 0),
        (9, 1),
        (8, 0),
        (8, 1),
        (99, 0),
    ]

    text = text_of(*(paragraph("chữ", listed(*place)) for place in places))

    assert text.split("\n") == [
        *("I. chữ", "1. chữ", "1.1. chữ", "2. chữ", "II. chữ", "1. chữ", "5. chữ", "6. chữ"),
        *("a) chữ", "b) chữ", "• chữ", "- chữ", "+ chữ", "chữ"),
    ]


def test_tracked_insertions_are_taken_deletions_left_out_and_both_counted():
    source = open_source(
        of_xml(
            "<w:p><w:r><w:t xml:space='preserve'>Thi đua </w:t></w:r>"
            "<w:del w:id='1'><w:r><w:delText>năm 2022</w:delText></w:r></w:del>"
            "<w:ins w:id='2'><w:r><w:t>năm 2023</w:t></w:r></w:ins></w:p>",
            "<w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Đoạn này </w:t></w:r></w:p>",
            paragraph("nối với đoạn sau."),
        )
    )

    assert source.text == "Thi đua năm 2023\nĐoạn này nối với đoạn sau."
    assert [note[:60] for note in source.notes] == ["Tệp có 1 chỗ thêm và 1 chỗ xóa đang theo dõi (Track Changes):"[:60]]


@pytest.mark.parametrize(
    ("xml", "parts", "words"),
    [
        ("", {"comments": "<w:comment><w:p><w:r><w:t>Sửa chỗ này</w:t></w:r></w:p></w:comment>"}, "Sửa chỗ này"),
        ("", {"footnotes": "<w:footnote><w:p><w:r><w:t>Theo số liệu</w:t></w:r></w:p></w:footnote>"}, "Theo số liệu"),
        ("", {"header": "<w:p><w:r><w:t>TÀI LIỆU NỘI BỘ</w:t></w:r></w:p>"}, "TÀI LIỆU NỘI BỘ"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r>", {}, "chữ ẩn"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", {}, "a+b"),
        ("<w:r><w:drawing><wp:inline/></w:drawing></w:r>", {}, "1 hình ảnh"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", {}, "1 ký hiệu"),
    ],
    ids=["comment", "footnote", "page header", "hidden", "formula", "picture", "symbol"],
)
def test_what_stays_behind_is_said(xml, parts, words):
    assert any(words in note for note in notes_of(f"<w:p><w:r><w:t>Chữ</w:t></w:r>{xml}</w:p>", **parts))


def test_what_stays_behind_a_hundred_times_is_told_ten_times_and_counted():
    hidden = "".join(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn {at}</w:t></w:r>" for at in range(100))

    notes = notes_of(f"<w:p><w:r><w:t>Chữ</w:t></w:r>{hidden}</w:p>")

    assert len(notes) == 11
    assert notes[-1] == "Chữ ẩn trong tệp không đưa vào bản nháp: còn 90 chỗ nữa như vậy."


def test_a_text_box_gives_its_words_once_behind_its_paragraph_and_says_so():
    box = "<w:txbxContent><w:p><w:r><w:t>Số: 05/KH-MNGB</w:t></w:r></w:p></w:txbxContent>"
    mc = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    drawn = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    source = open_source(of_xml(f"<w:p><w:r><w:t>Chữ</w:t></w:r>{drawn}</w:p>", paragraph("Sau")))

    assert source.text == "Chữ\nSố: 05/KH-MNGB\nSau"
    assert [note for note in source.notes if "Số: 05/KH-MNGB" in note]


def test_what_is_drawn_in_a_run_is_typed():
    assert text_of(runs("a", "<w:tab/>", "b", "<w:noBreakHyphen/>", "c", "<w:softHyphen/>", "d\u00ade")) == "a\tb-cde"


def test_a_soft_break_stays_in_its_paragraph_unless_a_label_follows():
    reading = read_paper(
        of_xml(
            paragraph("Nhà trường xây dựng kế hoạch thi đua như sau:"),
            runs("Câu một.", "<w:br/>", "Câu hai.", "<w:br/>", "- Ý một;", "<w:br/>", "- Ý hai."),
        )
    )

    assert "<p>Câu một.<br>Câu hai.</p>" in reading.body
    assert plain_text(reading.body).split("\n")[-2:] == ["- Ý một;", "- Ý hai."]


def test_bases_parted_by_soft_breaks_are_several():
    reading = read_paper(
        of_xml(
            paragraph("KẾ HOẠCH"),
            runs("Căn cứ Luật Thi đua, khen thưởng;", "<w:br/>", "Căn cứ Kế hoạch số 05/KH-PGDĐT;"),
            paragraph("Trường Mầm non Hoa Sen phát động thi đua như sau:"),
        )
    )

    assert reading.bases == ("Căn cứ Luật Thi đua, khen thưởng;", "Căn cứ Kế hoạch số 05/KH-PGDĐT;")


def test_merged_cells_stay_merged_and_a_table_of_the_text_stays_a_table():
    rows = (
        (("STT", "<w:vMerge w:val='restart'/>"), ("Chỉ tiêu", "<w:gridSpan w:val='2'/>")),
        (("", "<w:vMerge/>"), ("Cá nhân", ""), ("Nơi nhận", "")),
        (("1", ""), ("Đỗ Thị Đào", ""), ("Tổ 1", "")),
    )
    cells = ("".join(f"<w:tc><w:tcPr>{said}</w:tcPr>{paragraph(words)}</w:tc>" for words, said in row) for row in rows)
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    reading = read_paper(
        of_xml(paragraph("Nhà trường giao chỉ tiêu thi đua cho các tổ như sau:"), table, paragraph("Hết./."))
    )

    assert (
        '<table><thead><tr><th rowspan="2"><p>STT</p></th><th colspan="2"><p>Chỉ tiêu</p></th></tr>'
        "<tr><th><p>Cá nhân</p></th><th><p>Nơi nhận</p></th></tr></thead>"
        "<tbody><tr><td><p>1</p></td><td><p>Đỗ Thị Đào</p></td><td><p>Tổ 1</p></td></tr></tbody></table>"
    ) in reading.body


def test_a_table_after_the_signature_is_kept():
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("TT", "Tên"))
    file = with_columns(TEXT, **HEAD, after=f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")

    assert "<th><p>Tên</p></th>" in read_paper(file).appendix


@pytest.mark.parametrize(
    ("font", "text", "sentence"),
    [
        (".VnTime", "KÕ ho¹ch thi ®ua", "phông “.VnTime” của bảng mã cũ TCVN3 (ABC)"),
        ("VNI-Times", "Keá hoaïch thi ñua", "phông “VNI-Times” của bảng mã cũ VNI Windows"),
        ("Arial", TCVN3, "bảng mã cũ TCVN3 (ABC)"),
    ],
)
def test_letters_of_an_old_encoding_are_refused_by_name(font, text, sentence):
    run = f"<w:p><w:r><w:rPr><w:rFonts w:ascii='{font}'/></w:rPr><w:t>{text}</w:t></w:r></w:p>"

    with pytest.raises(ValidationError) as refusal:
        open_source(of_xml(run))

    assert sentence in refusal.value.messages[0]
    assert "UniKey" in refusal.value.messages[0]


def test_an_old_font_with_unicode_letters_in_it_is_read():
    run = "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>Kế hoạch thi đua được</w:t></w:r></w:p>"

    assert text_of(run) == "Kế hoạch thi đua được"


def test_a_file_can_go_through_a_form_and_come_back_the_same():
    source = open_source(of_xml(paragraph("Kế hoạch thi đua"), paragraph("Mục đích", listed(7, 1))))

    assert source_from_html(source.html.replace("\n", "\r\n"), source.notes) == source


def test_nothing_that_comes_back_from_a_form_is_believed():
    source = source_from_html("<p onclick=x()>Chữ<script>alert(1)</script></p>", ["Ghi\x00 chú\n" + "dài " * 1000] * 200)

    assert source.html == "<p>Chữ</p>"
    assert len(source.notes) == 100
    assert max(map(len, source.notes)) <= 700
