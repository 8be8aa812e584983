"""Forms about discipline, leave, open cases and transfers of one person."""

from typing import Any

from django import forms

from thiduakt.forms import Day, Text, VersionField, ask_to_choose, bare_helper, side_by_side
from thiduakt.ledger.models import Discipline, Leave, Transfer, Verification

DAYS = ("decided_on", "ended_on", "starts_on", "ends_on", "opened_on", "closed_on")
CLASSES = {"note": Text, "unit": Text, "decision_number": Text} | dict.fromkeys(DAYS, Day)


class FactForm(forms.ModelForm):
    version = VersionField()
    lines: tuple[tuple[str, ...], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        ask_to_choose(self, *({"kind"} & {*self.fields}))
        self.helper = bare_helper(*(side_by_side(*names) for names in self.lines), "version")


class DisciplineForm(FactForm):
    lines = (("kind", "decision_number"), ("decided_on", "ended_on"), ("note",))

    class Meta:
        model = Discipline
        fields = ["kind", "decision_number", "decided_on", "ended_on", "note"]
        field_classes = {name: CLASSES[name] for name in fields if name in CLASSES}
        help_texts = {"ended_on": "Sau ngày này mới tính thành tích mới. Để trống nếu chưa rõ."}


class LeaveForm(FactForm):
    lines = (("kind",), ("starts_on", "ends_on"), ("note",))

    class Meta:
        model = Leave
        fields = ["kind", "starts_on", "ends_on", "note"]
        field_classes = {name: CLASSES[name] for name in fields if name in CLASSES}


class VerificationForm(FactForm):
    lines = (("opened_on", "closed_on"), ("note",))

    class Meta:
        model = Verification
        fields = ["opened_on", "closed_on", "note"]
        field_classes = {name: CLASSES[name] for name in fields if name in CLASSES}
        help_texts = {"closed_on": "Để trống khi chưa kết thúc: trong lúc đó chưa xét khen thưởng cho người này."}


class TransferForm(FactForm):
    lines = (("kind", "unit"), ("starts_on", "ends_on"), ("note",))

    class Meta:
        model = Transfer
        fields = ["kind", "unit", "starts_on", "ends_on", "note"]
        field_classes = {name: CLASSES[name] for name in fields if name in CLASSES}
        help_texts = {"ends_on": "Chỉ nhập với biệt phái có thời hạn."}
