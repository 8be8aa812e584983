"""Papers as DOCX: what Word needs, the words of the PDF, and the same sheet when an office program prints it."""

import io
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.documents import samples
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.documents.checker.pages import Document
from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Paper, Signature, SignatureRow
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf
from thiduakt.documents.richtext import plain_text

LISTS = (samples.nomination_list(), samples.nomination_list(6, "CHIẾN SĨ THI ĐUA CƠ SỞ"))
PAPERS = {
    "plan": samples.plan(),
    "council": samples.council_decision(),
    "award": samples.award_decision(),
    "minutes": samples.meeting_minutes(),
    "counting": samples.counting_minutes(),
    "submittal": samples.submittal(LISTS),
    "report": samples.achievement_report(),
    "letter": samples.letter(),
}
BARE = Paper(kind=Kind.PLAN, subject="Thi đua", dated=None, year=2023, place="Giang Biên", symbol="KH-MNGB")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(paper):
    return docx.Document(io.BytesIO(paper_docx(paper)))


def val(element, path, attribute="val"):
    found = element.find(path.replace("w:", WORD))
    return None if found is None else found.get(qn(f"w:{attribute}"))


def texts(parts):
    return [part.text for part in parts]


@pytest.fixture(params=PAPERS)
def paper(request):
    return PAPERS[request.param]


# The file.


def test_the_file_is_what_word_needs(paper):
    assert check_docx(paper_docx(paper), paper) == []


def test_every_paper_opens_again_with_a_section_for_each_appendix(paper):
    assert len(opened(paper).sections) == 1 + len(paper.appendices)


def test_the_same_paper_gives_the_same_bytes(paper):
    assert paper_docx(paper) == paper_docx(paper)


def test_nothing_in_the_file_tells_when_it_was_made():
    with zipfile.ZipFile(io.BytesIO(paper_docx(samples.plan()))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(samples.plan()).core_properties
    assert (str(properties.created), str(properties.modified)) == ("2023-02-15 00:00:00+00:00",) * 2


def test_the_file_names_its_subject_and_language():
    properties = opened(samples.plan()).core_properties
    assert (properties.title, properties.language, properties.author) == (
        *("Công tác thi đua, khen thưởng năm 2023", "vi-VN"),
        "Trường Mầm non Giang Biên",
    )
    assert properties.comments == ""


def test_nothing_of_the_template_is_left():
    with zipfile.ZipFile(io.BytesIO(paper_docx(samples.plan()))) as file:
        assert sorted(file.namelist()) == [
            *(
                "[Content_Types].xml",
                "_rels/.rels",
                "docProps/core.xml",
                "word/_rels/document.xml.rels",
                "word/document.xml",
            ),
            *("word/header1.xml", "word/header2.xml", "word/settings.xml", "word/styles.xml"),
        ]


def test_every_style_and_every_run_names_the_font_four_times_and_a_legal_size(paper):
    document = opened(paper)
    looks = [*document.styles.element.iter(qn("w:rPr")), *document.element.iter(qn("w:rPr"))]
    fonts = {
        look.find(qn("w:rFonts")).get(qn(f"w:{name}")) for look in looks for name in ("ascii", "hAnsi", "cs", "eastAsia")
    }
    assert fonts == {"Times New Roman"}
    assert {val(look, "w:sz") for look in looks} <= {"22", "24", "26", "28"}
    assert {val(look, "w:lang") for look in looks} == {"vi-VN"}
    assert all(run.find(qn("w:rPr")) is not None for run in document.element.iter(qn("w:r")))


def test_nothing_is_numbered_by_word(paper):
    assert [*opened(paper).element.iter(qn("w:numPr"))] == []


def test_text_is_composed_and_characters_that_word_cannot_hold_are_left_out():
    basis = unicodedata.normalize("NFD", "Căn cứ đề nghị\x07 của Đỗ Thị Đào.")
    assert opened(replace(BARE, bases=(basis,))).paragraphs[2].text == "Căn cứ đề nghị của Đỗ Thị Đào."


# The sheet.


def test_the_sheet_is_a4_with_margins_of_20_15_20_and_30_mm():
    sections = opened(samples.submittal(LISTS)).sections
    sheets = [[val(section._sectPr, "w:pgSz", name) for name in ("w", "h", "orient")] for section in sections]
    margins = {tuple(val(s._sectPr, "w:pgMar", side) for side in ("top", "right", "bottom", "left")) for s in sections}
    assert sheets == [["11906", "16838", None], ["16838", "11906", "landscape"], ["16838", "11906", "landscape"]]
    assert margins == {("1134", "851", "1134", "1701")}


def test_every_section_counts_from_one_and_hides_the_first_number():
    for section in opened(samples.submittal(LISTS)).sections:
        assert val(section._sectPr, "w:pgNumType", "start") == "1"
        assert section.different_first_page_header_footer
        assert [*section.first_page_header._element.iter(qn("w:fldSimple"))] == []


def test_the_page_number_stands_in_the_middle_of_the_header():
    for section in opened(samples.submittal(LISTS)).sections:
        (number,) = section.header.paragraphs
        (field,) = number._p.iter(qn("w:fldSimple"))
        assert field.get(qn("w:instr")) == "PAGE"
        assert val(number._p, "w:pPr/w:jc") == "center"


def test_a_draft_is_marked_on_every_page_and_nothing_else_is():
    def marks(paper):
        section = opened(paper).sections[0]
        headers = (section.first_page_header, section.header)
        return [
            [shape.get("string") for shape in header._element.iter("{urn:schemas-microsoft-com:vml}textpath")]
            for header in headers
        ]

    assert marks(replace(BARE, is_draft=True)) == [[None, "BẢN DỰ THẢO"], [None, "BẢN DỰ THẢO"]]
    assert marks(BARE) == [[], []]


# The parts of a paper.


def test_the_header_is_a_table_of_two_columns_without_borders():
    header = opened(samples.plan()).tables[0]._tbl
    assert [int(column.get(qn("w:w"))) for column in header.iter(qn("w:gridCol"))] == [3976, 5378]
    assert {edge.get(qn("w:val")) for edge in header.find(f".//{WORD}tblBorders")} == {"nil"}


def test_the_header_says_who_issues_what_when():
    assert [[cell.text.strip() for cell in row.cells] for row in opened(samples.plan()).tables[0].rows] == [
        [
            "PHÒNG GD&ĐT QUẬN LONG BIÊN\nTRƯỜNG MẦM NON GIANG BIÊN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ],
        ["Số: 01/KH-MNGB", "Giang Biên, ngày 15 tháng 02 năm 2023"],
    ]


def test_number_and_day_are_left_blank_until_they_are_given():
    number, place = (cell.text for cell in opened(BARE).tables[0].rows[1].cells)
    assert number == "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/KH-MNGB"
    assert place.replace("\u00a0", " ") == "Giang Biên, ngày      tháng      năm 2023"


def rule_lengths(element, available):
    """Millimetres of the rules drawn inside, each in the middle of `available` mm."""
    borders = [paragraph for paragraph in element.iter(qn("w:p")) if paragraph.find(f".//{WORD}pBdr") is not None]
    sides = [
        int(val(paragraph, "w:pPr/w:ind", "left")) + int(val(paragraph, "w:pPr/w:ind", "right")) for paragraph in borders
    ]
    return [available - side / 1440 * 25.4 for side in sides]


def test_rules_are_as_long_as_the_law_wants_them():
    document = opened(samples.plan())
    issuing, state = (cell._tc for cell in document.tables[0].rows[0].cells)
    title = document.element.body
    assert rule_lengths(issuing, 70.125) == [pytest.approx(0.4 * 68.3, abs=0.2)]
    assert rule_lengths(state, 94.875) == [pytest.approx(56.1, abs=0.2)]
    assert rule_lengths(title, 165)[-1] == pytest.approx(0.4 * 86.1, abs=0.2)


def test_a_letter_tells_its_subject_under_its_number():
    rows = opened(samples.letter()).tables[0].rows
    assert [row.cells[0].text for row in rows][1:] == [
        "Số: 12/MNGB",
        "V/v đăng ký danh hiệu thi\nđua, hình thức khen thưởng\nnăm học 2023 - 2024",
    ]


def test_a_decision_stands_in_the_order_of_its_sample():
    paper = replace(
        samples.council_decision(), body="<p>Điều 1. Thành lập Hội đồng./.</p>", bases=("Căn cứ Luật.",), appendices=()
    )
    assert [text for text in texts(opened(paper).paragraphs) if text] == [
        "QUYẾT ĐỊNH\nVề việc thành lập Hội đồng Thi đua - Khen thưởng\nTrường Mầm non Giang Biên năm học 2022 - 2023",
        "HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN",
        "Căn cứ Luật.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Thành lập Hội đồng./.",
    ]


def test_several_addressees_stand_below_one_another_and_one_in_the_line():
    def addressees(*names):
        return texts(opened(replace(BARE, addressees=names)).paragraphs)[2:]

    assert addressees("Sở", "Phòng") == ["Kính gửi:", "- Sở;", "- Phòng."]
    assert addressees("Phòng") == ["Kính gửi: Phòng."]


def test_the_text_is_that_of_the_editor_with_its_numbers_typed():
    plan = replace(samples.plan(), bases=())
    printed = texts(opened(plan).paragraphs)[2:-1]
    assert "\n".join(printed) == plain_text(plan.body)


def test_a_paragraph_of_the_text_is_justified_and_indented_and_a_heading_stays_with_what_follows():
    heading, text, _ = opened(replace(BARE, body="<h3>Mục</h3><p>Lời</p><p>Hết</p>")).paragraphs[2:]
    assert (val(text._p, "w:pPr/w:jc"), val(text._p, "w:pPr/w:ind", "firstLine")) == ("both", "720")
    assert (val(text._p, "w:pPr/w:spacing", "before"), val(text._p, "w:pPr/w:spacing", "line")) == ("120", "261")
    assert (heading.paragraph_format.keep_with_next, text.paragraph_format.keep_with_next) == (True, None)
    assert heading.runs[0].bold
    assert val(heading._p, "w:pPr/w:outlineLvl") == "1"


def test_every_part_of_the_plan_stands_in_its_pdf_word_for_word():
    pages = Document(paper_pdf(samples.plan())).pages
    printed = "".join("".join(line.text.split()) for page in pages for line in page.lines)
    document = opened(samples.plan())
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    written = ["".join(line.split()) for paragraph in paragraphs for line in paragraph.text.split("\n")]
    assert [text for text in written if text not in printed] == []
    assert sum(map(len, written)) == len(printed)


# Tables.


def test_a_list_repeats_its_header_and_splits_no_row():
    table = opened(samples.award_decision()).tables[-1]
    rows = [row._tr for row in table.rows]
    assert len(rows) == 26
    assert [row.find(f".//{WORD}tblHeader") is not None for row in rows] == [True] + [False] * 25
    assert all(row.find(f".//{WORD}cantSplit") is not None for row in rows)
    assert val(table._tbl, "w:tblPr/w:tblLayout", "type") == "fixed"
    assert {(edge.get(qn("w:val")), edge.get(qn("w:sz"))) for edge in table._tbl.find(f".//{WORD}tblBorders")} == {
        ("single", "4")
    }


def test_a_list_is_as_wide_as_the_text_and_its_columns_as_asked():
    table = opened(samples.award_decision()).tables[-1]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
    assert widths == [561, 2526, 1590, 2058, 1497, 1122]
    assert sum(widths) == 11906 - 1701 - 851


def test_a_cell_over_several_rows_or_columns_is_merged():
    body = (
        "<table><thead><tr><th rowspan='2'>STT</th><th colspan='2'>Phiếu</th><th rowspan='2'>Kết luận</th></tr>"
        "<tr><th>Đồng ý</th><th>Không</th></tr></thead><tbody><tr><td>1</td><td>9</td></tr></tbody></table>"
    )
    (table,) = opened(replace(BARE, body=body)).tables[1:]
    rows = [
        [(val(cell, "w:tcPr/w:gridSpan"), val(cell, "w:tcPr/w:vMerge")) for cell in row._tr.iter(qn("w:tc"))]
        for row in table.rows
    ]
    assert rows == [
        [(None, "restart"), ("2", None), (None, "restart")],
        [(None, "continue"), (None, None), (None, None), (None, "continue")],
        [(None, None), (None, None), ("2", None)],
    ]
    assert [row._tr.find(f".//{WORD}tblHeader") is not None for row in table.rows] == [True, True, False]


def test_two_tables_do_not_become_one():
    table = "<table><tbody><tr><td>a</td></tr></tbody></table>"
    assert len(opened(replace(BARE, body=table + table, recipients=("Lưu: VT",))).tables) == 4


# Signatures.


def signing(paper):
    (row,) = opened(paper).tables[-1].rows
    return row


def test_recipients_stand_beside_the_signature():
    left, right = signing(samples.plan()).cells
    assert texts(left.paragraphs) == [
        "Nơi nhận:",
        "- Hội đồng TDKT trường MNGB;",
        "- Các tổ chuyên môn;",
        "- Lưu: VT, Hồ sơ TDKT.",
    ]
    assert texts(right.paragraphs) == ["HIỆU TRƯỞNG", "Hoàng Thị Phương"]


def test_minutes_bear_two_signatures_with_the_recipients_below():
    left, right = signing(samples.meeting_minutes()).cells
    assert texts(left.paragraphs) == ["THƯ KÝ", "Cao Thị Ngọc", "Nơi nhận:", "- Thành viên Hội đồng;", "- Lưu: VT, Hồ sơ."]
    assert texts(right.paragraphs) == ["CHỦ TỌA", "HIỆU TRƯỞNG\nHoàng Thị Phương"]


def test_signers_stand_level_though_one_has_a_longer_title():
    left, right = signing(samples.achievement_report()).cells
    assert texts(left.paragraphs)[:2] == ["XÁC NHẬN CỦA\nTHỦ TRƯỞNG ĐƠN VỊ\n(Ký, đóng dấu)", "Hoàng Thị Phương"]
    line = 14 * 1.25
    assert right.paragraphs[0].paragraph_format.space_after.pt - left.paragraphs[0].paragraph_format.space_after.pt == line


def test_there_is_room_to_sign():
    _, right = signing(samples.plan()).cells
    assert right.paragraphs[0].paragraph_format.space_after.mm >= 25


def test_the_signatures_are_not_split_and_take_two_lines_of_the_text_along():
    signatures = (SignatureRow(right=Signature(("HIỆU TRƯỞNG",), "Hoàng Thị Phương")),)
    paper = replace(BARE, body=f"<p>Một</p><p>Hai</p><p>Ba</p><p>{'bốn ' * 40}</p>", signatures=signatures)
    assert signing(paper)._tr.find(f".//{WORD}cantSplit") is not None

    def kept(paper):
        return [paragraph.paragraph_format.keep_with_next for paragraph in opened(paper).paragraphs[2:-1]]

    assert kept(paper) == [None, None, None, True]
    assert kept(replace(paper, body="<p>Một</p><p>Hai</p><p>Ba</p>")) == [None, True, True]


# Appendices.


def test_an_appendix_is_named_titled_and_tied_to_its_paper():
    document = opened(samples.submittal(LISTS))
    start = next(n for n, paragraph in enumerate(document.paragraphs) if paragraph.text.startswith("Phụ lục I\n"))
    assert texts(document.paragraphs)[start : start + 2] == [
        "Phụ lục I\nDANH SÁCH ĐỀ NGHỊ TẶNG DANH HIỆU “LAO ĐỘNG TIÊN TIẾN” NĂM HỌC 2022 - 2023",
        "(Kèm theo Tờ trình số 07/TTr-MNGB ngày 02 tháng 6 năm 2023 của Trường Mầm non Giang Biên)",
    ]
    assert "Danh sách này có 45 cá nhân./." in texts(document.paragraphs)


# Printed by an office program.


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    for name, paper in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(paper_docx(paper))
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
    ]
    subprocess.run([*command, *folder.glob("*.docx")], check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", PAPERS)
def test_an_office_program_prints_it_as_the_law_wants_it(printed: Path, name):
    pdf = (printed / f"{name}.pdf").read_bytes()
    faults = check_pdf(pdf, expects=expectation(PAPERS[name]))
    # C25: the text of the plan, printed as published, cites a document with a slip in its symbol.
    assert [fault for fault in faults if fault.point != "C25"] == []
