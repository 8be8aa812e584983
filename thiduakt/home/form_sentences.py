"""What forms say to bad input. Django's own Vietnamese is partly missing and speaks of a “trường” where it means a field."""

from django import forms
from django.core import validators

DAY = "Ngày chưa đúng. Thầy/cô gõ ngày/tháng/năm, thí dụ 15/02/2023."
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


def speak_vietnamese() -> None:
    """Put the sentences in the place that every form field reads its own from."""
    for field, sentences in SENTENCES.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
    validators.MaxLengthValidator.message = "Thầy/cô gõ ngắn hơn: tối đa %(limit_value)d ký tự, đang có %(show_value)d."
    validators.MinValueValidator.message = "Số này phải từ %(limit_value)s trở lên."
    validators.MaxValueValidator.message = "Số này phải từ %(limit_value)s trở xuống."
    validators.ProhibitNullCharactersValidator.message = "Có ký tự lạ trong ô này. Thầy/cô gõ lại giúp."
