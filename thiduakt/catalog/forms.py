"""Forms of the library. They check what was typed; what is allowed the services say."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from thiduakt.forms import Day, Text, VersionField, bare_helper, side_by_side

from .enums import ChangeKind, TextKind
from .files import check_weight
from .models import LegalText, TextCompletion


class DayAskedForm(forms.Form):
    """The day that a list is asked for, by GET. What is no day is today."""

    ngay = Day(required=False, widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "form-control", "size": 10}))

    def asked(self) -> date:
        self.is_valid()
        return self.cleaned_data.get("ngay") or timezone.localdate()


class LegalTextForm(forms.ModelForm):
    """Of a new text there is no version to begin from."""

    version = VersionField()
    older = forms.ModelChoiceField(
        LegalText.objects.none(),
        label="Văn bản của trường mà văn bản này thay thế hoặc sửa đổi",
        required=False,
        empty_label="Không có",
    )
    change = forms.ChoiceField(label="Cách thay đổi", choices=ChangeKind.choices, initial=ChangeKind.REPLACES)
    file = forms.FileField(
        label="Tệp văn bản",
        required=False,
        allow_empty_file=True,
        max_length=200,
        help_text="PDF hoặc Word (.docx), tới 10 MB. Để trống nếu không có hoặc giữ tệp đang có.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )

    class Meta:
        model = LegalText
        fields = ("kind", "number", "name", "issuer", "issued_on", "in_force_from", "in_force_to", "note")
        field_classes = {
            "number": Text, "name": Text, "issuer": Text, "note": Text,
            "issued_on": Day, "in_force_from": Day, "in_force_to": Day,
        }  # fmt: skip
        widgets = {
            "name": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "issued_on": Day.widget, "in_force_from": Day.widget, "in_force_to": Day.widget,
        }  # fmt: skip
        help_texts = {
            "number": "Ví dụ 05/KH-PGDĐT.",
            "name": "Viết như in sau tên cơ quan: về công tác thi đua, khen thưởng năm 2026.",
            "issuer": "Viết như sau chữ “của” trong căn cứ: Ủy ban nhân dân phường Việt Hưng.",
            "in_force_from": "Để trống: từ ngày ban hành.",
            "in_force_to": "Ngày cuối còn hiệu lực; kế hoạch của một năm ghi 31/12. Để trống nếu chưa biết.",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        text = self.instance
        self.fields["issued_on"].required = True
        self.fields["kind"].choices = [("", "Chọn loại văn bản"), *TextKind.choices]
        self.fields["older"].queryset = LegalText.objects.filter(school=text.school_id).kept().exclude(pk=text.pk)
        self.fields["version"].initial = text.version
        if change := text.older_changes.first() if text.pk else None:
            self.fields["older"].initial, self.fields["change"].initial = change.older_id, change.kind
        self.helper = bare_helper(
            "version",
            side_by_side("kind", "number"),
            "name",
            side_by_side("issuer", "issued_on"),
            side_by_side("in_force_from", "in_force_to"),
            side_by_side("older", "change"),
            "note",
        )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload:
            check_weight(upload.size)
        return upload

    @property
    def told(self) -> dict[str, Any]:
        """What the services take besides the row."""
        values = self.cleaned_data
        upload = (values["file"].name, values["file"].read()) if values["file"] else None
        return {"older": values["older"], "change": values["change"], "upload": upload}


class CompletionForm(forms.Form):
    """What a text of the state says of itself and the library lacks, read from the text by somebody of the school."""

    name = Text(
        label="Trích yếu", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chép đúng văn bản, viết như in sau tên cơ quan: quy định chi tiết thi hành một số điều của Luật …",
    )  # fmt: skip
    issued_on = Day(label="Ngày ban hành", required=False)

    def __init__(self, *args: Any, text: LegalText, completion: TextCompletion | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if completion:
            self.initial = {"name": completion.name, "issued_on": completion.issued_on}
        if text.kind == TextKind.LAW:
            self.fields["name"].label = "Tên luật"
            self.fields["name"].help_text = "Chép đúng văn bản, gồm cả chữ Luật."
        for name in ("name", "issued_on"):
            if getattr(text, name):
                del self.fields[name]
        self.helper = bare_helper(*self.fields)
