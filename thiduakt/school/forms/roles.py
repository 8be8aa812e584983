"""Forms about roles and delegations."""

from typing import Any

from django import forms
from django.utils import timezone

from thiduakt.forms import Day, Text, bare_helper, side_by_side
from thiduakt.permissions import Role
from thiduakt.school.models import Delegation, RoleAssignment, School
from thiduakt.school.services.roles import delegable_actions, may_be_delegated

from .people import PersonChoice, people_at_work


class RoleForm(forms.ModelForm):
    class Meta:
        model = RoleAssignment
        fields = ["person", "role", "starts_on", "ends_on", "basis"]
        field_classes = {"person": PersonChoice, "starts_on": Day, "ends_on": Day, "basis": Text}
        help_texts = {"ends_on": "Để trống nếu chưa biết."}

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_at_work(school)
        self.fields["role"].choices = [("", "---------"), *Role.choices]
        self.helper = bare_helper("person", "role", side_by_side("starts_on", "ends_on"), "basis")


class DelegationForm(forms.ModelForm):
    action = forms.ChoiceField(label="Việc được ủy quyền")
    ends_on = Day(label="Đến hết ngày")

    class Meta:
        model = Delegation
        fields = ["person", "action", "starts_on", "ends_on", "basis"]
        field_classes = {"person": PersonChoice, "starts_on": Day, "basis": Text}

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_at_work(school).filter(pk__in=may_be_delegated(school, timezone.localdate()))
        self.fields["action"].choices = [("", "---------"), *delegable_actions().items()]
        self.helper = bare_helper("person", "action", side_by_side("starts_on", "ends_on"), "basis")


class EndForm(forms.Form):
    """The last day of a role or of a delegation."""

    ends_on = Day(label="Đến hết ngày", help_text="Ngày cuối cùng còn hiệu lực.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("ends_on")
