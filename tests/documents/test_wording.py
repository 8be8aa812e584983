"""Official wording: NĐ 30/2020/NĐ-CP, Phụ lục I."""

from dataclasses import replace

import pytest

from tests.documents import samples
from thiduakt.documents import wording
from thiduakt.documents.paper import Paper

BLANK = wording.BLANK


@pytest.mark.parametrize(("number", "words"), [(7, "07"), (10, "10"), (123, "123")])
def test_numbers_below_ten_take_a_zero(number: int, words: str) -> None:
    assert wording.official_number(number) == words


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (samples.plan(), "Số: 01/KH-MNGB"),
        (samples.letter(), "Số: 12/MNGB"),
        (replace(samples.plan(), number=None), f"Số: {BLANK * 8}/KH-MNGB"),
        (samples.achievement_report(), ""),
    ],
)
def test_number_line(paper: Paper, words: str) -> None:
    assert wording.number_line(paper) == words


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (samples.plan(), "Giang Biên, ngày 15 tháng 02 năm 2023"),
        (replace(samples.plan(), dated=None, year=2023), f"Giang Biên, ngày{BLANK * 6}tháng{BLANK * 6}năm 2023"),
        (replace(samples.plan(), dated=None), f"Giang Biên, ngày{BLANK * 6}tháng{BLANK * 6}năm {BLANK * 8}"),
        (samples.meeting_minutes(), ""),
    ],
)
def test_place_line(paper: Paper, words: str) -> None:
    assert wording.place_line(paper) == words


def test_attachment_line_names_the_paper_it_belongs_to() -> None:
    assert wording.attachment_line(samples.plan()) == (
        "(Kèm theo Kế hoạch số 01/KH-MNGB ngày 15 tháng 02 năm 2023 của Trường Mầm non Giang Biên)"
    )
    assert wording.attachment_line(samples.achievement_report()) == (
        "(Kèm theo Báo cáo ngày 20 tháng 5 năm 2023 của Trường Mầm non Giang Biên)"
    )


@pytest.mark.parametrize(
    ("position", "count", "words"),
    [(1, 1, "Phụ lục"), (1, 2, "Phụ lục I"), (4, 9, "Phụ lục IV"), (9, 9, "Phụ lục IX"), (14, 14, "Phụ lục XIV")],
)
def test_appendix_takes_a_roman_number_where_there_are_two(position: int, count: int, words: str) -> None:
    assert wording.appendix_name(position, count) == words


def test_recipients_are_closed_with_semicolons_and_a_full_stop() -> None:
    assert wording.closed(("Như trên", "Lưu: VT")) == ["Như trên;", "Lưu: VT."]
    assert wording.closed(("Lưu: VT",)) == ["Lưu: VT."]
    assert wording.closed(()) == []
