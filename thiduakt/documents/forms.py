"""Forms of the rooms of papers. They check what was typed; what is allowed the services say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property

from thiduakt.forms import Day, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.school.models import Group, Person
from thiduakt.school.queries import holders

from .composing import CAPACITIES
from .content import DRAFT_FIELDS
from .flows import COMMENT_FLOW
from .kinds import COMMON_SERIES, Frame, Kind, series_name
from .models import LARGEST_NUMBER, Document, RegisterEntry, SeriesOpening
from .richtext import clean
from .services.register import ENTRY_FIELDS
from .services.signed_copies import check_weight


class LinesWidget(forms.Widget):
    """The values of components/ordered_lines.html, which a template includes by itself."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [line for line in data.getlist(name) if line.strip()]


class LinesField(forms.Field):
    """Lines in their order: căn cứ, nơi nhận."""

    widget = LinesWidget


class KeptForm(forms.Form):
    """Of an editor that keeps what is typed: from which saving the text began, and when this window's was last kept."""

    version = VersionField()
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def known(self) -> datetime | None:
        """When this window's text was last kept."""
        try:
            return parse_datetime(self["kept"].data or "")
        except ValueError:
            return None

    @property
    def base(self) -> int:
        """The version that the text began from."""
        return self.fields["version"].clean(self["version"].data)


class DraftForm(KeptForm):
    """A draft as a whole: what stands in the editor, or what its owner typed there last."""

    subject = Text(
        label="Trích yếu",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Không viết lại tên loại văn bản, bản in tự có.",
    )
    dated_on = Day(label="Ngày dự kiến ban hành", help_text="Thể thức của trường được lấy theo ngày này.")
    signer = forms.ModelChoiceField(
        label="Người ký",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Chưa chọn",
        help_text="Hiệu trưởng, hoặc phó hiệu trưởng ký thay (KT.).",
    )
    secretary = forms.ModelChoiceField(
        label="Thư ký (người ghi biên bản)", queryset=Person.objects.none(), required=False, empty_label="Chưa chọn"
    )
    addressees = LinesField(label="Kính gửi", required=False)
    bases = LinesField(label="Căn cứ", required=False)
    body = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 30}))
    recipients = LinesField(label="Nơi nhận", required=False)

    def __init__(self, document: Document, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if Kind(document.kind).frame is Frame.MINUTES:
            self._choose_among_colleagues(document)
        else:
            signers = {held.person_id for held in holders(document.school_id, set(CAPACITIES), document.dated_on)}
            self.fields["signer"].queryset = Person.objects.filter(pk__in=signers | {document.signer_id})
            del self.fields["secretary"]
        if not Kind(document.kind).names_addressees and not document.addressees:
            del self.fields["addressees"]

    def _choose_among_colleagues(self, document: Document) -> None:
        present = Person.objects.filter(school=document.school_id).at_work(document.dated_on)
        named = Person.objects.filter(pk__in=[document.signer_id, document.secretary_id])
        self.fields["signer"].queryset = self.fields["secretary"].queryset = present | named
        self.fields["signer"].label, self.fields["signer"].help_text = "Chủ tọa", "Người chủ trì, ký bên phải biên bản."

    def clean_body(self) -> str:
        return clean(self.cleaned_data["body"])

    @property
    def changes(self) -> dict[str, Any]:
        """What the draft of the document takes."""
        return {name: value for name, value in self.cleaned_data.items() if name in DRAFT_FIELDS}

    @property
    def typed(self) -> dict[str, Any]:
        """The same as it was typed, right or wrong."""
        return {name: self[name].data or "" for name in self.fields if name in DRAFT_FIELDS}


class SignForm(forms.Form):
    signed_on = Day(label="Ngày ký", help_text="Ngày ghi dưới chữ ký; văn bản không được ban hành trước ngày này.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class IssueForm(forms.Form):
    """`external_years`: years the day may fall in whose numbers come from elsewhere. Only then is one asked."""

    issued_on = Day(label="Ngày ban hành", help_text="Ngày ghi trên văn bản (Nghị định 30/2020/NĐ-CP, Điều 15).")
    number = forms.IntegerField(label="Số văn bản", required=False, min_value=1, max_value=LARGEST_NUMBER)
    reason = Text(
        label="Lý do ghi ngày đã qua",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ ghi khi cấp số sau ngày làm việc tiếp theo của ngày ban hành. Lý do được lưu trong nhật ký.",
    )

    def __init__(self, *args: Any, external_years: Sequence[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if external_years:
            years = ", ".join(map(str, external_years))
            self.fields["number"].help_text = (
                f"Dãy số năm {years} lấy số từ hệ thống văn bản khác: thầy/cô ghi đúng số đã được cấp. "
                "Ngày ban hành thuộc năm khác thì để trống."
            )
        else:
            del self.fields["number"]
        self.helper = bare_helper()


class SignedCopyForm(forms.Form):
    file = forms.FileField(
        label="Bản ký",
        help_text="Bản quét có chữ ký, dấu, hoặc tệp PDF đã ký số. PDF, JPG, PNG, tới 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": "Thầy/cô chưa chọn tệp."},
    )

    def clean_file(self) -> Any:
        check_weight(self.cleaned_data["file"].size)
        return self.cleaned_data["file"]


class RegisterEntryForm(forms.ModelForm):
    """Columns (6) to (10) of one line."""

    version = VersionField()

    class Meta:
        model = RegisterEntry
        fields = ENTRY_FIELDS
        field_classes = {"dispatched_on": Day, "sent_up_on": Day, "archive_holder": Text, "received_by": Text, "note": Text}
        widgets = {
            "archive_holder": forms.TextInput,
            "dispatched_on": Day.widget,
            "sent_up_on": Day.widget,
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.document.school.superior_id is None:
            self.fields["sent_up_on"].disabled = True
            self.fields["sent_up_on"].help_text = "Trường chưa khai báo cấp trên trực tiếp trên hệ thống."
        self.helper = bare_helper(
            "version",
            "archive_holder",
            side_by_side("copies", "dispatched_on"),
            "received_by",
            "note",
            "sent_up_on",
        )


class OpeningForm(forms.ModelForm):
    """Số khởi đầu of one series of one year."""

    series = forms.ChoiceField(label="Dãy số")

    class Meta:
        model = SeriesOpening
        fields = ("year", "series", "last", "last_date", "mode", "reason")
        field_classes = {"last_date": Day, "reason": Text}
        widgets = {"last_date": Day.widget, "reason": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "last": "Số lớn nhất đã cấp trong sổ giấy; hệ thống cấp tiếp từ số sau. Ghi 0 nếu chưa cấp số nào.",
            "reason": "Vì sao sổ không bắt đầu từ số 01 trên hệ thống.",
        }

    def __init__(self, *args: Any, per_kind: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        codes = [kind.value for kind in Kind] if per_kind else [COMMON_SERIES]
        self.fields["series"].choices = [(code, series_name(code)) for code in codes]
        self.helper = bare_helper(
            Row(Column("year", css_class="col-sm-4"), Column("series", css_class="col-sm-8")),
            side_by_side("last", "last_date"),
            "mode",
            "reason",
        )


class PeopleChoice(RowsField):
    """Tick boxes; who has no account is told apart."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: Any) -> str:
        group = f" ({person.group})" if person.group else ""
        return f"{person}{group}{'' if person.has_account else ', chưa có tài khoản: đưa bản in cho đọc'}"


class ConsultForm(forms.Form):
    """Whom to ask: everybody, whole groups, single people; `chosen` is whoever one of these means, each once."""

    everybody = forms.BooleanField(label="Cả trường", required=False)
    groups = RowsField(label="Theo tổ", queryset=Group.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    people = PeopleChoice(label="Từng người", queryset=Person.objects.none(), required=False)
    closes_on = Day(label="Hạn góp ý", help_text="Hết ngày này thì không góp ý thêm được, vẫn đọc được dự thảo.")
    question = Text(
        label="Nội dung xin ý kiến",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nhà trường cần góp ý nhiều nhất về phần nào. Để trống nếu xin ý kiến cả dự thảo.",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.candidates = people
        self.fields["people"].queryset = people
        self.fields["groups"].queryset = Group.objects.filter(people__in=people.values("pk")).distinct()
        self.helper = bare_helper("everybody", "groups", "people", "closes_on", "question")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not self.chosen:
            self.add_error("people", "Thầy/cô chọn ít nhất một người để hỏi ý kiến.")
        return values

    @cached_property
    def chosen(self) -> list[Person]:
        values = self.cleaned_data
        named = {person.pk for person in values.get("people", ())}
        return [
            person
            for person in self.candidates
            if values.get("everybody") or person.group in values.get("groups", ()) or person.pk in named
        ]


class CommentForm(forms.Form):
    """An opinion on a passage, or without `field` on the whole draft."""

    field = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    passage = forms.CharField(required=False, max_length=2000, strip=False, widget=forms.HiddenInput)
    text = Text(label="Ý kiến của thầy/cô", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """`action` is the button that is pressed: a move of COMMENT_FLOW. Whether a reason is due the workflow says."""

    action = forms.ChoiceField(
        choices=[(name, move.label) for name, move in COMMENT_FLOW.moves.items()],
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Thầy/cô chọn tiếp thu hoặc không tiếp thu."),
    )
    answer = Text(label="Trả lời, nêu lý do", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ProlongForm(forms.Form):
    closes_on = Day(label="Hạn mới")
