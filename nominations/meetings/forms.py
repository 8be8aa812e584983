"""Forms of meetings. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from nominations.dossiers.models import Dossier, Review
from thiduakt.forms import Day, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.school.models import Person

from .enums import Manner
from .models import Attendance, GroupMeeting, Vote
from .services.meetings import COUNTS, FIELDS, Presence, Told

MOST = 999  # people in a tổ: the column holds more
HOURS = ["%H:%M", "%Hh%M", "%H.%M", "%H giờ %M", "%Hh", "%H giờ"]
BOX = {"class": "form-control"}
NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "form-control"}


class PersonChoice(forms.ModelChoiceField):
    """Two people of one name are told apart by what they do."""

    def label_from_instance(self, person: Person) -> str:
        return person.label


class Hour(forms.TimeField):
    """14:00, 14h00, 14 giờ 00."""

    widget = forms.TextInput(attrs={"placeholder": "giờ:phút", "autocomplete": "off"})

    def __init__(self, **kwargs: Any):
        told = {"invalid": "Thầy/cô nhập giờ, ví dụ 14:00."}
        super().__init__(input_formats=HOURS, error_messages=told, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if hasattr(value, "hour") else value


class BeginForm(forms.Form):
    """Which round the tổ reviews, and when it met."""

    review = forms.ModelChoiceField(Review.objects.none(), label="Đợt xét", empty_label="Thầy/cô chọn đợt xét")
    held_on = Day(label="Ngày họp")

    def __init__(self, *args: Any, reviews: QuerySet[Review], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset = reviews
        self.helper = bare_helper(side_by_side("review", "held_on"))


class MeetingForm(forms.Form):
    """A meeting with its people and its votes, all in one <form>; the fields of a row bear its key."""

    held_on = Day(label="Ngày họp")
    place = Text(label="Địa điểm", max_length=200, required=False)
    starts_at = Hour(label="Bắt đầu lúc", required=False)
    ends_at = Hour(label="Kết thúc lúc", required=False)
    chair = PersonChoice(Person.objects.none(), label="Chủ trì", required=False, empty_label="Chưa chọn")
    chair_reason = Text(
        label="Lý do tổ trưởng không chủ trì", max_length=300, required=False,
        help_text="Chỉ ghi khi người chủ trì không phải tổ trưởng, tổ phó.",
    )  # fmt: skip
    secretary = PersonChoice(Person.objects.none(), label="Thư ký cuộc họp", required=False, empty_label="Chưa chọn")
    discussion = Text(
        label="Ý kiến thảo luận", max_length=5000, required=False, widget=forms.Textarea(attrs={**BOX, "rows": 5}),
        help_text="Mỗi ý một dòng; in vào biên bản.",
    )  # fmt: skip
    version = VersionField()

    def __init__(
        self, *args: Any, meeting: GroupMeeting, attendances: Sequence[Attendance], votes: Sequence[Vote],
        people: QuerySet[Person], close: Iterable[int], **kwargs: Any,
    ):  # fmt: skip
        super().__init__(*args, **kwargs)
        self.attendances, self.votes, self.close = attendances, votes, set(close)
        self.fields["chair"].queryset = self.fields["secretary"].queryset = people
        self.initial = {name: getattr(meeting, name) for name in FIELDS} | {"version": meeting.version}
        for one in attendances:
            self._add_attendance(one)
        for vote in votes:
            self._add_vote(vote, people)
        self.helper = bare_helper(
            side_by_side("held_on", "place"), side_by_side("starts_at", "ends_at"), side_by_side("chair", "secretary"),
            "chair_reason", "version",
        )  # fmt: skip

    def _add_attendance(self, one: Attendance) -> None:
        key = one.person_id
        box = forms.CheckboxInput(attrs={"class": "form-check-input"})
        self.fields[f"present-{key}"] = forms.BooleanField(label=f"{one.person} có mặt", required=False, widget=box)
        self.fields[f"reason-{key}"] = Text(
            label=f"Lý do vắng của {one.person}",
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={**BOX, "placeholder": "lý do, nếu vắng"}),
        )
        self.initial |= {f"present-{key}": one.is_present, f"reason-{key}": one.reason}

    def _add_vote(self, vote: Vote, people: QuerySet[Person]) -> None:
        """Of what is in a sealed poll nothing is counted by hand."""
        key = vote.dossier_id
        if vote.poll is None:
            self._add_counts(vote)
        self.fields[f"led_by-{key}"] = PersonChoice(
            people, label="Người khác chủ trì phần này", required=False, empty_label="Người chủ trì cuộc họp",
            widget=forms.Select(attrs={"class": "form-select"}),
        )  # fmt: skip
        self.fields[f"remarks-{key}"] = Text(
            label="Ghi chú", max_length=1000, required=False, widget=forms.Textarea(attrs={**BOX, "rows": 2})
        )
        self.initial |= {f"led_by-{key}": vote.led_by_id, f"remarks-{key}": vote.remarks}

    def _add_counts(self, vote: Vote) -> None:
        key = vote.dossier_id
        for name in COUNTS:
            label = str(Vote._meta.get_field(name).verbose_name).capitalize()
            self.fields[f"{name}-{key}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST, required=False, widget=forms.TextInput(attrs=NUMBER)
            )
            self.initial[f"{name}-{key}"] = getattr(vote, name)
        self.fields[f"manner-{key}"] = forms.ChoiceField(
            label="Cách biểu quyết", choices=[(one.value, one.label.capitalize()) for one in map(Manner, Manner.BY_HAND)],
            widget=forms.Select(attrs={"class": "form-select"}),
        )  # fmt: skip
        self.initial[f"manner-{key}"] = vote.manner
        if vote.dossier.person_id:
            self.fields[f"is_out-{key}"] = forms.BooleanField(
                label="Người được xét ra ngoài khi biểu quyết", required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )  # fmt: skip
            self.initial[f"is_out-{key}"] = vote.is_out

    def people_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "person": one.person,
                "present": self[f"present-{one.person_id}"],
                "reason": self[f"reason-{one.person_id}"],
            }
            for one in self.attendances
        ]

    def vote_rows(self) -> list[dict[str, Any]]:
        """What only the vote on a person asks, and who else presides, only where it is asked."""
        return [self._vote_row(vote) for vote in self.votes]

    def _vote_row(self, vote: Vote) -> dict[str, Any]:
        key, dossier = vote.dossier_id, vote.dossier
        asks = key in self.close or vote.led_by_id or self[f"led_by-{key}"].errors
        names = ["manner", *COUNTS] if vote.poll is None else []
        return {
            "dossier": dossier,
            "poll": vote.poll,
            "fields": [self[f"{name}-{key}"] for name in names],
            "is_out": self[f"is_out-{key}"] if f"is_out-{key}" in self.fields else None,
            "led_by": self[f"led_by-{key}"] if asks else None,
            "remarks": self[f"remarks-{key}"],
            "is_close": key in self.close,
        }

    def told(self) -> Told:
        given = self.cleaned_data
        presence = {
            one.person_id: Presence(given[f"present-{one.person_id}"], given[f"reason-{one.person_id}"])
            for one in self.attendances
        }
        asked = ("manner", "is_out", "led_by", "remarks", *COUNTS)
        votes = {
            key: {name: given[f"{name}-{key}"] for name in asked if f"{name}-{key}" in given}
            for key in (vote.dossier_id for vote in self.votes)
        }
        return Told(values={name: given[name] for name in FIELDS}, presence=presence, votes=votes)


class PollForm(forms.Form):
    """What is voted on in a sealed poll, and who counts it."""

    dossiers = RowsField(
        Dossier.objects.none(), label="Hồ sơ bỏ phiếu kín", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Thầy/cô chọn ít nhất một hồ sơ để bỏ phiếu kín."},
    )  # fmt: skip
    tellers = RowsField(
        Person.objects.none(), label="Người kiểm phiếu", widget=forms.CheckboxSelectMultiple,
        help_text="Người có mặt, không phải người chủ trì, thư ký, cũng không phải người ra ngoài khi tổ xét mình.",
        error_messages={"required": "Thầy/cô chọn ít nhất một người kiểm phiếu."},
    )  # fmt: skip

    def __init__(self, *args: Any, votes: Sequence[Vote], tellers: QuerySet[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        keys = [vote.dossier_id for vote in votes]
        self.fields["dossiers"].queryset = Dossier.objects.filter(pk__in=keys)
        self.fields["tellers"].queryset = tellers
        self.initial["dossiers"] = keys
        self.helper = bare_helper()


class AgainForm(forms.Form):
    """Which dossiers are voted on anew, and why."""

    dossiers = RowsField(
        Dossier.objects.none(), label="Hồ sơ xét lại", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Thầy/cô chọn ít nhất một hồ sơ để xét lại."},
    )  # fmt: skip
    reason = Text(label="Lý do họp lại", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, dossiers: QuerySet[Dossier], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = dossiers
        self.helper = bare_helper()
