"""Cells as school offices really write them: texts, codes, days, school years; and whatever else is typed."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.cells import doubted, refused, sentences
from thiduakt.intake import parsing

PARSERS = [
    parsing.text,
    parsing.code,
    parsing.percent,
    parsing.yes,
    parsing.day,
    parsing.birth_day,
    parsing.school_year,
    parsing.person_name,
    parsing.gender,
    parsing.authors,
    parsing.rating,
    parsing.level,
    parsing.merit,
    parsing.decision,
]


# Text


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, ""),
        ("  Tổ\u00a0 mẫu giáo\u200b lớn \n", "Tổ mẫu giáo lớn"),
        (unicodedata.normalize("NFD", "Đặng Thị Thúy"), "Đặng Thị Thúy"),
        ("dòng một_x000D_\ndòng hai", "dòng một dòng hai"),
        (12, "12"),
        (12.0, "12"),
        (33.3, "33,3"),
        (True, "Có"),
        (datetime(2022, 9, 5, tzinfo=UTC), "05/09/2022"),
        ("H’Hen Niê", "H’Hen Niê"),
        ("diện tích 120 m², ½ ngày, 37 °C", "diện tích 120 m², ½ ngày, 37 °C"),
        ("Kỷ niệm chương «Vì sự nghiệp giáo dục»", "Kỷ niệm chương «Vì sự nghiệp giáo dục»"),
    ],
)
def test_text_is_one_composed_line(cell, words):
    assert parsing.text(cell) == words


@pytest.mark.parametrize(
    "cell",
    [
        "§ç ThÞ §µo",
        "NguyÔn ThÞ ¸nh",
        "TrÇn Hoa",
        "Ng« Quang Èn",
        "Lª V¨n §øc",
        "Ph¹m ThÞ H­¬ng",
        "Lao ®éng tiªn tiÕn",
        "ChiÕn sÜ thi ®ua c¬ së",
        "Tæ mÉu gi¸o lín",
        "Hoµn thµnh tèt nhiÖm vô",
        "Nguyeãn Thò Ñaøo",
        "Traàn Vaên Nam",
        "Lao ñoäng tieân tieán",
        "Chieán só thi ñua cô sôû",
    ],
)
def test_the_codes_of_before_unicode_are_refused_with_the_way_out(cell):
    assert "chuyển tệp sang Unicode" in refused(parsing.text, cell)
    assert "chuyển tệp sang Unicode" in refused(parsing.person_name, cell)


@pytest.mark.parametrize(
    "cell",
    ["Đỗ Thị Đào", "Hoà", "Thuý", "Tuân", "Lê Hoàn", "Hoa", "Âu Cơ", "Lý Hải Yến", "hoãn", "THÙY TRANG", "Y Ban", "Ðặng"],
)
def test_plain_vietnamese_is_not_taken_for_an_old_code(cell):
    assert not parsing.is_legacy(cell)


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!"])
def test_an_error_of_excel_is_no_text(cell):
    assert "lỗi của Excel" in refused(parsing.text, cell)


# Codes, numbers, crosses


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("007", "007"),
        ("'007", "007"),
        (7, "7"),
        (1234.0, "1234"),
        (" GV 015 ", "GV015"),
        ("0123 456 789", "0123456789"),
        (None, ""),
    ],
)
def test_a_code_is_text(cell, code):
    assert parsing.code(cell) == code


@pytest.mark.parametrize("cell", [1.23456789012345e17, 10**15, "1,23457E+11", "1.23457E+11"])
def test_a_code_that_excel_has_rounded_is_refused(cell):
    assert "dạng Văn bản" in refused(parsing.code, cell)


@pytest.mark.parametrize(
    ("cell", "share"),
    [(60, 60), ("60", 60), ("60%", 60), ("60 %", 60), (0.6, 60), (0.07, 7), (1, 100), ("100 %", 100), ("", None)],
)
def test_a_share(cell, share):
    assert parsing.percent(cell) == share


@pytest.mark.parametrize("cell", [0, 101, "33,3", "một nửa", -5, 0.333])
def test_what_is_no_share(cell):
    refused(parsing.percent, cell)


@pytest.mark.parametrize("cell", ["x", "X", "Có", "có ", "✓", 1, True, "Đã đăng ký"])
def test_a_cross_is_a_yes(cell):
    assert parsing.yes(cell) is True


@pytest.mark.parametrize("cell", ["Không", "ko", 0, False, "chưa"])
def test_a_no_is_a_no(cell):
    assert parsing.yes(cell) is False


def test_nothing_said_is_neither():
    assert parsing.yes(None) is None
    refused(parsing.yes, "có lẽ")


# Days


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2022, 9, 5, 7, 30, tzinfo=UTC),
        date(2022, 9, 5),
        44809,
        44809.0,
        44809.25,
        "44809",
        "5/9/2022",
        "05/09/2022",
        "05-09-2022",
        "05.09.2022",
        "5/9/22",
        " 05 / 09 / 2022 ",
        "'05/09/2022",
        "2022-09-05",
        "2022-09-05 00:00:00",
        "2022-09-05T00:00:00",
        "05/09/2022 07:30",
        "ngày 05 tháng 9 năm 2022",
        "Ngày 5 tháng 09 năm 2022",
        "5 tháng 9 năm 2022.",
        "Hà Nội, ngày 05 tháng 9 năm 2022",
        "05092022",
        "05/09/2022\u00a0",
    ],
)
def test_the_same_day_in_all_its_spellings(cell):
    assert parsing.day(cell) == date(2022, 9, 5)


@pytest.mark.parametrize(
    ("cell", "found"), [("12/5/88", date(1988, 5, 12)), ("1/1/29", date(2029, 1, 1)), ("1/1/30", date(1930, 1, 1))]
)
def test_two_digits_of_a_year_are_read_as_excel_reads_them(cell, found):
    assert parsing.day(cell) == found


def test_only_month_first_makes_a_day_and_a_person_confirms_it():
    assert doubted(parsing.day, "05/28/2022") == date(2022, 5, 28)
    assert doubted(parsing.day, "2022-28-05") == date(2022, 5, 28)


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2022",
        "00/00/1980",
        "5/2022",
        "2022",
        1980,
        "hôm qua",
        "32/13/2022",
        "05/09/1822",
        7,
        99999,
        -3,
        True,
        "9999999999",
        "01/13/13",
    ],
)
def test_what_is_no_day(cell):
    with pytest.raises(ValidationError):
        parsing.day(cell)


def test_an_empty_cell_is_no_day():
    assert parsing.day(None) is parsing.day(" ") is None


def test_a_year_of_birth_alone_leaves_the_day_empty():
    assert doubted(parsing.birth_day, 1980) is None
    assert doubted(parsing.birth_day, "1980") is None
    assert parsing.birth_day("12/05/1988") == date(1988, 5, 12)
    refused(parsing.birth_day, "1888")


# School years


@pytest.mark.parametrize(
    "cell",
    [
        "2022-2023",
        "2022 - 2023",
        "2022–2023",
        "2022 – 2023",
        "2022—2023",
        "2022\u20112023",
        "2022/2023",
        "2022_2023",
        "2022-23",
        "22-23",
        "22 – 23",
        "22/23",
        "NH 2022-2023",
        "NH: 2022-2023",
        "Năm học 2022 - 2023",
        "NĂM HỌC 2022-2023.",
        "năm học 2022 đến 2023",
        "2022 2023",
        20222023,
        "'2022-2023",
        "2022\u00a0-\u00a02023",
    ],
)
def test_the_same_school_year_in_all_its_spellings(cell):
    assert parsing.school_year(cell) == 2022


def test_the_turn_of_the_century():
    assert parsing.school_year("99-00") == 1999
    assert parsing.school_year("1999-00") == 1999


@pytest.mark.parametrize(("cell", "first"), [(2022, 2022), ("2021", 2021), ("năm 2022", 2022), (2022.0, 2022)])
def test_one_year_alone_is_asked_about(cell, first):
    assert doubted(parsing.school_year, cell) == first


@pytest.mark.parametrize(
    "cell", ["2022-2024", "2023-2022", "22-24", "222", datetime(2022, 9, 10, tzinfo=UTC), "HK1", "0001-0002", 45000]
)
def test_what_is_no_school_year(cell):
    refused(parsing.school_year, cell)


# Whatever is typed


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(
    cell=st.none()
    | st.text()
    | st.text(alphabet="0123456789/-.,% nămngày")
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.datetimes()
)
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(parse, cell):
    for sentence in sentences(parse, cell):
        assert sentence.endswith((".", "…"))


@given(st.dates(date(1910, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_back_from_all_its_forms(found):
    serial = (found - date(1899, 12, 30)).days
    for cell in (f"{found:%d/%m/%Y}", f"{found:%d.%m.%Y}", found.isoformat(), serial, str(serial), float(serial)):
        assert parsing.day(cell) == found


@given(st.integers(1950, 2098))
def test_a_school_year_is_read_back_from_its_forms(first):
    for cell in (f"{first}-{first + 1}", f"{first} – {first + 1}", f"NH {first}/{first + 1}", f"{first}{first + 1}"):
        assert parsing.school_year(cell) == first
