"""Whatever stands in a draft, the proof-reader answers, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thiduakt.documents.kinds import Kind
from thiduakt.documents.proofreading import Surroundings, read_through
from thiduakt.documents.proofreading.people import colleague
from thiduakt.documents.proofreading.syllables import is_syllable
from thiduakt.documents.richtext import MAX_LENGTH

from .reading import draft

SCHOOL = Surroundings("Trường Mầm non Giang Biên", "MNGB", (colleague("Đỗ Thị Đào", "Tổ trưởng", (), leads_by_role=True),))
MARKS = st.text(alphabet=' .,;:-–“”"()/0123456789…_[]{}', max_size=80)
PIECES = """
ngày 30/02 02/ năm 2023 Kế hoạch số 05/KH_PGDĐT của Hội đồng Điều 3 Khoản Tổ Đỗ Thị Đáo “ ” ( ) ..... kỷ niệm 75 nhanh tố
đầy mạnh “học NĂM HỌC 2022 - 2024 thủ đô chỉ tiêu đề nghị các bộ phận căn cứ ./.
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=60).map(" ".join)
SYLLABLES = """
nghiêng giếng gì quyển quốc khuỷu ngoằn huyền thuở yêu oăm xoong hoà hòa thuý thúy kĩ quý quí giặt ghế
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, MARKS, st.text(max_size=60)), max_size=8), st.sampled_from(Kind))
def test_any_text_is_read_and_every_warning_leads_to_its_words(lines, kind):
    lines = [line for line in map(str.strip, lines) if line and "\x00" not in line]
    text = draft(kind=kind, html="<p>Hết./.</p>", bases=lines, recipients=lines, subject=lines[:1])

    for finding in read_through(text, SCHOOL):
        assert finding.fault
        assert finding.words in "\n".join(line.text for line in text.of(finding.field))


@pytest.mark.parametrize(
    "piece",
    [
        "“ ",
        "(",
        "[SỐ",
        "ngày 1",
        "số 1/",
        "đề nghị các tổ ",
        "Tổ a",
        "....",
        "75 năm ",
        "Điều 1 ",
        "- ",
        "Đỗ Thị ",
        "a",
        " ",
        "kỷ niệm 02/ ",
    ],
)
def test_no_repetition_makes_it_slow(piece):
    text = draft(bases=[piece * (MAX_LENGTH // len(piece))])
    begun = time.process_time()

    read_through(text, SCHOOL)

    assert time.process_time() - begun < 3  # seconds, for 60,000 characters in one line


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_a_vietnamese_syllable_is_one(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghành", "thưc", "việcthực", "khenn", "cghế", "trườg", "đươc", "ngế"])
def test_a_slip_of_the_hand_is_none(word):
    assert not is_syllable(word)
