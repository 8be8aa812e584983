"""Forms of an exemplar. They check what was typed; what is allowed the services say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Campaign
from campaigns.exemplars.enums import ExemplarKind
from campaigns.exemplars.models import Exemplar
from thiduakt.forms import Day, Files, FilterSelect, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models.holders import Holder
from thiduakt.school.models import Group, Person, Pupil, School, SchoolClass
from thiduakt.vietnamese import capitalized, fold

LONGEST_KEY = 18  # digits: what is longer neither database takes


class Choice(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        if value and not (str(value).isascii() and str(value).isdecimal() and len(str(value)) <= LONGEST_KEY):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().to_python(value)


def choice(label: str, rows: Any, **more: Any) -> Choice:
    return Choice(label=label, queryset=rows, required=False, empty_label="Không chọn", **more)


def lines(label: str, limit: int, rows: int = 4, **more: Any) -> Text:
    return Text(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **more)


class KindForm(forms.Form):
    """Which kind the list shows, by GET. What is none asks for all."""

    loai = forms.ChoiceField(
        required=False,
        choices=[("", "Mọi loại"), *((one.value, capitalized(str(one.label))) for one in ExemplarKind)],
        widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Loại điển hình"}),
    )

    def __init__(self, asked: QueryDict):
        super().__init__(asked)
        self.is_valid()

    @property
    def kind(self) -> str:
        return str(self.cleaned_data.get("loai", ""))

    @property
    def kind_name(self) -> str:
        return str(ExemplarKind(self.kind).label) if self.kind else ""


class FoundForm(forms.Form):
    """What whoever found it tells."""

    title = Text(label="Tên điển hình", max_length=300, help_text="Ví dụ: Cô giáo trẻ với góc đọc sách của bé.")
    kind = forms.ChoiceField(label="Loại điển hình", choices=[(one.value, one.label.capitalize()) for one in ExemplarKind])
    found_on = Day(label="Phát hiện ngày")
    campaign = choice("Thuộc phong trào", Campaign.objects.none())
    story = lines("Việc làm, thành tích", 5000, 6)

    def __init__(self, *args: Any, school_id: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        campaigns = Campaign.objects.filter(school=school_id).exclude(state=CampaignState.DRAFT)
        self.fields["campaign"].queryset = campaigns
        self.helper = bare_helper("title", side_by_side("kind", "found_on"), "campaign", "story")


class ProposeForm(FoundForm):
    """And whose it is: one of four lists, or a pupil by code or full name."""

    holder_kind = forms.ChoiceField(
        label="Điển hình là",
        choices=[
            (HolderKind.PERSON, "Viên chức"), (HolderKind.GROUP, "Tổ"), (HolderKind.CLASS, "Lớp"),
            (HolderKind.PUPIL, "Học sinh"), (HolderKind.SCHOOL, "Trường"),
        ],
    )  # fmt: skip
    person = choice("Viên chức", Person.objects.none())
    group = choice("Tổ", Group.objects.none())
    school_class = choice("Lớp", SchoolClass.objects.none())
    pupil = Text(label="Học sinh", required=False, max_length=100, help_text="Ghi mã học sinh, hoặc đủ họ và tên.")

    def __init__(self, *args: Any, school: School, people: Any, classes: Any, pupils: QuerySet[Pupil], **kwargs: Any):
        super().__init__(*args, school_id=school.pk, **kwargs)
        self.school, self.pupils = school, pupils
        self.fields["person"].queryset = people
        self.fields["group"].queryset = Group.objects.filter(school=school)
        self.fields["school_class"].queryset = classes
        self.helper = bare_helper(
            "holder_kind", side_by_side("person", "group"), side_by_side("school_class", "pupil"), "title",
            side_by_side("kind", "found_on"), "campaign", "story",
        )  # fmt: skip

    def clean_pupil(self) -> Pupil | None:
        words = self.cleaned_data["pupil"].strip()
        if not words or self.data.get("holder_kind") != HolderKind.PUPIL:
            return None
        found = list(self.pupils.filter(pupil_code__iexact=words)[:1]) or [
            one for one in self.pupils.matching(words)[:50] if fold(one.full_name) == fold(words)
        ]
        if not found:
            raise ValidationError("Không có học sinh nào như vậy. Thầy/cô ghi đúng mã, hoặc đủ họ và tên.")
        if len(found) > 1:
            codes = ", ".join(one.pupil_code or "chưa có mã" for one in found)
            raise ValidationError(f"Có {len(found)} em cùng họ tên (mã: {codes}). Thầy/cô ghi mã học sinh.")
        return found[0]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        places = {"PERSON": "person", "GROUP": "group", "CLASS": "school_class", "PUPIL": "pupil"}
        place = places.get(values.get("holder_kind", ""), "")
        if place and not values.get(place) and place not in self.errors:
            self.add_error(place, "Thầy/cô ghi rõ điển hình là ai.")
        return values

    @property
    def holder(self) -> Holder:
        values = self.cleaned_data
        match values["holder_kind"]:
            case HolderKind.PERSON:
                chosen: Holder = values["person"]
            case HolderKind.GROUP:
                chosen = values["group"]
            case HolderKind.CLASS:
                chosen = values["school_class"]
            case HolderKind.PUPIL:
                chosen = values["pupil"]
            case _:
                chosen = self.school
        return chosen


class EditForm(FoundForm):
    """Managed, it has all of its road; otherwise what was found."""

    criteria = lines("Tiêu chí cần đạt", 3000, required=False)
    fostered_by = choice("Người bồi dưỡng", Person.objects.none())
    due_on = Day(label="Bồi dưỡng xong trước ngày", required=False)
    results = lines("Kết quả", 5000, required=False)
    article = lines(
        "Bài viết công bố", 10000, 12, required=False,
        help_text="Đăng đúng như ghi ở đây. Không nêu ngày sinh, địa chỉ, số điện thoại, sức khỏe, hoàn cảnh gia đình.",
    )  # fmt: skip
    published_from = Day(label="Công bố từ ngày", required=False, help_text="Để trống: ngay khi công bố.")
    published_until = Day(label="Đến hết ngày", required=False)
    version = VersionField()
    LATER = ("criteria", "fostered_by", "due_on", "results", "article", "published_from", "published_until")

    def __init__(self, *args: Any, exemplar: Exemplar, manages: bool, people: Any, **kwargs: Any):
        super().__init__(*args, school_id=exemplar.school_id, **kwargs)
        self.fields["fostered_by"].queryset = people
        first = ("title", side_by_side("kind", "found_on"), "campaign", "story")
        later = (
            "criteria", side_by_side("fostered_by", "due_on"), "results", "article",
            side_by_side("published_from", "published_until"),
        )  # fmt: skip
        if not manages:
            for name in self.LATER:
                del self.fields[name]
        self.helper = bare_helper(*first, *(later if manages else ()), "version")


class NoteForm(forms.Form):
    day = Day(label="Ngày")
    text = lines("Việc đã làm", 2000, 3)


class ReplicationForm(forms.Form):
    place = Text(label="Nơi nhân rộng", max_length=200)
    day = Day(label="Ngày")
    by = Text(label="Người làm", max_length=200, required=False)
    note = Text(label="Ghi chú", max_length=500, required=False)


class ConsentForm(forms.Form):
    """Of a child or a guardian, recorded from what they signed."""

    given_on = Day(label="Đồng ý ngày")
    how = Text(label="Đồng ý bằng", max_length=300, help_text="Ví dụ: đơn có chữ ký, lưu ở hồ sơ thi đua.")
    files = Files(
        label="Bản quét, ảnh chụp giấy đồng ý",
        help_text="PDF, ảnh JPG, PNG. Chỉ người quản lý điển hình xem được; tệp bị xóa khi rút đồng ý.",
    )
