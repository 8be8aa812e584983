"""Cells as school offices really write them: names, authors, ratings, levels, decisions."""

import unicodedata
from datetime import date

import pytest

from tests.intake.cells import doubted, refused
from thiduakt.intake import parsing
from thiduakt.intake.parsing import Decision
from thiduakt.ledger.enums import InitiativeLevel, Merit, Rating
from thiduakt.school.enums import Gender

# Names


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Đỗ Thị Đào", "Đỗ Thị Đào"),
        ("  đỗ   thị đào ", "Đỗ Thị Đào"),
        ("ĐỖ THỊ ĐÀO", "Đỗ Thị Đào"),
        (unicodedata.normalize("NFD", "ĐẶNG THỊ THÚY"), "Đặng Thị Thúy"),
        ("1. Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("12) Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("Đ/c Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("Đồng chí: Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("Cô Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("Ông Ngô Quang Ẩn,", "Ngô Quang Ẩn"),
        ("H’HEN NIÊ", "H’Hen Niê"),
        ("Nguyễn\u00a0Thị\u00a0Ánh", "Nguyễn Thị Ánh"),
        ("Cồ Thị Thầy", "Cồ Thị Thầy"),
        ("Ông Thị Bà", "Thị Bà"),
        ("Hồ Thị Em", "Hồ Thị Em"),
        (
            "Công Tằng Tôn Nữ Thị Ngọc Bích Phương Thảo Nguyên Hồng Hạnh Vân",
            "Công Tằng Tôn Nữ Thị Ngọc Bích Phương Thảo Nguyên Hồng Hạnh Vân",
        ),
    ],
)
def test_a_name_as_the_book_keeps_it(cell, name):
    assert parsing.person_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Nguyễn Thị Lan (nghỉ TS)", "Nguyễn Thị Lan"),
        ("Nguyễn Thị Lan (B)", "Nguyễn Thị Lan"),
        ("Nguyễn Thị Lan *", "Nguyễn Thị Lan"),
        ("Nguyễn Thị Lan - HT", "Nguyễn Thị Lan"),
        ("Đào", "Đào"),
    ],
)
def test_what_stands_beside_a_name_is_asked_about(cell, name):
    assert doubted(parsing.person_name, cell) == name


@pytest.mark.parametrize("cell", ["Tổng cộng: 45", "123", "=1+1", "<b>An</b>", "Nguyễn Thị A; Trần B", "A" * 101])
def test_what_is_no_name(cell):
    refused(parsing.person_name, cell)


def test_names_are_the_same_wherever_the_tone_stands_but_not_without_it():
    assert parsing.name_key("Nguyễn Thị HOÀ") == parsing.name_key("nguyễn thị hòa")
    assert parsing.name_key("Trần Thuý Quỳnh") == parsing.name_key("Trần Thúy Quỳnh")
    assert parsing.name_key(unicodedata.normalize("NFD", "Lê Thị Toán")) == parsing.name_key("Lê Thị Toán")
    assert parsing.name_key("Lê Thị Đào") != parsing.name_key("Lê Thị Đảo")
    assert parsing.name_key("Lê Thị Hoa") != parsing.name_key("Lê Thị Hòa")
    assert parsing.name_key("Lê Thị An") != parsing.name_key("Lê Thị Ân")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Nữ", Gender.FEMALE),
        ("nu", Gender.FEMALE),
        ("x", Gender.FEMALE),
        ("Female", Gender.FEMALE),
        ("NAM", Gender.MALE),
        ("M", Gender.MALE),
        (unicodedata.normalize("NFD", "Nữ"), Gender.FEMALE),
        (None, None),
    ],
)
def test_a_gender(cell, found):
    assert parsing.gender(cell) == found


@pytest.mark.parametrize("cell", ["N", "1", 0, "cả hai"])
def test_what_is_no_gender(cell):
    refused(parsing.gender, cell)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Nguyễn Thị Nam", Gender.FEMALE),
        ("Lê Văn Đức", Gender.MALE),
        ("Trần Văn Thị Hoa", None),
        ("Nguyễn Ngọc Anh", None),
        ("Văn Thị", None),
    ],
)
def test_the_middle_name_tells_a_likely_gender(name, found):
    assert parsing.likely_gender(name) == found


# Authors


@pytest.mark.parametrize(
    "cell",
    [
        "Nguyễn Thị An (60%), Trần Văn Ba (40%)",
        "Nguyễn Thị An 60%; Trần Văn Ba 40%",
        "1. Nguyễn Thị An: 60 %\n2. Trần Văn Ba: 40 %",
        "Nguyễn Thị An - 60% và Trần Văn Ba - 40%",
        "NGUYỄN THỊ AN [60%] + TRẦN VĂN BA [40%]",
        "Đ/c Nguyễn Thị An (60%) / Đ/c Trần Văn Ba (40%)",
    ],
)
def test_authors_with_their_shares(cell):
    assert parsing.authors(cell) == [("Nguyễn Thị An", 60), ("Trần Văn Ba", 40)]


def test_one_author_has_the_whole():
    assert parsing.authors("Nguyễn Thị An") == [("Nguyễn Thị An", 100)]
    assert parsing.authors(None) == []


def test_equal_shares_are_asked_about_and_make_a_hundred():
    assert doubted(parsing.authors, "An Thị Lê, Ba Văn Trần, Cúc Thị Đỗ") == [
        ("An Thị Lê", 34),
        ("Ba Văn Trần", 33),
        ("Cúc Thị Đỗ", 33),
    ]


@pytest.mark.parametrize(
    "cell", ["Lê Thị An (60%), Trần Văn Ba (50%)", "Lê Thị An (60%), Trần Văn Ba", "Lê Thị An, LÊ THỊ AN", "Lê Thị An (20%)"]
)
def test_shares_that_do_not_add_up(cell):
    refused(parsing.authors, cell)


# Ratings, levels, kinds of merit


@pytest.mark.parametrize(
    ("found", "cells"),
    [
        (
            Rating.EXCELLENT,
            (
                "HTXSNV|HTXS NV|HTXS|XS|Xuất sắc|xuat sac|Hoàn thành xuất sắc|Hoàn thành xuất sắc nhiệm vụ|HT xuất sắc NV|"
                "Hoàn thành XSNV|HOÀN THÀNH XUẤT SẮC NHIỆM VỤ|Hoàn thành xuất sắc nhiệm vụ.|H.T.X.S|Loại: Xuất sắc|"
                "Xếp loại chất lượng mức Hoàn thành xuất sắc nhiệm vụ"
            ),
        ),
        (
            Rating.GOOD,
            "HTTNV|HTT|HT Tốt|Tốt|T|Hoàn thành tốt|Hoàn thành tốt nhiệm vụ|HTTốt NV|HTtốtNV|hoàn thành  tốt\u00a0nhiệm vụ",
        ),
        (Rating.DONE, "HTNV|HT|Hoàn thành|Hoàn thành nhiệm vụ|hoan thanh nv|Hoàn thành nhiệm vụ công việc"),
        (
            Rating.NOT_DONE,
            "KHTNV|KHT|Không hoàn thành|Không hoàn thành nhiệm vụ|Chưa hoàn thành nhiệm vụ|Không HTNV|CHT|ko HTNV",
        ),
    ],
)
def test_ratings_in_the_spellings_of_schools(found, cells):
    for cell in cells.split("|"):
        assert parsing.rating(cell) == found, cell
        assert parsing.rating(unicodedata.normalize("NFD", cell)) == found, cell


@pytest.mark.parametrize("cell", ["Khá", "Đạt", "A", "Không xếp loại", "nt", "9,5", "hoàn thành khá"])
def test_ratings_of_another_kind_are_refused(cell):
    refused(parsing.rating, cell)


def test_a_rating_of_the_decree_of_2015_is_asked_about():
    assert doubted(parsing.rating, "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực") == Rating.DONE


@pytest.mark.parametrize(
    ("found", "cells"),
    [
        (InitiativeLevel.SCHOOL, "cấp trường|Trường|Hiệu trưởng"),
        (
            InitiativeLevel.COMMUNE,
            "cơ sở|Quận|cấp quận|huyện|Phòng GD&ĐT|Phòng GDĐT quận|Sở|Sở GD&ĐT Hà Nội|phường|cấp cơ sở (quận, phường, Sở)",
        ),
        (InitiativeLevel.PROVINCE, "Thành phố|cấp TP|cấp tỉnh|Bộ|Bộ GD&ĐT|cấp Thành phố, Bộ"),
        (InitiativeLevel.NATION, "toàn quốc|cấp Nhà nước|cấp quốc gia"),
    ],
)
def test_levels_of_recognition(found, cells):
    for cell in cells.split("|"):
        assert parsing.level(cell) == found, cell


def test_a_level_that_says_too_little():
    assert doubted(parsing.level, "cấp ngành") == InitiativeLevel.COMMUNE
    refused(parsing.level, "A")


@pytest.mark.parametrize(
    "parse_and_choices",
    [(parsing.rating, Rating), (parsing.level, InitiativeLevel), (parsing.merit, Merit), (parsing.gender, Gender)],
)
def test_what_our_own_pages_and_templates_call_it_is_read(parse_and_choices):
    parse, choices = parse_and_choices
    for choice in choices:
        assert parse(choice.label) == choice
        assert parse(choice.label.capitalize()) == choice


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Thường xuyên", Merit.YEARLY),
        ("khen thưởng đột xuất", Merit.SUDDEN),
        ("Chuyên đề", Merit.CAMPAIGN),
        ("Phong trào", Merit.CAMPAIGN),
        (None, None),
    ],
)
def test_kinds_of_merit(cell, found):
    assert parsing.merit(cell) == found


# Decisions


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("123/QĐ-UBND", Decision("123/QĐ-UBND")),
        ("Số 123/QĐ-UBND", Decision("123/QĐ-UBND")),
        ("QĐ số: 123 / QĐ-UBND", Decision("123/QĐ-UBND")),
        ("123/QĐ-UBND ngày 20/7/2022", Decision("123/QĐ-UBND", date(2022, 7, 20))),
        ("123/QĐ-UBND, 20/7/2022", Decision("123/QĐ-UBND", date(2022, 7, 20))),
        ("123/QĐ-UBND (20/7/2022)", Decision("123/QĐ-UBND", date(2022, 7, 20))),
        (
            "Quyết định số 1234/QĐ-UBND ngày 20 tháng 7 năm 2022 của UBND quận Long Biên",
            Decision("1234/QĐ-UBND", date(2022, 7, 20), "UBND quận Long Biên"),
        ),
        ("123/QĐ-UBND của Chủ tịch UBND Thành phố", Decision("123/QĐ-UBND", None, "Chủ tịch UBND Thành phố")),
        ("15/QĐ-PGD&ĐT", Decision("15/QĐ-PGD&ĐT")),
        ("01/2020/QĐ-UBND", Decision("01/2020/QĐ-UBND")),
        (123, Decision("123")),
        (None, Decision()),
    ],
)
def test_a_decision_in_one_cell(cell, told):
    assert parsing.decision(cell) == told


def test_what_is_no_decision():
    refused(parsing.decision, "nt")
    refused(parsing.decision, "123/QĐ-UBND 456/QĐ-UBND")
    refused(parsing.decision, "123/QĐ-UBND ngày 31/02/2022")
