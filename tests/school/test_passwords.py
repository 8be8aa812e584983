"""Which passwords will do."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.factories.school import UserFactory


@pytest.fixture
def phuong(school):
    return UserFactory(school=school, full_name="Hoàng Thị Phương", username="phuonght")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("ngắn quá", "ít nhất 12 ký tự"),
        ("a" * 201, "tối đa 200 ký tự"),
        ("matkhau12345", "dễ đoán"),
        ("Mật khẩu 2026!", "dễ đoán"),
        ("123456789012", "dễ đoán"),
        ("abcdefghijkl", "dễ đoán"),
        ("qwertyuiop12", "dễ đoán"),
        ("aaaaaaaaaaaaaaaa", "dễ đoán"),
        ("Hoàng Thị Phương", "dễ đoán"),
        ("phuonght2026", "dễ đoán"),
        ("phuonghoangthi1985", "dễ đoán"),
        ("Trường Mầm non Giang Biên", "dễ đoán"),
        ("giangbien@2026", "dễ đoán"),
        ("thiduakhenthuong", "dễ đoán"),
        ("hieutruong123", "dễ đoán"),
        ("Thi dua 2026-2027", "dễ đoán"),
        ("administrator", "phổ biến"),
    ],
)
def test_what_anybody_would_try_first_is_refused_with_a_sentence(phuong, password, sentence):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, phuong)

    assert sentence in " ".join(refusal.value.messages)
    assert all(message.endswith(".") for message in refusal.value.messages)


@pytest.mark.parametrize(
    "password",
    [
        "con mèo ngủ trên nóc tủ",
        "Sáng nay mưa to quá!",
        "bốn quả cam vàng",
        "k7mq2-x9dfa-pw4tn",
        "Phương thích ăn bún chả",
        "correct horse battery staple",
        "Тридцать три коровы",
        "nhà em ở cạnh bờ sông" * 9,
    ],
)
def test_a_sentence_of_one_s_own_will_do(phuong, password):
    validate_password(password, phuong)


def test_a_name_in_the_sentence_is_no_reason_to_refuse(phuong):
    validate_password("Phương mua ba cân khoai lang", phuong)


def test_without_a_user_the_words_of_every_school_are_known():
    with pytest.raises(ValidationError):
        validate_password("matkhau12345")
