"""Forms of the plan. They check what was typed; what is allowed the services say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from thiduakt.documents.composing import CAPACITIES
from thiduakt.documents.forms import LinesField, VersionField
from thiduakt.documents.models import Document
from thiduakt.documents.reading.decoding import MAX_BYTES, clean_text
from thiduakt.documents.richtext import clean
from thiduakt.forms import Day, Text, bare_helper
from thiduakt.school.models import Person
from thiduakt.school.queries import holders

SUBJECT_HELP = "Viết sau chữ KẾ HOẠCH, không viết lại tên loại: Công tác thi đua, khen thưởng năm 2023."


class YearField(forms.IntegerField):
    """The calendar year a plan is for."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            label="Năm của kế hoạch",
            required=required,
            min_value=2000,
            max_value=2100,
            error_messages=dict.fromkeys(("min_value", "max_value"), "Năm của kế hoạch phải từ 2000 đến 2100."),
        )


class PlanStartForm(forms.Form):
    """An empty plan: what it is called and when it is meant to go out."""

    year = YearField()
    subject = Text(label="Trích yếu", max_length=500, help_text=SUBJECT_HELP)
    dated_on = Day(label="Ngày dự kiến ban hành", help_text="Thể thức của trường được lấy theo ngày này.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class PlanImportForm(forms.Form):
    """A plan that was typed elsewhere, pasted or as a file. `cleaned_data["text"]` is the readable text of either.

    No year means the one that is read.
    """

    text = forms.CharField(
        label="Dán văn bản",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Chép toàn bộ văn bản trong Word (Ctrl+A, Ctrl+C) rồi dán vào đây (Ctrl+V).",
    )
    file = forms.FileField(
        label="Hoặc chọn tệp .txt",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        help_text="Tệp chữ thuần lưu bằng bảng mã UTF-8, tới 1 MB.",
    )
    year = YearField(required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        upload = values.get("file")
        try:
            values["text"] = clean_text(_content(upload) if upload else values.get("text", ""))
        except ValidationError as refusal:
            self.add_error("file" if upload else "text", refusal)
        return values


def _content(upload: UploadedFile) -> bytes:
    """No more is read than clean_text needs to see that it is too much."""
    return upload.read(2 * MAX_BYTES + 1)


class PlanForm(forms.Form):
    """The draft as a whole."""

    version = VersionField()
    subject = Text(
        label="Trích yếu", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=SUBJECT_HELP
    )
    year = YearField()
    dated_on = PlanStartForm.base_fields["dated_on"]
    signer = forms.ModelChoiceField(
        label="Người ký",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Chưa chọn",
        help_text="Hiệu trưởng, hoặc phó hiệu trưởng ký thay (KT.).",
    )
    bases = LinesField(label="Căn cứ", required=False)
    body = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 30}))
    recipients = LinesField(label="Nơi nhận", required=False)

    def __init__(self, document: Document, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        signers = {held.person_id for held in holders(document.school_id, set(CAPACITIES), document.dated_on)}
        self.fields["signer"].queryset = Person.objects.filter(pk__in=signers | {document.signer_id})

    def clean_body(self) -> str:
        return clean(self.cleaned_data["body"])

    @property
    def changes(self) -> dict[str, Any]:
        """What the draft of the document takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "year"}}
