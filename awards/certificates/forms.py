"""Forms of certificates. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from thiduakt.forms import Text, VersionField, bare_helper, side_by_side
from thiduakt.vietnamese import capitalized

from .drawing.places import HEIGHT, OF_BLANKS, WIDTH, Align, Place
from .enums import FieldAlign, FieldName, FieldStyle, Purpose
from .models import Blank, BlankPlace, Design, Printer, PrintRun
from .models.blanks import LARGEST, LEAST, LEAST_NAME, LINES, MOST_SHIFT, PLACED, SMALLEST
from .services.printing import How

NUMBER = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}
BOX = {"class": "form-control"}
SELECT = {"class": "form-select"}
TICK = {"class": "form-check-input"}
OWN = ("is_shown", *PLACED)
MOST_BLANKS = 10_000


class Measure(forms.DecimalField):
    """Millimetres or points, with one digit behind the comma."""

    def __init__(self, label: str, least: int, most: int):
        super().__init__(
            label=label, min_value=least, max_value=most, max_digits=4, decimal_places=1, localize=True,
            widget=forms.TextInput(attrs=NUMBER),
        )  # fmt: skip


class DesignForm(forms.Form):
    """The title of who awards, and two lines for each honor."""

    awarding_title = Text(
        label="Chức danh người khen thưởng", max_length=120, required=False,
        help_text="Dòng chữ đỏ trên giấy khen. Để trống thì lấy đúng thẩm quyền ghi trong quyết định.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, design: Design | None, honors: Sequence[tuple[str, str, str, str]], **kwargs: Any):
        """`honors`: (code, name, the usual line above, the usual large line)."""
        super().__init__(*args, **kwargs)
        self.honors = honors
        own = {one.code: one for one in design.wordings.all()} if design else {}
        self.initial = {
            "awarding_title": design.awarding_title if design else "",
            "version": design.version if design else 1,
        }
        for code, name, verb, title in honors:
            for part, label, usual, most in (("verb", "dòng trên", verb, 60), ("title", "dòng lớn", title, 100)):
                key = f"{part}-{code}"
                self.fields[key] = Text(
                    label=f"{name}: {label}", max_length=most, required=False,
                    widget=forms.TextInput(attrs=BOX | {"placeholder": usual}),
                )  # fmt: skip
                self.initial[key] = getattr(own[code], part) if code in own else ""
        self.helper = bare_helper("awarding_title", "version")

    def rows(self) -> list[dict[str, Any]]:
        """For a table: an honor and its two fields."""
        return [
            {"name": name, "code": code, "fields": [self[f"verb-{code}"], self[f"title-{code}"]]}
            for code, name, _, _ in self.honors
        ]

    def wordings(self) -> dict[str, tuple[str, str]]:
        given = self.cleaned_data
        return {code: (given[f"verb-{code}"], given[f"title-{code}"]) for code, *_ in self.honors}


class EmblemForm(forms.Form):
    file = forms.FileField(
        label="Hình trên giấy khen", widget=forms.ClearableFileInput(attrs=BOX | {"accept": ".png,.jpg,.jpeg"}),
        error_messages={"required": "Thầy/cô chọn tệp ảnh."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class PlaceForm(forms.Form):
    """Where one field stands on a blank."""

    is_shown = forms.BooleanField(label="In", required=False, widget=forms.CheckboxInput(attrs=TICK))
    x = Measure("Cách mép trái (mm)", 0, WIDTH)
    y = Measure("Cách mép trên (mm)", 0, HEIGHT)
    width = Measure("Rộng (mm)", 5, WIDTH)
    size = Measure("Cỡ chữ (pt)", SMALLEST, LARGEST)
    style = forms.ChoiceField(label="Kiểu chữ", choices=FieldStyle.choices, widget=forms.Select(attrs=SELECT))
    align = forms.ChoiceField(label="Canh lề", choices=FieldAlign.choices, widget=forms.Select(attrs=SELECT))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        x, width = given.get("x"), given.get("width")
        if x is not None and width is not None and x + width > WIDTH:
            self.add_error("width", f"Ô chữ vượt ra ngoài tờ giấy rộng {WIDTH} mm.")
        return given

    @property
    def name(self) -> FieldName:
        return FieldName(self.prefix)

    def place(self) -> Place:
        given = self.cleaned_data
        return Place(
            float(given["x"]), float(given["y"]), float(given["width"]), float(given["size"]), given["style"],
            Align(given["align"]), least=LEAST_NAME if self.name == FieldName.RECIPIENT else LEAST,
            lines=LINES.get(self.name, 2),
        )  # fmt: skip


class BlankForm(forms.Form):
    """Its name, and a row for each field (`places`)."""

    name = Text(label="Tên phôi", max_length=100, help_text="Ví dụ: Phôi A4 viền vàng 2026.")
    version = VersionField()

    def __init__(self, data: Any = None, *, blank: Blank | None = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.initial = {"name": blank.name if blank else "", "version": blank.version if blank else 1}
        self.places = place_forms(data, blank)
        self.helper = bare_helper("name", "version")

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(one.is_valid() for one in self.places)])

    def told(self) -> dict[str, dict[str, Any]]:
        return {one.name.value: {key: one.cleaned_data[key] for key in OWN} for one in self.places}


def place_forms(data: QueryDict | None, blank: Blank | None) -> list[PlaceForm]:
    """One for each field that there is: as typed, as kept, or where it usually stands."""
    kept = {one.field: one for one in blank.places.all()} if blank else {}
    return [PlaceForm(data, prefix=name.value, initial=_initial(kept.get(name), name)) for name in FieldName]


def _initial(place: BlankPlace | None, name: FieldName) -> dict[str, Any]:
    if place:
        return {key: getattr(place, key) for key in OWN}
    usual = OF_BLANKS[name]
    return {"is_shown": True} | {key: getattr(usual, key) for key in PLACED}


class PrinterForm(forms.Form):
    name = Text(label="Tên máy in", max_length=100)
    shift_x = Measure("Dịch sang phải (mm)", -MOST_SHIFT, MOST_SHIFT)
    shift_y = Measure("Dịch xuống dưới (mm)", -MOST_SHIFT, MOST_SHIFT)
    version = VersionField()

    def __init__(self, *args: Any, printer: Printer | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if printer:
            self.initial = {key: getattr(printer, key) for key in self.fields}
        else:
            self.initial = {"shift_x": 0, "shift_y": 0, "version": 1}
        self.fields[
            "shift_x"
        ].help_text = "Chữ in lệch sang trái so với phôi thì ghi số dương; lệch sang phải thì ghi số âm."
        self.fields["shift_y"].help_text = "Chữ in cao hơn chỗ trống thì ghi số dương; thấp hơn thì ghi số âm."
        self.helper = bare_helper("name", side_by_side("shift_x", "shift_y"), "version")

    def values(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key != "version"}


class PrintForm(forms.Form):
    """On what, why, by which printer. Which certificates, the boxes beside them tell."""

    purpose = forms.ChoiceField(label="Mục đích in")
    note = Text(label="Ghi chú", max_length=300, required=False, help_text="Cấp lại thì ghi lý do, người đề nghị.")
    blank = forms.ModelChoiceField(
        Blank.objects.none(), label="In trên", required=False, empty_label="Giấy trắng, in cả đường diềm"
    )
    printer = forms.ModelChoiceField(
        Printer.objects.none(), label="Máy in", required=False, empty_label="Không chỉnh lệch",
        help_text="Chỉ dùng khi in trên phôi.",
    )  # fmt: skip

    def __init__(self, *args: Any, blanks: QuerySet[Blank], printers: QuerySet[Printer], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(one.value, capitalized(str(one.label))) for one in Purpose]
        self.fields["blank"].queryset, self.fields["printer"].queryset = blanks, printers
        self.helper = bare_helper(side_by_side("purpose", "note"), side_by_side("blank", "printer"))

    def how(self) -> How:
        given = self.cleaned_data
        return How(Purpose(given["purpose"]), given["note"], given["blank"], given["printer"])


class ConfirmForm(forms.Form):
    """How many blanks were lost, where blanks were used."""

    spoiled = forms.IntegerField(
        label="Số phôi hỏng", min_value=0, max_value=MOST_BLANKS, required=False, widget=forms.TextInput(attrs=NUMBER),
        help_text="Không tính những tờ in được. Không hỏng tờ nào thì để trống.",
    )  # fmt: skip
    spoiled_reason = Text(label="Lý do hỏng", max_length=300, required=False, help_text="Ví dụ: kẹt giấy, in lệch.")

    def __init__(self, *args: Any, run: PrintRun, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names: Iterable[str] = ("spoiled", "spoiled_reason")
        if not run.blank_id:
            for name in names:
                del self.fields[name]
        self.helper = bare_helper()

    def told(self) -> tuple[int, str]:
        return self.cleaned_data.get("spoiled") or 0, self.cleaned_data.get("spoiled_reason", "")
