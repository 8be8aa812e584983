"""Forms of money. They check what was typed; what is allowed the services say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from nominations.dossiers.models import Review
from thiduakt.catalog.proposing.fields import Grouped
from thiduakt.forms import Day, RowsField, Text, ask_to_choose, bare_helper, side_by_side
from thiduakt.vietnamese import capitalized

from .enums import LineKind, Manner
from .models import Fund, Payment
from .models.payments import PAYING_FUNDS
from .services.funds import LARGEST
from .services.paying import Mark

# Marked meanwhile in another window, or by a colleague.
GONE = "Có khoản thầy/cô đánh dấu vừa được ghi chi, hoặc không còn phải chi. Thầy/cô xem lại cột Tình trạng của danh sách."
BEYOND = "Chỉ ghi khi chi nhiều hơn số quỹ còn."


class Dong(Grouped, forms.IntegerField):
    """A sum in đồng, as people here write it: `2.800.000`."""

    def __init__(self, **kwargs: Any):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_value=LARGEST, widget=widget, **kwargs)


class FundForm(forms.Form):
    kind = forms.ChoiceField(label="Quỹ", choices=[(kind.value, capitalized(kind.label)) for kind in PAYING_FUNDS])
    year = forms.TypedChoiceField(label="Năm ngân sách", coerce=int)
    opening = Dong(
        label="Số dư năm trước chuyển sang (đồng)", min_value=0, required=False,
        help_text="Quỹ tiền thưởng không chuyển số dư sang năm sau (NĐ 73/2024/NĐ-CP, Điều 4).",
    )  # fmt: skip
    allotment = Dong(label="Dự toán giao, trích lập (đồng)", min_value=0, required=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.helper = bare_helper(side_by_side("kind", "year"), side_by_side("opening", "allotment"))


class LineForm(forms.Form):
    kind = forms.ChoiceField(label="Việc thu, chi")
    amount = Dong(label="Số tiền (đồng)", min_value=1)
    day = Day(label="Ngày")
    paper = Text(label="Chứng từ", max_length=100, required=False)
    told = Text(label="Diễn giải", max_length=300)
    why_beyond = Text(label="Lý do chi vượt số dư", max_length=500, required=False, help_text=BEYOND)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = [LineKind(kind) for kind in LineKind.BY_HAND]
        self.fields["kind"].choices = [("", ""), *((kind.value, capitalized(str(kind.label))) for kind in kinds)]
        ask_to_choose(self, "kind")
        self.helper = bare_helper(side_by_side("kind", "amount"), side_by_side("day", "paper"), "told", "why_beyond")


class MarkForm(forms.Form):
    """How something was paid."""

    paid_on = Day(label="Ngày chi")
    manner = forms.ChoiceField(
        label="Hình thức chi", choices=[(one.value, capitalized(str(one.label))) for one in Manner], initial=Manner.CASH
    )
    why_beyond = Text(label="Lý do chi vượt số dư", max_length=500, required=False, help_text=BEYOND)

    def mark(self) -> Mark:
        names = ("paid_on", "manner", "why_beyond", "received_by", "behalf_reason")
        return Mark(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class ManyForm(MarkForm):
    """Those that were ticked, or all that are due."""

    payments = RowsField(Payment.objects.none(), required=False)
    all_due = forms.BooleanField(label="Tất cả các khoản chưa chi, kể cả ở trang khác", required=False)

    def __init__(self, *args: Any, due: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["payments"].queryset = self.due = due
        self.helper = bare_helper(side_by_side("paid_on", "manner"), "why_beyond", "all_due")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.chosen = list(self.due) if told.get("all_due") else list(told.get("payments") or ())
        if self.errors.pop("payments", None):
            self.add_error(None, GONE)
        elif not self.chosen:
            self.add_error(None, "Thầy/cô đánh dấu các khoản đã chi, hoặc chọn tất cả.")
        return told

    def ticked(self) -> set[str]:
        """What stands ticked again when something was refused."""
        return set(self.data.getlist("payments")) if self.is_bound else set()


class OneForm(MarkForm):
    """One payment; perhaps somebody else took it."""

    received_by = Text(label="Người nhận thay", max_length=150, required=False)
    behalf_reason = Text(label="Lý do nhận thay", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(
            side_by_side("paid_on", "manner"), side_by_side("received_by", "behalf_reason"), "why_beyond"
        )


class ReturnForm(forms.Form):
    day = Day(label="Ngày nộp lại")
    paper = Text(label="Chứng từ, biên bản", max_length=100, help_text="Số phiếu thu, giấy nộp tiền, biên bản giao nhận.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(side_by_side("day", "paper"))


class EstimateForm(forms.Form):
    review = forms.ModelChoiceField(Review.objects.none(), label="Đợt xét", empty_label="Thầy/cô chọn")
    fund = forms.ModelChoiceField(Fund.objects.none(), label="Chi từ quỹ", empty_label="Thầy/cô chọn")
    day = Day(label="Dự kiến quyết định ngày", help_text="Lương cơ sở của ngày này được dùng để tính.")
    with_superiors = forms.BooleanField(
        label="Tính cả danh hiệu, hình thức cấp trên quyết định", required=False,
        help_text="Cấp quyết định chi tiền thưởng; chỉ chọn khi trường được giao chi thay.",
    )  # fmt: skip

    def __init__(self, *args: Any, reviews: Any, funds: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset, self.fields["fund"].queryset = reviews, funds
        self.helper = bare_helper("review", side_by_side("fund", "day"), "with_superiors")


def years_to_open(today: date) -> list[int]:
    return [today.year + 1, today.year, today.year - 1, today.year - 2]
