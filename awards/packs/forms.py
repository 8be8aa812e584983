"""Forms of packs. They check what was typed; what is allowed the services say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from awards.decisions.models import AwardDecision
from thiduakt.forms import Day, Files, Text, VersionField, bare_helper, side_by_side
from thiduakt.vietnamese import capitalized

from .enums import AnswerKind, Part
from .filling import cell_choices, column_choices
from .models import Pack, SuperiorForm
from .services.forms import check_upload

BOX, SELECT = {"class": "form-control"}, {"class": "form-select"}
PLACES = [("", "không gửi"), *((str(number), f"thứ {number}") for number in range(1, len(Part) + 1))]
SINGLE_CELLS = 8  # offered beside each other; more than any form asks for
ANSWERS = [(one.value, capitalized(str(one.label))) for one in AnswerKind]
SCANS = ".jpg,.jpeg,.png,.pdf,image/jpeg,image/png"


class PackForm(forms.Form):
    """To whom, and which parts in which order."""

    version = VersionField()
    addressee = Text(label="Kính gửi", max_length=300, help_text="Như ghi ở tờ trình: Ủy ban nhân dân xã Giang Biên.")

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {"version": pack.version, "addressee": pack.addressee}
        for part in Part:
            self.fields[part.value] = forms.ChoiceField(label=str(part.label), choices=PLACES, required=False)
        self.initial |= {part.value: str(place) for place, part in enumerate(pack.parts, start=1)}
        self.helper = bare_helper("version", "addressee", *(part.value for part in Part))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = [given[part.value] for part in Part if given.get(part.value)]
        if len(set(chosen)) != len(chosen):
            raise ValidationError("Hai phần đang cùng một thứ tự. Thầy/cô chọn mỗi phần một thứ tự riêng.")
        return given

    def order(self) -> list[str]:
        chosen = {part.value: self.cleaned_data[part.value] for part in Part if self.cleaned_data[part.value]}
        return sorted(chosen, key=lambda key: int(chosen[key]))


class FilesForm(forms.Form):
    files = Files(label="Giấy tờ khác", help_text="PDF, ảnh JPG, PNG, Word hoặc Excel; mỗi tệp tới 10 MB.")


class SendForm(forms.Form):
    sent_on = Day(label="Ngày nộp")
    shows = forms.BooleanField(label="Cấp trên xem được trên hệ thống", required=False, initial=True)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if superior := pack.school.superior:
            self.fields["shows"].label = f"{superior} xem, tải bộ hồ sơ này trên hệ thống"
        else:
            del self.fields["shows"]
        self.helper = bare_helper()


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(label="Nội dung", choices=ANSWERS, widget=forms.RadioSelect, initial=AnswerKind.RECEIPT)
    told_on = Day(label="Ngày")
    number = Text(label="Số biên nhận, số văn bản", max_length=60, required=False)
    who = Text(label="Người nhận, người yêu cầu", max_length=200, required=False)
    note = Text(
        label="Nội dung yêu cầu, lý do", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ghi khi yêu cầu bổ sung hoặc trả lại.",
    )  # fmt: skip
    due_on = Day(label="Hạn bổ sung, hết ngày", required=False, help_text="Ghi khi yêu cầu bổ sung.")
    files = Files(label="Bản chụp biên nhận, văn bản", help_text="Ảnh JPG, PNG hoặc PDF.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = SCANS
        self.helper = bare_helper(
            "kind", side_by_side("told_on", "due_on"), side_by_side("number", "who"), "note", "files"
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        if kind == AnswerKind.SUPPLEMENT and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Thầy/cô ghi hạn bổ sung.")
        if kind in {AnswerKind.SUPPLEMENT, AnswerKind.RETURN} and not given.get("note") and "note" not in self.errors:
            self.add_error("note", "Thầy/cô ghi cấp trên yêu cầu gì, vì sao.")
        if kind != AnswerKind.SUPPLEMENT:
            given["due_on"] = None
        return given

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "files"}


class DecideForm(forms.Form):
    decision = forms.ModelChoiceField(
        AwardDecision.objects.none(), label="Quyết định của cấp trên", empty_label="Thầy/cô chọn"
    )

    def __init__(self, *args: Any, decisions: QuerySet[AwardDecision], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions
        self.helper = bare_helper()


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Mẫu Excel trống của cấp trên", max_length=200, widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text="Tệp .xlsx tới 2 MB, không có mã lệnh, không nối ra tệp khác.",
        error_messages={
            "max_length": "Tên tệp dài quá 200 ký tự. Thầy/cô đổi tên ngắn hơn.",
            "empty": "Tệp rỗng. Thầy/cô chọn lại tệp.",
        },
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        check_upload(file.name, file.size)
        return file


class MapForm(forms.Form):
    """What stands in which column, from which row on; what stands in single cells."""

    version = VersionField()
    sheet = forms.ChoiceField(label="Trang tính", widget=forms.Select(attrs=SELECT))
    first_row = forms.IntegerField(
        label="Dòng dữ liệu đầu tiên", required=False, min_value=1, max_value=3000, widget=forms.NumberInput(attrs=BOX)
    )

    def __init__(
        self, *args: Any, form: SuperiorForm, sheets: Sequence[str], sheet: str, letters: Sequence[str], **kwargs: Any
    ):
        """`sheet`: the one that is shown; of another than the mapped one nothing is chosen yet."""
        super().__init__(*args, **kwargs)
        self.letters = letters
        self.fields["sheet"].choices = [(name, name) for name in sheets]
        is_mapped = sheet == form.sheet
        self.initial = {"version": form.version, "sheet": sheet, "first_row": form.first_row if is_mapped else None}
        for letter in letters:
            self._choice(f"col-{letter}", f"Cột {letter}", column_choices())
        self.initial |= {f"col-{letter}": field for field, letter in form.columns.items() if is_mapped}
        known = list(form.cells.items()) if is_mapped else []
        for number, (address, field) in enumerate([*known, *[("", "")] * SINGLE_CELLS][:SINGLE_CELLS], start=1):
            self.fields[f"address-{number}"] = Text(
                label=f"Ô thứ {number}",
                max_length=7,
                required=False,
                widget=forms.TextInput(attrs={**BOX, "placeholder": "B3"}),
            )
            self._choice(f"cell-{number}", f"Nội dung ô thứ {number}", cell_choices())
            self.initial |= {f"address-{number}": address, f"cell-{number}": field}

    def _choice(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[("", "để trống"), *choices], widget=forms.Select(attrs=SELECT)
        )

    def heads(self) -> list[dict[str, Any]]:
        return [{"letter": letter, "field": self[f"col-{letter}"]} for letter in self.letters]

    def cell_rows(self) -> list[dict[str, Any]]:
        return [
            {"address": self[f"address-{number}"], "field": self[f"cell-{number}"]} for number in range(1, SINGLE_CELLS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = [given[f"col-{letter}"] for letter in self.letters if given.get(f"col-{letter}")]
        if len(set(chosen)) != len(chosen):
            raise ValidationError("Hai cột đang cùng một nội dung. Thầy/cô chọn mỗi nội dung một cột.")
        return given

    def columns(self) -> dict[str, str]:
        told = self.cleaned_data
        return {told[f"col-{letter}"]: letter for letter in self.letters if told[f"col-{letter}"]}

    def cells(self) -> dict[str, str]:
        told = self.cleaned_data
        pairs = ((told[f"address-{one}"].strip().upper(), told[f"cell-{one}"]) for one in range(1, SINGLE_CELLS + 1))
        return {address: field for address, field in pairs if address and field}
