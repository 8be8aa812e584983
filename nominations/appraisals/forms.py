"""Forms of appraisals. They check what was typed; what is allowed the services say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from campaigns.campaigns.forms import PartForm, WithParts, part_set
from nominations.dossiers.models import Review
from thiduakt.catalog.enums import Confidence
from thiduakt.forms import FilterModelField, Text, VersionField, bare_helper

from .checking import LOOKED, Ground, Point
from .defaults import Item
from .enums import Mark, Proof
from .models import SHORTEST_REASON, Appraisal
from .services.appraising import LONGEST_NOTE

MARKS = [("", "chưa thẩm định"), *Mark.choices]
LOOKS = [("", "chưa xem"), (Mark.YES.value, "đã xem, đủ điều kiện"), (Mark.NO.value, "đã xem, chưa đủ điều kiện")]
REASON_HELP = f"Ít nhất {SHORTEST_REASON} ký tự. In nguyên văn ở danh sách, biên bản và phụ lục tờ trình."


class MarkForm(forms.Form):
    """What was found of each item, and of each condition that a person has to look at; the fields bear its key."""

    note = Text(
        label="Nhận xét chung", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )  # fmt: skip
    version = VersionField()

    def __init__(
        self, *args: Any, points: Sequence[Point], grounds: Sequence[Ground], appraisal: Appraisal | None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.points = [point for point in points if not point.item.is_later]
        self.grounds = [ground for ground in grounds if ground.asks_a_person]
        self.appraisal = appraisal
        self.initial = {"note": appraisal.note, "version": appraisal.version} if appraisal else {"version": 0}
        for key, label, choices, told in self._asked():
            self._add(key, label, choices, told)

    def _asked(self) -> Iterator[tuple[str, str, list[tuple[str, str]], Point | Ground]]:
        for point in self.points:
            yield point.key, point.item.text, MARKS, point
        for ground in self.grounds:
            yield LOOKED + ground.key, str(ground.answer["asked"]), LOOKS, ground

    def _add(self, key: str, label: str, choices: list[tuple[str, str]], told: Point | Ground) -> None:
        self.fields[f"mark-{key}"] = forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.Select(attrs={"class": "form-select"})
        )
        self.fields[f"note-{key}"] = Text(
            label=f"Ghi chú: {label}", max_length=LONGEST_NOTE, required=False,
            widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "ghi chú"}),
        )  # fmt: skip
        self.initial |= {f"mark-{key}": told.mark, f"note-{key}": told.note}

    def point_rows(self) -> list[dict[str, Any]]:
        return [{"point": one, "mark": self[f"mark-{one.key}"], "note": self[f"note-{one.key}"]} for one in self.points]

    def ground_rows(self) -> list[dict[str, Any]]:
        return [
            {"ground": one, "mark": self[f"mark-{LOOKED}{one.key}"], "note": self[f"note-{LOOKED}{one.key}"]}
            for one in self.grounds
        ]

    def marks(self) -> dict[str, Mapping[str, str]]:
        """With what was found of items that this person was not shown."""
        kept = dict(self.appraisal.marks) if self.appraisal else {}
        keys = [key for key, *_ in self._asked()]
        given = self.cleaned_data
        return kept | {key: {"mark": given[f"mark-{key}"], "note": given[f"note-{key}"]} for key in keys}


class WaiverForm(forms.Form):
    reason = Text(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text=REASON_HELP)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class QueueFilterForm(forms.Form):
    """What the queue is narrowed to, by GET. What is not valid is not asked."""

    dot = FilterModelField(
        Review.objects.none(), empty_label="Mọi đợt xét", attrs={"aria-label": "Đợt xét", "class": "form-select"}
    )

    def __init__(self, asked: QueryDict, *, reviews: QuerySet[Review]):
        super().__init__({"dot": asked.get("dot", "")})
        self.fields["dot"].queryset = reviews
        self.is_valid()

    @property
    def review(self) -> Review | None:
        return self.cleaned_data.get("dot")


class ItemForm(PartForm):
    widths = {"text": 12, "source": 6, "proof": 6, "is_required": 3, "ORDER": 2, "DELETE": 3}
    text = Text(label="Thành phần", max_length=300)
    source = Text(label="Căn cứ", max_length=300, required=False)
    proof = forms.ChoiceField(label="Hệ thống xem giúp", choices=Proof.choices, required=False)
    is_required = forms.BooleanField(label="Bắt buộc", required=False)
    key = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)


ItemSet = part_set(ItemForm)


class ChecklistForm(WithParts, forms.Form):
    """The school's own list. What it writes bears no mark of having been compared with a text."""

    version = VersionField()

    def __init__(self, *args: Any, items: Sequence[Item], version: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {"version": version}
        self.items = {item.key: item for item in items}
        rows = [
            {"key": one.key, "text": one.text, "source": one.source, "proof": one.proof, "is_required": one.is_required}
            for one in items
        ]
        part = ItemSet(self.data if self.is_bound else None, prefix="items", initial=rows)
        part.title, part.lead = "Thành phần hồ sơ", "Người thẩm định ghi có, chưa có từng thành phần; mục bắt buộc phải đạt."
        self.parts = {"items": part}
        self.helper = bare_helper("version")

    def told(self) -> list[Item]:
        found, taken = [], set()
        for number, row in enumerate(self.parts["items"].rows(), start=1):
            key = row["key"] if row["key"] in self.items and row["key"] not in taken else f"own-{number}"
            taken.add(key)
            before = self.items.get(key)
            same = before is not None and (before.text, before.source) == (row["text"], row["source"])
            sure = before.confidence if same and before else Confidence.UNVERIFIED
            found.append(
                Item(key, row["text"], row["source"], str(sure), is_required=row["is_required"], proof=row["proof"])
            )
        return found
