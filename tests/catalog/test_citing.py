"""Which texts a sentence cites. Each expectation is written from the sentence by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thiduakt.catalog.citing import citations, number_key


def cited(text):
    return [(found.number or found.name, found.dated or found.year) for found in citations(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;",
            [("98/2023/NĐ-CP", date(2023, 12, 31))],
        ),
        ("Thực hiện Luật số 06/2022/QH15 ngày 15/6/2022.", [("06/2022/QH15", date(2022, 6, 15))]),
        ("Thông tư 29/2023/TT-BGDĐT hướng dẫn", [("29/2023/TT-BGDĐT", None)]),
        ("kế hoạch số 05/KH_PGDDT ngày 15 tháng 02 năm 2023", [("05/KH-PGDDT", date(2023, 2, 15))]),
        ("Kế hoạch số 05 / KH – PGDĐT, ngày 15.02.2023", [("05/KH-PGDĐT", date(2023, 2, 15))]),
        ("Số: 01 /KH-MNGB", [("01/KH-MNGB", None)]),
        ("Chỉ thị số 34-CT/TW của Bộ Chính trị", [("34-CT/TW", None)]),
        ("Kế hoạch số 124-KH/TU ngày 26/6/2014 của Thành ủy", [("124-KH/TU", date(2014, 6, 26))]),
        ("Tờ trình số 07/TTr-MNGB, Công văn số 5007/BNV-TĐKT", [("07/TTr-MNGB", None), ("5007/BNV-TĐKT", None)]),
        (
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
            [("Luật Thi đua, khen thưởng", date(2022, 6, 15))],
        ),
        ("thực hiện Luật thi đua, khen thưởng năm 2022 và các văn bản", [("Luật thi đua, khen thưởng", 2022)]),
        ("Nghị định số 98/2023/NĐ-CP ngày 31/02/2023", [("98/2023/NĐ-CP", None)]),
        ("Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022", [("06/2022/QH15", date(2022, 6, 15))]),
    ],
)
def test_what_is_cited(sentence, expected):
    assert cited(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "ngày Quốc khánh 02/9, ngày giải phóng Thủ đô 10/10",
        "giai đoạn 2021/2026, tỷ lệ 15/20, và/hoặc",
        "Họp lúc 8 giờ ngày 15/02/2023.",
        "Luật Giáo dục đã quy định rõ.",
        "Trường Mầm non Giang Biên, tổ 5/A",
        "https://mamnon.vn/2023/KH-1",
    ],
)
def test_what_is_no_citation(sentence):
    assert cited(sentence) == []


def test_the_place_of_a_citation_is_that_of_its_words():
    text = "Căn cứ Kế hoạch số 05 /KH_PGDDT ngày 15 tháng 02 năm 2023 của Phòng; Luật Thi đua, khen thưởng năm 2022."

    assert [text[found.start : found.end] for found in citations(text)] == [
        "05 /KH_PGDDT ngày 15 tháng 02 năm 2023",
        "Luật Thi đua, khen thưởng năm 2022",
    ]


@pytest.mark.parametrize("typed", ["05/KH-PGDĐT", "5/KH-PGDDT", "05 / KH_PGDĐT", "005/kh–pgddt"])
def test_ways_of_typing_one_number_share_a_key(typed):
    assert number_key(typed) == "5/kh-pgddt"


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for found in citations(text):
        assert 0 <= found.start < found.end <= len(text)


@given(
    st.integers(1, 99_999),
    st.integers(1945, 2099),
    st.sampled_from(["NĐ-CP", "TT-BGDĐT", "QH15", "QĐ-UBND"]),
    st.dates(date(1945, 9, 2), date(2099, 12, 31)),
    st.sampled_from(["", " ", "\u00a0"]),
)
def test_every_number_of_the_state_is_found_with_its_day(number, year, symbol, day, blank):
    typed = f"{number:02}{blank}/{blank}{year}/{symbol}"

    (found,) = citations(f"Căn cứ văn bản số {typed} ngày {day.day} tháng {day.month} năm {day.year} của Chính phủ;")

    assert (found.number, found.dated) == (f"{number:02}/{year}/{symbol}", day)


def test_a_long_text_is_read_in_no_time():
    """A pattern that tries every way of reading would not come to an end here."""
    assert citations("Luật " * 20_000 + "1/" * 20_000) == []
