"""Forms of publications. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from awards.decisions.models import AwardDecision
from campaigns.exemplars.enums import Whose
from thiduakt.forms import Day, Files, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.years import year_name

from .enums import Unnamed
from .models import ALL_YEARS, OF_A_PUPIL
from .queries import Asked

OF_A_DECISION, OF_A_ROLL = "qd", "bv"
COLUMNS = ("tells_unit", "tells_citation", "unnamed")


def choices_of(decisions: Iterable[AwardDecision], years: Iterable[int]) -> list[tuple[str, Any]]:
    """What can be published, each by a key that `chosen` reads."""
    found = [(f"{OF_A_DECISION}-{one.pk}", str(one)) for one in decisions]
    rolls = [(f"{OF_A_ROLL}-{year}", f"Bảng vàng năm học {year_name(year)}") for year in years]
    rolls.append((f"{OF_A_ROLL}-{ALL_YEARS}", "Bảng vàng các năm học"))
    return [("Quyết định khen thưởng", found), ("Bảng vàng", rolls)] if found else [("Bảng vàng", rolls)]


class ShownForm(forms.Form):
    """Where, from when until when, which columns."""

    title = Text(label="Tiêu đề", max_length=300, help_text="Hiện ở trang công khai và trên tờ niêm yết.")
    on_page = forms.BooleanField(label="Công bố ở trang công khai của trường", required=False)
    places = Text(
        label="Nơi công bố khác", max_length=300, required=False, help_text="Ví dụ: bảng tin ở cổng trường; lễ khai giảng.",
    )  # fmt: skip
    shown_from = Day(label="Công bố từ ngày")
    shown_until = Day(label="Đến hết ngày")
    tells_unit = forms.BooleanField(label="Nêu chức vụ, đơn vị", required=False)
    tells_citation = forms.BooleanField(
        label="Nêu thành tích", required=False, help_text="Thầy/cô xem trước từng dòng: thành tích có thể kể chuyện riêng."
    )
    unnamed = forms.ChoiceField(
        label="Học sinh chưa đủ đồng ý của em và của cha, mẹ (người giám hộ)", choices=Unnamed, widget=forms.RadioSelect,
    )  # fmt: skip

    lines: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        days = side_by_side("shown_from", "shown_until")
        self.helper = bare_helper(*self.lines, "title", "on_page", "places", days, *COLUMNS)


class AddForm(ShownForm):
    what = forms.ChoiceField(label="Công bố gì")
    lines = ("what",)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "Thầy/cô chọn"), *offered]
        self.fields["title"].required = False
        self.fields["title"].help_text += " Để trống thì lấy tên của quyết định, của bảng vàng."

    @property
    def chosen(self) -> tuple[str, int]:
        """Of what, and the key of the decision or the year."""
        kind, _, key = self.cleaned_data["what"].partition("-")
        return kind, int(key)

    @property
    def told(self) -> str:
        groups = self.fields["what"].choices[1:]
        return next(label for _, group in groups for key, label in group if key == self.cleaned_data["what"])


class EditForm(ShownForm):
    version = VersionField()
    lines = ("version",)


class ConsentsForm(forms.Form):
    """Who has agreed, pupil by pupil; nothing is ticked beforehand."""

    given_on = Day(label="Đồng ý ngày")
    how = Text(
        label="Đồng ý bằng gì, giấy lưu ở đâu", max_length=300,
        help_text="Ví dụ: phiếu đồng ý đầu năm học, lưu ở hồ sơ lớp. Chỉ đánh dấu em nào đã có phiếu ký.",
    )  # fmt: skip

    files = Files(label="Bản chụp phiếu đồng ý đã ký", help_text="Ảnh JPG, PNG hoặc tệp PDF, mỗi tệp tới 10 MB.")

    def __init__(self, *args: Any, pupils: Sequence[Asked], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.pupils = pupils
        for asked in pupils:
            for whose in OF_A_PUPIL:
                if whose not in asked.given:
                    label = f"{asked.pupil}: {whose.label}"
                    box = forms.CheckboxInput(attrs={"class": "form-check-input"})
                    self.fields[_name(asked, whose)] = forms.BooleanField(label=label, required=False, widget=box)
        self.helper = bare_helper(side_by_side("given_on", "how"), "files")

    def rows(self) -> list[dict[str, Any]]:
        """Of each pupil the two cells: the consent that stands, or the box to tick."""
        return [{"asked": asked, "cells": [self._cell(asked, whose) for whose in OF_A_PUPIL]} for asked in self.pupils]

    def given(self) -> dict[int, list[Whose]]:
        return {
            asked.pupil.pk: [whose for whose in OF_A_PUPIL if self.cleaned_data.get(_name(asked, whose))]
            for asked in self.pupils
        }

    def _cell(self, asked: Asked, whose: Whose) -> dict[str, Any]:
        consent = asked.given.get(whose)
        return {"title": whose.label, "consent": consent, "field": None if consent else self[_name(asked, whose)]}


def _name(asked: Asked, whose: Whose) -> str:
    return f"{whose.lower()}_{asked.pupil.pk}"
