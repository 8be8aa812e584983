"""Forms of award decisions. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from nominations.dossiers.models import Dossier
from thiduakt.catalog.proposing.fields import whole_field
from thiduakt.forms import Day, Files, FilterSelect, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.enums import Merit, RevocationGround
from thiduakt.ledger.years import year_name
from thiduakt.vietnamese import capitalized

from .enums import FundKind
from .models import AwardDecision, AwardLine
from .models.lines import short_honor
from .services.drafting import FIELDS, LINE_FIELDS, WITHOUT_COUNCIL

SELECT = {"class": "form-select"}
DEAREST = 2_000_000_000  # đồng
NAME_HELP = "In sau chữ “Về việc” của quyết định. Ví dụ: Tặng Giấy khen cho giáo viên có thành tích năm học 2022–2023."
FUNDS = [(one.value, capitalized(one.label)) for one in FundKind]


def name_field() -> Text:
    return Text(label="Nội dung khen thưởng", max_length=300, help_text=NAME_HELP)


def fund_field() -> forms.ChoiceField:
    return forms.ChoiceField(label="Nguồn tiền thưởng", choices=FUNDS, initial=FundKind.EMULATION)


class ListFilterForm(forms.Form):
    """What the list is narrowed to, by GET. What is not valid is not asked."""

    nam = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=FilterSelect(attrs={"aria-label": "Năm học", **SELECT})
    )

    def __init__(self, asked: QueryDict, *, years: Iterable[int]):
        super().__init__(asked)
        self.fields["nam"].choices = [("", "Tất cả các năm học"), *((year, year_name(year)) for year in years)]
        self.is_valid()

    @property
    def year(self) -> int | None:
        return self.cleaned_data.get("nam")


class DossiersField(RowsField):
    def label_from_instance(self, obj: Dossier) -> str:
        return f"{obj.holder}{f' ({obj.unit})' if obj.unit else ''}: {short_honor(obj.honor_name)}"


def dossiers_field(label: str, dossiers: Sequence[Dossier], *, required: bool) -> DossiersField:
    field = DossiersField(Dossier.objects.none(), label=label, required=required, widget=forms.CheckboxSelectMultiple)
    field.queryset = Dossier.objects.filter(pk__in=[one.pk for one in dossiers])
    field.choices = [(one.pk, field.label_from_instance(one)) for one in dossiers]
    return field


class FromReviewForm(forms.Form):
    """Which of those that the council passed."""

    name = name_field()
    fund = fund_field()

    def __init__(self, *args: Any, dossiers: Sequence[Dossier], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["dossiers"] = dossiers_field("Hồ sơ hội đồng đề nghị khen", dossiers, required=True)
        self.initial.setdefault("dossiers", [one.pk for one in dossiers])
        self.helper = bare_helper("name", "fund", "dossiers")


class WithoutCouncilForm(forms.Form):
    name = name_field()
    merit = forms.ChoiceField(
        label="Loại hình khen thưởng", choices=[(one.value, capitalized(one.label)) for one in WITHOUT_COUNCIL]
    )
    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    fund = fund_field()
    no_council_reason = Text(
        label="Lý do khen không qua hội đồng", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: khen kịp thời người có thành tích đột xuất, Hiệu trưởng quyết định ngay.",
    )  # fmt: skip

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year_name(year)) for year in years]
        self.helper = bare_helper("name", side_by_side("merit", "year"), "fund", "no_council_reason")


class DecisionForm(forms.Form):
    name = name_field()
    fund = fund_field()
    no_council_reason = Text(
        label="Lý do khen không qua hội đồng", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = VersionField()

    def __init__(self, *args: Any, decision: AwardDecision, dossiers: Sequence[Dossier], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(decision, name) for name in FIELDS} | {"version": decision.version}
        lines = ["name", "fund", "version"]
        if decision.review and not decision.no_council_reason:
            self.fields["no_council_reason"].widget = forms.HiddenInput()
        lines.append("no_council_reason")
        if dossiers:
            self.fields["more"] = dossiers_field("Thêm hồ sơ hội đồng đề nghị khen", dossiers, required=False)
            lines.append("more")
        self.helper = bare_helper(*lines)


class LineForm(forms.Form):
    holder_name = Text(label="Tên in trong quyết định", max_length=200)
    unit = Text(label="Chức vụ, đơn vị", max_length=300, required=False)
    citation = Text(label="Thành tích", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    position = forms.IntegerField(label="Số thứ tự", min_value=1, max_value=9999)
    amount = whole_field("Tiền thưởng (đồng)", DEAREST, required=False)
    version = VersionField()

    def __init__(self, *args: Any, line: AwardLine, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(line, name) for name in (*LINE_FIELDS, "position", "amount")}
        self.initial["version"] = line.decision.version
        if line.decision.fund != FundKind.BONUS:
            del self.fields["amount"]
        last = ("position", "amount") if "amount" in self.fields else ("position",)
        self.helper = bare_helper(side_by_side("holder_name", "unit"), "citation", side_by_side(*last), "version")


class AddLineForm(forms.Form):
    """Whom: some of those found, or somebody from outside the school by name."""

    holder = forms.MultipleChoiceField(
        label="Người, tập thể được khen, cùng thành tích thì chọn nhiều",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outside_name = Text(label="Hoặc người, đơn vị ngoài trường", max_length=150, required=False)
    outside_unit = Text(label="Địa chỉ, đơn vị công tác", max_length=200, required=False)
    code = forms.ChoiceField(label="Danh hiệu, hình thức")
    citation = Text(label="Thành tích", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, holders: Mapping[str, str], honors: Mapping[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = list(holders.items())
        self.fields["code"].choices = list(honors.items())
        self.helper = bare_helper("code", "citation", "holder", side_by_side("outside_name", "outside_unit"))

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        named, outside = bool(told.get("holder")), bool(told.get("outside_name"))
        if named == outside and not self.errors:
            self.add_error("holder", "Thầy/cô chọn người, tập thể của trường, hoặc ghi một người, đơn vị ngoài trường.")
        if outside and not told.get("outside_unit"):
            self.add_error("outside_unit", "Thầy/cô ghi địa chỉ hoặc đơn vị công tác.")
        return told


class SuperiorForm(forms.Form):
    """A superior's decision: what stands on it, and which of what went up it honors."""

    name = Text(
        label="Nội dung khen thưởng",
        max_length=300,
        help_text="Ví dụ: Công nhận danh hiệu Lao động tiên tiến năm học 2022–2023.",
    )
    number = Text(label="Số quyết định", max_length=60)
    decided_on = Day(label="Ngày quyết định")
    issuer = Text(label="Người, cơ quan quyết định", max_length=200, help_text="Ví dụ: Chủ tịch UBND quận Long Biên.")
    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    merit = forms.ChoiceField(label="Loại hình khen thưởng", choices=[(one.value, capitalized(one.label)) for one in Merit])
    files = Files(label="Bản chụp quyết định", help_text="Ảnh JPG, PNG hoặc tệp PDF, mỗi tệp tới 10 MB.")
    reason = Text(label="Lý do cấp trên nêu với hồ sơ không được khen", max_length=500, required=False)

    def __init__(self, *args: Any, dossiers: Sequence[Dossier], years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year_name(year)) for year in years]
        self.fields["awarded"] = dossiers_field("Hồ sơ được khen", dossiers, required=False)
        self.fields["refused"] = dossiers_field("Hồ sơ cấp trên không khen", dossiers, required=False)
        self.helper = bare_helper(
            "name", side_by_side("number", "decided_on"), "issuer", side_by_side("year", "merit"), "files", "awarded",
            "refused", "reason",
        )  # fmt: skip


class CancelForm(forms.Form):
    """Điều 93: the ground, what was concluded, and of whom."""

    ground = forms.ChoiceField(
        label="Lý do hủy",
        choices=[("", "Thầy/cô chọn"), *((one.value, f"Điểm {one.value}: {one.label}") for one in RevocationGround)],
    )
    finding = Text(
        label="Kết luận làm căn cứ", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ai kết luận, bằng văn bản nào, kết luận gì. In vào quyết định hủy.",
    )  # fmt: skip
    found_on = Day(label="Ngày kết luận")

    def __init__(self, *args: Any, lines: Sequence[AwardLine], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["lines"] = field = RowsField(
            AwardLine.objects.none(), label="Khen thưởng bị hủy", widget=forms.CheckboxSelectMultiple
        )
        field.queryset = AwardLine.objects.filter(pk__in=[line.pk for line in lines])
        field.choices = [(line.pk, f"{line.position}. {line.holder_name}: {line.short_honor}") for line in lines]
        self.helper = bare_helper(side_by_side("ground", "found_on"), "finding", "lines")


class SuperiorCancelForm(CancelForm):
    """What a superior cancelled of its decision, and by which."""

    number = Text(label="Số quyết định hủy", max_length=60)
    decided_on = Day(label="Ngày quyết định hủy")
    issuer = Text(label="Người, cơ quan quyết định hủy", max_length=200)
    files = Files(label="Bản chụp quyết định hủy", help_text="Ảnh JPG, PNG hoặc tệp PDF, mỗi tệp tới 10 MB.")

    def __init__(self, *args: Any, lines: Sequence[AwardLine], **kwargs: Any):
        super().__init__(*args, lines=lines, **kwargs)
        self.fields["finding"].help_text = "Ai kết luận, bằng văn bản nào, kết luận gì."
        first = (side_by_side("number", "decided_on"), "issuer", side_by_side("ground", "found_on"))
        self.helper = bare_helper(*first, "finding", "files", "lines")
