"""Forms of councils. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from campaigns.campaigns.forms import PartForm, WithParts, part_set
from thiduakt.forms import Day, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Person
from thiduakt.vietnamese import capitalized

from .enums import CouncilKind, SeatFunction
from .models import Council, Seat
from .models.councils import QUORUMS
from .services.founding import FIELDS
from .services.members import Member

OUTSIDE = "Người ngoài trường"
NOBODY = "Chưa chọn"


class AddForm(forms.Form):
    """Which council of which year; everything else is taken from the one before."""

    kind = forms.ChoiceField(label="Loại hội đồng", choices=[(one.value, capitalized(one.label)) for one in CouncilKind])
    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    name = Text(
        label="Tên hội đồng", max_length=200, required=False,
        help_text="Để trống thì tên là loại hội đồng kèm năm học, ví dụ: Hội đồng Thi đua - Khen thưởng năm học 2022–2023.",
    )  # fmt: skip

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year_name(year)) for year in years]
        self.helper = bare_helper(side_by_side("kind", "year"), "name")


class MemberForm(PartForm):
    widths = {
        "person": 6, "function": 3, "outside_name": 5, "outside_post": 7, "stands_for": 6, "duties": 6, "ORDER": 2,
        "DELETE": 4,
    }  # fmt: skip
    person = forms.ChoiceField(label="Thành viên", required=False)
    function = forms.ChoiceField(label="Chức danh", choices=SeatFunction, initial=SeatFunction.MEMBER)
    outside_name = Text(label="Họ và tên người ngoài trường", max_length=100, required=False)
    outside_post = Text(label="Chức vụ, đơn vị của người ngoài trường", max_length=200, required=False)
    stands_for = Text(label="Đại diện cho", max_length=200, required=False)
    duties = Text(label="Nhiệm vụ được phân công", max_length=500, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], with_outsiders: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people
        if not with_outsiders:
            del self.fields["outside_name"], self.fields["outside_post"]


MemberSet = part_set(MemberForm)


class MembersForm(WithParts, forms.Form):
    """A list of members; beside it what else stands in its decision."""

    version = VersionField()

    def __init__(
        self, *args: Any, council: Council, version: int, seats: Sequence[Seat], people: Sequence[Person], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["version"].initial = version
        with_outsiders = council.kind in CouncilKind.WITH_OUTSIDERS
        offered = [("", OUTSIDE if with_outsiders else NOBODY)]
        offered += [(key, person.label) for key, person in self.people.items()]
        rows = [
            {name: getattr(seat, name) for name in Member.__slots__} | {"person": seat.person_id or ""} for seat in seats
        ]
        members = MemberSet(
            self.data if self.is_bound else None, prefix="members", initial=rows,
            form_kwargs={"people": offered, "with_outsiders": with_outsiders},
        )  # fmt: skip
        members.title, members.lead = "Thành viên", "Một Chủ tịch, một Thư ký. Dòng để trống được bỏ qua."
        self.parts = {"members": members}

    @property
    def members(self) -> list[Member]:
        rows = self.parts["members"].rows()
        named = ({name: row[name] for name in Member.__slots__ if name in row} for row in rows)
        return [Member(**{**row, "person": self.people.get(row["person"])}) for row in named]


class CouncilForm(MembersForm):
    name = Text(label="Tên hội đồng", max_length=200)
    quorum = forms.ChoiceField(label="Phiên họp hợp lệ khi có mặt", choices=[(key, told) for key, told in QUORUMS.items()])
    regulations = Text(
        label="Quy chế làm việc", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Những gì hội đồng tự quy định thêm: biểu quyết khi bằng phiếu, khách mời, cách phân công.",
    )  # fmt: skip

    def __init__(self, *args: Any, council: Council, **kwargs: Any):
        super().__init__(*args, council=council, version=council.version, **kwargs)
        self.initial = {name: getattr(council, name) for name in FIELDS} | {"version": council.version}
        self.helper = bare_helper("name", "quorum", "regulations", "version")

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class RenewalReasonForm(forms.Form):
    """Why the list changes; the list itself is written next."""

    reason = Text(
        label="Lý do kiện toàn", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In vào quyết định. Ví dụ: bà Đỗ Thị Đào chuyển công tác từ ngày 01/01/2023.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class RenewalForm(MembersForm):
    reason = Text(label="Lý do kiện toàn", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, reason: str, version: int, **kwargs: Any):
        super().__init__(*args, version=version, **kwargs)
        self.initial = {"reason": reason, "version": version}
        self.helper = bare_helper("reason", "version")


class RecordForm(forms.Form):
    """A decision that was issued elsewhere."""

    named = Text(
        label="Số, ngày của quyết định", max_length=300, help_text="Ví dụ: Quyết định số 45/QĐ-MNGB ngày 06/9/2022.",
    )  # fmt: skip
    begins_on = Day(label="Có hiệu lực từ ngày")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(side_by_side("named", "begins_on"))
