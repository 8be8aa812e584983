"""Forms of the import. What a file and its columns must be like the services say."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from thiduakt.forms import ReasonForm, Text, VersionField, bare_helper

from .kinds.base import Field
from .places import letter
from .services.batches import check_upload
from .workbooks import MAX_ROWS

NOT_THERE = "Không có trong tệp"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,
        max_length=200,
        help_text=f"Tệp .xlsx, tới 5 MB và {MAX_ROWS:,} dòng.".replace(",", "."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        check_upload(upload.name, upload.size)
        return upload


class PlaceForm(forms.Form):
    """Which sheet, and which of its rows is the head, by GET."""

    trang = Text(required=False, max_length=100)
    dong = forms.IntegerField(required=False, min_value=1, max_value=1000)

    def asked(self) -> tuple[str, int | None]:
        self.is_valid()
        return self.cleaned_data.get("trang") or "", self.cleaned_data.get("dong")


class MapForm(forms.Form):
    """One choice for each field of the kind: the column that holds it. `width`: how many of `heads` the sheet itself has."""

    version = VersionField()
    sheet = forms.CharField(widget=forms.HiddenInput, max_length=100)
    row = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1000)

    def __init__(self, *args: Any, kind_fields: Sequence[Field], heads: Sequence[str], width: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind_fields = kind_fields
        named = [f"{letter(place)}: {head or '(không có tiêu đề)'}" for place, head in enumerate(heads[:width])]
        columns = [(str(place), name) for place, name in enumerate([*named, *heads[width:]])]
        for field in kind_fields:
            self.fields[f"cot_{field.name}"] = forms.ChoiceField(
                label=field.label,
                required=field.required,
                choices=[("", "Chọn cột" if field.required else NOT_THERE), *columns],
                help_text=field.help,
            )
        self.helper = bare_helper()

    @property
    def columns(self) -> Mapping[str, int]:
        told = {field.name: self.cleaned_data.get(f"cot_{field.name}") for field in self.kind_fields}
        return {name: int(place) for name, place in told.items() if place}

    def clean(self) -> dict[str, Any]:
        taken: dict[str, Field] = {}
        for field in self.kind_fields:
            place = self.cleaned_data.get(f"cot_{field.name}")
            if place and (other := taken.setdefault(place, field)) is not field:
                self.add_error(f"cot_{field.name}", f"Cột này đã chọn cho mục “{other.label}”.")
        return self.cleaned_data


class StepForm(ReasonForm):
    version = VersionField()


class DecideForm(forms.Form):
    """What was chosen for the rows of one page: `dong-12` = the id of a choice."""

    version = VersionField()
    all_alike = forms.BooleanField(required=False)

    @property
    def answers(self) -> dict[int, str]:
        told = {name.removeprefix("dong-"): value for name, value in self.data.items() if name.startswith("dong-")}
        return {int(number): value[:30] for number, value in told.items() if value and _is_number(number)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 11
