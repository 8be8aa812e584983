"""The plan of Trường Mầm non Giang Biên, 2023, as it was typed."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from thiduakt.documents.kinds import Kind
from thiduakt.documents.reading import Reading, read_paper
from thiduakt.documents.richtext import blocks, clean

from .printing import kept_words, printed_plan, source_words

SOURCE = settings.BASE_DIR / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt"
TYPED_BY_HAND = Path(__file__).parent.parent / "plan_2023.html"


@pytest.fixture(scope="module")
def plan() -> Reading:
    return read_paper(SOURCE.read_bytes())


def test_the_source_is_the_published_text():
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()

    assert digest == "4a8c64916b2b1aa6c2cd120c23bfe927e3e1cdbe9980f18009869541ffcc2489"


def test_its_words_are_printed_again_in_the_same_order(plan):
    assert printed_plan(plan) == SOURCE.read_text().split()


def test_the_order_of_words_is_really_compared(plan):
    swapped = SOURCE.read_text().replace("I. MỤC ĐÍCH", "II. MỤC ĐÍCH")

    assert printed_plan(plan) != swapped.split()


def test_no_word_is_kept_twice(plan):
    assert kept_words(plan) == source_words(SOURCE.read_text())


def test_its_head_is_read(plan):
    assert (plan.kind, plan.number, plan.symbol) == (Kind.PLAN, 1, "KH-MNGB")
    assert plan.number_text == "Số: 01 /KH-MNGB"
    assert (plan.place, plan.dated) == ("Giang Biên", date(2023, 2, 15))
    assert plan.subject == "Công tác thi đua, khen thưởng năm 2023"
    assert [basis[:45] for basis in plan.bases] == [
        "Căn cứ Kế hoạch số 02/KH-HĐTĐKT ngày 30/01/20",
        "Căn cứ kế hoạch số 05/KH_PGDDT ngày 15 tháng ",
    ]


def test_its_end_is_read(plan):
    assert plan.recipients == ("Hội đồng TDKT trường MNGB", "Các tổ chuyên môn", "Lưu: VT, Hồ sơ TDKT")
    assert (plan.signer_capacity, plan.signer_name) == ((), "Hoàng Thị Phương")
    assert plan.appendix == ""


def test_its_text_is_the_one_that_was_typed_by_hand(plan):
    assert blocks(plan.body) == blocks(TYPED_BY_HAND.read_text())


def test_its_text_is_in_the_closed_schema(plan):
    assert clean(plan.body) == plan.body.replace("\n", "")


def test_its_doubts_are_the_two_cut_sentences_and_what_is_missing(plan):
    assert [(doubt.line_number, doubt.text[:20], doubt.reason[:34]) for doubt in plan.doubts] == [
        (82, "nâng cao chất lượng ", "Câu bị ngắt giữa chừng đã được nối"),
        (121, "tiêu đề ra. Xây dựng", "Câu bị ngắt giữa chừng đã được nối"),
        (None, "Số: 01 /KH-MNGB", "Số, ký hiệu khi in sẽ được viết là"),
        (None, "", "Không thấy tên cơ quan chủ quản; h"),
        (None, "", "Không thấy tên trường ở đầu văn bả"),
        (None, "", "Không thấy chức vụ người ký; hệ th"),
    ]
