"""What a plan of 2023 says that does not hold in 2024: the expected places are written by hand from the paper."""

from datetime import date

import pytest
from django.conf import settings

from thiduakt.catalog.queries import legal_status
from thiduakt.documents.carrying_over import carried_over, cited
from thiduakt.documents.models import Document
from thiduakt.documents.reading import read_paper
from thiduakt.documents.typed_lines import typed_lines

PLAN_2023 = (settings.BASE_DIR / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt").read_text()
# The first words of every passage that carries the old year, an anniversary, a day or a superior's paper of that year.
EXPECTED = [
    "Căn cứ Kế hoạch số 02/KH-HĐTĐKT ngày 30/01/2023",
    "Căn cứ kế hoạch số 05/KH_PGDDT ngày 15 tháng 02 năm 2023",
    "Phát huy kết quả đã đạt được trong công tác TĐKT năm 2022",
    "Phát động, tổ chức các phong trào thi đua yêu nước",
    "thiết thực lập thành tích chào mừng kỷ niệm các ngày lễ lớn",
    "Phát động và tổ chức thực hiện tốt các phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2023",
    "Nhà trường đổi mới phương thức, biện pháp",
    "Triển khai thực hiện tốt đợt thi đua chào mừng kỷ niệm Ngày thành lập Đảng",
    "các hoạt động thiết thực kỷ niệm 75 năm ngày Chủ tịch Hồ Chí Minh",
    "góp phần quan trọng hoàn thành thắng lợi các nhiệm vụ chính trị",
    "Phong trào thi đua “Thực hiện chuyển đơn vị sự nghiệp công lập",
    "Phát động phong trào thi đua cao điểm kỷ niệm 20 năm",
    "Nhà trường thành lập, kiện toàn Tổ công tác chuyên đề",
    "Tổ chức tốt cuộc thi viết về gương điển hình tiên tiến",
    "Xây dựng và triển khai Kế hoạch công tác TĐKT năm 2023",
    "Căn cứ Kế hoạch công tác thi đua, khen thưởng của nhà trường năm 2023",
    "Trên đây là Kế hoạch công tác thi đua khen thưởng của trường MN Giang Biên năm 2023.",
]


def found_in(*texts, since=2023, year=2024, standings=None):
    return list(carried_over(texts, since=since, year=year, standings=standings or {}))


def body(text, **kwargs):
    """The one finding in a paragraph, or None."""
    found = found_in(("body", text), **kwargs)
    assert len(found) <= 1
    return found[0] if found else None


def test_every_place_of_the_real_plan_is_found_and_no_other():
    reading = read_paper(PLAN_2023)
    document = Document(bases=list(reading.bases), body=reading.body, recipients=list(reading.recipients))

    found = found_in(*typed_lines(document))

    assert [one.passage[: len(words)] for one, words in zip(found, EXPECTED, strict=True)] == EXPECTED


def test_every_passage_stands_in_the_draft_as_it_is_named():
    reading = read_paper(PLAN_2023)
    document = Document(bases=list(reading.bases), body=reading.body, recipients=list(reading.recipients))
    lines = list(typed_lines(document))

    assert all(any(one.field == field and one.passage in line for field, line in lines) for one in found_in(*lines))


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Nhiệm vụ năm 2023.", "Nhiệm vụ năm 2024."),
        ("Kết quả năm 2022 và nhiệm vụ năm 2023.", "Kết quả năm 2023 và nhiệm vụ năm 2024."),
        ("Năm học 2022 – 2023.", "Năm học 2023 – 2024."),
        ("Năm học 2023-2024.", "Năm học 2024-2025."),
        ("Xong trước ngày 20/11/2023.", "Xong trước ngày 20/11/2024."),
        ("Họp ngày 05 tháng 9 năm 2023.", "Họp ngày 05 tháng 9 năm 2024."),
        ("Chậm nhất tháng 9/2023.", "Chậm nhất tháng 9/2024."),
        ("Kỷ niệm 75 năm ngày 11/6 (11/6/1948 – 11/6/2023).", "Kỷ niệm 76 năm ngày 11/6 (11/6/1948 – 11/6/2024)."),
        ("Chào mừng 41 năm Ngày Nhà giáo Việt Nam.", "Chào mừng 42 năm Ngày Nhà giáo Việt Nam."),
    ],
)
def test_what_moves_with_the_year(text, proposal):
    assert body(text).proposal == proposal


@pytest.mark.parametrize(
    "text",
    [
        "Nhà trường thành lập năm 2003.",
        "Đề án giai đoạn 2021 – 2026.",
        "Kế hoạch 5 năm (2021 – 2025).",
        "Luật Thi đua, khen thưởng năm 2022.",
        "Chỉ thị số 34-CT/TW của Bộ Chính trị.",
        "Kế hoạch số 124-KH/TU ngày 26/6/2014 của Thành ủy.",
        "Ngày Nhà giáo Việt Nam 20/11.",
        "Khen 2023 lượt.".replace("2023", "2.023"),
        "Đại hội lần thứ XIII.",
    ],
)
def test_history_and_what_still_runs_is_left_alone(text):
    assert body(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Họp ngày 20/10/2023.", "rơi vào Chủ nhật"),
        ("Họp ngày 05/10/2023.", "rơi vào thứ Bảy"),
        ("Kỷ niệm 75 năm ngày thi đua ái quốc.", "76 năm không phải năm tròn"),
        ("Giai đoạn 2019 – 2023.", "Giai đoạn 2019 – 2023 đã hết trước năm 2024"),
        ("Kế hoạch số 5/KH-PGDĐT ngày 30/01/2023.", "phải thay bằng văn bản của năm 2024"),
        ("Kế hoạch số 189/KH-UBND ngày 06/7/2022 cho giai đoạn 2022 – 2025.", "còn thực hiện trong năm 2024 không"),
    ],
)
def test_the_reason_says_what_to_think_of(text, words):
    assert words in body(text).reason


def test_a_weekday_is_not_worth_a_word():
    assert "rơi vào" not in body("Họp ngày 20/11/2023.").reason


def test_the_29th_of_february_becomes_the_28th():
    assert body("Họp ngày 29/02/2024.", since=2024, year=2025).proposal == "Họp ngày 28/02/2025."


def test_a_superiors_paper_of_the_old_year_leaves_a_place_to_fill():
    found = body("Thực hiện Kế hoạch số 05/KH-PGDĐT ngày 30/01/2023 của Phòng.")

    assert found.proposal == "Thực hiện Kế hoạch số [CẦN BỔ SUNG: số, ngày văn bản năm 2024] của Phòng."


def test_two_years_later_everything_moves_by_two():
    assert (
        body("Nhiệm vụ năm 2023, 20 năm ngày thành lập.", year=2025).proposal == "Nhiệm vụ năm 2025, 22 năm ngày thành lập."
    )


def standings_of(school, *texts):
    return legal_status(cited(texts), school.pk, date(2024, 2, 15))


def test_a_repealed_text_becomes_its_successor(school):
    texts = ("body", "Thực hiện Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ.")

    found = found_in(texts, standings=standings_of(school, texts))[0]

    assert "đã được thay thế bởi Nghị định số 98/2023/NĐ-CP" in found.reason
    assert found.proposal == "Thực hiện Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ."


def test_a_repealed_basis_becomes_the_basis_of_its_successor(school):
    texts = ("bases", "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ quy định chi tiết;")

    found = found_in(texts, standings=standings_of(school, texts))[0]

    assert found.proposal.startswith("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ")


def test_a_text_in_force_is_left_alone(school):
    texts = ("body", "Thực hiện Nghị định số 98/2023/NĐ-CP của Chính phủ.")

    assert found_in(texts, standings=standings_of(school, texts)) == []
