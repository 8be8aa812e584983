"""Forms of the plan. They check what was typed; what is allowed the services say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thiduakt.documents.forms import LinesField
from thiduakt.documents.reading import FILE_LIMIT, open_source, source_from_html
from thiduakt.forms import Day, Text, bare_helper, side_by_side

SUBJECT_HELP = "Viết sau chữ KẾ HOẠCH, không viết lại tên loại: Công tác thi đua, khen thưởng năm 2023."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
    """A plan that was typed elsewhere: pasted, a file, or what was read of a Word file and has been to the browser since.

    `cleaned_data["source"]` is the readable text of any of these. No year means the one that is read.
    """

    text = forms.CharField(
        label="Dán văn bản",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Chép toàn bộ văn bản trong Word (Ctrl+A, Ctrl+C) rồi dán vào đây (Ctrl+V).",
    )
    file = forms.FileField(
        label="Hoặc chọn tệp Word (.docx) hay tệp chữ (.txt)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": f".docx,.txt,text/plain,{DOCX}"}),
        help_text="Tệp .docx tới 10 MB; tệp .txt lưu bằng bảng mã UTF-8, tới 1 MB.",
    )
    html = forms.CharField(required=False, strip=False)
    notes = LinesField(required=False)
    year = YearField(required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        upload, html = values.get("file"), values.get("html")
        if upload and values.get("text", "").strip():
            self.add_error("file", "Thầy/cô vừa dán văn bản vừa chọn tệp. Chọn một: xóa ô văn bản, hoặc không chọn tệp.")
            return values
        try:
            if upload:
                values["source"] = open_source(upload.read(FILE_LIMIT + 1))  # enough to see that it is too much
            elif html:
                values["source"] = source_from_html(html, values["notes"])
            else:
                values["source"] = open_source(values.get("text", ""))
        except ValidationError as refusal:
            self.add_error("file" if upload else None if html else "text", refusal)
        return values


class PlanCloneForm(PlanStartForm):
    """The next plan out of an older one: `parts` are its sections."""

    parts = forms.MultipleChoiceField(
        label="Phần được chép",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bỏ dấu ở phần không cần. Chỗ mang năm cũ trong các phần được chép sẽ được đánh dấu để thầy/cô xem lại.",
    )

    def __init__(self, sections: list[tuple[str, str]], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = sections
        self.helper = bare_helper(side_by_side("year", "dated_on"), "subject", "parts")


class PlanYearForm(forms.Form):
    year = YearField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
