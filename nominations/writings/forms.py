"""What is typed into a writing, section by section, and into the outline that it follows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaigns.campaigns.forms import PartForm, WithParts, part_set
from thiduakt.documents.forms import KeptForm
from thiduakt.forms import Text, VersionField, bare_helper

from .enums import Fill
from .models import BELOW, TOP, Outline, Section
from .texts import Sections, tidied

PREFIX = "muc-"


class SectionsForm(KeptForm):
    """A field for every section that holds a text."""

    def __init__(self, parts: list[Section], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parts = parts
        for section in parts:
            if not section.is_heading:
                self.fields[field_of(section)] = forms.CharField(label=section.name, required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        for section in self.parts:
            name = field_of(section)
            if name in self.cleaned_data:
                try:
                    self.cleaned_data[name] = tidied(section, self.cleaned_data[name])
                except ValidationError as refusal:
                    self.add_error(name, refusal)
        return self.cleaned_data

    @property
    def sections(self) -> dict[str, str]:
        return {section.key: self.cleaned_data[field_of(section)] for section in self.parts if not section.is_heading}

    @property
    def typed(self) -> dict[str, str]:
        """The same as it was typed, right or wrong; what was not sent at all stays."""
        fields = {section.key: field_of(section) for section in self.parts if not section.is_heading}
        return {key: self.data[name] for key, name in fields.items() if name in self.data}

    def lines(self) -> list[dict[str, Any]]:
        """Each section as the page shows it."""
        return [{"section": each, "field": None if each.is_heading else self[field_of(each)]} for each in self.parts]


def field_of(section: Section) -> str:
    return f"{PREFIX}{section.key}"


def initial_of(parts: list[Section], sections: Sections) -> dict[str, str]:
    return {field_of(section): sections.get(section.key, "") for section in parts}


class SectionRow(PartForm):
    widths = {"title": 8, "level": 4, "hint": 12, "fill": 5, "min_words": 3, "is_required": 4, "ORDER": 2, "DELETE": 3}
    key = forms.SlugField(required=False, widget=forms.HiddenInput, max_length=60)
    title = Text(label="Tên mục", max_length=300)
    level = forms.TypedChoiceField(
        label="Cấp của mục", coerce=int, initial=BELOW, choices=[(BELOW, "Mục nhỏ: 1, 2, 3"), (TOP, "Phần: I, II, III")]
    )
    hint = Text(label="Gợi ý cho người viết", max_length=500, required=False)
    fill = forms.ChoiceField(label="Điền sẵn từ sổ", choices=Fill, required=False)
    min_words = forms.IntegerField(label="Ít nhất (chữ)", min_value=0, max_value=2000, required=False)
    is_required = forms.BooleanField(label="Phải viết", required=False)


SectionSet = part_set(SectionRow)


class OutlineForm(WithParts, forms.Form):
    version = VersionField()
    name = Text(label="Tên mẫu", max_length=200)
    source = Text(label="Theo văn bản nào", max_length=500, required=False)

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = outline.version
        self.fields["name"].initial, self.fields["source"].initial = outline.name, outline.source
        sections = SectionSet(self.data if self.is_bound else None, prefix="sections", initial=outline.sections)
        sections.title = "Các mục"
        sections.lead = "Phần có mục nhỏ ở dưới chỉ in tiêu đề. Đổi thứ tự bằng số ở ô Thứ tự."
        self.parts = {"sections": sections}
        self.helper = bare_helper("name", "source", "version")

    def told(self) -> dict[str, Any]:
        rows = [{name: value for name, value in row.items() if name != "id"} for row in self.parts["sections"].rows()]
        return {"name": self.cleaned_data["name"], "source": self.cleaned_data["source"], "sections": rows}
