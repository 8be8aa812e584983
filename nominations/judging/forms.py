"""Forms of judging. They check what was typed; what is allowed the services say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import QuerySet

from campaigns.campaigns.forms import MostPoints, PartForm, WithParts, part_set, points_field
from campaigns.contests.forms import PeopleChoice, PersonChoice, SheetForm
from nominations.councils.enums import CouncilKind, CouncilState
from nominations.councils.models import Council
from nominations.initiatives.models import Solution
from thiduakt.forms import Day, RowsField, Text, VersionField, ask_to_choose, bare_helper, side_by_side
from thiduakt.ledger.years import OLDEST, year_name
from thiduakt.school.models import Person

from .enums import Duty, Verdict
from .models import CriteriaSet, Round, Submission
from .models.superiors import HIGHER
from .queries import Line, authors_told
from .services.concluding import LEAST_REASON, Ruling
from .services.criteria import FIELDS, ROW_FIELDS, ToldSet
from .services.rounds import FIELDS as ROUND_FIELDS

MARKS = ("pass_mark", "a_from", "b_from", "c_from")
YES_OR_NO = [("True", "Đề nghị công nhận"), ("False", "Không đề nghị công nhận")]


class CriterionForm(PartForm):
    widths = {"text": 12, "max_points": 3, "min_points": 4, "ORDER": 2, "DELETE": 3}
    text = Text(label="Tiêu chí", max_length=500)
    max_points = MostPoints()
    min_points = points_field("Điểm tối thiểu (điều kiện loại)", 9999)


CriterionSet = part_set(CriterionForm)


class CriteriaSetForm(WithParts, forms.ModelForm):
    """A set with its criteria, a formset in the same <form>."""

    version = VersionField()

    class Meta:
        model = CriteriaSet
        fields = FIELDS
        field_classes = {"name": Text, "source": Text}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rules = self.instance
        for name in MARKS:
            label, help_text = self.fields[name].label, self.fields[name].help_text
            self.fields[name] = points_field(str(label), 99999)
            self.fields[name].help_text = help_text
        self.fields["version"].initial = rules.version
        rows = [{name: getattr(one, name) for name in ROW_FIELDS} for one in rules.criteria.all()] if rules.pk else []
        criteria = CriterionSet(self.data if self.is_bound else None, prefix="criteria", initial=rows)
        criteria.title = "Tiêu chí"
        criteria.lead = (
            "Điểm của giải pháp là tổng các tiêu chí. Tiêu chí có điểm tối thiểu là điều kiện loại: trung bình của những "
            "người chấm dưới mức ấy thì không đạt."
        )
        criteria.total = {
            "label": "Cộng điểm tối đa", "sum": "max_points", "of": "pass_mark", "unit": "điểm",
            "over": "trên mức đạt", "under": "chưa tới mức đạt, còn thiếu",
        }  # fmt: skip
        self.parts = {"criteria": criteria}
        self.helper = bare_helper(
            "name",
            side_by_side("source", "confidence"),
            Fieldset("Tính điểm", side_by_side("aggregation", "pass_mark")),
            Fieldset("Xếp loại, để trống loại nào không dùng", side_by_side("a_from", "b_from"), side_by_side("c_from")),
            "version",
        )

    def _post_clean(self) -> None:
        """Whether it is whole the service says."""

    def told(self) -> ToldSet:
        rows = [{name: row[name] for name in ROW_FIELDS} for row in self.parts["criteria"].rows()]
        return ToldSet(values={name: self.cleaned_data[name] for name in FIELDS}, criteria=rows)


class RoundForm(forms.ModelForm):
    version = VersionField()

    class Meta:
        model = Round
        fields = ROUND_FIELDS
        field_classes = {"name": Text, "council": Text, "opens_on": Day, "closes_on": Day}
        widgets = {"opens_on": Day.widget, "closes_on": Day.widget}

    def __init__(self, *args: Any, this_year: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        turn = self.instance
        years = {*range(this_year + 1, this_year - 4, -1), *([turn.year] if turn.year else [])}
        self.fields["year"] = forms.TypedChoiceField(
            label="Năm học", coerce=int, choices=[(year, year_name(year)) for year in sorted(years, reverse=True)],
        )  # fmt: skip
        self.fields["year"].initial = turn.year or max(this_year, OLDEST)
        self.fields["criteria_set"].queryset = CriteriaSet.objects.filter(school=turn.school_id)
        self.fields["criteria_set"].empty_label = "Chọn sau"
        founded = Council.objects.filter(school=turn.school_id, kind=CouncilKind.INITIATIVES)
        self.fields["body"].queryset = founded.exclude(state=CouncilState.DRAFT)
        self.fields["body"].empty_label = "Không chọn: hội đồng lập ngoài hệ thống"
        self.fields["appeal_days"].max_value = 60
        self.fields["version"].initial = turn.version
        self.helper = bare_helper(
            "name",
            side_by_side("year", "criteria_set"),
            side_by_side("body", "council"),
            side_by_side("opens_on", "closes_on"),
            Fieldset("Kết luận", side_by_side("agreement", "appeal_days"), "counts_closed_out"),
            "version",
        )

    def _post_clean(self) -> None:
        """Whether it is whole the service says."""

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ROUND_FIELDS}


class JudgeForm(forms.Form):
    person = PersonChoice(Person.objects.none(), label="Thêm người chấm", empty_label="Chọn người trong trường")
    duty = forms.ChoiceField(label="Nhiệm vụ", choices=Duty.choices, initial=Duty.MEMBER)

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.helper = bare_helper(side_by_side("person", "duty"))


class ExtendForm(forms.Form):
    until = Day(label="Hạn mới, hết ngày")
    reason = Text(label="Lý do gia hạn", max_length=500)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class MarkingForm(SheetForm):
    """The points of one judge for one solution, and whether it is to be recognised."""

    agrees = forms.TypedChoiceField(
        label="Kết luận của người chấm", required=False, choices=YES_OR_NO, widget=forms.RadioSelect,
        coerce=lambda value: value == "True", empty_value=None,
    )  # fmt: skip


class RulingsForm(forms.Form):
    """The council's conclusion on each entry that its reader may conclude."""

    version = VersionField()

    def __init__(self, *args: Any, lines: Sequence[Line], version: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["version"].initial = version
        for line in lines:
            entry = line.entry
            self.fields[f"verdict-{entry.pk}"] = forms.ChoiceField(
                label=f"Kết luận: {entry}", required=False, choices=[("", "Chưa kết luận"), *Verdict.choices],
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
            self.fields[f"reason-{entry.pk}"] = Text(
                label=f"Lý do: {entry}", required=False, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
            )  # fmt: skip
            self.initial |= {f"verdict-{entry.pk}": entry.verdict, f"reason-{entry.pk}": entry.reason}

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"line": line, "verdict": self[f"verdict-{line.entry.pk}"], "reason": self[f"reason-{line.entry.pk}"]}
            for line in self.lines
        ]

    def rulings(self) -> list[Ruling]:
        told, keys = self.cleaned_data, [line.entry.pk for line in self.lines]
        return [Ruling(key, told[f"verdict-{key}"], told[f"reason-{key}"]) for key in keys]


class AppealForm(forms.Form):
    reason = Text(
        label="Lý do đề nghị xem xét lại", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"Ít nhất {LEAST_REASON} ký tự: điểm nào chưa đúng, dựa vào đâu.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(label="Kết luận sau khi xem xét", choices=Verdict.choices)
    answer = Text(
        label="Trả lời tác giả", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Ít nhất {LEAST_REASON} ký tự; tác giả đọc được nguyên văn.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class RejudgeForm(forms.Form):
    people = PeopleChoice(
        Person.objects.none(), label="Người chấm lại", widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="Chỉ những người chưa chấm giải pháp này, không phải tác giả hay người thân của tác giả.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        self.helper = bare_helper()


class SolutionsChoice(RowsField):
    def label_from_instance(self, solution: Solution) -> str:
        return f"{solution.name} – {authors_told(solution)} ({solution.year_name})"


class SendUpForm(forms.Form):
    solutions = SolutionsChoice(
        Solution.objects.none(), label="Sáng kiến trình lên", widget=forms.CheckboxSelectMultiple,
        help_text="Những sáng kiến đã ghi sổ của trường.",
    )  # fmt: skip
    level = forms.ChoiceField(label="Trình lên", choices=HIGHER)
    sent_on = Day(label="Ngày trình")
    paper = Text(label="Kèm văn bản", max_length=300, help_text="Ví dụ: Tờ trình số 12/TTr-MNGB ngày 20/5/2023.")

    def __init__(self, *args: Any, solutions: QuerySet[Solution], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["solutions"].queryset = solutions
        self.fields["sent_on"].initial = today
        self.helper = bare_helper("solutions", side_by_side("level", "sent_on"), "paper")


class AboveForm(forms.ModelForm):
    """What the superior decided."""

    version = VersionField()

    class Meta:
        model = Submission
        fields = ("verdict", "decision_number", "decided_on", "issuer", "reason")
        field_classes = {"decision_number": Text, "decided_on": Day, "issuer": Text, "reason": Text}
        widgets = {"decided_on": Day.widget, "reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        ask_to_choose(self, "verdict")
        self.fields["version"].initial = self.instance.version
        self.helper = bare_helper("verdict", side_by_side("decision_number", "decided_on"), "issuer", "reason", "version")

    def _post_clean(self) -> None:
        """Whether it is whole the service says."""
