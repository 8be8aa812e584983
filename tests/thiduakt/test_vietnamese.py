import unicodedata
from datetime import date

import pytest
from django.db.models import CharField, Value
from hypothesis import given
from hypothesis import strategies as st

from thiduakt.school.models import School
from thiduakt.vietnamese import (
    dong,
    finds,
    fold,
    found_by,
    in_words,
    money_in_words,
    nfc,
    official_date,
    one_line,
    person_sort_key,
    sort_key,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def in_strict_order(texts, key):
    """No two keys are alike either: a tie would be in order by chance."""
    keys = [key(text) for text in texts]
    return keys == sorted(set(keys))


def test_letters_stand_in_the_order_of_the_alphabet():
    assert in_strict_order(LETTERS, sort_key)


def test_tones_stand_in_the_order_of_the_dictionary():
    tones = ["la", "là", "lả", "lã", "lá", "lạ"]

    assert in_strict_order(tones, sort_key)


def test_tones_count_only_between_words_of_the_same_letters():
    words = ["an", "àn", "án", "anh", "ánh", "ăn", "ân", "ấn", "ba"]

    assert in_strict_order(words, sort_key)


def test_a_shorter_word_stands_before_a_longer_one():
    assert sort_key("Tổ nhà") < sort_key("Tổ nhà trẻ")
    assert sort_key("Hoa") < sort_key("Hoa Ban")


def test_capitals_and_blanks_make_no_difference():
    assert sort_key("  TỔ   Mẫu giáo ") == sort_key("tổ mẫu giáo")


def test_numbers_stand_before_letters_and_in_their_order():
    groups = ["Khối 1", "Khối 2", "Khối 5", "Khối lá"]

    assert in_strict_order(groups, sort_key)


def test_people_stand_by_given_name_then_by_surname():
    people = [
        "Lê An",
        "Đỗ Thị Ánh",
        "Nguyễn Thị Ánh",
        "Nguyễn Văn Ánh",
        "Ngô Quang Ẩn",
        "Đỗ Thị Đào",
        "Trần Hoa",
        "Vũ Thị Yến",
    ]

    assert in_strict_order(people, person_sort_key)


def test_a_name_of_one_word_and_no_name_at_all_have_keys():
    assert person_sort_key("Ánh") == sort_key("Ánh")
    assert person_sort_key("") == ""


@pytest.mark.parametrize("text", ["Đỗ Thị Đào", "Nguyễn Thị Ánh", "ệ", "ượng", "Quỳnh", "K’Brôi Y Bhŭm"])
def test_both_unicode_forms_are_one(text):
    decomposed = unicodedata.normalize("NFD", text)

    assert nfc(decomposed) == nfc(text)
    assert fold(decomposed) == fold(text)
    assert sort_key(decomposed) == sort_key(text)


def test_search_knows_no_marks():
    assert fold("  Đỗ  Thị ĐÀO ") == "do thi dao"
    assert fold("Trường Mầm non Giang Biên") == "truong mam non giang bien"


def test_invisible_letters_are_dropped_before_the_text_is_composed():
    assert nfc("a\u200d\u0301nh") == "ánh"
    assert fold("Đa\u0300\u200bo") == "dao"


@given(st.text())
def test_the_composed_form_is_stable(text):
    assert nfc(nfc(text)) == nfc(text)
    assert unicodedata.is_normalized("NFC", nfc(text))


@given(st.text())
def test_sort_keys_are_digits_alone(text):
    """Digits are the only letters that every collation of every database orders alike."""
    assert set(sort_key(text)) <= set("0123456789")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Đ\u00f4\u0303  Thị\tĐa\u0300o", "Đỗ Thị Đào"),
        ("Căn\x0bcứ\x85Luật", "Căn cứ Luật"),
        ("\x00Lưu:\x07 VT\x7f", "Lưu: VT"),
        ("kế\u00a0hoạch\u200b\ufeff\ufffe", "kế hoạch"),
        ("\x00\x1f ", ""),
    ],
)
def test_a_line_keeps_only_what_can_be_seen(typed, kept):
    assert one_line(typed) == kept


def test_a_text_keeps_its_line_ends():
    assert nfc("một\x00\r\nhai\tba\x0c") == "một\r\nhai\tba "


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 2, 15), "ngày 15 tháng 02 năm 2023"),
        (date(2023, 1, 5), "ngày 05 tháng 01 năm 2023"),
        (date(2023, 3, 9), "ngày 09 tháng 3 năm 2023"),
        (date(2023, 6, 30), "ngày 30 tháng 6 năm 2023"),
        (date(2023, 12, 10), "ngày 10 tháng 12 năm 2023"),
    ],
)
def test_days_below_ten_and_months_one_and_two_take_a_zero(day, words):
    assert official_date(day) == words


SEARCHES = [
    ("an", "Nguyễn Thị Ánh", True),
    ("AN thi", "Nguyễn Thị An", True),  # words in any order
    ("an", "Đỗ Thị Lan", False),
    ("an", "Đặng Thị Kim Oanh", False),
    ("nguyen thi an", "Nguyễn Thị Lan Anh", True),
    ("kh", "12/KH-MNGB", True),
    ("mngb", "12/KH-MNGB", True),
    ("2/KH", "12/KH-MNGB", False),
    ("12/kh-mngb", "12/KH-MNGB", True),
    ("/kh", "12/KH-MNGB", True),
    ("5–6", "trẻ 5–6 tuổi", True),
    ("chu", "làm quen (chữ cái)", True),
    ("(", "làm quen (chữ cái)", True),
    (".*", "Đỗ Thị Lan", False),
    ("[a\\", "Đỗ Thị Lan", False),
    ("", "Đỗ Thị Lan", True),
]


@pytest.mark.parametrize(("words", "text", "is_found"), SEARCHES)
def test_a_search_finds_words_that_begin_with_what_is_typed(words, text, is_found):
    assert finds(words, text) is is_found


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "text", "is_found"), SEARCHES)
def test_either_database_finds_the_same(school, words, text, is_found):
    rows = School.objects.annotate(key=Value(fold(text), output_field=CharField()))
    assert rows.filter(found_by(words, "key"), pk=school.pk).exists() is is_found


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không đồng"),
        (1, "một đồng"),
        (5, "năm đồng"),
        (10, "mười đồng"),
        (11, "mười một đồng"),
        (15, "mười lăm đồng"),
        (21, "hai mươi mốt đồng"),
        (24, "hai mươi bốn đồng"),
        (25, "hai mươi lăm đồng"),
        (100, "một trăm đồng"),
        (101, "một trăm linh một đồng"),
        (105, "một trăm linh năm đồng"),
        (110, "một trăm mười đồng"),
        (115, "một trăm mười lăm đồng"),
        (121, "một trăm hai mươi mốt đồng"),
        (1_000, "một nghìn đồng"),
        (1_005, "một nghìn không trăm linh năm đồng"),
        (10_015, "mười nghìn không trăm mười lăm đồng"),
        (450_000, "bốn trăm năm mươi nghìn đồng"),
        (1_005_000, "một triệu không trăm linh năm nghìn đồng"),
        (1_000_005, "một triệu không trăm linh năm đồng"),
        (1_490_000, "một triệu bốn trăm chín mươi nghìn đồng"),
        (2_530_000, "hai triệu năm trăm ba mươi nghìn đồng"),
        (21_051_000, "hai mươi mốt triệu không trăm năm mươi mốt nghìn đồng"),
        (1_000_000_000, "một tỷ đồng"),
        (1_000_000_001, "một tỷ không trăm linh một đồng"),
        (2_005_010_015, "hai tỷ không trăm linh năm triệu không trăm mười nghìn không trăm mười lăm đồng"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ đồng"),
        (1_000_001_000_000_000, "một triệu không trăm linh một tỷ đồng"),
    ],
)
def test_a_sum_is_read_as_vouchers_tell_it(amount, words):
    assert money_in_words(amount) == words


def test_no_two_numbers_are_read_alike():
    read = {in_words(number) for number in range(100_000)}
    read |= {in_words(number * 1_000) for number in range(100, 100_000)}

    assert len(read) == 100_000 + 99_900


def test_a_sum_is_grouped_by_threes():
    assert dong(1_005_000) == "1.005.000 đồng"
    assert dong(0) == "0 đồng"
