"""Where things stand on the printed page, measured on the PDF: NĐ 30/2020/NĐ-CP, Phụ lục I."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from tests.documents import samples
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.pdf import paper_pdf

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30, 195, 20, 277  # edges of the text, mm


@pytest.fixture(scope="module")
def plan() -> Iterator[Any]:
    with pdfplumber.open(BytesIO(paper_pdf(samples.plan()))) as pdf:
        yield pdf


def first_page(paper: Paper) -> Any:
    return pdfplumber.open(BytesIO(paper_pdf(paper))).pages[0]


def line(page: Any, start: str, left: float = 0, right: float = 210) -> dict[str, Any]:
    """The one line of text that begins so, in millimetres, with size and face of its first letter."""
    column = page.crop((left * MM, 0, right * MM, page.height))
    (found,) = [each for each in column.extract_text_lines() if each["text"].startswith(start)]
    letter = found["chars"][0]
    edges = {edge: found[edge] / MM for edge in ("x0", "x1", "top", "bottom")}
    return {**edges, "text": found["text"], "size": round(letter["size"], 2), "face": letter["fontname"].split("+")[-1]}


def rule_below(page: Any, above: dict[str, Any]) -> dict[str, float]:
    """The horizontal rule within 4 mm under a line of text, and over no other column."""
    rules = [{edge: each[edge] / MM for edge in ("x0", "x1", "top")} for each in (*page.rects, *page.lines)]
    (found,) = [
        rule
        for rule in rules
        if 0 < rule["top"] - above["bottom"] + 1 < 4 and above["x0"] - 1 < rule["x0"] and rule["x1"] < above["x1"] + 1
    ]
    return found


def middle(box: dict[str, Any]) -> float:
    return (box["x0"] + box["x1"]) / 2


def length(box: dict[str, Any]) -> float:
    return box["x1"] - box["x0"]


def test_ink_stays_inside_the_margins(plan: Any) -> None:
    for page in plan.pages:
        text = [letter for letter in page.chars if letter["top"] / MM > 15 and letter["text"].strip()]
        assert min(letter["x0"] for letter in text) / MM >= LEFT - 0.1
        assert max(letter["x1"] for letter in text) / MM <= RIGHT + 0.5
        assert min(letter["top"] for letter in text) / MM >= TOP - 0.1
        assert max(letter["bottom"] for letter in text) / MM <= BOTTOM + 0.1


def test_motto_is_centred_under_the_name_of_the_state_with_a_rule_of_its_own_length(plan: Any) -> None:
    page = plan.pages[0]
    state = line(page, "CỘNG HÒA", left=100)
    motto = line(page, "Độc lập", left=100)
    rule = rule_below(page, motto)
    assert (state["size"], motto["size"]) == (12, 13)
    assert middle(motto) == pytest.approx(middle(state), abs=0.2)
    assert length(rule) == pytest.approx(length(motto), abs=0.5)


def test_rule_under_the_issuer_is_a_third_to_a_half_of_it(plan: Any) -> None:
    page = plan.pages[0]
    issuer = line(page, "TRƯỜNG MẦM NON GIANG BIÊN", right=100)
    rule = rule_below(page, issuer)
    assert 0.33 <= length(rule) / length(issuer) <= 0.5
    assert middle(rule) == pytest.approx(middle(issuer), abs=0.5)


def test_number_and_date_share_a_baseline_and_stand_under_their_columns(plan: Any) -> None:
    page = plan.pages[0]
    number = line(page, "Số: 01/KH-MNGB", right=100)
    dated = line(page, "Giang Biên, ngày 15 tháng 02 năm 2023", left=100)
    assert number["bottom"] == pytest.approx(dated["bottom"], abs=0.2)
    assert middle(number) == pytest.approx(middle(line(page, "TRƯỜNG", right=100)), abs=0.2)
    assert middle(dated) == pytest.approx(middle(line(page, "CỘNG HÒA", left=100)), abs=0.2)
    assert (number["face"], dated["face"]) == ("Liberation-Serif", "Liberation-Serif-Italic")


def test_title_is_centred_on_the_text(plan: Any) -> None:
    title = line(plan.pages[0], "KẾ HOẠCH")
    assert middle(title) == pytest.approx((LEFT + RIGHT) / 2, abs=0.2)
    assert (title["size"], title["face"]) == (14, "Liberation-Serif-Bold")


def test_rule_under_a_subject_of_two_lines_is_measured_on_the_last_line() -> None:
    page = first_page(samples.award_decision())
    last = line(page, "tích xuất sắc")
    rule = rule_below(page, last)
    assert 0.33 <= length(rule) / length(last) <= 0.5
    assert middle(rule) == pytest.approx(middle(last), abs=0.5)


def test_typed_line_break_of_a_subject_is_kept() -> None:
    page = first_page(replace(samples.plan(), subject="Công tác thi đua,\nkhen thưởng năm 2023"))
    assert line(page, "khen thưởng năm 2023")["top"] > line(page, "Công tác thi đua,")["top"]


def test_paragraphs_are_justified_with_one_first_line_indent(plan: Any) -> None:
    lines = plan.pages[1].extract_text_lines()
    indented = [each["x0"] / MM for each in lines if each["text"].startswith("- ")]
    assert indented == pytest.approx([LEFT + 12.7] * len(indented), abs=0.1)
    full = [each for each, below in pairwise(lines[1:]) if below["x0"] / MM < LEFT + 1]
    assert [each["x1"] / MM for each in full] == pytest.approx([RIGHT] * len(full), abs=0.6)


def test_lines_and_paragraphs_keep_the_distances_of_the_law(plan: Any) -> None:
    lines = plan.pages[1].extract_text_lines()[1:]
    steps = [(below["bottom"] - above["bottom"], below["x0"] / MM > LEFT + 5) for above, below in pairwise(lines)]
    assert all(16.1 <= step <= 24.1 for step, opens_paragraph in steps if not opens_paragraph)
    assert all(step >= 16.1 + 6 for step, opens_paragraph in steps if opens_paragraph)


def test_first_page_has_no_number_and_the_next_have_theirs_in_the_top_margin(plan: Any) -> None:
    tops = [[letter for letter in page.chars if letter["top"] / MM < 18] for page in plan.pages]
    assert ["".join(letter["text"] for letter in top) for top in tops] == ["", "2", "3", "4", "5", "6", "7"]
    number = tops[1][0]
    assert (number["x0"] + number["x1"]) / 2 / MM == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert number["size"] == pytest.approx(14, abs=0.01)


def test_recipients_stand_level_with_the_signer(plan: Any) -> None:
    page = plan.pages[-1]
    label = line(page, "Nơi nhận:", right=105)
    title = line(page, "HIỆU TRƯỞNG", left=105)
    name = line(page, "Hoàng Thị Phương", left=105)
    assert label["x0"] == pytest.approx(LEFT, abs=0.3)
    assert (label["size"], label["face"]) == (12, "Liberation-Serif-Bold-Italic")
    assert line(page, "- Lưu: VT, Hồ sơ TDKT.", right=105)["size"] == 11
    assert label["top"] == pytest.approx(title["top"], abs=1)
    assert middle(name) == pytest.approx(middle(title), abs=0.3)
    assert name["top"] - title["bottom"] > 24


def test_minutes_have_neither_place_nor_date_and_recipients_below() -> None:
    pdf = pdfplumber.open(BytesIO(paper_pdf(samples.meeting_minutes())))
    assert "tháng" not in pdf.pages[0].crop((100 * MM, 0, 210 * MM, 60 * MM)).extract_text()
    page = pdf.pages[-1]
    assert line(page, "THƯ KÝ", right=110)["top"] == pytest.approx(line(page, "CHỦ TỌA", left=110)["top"], abs=0.1)
    assert line(page, "Nơi nhận:")["top"] > line(page, "Cao Thị Ngọc", right=110)["bottom"]


def test_letter_has_its_subject_under_the_number_and_no_title() -> None:
    page = first_page(samples.letter())
    subject = line(page, "V/v đăng ký", right=100)
    number = line(page, "Số: 12/MNGB", right=100)
    assert subject["size"] == 12
    assert middle(subject) == pytest.approx(middle(number), abs=0.3)
    assert "CÔNG VĂN" not in page.extract_text()


def test_dashes_of_two_addressees_stand_under_the_colon() -> None:
    page = first_page(samples.submittal())
    colon = line(page, "Kính gửi:")["x1"]
    dashes = [each["x0"] / MM for each in page.extract_text_lines() if each["text"].startswith(("- Ủy ban", "- Phòng"))]
    assert dashes == pytest.approx([colon - 1.4] * 2, abs=0.5)


def test_unnumbered_paper_has_a_date_and_no_number() -> None:
    text = first_page(samples.achievement_report()).extract_text()
    assert "Giang Biên, ngày 20 tháng 5 năm 2023" in text
    assert "Số:" not in text


def test_paper_for_signing_leaves_number_and_day_to_be_written() -> None:
    page = first_page(replace(samples.plan(), number=None, dated=None, year=2023))
    number, dated = line(page, "Số:", right=100), line(page, "Giang Biên", left=100)
    assert (number["text"].split(), dated["text"].split()) == (
        ["Số:", "/KH-MNGB"],
        ["Giang", "Biên,", "ngày", "tháng", "năm", "2023"],
    )
    assert length(number) > 33
    assert length(dated) > 66


def test_draft_mark_is_on_every_page_and_is_the_only_grey() -> None:
    pdf = pdfplumber.open(BytesIO(paper_pdf(replace(samples.award_decision(), is_draft=True))))
    assert len(pdf.pages) == 2
    for page in pdf.pages:
        mark = [letter for letter in page.chars if letter["matrix"][1]]  # the turned ones
        text = [letter for letter in page.chars if not letter["matrix"][1]]
        assert "".join(letter["text"] for letter in mark) == "BẢN DỰ THẢO"
        assert {letter["non_stroking_color"] for letter in text} == {(0.0, 0.0, 0.0)}


def test_a_row_left_empty_is_high_enough_to_be_filled_in_by_hand() -> None:
    rows = "<tr><td></td><td></td></tr>" * 3
    page = first_page(replace(samples.plan(), body=f"<p>Bảng ghi tay:</p><table><tbody>{rows}</tbody></table><p>Hết./.</p>"))
    (table,) = page.find_tables()

    assert all(row.bbox[3] - row.bbox[1] >= 16 for row in table.rows)  # points: one line of the table's text
