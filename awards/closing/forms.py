from typing import Any

from django import forms

from awards.closing.models import LONGEST_TERMS, Retention
from thiduakt.forms import Text, VersionField, bare_helper

EXAMPLE = (
    "Ví dụ: Quyết định khen thưởng: vĩnh viễn. Hồ sơ, biên bản xét: 10 năm. Danh sách chi thưởng: theo quy định kế toán."
)


class RetentionForm(forms.Form):
    terms = Text(
        label="Thời hạn lưu từng loại hồ sơ", max_length=LONGEST_TERMS, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"Mỗi loại một dòng. {EXAMPLE}",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, row: Retention, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {"terms": row.terms, "version": row.version}
        self.helper = bare_helper("terms", "version")


class NextYearForm(forms.Form):
    """What is ticked, by its key; which keys there are is for the service."""

    MOST = 2000  # ticks: far more than a year has

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    @property
    def keys(self) -> list[str]:
        return self.data.getlist("keys")[: self.MOST]
