"""Forms of ceremonies. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from awards.decisions.models import AwardDecision
from campaigns.campaigns.forms import PartForm, WithParts, part_set
from nominations.meetings.forms import Hour
from thiduakt.forms import Day, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.vietnamese import capitalized

from .enums import Handing, Seating
from .models import Ceremony, Recipient, Turn
from .models.ceremonies import LONGEST, WIDEST
from .queries import UNPLACED
from .services.arranging import MOST_TOGETHER
from .services.planning import FIELDS, TOGETHER

CELLS = ("handing", "received_by", "handed_on")


class CeremonyForm(forms.Form):
    version = VersionField()
    name = Text(label="Tên buổi lễ", max_length=300, help_text="Ví dụ: Lễ tổng kết, trao thưởng năm học 2022–2023.")
    held_on = Day(label="Ngày tổ chức")
    starts_at = Hour(label="Bắt đầu lúc")
    place = Text(label="Địa điểm", max_length=200)
    decisions = RowsField(
        AwardDecision.objects.none(), label="Trao theo các quyết định", widget=forms.CheckboxSelectMultiple,
        help_text="Quyết định đang có hiệu lực, kể cả của cấp trên, còn người chưa xếp vào lễ nào.",
    )  # fmt: skip
    seats_per_row = forms.IntegerField(label="Số ghế mỗi hàng", min_value=1, max_value=WIDEST, initial=10)
    seating = forms.ChoiceField(
        label="Xếp chỗ ngồi", choices=[(one.value, capitalized(one.label)) for one in Seating], initial=Seating.BY_TURN
    )

    def __init__(self, *args: Any, offered: Sequence[AwardDecision], begun: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decisions"].queryset = AwardDecision.objects.filter(pk__in=[one.pk for one in offered])
        self.fields["decisions"].choices = [(one.pk, str(one)) for one in offered]
        if not offered:
            self.fields["decisions"].help_text = "Chưa có quyết định nào đang có hiệu lực mà còn người chưa xếp vào lễ nào."
        if not begun:
            del self.fields["version"]
        lines = ["name", side_by_side("held_on", "starts_at"), "place", "decisions"]
        self.helper = bare_helper(*(["version"] if begun else []), *lines, side_by_side("seats_per_row", "seating"))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class ItemForm(PartForm):
    widths = {"title": 6, "who": 4, "minutes": 2, "ORDER": 2, "DELETE": 4}
    title = Text(label="Nội dung", max_length=300)
    who = Text(label="Người thực hiện", max_length=200, required=False)
    minutes = forms.IntegerField(label="Số phút", min_value=1, max_value=LONGEST, initial=5)


class GuestForm(PartForm):
    widths = {"name": 5, "post": 7, "ORDER": 2, "DELETE": 4}
    name = Text(label="Họ và tên", max_length=200)
    post = Text(label="Chức vụ, đơn vị", max_length=300, required=False)


class TurnForm(PartForm):
    widths = {
        "name": 7, "handed_by": 5, "with_certificate": 4, "with_money": 4, "with_flowers": 4, "ORDER": 2, "DELETE": 4,
    }  # fmt: skip
    name = Text(label="Tên lượt", max_length=300)
    handed_by = Text(label="Người trao", max_length=200, required=False)
    with_certificate = forms.BooleanField(label="Trao giấy khen, bằng", required=False)
    with_money = forms.BooleanField(label="Trao tiền thưởng", required=False)
    with_flowers = forms.BooleanField(label="Tặng hoa", required=False)


class PartsForm(WithParts, forms.Form):
    """The rows of one kind of a ceremony."""

    version = VersionField()
    row: type[PartForm]
    title = lead = ""

    def __init__(self, *args: Any, ceremony: Ceremony, rows: Iterable[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = ceremony.version
        names = [name for name in self.row.base_fields if name != "id"]
        initial = [{"id": row.pk} | {name: getattr(row, name) for name in names} for row in rows]
        part = part_set(self.row)(self.data if self.is_bound else None, prefix="rows", initial=initial)
        part.title, part.lead = self.title, self.lead
        self.parts = {"rows": part}
        self.helper = bare_helper("version")

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.parts["rows"].rows()


class ProgramForm(PartsForm):
    row, title = ItemForm, "Chương trình"
    lead = "Giờ của từng mục tự tính từ giờ bắt đầu và số phút. Dòng để trống được bỏ qua."

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [_without_key(row) for row in super().rows]


class GuestsForm(PartsForm):
    row, title = GuestForm, "Khách mời"
    lead = "Khách ngồi các hàng đầu, theo thứ tự này. Chỉ ghi những gì cần để mời, xếp chỗ."

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [_without_key(row) for row in super().rows]


class TurnsForm(PartsForm):
    row, title = TurnForm, "Lượt trao"
    lead = "Mỗi lượt là những người lên cùng một lần. Bỏ một lượt thì người của lượt ấy chờ xếp lại."


class ArrangeForm(forms.Form):
    most = forms.IntegerField(
        label="Mỗi lượt tối đa", min_value=1, max_value=MOST_TOGETHER, initial=TOGETHER,
        help_text="Xếp theo quyết định, danh hiệu; tập thể riêng, cá nhân riêng.",
    )  # fmt: skip


class PlaceForm(forms.Form):
    """In which turn each is called up."""

    version = VersionField()

    def __init__(
        self, *args: Any, ceremony: Ceremony, turns: Sequence[Turn], recipients: Sequence[Recipient], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = ceremony.version
        self.recipients = recipients
        choices = [("", UNPLACED), *((str(turn.pk), f"{turn.position}. {turn}") for turn in turns)]
        for one in recipients:
            self.fields[f"turn_{one.pk}"] = forms.ChoiceField(
                label=f"Lượt của {one.line.holder_name}", choices=choices, required=False, initial=one.turn_id or "",
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip

    def cells(self) -> list[tuple[Recipient, forms.BoundField]]:
        return [(one, self[f"turn_{one.pk}"]) for one in self.recipients]

    def turns(self) -> dict[int, int | None]:
        typed = {one.pk: self.cleaned_data[f"turn_{one.pk}"] for one in self.recipients}
        return {key: int(turn) if turn else None for key, turn in typed.items()}


class HandingForm(forms.Form):
    """What became of each award of a turn."""

    def __init__(self, *args: Any, recipients: Sequence[Recipient], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.recipients = recipients
        for one in recipients:
            name = one.line.holder_name
            self.fields[f"handing_{one.pk}"] = forms.ChoiceField(
                label=f"Kết quả: {name}", choices=[(each.value, capitalized(each.label)) for each in Handing],
                initial=one.handing, widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
            self.fields[f"received_by_{one.pk}"] = Text(
                label=f"Người nhận thay, đại diện nhận: {name}", max_length=200, required=False, initial=one.received_by,
                widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"handed_on_{one.pk}"] = Day(
                label=f"Trao sau lễ ngày: {name}", required=False,
                initial=one.handed_on if one.handing == Handing.AFTERWARDS else None,
            )  # fmt: skip
            self.fields[f"handed_on_{one.pk}"].widget.attrs["class"] = "form-control"
            for field in CELLS:
                self.fields[f"{field}_{one.pk}"].show_hidden_initial = True

    def cells(self) -> list[tuple[Recipient, list[tuple[str, forms.BoundField]]]]:
        names = (("Kết quả", "handing"), ("Người nhận", "received_by"), ("Trao sau lễ ngày", "handed_on"))
        return [(one, [(told, self[f"{name}_{one.pk}"]) for told, name in names]) for one in self.recipients]

    def told(self) -> dict[int, Mapping[str, Any]]:
        """Of those whose row was changed: what somebody else has marked meanwhile is not set back."""
        changed = [one for one in self.recipients if any(f"{name}_{one.pk}" in self.changed_data for name in CELLS)]
        return {one.pk: {name: self.cleaned_data[f"{name}_{one.pk}"] for name in CELLS} for one in changed}


def _without_key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}
