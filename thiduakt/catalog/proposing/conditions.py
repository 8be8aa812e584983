"""The standard of an honor in a form: its conditions as rows, each by itself or in a group.

The rows are posted in their order (`row`, many times); what belongs to one bears its name: `c0-text`, `c0-0-level`. A row
that begins from the present standard is named after its place there, an added one `x0`, `x1`… Nothing is dropped from the
form: a row that is not kept stays to be seen, and to be taken back, until the proposal is sent.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from thiduakt.catalog.asking import (
    FOR,
    GROUP,
    HONORS,
    KINDS,
    MODES,
    NUMBERS,
    OF_COLLECTIVES,
    OFFERED,
    PICKED,
    RATINGS,
    UNITS,
    kind_of,
    number_label,
    parts_of,
)
from thiduakt.catalog.enums import HonorSubject
from thiduakt.forms import Text
from thiduakt.vietnamese import capitalized

from .fields import sure_field, whole_field

MOST, DEEPEST = 40, 3
NAME = re.compile(r"(c\d{1,2}(-\d{1,2}){0,3}|x\d{1,2})", re.ASCII)
ADD_KIND, ADD_TO = "add_kind", "add_to"


@dataclass(slots=True)
class Row:
    """One condition. `before`: what it was in the standard that the form begins from, empty for an added one."""

    name: str
    kind: str
    group: str = ""  # the name of the row it is in
    is_kept: bool = True
    before: Mapping[str, Any] = field(default_factory=dict)
    whole: Mapping[str, Any] = field(default_factory=dict)  # the group that it was in

    @property
    def is_group(self) -> bool:
        return self.kind == GROUP

    @property
    def label(self) -> str:
        return KINDS[self.kind].label.partition(":")[0]


class Conditions:
    """The rows of one form: their fields, and the standard that they make once the form is clean."""

    def __init__(
        self,
        standard: list[dict[str, Any]],
        *,
        posted: Mapping[str, Any] | None,
        honors: Mapping[str, str],
        subject: str,
        sure: str,
    ):
        """`honors`: names by code, of those that a condition may speak of; `sure`: how sure the standard as a whole is."""
        self.honors, self.subject, self.sure = honors, subject, sure
        self.strange = ""  # what no form of ours could have sent, in a sentence
        before = {row.name: row for row in _rows_of(standard)}
        self.rows = list(before.values()) if posted is None else self._posted(cast(QueryDict, posted), before)
        self._settle()

    def _posted(self, posted: QueryDict, before: Mapping[str, Row]) -> list[Row]:
        names = list(dict.fromkeys(posted.getlist("row")))
        known = [name for name in names if NAME.fullmatch(name) and posted.get(f"{name}-kind") in KINDS]
        if len(known) < len(names):
            self.strange = "Có điều kiện không thuộc loại nào trong danh sách: thầy/cô thêm lại điều kiện đó."
        if len(known) > MOST:
            self.strange = f"Một danh hiệu, hình thức có nhiều nhất {MOST} điều kiện: thầy/cô gộp bớt."
        rows = []
        for name in known[:MOST]:
            row = Row(name, str(posted[f"{name}-kind"]), str(posted.get(f"{name}-group", "")), f"{name}-keep" in posted)
            if (like := before.get(name)) and like.kind == row.kind:
                row.before, row.whole = like.before, like.whole
            rows.append(row)
        return rows

    def _settle(self) -> None:
        """A row is in a group of this form or by itself; what is in a group that is not kept is not kept either."""
        self.groups = {row.name: row for row in self.rows if row.is_group}
        for row in self.rows:
            if row.group not in self.groups:
                row.group = ""
        for row in self.rows:
            row.is_kept = row.is_kept and all(one.is_kept for one in self._above(row))

    def _above(self, row: Row) -> Iterator[Row]:
        """The groups around it, from the inside; a row that is within itself ends after the deepest."""
        for _ in range(DEEPEST + 1):
            if not row.group:
                return
            row = self.groups[row.group]
            yield row

    # The fields

    def fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for row in self.rows:
            own = {f"{row.name}-{name}": one for name, one in self._fields(row)}
            for one in own.values():
                one.required = one.required and row.is_kept
            found |= own
        return found | self._adding()

    def _fields(self, row: Row) -> Iterator[tuple[str, forms.Field]]:
        yield "keep", forms.BooleanField(label="Giữ điều kiện này", required=False, initial=True)
        if others := [group for group in self.groups.values() if group is not row]:
            yield "group", forms.ChoiceField(label="Nằm ở", choices=self._places(others), required=False, initial=row.group)
        for name in KINDS[row.kind].options:
            yield name, self._option(row, name)
        yield "text", self._text(row)
        if row.group:
            return
        if self.subject == HonorSubject.EITHER:
            choices = [("", "Cá nhân và tập thể"), *((value, capitalized(word)) for value, word in FOR.items())]
            own = row.before.get("for", "")
            yield "for", forms.ChoiceField(label="Xét cho", choices=choices, required=False, initial=own)
        yield "basis", Text(label="Điều, khoản", max_length=500, initial=row.before.get("basis", ""))
        sure = sure_field("Mức đối chiếu của điều kiện", required=False, untold="Như cả tiêu chuẩn")
        mark = row.before.get("confidence", "")
        sure.initial = mark if self.sure and mark != self.sure else ""
        yield "confidence", sure

    def _text(self, row: Row) -> Text:
        own, of_group = row.before.get("text", ""), row.whole.get("text", "")
        is_part = bool(row.group)
        return Text(
            label="Câu chữ của điều kiện", max_length=1000, required=not is_part,
            initial="" if is_part and own == of_group else own, widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Để trống thì dùng câu chữ của nhóm." if is_part else "",
        )  # fmt: skip

    def _option(self, row: Row, name: str) -> forms.Field:
        test, value = KINDS[row.kind].test, row.before.get(name)
        if name in NUMBERS:
            unit = f" ({UNITS[test].strip()})" if test in UNITS else ""
            found: forms.Field = whole_field(f"{number_label(test, name)}{unit}", 100)
        elif name == "mode":
            found = forms.ChoiceField(label="Nhóm này phải đạt", choices=list(MODES.items()))
            value = row.before.get("test")
        elif name == "among":
            found = _many("Xếp loại", [(code, f"{label} nhiệm vụ") for code, label in RATINGS.items()])
        elif name == "code":
            choices = [("", "Chọn danh hiệu, hình thức"), *self._honors([value] if value else [])]
            found = forms.ChoiceField(label=HONORS[name], choices=choices)
        elif name in HONORS:
            found = _many(HONORS[name], self._honors(value or []))
        else:
            label, options = PICKED[name]
            found = forms.ChoiceField(label=label, choices=[("", "Chọn mức, cấp, loại"), *options.items()])
        found.initial = value
        return found

    def _honors(self, held: list[str]) -> list[tuple[str, str]]:
        return [*self.honors.items(), *((code, code) for code in held if code not in self.honors)]

    def _adding(self) -> dict[str, forms.Field]:
        hidden = OF_COLLECTIVES if self.subject == HonorSubject.INDIVIDUAL else ""
        offered = [
            (title, [(kind, question.label) for kind, question in questions.items()])
            for title, questions in OFFERED.items()
            if title != hidden
        ]
        adding: dict[str, forms.Field] = {
            ADD_KIND: forms.ChoiceField(
                label="Loại điều kiện", choices=[("", "Chọn loại điều kiện"), *offered], required=False
            )
        }
        if self.groups:
            adding[ADD_TO] = forms.ChoiceField(label="Thêm vào", choices=self._places(self.groups.values()), required=False)
        return adding

    def _places(self, groups: Iterable[Row]) -> list[tuple[str, str]]:
        return [("", "Đứng riêng, bắt buộc phải đạt"), *((group.name, self.called(group)) for group in groups)]

    def called(self, row: Row) -> str:
        """A group as the selects name it."""
        return f"Nhóm {list(self.groups).index(row.name) + 1}"

    # The standard

    def standard(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Raises ValidationError, by field, where the rows make none."""
        if self.strange:
            raise ValidationError(self.strange)
        inside: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.is_kept:
                self._check_place(row)
                inside.setdefault(row.group, []).append(row)
        for group in self.groups.values():
            if group.is_kept and group.name not in inside:
                sentence = f"{self.called(group)} chưa có điều kiện nào: thầy/cô thêm điều kiện vào nhóm hoặc bỏ nhóm."
                raise ValidationError({f"{group.name}-keep": sentence})
        made = [self._made(row, values, inside, {}) for row in inside.get("", ())]
        return _with_keys(made)

    def _check_place(self, row: Row) -> None:
        around = list(self._above(row))
        if row in around:
            raise ValidationError({f"{row.name}-group": "Nhóm không nằm trong chính nó được: thầy/cô chọn chỗ khác."})
        if len(around) > DEEPEST - 1:
            raise ValidationError({f"{row.name}-group": f"Nhóm lồng nhau nhiều nhất {DEEPEST - 1} lớp: thầy/cô gộp bớt."})

    def _made(
        self, row: Row, values: Mapping[str, Any], inside: Mapping[str, list[Row]], whole: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The parts of a group stand on its ground; where they have no words of their own, under its words."""
        told = {name: values[f"{row.name}-{name}"] for name in KINDS[row.kind].options if name != "mode"}
        if (among := row.before.get("among")) and set(among) == set(told["among"]):
            told["among"] = among
        made = {name: row.before[name] for name in ("key", "caution") if name in row.before}
        made |= {"test": values[f"{row.name}-mode"] if row.is_group else KINDS[row.kind].test, **told}
        if whole:
            made |= {"text": values[f"{row.name}-text"] or whole["text"], "basis": whole["basis"]}
            made["confidence"] = whole["confidence"]
        else:
            made |= {"text": values[f"{row.name}-text"], "basis": values[f"{row.name}-basis"]}
            made["confidence"] = values[f"{row.name}-confidence"] or values["confidence"]
            if only := values.get(f"{row.name}-for"):
                made["for"] = only
        if row.is_group:
            made["of"] = [self._made(part, values, inside, made) for part in inside[row.name]]
        return made


def with_one_more(posted: QueryDict) -> tuple[QueryDict, str]:
    """What was posted, with a new row of the kind that was asked for; the row's name, "" where none was chosen."""
    data, kind = posted.copy(), posted.get(ADD_KIND, "")
    taken = set(posted.getlist("row"))
    name = next((f"x{place}" for place in range(MOST) if f"x{place}" not in taken), "")
    if kind not in KINDS or not name:
        return data, ""
    data.appendlist("row", name)
    told = {"kind": kind, "keep": "on", "group": posted.get(ADD_TO, "")}
    for field_name, value in {ADD_KIND: "", ADD_TO: "", **{f"{name}-{part}": told[part] for part in told}}.items():
        data[field_name] = value
    return data, name


def _many(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)


def _rows_of(standard: list[dict[str, Any]]) -> Iterator[Row]:
    for place, condition in enumerate(standard):
        parts = dict(parts_of(condition, f"c{place}"))
        for name, part in parts.items():
            group = name.rpartition("-")[0]
            yield Row(name, kind_of(part), group, before=part, whole=parts.get(group, {}))


def _with_keys(conditions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with a key of its own among its like: what it was called before, or the name of its question."""
    taken: set[str] = set()
    for condition in conditions:
        first = condition.get("key") or condition["test"]
        names = (first, *(f"{first}_{number}" for number in range(2, MOST + 2)))
        condition["key"] = next(name for name in names if name not in taken)
        taken.add(condition["key"])
        _with_keys(condition.get("of", []))
    return conditions
