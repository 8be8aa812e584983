"""Forms of the rooms of papers. They check what was typed; what is allowed the services say."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from .enums import SeriesMode
from .kinds import COMMON_SERIES, Kind, series_name
from .models import NumberSeries, RegisterEntry, SeriesOpening
from .services.register import ENTRY_FIELDS
from .services.signed_copies import check_size

DAY = {"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%d/%m/%Y", attrs=DAY)


def add_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Each sentence of a service beside its field, and above the form where the form has no such field."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class LinesWidget(forms.Widget):
    """The values of components/ordered_lines.html, which a template includes by itself."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [line for line in data.getlist(name) if line.strip()]


class LinesField(forms.Field):
    """Lines in their order: căn cứ, nơi nhận."""

    widget = LinesWidget


class ReasonForm(forms.Form):
    """Whether a reason is due the workflow says."""

    reason = forms.CharField(label="Lý do", required=False, max_length=1000)


class SignForm(forms.Form):
    signed_on = forms.DateField(label="Ngày ký", widget=day_input(), help_text="Ngày thầy/cô ký bản giấy.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class IssueForm(forms.Form):
    """`series` is the series as it stands: only where its numbers come from elsewhere is one asked for."""

    issued_on = forms.DateField(
        label="Ngày ban hành", widget=day_input(), help_text="Ngày ghi trên văn bản (Nghị định 30/2020/NĐ-CP, Điều 15)."
    )
    number = forms.IntegerField(
        label="Số văn bản",
        required=False,
        help_text="Dãy số này lấy số từ hệ thống văn bản khác: thầy/cô ghi đúng số đã được cấp.",
    )
    reason = forms.CharField(
        label="Lý do ghi ngày đã qua",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ ghi khi văn bản mang ngày trước hôm qua. Lý do được lưu trong nhật ký.",
    )

    def __init__(self, *args: Any, series: NumberSeries, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if series.mode == SeriesMode.AUTO:
            del self.fields["number"]
        self.helper = bare_helper()


def bare_helper(*layout: Any) -> FormHelper:
    """<form>, csrf and buttons stay in the template."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    if layout:
        helper.layout = Layout(*layout)
    return helper


class SignedCopyForm(forms.Form):
    file = forms.FileField(
        label="Bản ký",
        help_text="Bản quét có chữ ký, dấu, hoặc tệp PDF đã ký số. PDF, JPG, PNG, tới 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        max_length=200,
        allow_empty_file=True,
        error_messages={
            "required": "Thầy/cô chưa chọn tệp.",
            "invalid": "Trình duyệt chưa gửi được tệp. Thầy/cô chọn lại tệp giúp.",
            "missing": "Trình duyệt chưa gửi được tệp. Thầy/cô chọn lại tệp giúp.",
            "max_length": "Tên tệp dài quá 200 ký tự. Thầy/cô đặt tên ngắn hơn.",
        },
    )

    def clean_file(self) -> Any:
        check_size(self.cleaned_data["file"].size)
        return self.cleaned_data["file"]


class RegisterEntryForm(forms.ModelForm):
    """Columns (6) to (10) of one line."""

    class Meta:
        model = RegisterEntry
        fields = ENTRY_FIELDS
        widgets = {
            "archive_holder": forms.TextInput,
            "dispatched_on": day_input(),
            "sent_up_on": day_input(),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.document.school.superior_id is None:
            self.fields["sent_up_on"].disabled = True
            self.fields["sent_up_on"].help_text = "Trường chưa khai báo cấp trên trực tiếp trên hệ thống."
        self.helper = bare_helper(
            "archive_holder",
            Row(Column("copies", css_class="col-sm-6"), Column("dispatched_on", css_class="col-sm-6")),
            "received_by",
            "note",
            "sent_up_on",
        )


class OpeningForm(forms.ModelForm):
    """Số khởi đầu of one series of one year."""

    series = forms.ChoiceField(label="Dãy số")

    class Meta:
        model = SeriesOpening
        fields = ("year", "series", "last", "last_date", "mode", "reason")
        widgets = {"last_date": day_input(), "reason": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "last": "Số lớn nhất đã cấp trong sổ giấy; hệ thống cấp tiếp từ số sau. Ghi 0 nếu chưa cấp số nào.",
            "reason": "Vì sao sổ không bắt đầu từ số 01 trên hệ thống.",
        }

    def __init__(self, *args: Any, per_kind: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        codes = [kind.value for kind in Kind] if per_kind else [COMMON_SERIES]
        self.fields["series"].choices = [(code, series_name(code)) for code in codes]
        self.helper = bare_helper(
            Row(Column("year", css_class="col-sm-4"), Column("series", css_class="col-sm-8")),
            Row(Column("last", css_class="col-sm-6"), Column("last_date", css_class="col-sm-6")),
            "mode",
            "reason",
        )
