"""The form a report begins with."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaigns.plans.models import Plan
from campaigns.reporting.enums import ReportKind
from thiduakt.forms import Day, ask_to_choose, bare_helper, side_by_side
from thiduakt.vietnamese import capitalized


class PlanField(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Plan | None:
        """What is no key is no plan: both databases refuse a number that is too long."""
        if value and not (str(value).isascii() and str(value).isdecimal() and len(str(value)) < 19):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        plan: Plan | None = super().to_python(value)
        return plan

    def label_from_instance(self, plan: Plan) -> str:
        document = plan.document
        return f"{document.notation or capitalized(document.get_state_display())}: {document.subject}"


class ReportStartForm(forms.Form):
    plan = PlanField(label="Kế hoạch", queryset=Plan.objects.none())
    kind = forms.TypedChoiceField(
        label="Loại báo cáo",
        choices=[(one.value, f"Báo cáo {one.label}") for one in ReportKind],
        coerce=ReportKind,
        widget=forms.RadioSelect,
    )
    starts_on = Day(label="Kỳ báo cáo từ ngày")
    ends_on = Day(label="Đến ngày")
    year = forms.IntegerField(
        label="Đăng ký, khen thưởng của năm học",
        min_value=2000,
        max_value=2100,
        help_text="Ghi năm bắt đầu: 2022 là năm học 2022–2023.",
        error_messages=dict.fromkeys(("min_value", "max_value"), "Năm học phải từ 2000 đến 2100."),
    )
    dated_on = Day(label="Ngày dự kiến ban hành", help_text="Thể thức của trường được lấy theo ngày này.")

    def __init__(self, *args: Any, plans: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans
        if not self.initial.get("plan"):
            ask_to_choose(self, "plan")
        self.helper = bare_helper("plan", "kind", side_by_side("starts_on", "ends_on"), side_by_side("year", "dated_on"))
