"""Proposing a new row of an honor, or an honor that the catalogue does not know yet."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from thiduakt.catalog.enums import Confidence, HonorKind, HonorSubject
from thiduakt.catalog.models import Honor, Regime
from thiduakt.catalog.rulebook import regime_on
from thiduakt.catalog.telling import LEVELS, OF_ALL_MEMBERS, VOTE_MODES
from thiduakt.forms import Text
from thiduakt.pages import add_refusal
from thiduakt.vietnamese import capitalized

from .conditions import ADD_KIND, ADD_TO, Conditions, Row
from .fields import LARGEST_COEFFICIENT, SURE_ENOUGH, RowForm, lines_field, number_field, sure_field, whole_field

CODE = re.compile(r"[A-Z0-9_]{2,30}", re.ASCII)
PERIODS = ("năm", "năm hoặc đợt", "học kỳ/năm/đợt", "quá trình", "quá trình/công trạng", "theo đợt")
MARKED = ("authority", "coefficient", "collective_coefficient", "threshold")  # parts with a mark of their own


class HonorForm(RowForm):
    """A new row of `base`, in `regime`: base may be of the regime that an unread one runs on."""

    authority = Text(label="Thẩm quyền quyết định", max_length=500)
    authority_confidence = sure_field("Mức đối chiếu thẩm quyền")
    submitter = Text(label="Người trình", required=False, max_length=500)
    coefficient = number_field("Hệ số tiền thưởng (lần lương cơ sở)", LARGEST_COEFFICIENT)
    coefficient_confidence = sure_field("Mức đối chiếu hệ số")
    collective_coefficient = number_field("Hệ số tiền thưởng của tập thể", LARGEST_COEFFICIENT)
    collective_coefficient_confidence = sure_field("Mức đối chiếu hệ số của tập thể")
    cap = whole_field("Tỷ lệ tối đa (% số đạt Lao động tiên tiến)", 100, required=False)
    cap_source = Text(label="Căn cứ của tỷ lệ tối đa", required=False, max_length=300)
    vote_mode = forms.ChoiceField(label="Cách biểu quyết", choices=[("", "Chọn cách biểu quyết"), *VOTE_MODES.items()])
    min_approval_percent = number_field("Tỷ lệ phiếu tối thiểu (%)", 100)
    threshold_confidence = sure_field("Mức đối chiếu bỏ phiếu")
    considered = lines_field("Điều hội đồng xem xét thêm")

    first: tuple[str, ...] = tuple(RowForm.base_fields)  # what stands above the conditions

    def __init__(
        self, *args: Any, base: Honor, regime: Regime, honors: Mapping[str, str], is_draft: bool = False, added: str = "",
        **kwargs: Any,
    ):  # fmt: skip
        """`honors`: names by code, for conditions to speak of; a draft is shown as it was typed, and not judged.

        `added`: the row that has just come.
        """
        super().__init__(*args, **kwargs)
        self.base, self.regime, self.is_draft = base, regime, is_draft
        self.fields["confidence"].label = "Mức đối chiếu tiêu chuẩn"
        for name in self._unasked():
            del self.fields[name]
        marks = base.confidences if self._is_of_regime else {}
        self._begin(marks)
        self.conditions = Conditions(
            base.conditions, posted=self.data if self.is_bound else None, honors=honors, subject=self.subject,
            sure=marks.get("standard", ""),
        )  # fmt: skip
        self.fields.update(self.conditions.fields())
        if added:
            self._look_at(added)

    def _unasked(self) -> list[str]:
        """What an honor of this kind cannot have."""
        collective = [] if self.subject == HonorSubject.EITHER else ["collective_coefficient"]
        names = [*collective, *(f"{name}_confidence" for name in collective)]
        return [*names, "cap", "cap_source"] if self.base.kind != HonorKind.TITLE else names

    def _begin(self, marks: Mapping[str, str]) -> None:
        """Of a regime that was not read nothing is sure yet: its marks are to be chosen."""
        base, cap, mode = self.base, self.base.ratio_cap or {}, self.base.vote_mode or {}
        begun = {
            "authority": base.authority, "submitter": base.submitter, "basis": base.basis,
            "confidence": marks.get("standard", ""),
            "coefficient": base.coefficient and base.coefficient.normalize(),
            "collective_coefficient": base.collective_coefficient and base.collective_coefficient.normalize(),
            "min_approval_percent": base.min_approval_percent and base.min_approval_percent.normalize(),
            "cap": cap.get("max_percent"), "cap_source": cap.get("source"), "vote_mode": mode.get("mode"),
            "considered": "\n".join(base.considered),
            "sources": "\n".join(base.sources) if self._is_of_regime else "",
        }  # fmt: skip
        self.initial = begun | {f"{name}_confidence": marks.get(name, "") for name in MARKED} | dict(self.initial)

    def _look_at(self, added: str) -> None:
        own = [name for name in self.fields if name.startswith(f"{added}-") and not name.endswith(("-keep", "-group"))]
        self.fields[own[0]].widget.attrs["autofocus"] = True

    @property
    def subject(self) -> str:
        return self.base.subject

    @property
    def _is_of_regime(self) -> bool:
        return self.base.regime_id == self.regime.pk

    def full_clean(self) -> None:
        if self.is_draft:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        self.cleaned_data = super().clean()
        self.standard: list[dict[str, Any]] = []
        if not self.errors:
            try:
                self.standard = self.conditions.standard(self.cleaned_data)
            except ValidationError as refusal:
                add_refusal(self, refusal)
        return self.cleaned_data

    # For the page

    @property
    def condition_sets(self) -> list[dict[str, Any]]:
        """Each condition with its fields."""
        return [self._set(row) for row in self.conditions.rows]

    def _set(self, row: Row) -> dict[str, Any]:
        own = [self[name] for name in self.fields if name.rpartition("-")[0] == row.name]
        place = self.conditions.called(self.conditions.groups[row.group]) if row.group else ""
        label = f"{self.conditions.called(row)}: {row.before.get('text', '')}" if row.is_group else row.label
        return {
            "row": row,
            "legend": label.rstrip(": "),
            "place": place,
            "fields": own,
        }

    @property
    def adding(self) -> list[forms.BoundField]:
        return [self[name] for name in (ADD_KIND, ADD_TO) if name in self.fields]

    @property
    def first_set(self) -> list[forms.BoundField]:
        return [self[name] for name in self.first]

    @property
    def last_set(self) -> list[forms.BoundField]:
        others = {*self.first, ADD_KIND, ADD_TO}
        return [self[name] for name in self.fields if "-" not in name and name not in others]

    # The row

    def row(self) -> Honor:
        base, values = self.base, self.cleaned_data
        return Honor(
            **self._named(), **self.common(),
            authority=values["authority"], submitter=values["submitter"],
            coefficient=values["coefficient"], collective_coefficient=values.get("collective_coefficient"),
            min_approval_percent=values["min_approval_percent"],
            vote_mode=(base.vote_mode or {}) | {"mode": values["vote_mode"]},
            ratio_cap=self._cap(), conditions=self.standard,
            considered=values["considered"].split("\n") if values["considered"] else [],
            confidences=self._marks(),
        )  # fmt: skip

    def _named(self) -> dict[str, Any]:
        """Which honor it is, and in which regime."""
        kept = ("code", "name", "kind", "subject", "level", "period", "rank")
        return {"regime": self.regime, **{name: getattr(self.base, name) for name in kept}}

    def _marks(self) -> dict[str, str]:
        values = self.cleaned_data
        marks = {name: mark for name in MARKED if (mark := values.get(f"{name}_confidence"))}
        return self.base.confidences | marks | {"standard": values["confidence"]}

    def _cap(self) -> dict[str, Any] | None:
        percent, before = self.cleaned_data.get("cap"), self.base.ratio_cap
        if percent is None and before is None:
            return None
        source = self.cleaned_data.get("cap_source", "")
        of = {"of": "so_ca_nhan_dat_LDTT", "max_percent": percent, "source": source}
        return (before or {}) | of


class NewHonorForm(HonorForm):
    """An honor that no row knows: a title that a new law brings, or one of the city's own.

    Its regime is that of the day it begins on.
    """

    name = Text(label="Tên danh hiệu, hình thức", max_length=200)
    code = Text(
        label="Mã", max_length=30, required=False,
        help_text="Chữ hoa không dấu, chữ số, gạch dưới; ví dụ NGTB_TP. Để trống thì hệ thống đặt theo tên.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Loại", choices=[("", "Chọn loại"), *((one.value, capitalized(one.label)) for one in HonorKind)]
    )
    subject_asked = forms.ChoiceField(
        label="Tặng cho", choices=[("", "Chọn đối tượng"), *((one.value, capitalized(one.label)) for one in HonorSubject)]
    )
    level = forms.ChoiceField(
        label="Cấp", choices=[("", "Chọn cấp"), *((value, capitalized(label)) for value, label in LEVELS.items())]
    )
    period = forms.ChoiceField(label="Kỳ xét", choices=[("", "Chọn kỳ xét"), *((told, told) for told in PERIODS)])

    first = ("name", "code", "kind", "subject_asked", "level", "period", *RowForm.base_fields)

    def __init__(self, *args: Any, honors: Mapping[str, str], regime: Regime, **kwargs: Any):
        base = Honor(regime=regime, kind=HonorKind.TITLE, subject="", confidence=Confidence.UNVERIFIED)
        super().__init__(*args, base=base, honors=honors, regime=regime, **kwargs)
        self.fields["confidence"].help_text = SURE_ENOUGH

    @property
    def subject(self) -> str:
        return str(self.data.get("subject_asked", "")) if self.is_bound else HonorSubject.INDIVIDUAL

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).upper()
        if code and not CODE.fullmatch(code):
            raise ValidationError("Mã gồm 2 đến 30 chữ hoa không dấu, chữ số, gạch dưới. Thầy/cô gõ lại hoặc để trống.")
        return code

    def _named(self) -> dict[str, Any]:
        values = self.cleaned_data
        names = ("name", "kind", "level", "period")
        told = {name: values[name] for name in names}
        return {
            "regime": regime_on(values["valid_from"]),
            "code": values["code"],
            "subject": values["subject_asked"],
            **told,
        }

    def row(self) -> Honor:
        """The percentage of a vote is counted of all members of the council."""
        row = super().row()
        row.vote_mode = {**(row.vote_mode or {}), "denominator": OF_ALL_MEMBERS}
        return row
