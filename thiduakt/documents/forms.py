"""Forms of the rooms of papers. They check what was typed; what is allowed the services say."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.core.exceptions import ValidationError

from thiduakt.forms import Day, Text, bare_helper, side_by_side

from .kinds import COMMON_SERIES, Kind, series_name
from .models import LARGEST_NUMBER, RegisterEntry, SeriesOpening
from .services.register import ENTRY_FIELDS
from .services.signed_copies import check_size


class LinesWidget(forms.Widget):
    """The values of components/ordered_lines.html, which a template includes by itself."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [line for line in data.getlist(name) if line.strip()]


class LinesField(forms.Field):
    """Lines in their order: căn cứ, nơi nhận."""

    widget = LinesWidget


class VersionField(forms.IntegerField):
    """The version the person began from. What is none counts as an old one: the service then says what to do."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        try:
            return super().clean(value)
        except ValidationError:
            return 0


class SignForm(forms.Form):
    signed_on = Day(label="Ngày ký", help_text="Ngày ghi dưới chữ ký; văn bản không được ban hành trước ngày này.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class IssueForm(forms.Form):
    """`external_years`: years the day may fall in whose numbers come from elsewhere. Only then is one asked."""

    issued_on = Day(label="Ngày ban hành", help_text="Ngày ghi trên văn bản (Nghị định 30/2020/NĐ-CP, Điều 15).")
    number = forms.IntegerField(label="Số văn bản", required=False, min_value=1, max_value=LARGEST_NUMBER)
    reason = Text(
        label="Lý do ghi ngày đã qua",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ ghi khi cấp số sau ngày làm việc tiếp theo của ngày ban hành. Lý do được lưu trong nhật ký.",
    )

    def __init__(self, *args: Any, external_years: Sequence[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if external_years:
            years = ", ".join(map(str, external_years))
            self.fields["number"].help_text = (
                f"Dãy số năm {years} lấy số từ hệ thống văn bản khác: thầy/cô ghi đúng số đã được cấp. "
                "Ngày ban hành thuộc năm khác thì để trống."
            )
        else:
            del self.fields["number"]
        self.helper = bare_helper()


class SignedCopyForm(forms.Form):
    file = forms.FileField(
        label="Bản ký",
        help_text="Bản quét có chữ ký, dấu, hoặc tệp PDF đã ký số. PDF, JPG, PNG, tới 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": "Thầy/cô chưa chọn tệp."},
    )

    def clean_file(self) -> Any:
        check_size(self.cleaned_data["file"].size)
        return self.cleaned_data["file"]


class RegisterEntryForm(forms.ModelForm):
    """Columns (6) to (10) of one line."""

    version = VersionField()

    class Meta:
        model = RegisterEntry
        fields = ENTRY_FIELDS
        field_classes = {"dispatched_on": Day, "sent_up_on": Day, "archive_holder": Text, "received_by": Text, "note": Text}
        widgets = {
            "archive_holder": forms.TextInput,
            "dispatched_on": Day.widget,
            "sent_up_on": Day.widget,
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.document.school.superior_id is None:
            self.fields["sent_up_on"].disabled = True
            self.fields["sent_up_on"].help_text = "Trường chưa khai báo cấp trên trực tiếp trên hệ thống."
        self.helper = bare_helper(
            "version",
            "archive_holder",
            side_by_side("copies", "dispatched_on"),
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
        field_classes = {"last_date": Day, "reason": Text}
        widgets = {"last_date": Day.widget, "reason": forms.Textarea(attrs={"rows": 2})}
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
            side_by_side("last", "last_date"),
            "mode",
            "reason",
        )
