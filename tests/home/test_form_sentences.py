import re

import pytest
from django import forms

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


def test_an_empty_field_says_so():
    assert Everything({}).errors["text"] == ["Thầy/cô chưa điền ô này."]
