import re

import pytest
from django import forms
from django.core.exceptions import ValidationError

from thiduakt.forms import Day
from thiduakt.school.models import Delegation, Letterhead, Person, RoleAssignment, School, SchoolYear

ENGLISH = re.compile(r"\b(the|this|is|not|value|field|valid|ensure|enter|choice|file|null)\b", re.IGNORECASE)


class Everything(forms.Form):
    """One field of each kind that the forms of the house have."""

    text = forms.CharField(max_length=5)
    number = forms.IntegerField(min_value=1, max_value=9)
    day = forms.DateField()
    choice = forms.ChoiceField(choices=[("a", "a")])
    file = forms.FileField()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "quá năm chữ", "number": "mười", "day": "30/02/2023", "choice": "z"},
        {"text": "a\x00b", "number": "0", "day": "2023", "choice": "\x00"},
        {"text": "x", "number": "10", "day": "mai", "choice": ["a"]},
    ],
)
def test_bad_input_is_answered_in_vietnamese(data):
    form = Everything(data)

    assert not form.is_valid()
    for sentences in form.errors.values():
        for sentence in sentences:
            assert not ENGLISH.search(sentence), sentence
            assert "trường" not in sentence.lower()


def test_a_day_is_read_with_the_day_first():
    assert Everything({"day": "05/09/2026"}).fields["day"].clean("05/09/2026").strftime("%Y-%m-%d") == "2026-09-05"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1/1/27", "2027-01-01"), (" 31-12-26 ", "2026-12-31"), ("5.9.05", "2005-09-05"), ("5/9/1998", "1998-09-05")],
)
def test_a_year_may_be_typed_with_two_digits(typed, meant):
    assert str(Day().clean(typed)) == meant


@pytest.mark.parametrize("typed", ["5/9/98", "31/02/27", "1/1/127", "1/1/2", "٥/٩/٢٦", "2027"])
def test_a_day_that_could_be_another_is_asked_for_again(typed):
    with pytest.raises(ValidationError):
        Day().clean(typed)


def test_an_empty_field_says_so():
    assert Everything({}).errors["text"] == ["Thầy/cô chưa điền ô này."]


@pytest.mark.parametrize(
    "model",
    [
        School(level="?", numbering="?"),
        Letterhead(),
        SchoolYear(),
        Person(gender="?", group_id=10**9),
        RoleAssignment(role="?", person_id=10**9),
        Delegation(),
    ],
    ids=lambda model: type(model).__name__,
)
@pytest.mark.django_db
def test_what_a_model_misses_is_told_in_vietnamese_that_knows_a_school_from_a_field(model):
    with pytest.raises(ValidationError) as refusal:
        model.full_clean()

    for sentence in refusal.value.messages:
        assert not ENGLISH.search(sentence), sentence
        assert "rường này" not in sentence


def test_a_code_given_twice_is_told_by_its_name(school):
    with pytest.raises(ValidationError, match="Mã này đã tồn tại"):
        School(code=school.code, name="Trường Mầm non Ánh Dương", level="KINDERGARTEN").full_clean()


@pytest.mark.parametrize(
    ("typed", "is_taken"), [("31/12/1899", False), ("01/01/1900", True), ("31/12/2100", True), ("01/01/2101", False)]
)
def test_a_day_has_a_year_that_somebody_of_today_may_mean(typed, is_taken):
    form = type("Form", (forms.Form,), {"day": Day()})({"day": typed})

    assert form.is_valid() == is_taken
    assert form.errors.get("day", []) == ([] if is_taken else ["Năm phải từ 1900 đến 2100."])
