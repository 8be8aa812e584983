"""Fields and helpers that the forms of every room share."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thiduakt.vietnamese import nfc

FIRST_YEAR, LAST_YEAR = 1900, 2100
SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]([0-6]\d)", re.ASCII)
SELECTED = flatatt({"selected": True})
LARGEST_VERSION = 2**31 - 1  # what the column of a version holds
LARGEST_KEY = 2**63 - 1


class Text(forms.CharField):
    """Composed letters, before anything counts them: a name typed on a Mac is no longer than one typed on Windows."""

    def to_python(self, value: Any) -> str:
        return super().to_python(nfc(value) if isinstance(value, str) else value)


class Day(forms.DateField):
    """Typed, not picked: a browser's own date field shows the month first on machines set to English.

    Only years that a paper or a person of today can have: the day after 31/12/9999 does not exist.
    """

    default_error_messages = {"year": f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}."}
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        """`1/1/27` is of this century; a year from 70 on could be of the last one, and is asked for in full."""
        if isinstance(value, str) and (found := SHORT_YEAR.fullmatch(value.strip())):
            day, month, year = found.groups()
            value = f"{day}/{month}/20{year}"
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")


class FilterSelect(forms.Select):
    """A select beside a list, drawn at once: Django looks up a template for each of its options, and there are many."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        given = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", given, options)


class _RowsAtOnce(ModelChoiceIterator):
    """By one query, however often they are named; Django opens a cursor of the server each time."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        yield "", self.field.empty_label
        yield from map(self.choice, self.queryset)


class FilterModelField(forms.ModelChoiceField):
    """One of a few rows, to narrow a list to, or all of them (`empty_label`)."""

    iterator = _RowsAtOnce

    def __init__(self, queryset: Any, *, empty_label: str, attrs: dict[str, str]):
        super().__init__(queryset, required=False, empty_label=empty_label, widget=FilterSelect(attrs=attrs))


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows. A key that its column cannot hold names none of them; the database would raise instead."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if _is_beyond(key):
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key})
        return super().clean(value)


def _is_beyond(key: Any) -> bool:
    try:
        return abs(int(key)) > LARGEST_KEY
    except (TypeError, ValueError):
        return False  # no number at all: the field itself refuses it


class VersionField(forms.IntegerField):
    """The version the person began from. What is none counts as an old one: the service then says what to do."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        try:
            version = super().clean(value)
        except ValidationError:
            return 0
        return version if version and 0 <= version <= LARGEST_VERSION else 0


class FileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """As many as were chosen: what becomes of each the service says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=FileInput(attrs={"class": "form-control", "multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in data or [] if file]


class ReasonForm(forms.Form):
    """Whether a reason is due the workflow says."""

    reason = Text(label="Lý do", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


def ask_to_choose(form: forms.BaseForm, *names: str) -> None:
    """In words, where Django draws a line of dashes."""
    for name in names:
        _, *choices = form.fields[name].choices
        form.fields[name].choices = [("", "Thầy/cô chọn"), *choices]


def bare_helper(*lines: Any) -> FormHelper:
    """The fields in this order, or in their own; the <form>, its token and its buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    if lines:
        helper.layout = Layout(*lines)
    return helper


def side_by_side(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md-6") for name in names))
