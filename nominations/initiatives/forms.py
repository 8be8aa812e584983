"""Forms of solutions. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from campaigns.campaigns.forms import PartForm, WithParts, part_set
from thiduakt.files.evidence import ACCEPTED
from thiduakt.forms import Day, Files, FilterSelect, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.enums import InitiativeKind, InitiativeLevel
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Group, Person, SchoolClass
from thiduakt.vietnamese import capitalized

from .enums import Part
from .models import Solution, Trial
from .services.applying import Figure, Tried
from .services.authors import Line
from .services.solutions import LABELS, Facts

OUTSIDE = "Người ngoài trường"
ACCEPTED_SCANS = ".pdf,.jpg,.jpeg,.png,image/jpeg,image/png"
CLASS, GROUP = "lop", "to"


def _choices(kinds: Any) -> list[tuple[str, str]]:
    return [(value, capitalized(str(label))) for value, label in kinds.choices]


class FactsForm(forms.Form):
    """What a solution is, apart from its description."""

    name = Text(label="Tên giải pháp", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    kind = forms.ChoiceField(label="Loại", choices=_choices(InitiativeKind))
    level = forms.ChoiceField(label="Đề nghị công nhận ở cấp", choices=_choices(InitiativeLevel))
    field = Text(
        label="Lĩnh vực áp dụng", max_length=200, required=False,
        help_text="Ví dụ: chăm sóc, nuôi dưỡng; giáo dục phát triển ngôn ngữ; quản lý. Cần có khi nộp đơn.",
    )  # fmt: skip
    first_applied_on = Day(label="Áp dụng lần đầu ngày", required=False, help_text="Kể cả áp dụng thử. Cần có khi nộp đơn.")
    version = VersionField()

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year_name(year)) for year in years]
        self.helper = bare_helper(
            "name", side_by_side("year", "kind"), side_by_side("level", "field"), "first_applied_on", "version"
        )

    @property
    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in LABELS})

    @staticmethod
    def told(solution: Solution) -> dict[str, Any]:
        return {name: getattr(solution, name) for name in (*LABELS, "version")}


class AuthorForm(PartForm):
    widths = {"person": 6, "share": 3, "name": 6, "unit": 6, "ORDER": 2, "DELETE": 4}
    person = forms.ChoiceField(label="Tác giả", required=False)
    share = forms.IntegerField(label="Tỷ lệ đóng góp (%)", min_value=1, max_value=100)
    name = Text(label="Họ và tên người ngoài trường", max_length=100, required=False)
    unit = Text(label="Đơn vị của người ngoài trường", max_length=200, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people


AuthorSet = part_set(AuthorForm)


class AuthorsForm(WithParts, forms.Form):
    """All authors with their shares."""

    version = VersionField()

    def __init__(self, *args: Any, solution: Solution, people: Sequence[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["version"].initial = solution.version
        rows = [
            {"person": one.person_id or "", "share": one.share, "name": one.outside_name, "unit": one.outside_unit}
            for one in solution.authors.all()
        ]
        offered = [("", OUTSIDE), *((key, person.label) for key, person in self.people.items())]
        authors = AuthorSet(
            self.data if self.is_bound else None, prefix="authors", initial=rows, form_kwargs={"people": offered}
        )
        authors.title, authors.lead = "Tác giả, đồng tác giả", "Tỷ lệ đóng góp cộng lại đủ 100%. Dòng để trống được bỏ qua."
        authors.total = {"label": "Cộng tỷ lệ", "sum": "share", "unit": "%"}
        self.parts = {"authors": authors}
        self.helper = bare_helper("version")

    @property
    def lines(self) -> list[Line]:
        return [
            Line(share=row["share"], person=self.people.get(row["person"]), name=row["name"], unit=row["unit"])
            if not row["person"]
            else Line(share=row["share"], person=self.people[row["person"]])
            for row in self.parts["authors"].rows()
        ]


class AnswerForm(forms.Form):
    """A co-author's yes or no, to the share that was read."""

    share = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=100)
    reason = Text(required=False, max_length=500)


class FigureForm(PartForm):
    widths = {"name": 4, "unit": 2, "before": 2, "after": 2, "ORDER": 2, "DELETE": 12}
    name = Text(label="Chỉ số", max_length=100)
    unit = Text(label="Đơn vị", max_length=100, required=False)
    before = Text(label="Trước", max_length=100)
    after = Text(label="Sau", max_length=100)


FigureSet = part_set(FigureForm)


class TrialForm(WithParts, forms.Form):
    """Where it was tried, with the numbers before and after."""

    where = forms.ChoiceField(label="Áp dụng ở", required=False)
    place = Text(label="Nơi khác", max_length=200, required=False, help_text="Chỉ ghi khi không chọn lớp, tổ ở trên.")
    starts_on = Day(label="Từ ngày")
    ends_on = Day(label="Đến ngày", required=False, help_text="Để trống nếu còn đang áp dụng.")
    remarks = Text(label="Nhận xét", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    files = Files(label="Ảnh, tệp minh chứng")
    version = VersionField()

    def __init__(
        self, *args: Any, classes: Sequence[SchoolClass], groups: Sequence[Group], trial: Trial | None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.places: dict[str, SchoolClass | Group] = {f"{CLASS}-{row.pk}": row for row in classes}
        self.places |= {f"{GROUP}-{row.pk}": row for row in groups}
        self.fields["where"].choices = [
            ("", "Nơi khác, ghi ở ô bên"),
            ("Lớp", [(f"{CLASS}-{row.pk}", f"{row}, {year_name(row.year)}") for row in classes]),
            ("Tổ", [(f"{GROUP}-{row.pk}", str(row)) for row in groups]),
        ]
        self.fields["files"].widget.attrs["accept"] = ACCEPTED
        figures = FigureSet(self.data if self.is_bound else None, prefix="figures", initial=trial.figures if trial else [])
        figures.title, figures.lead = "Số liệu trước và sau khi áp dụng", "Ví dụ: Trẻ ăn hết suất – % – 72 – 91."
        self.parts = {"figures": figures}
        self.helper = bare_helper(side_by_side("where", "place"), side_by_side("starts_on", "ends_on"), "remarks", "version")

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if bool(told.get("where")) == bool(told.get("place")) and not {"where", "place"} & set(self.errors):
            self.add_error("where", "Thầy/cô chọn một lớp, một tổ, hoặc ghi một nơi khác.")
        return told

    @property
    def tried(self) -> Tried:
        told, where = self.cleaned_data, self.places.get(self.cleaned_data["where"])
        names = ("name", "unit", "before", "after")
        return Tried(
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            school_class=where if isinstance(where, SchoolClass) else None,
            group=where if isinstance(where, Group) else None,
            place=told["place"],
            figures=[Figure(**{name: row[name] for name in names}) for row in self.parts["figures"].rows()],
            remarks=told["remarks"],
        )

    @staticmethod
    def told(trial: Trial) -> dict[str, Any]:
        where = f"{CLASS}-{trial.school_class_id}" if trial.school_class_id else ""
        where = where or (f"{GROUP}-{trial.group_id}" if trial.group_id else "")
        names = ("place", "starts_on", "ends_on", "remarks", "version")
        return {"where": where, **{name: getattr(trial, name) for name in names}}


class ConfirmForm(forms.Form):
    """What the head of the tổ says to a trial."""

    note = Text(label="Ý kiến (nếu có)", required=False, max_length=500)
    version = VersionField()


class EvidenceForm(forms.Form):
    files = Files(label="Ảnh, tệp minh chứng")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ACCEPTED

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("files"):
            self.add_error("files", "Thầy/cô chọn ít nhất một tệp.")
        return self.cleaned_data


class AgreementForm(forms.Form):
    """The signed paper of one co-author, page by page; `share`: what stood on the page it is sent from."""

    files = Files(label="Bản chụp giấy đồng ý có chữ ký")
    share = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ACCEPTED_SCANS

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("files"):
            self.add_error("files", "Thầy/cô chọn bản chụp giấy đồng ý.")
        return self.cleaned_data


class ReplicationForm(forms.Form):
    who = Text(label="Người, đơn vị áp dụng", max_length=200)
    place = Text(label="Áp dụng ở", max_length=200, help_text="Lớp, tổ, trường nào.")
    since = Day(label="Từ ngày")
    result = Text(label="Kết quả", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    files = Files(label="Ảnh, tệp minh chứng")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ACCEPTED
        self.helper = bare_helper(side_by_side("who", "place"), "since", "result")


class NoteForm(forms.Form):
    """What somebody says to a passage that reads alike."""

    note = Text(label="Ý kiến", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("note")


class ReturnForm(forms.Form):
    parts = forms.MultipleChoiceField(
        label="Phần cần bổ sung", choices=Part.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ những phần được đánh dấu mở lại cho tác giả sửa.",
    )  # fmt: skip
    reason = Text(
        label="Cần bổ sung gì", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ít nhất 20 ký tự, để tác giả biết phải làm gì.",
    )  # fmt: skip
    until = Day(label="Bổ sung xong trước hết ngày")
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("parts", "reason", "until", "version")


class ExtendForm(forms.Form):
    until = Day(label="Hạn mới, hết ngày")
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("until", "version")


class YearFilterForm(forms.Form):
    """What the list is narrowed to besides its tab, by GET."""

    nam = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None,
        widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Năm học"}),
    )  # fmt: skip

    def __init__(self, asked: QueryDict, *, years: Iterable[int]):
        super().__init__(asked)
        self.fields["nam"].choices = [("", "Tất cả các năm"), *((year, year_name(year)) for year in years)]
        self.is_valid()

    @property
    def year(self) -> int | None:
        return self.cleaned_data.get("nam")
