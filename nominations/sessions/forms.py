"""Forms of sessions. They check what was typed; what is allowed the services say."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices

from nominations.councils.enums import CouncilKind
from nominations.councils.models import Council, Seat
from nominations.dossiers.models import Review
from nominations.meetings.forms import Hour
from thiduakt.forms import Day, Files, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.vietnamese import capitalized

from .enums import Manner, Presence, SessionKind
from .models import Attendance, CouncilSession, Item
from .models.votes import COUNTS, ItemVote
from .queries import is_unmarked, reviews_to_meet_on
from .services.drafting import FIELDS, Told

MOST = 999  # members: the column holds more
BOX = {"class": "form-control"}
SELECT = {"class": "form-select"}
NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "form-control"}
OPINIONS = {"": "chưa gửi ý kiến", "yes": "đồng ý", "no": "không đồng ý", "none": "không có ý kiến"}
AGREES = {"yes": True, "no": False, "none": None}
BY_HAND = [Manner.HANDS, Manner.PAPER]


def _named(options: Iterable[TextChoices]) -> list[tuple[str, str]]:
    return [(one.value, capitalized(str(one.label))) for one in options]


KINDS, PRESENCES = _named(SessionKind), _named(Presence)


class SeatField(forms.ModelChoiceField):
    def label_from_instance(self, seat: Seat) -> str:
        return f"{seat.name}, {seat.get_function_display()}"


class SeatsField(RowsField):
    def label_from_instance(self, seat: Seat) -> str:
        return f"{seat.name}, {seat.get_function_display()}"


class BeginForm(forms.Form):
    """Of which council where there are several, when and where, and on which round."""

    council = forms.ModelChoiceField(Council.objects.none(), label="Hội đồng", empty_label=None)
    review = forms.ModelChoiceField(
        Review.objects.none(), label="Đợt xét", required=False, empty_label="Không gắn với đợt xét nào",
        help_text="Hồ sơ đã trình hội đồng của đợt xét được đưa sẵn vào chương trình.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Loại phiên họp", choices=KINDS)
    title = Text(label="Nội dung chính", max_length=200)
    held_on = Day(label="Ngày họp")
    starts_at = Hour(label="Bắt đầu lúc")
    place = Text(label="Địa điểm", max_length=200)

    def __init__(self, *args: Any, councils: QuerySet[Council], reviews: QuerySet[Review], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.councils = list(councils)
        self.fields["council"].queryset = councils
        self.fields["review"].queryset = reviews
        if len(self.councils) == 1:
            del self.fields["council"]
        self.helper = bare_helper(
            *(["council"] if "council" in self.fields else []),
            "review",
            side_by_side("kind", "title"),
            side_by_side("held_on", "starts_at"),
            "place",
        )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"council", "review"}}

    def chosen(self) -> Council:
        return self.cleaned_data.get("council") or self.councils[0]


class SessionForm(forms.Form):
    """Everything of it save its agenda, which follows the round."""

    review = forms.ModelChoiceField(
        Review.objects.none(), label="Đợt xét", required=False, empty_label="Không gắn với đợt xét nào",
        help_text="Đổi đợt xét: hồ sơ của đợt cũ ra khỏi chương trình, hồ sơ đã trình hội đồng của đợt mới được đưa vào.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Loại phiên họp", choices=KINDS)
    title = Text(label="Nội dung chính", max_length=200)
    held_on = Day(label="Ngày họp")
    starts_at = Hour(label="Bắt đầu lúc")
    place = Text(label="Địa điểm", max_length=200)
    chair = SeatField(Seat.objects.none(), label="Người điều hành", empty_label="Chưa chọn", required=False)
    chair_reason = Text(
        label="Lý do Chủ tịch không điều hành", max_length=300, required=False,
        help_text="Chỉ ghi khi người điều hành không phải Chủ tịch hội đồng.",
    )  # fmt: skip
    secretary = SeatField(Seat.objects.none(), label="Thư ký phiên họp", empty_label="Chưa chọn", required=False)
    tellers = SeatsField(
        Seat.objects.none(), label="Ban kiểm phiếu", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Cần khi bỏ phiếu; không đồng thời là người điều hành, thư ký.",
    )  # fmt: skip
    guests = Text(
        label="Khách mời", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi người một dòng: họ tên, chức vụ. Khách mời dự họp, phát biểu, không biểu quyết.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, session: CouncilSession, seats: QuerySet[Seat], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("chair", "secretary", "tellers"):
            self.fields[name].queryset = seats
        self.fields["review"].queryset = reviews_to_meet_on(session.school_id)
        if session.council.kind != CouncilKind.AWARDS:
            del self.fields["review"]
        self.initial = {name: getattr(session, name) for name in FIELDS} | {
            "tellers": [seat.pk for seat in session.tellers.all()],
            "guests": "\n".join(map(str, session.guests.all())),
            "version": session.version,
        }
        self.helper = bare_helper(
            *(["review"] if "review" in self.fields else []),
            side_by_side("kind", "title"), side_by_side("held_on", "starts_at"), "place",
            side_by_side("chair", "secretary"), "chair_reason", "tellers", "guests", "version",
        )  # fmt: skip

    def told(self) -> Told:
        given = self.cleaned_data
        lines = (line.partition(",") for line in given["guests"].splitlines() if line.strip())
        return Told(
            values={name: given.get(name) for name in FIELDS},
            tellers=list(given["tellers"]),
            guests=[(name.strip(), post.strip()) for name, _, post in lines],
        )


class MatterForm(forms.Form):
    title = Text(label="Nội dung", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class AttendanceForm(forms.Form):
    """One line for each member; the fields of a line bear the key of the seat. Begun with everybody there."""

    def __init__(self, *args: Any, attendances: Sequence[Attendance], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.attendances = attendances
        self.is_fresh = is_unmarked(attendances)
        for one in attendances:
            key = one.seat_id
            self.fields[f"presence-{key}"] = forms.ChoiceField(
                label=f"{one.seat}", choices=PRESENCES, widget=forms.Select(attrs=SELECT)
            )
            self.fields[f"reason-{key}"] = Text(
                label=f"Lý do vắng của {one.seat}", max_length=200, required=False,
                widget=forms.TextInput(attrs={**BOX, "placeholder": "lý do, nếu vắng"}),
            )  # fmt: skip
            self.initial |= {
                f"presence-{key}": Presence.PRESENT if self.is_fresh else one.presence,
                f"reason-{key}": one.reason,
            }

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"seat": one.seat, "presence": self[f"presence-{one.seat_id}"], "reason": self[f"reason-{one.seat_id}"]}
            for one in self.attendances
        ]

    def told(self) -> dict[int, tuple[str, str]]:
        given = self.cleaned_data
        keys = [one.seat_id for one in self.attendances]
        return {key: (given[f"presence-{key}"], given[f"reason-{key}"]) for key in keys}


def _number(name: str) -> forms.IntegerField:
    label = capitalized(str(ItemVote._meta.get_field(name).verbose_name))
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, required=name in COUNTS[:3],
        widget=forms.TextInput(attrs=NUMBER),
    )  # fmt: skip


class RecountForm(forms.Form):
    """The numbers of a vote. Those that only paper has may be left empty."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields |= {name: _number(name) for name in COUNTS}
        self.helper = bare_helper(*self.lines())

    def lines(self) -> list[Any]:
        return [side_by_side("handed_out", "collected"), side_by_side("agreed", "against"), side_by_side("blank", "invalid")]

    def counts(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] or 0 for name in COUNTS}


class CountForm(RecountForm):
    def __init__(self, *args: Any, item: Item, vote: ItemVote | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = [Manner.PAPER] if item.is_ballot_due else BY_HAND
        self.fields["manner"] = forms.ChoiceField(label="Cách biểu quyết", choices=_named(offered))
        self.fields["handed_out"].help_text = "Ba ô về phiếu chỉ ghi khi bỏ phiếu giấy."
        if vote and vote.count and vote.manner in BY_HAND:
            self.initial = {name: getattr(vote, name) for name in ("manner", *COUNTS)}

    def lines(self) -> list[Any]:
        answers = [side_by_side("agreed", "against"), side_by_side("blank", "invalid")]
        return ["manner", *answers, side_by_side("handed_out", "collected")]


class OpinionsForm(forms.Form):
    """What absent members wrote; the field of each bears the key of the seat."""

    def __init__(self, *args: Any, item: Item, seats: Sequence[Seat], **kwargs: Any):
        super().__init__(*args, **kwargs)
        told = {
            one.seat_id: next(key for key, agrees in AGREES.items() if agrees is one.agrees) for one in item.opinions.all()
        }
        self.seats = seats
        for seat in seats:
            self.fields[f"opinion-{seat.pk}"] = forms.ChoiceField(
                label=str(seat), choices=list(OPINIONS.items()), required=False
            )
            self.initial[f"opinion-{seat.pk}"] = told.get(seat.pk, "")
        self.helper = bare_helper()

    def told(self) -> dict[int, bool | None]:
        given = {seat.pk: self.cleaned_data[f"opinion-{seat.pk}"] for seat in self.seats}
        return {key: AGREES[opinion] for key, opinion in given.items() if opinion}


class DiscussionForm(forms.Form):
    discussion = Text(
        label="Ý kiến thảo luận", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi ý một dòng. Hồ sơ để lại phiên sau thì ghi lý do ở đây.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class DeclareForm(forms.Form):
    note = Text(
        label="Quan hệ, lợi ích liên quan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chỉ người điều hành và thư ký đọc được.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class PollForm(forms.Form):
    items = RowsField(Item.objects.none(), label="Hồ sơ bỏ phiếu kín", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, items: Collection[Item], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = Item.objects.filter(pk__in=[one.pk for one in items])
        self.initial["items"] = [one.pk for one in items if one.is_ballot_due]
        self.helper = bare_helper()


class EndForm(forms.Form):
    ends_at = Hour(label="Kết thúc lúc")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class ScanForm(forms.Form):
    """What the tellers signed by hand, page by page."""

    files = Files(label="Bản chụp biên bản kiểm phiếu", help_text="Ảnh JPG, PNG hoặc tệp PDF, mỗi tệp tới 10 MB.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("files"):
            self.add_error("files", "Thầy/cô chọn bản chụp biên bản kiểm phiếu.")
        return self.cleaned_data
