"""Forms about the letterhead and the school years."""

from typing import Any

from django import forms

from thiduakt.forms import Day, Text, bare_helper, side_by_side
from thiduakt.school.models import (
    Letterhead,
    SchoolYear,
)


class LetterheadForm(forms.ModelForm):
    class Meta:
        model = Letterhead
        fields = ["valid_from", "parent_lines", "issuer_lines", "place", "office_code", "note"]
        field_classes = {
            "valid_from": Day,
            "parent_lines": Text,
            "issuer_lines": Text,
            "place": Text,
            "office_code": Text,
            "note": Text,
        }
        widgets = {"parent_lines": forms.Textarea(attrs={"rows": 2}), "issuer_lines": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("valid_from", "parent_lines", "issuer_lines", side_by_side("place", "office_code"), "note")


class SchoolYearForm(forms.ModelForm):
    class Meta:
        model = SchoolYear
        fields = ["starts_on", "ends_on"]
        field_classes = {"starts_on": Day, "ends_on": Day}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(side_by_side("starts_on", "ends_on"))
