"""Forms about lines of the ledger. They check what was typed; what is allowed the services say."""

from datetime import date
from typing import Any

from django import forms

from thiduakt.catalog.enums import HonorKind
from thiduakt.forms import Day, FilterModelField, FilterSelect, Text, bare_helper, side_by_side
from thiduakt.ledger.enums import Merit, RevocationGround, Source
from thiduakt.ledger.queries import NamedHonor
from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.models import Group

FIRST_OFFERED = 1980  # school years: older honors of somebody who still works are none
BY_HAND = (Source.BY_SUPERIOR, Source.IMPORTED)  # what is issued here writes its own lines
SELECT = {"class": "form-select w-auto"}


class EntryFilterForm(forms.Form):
    """What the ledger is narrowed to, by GET. What is not valid is not asked."""

    nam = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=FilterSelect(attrs={**SELECT, "aria-label": "Năm học"})
    )
    ma = forms.ChoiceField(required=False, widget=FilterSelect(attrs={**SELECT, "aria-label": "Danh hiệu, hình thức"}))
    to = FilterModelField(Group.objects.none(), empty_label="Tất cả các tổ", attrs={**SELECT, "aria-label": "Tổ"})

    def __init__(self, *args: Any, years: list[int], honors: dict[str, str], groups: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [("", "Tất cả các năm học"), *((year, year_name(year)) for year in years)]
        self.fields["ma"].choices = [("", "Mọi danh hiệu, hình thức"), *honors.items()]
        self.fields["to"].queryset = groups
        self.is_valid()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)


class EntryForm(forms.Form):
    """One honor of a holder who was chosen before."""

    code = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    year = forms.TypedChoiceField(label="Năm học có thành tích", coerce=int)
    merit = forms.ChoiceField(label="Loại hình", choices=Merit.choices)
    source = forms.ChoiceField(
        label="Nguồn",
        choices=[(source.value, source.label) for source in BY_HAND],
        help_text="Nhập từ sổ cũ: có thể để trống số, ngày, người quyết định nếu sổ không ghi.",
    )
    decision_number = Text(label="Số quyết định", required=False, max_length=60, help_text="Ví dụ 1520/QĐ-UBND.")
    decided_on = Day(label="Ngày quyết định", required=False)
    issuer = Text(
        label="Người, cơ quan quyết định", required=False, max_length=200, help_text="Ví dụ Chủ tịch UBND quận Long Biên."
    )
    holder_name = Text(label="Tên ghi trong quyết định", required=False, max_length=200)
    citation = Text(
        label="Thành tích ghi trong quyết định", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, honors: dict[str, NamedHonor], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "Chọn danh hiệu, hình thức"), *_grouped(honors)]
        present = year_on(today)
        years = range(present, FIRST_OFFERED - 1, -1)
        self.fields["year"].choices = [("", "Chọn năm học"), *((year, year_name(year)) for year in years)]
        self.helper = bare_helper(
            "code",
            side_by_side("year", "merit"),
            side_by_side("decision_number", "decided_on"),
            side_by_side("issuer", "source"),
            "holder_name",
            "citation",
        )


class RevokeForm(forms.Form):
    """Hủy by a decision: all that Điều 93 asks to know."""

    ground = forms.ChoiceField(label="Lý do theo Điều 93 Luật Thi đua, khen thưởng", widget=forms.RadioSelect)
    reason = Text(label="Nội dung cụ thể", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    decision_number = Text(label="Số quyết định hủy", max_length=60)
    decided_on = Day(label="Ngày quyết định hủy")
    issuer = Text(
        label="Người, cơ quan quyết định hủy", max_length=200, help_text="Người đã quyết định tặng thì quyết định hủy."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        grounds = ((ground.value, f"{ground.value}) {ground.label}") for ground in RevocationGround)
        self.fields["ground"].choices = list(grounds)
        self.helper = bare_helper("ground", "reason", side_by_side("decision_number", "decided_on"), "issuer")


class StrikeForm(forms.Form):
    """Gạch bỏ a slip of the pen."""

    reason = Text(
        label="Dòng ghi sai ở chỗ nào",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: ghi nhầm sang người cùng tên.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


def _grouped(honors: dict[str, NamedHonor]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Titles, forms, and so on, each from the lower to the higher."""
    ordered = sorted(honors.items(), key=lambda item: (item[1].rank, item[0]))
    groups = {kind: [(code, honor.name) for code, honor in ordered if honor.kind == kind] for kind in HonorKind}
    return [(str(kind.label).capitalize(), choices) for kind, choices in groups.items() if choices]
