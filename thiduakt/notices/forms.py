from typing import Any

from django import forms

from thiduakt.forms import Text, VersionField, bare_helper
from thiduakt.school.models import Group, School

from .enums import NoticeKind
from .models import Mailing, Preference

DIGESTED = [(kind.value, kind.label) for kind in NoticeKind if not kind.is_urgent]


class MailingForm(forms.ModelForm):
    version = VersionField()

    class Meta:
        model = Mailing
        fields = ("subject", "text", "groups")
        field_classes = {"subject": Text, "text": Text}
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["groups"].queryset = Group.objects.filter(school=school)
        self.helper = bare_helper("version", "subject", "text", "groups")


class PreferenceForm(forms.ModelForm):
    muted = forms.MultipleChoiceField(
        label="Không đưa vào thư tổng hợp", choices=DIGESTED, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Preference
        fields = ("email", "wants_digest", "muted")
        help_texts = {
            "email": "Để trống nếu chỉ muốn xem thông báo trên hệ thống.",
            "wants_digest": "Mỗi sáng một thư gồm các việc chưa xem. Việc đang chờ thầy/cô thì có thư ngay.",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("email", "wants_digest", "muted")
