"""What forms and models say to bad input. Django's own Vietnamese is partly missing and calls a field “trường”, a school."""

from django import forms
from django.core import validators
from django.db import models

DAY = "Ngày chưa đúng. Thầy/cô gõ ngày/tháng/năm, ví dụ 15/02/2023."
CHOICE = "Thầy/cô chọn một mục có trong danh sách."
SENTENCES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Thầy/cô chưa điền ô này."},
    forms.IntegerField: {"invalid": "Thầy/cô gõ một số nguyên, chỉ gồm chữ số."},
    forms.DateField: {"invalid": DAY},
    forms.ChoiceField: {"invalid_choice": CHOICE},
    forms.ModelChoiceField: {"invalid_choice": CHOICE},
    forms.FileField: {
        "invalid": "Trình duyệt chưa gửi được tệp. Thầy/cô chọn lại tệp giúp.",
        "missing": "Trình duyệt chưa gửi được tệp. Thầy/cô chọn lại tệp giúp.",
        "empty": "Tệp rỗng. Thầy/cô chọn lại tệp.",
        "max_length": "Tên tệp dài quá %(max)d ký tự. Thầy/cô đặt tên ngắn hơn.",
    },
}
MODEL_SENTENCES = {
    "blank": "Thầy/cô chưa điền ô này.",
    "null": "Thầy/cô chưa điền ô này.",
    "invalid_choice": CHOICE,
    "unique": "%(field_label)s này đã tồn tại.",
}


def speak_vietnamese() -> None:
    """Put the sentences in the place that every field reads its own from."""
    for field, sentences in SENTENCES.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
    models.Field.default_error_messages = {**models.Field.default_error_messages, **MODEL_SENTENCES}
    models.ForeignKey.default_error_messages = {**models.ForeignKey.default_error_messages, "invalid": CHOICE}
    validators.MaxLengthValidator.message = "Thầy/cô gõ ngắn hơn: tối đa %(limit_value)d ký tự, đang có %(show_value)d."
    validators.MinValueValidator.message = "Số này phải từ %(limit_value)s trở lên."
    validators.MaxValueValidator.message = "Số này phải từ %(limit_value)s trở xuống."
    validators.ProhibitNullCharactersValidator.message = "Có ký tự lạ trong ô này. Thầy/cô gõ lại giúp."
