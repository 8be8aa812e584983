"""Forms of a posted list. They check what was typed; what is allowed the services say."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from nominations.dossiers.models import Review
from nominations.feedback.enums import OpinionKind, Outcome
from nominations.feedback.models import LONGEST, PostedLine
from thiduakt.forms import Day, Text, VersionField, bare_helper, side_by_side
from thiduakt.vietnamese import capitalized


def _words(label: str, **more: Any) -> Text:
    return Text(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}), **more)


class PostingForm(forms.Form):
    """Of a list that is drawn up the round is chosen once; afterwards it stays."""

    version = VersionField()
    review = forms.ModelChoiceField(Review.objects.none(), label="Đợt xét", empty_label="Thầy/cô chọn")
    place = Text(label="Nơi niêm yết", max_length=300, help_text="Ví dụ: bảng tin phòng hội đồng.")
    posted_on = Day(label="Công khai từ ngày")
    until = Day(
        label="Đến hết ngày", help_text="Ngày làm việc không kể thứ Bảy, Chủ nhật; có ngày lễ thì thầy/cô cộng thêm."
    )
    why_shorter = Text(label="Lý do công khai ngắn hơn quy định của trường", max_length=500, required=False)

    def __init__(self, *args: Any, reviews: QuerySet[Review] | None = None, least: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text += f" Trường quy định ít nhất {least} ngày làm việc."
        begun = reviews is None
        del self.fields["review" if begun else "version"]
        if not begun:
            self.fields["review"].queryset = reviews
        first = "version" if begun else "review"
        self.helper = bare_helper(first, "place", side_by_side("posted_on", "until"), "why_shorter")


class CloseForm(forms.Form):
    conclusion = _words("Kết luận sau khi công khai", help_text="Được đưa vào biên bản họp hội đồng.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class OpinionForm(forms.Form):
    line = forms.ModelChoiceField(
        PostedLine.objects.none(), label="Về trường hợp", required=False, empty_label="Cả danh sách"
    )
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(kind.value, capitalized(str(kind.label))) for kind in OpinionKind],
        widget=forms.RadioSelect,
        initial=OpinionKind.OPINION,
        help_text="Khi có kiến nghị, khiếu nại, hồ sơ tạm dừng xét cho đến khi được trả lời.",
    )
    text = _words("Nội dung")

    def __init__(self, *args: Any, lines: QuerySet[PostedLine], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = lines
        self.helper = bare_helper()


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=[(outcome.value, capitalized(str(outcome.label))) for outcome in Outcome],
        widget=forms.RadioSelect,
    )
    text = _words("Trả lời", help_text="Người gửi đọc được câu trả lời này.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
