"""Which sentences look like targets, and what they ask: of the real plan of 2023, and of sentences of other plans."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from campaigns.targets.enums import KnownSet, Measure
from campaigns.targets.guessing import guess, sentences
from thiduakt.documents.models import Document
from thiduakt.documents.passages import passages

PLAN = Path(__file__).parents[2] / "documents" / "plan_2023.html"
END_OF_YEAR = "ngày cuối năm 2023, vì câu không ghi thời hạn"


def said(body):
    return list(sentences(passages(Document(subject="Thi đua", body=body))))


@pytest.mark.parametrize(
    ("beginning", "reason"),
    [
        ("100% các lớp thực hiện chủ đề", "có tỷ lệ 100%"),
        ("Tổ chức Hội thi nhà giáo Long Biên tâm huyết sáng tạo", "có số lượng 01 đồng chí giáo viên"),
        ("Nhà trường thành lập, kiện toàn Tổ công tác", "nêu tổ công tác"),
        ("Tổ chức tốt cuộc thi viết", "nêu cuộc thi"),
        ("Kiện toàn tổ chức, bộ máy", "nêu việc phải làm"),
        ("Phát động phong trào thi đua cao điểm", "có ngày"),
        ("Phân công thành viên Hội đồng", "nêu việc phải làm"),
    ],
)
def test_the_real_plan_s_targets_are_found(beginning, reason):
    found = [one for one in said(PLAN.read_text()) if one.text.startswith(beginning)]

    assert len(found) == 1
    assert reason in found[0].reasons


@pytest.mark.parametrize(
    "beginning",
    ["Phát huy kết quả", "Thực hiện tốt các quy định", "Nhà trường đăng ký thực hiện chùm", "Trên đây là", "Chỉ thị số 19"],
)
def test_a_sentence_that_promises_nothing_countable_is_left_alone(beginning):
    (found,) = (one for one in said(PLAN.read_text()) if one.text.startswith(beginning))

    assert not found.looks_like_target


def test_headings_are_no_sentences_and_dashes_no_part_of_them():
    (one,) = said("<h2>TỔ CHỨC THỰC HIỆN</h2><ul><li><p>100% các lớp đạt.</p></li></ul>")

    assert (one.number, one.text, one.section) == (1, "100% các lớp đạt.", "I. TỔ CHỨC THỰC HIỆN")


@pytest.mark.parametrize(
    ("sentence", "measure", "value", "unit", "known_set"),
    [
        ("100% các lớp thực hiện chủ đề", Measure.SHARE, 100, "lớp", KnownSet.CLASSES),
        ("95,5% trẻ đạt Bé ngoan", Measure.SHARE, Decimal("95.5"), "học sinh", KnownSet.PUPILS),
        ("90 % cán bộ, giáo viên, nhân viên đạt LĐTT", Measure.SHARE, 90, "người", KnownSet.STAFF),
        ("85% giáo viên có sáng kiến", Measure.SHARE, 85, "giáo viên", KnownSet.TEACHERS),
        ("100% hồ sơ nộp đúng hạn", Measure.SHARE, 100, "", KnownSet.OTHER),
        ("Có 12 sáng kiến cấp cơ sở", Measure.NUMBER, 12, "sáng kiến", None),
        ("Khen 02 tập thể", Measure.NUMBER, 2, "tập thể", None),
        ("Thực hiện Kế hoạch số 06/KH-BTC ngày 27/9/2022 của Ban tổ chức", Measure.DONE, None, "", None),
        ("Kỷ niệm 75 năm ngày Bác ra lời kêu gọi năm 2023", Measure.DONE, None, "", None),
    ],
)
def test_the_number_the_unit_and_the_set_are_read(sentence, measure, value, unit, known_set):
    told = guess(sentence, year=2023)

    assert (told.measure, told.value, told.unit, told.known_set) == (measure, value, unit, known_set)


@pytest.mark.parametrize(
    ("sentence", "due_on", "reason"),
    [
        ("Nộp trước ngày 15/5/2023.", date(2023, 5, 15), "ngày ghi trong câu"),
        ("Hội thi tổ chức 20/10", date(2023, 10, 20), "ngày ghi trong câu"),
        ("Kỷ niệm 06/11/2003 – 06/11/2023", date(2023, 11, 6), "ngày ghi trong câu"),
        ("Hoàn thành trong tháng 2/2023", date(2023, 2, 28), "tháng ghi trong câu"),
        ("Theo kế hoạch ngày 27/9/2023 của Thành phố", date(2023, 12, 31), END_OF_YEAR),
        ("Ngày 31/02/2023 không có thật", date(2023, 12, 31), END_OF_YEAR),
        ("Tổ chức hội thi", date(2023, 12, 31), END_OF_YEAR),
    ],
)
def test_the_deadline_is_guessed_and_says_from_what(sentence, due_on, reason):
    told = guess(sentence, year=2023)

    assert (told.due_on, told.due_reason) == (due_on, reason)


def test_a_name_begins_large_and_ends_without_its_stop():
    assert guess("phấn đấu có 12 sáng kiến.", year=2023).name == "Phấn đấu có 12 sáng kiến"
    assert len(guess("a" * 900, year=2023).name) == 300
